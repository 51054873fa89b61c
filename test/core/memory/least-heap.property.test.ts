import fc from 'fast-check';
import { ExecutorJvm, isFeasible, leastHeapMiB, leastStartingHeapMiB, poolsOf, StoredBlocks } from '../../../src/core/memory/ledger';
import { NO_SKEW, stageNeedBytes } from '../../../src/core/memory/stage-need';
import { MIB } from '../../../src/core/units';
import { Stage } from '../../../src/core/workload/stage';

/** How far the naive scan goes. */
const MOST_HEAP_MIB = 6 * 1024;

type NeedBytes = (pageBytes: number) => number;

interface Case {
  readonly jvm: ExecutorJvm;
  readonly stored: StoredBlocks;
  readonly needBytes: NeedBytes;
}

const records = fc.oneof(fc.integer({ min: 0, max: 60_000 }), fc.integer({ min: 0, max: 1_000_000 }));
const width = fc.integer({ min: 1, max: 60 }).map(words => 8 * words);
const sideArbitrary = { records, rowBytes: width, otherRecords: records, otherRowBytes: width, keyBytes: width, valueBytes: width };

const plainStageArbitrary: fc.Arbitrary<Stage> = fc.record({
  operator: fc.constantFrom('sort', 'sort-merge-join', 'aggregate', 'partial-aggregate', 'object-aggregate', 'hash-join', 'window'),
  keys: fc.constantFrom('fixed', 'other'),
  groupRecords: fc.integer({ min: 0, max: 200_000 }),
  alongside: fc.constant([]),
  ...sideArbitrary,
});

const stageArbitrary: fc.Arbitrary<Stage> = fc.tuple(plainStageArbitrary, fc.array(plainStageArbitrary, { maxLength: 1 }))
  .map(([stage, alongside]) => ({ ...stage, alongside }));

const jvmArbitrary: fc.Arbitrary<ExecutorJvm> = fc.record({
  cores: fc.integer({ min: 1, max: 16 }),
  taskCpus: fc.constantFrom(1, 1, 1, 2, 4),
  collector: fc.constantFrom('g1', 'parallel', 'serial', 'zgc', 'shenandoah'),
  javaVersion: fc.constantFrom(8, 11, 17, 21),
  memoryFraction: fc.constantFrom(0.6, 0.6, 0.75, 0.3, 0.9),
  storageFraction: fc.constantFrom(0.5, 0.5, 0, 0.2, 0.8),
  offHeapBytes: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 4096 }).map(mib => mib * MIB) }),
}).map(({ taskCpus, ...jvm }) => ({ ...jvm, slots: Math.max(1, Math.floor(jvm.cores / taskCpus)) }));

const bytesArbitrary = fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 1024 * MIB }) });

const caseArbitrary: fc.Arbitrary<Case> = fc.record({
  jvm: jvmArbitrary,
  stored: fc.record({ mustStayBytes: bytesArbitrary, evictableBytes: bytesArbitrary }),
  needBytes: stageArbitrary.map((stage): NeedBytes => Object.assign(
    (pageBytes: number) => stageNeedBytes(stage, NO_SKEW, 1, pageBytes), { [fc.toStringMethod]: () => JSON.stringify(stage) })),
});

/** Slots × need(page) + storage ≤ pool, at one heap. */
function holds({ jvm, stored, needBytes }: Case, heapMiB: number): boolean {
  const pools = poolsOf(heapMiB, jvm);
  return isFeasible(pools, jvm, stored, needBytes(pools.pageBytes));
}

/** Every whole MiB from the least that Spark starts with upwards. */
function scanned(given: Case): number | undefined {
  const needByPage = new Map<number, number>();
  const remembered: NeedBytes = (pageBytes) => {
    if (!needByPage.has(pageBytes)) needByPage.set(pageBytes, given.needBytes(pageBytes));
    return needByPage.get(pageBytes)!;
  };
  for (let heapMiB = leastStartingHeapMiB(given.jvm); heapMiB <= MOST_HEAP_MIB; heapMiB++) {
    if (holds({ ...given, needBytes: remembered }, heapMiB)) return heapMiB;
  }
  return undefined;
}

describe('leastHeapMiB', () => {
  test('is what a scan of every whole MiB finds', () => {
    fc.assert(fc.property(caseArbitrary, (given) => {
      const heapMiB = leastHeapMiB(given.jvm, given.stored, given.needBytes) ?? Infinity;
      expect(heapMiB > MOST_HEAP_MIB ? undefined : heapMiB).toBe(scanned(given));
    }), { numRuns: 100 });
  });

  test('holds the ledger, and one MiB less does not unless Spark refuses that anyway', () => {
    fc.assert(fc.property(caseArbitrary, (given) => {
      const heapMiB = leastHeapMiB(given.jvm, given.stored, given.needBytes);
      fc.pre(heapMiB !== undefined);
      const least = leastStartingHeapMiB(given.jvm);
      expect(heapMiB).toBeGreaterThanOrEqual(least);
      expect(holds(given, heapMiB)).toBe(true);
      expect(heapMiB > least && holds(given, heapMiB - 1)).toBe(false);
    }), { numRuns: 500 });
  });
});
