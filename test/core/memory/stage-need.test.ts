import fc from 'fast-check';
import { leastHeapMiB, ExecutorJvm } from '../../../src/core/memory/ledger';
import {
  aggregateMemory, aggregatePairMemory, longHashJoinMemory, objectAggregateMemory, orderedSortMergeJoinMemory, partialAggregateMemory, sorterMemory, sortMergeJoinMemory,
  stringHashJoinMemory, windowMemory,
} from '../../../src/core/memory/operators';
import { largestPartition, largestRecordsOf, NO_SKEW, operatorMemory, rowBytesOf, stageBoundBytes, stageNeedBytes, staysOnHeap } from '../../../src/core/memory/stage-need';
import { KIB, MIB } from '../../../src/core/units';
import { Stage } from '../../../src/core/workload/stage';

const NOTHING_STORED = { mustStayBytes: 0, evictableBytes: 0 };

function jvm(slots: number, cores = slots): ExecutorJvm {
  return { cores, slots, collector: 'g1', javaVersion: 17, memoryFraction: 0.6, storageFraction: 0.5, offHeapBytes: 0 };
}

function whole(stage: Partial<Stage>): Stage {
  return { keys: 'fixed', alongside: [], ...stage } as Stage;
}

function leastHeap(stage: Partial<Stage>, slots: number): number | undefined {
  return leastHeapMiB(jvm(slots), NOTHING_STORED, page => stageNeedBytes(whole(stage), NO_SKEW, 1, page));
}

/** Least heaps found by halving with Spark 3.5.9 executors (fraction 0.6, G1, Java 17, cores = slots), 2026-11-21. */
const MEASURED: [string, Partial<Stage>, number, number][] = [
  ['a sort of 1,000,000 rows of 100 B', { operator: 'sort', records: 1_000_000, rowBytes: 100 }, 2, 753],
  ['an aggregate of 1,000,000 keys of 88 + 16 B', { operator: 'aggregate', records: 1_000_000, keyBytes: 88, valueBytes: 16 }, 2, 789],
  ['a hash join that builds 500,000 rows of 88 B', { operator: 'hash-join', records: 500_000, rowBytes: 88 }, 2, 673],
  ['a sort-merge join of 300,000 rows of 88 B on either side', { operator: 'sort-merge-join', records: 300_000, rowBytes: 88, otherRecords: 300_000, otherRowBytes: 88 }, 4, 913],
  ['a window of 600,000 rows of 96 B with a group of 50,000', { operator: 'window', records: 600_000, rowBytes: 96, groupRecords: 50_000 }, 2, 643],
];

test.each(MEASURED)('%s is clean from the least heap that real executors need', (_name, stage, slots, heapMiB) => {
  expect(leastHeap(stage, slots)).toBe(heapMiB);
});

test('a very unequal sort-merge join needs no more than its streamed side where that is known: spills at 698 MiB, clean at 702', () => {
  const [wide, narrow] = [{ records: 1_081_062, rowBytes: 16 }, { records: 1_000, rowBytes: 16 }];
  const heap = leastHeapMiB(jvm(2), NOTHING_STORED, page => orderedSortMergeJoinMemory(wide, narrow, 32, page).peakBytes);
  expect(heap).toBeGreaterThan(698);
  expect(heap).toBeLessThanOrEqual(702);
});

test('a sort-merge join whose streamed side is unknown counts the larger of both orders', () => {
  const stage: Partial<Stage> = { operator: 'sort-merge-join', records: 1_081_062, rowBytes: 16, otherRecords: 1_000, otherRowBytes: 16 };
  const turned: Partial<Stage> = { ...stage, records: 1_000, otherRecords: 1_081_062 };
  expect(leastHeap(stage, 2)).toBe(leastHeap(turned, 2));
  expect(leastHeap(stage, 2)).toBeGreaterThan(702);
});

describe('largestPartition', () => {
  test('is the mean without skew, and the mean times the ratio with it', () => {
    expect(largestPartition(1000, 0, 1, 10)).toBe(100);
    expect(largestPartition(1000, 0, 1.5, 10)).toBe(150);
  });

  test('is the hot key and the mean of the rest where that is more', () => {
    // (1000 − 200) / 10 = 80: 280 against 80 · 1.5
    expect(largestPartition(1000, 200, 1.5, 10)).toBe(280);
    // (1000 − 20) / 10 = 98: 147 against 118
    expect(largestPartition(1000, 20, 1.5, 10)).toBe(147);
  });

  test('never holds more than there is', () => {
    expect(largestPartition(1000, 5000, 1.5, 10)).toBe(1000);
    expect(largestPartition(1000, 0, 50, 10)).toBe(1000);
    expect(largestPartition(0, 5000, 1.5, 10)).toBe(0);
  });
});

describe('largestRecordsOf', () => {
  const sort = whole({ operator: 'sort', records: 1000, rowBytes: 100 });

  test('divides the records among the partitions of the plan, rounded up', () => {
    expect(largestRecordsOf(sort, NO_SKEW, 3)).toBe(334);
    expect(largestRecordsOf(sort, { ratio: 1.5, hotShare: 0 }, 10)).toBe(150);
  });

  test('prefers the partitions and the skew of the stage', () => {
    expect(largestRecordsOf({ ...sort, partitions: 5 }, NO_SKEW, 10)).toBe(200);
    expect(largestRecordsOf({ ...sort, skew: 3 }, { ratio: 1.5, hotShare: 0.5 }, 10)).toBe(300); // no hot share either
  });

  test('counts a hot share of the records, or the records of a hot key\'s bytes', () => {
    expect(largestRecordsOf(sort, { ratio: 1, hotShare: 0.2 }, 10)).toBe(280);
    expect(largestRecordsOf(sort, { ratio: 1, hotShare: 0.9, hotBytes: 20_000 }, 10)).toBe(280); // 20,000 B / 100 B = 200; the share is not asked
    expect(largestRecordsOf({ ...sort, rowBytes: 0 }, { ratio: 1, hotShare: 0, hotBytes: 200 }, 10)).toBe(280); // no width: a byte each
  });

  test('finds a hot key larger than the stage all in one partition', () => {
    expect(largestRecordsOf(sort, { ratio: 1, hotShare: 0, hotBytes: 1e9 }, 10)).toBe(1000);
  });

  test.each(['aggregate', 'partial-aggregate'] as const)('of an %s ignores hot keys, which combine before they meet', (operator) => {
    const stage = whole({ operator, records: 1000, keyBytes: 8, valueBytes: 8 });
    expect(largestRecordsOf(stage, { ratio: 1.5, hotShare: 0.5 }, 10)).toBe(150);
    expect(largestRecordsOf(stage, { ratio: 1.5, hotShare: 0, hotBytes: 1e6 }, 10)).toBe(150);
  });

  test('takes the largest partition as it is stated, whatever skew, partitions and records say', () => {
    expect(largestRecordsOf({ ...sort, largestRecords: 700.5, skew: 3, partitions: 2 }, { ratio: 9, hotShare: 0.5 }, 10)).toBe(701);
  });

  test('of a stage without records is nothing', () => {
    expect(largestRecordsOf(whole({ operator: 'sort', rowBytes: 8 }), NO_SKEW, 10)).toBe(0);
  });
});

describe('rowBytesOf', () => {
  test('is the row, else the key and the value', () => {
    expect(rowBytesOf(whole({ operator: 'hash-join', rowBytes: 88, keyBytes: 8, valueBytes: 16 }))).toBe(88);
    expect(rowBytesOf(whole({ operator: 'aggregate', keyBytes: 8, valueBytes: 16 }))).toBe(24);
    expect(rowBytesOf(whole({ operator: 'aggregate', keyBytes: 8 }))).toBe(8);
    expect(rowBytesOf(whole({ operator: 'aggregate', valueBytes: 16 }))).toBe(16);
  });
});

describe('operatorMemory', () => {
  const all = { records: 100_000, rowBytes: 96, keyBytes: 24, valueBytes: 16, otherRecords: 30_000, otherRowBytes: 40, groupRecords: 6000 };
  const other = { records: 100_000, rowBytes: 96 };

  test.each<[string, Partial<Stage>, () => unknown]>([
    ['a sort', { operator: 'sort' }, () => sorterMemory(100_000, 96, 32, MIB)],
    ['a sort of other keys', { operator: 'sort', keys: 'other' }, () => sorterMemory(100_000, 96, 24, MIB)],
    ['a sort-merge join', { operator: 'sort-merge-join' }, () => sortMergeJoinMemory(other, { records: 30_000, rowBytes: 40 }, 32, MIB)],
    ['a sort-merge join of other keys', { operator: 'sort-merge-join', keys: 'other' }, () => sortMergeJoinMemory(other, { records: 30_000, rowBytes: 40 }, 24, MIB)],
    ['an aggregate', { operator: 'aggregate' }, () => aggregateMemory(100_000, 24, 16, MIB)],
    ['a partial aggregate', { operator: 'partial-aggregate' }, () => partialAggregateMemory(100_000, 24, 16, MIB)],
    ['an object aggregate', { operator: 'object-aggregate' }, () => objectAggregateMemory({ records: 100_000, keyBytes: 24, rowBytes: 96 }, 32, MIB)],
    ['an object aggregate of other keys', { operator: 'object-aggregate', keys: 'other' },
      () => objectAggregateMemory({ records: 100_000, keyBytes: 24, rowBytes: 96 }, 24, MIB)],
    ['a hash join on one bigint', { operator: 'hash-join' }, () => longHashJoinMemory(100_000, 96)],
    ['a hash join on other keys', { operator: 'hash-join', keys: 'other' }, () => stringHashJoinMemory(100_000, 24, 16, MIB)],
    ['a window', { operator: 'window' }, () => windowMemory(other, 6000, 32, MIB)],
    ['a window of other keys', { operator: 'window', keys: 'other' }, () => windowMemory(other, 6000, 24, MIB)],
    ['a window of unknown groups', { operator: 'window', groupRecords: undefined }, () => sorterMemory(100_000, 96, 32, MIB)],
    ['a window whose group is larger than its partition', { operator: 'window', groupRecords: 1e9 }, () => windowMemory(other, 100_000, 32, MIB)],
    ['a window whose group has a part of a row, as growth leaves it', { operator: 'window', groupRecords: 4096.5 }, () => windowMemory(other, 4097, 32, MIB)],
  ])('is that of %s', (_name, stage, memory) => {
    expect(operatorMemory(whole({ ...all, ...stage }), NO_SKEW, 1, MIB)).toEqual(memory());
  });

  test('of a sort-merge join finds the largest partition of either side by its own figures', () => {
    const stage = whole({ ...all, operator: 'sort-merge-join' });
    const sides = (records: number, otherRecords: number) =>
      sortMergeJoinMemory({ records, rowBytes: 96 }, { records: otherRecords, rowBytes: 40 }, 32, MIB);
    expect(operatorMemory(stage, NO_SKEW, 7, MIB)).toEqual(sides(14_286, 4286));
    expect(operatorMemory({ ...stage, otherLargestRecords: 9000.5 }, NO_SKEW, 7, MIB)).toEqual(sides(14_286, 9001));
    // 96,000 B are 1000 rows of one side and 2400 of the other: 99,000 / 10 + 1000, 27,600 / 10 + 2400
    expect(operatorMemory(stage, { ratio: 1, hotShare: 0, hotBytes: 96_000 }, 10, MIB)).toEqual(sides(10_900, 5160));
    expect(operatorMemory(whole({ ...stage, otherRecords: undefined }), NO_SKEW, 7, MIB)).toEqual(sides(14_286, 0));
  });
});

describe('stageNeedBytes', () => {
  test('of several operators is the sum of what each takes at the most, whole pages of maps among them, for their order is not stated', () => {
    // a page of 1 MiB holds 10,485 records of 100 B: 10 pages and 4 MiB of pointers; it has grown from 2 MiB at 65,536 records, 7 pages
    const sort = whole({ operator: 'sort', records: 100_000, rowBytes: 96 });
    expect(sorterMemory(100_000, 96, 32, MIB)).toEqual({ endBytes: 14 * MIB, peakBytes: 14 * MIB });
    // a page holds 18,724 keys of 56 B: three pages, of which the map asks for the last whole, and 2 MiB of slots; grown from 1 MiB at 32,768: 2 pages
    const aggregate = whole({ operator: 'aggregate', records: 50_000, keyBytes: 24, valueBytes: 16, alongside: [sort] });
    expect(stageNeedBytes({ ...sort, alongside: [aggregate] }, NO_SKEW, 1, MIB)).toBe((14 + 14 + 5) * MIB);
    // 131,072 keys of 32 B take 4 MiB of slots, and at 65,536 keys, 3 pages, 2 + 4 MiB: 9 MiB against 9 in the end; 4 pages + 4 MiB = 8
    const growing = whole({ operator: 'aggregate', records: 131_072, keyBytes: 8, valueBytes: 8 });
    expect(stageNeedBytes({ ...growing, alongside: [] }, NO_SKEW, 1, MIB)).toBe(Math.max(3 + 6, 4 + 4) * MIB);
    expect(stageNeedBytes({ ...growing, alongside: [sort] }, NO_SKEW, 1, MIB)).toBe((14 + 9) * MIB);
    // 66,000 records have just grown to 4 MiB of pointers: 7 pages and 2 + 4 MiB, which each of the two is taken to hold at the same time as the other
    const grown = whole({ operator: 'sort', records: 66_000, rowBytes: 96 });
    expect(operatorMemory(grown, NO_SKEW, 1, MIB)).toEqual({ endBytes: 11 * MIB, peakBytes: 13 * MIB });
    expect(stageNeedBytes({ ...grown, alongside: [grown] }, NO_SKEW, 1, MIB)).toBe(2 * 13 * MIB);
  });
});

describe('staysOnHeap', () => {
  test('is true of a hash join on one bigint, alone or beside another operator, and of nothing else', () => {
    const join = whole({ operator: 'hash-join', records: 10, rowBytes: 16 });
    const sort = whole({ operator: 'sort', records: 10, rowBytes: 16 });
    expect([join, { ...sort, alongside: [join] }].map(staysOnHeap)).toEqual([true, true]);
    expect([{ ...join, keys: 'other' as const }, sort, { ...sort, alongside: [sort] }].map(staysOnHeap)).toEqual([false, false, false]);
  });
});

describe('stageNeedBytes of two aggregates', () => {
  const facts = { records: 50_000, keyBytes: 24, valueBytes: 16 };
  const last = whole({ operator: 'aggregate', ...facts });

  test.each(['aggregate', 'partial-aggregate'] as const)('takes a final one that reads a %s of the same keys as a pair', (operator) => {
    const pair = aggregatePairMemory({ keys: 50_000, keyBytes: 24, valueBytes: 16, firstLevel: operator === 'partial-aggregate' }, MIB).peakBytes;
    expect(stageNeedBytes(whole({ operator, ...facts, alongside: [last] }), NO_SKEW, 1, MIB)).toBe(pair);
    const sort = whole({ operator: 'sort', records: 1000, rowBytes: 96 });
    const beside = stageNeedBytes(sort, NO_SKEW, 1, MIB);
    const stage = whole({ operator, ...facts, alongside: [sort, { ...last, alongside: [sort] }] });
    expect(stageNeedBytes(stage, NO_SKEW, 1, MIB)).toBe(pair + 2 * beside);
  });

  test('adds up two of different keys', () => {
    const other = { ...last, records: 49_999 };
    const [one, two] = [last, other].map(stage => operatorMemory(stage, NO_SKEW, 1, MIB).wholePagesBytes!);
    expect(stageNeedBytes({ ...last, alongside: [other] }, NO_SKEW, 1, MIB)).toBe(one + two);
  });

  test('bounds a pair by one table and two pages', () => {
    const one = stageBoundBytes(last, NO_SKEW, 1, MIB);
    expect(stageBoundBytes({ ...last, alongside: [last] }, NO_SKEW, 1, MIB)).toBe(one + 2 * MIB);
    fc.assert(fc.property(fc.integer({ min: 100, max: 5_000_000 }), fc.constantFrom('aggregate', 'partial-aggregate'), (records, operator) => {
      const stage = whole({ ...facts, records, operator, alongside: [{ ...last, records }] });
      expect(stageBoundBytes(stage, NO_SKEW, 1, MIB)).toBeGreaterThanOrEqual(stageNeedBytes(stage, NO_SKEW, 1, MIB));
    }));
  });
});

describe('stageBoundBytes', () => {
  // 52,428 B wide with its 4 B: a twentieth of a page of 1 MiB, so rows count 52,424 · 1 MiB / (1 MiB − 52,428 B)
  const wideBytes = 52_424 * MIB / (MIB - 52_428);

  test.each<[string, Partial<Stage>, number]>([
    ['a sort: n(row+4) + 96n, a page and 64 KiB', { operator: 'sort', rowBytes: 52_424 }, 1000 * (wideBytes + 4) + 96_000 + MIB + 64 * KIB],
    ['rows wider than a page: as they are', { operator: 'sort', rowBytes: 2 * MIB }, 1000 * (2 * MIB + 4) + 96_000 + MIB + 64 * KIB],
    ['a sort-merge join: both sides, and 32 B a row of the larger', { operator: 'sort-merge-join', rowBytes: 52_424, otherRecords: 3000, otherRowBytes: 52_424 },
      4000 * (wideBytes + 4) + 4000 * 96 + 3000 * 32 + 2 * MIB + 128 * KIB],
    ['an aggregate: n(key+value+16) + 96n and a page', { operator: 'aggregate', keyBytes: 52_000, valueBytes: 408 }, 1000 * wideBytes + 96_000 + MIB],
    ['a partial aggregate: a page more', { operator: 'partial-aggregate', keyBytes: 52_000, valueBytes: 408 }, 1000 * wideBytes + 96_000 + 2 * MIB],
    ['an object aggregate: a sort of 4 + key + row, and a page and 64 KiB more', { operator: 'object-aggregate', keyBytes: 52_000, rowBytes: 420 },
      1000 * (wideBytes + 4) + 96_000 + 2 * MIB + 128 * KIB],
    ['a hash join on one bigint: 3n(row+8) + 64n and a page', { operator: 'hash-join', rowBytes: 92 }, 300_000 + 64_000 + MIB],
    ['a hash join on other keys: as an aggregate', { operator: 'hash-join', keys: 'other', keyBytes: 52_000, valueBytes: 408 }, 1000 * wideBytes + 96_000 + MIB],
    ['a window of unknown groups: as a sort', { operator: 'window', rowBytes: 52_424 }, 1000 * (wideBytes + 4) + 96_000 + MIB + 64 * KIB],
    ['a window: its group too', { operator: 'window', rowBytes: 52_424, groupRecords: 10 }, 1010 * (wideBytes + 4) + 96_960 + 2 * MIB + 128 * KIB],
    ['a window whose group is larger than its partition', { operator: 'window', rowBytes: 52_424, groupRecords: 1e6 },
      2000 * (wideBytes + 4) + 192_000 + 2 * MIB + 128 * KIB],
  ])('of %s', (_name, stage, bytes) => {
    expect(stageBoundBytes(whole({ records: 1000, ...stage }), NO_SKEW, 1, MIB)).toBeCloseTo(bytes, 3);
  });

  test('adds up the operators of one task, each with the largest of its partitions', () => {
    const sort = whole({ operator: 'sort', records: 1000, rowBytes: 100 });
    const join = whole({ operator: 'sort-merge-join', records: 500, rowBytes: 100, otherRecords: 200, otherRowBytes: 100 });
    const skew = { ratio: 1.5, hotShare: 0 };
    const together = stageBoundBytes({ ...sort, alongside: [join] }, skew, 10, MIB);
    expect(together).toBe(stageBoundBytes(sort, skew, 10, MIB) + stageBoundBytes(join, skew, 10, MIB));
    expect(together).toBe(stageBoundBytes({ ...sort, largestRecords: 150, alongside: [{ ...join, largestRecords: 75, otherLargestRecords: 30 }] }, NO_SKEW, 1, MIB));
  });

  const count = fc.integer({ min: 100, max: 2_000_000 }); // of fewer rows a hash join's first 64 slots are more than the bound
  const width = fc.oneof(fc.integer({ min: 2, max: 100 }), fc.integer({ min: 2, max: 60_000 })).map(words => 8 * words);
  const stageArbitrary: fc.Arbitrary<Stage> = fc.record({
    operator: fc.constantFrom('sort', 'sort-merge-join', 'aggregate', 'partial-aggregate', 'object-aggregate', 'hash-join', 'window'),
    keys: fc.constantFrom('fixed', 'other'),
    records: count,
    otherRecords: count,
    groupRecords: count,
    rowBytes: width,
    otherRowBytes: width,
    keyBytes: width,
    valueBytes: width,
    alongside: fc.constant([]),
  });

  test('is no less than the exact rule gives', () => {
    fc.assert(fc.property(stageArbitrary, fc.integer({ min: 0, max: 6 }), (stage, exponent) => {
      const page = 2 ** exponent * MIB;
      expect(stageBoundBytes(stage, NO_SKEW, 1, page)).toBeGreaterThanOrEqual(stageNeedBytes(stage, NO_SKEW, 1, page));
    }), { numRuns: 1000 });
  });
});
