import { profileDefaults } from '../../../src/core/catalog/profiles';
import { GIB, MIB } from '../../../src/core/units';
import { Assumption, Demand, fillWorkload, splits } from '../../../src/core/workload/demand';
import { formatDuration, formatSize } from '../../../src/core/workload/quantities';
import { STORAGE_LEVELS, StorageLevel, Workload } from '../../../src/core/workload/workload';

/** A workload that states every figure, at no growth. */
const STATED: Workload = {
  profile: 'batch-etl',
  language: 'jvm',
  inputBytes: 100 * GIB,
  shuffleBytes: 40 * GIB,
  shuffleTotalBytes: 60 * GIB,
  shuffleExpansion: 2,
  skew: 1,
  spill: 'never',
  cacheBytes: 8 * GIB,
  storageLevel: 'MEMORY_AND_DISK',
  broadcastBytes: 100 * MIB,
  userMemoryPerTaskBytes: 10 * MIB,
  offHeapBytes: 3 * GIB,
  collectBytes: 20 * MIB,
  coreTimeSeconds: 1000,
  concurrentRuns: 1,
  growth: 1,
  stages: [],
};

/** One that states nothing but its input. */
const BARE: Workload = {
  profile: 'batch-etl', language: 'jvm', inputBytes: 100 * GIB, spill: 'never', cacheBytes: 0, storageLevel: 'MEMORY_AND_DISK', offHeapBytes: 0, concurrentRuns: 1, stages: [],
};

const ETL = profileDefaults('batch-etl');
const SHUFFLED = 100 * GIB * ETL.shuffleToInput;
const { low, mid, high } = ETL.coreSecondsPerInputGiB;

function sizedOf(fields: Partial<Workload>, base = STATED): Demand {
  return fillWorkload({ ...base, ...fields }).sized;
}

function assumed(fields: Partial<Workload>, base = BARE): Record<string, string> {
  return Object.fromEntries(fillWorkload({ ...base, ...fields }).assumptions.map(({ field, value }) => [field, value]));
}

describe('fillWorkload', () => {
  test('takes what is stated as it is', () => {
    const { sized, stated, growth, workload, assumptions } = fillWorkload(STATED);
    expect(sized).toEqual({
      inputBytes: 100 * GIB,
      splits: 800, // 100 GiB / 128 MiB
      largestSplitBytes: 128 * MIB,
      outputBytes: undefined,
      shuffleBytes: 40 * GIB,
      shuffleTotalBytes: 60 * GIB,
      shuffleInMemoryBytes: 80 * GIB,
      narrowBytes: { partitions: 80 * GIB, mapTask: 0 },
      expansion: 2,
      skew: { ratio: 1, hotShare: 0 },
      stages: [],
      cacheBytes: 8 * GIB,
      cacheFallsToDisk: true,
      broadcastBytes: 100 * MIB,
      collectBytes: 20 * MIB,
      userBytesPerTask: 10 * MIB,
      pythonBytesPerSlot: 0,
      offHeapBytes: 3 * GIB,
      coreSeconds: { low: 800, mid: 1000, high: 1200 }, // a fifth either way
    });
    expect(stated).toEqual(sized);
    expect({ growth, workload, assumptions }).toEqual({ growth: 1, workload: STATED, assumptions: [] });
  });

  test('takes a map task to write no more than a split, where a shuffle is larger than the input', () => {
    const { sized } = fillWorkload({ ...BARE, inputBytes: MIB, shuffleBytes: 50 * GIB, growth: 1 });
    expect(sized.narrowBytes).toEqual({ partitions: 600 * GIB, mapTask: 7 * 128 * MIB });
  });

  test('fills in from the profile what is not', () => {
    const { sized, growth } = fillWorkload({ ...BARE, growth: 1 });
    expect(growth).toBe(1);
    expect(sized).toMatchObject({
      shuffleBytes: SHUFFLED,
      shuffleTotalBytes: SHUFFLED * ETL.shuffleTotalToShuffle,
      shuffleInMemoryBytes: SHUFFLED * ETL.shuffleExpansion,
      narrowBytes: { partitions: 12 * SHUFFLED, mapTask: 7 * SHUFFLED / 800 }, // of 800 map tasks
      expansion: ETL.shuffleExpansion,
      skew: { ratio: 1.5, hotShare: 0 }, // an assumed ratio names no hot key
      broadcastBytes: ETL.broadcastMiB * MIB,
      collectBytes: 64 * MIB,
      userBytesPerTask: 256 * MIB,
      coreSeconds: { low: 100 * low, mid: 100 * mid, high: 100 * high },
    });
  });

  test('takes the figures of the workload\'s own profile', () => {
    const { sized, growth } = fillWorkload({ ...BARE, profile: 'machine-learning', growth: undefined });
    expect(growth).toBe(1.2);
    expect(sized).toMatchObject({ userBytesPerTask: 512 * MIB, collectBytes: 1.2 * GIB });
    expect(fillWorkload({ ...BARE, profile: 'streaming' }).growth).toBe(1.5);
  });

  test('multiplies bytes, records and core time by the growth, and nothing else', () => {
    const stage = {
      operator: 'sort-merge-join' as const,
      keys: 'fixed' as const,
      records: 10,
      largestRecords: 4,
      otherRecords: 20,
      otherLargestRecords: 6,
      groupRecords: 2,
      rowBytes: 88,
      otherRowBytes: 16,
      keyBytes: 8,
      valueBytes: 24,
      skew: 2,
      partitions: 7,
      alongside: [],
    };
    const inner = { operator: 'sort' as const, keys: 'other' as const, records: 3, rowBytes: 8, alongside: [] };
    const fields = { outputBytes: 5 * GIB, hotKeyBytes: 2 * GIB, stages: [{ ...stage, alongside: [inner] }] };
    expect(sizedOf({ ...fields, growth: 1.5 })).toEqual({
      ...sizedOf(fields),
      inputBytes: 150 * GIB,
      splits: 1200,
      outputBytes: 7.5 * GIB,
      shuffleBytes: 60 * GIB,
      shuffleTotalBytes: 90 * GIB,
      shuffleInMemoryBytes: 120 * GIB,
      narrowBytes: { partitions: 120 * GIB, mapTask: 0 },
      skew: { ratio: 1, hotShare: 0, hotBytes: 3 * GIB },
      cacheBytes: 12 * GIB,
      broadcastBytes: 150 * MIB,
      collectBytes: 30 * MIB,
      coreSeconds: { low: 1200, mid: 1500, high: 1800 },
      stages: [{ ...stage, records: 15, largestRecords: 6, otherRecords: 30, otherLargestRecords: 9, groupRecords: 3, alongside: [{ ...inner, records: 4.5 }] }],
    });
  });

  test('states a demand without growth and without an assumed broadcast beside it', () => {
    const { sized, stated } = fillWorkload({ ...BARE, growth: 2 });
    expect(sized.inputBytes).toBe(200 * GIB);
    expect(sized.broadcastBytes).toBe(2 * ETL.broadcastMiB * MIB);
    expect(stated).toEqual({ ...fillWorkload({ ...BARE, growth: 1 }).sized, broadcastBytes: 0 });
    expect(fillWorkload({ ...BARE, growth: 2, broadcastBytes: MIB }).stated.broadcastBytes).toBe(MIB);
  });

  test('knows no shuffle larger than all shuffles together', () => {
    expect(sizedOf({ shuffleTotalBytes: 10 * GIB }, { ...BARE, growth: 1 })).toMatchObject({ shuffleBytes: 10 * GIB, shuffleTotalBytes: 10 * GIB });
    expect(sizedOf({ shuffleBytes: 10 * GIB }, { ...BARE, growth: 1 })).toMatchObject({ shuffleBytes: 10 * GIB, shuffleTotalBytes: 10 * GIB * ETL.shuffleTotalToShuffle });
    expect(sizedOf({ shuffleBytes: 0 }, { ...BARE, growth: 1 })).toMatchObject({ shuffleBytes: 0, shuffleTotalBytes: 0 });
  });

  test('knows which levels let a cache fall to disk', () => {
    const levels = (Object.keys(STORAGE_LEVELS) as StorageLevel[]).filter(storageLevel => !sizedOf({ storageLevel }).cacheFallsToDisk);
    expect(levels).toEqual(['MEMORY_ONLY', 'MEMORY_ONLY_2', 'MEMORY_ONLY_SER', 'MEMORY_ONLY_SER_2']);
  });
});

describe('skew', () => {
  test('without a hot key is read pessimistically: (skew − 1) ÷ skewPartitions of all stays together', () => {
    expect(sizedOf({ skew: 5, skewPartitions: 40 }).skew).toEqual({ ratio: 5, hotShare: 0.1 });
    expect(sizedOf({ skew: 5 }).skew).toEqual({ ratio: 5, hotShare: 0.02 }); // of 200 partitions
    expect(sizedOf({ skew: 1000 }).skew).toEqual({ ratio: 1000, hotShare: 1 });
  });

  test('with a hot key is that key', () => {
    expect(sizedOf({ skew: 5, skewPartitions: 40, hotKeyBytes: GIB, growth: 2 }).skew).toEqual({ ratio: 5, hotShare: 0, hotBytes: 2 * GIB });
  });
});

describe('splits of the scan', () => {
  test('count what opening the files costs', () => {
    // 100 GiB + 1000 files of 4 MiB = 106,400 MiB; / 128 = 831.25
    expect(sizedOf({ inputFiles: 1000 })).toMatchObject({ splits: 832, largestSplitBytes: 128 * MIB });
  });

  test('are one of a small input, no larger than that', () => {
    expect(sizedOf({ inputBytes: 3 * MIB })).toMatchObject({ splits: 1, largestSplitBytes: 3 * MIB });
    expect(sizedOf({ inputBytes: 128 * MIB + 1 }).splits).toBe(2);
  });

  test('are files where the format does not split', () => {
    const gzip = { inputFormat: 'csv.gz', growth: 2 };
    expect(sizedOf({ ...gzip, inputFiles: 50 })).toMatchObject({ splits: 50, largestSplitBytes: 4 * GIB }); // 200 GiB in 50 files
    expect(sizedOf({ ...gzip, inputFiles: 50, largestInputFileBytes: 5 * GIB })).toMatchObject({ splits: 50, largestSplitBytes: 10 * GIB });
    expect(sizedOf({ ...gzip, inputFiles: 1, largestInputFileBytes: 100 * GIB })).toMatchObject({ splits: 1, largestSplitBytes: 200 * GIB });
  });

  test('are assumed files of 128 MiB where neither splits nor files are known', () => {
    expect(sizedOf({ inputFormat: 'gzip' })).toMatchObject({ splits: 800, largestSplitBytes: 128 * MIB });
    expect(sizedOf({ inputFormat: 'gzip', inputBytes: MIB })).toMatchObject({ splits: 1, largestSplitBytes: MIB });
    expect(sizedOf({ inputFormat: 'gzip', inputBytes: 129 * MIB })).toMatchObject({ splits: 2, largestSplitBytes: 64.5 * MIB });
    expect(sizedOf({ inputFormat: 'gzip', inputBytes: MIB, largestInputFileBytes: 9 * MIB }).largestSplitBytes).toBe(MIB); // never more than there is
  });

  test.each([
    'gzip', 'gz', 'zip', 'xml', 'GZIP', 'csv.GZ', 'json.gz', 'text.gzip', 'part-0.xml',
  ])('are not made of %s', (inputFormat) => {
    expect(splits({ ...BARE, inputFormat })).toBe(false);
  });

  test.each([undefined, '', 'parquet', 'orc', 'csv', 'csv.bz2', 'gzipped', 'xgz', 'gz.parquet', 'xmlish'])('are made of %s', (inputFormat) => {
    expect(splits({ ...BARE, inputFormat })).toBe(true);
  });
});

describe('Python', () => {
  const python = { language: 'python' as const };

  test('takes the worker of the profile and Arrow\'s batches', () => {
    expect(sizedOf(python).pythonBytesPerSlot).toBe(512 * MIB + 64 * MIB);
    expect(sizedOf({ ...python, profile: 'machine-learning' }).pythonBytesPerSlot).toBe(1024 * MIB + 64 * MIB);
  });

  test('takes a worker for each of its stages', () => {
    expect(sizedOf({ ...python, pythonStages: 3, pythonMemoryPerTaskBytes: 100 * MIB }).pythonBytesPerSlot).toBe(300 * MIB + 64 * MIB);
  });

  test('holds a whole group, so a hot key counts where it is more', () => {
    expect(sizedOf({ ...python, hotKeyBytes: GIB, growth: 2 }).pythonBytesPerSlot).toBe(128 * MIB + 5 * 2 * GIB + 64 * MIB);
    expect(sizedOf({ ...python, hotKeyBytes: MIB }).pythonBytesPerSlot).toBe(512 * MIB + 64 * MIB);
    // a stated size is taken at its word, down to the group itself
    expect(sizedOf({ ...python, hotKeyBytes: GIB, pythonMemoryPerTaskBytes: 2 * GIB }).pythonBytesPerSlot).toBe(2 * GIB + 64 * MIB);
    expect(sizedOf({ ...python, hotKeyBytes: GIB, pythonMemoryPerTaskBytes: MIB }).pythonBytesPerSlot).toBe(GIB + 64 * MIB);
  });

  test('takes nothing without Python stages, and nothing in another language', () => {
    expect(sizedOf({ ...python, pythonStages: 0, hotKeyBytes: GIB }).pythonBytesPerSlot).toBe(0);
    expect(sizedOf({ pythonStages: 2, pythonMemoryPerTaskBytes: GIB }).pythonBytesPerSlot).toBe(0);
  });
});

describe('core time', () => {
  const today = { workers: 10, vCpu: 4, durationSeconds: 3600 };

  test('is what is stated, before what today takes', () => {
    expect(sizedOf({ today, growth: 2 }).coreSeconds).toEqual({ low: 1600, mid: 2000, high: 2400 });
  });

  test('is half to all of what the cores of today could do', () => {
    expect(sizedOf({ today, coreTimeSeconds: undefined, growth: 2 }).coreSeconds).toEqual({ low: 144_000, mid: 216_000, high: 288_000 });
  });
});

describe('assumptions', () => {
  test('name every field that was left out, its value and its ground', () => {
    expect(fillWorkload(BARE).assumptions).toEqual<Assumption[]>([
      { field: 'shuffle', value: formatSize(SHUFFLED), because: 'the profile\'s share of the input' },
      { field: 'shuffleTotal', value: formatSize(SHUFFLED * ETL.shuffleTotalToShuffle), because: 'the profile\'s multiple of the largest shuffle' },
      { field: 'shuffleExpansion', value: `${ETL.shuffleExpansion}`, because: 'the profile\'s default; without stages 12 for what more partitions cure and 7 for what a map task writes: rows may be narrow' },
      { field: 'skew', value: '1.5', because: 'the profile\'s default' },
      { field: 'broadcast', value: `${ETL.broadcastMiB} MiB`, because: 'the profile\'s default' },
      { field: 'userMemoryPerTask', value: '256 MiB', because: 'the profile\'s default' },
      { field: 'collect', value: '64 MiB', because: 'the profile\'s default' },
      { field: 'coreTime', value: `${formatDuration(100 * low)} to ${formatDuration(100 * high)}`, because: 'the profile\'s core-seconds per GiB of input: a wide guess, observe one run' },
      { field: 'growth', value: '1.2', because: 'the profile\'s default' },
    ]);
  });

  test('name what Python needs, only of a Python job', () => {
    expect(assumed({ language: 'python' })).toMatchObject({ pythonMemoryPerTask: '512 MiB', pythonStages: '1' });
    expect(assumed({ language: 'python', pythonMemoryPerTaskBytes: GIB, pythonStages: 2 })).not.toHaveProperty('pythonMemoryPerTask');
    expect(assumed({ language: 'python', pythonMemoryPerTaskBytes: GIB, pythonStages: 2 })).not.toHaveProperty('pythonStages');
  });

  test('take one shuffle from the other', () => {
    expect(assumed({ shuffleTotalBytes: 10 * GIB })).toMatchObject({ shuffle: '10 GiB' });
    expect(assumed({ shuffleTotalBytes: 10 * GIB })).not.toHaveProperty('shuffleTotal');
    expect(assumed({ shuffleBytes: 10 * GIB })).toMatchObject({ shuffleTotal: formatSize(10 * GIB * ETL.shuffleTotalToShuffle) });
    expect(assumed({ shuffleBytes: 10 * GIB })).not.toHaveProperty('shuffle');
    expect(assumed({ shuffleBytes: 10 * GIB, shuffleTotalBytes: 10 * GIB })).not.toHaveProperty('shuffle');
    const { assumptions } = fillWorkload({ ...BARE, shuffleTotalBytes: GIB });
    expect(assumptions.filter(({ field }) => field === 'shuffle')).toEqual([{ field: 'shuffle', value: '1 GiB', because: 'no shuffle is larger than shuffleTotal' }]);
  });

  test('name where skew was seen, and what of it stays together', () => {
    expect(assumed({ skew: 5 })).toMatchObject({ skewPartitions: '200', hotKey: '2.00 % of the shuffle' });
    expect(assumed({ skew: 5 })).not.toHaveProperty('skew');
    expect(assumed({ skew: 5, skewPartitions: 40 })).toMatchObject({ hotKey: '10.0 % of the shuffle' });
    expect(assumed({ skew: 5, skewPartitions: 40 })).not.toHaveProperty('skewPartitions');
    expect(assumed({ skew: 1000 })).toMatchObject({ hotKey: '100 % of the shuffle' });
    for (const known of [{ skew: 5, hotKeyBytes: GIB }, { skew: 1 }, {}]) {
      expect(assumed(known)).not.toHaveProperty('skewPartitions');
      expect(assumed(known)).not.toHaveProperty('hotKey');
    }
    const grounds = fillWorkload({ ...BARE, skew: 5 }).assumptions.filter(({ field }) => ['skewPartitions', 'hotKey'].includes(field)).map(({ because }) => because);
    expect(grounds).toEqual([
      'Spark\'s default of spark.sql.shuffle.partitions',
      'skew without hotKey, read pessimistically: total × (skew − 1) ÷ skewPartitions stays in one partition',
    ]);
  });

  test('take the core time of today', () => {
    const { assumptions } = fillWorkload({ ...BARE, today: { workers: 10, vCpu: 4, durationSeconds: 3600 } });
    expect(assumptions.filter(({ field }) => field === 'coreTime')).toEqual([
      { field: 'coreTime', value: '20h to 40h', because: 'half to all of what today\'s cores could do' },
    ]);
    expect(assumed({ coreTimeSeconds: 1, today: { workers: 1, vCpu: 1, durationSeconds: 1 } })).not.toHaveProperty('coreTime');
  });

  test('count the files of a format that does not split', () => {
    const { assumptions } = fillWorkload({ ...BARE, inputFormat: 'gzip' });
    expect(assumptions.filter(({ field }) => field === 'inputFiles')).toEqual([
      { field: 'inputFiles', value: '800', because: 'files of 128 MiB, since the format does not split' },
    ]);
    expect(assumed({ inputFormat: 'gzip', inputBytes: 1 })).toMatchObject({ inputFiles: '1' });
    expect(assumed({ inputFormat: 'gzip', inputFiles: 3 })).not.toHaveProperty('inputFiles');
    expect(assumed({ inputFormat: 'parquet' })).not.toHaveProperty('inputFiles');
  });

  test('print the figures that the demand is made of', () => {
    const profile = profileDefaults('interactive');
    expect(assumed({ profile: 'interactive' })).toMatchObject({
      skew: `${profile.skew}`, growth: `${profile.growth}`, userMemoryPerTask: `${profile.userMemoryPerTaskMiB} MiB`, coreTime: '1h 31m to 5h 33m',
    });
  });
});
