import { DEMAND, exactNeed, g1Shape, heapOn, seatOf, stageOf } from './cases';
import { poolsOf } from '../../../src/core/memory/ledger';
import { shuffleWriterMemory, sorterMemory } from '../../../src/core/memory/operators';
import { stageBoundBytes, stageNeedBytes } from '../../../src/core/memory/stage-need';
import {
  bindingStage, heapBytesInUse, holds, leastWhere, mapStatusBytes, matchesBytes, matchRows, mostWhere, partitionsThatFit, Seat, seatNeedBytes,
  seatTaskBytes, storedBlocks, taskNeed,
} from '../../../src/core/planning/memory-fit';
import { GIB, KIB, MIB } from '../../../src/core/units';

const PAGE = 16 * MIB;
const EXACT = { measured: true, hotMaySpill: false };
const SORT = stageOf({ operator: 'sort', records: 1_000_000, rowBytes: 96 });

describe('without stages a task needs', () => {
  test('the largest partition of the shuffle as it stands in memory, and one page', () => {
    const need = exactNeed({ shuffleInMemoryBytes: 192 * GIB, expansion: 3 });
    expect(need.basis).toBe('expansion');
    expect(need.reduceBytes(64, PAGE)).toBe(3 * GIB + PAGE);
    expect(need.reduceBytes(7, PAGE)).toBe(Math.ceil(192 * GIB / 7) + PAGE);
  });

  test('where no expansion is stated, as much as narrow rows take of its even part, the hot part as usual', () => {
    const narrow = { shuffleInMemoryBytes: 35 * GIB, narrowBytes: { partitions: 120 * GIB, mapTask: 0 } };
    expect(exactNeed(narrow).reduceBytes(120, PAGE)).toBe(GIB + PAGE);
    // hot = 35 GiB × 0.2 = 7 GiB, and beside it the mean of the other 113 GiB
    expect(exactNeed({ ...narrow, skew: { ratio: 1, hotShare: 0.2 } }).reduceBytes(113, PAGE)).toBe(8 * GIB + PAGE);
  });

  test('where no expansion is stated, what a map task writes, whatever the partition count', () => {
    const need = exactNeed({ narrowBytes: { partitions: 120 * GIB, mapTask: 7 * GIB } });
    expect(need.reduceBytes(1000, PAGE)).toBe(7 * GIB + PAGE);
    expect(need.reduceBytes(10, PAGE)).toBe(12 * GIB + PAGE);
  });

  test('the skewed mean', () => {
    expect(exactNeed({ skew: { ratio: 1.5, hotShare: 0 } }).reduceBytes(64, PAGE)).toBe(1.5 * GIB + PAGE);
  });

  test('the hot key and a mean of the rest, where that is more', () => {
    // (64 − 16) / 64 = 0.75 GiB: 16.75 against 1.125
    expect(exactNeed({ skew: { ratio: 1.5, hotShare: 0.25 } }).reduceBytes(64, PAGE)).toBe(16.75 * GIB + PAGE);
    expect(exactNeed({ skew: { ratio: 1.5, hotShare: 0, hotBytes: 16 * GIB } }).reduceBytes(64, PAGE)).toBe(16.75 * GIB + PAGE);
  });

  test('a hot key that is stated larger than the shuffle', () => {
    expect(exactNeed({ skew: { ratio: 1, hotShare: 0, hotBytes: 80 * GIB } }).reduceBytes(64, PAGE)).toBe(80 * GIB + PAGE);
  });

  test('only an even share where the hot partition may spill', () => {
    const need = taskNeed({ ...DEMAND, skew: { ratio: 3, hotShare: 0.5, hotBytes: 16 * GIB } }, { measured: true, hotMaySpill: true });
    expect(need.reduceBytes(64, PAGE)).toBe(GIB + PAGE);
  });
});

describe('with stages a task needs', () => {
  test('what the stage that needs most takes in its largest task: one heap serves them all', () => {
    const small = stageOf({ operator: 'sort', records: 1000, rowBytes: 96 });
    for (const stages of [[SORT, small], [small, SORT]]) {
      const need = exactNeed({ stages });
      expect(need.basis).toBe('stages');
      expect(need.reduceBytes(10, PAGE)).toBe(sorterMemory(100_000, 96, 32, PAGE).peakBytes);
    }
  });

  test('of a stage the hot key in records: hotKey ÷ rowBytes', () => {
    // 9,600,000 B are 100,000 rows of 96 B; (1,000,000 − 100,000) / 10 more
    const need = exactNeed({ stages: [SORT], skew: { ratio: 1, hotShare: 0, hotBytes: 9_600_000 } });
    expect(need.reduceBytes(10, PAGE)).toBe(sorterMemory(190_000, 96, 32, PAGE).peakBytes);
  });

  test('the closed bound where it is larger and the Spark has not been measured', () => {
    const need = taskNeed({ ...DEMAND, stages: [SORT] }, { measured: false, hotMaySpill: false });
    expect(need.basis).toBe('bound');
    expect(need.reduceBytes(10, PAGE)).toBe(stageBoundBytes(SORT, DEMAND.skew, 10, PAGE));
    expect(need.reduceBytes(10, PAGE)).toBeGreaterThan(exactNeed({ stages: [SORT] }).reduceBytes(10, PAGE));
  });

  const hot = { ratio: 1, hotShare: 0.5 };
  const even = { ratio: 1, hotShare: 0 };

  test.each([
    stageOf({ operator: 'sort', records: 1e6, rowBytes: 96 }),
    stageOf({ operator: 'window', records: 1e6, rowBytes: 96 }),
    stageOf({ operator: 'sort-merge-join', records: 1e6, rowBytes: 96, otherRecords: 1e6, otherRowBytes: 96 }),
  ])('only an even share of a $operator whose hot partition may spill', stage => {
    for (const measured of [true, false]) {
      const need = taskNeed({ ...DEMAND, stages: [stage], skew: hot }, { measured, hotMaySpill: true }).reduceBytes(10, PAGE);
      expect(need).toBe(taskNeed({ ...DEMAND, stages: [stage], skew: even }, { measured, hotMaySpill: false }).reduceBytes(10, PAGE));
    }
  });

  test('all of a hash join, which fails where it cannot hold its build side, whatever may spill', () => {
    const stage = stageOf({ operator: 'hash-join', records: 1e6, rowBytes: 96 });
    for (const measured of [true, false]) {
      const [allowed, never] = [true, false].map(hotMaySpill => taskNeed({ ...DEMAND, stages: [stage], skew: hot }, { measured, hotMaySpill }).reduceBytes(10, PAGE));
      expect(allowed).toBe(never);
    }
    expect(taskNeed({ ...DEMAND, stages: [stage], skew: hot }, { measured: true, hotMaySpill: true }).reduceBytes(10, PAGE)).toBe(stageNeedBytes(stage, hot, 10, PAGE));
  });
});

describe('the writing side above 200 partitions', () => {
  test('holds the whole output of a map task: without stages its share of the shuffle in memory, and a page', () => {
    // 64 GiB / 800 = 85,899,345.92 B
    expect(exactNeed({}).mapBytes(PAGE)).toBe(85_899_346 + PAGE);
  });

  test('holds the rows of the stage that writes most, with 16 B a row of pointers', () => {
    const wide = stageOf({ operator: 'sort', records: 1_000_001, rowBytes: 400 });
    const writes = shuffleWriterMemory(125_001, 400, PAGE).peakBytes; // 1,000,001 / 8 = 125,000.1
    expect(exactNeed({ splits: 8, stages: [SORT, wide] }).mapBytes(PAGE)).toBe(writes);
    expect(exactNeed({ splits: 8, stages: [wide, SORT] }).mapBytes(PAGE)).toBe(writes);
    expect(exactNeed({ splits: 8, stages: [wide, stageOf({ operator: 'sort', largestRecords: 1e9, rowBytes: 4 })] }).mapBytes(PAGE)).toBe(writes);
  });

  test('goes by the bytes of the shuffle where only largest partitions are stated', () => {
    expect(exactNeed({ stages: [stageOf({ operator: 'sort', largestRecords: 5, rowBytes: 96 })] }).mapBytes(PAGE)).toBe(85_899_346 + PAGE);
  });

  test('counts a row of unknown width as a byte', () => {
    const need = exactNeed({ splits: 8, stages: [stageOf({ operator: 'sort', records: 8e6, rowBytes: 0 })] });
    expect(need.mapBytes(MIB)).toBe(shuffleWriterMemory(1e6, 1, MIB).peakBytes);
  });

  test('does not count up to 200, where the bypass writer takes user memory instead', () => {
    const seat = seatOf({ shuffleInMemoryBytes: 8 * GIB, splits: 1 }, g1Shape(4, 16), 8192);
    const page = seat.option.pools.pageBytes;
    expect(seatNeedBytes(seat, 200)).toBe(Math.ceil(8 * GIB / 200) + page);
    expect(seatNeedBytes(seat, 201)).toBe(8 * GIB + page);
    expect(seatNeedBytes(seatOf({ shuffleInMemoryBytes: 800 * GIB }, g1Shape(4, 16), 8192), 201)).toBe(Math.ceil(800 * GIB / 201) + page); // the larger of both
  });
});

describe('map statuses', () => {
  test('are a byte a partition of every map up to 2000 partitions', () => {
    expect(mapStatusBytes(800, 2000)).toBe(1_600_000);
  });

  test('are a bit a partition and 64 B of every map above', () => {
    expect(mapStatusBytes(800, 2400)).toBe(800 * (300 + 64));
  });
});

describe('blocks that one executor stores', () => {
  test('are its share of the cache, in full where the level has no disk', () => {
    expect(storedBlocks({ ...DEMAND, cacheBytes: 10 * GIB, cacheFallsToDisk: false, broadcastBytes: MIB }, 3)).toEqual({
      mustStayBytes: Math.ceil(10 * GIB / 3), evictableBytes: 2 * MIB, // the pieces of a broadcast and its table
    });
  });

  test('tell where a relation of bigint keys must fit on the heap beside off-heap memory', () => {
    const join = stageOf({ operator: 'hash-join', records: 10, rowBytes: 96 });
    expect(storedBlocks({ ...DEMAND, stages: [join] }, 1)).toMatchObject({ besideOnHeapOperators: true });
    expect(storedBlocks({ ...DEMAND, stages: [{ ...join, keys: 'other' }] }, 1)).not.toHaveProperty('besideOnHeapOperators');
  });

  test('may all go, down to the storage region, where the cache can fall to disk', () => {
    expect(storedBlocks({ ...DEMAND, cacheBytes: 10 * GIB, broadcastBytes: MIB }, 4)).toEqual({ mustStayBytes: 0, evictableBytes: 2.5 * GIB + 2 * MIB });
  });
});

describe('the matches of one key in a sort-merge join', () => {
  const MATCH_BYTES = 88 + 60 + 88 + 88 + 80;
  const join = stageOf({ operator: 'sort-merge-join', records: 1e6, rowBytes: 88, otherRecords: 1e6, otherRowBytes: 88 });
  const hotKey = { ratio: 1, hotShare: 0, hotBytes: 880 * MIB };

  test('are a Java array of its rows with 60 B each, and a list of the joined rows with 80 B each', () => {
    expect(matchesBytes({ ...DEMAND, stages: [{ ...join, groupRecords: 1000 }] })).toBe(1000 * MATCH_BYTES);
  });

  test('are as many rows as the hot key has bytes, where the group is not stated', () => {
    expect(matchRows(join, { ...DEMAND, skew: hotKey })).toBe(10 * MIB);
    expect(matchRows({ ...join, rowBytes: 1000 }, { ...DEMAND, skew: hotKey })).toBe(922_747); // 922,746.88 rounded up
    expect(matchRows({ ...join, rowBytes: 0 }, { ...DEMAND, skew: hotKey })).toBe(880 * MIB); // no width: a byte each
    expect(matchesBytes({ ...DEMAND, skew: hotKey, stages: [join] })).toBe(10 * MIB * MATCH_BYTES);
  });

  test('are nothing without a hot key, nor of other operators', () => {
    expect(matchesBytes({ ...DEMAND, stages: [join] })).toBe(0);
    expect(matchesBytes({ ...DEMAND, skew: hotKey, stages: [{ ...join, operator: 'sort' }] })).toBe(0);
  });

  test('are those of the join that keeps most', () => {
    const [more, less] = [{ ...join, groupRecords: 2000 }, { ...join, groupRecords: 1000 }];
    expect(matchesBytes({ ...DEMAND, stages: [more, less] })).toBe(2000 * MATCH_BYTES);
    expect(matchesBytes({ ...DEMAND, stages: [less, more] })).toBe(2000 * MATCH_BYTES);
  });
});

describe('heap in use', () => {
  const shape = g1Shape(4, 16);
  const page = poolsOf(8192, shape.jvm).pageBytes;
  const task = 64 * MIB + page; // 64 GiB over 1024 partitions
  const above = mapStatusBytes(800, 1024);
  const map = 85_899_346 + page; // above 200 partitions a map task's output is more than that
  const inUse = (demand: Parameters<typeof exactNeed>[0], partitions = 1024, cacheHolders = 1) => heapBytesInUse(seatOf(demand, shape, 8192, cacheHolders), partitions);

  test('is the need of every slot and the map statuses', () => {
    expect(map).toBeGreaterThan(task);
    expect(inUse({})).toBe(4 * map + above);
  });

  test('has every broadcast twice: its pieces and its value coexist while it is read', () => {
    expect(inUse({ broadcastBytes: 100 * MIB })).toBe(4 * map + above + 200 * MIB);
  });

  test('has the share of the cache that stays in memory', () => {
    expect(inUse({ cacheBytes: GIB }, 1024, 3)).toBe(4 * map + above + Math.ceil(GIB / 3));
    expect(inUse({ cacheBytes: 100 * GIB })).toBe(4 * map + above + poolsOf(8192, shape.jvm).storageRegionBytes);
    expect(inUse({ cacheBytes: 100 * GIB, cacheFallsToDisk: false })).toBe(4 * map + above + 100 * GIB);
  });

  test('has the user memory of every slot, and up to 200 partitions 112 KiB of buffers for each', () => {
    expect(inUse({ userBytesPerTask: 10 * MIB })).toBe(4 * (map + 10 * MIB) + above);
    expect(inUse({ userBytesPerTask: 10 * MIB }, 200)).toBe(4 * (Math.ceil(64 * GIB / 200) + page + 10 * MIB + 200 * 112 * KIB) + 800 * 200);
    expect(inUse({}, 201)).toBe(4 * (Math.ceil(64 * GIB / 201) + page) + 800 * 201);
  });

  test('has the matches of one hot key once: only one task holds them', () => {
    const join = stageOf({ operator: 'sort-merge-join', records: 8, rowBytes: 88, otherRecords: 8, otherRowBytes: 88 });
    expect(inUse({ stages: [{ ...join, groupRecords: 1e6 }] }) - inUse({ stages: [join] })).toBe(404e6);
  });

  test('has no execution memory where that is off-heap', () => {
    expect(heapBytesInUse(seatOf({ offHeapBytes: GIB, userBytesPerTask: MIB }, g1Shape(4, 16, 1, GIB), 8192), 1024)).toBe(4 * MIB + above);
  });
});

describe('a seat holds', () => {
  const shape = g1Shape(4, 16);

  /** The most bytes of user memory a task with which it holds, to the byte. */
  function mostUser(demand: Parameters<typeof exactNeed>[0], heapMiB: number): number {
    return mostWhere(0, 16 * GIB, userBytesPerTask => holds(seatOf({ ...demand, userBytesPerTask }, shape, heapMiB), 1024));
  }

  test('up to 0.85 of what the collector can use of the heap', () => {
    const seat = seatOf({}, shape, 8192);
    const left = 0.85 * 8192 * MIB - heapBytesInUse(seat, 1024);
    expect(mostUser({}, 8192)).toBe(Math.floor(left / 4));
  });

  test.each([['parallel', 0.7], ['serial', 0.6], ['g1', 0.85], ['zgc', 0.85]] as const)('with %s up to %d of it', (collector, fraction) => {
    const other = { ...shape, jvm: { ...shape.jvm, collector } };
    const seat = (userBytesPerTask: number) => seatOf({ userBytesPerTask }, other, 8192);
    const left = fraction * poolsOf(8192, other.jvm).maxMemoryBytes - heapBytesInUse(seat(0), 1024);
    expect(mostWhere(0, 16 * GIB, user => holds(seat(user), 1024))).toBe(Math.floor(left / 4));
  });

  test('as long as every slot gets what the largest task needs, by Spark\'s ledger', () => {
    // one shuffle of 4 partitions, no map statuses to speak of: slots · need ≤ M − 128 KiB
    const { poolBytes, pageBytes } = poolsOf(8192, shape.jvm);
    const most = Math.floor((poolBytes - 128 * KIB) / 4) - pageBytes;
    const demand = (shuffleInMemoryBytes: number) => ({ shuffleInMemoryBytes, splits: 1 });
    expect(seatTaskBytes(seatOf({}, shape, 8192))).toBe(most + pageBytes);
    expect(holds(seatOf(demand(4 * most), shape, 8192), 4)).toBe(true);
    expect(holds(seatOf(demand(4 * most + 4), shape, 8192), 4)).toBe(false);
  });

  test('at 1152 MiB of heap and not at 1154, where the page doubles and with it what a task needs', () => {
    // E₀ / 16 = 0.6 · (1152 − 300) / 32 = 15.98 MiB: a page of 16; 0.6 · 854 / 32 = 16.01: a page of 32
    const join = stageOf({ operator: 'sort-merge-join', largestRecords: 118_000, rowBytes: 2000, otherLargestRecords: 118_000, otherRowBytes: 2000 });
    const can = (heapMiB: number) => holds(seatOf({ stages: [join], splits: 1 }, g1Shape(1, 8), heapMiB), 8);
    expect([1100, 1120, 1152, 1154, 1200].map(can)).toEqual([false, true, true, false, true]);
  });
});

describe('partition counts that fit a seat', () => {
  const shape = g1Shape(4, 16);

  function byTrying(seat: Seat, least: number, most: number): number[] {
    const fitting = [];
    for (let partitions = least; partitions <= most; partitions++) if (holds(seat, partitions)) fitting.push(partitions);
    return fitting;
  }

  test.each([
    ['a shuffle', {}, 8192],
    ['a heap that user memory fills', { userBytesPerTask: 1550 * MIB }, 8192],
    ['a heap that buffers of the bypass writer fill', { userBytesPerTask: 1400 * MIB, shuffleInMemoryBytes: GIB }, 8192],
    ['map statuses of a million splits', { splits: 1_500_000, shuffleInMemoryBytes: GIB }, 4096],
    ['stages', { stages: [stageOf({ operator: 'sort', records: 1e8, rowBytes: 96 })] }, 8192],
    ['off-heap memory', { offHeapBytes: 4 * GIB, userBytesPerTask: 1700 * MIB }, 8192],
  ])('of %s are those that trying every one finds, up to 200 and above', (_name, demand, heapMiB) => {
    const seat = seatOf(demand, g1Shape(4, 16, 1, 'offHeapBytes' in demand ? demand.offHeapBytes : 0), heapMiB);
    for (const [least, most] of [[1, 200], [201, 4000]]) {
      const fitting = byTrying(seat, least, most);
      expect(partitionsThatFit(seat, least, most)).toEqual(fitting.length ? [fitting[0], fitting[fitting.length - 1]] : undefined);
    }
  });

  test('are none where storage leaves nothing', () => {
    expect(partitionsThatFit(seatOf({ cacheBytes: 100 * GIB, cacheFallsToDisk: false }, shape, 8192), 1, 100)).toBeUndefined();
  });

  test('are none where the fewest that a task can hold pass the most that there may be', () => {
    expect(partitionsThatFit(seatOf({}, shape, 8192), 1, 20)).toBeUndefined();
  });
});

test('halving finds the least number from which a condition holds', () => {
  for (let from = 0; from <= 9; from++) expect(leastWhere(3, 8, value => value >= from)).toBe(from > 8 ? undefined : Math.max(3, from));
  expect(leastWhere(5, 4, () => true)).toBeUndefined();
});

test('halving finds the greatest number up to which a condition holds', () => {
  for (let to = 3; to <= 9; to++) expect(mostWhere(3, 8, value => value <= to)).toBe(Math.min(8, to));
});

test('the binding stage is the one that needs most, with the records of its largest partition', () => {
  const small = stageOf({ operator: 'window', records: 1000, rowBytes: 96 });
  expect(bindingStage({ ...DEMAND, stages: [small, SORT] }, 7, PAGE)).toEqual({ stage: SORT, records: 142_858 });
  expect(bindingStage({ ...DEMAND, stages: [SORT, small] }, 7, PAGE)).toEqual({ stage: SORT, records: 142_858 });
  expect(bindingStage(DEMAND, 7, PAGE)).toBeUndefined();
});

test('a need is computed once for each partition count and page', () => {
  const need = taskNeed({ ...DEMAND, stages: [SORT] }, EXACT);
  expect([need.reduceBytes(10, PAGE), need.reduceBytes(10, MIB), need.reduceBytes(20, PAGE)]).toEqual([
    sorterMemory(100_000, 96, 32, PAGE).peakBytes, sorterMemory(100_000, 96, 32, MIB).peakBytes, sorterMemory(50_000, 96, 32, PAGE).peakBytes,
  ]);
  expect([need.mapBytes(PAGE), need.mapBytes(MIB), need.mapBytes(PAGE)]).toEqual([PAGE, MIB, PAGE].map(page => shuffleWriterMemory(1250, 96, page).peakBytes));
  expect(heapOn(g1Shape(4, 16), 8192).heapMiB).toBe(8192);
});
