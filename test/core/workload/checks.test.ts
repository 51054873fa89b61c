import { GIB } from '../../../src/core/units';
import { checkStage, checkWorkload } from '../../../src/core/workload/checks';
import { Stage } from '../../../src/core/workload/stage';
import { STORAGE_LEVELS, StorageLevel, Workload } from '../../../src/core/workload/workload';

const WORKLOAD: Workload = {
  profile: 'batch-etl', language: 'jvm', inputBytes: 10 * GIB, spill: 'never', cacheBytes: 0, storageLevel: 'MEMORY_AND_DISK', offHeapBytes: 0, concurrentRuns: 1, stages: [],
};

function found(fields: Partial<Workload>): string[] {
  return checkWorkload({ ...WORKLOAD, ...fields }).map(({ id, path, message }) => `${id} ${path}: ${message}`);
}

describe('checkWorkload', () => {
  test.each<[string, Partial<Workload>, string]>([
    ['all shuffles are less than the largest', { shuffleBytes: 2 * GIB, shuffleTotalBytes: 2 * GIB - 1 },
      'shuffleTotal: got 2 GiB, less than the largest shuffle alone (shuffle: 2 GiB); give at least that'],
    ['a hot key is more than the shuffle in memory', { shuffleBytes: 2 * GIB, shuffleExpansion: 3, hotKeyBytes: 7 * GIB }, 'hotKey: got 7 GiB, more than the whole shuffle in memory (6 GiB)'],
    ['skew is more than its partitions allow', { skew: 201, skewPartitions: 200 }, 'skew: got 201; of 200 partitions (skewPartitions) none is more than 200 times the mean'],
    ['a file is more than the input', { largestInputFileBytes: 11 * GIB }, 'largestInputFile: got 11 GiB, more than the whole input (10 GiB)'],
    ['the files are less than the input', { largestInputFileBytes: GIB, inputFiles: 9 }, 'largestInputFile: got 1 GiB; 9 files of at most that size are less than the input (10 GiB)'],
    ['a cache is in memory and not', { cacheBytes: GIB, storageLevel: 'DISK_ONLY' }, 'storageLevel: got DISK_ONLY, which keeps nothing in memory, with cache 1 GiB in memory; leave cache out'],
  ])('fails where %s', (_what, fields, message) => {
    expect(found(fields)).toEqual([`SZ1007 ${message}`]);
  });

  test.each<[string, Partial<Workload>]>([
    ['nothing is stated', {}],
    ['one shuffle is all', { shuffleBytes: 2 * GIB, shuffleTotalBytes: 2 * GIB }],
    ['only all shuffles are stated', { shuffleTotalBytes: GIB }],
    ['only the largest shuffle is stated', { shuffleBytes: GIB }],
    ['the hot key is the whole shuffle', { shuffleBytes: 2 * GIB, shuffleExpansion: 3, hotKeyBytes: 6 * GIB }],
    ['the expansion is not known', { shuffleBytes: GIB, hotKeyBytes: 7 * GIB }],
    ['the shuffle is not known', { shuffleExpansion: 1, hotKeyBytes: 7 * GIB }],
    ['all is in one partition', { skew: 200, skewPartitions: 200 }],
    ['it is not known where skew was seen', { skew: 1000 }],
    ['only partitions are stated', { skewPartitions: 1 }],
    ['the input is one file', { largestInputFileBytes: 10 * GIB, inputFiles: 1 }],
    ['the files just hold the input', { largestInputFileBytes: GIB, inputFiles: 10 }],
    ['the count of files is not known', { largestInputFileBytes: GIB }],
    ['the largest file is not known', { inputFiles: 1 }],
    ['nothing is cached', { storageLevel: 'DISK_ONLY' }],
  ])('is content where %s', (_what, fields) => {
    expect(found(fields)).toEqual([]);
  });

  test('lets every level with memory hold a cache', () => {
    const levels = Object.keys(STORAGE_LEVELS) as StorageLevel[];
    expect(levels.filter(storageLevel => found({ cacheBytes: 1, storageLevel }).length > 0)).toEqual(['DISK_ONLY', 'DISK_ONLY_2', 'DISK_ONLY_3']);
  });

  test('finds every contradiction, whatever else could not be read', () => {
    const paths = checkWorkload({ stages: [], cacheBytes: 1, shuffleBytes: 2, shuffleTotalBytes: 1, skew: 3, skewPartitions: 2 } as unknown as Workload).map(({ path }) => path);
    expect(paths).toEqual(['shuffleTotal', 'skew']);
  });
});

describe('checkStage', () => {
  function stageProblems(stage: Partial<Stage>): string[] {
    return checkStage(stage, 'stages[0]').map(({ id, path, message }) => `${id} ${path}: ${message}`);
  }

  test('fails where the largest partition is more than all, on either side', () => {
    expect(stageProblems({ records: 5, largestRecords: 6, otherRecords: 7, otherLargestRecords: 8 })).toEqual([
      'SZ1007 stages[0].largestRecords: got 6, more than all records (5)', 'SZ1007 stages[0].otherLargestRecords: got 8, more than all records (7)',
    ]);
  });

  test('fails where the partitions of a stage cannot hold all records', () => {
    expect(stageProblems({ records: 101, largestRecords: 10, partitions: 10 })).toEqual([
      'SZ1007 stages[0].largestRecords: got 10; 10 partitions of at most that many are less than all records (101)',
    ]);
  });

  test('is content with a part of the figures, and with ones that just fit', () => {
    expect(stageProblems({ largestRecords: 6 })).toEqual([]);
    expect(stageProblems({ records: 6, otherLargestRecords: 7 })).toEqual([]);
    expect(stageProblems({ records: 6, largestRecords: 6 })).toEqual([]);
    expect(stageProblems({ records: 1000, largestRecords: 1 })).toEqual([]);
    expect(stageProblems({ records: 100, largestRecords: 10, partitions: 10 })).toEqual([]);
    expect(stageProblems({ partitions: 10, largestRecords: 10 })).toEqual([]);
  });
});
