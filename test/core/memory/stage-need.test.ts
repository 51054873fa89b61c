import { leastHeapMiB, ExecutorJvm } from '../../../src/core/memory/ledger';
import { orderedSortMergeJoinMemory } from '../../../src/core/memory/operators';
import { NO_SKEW, stageNeedBytes } from '../../../src/core/memory/stage-need';
import { Stage } from '../../../src/core/workload/stage';

const NOTHING_STORED = { mustStayBytes: 0, evictableBytes: 0 };

function jvm(slots: number, cores = slots): ExecutorJvm {
  return { cores, slots, collector: 'g1', javaVersion: 17, memoryFraction: 0.6, storageFraction: 0.5, offHeapBytes: 0 };
}

function leastHeap(stage: Partial<Stage>, slots: number): number | undefined {
  const whole = { keys: 'fixed', alongside: [], ...stage } as Stage;
  return leastHeapMiB(jvm(slots), NOTHING_STORED, page => stageNeedBytes(whole, NO_SKEW, 1, page));
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
