import fc from 'fast-check';
import { operatorSteps, shuffleWriterSteps } from '../../../src/core/memory/operator-task';
import { shuffleWriterMemory } from '../../../src/core/memory/operators';
import { MemoryPool } from '../../../src/core/memory/pool';
import { NO_SKEW, operatorMemory } from '../../../src/core/memory/stage-need';
import { Steps, TaskMemory, TaskWatch } from '../../../src/core/memory/task-memory';
import { MIB } from '../../../src/core/units';
import { Stage } from '../../../src/core/workload/stage';

/** What one task did with a pool of its own. */
interface Run {
  readonly peakBytes: number;
  /** Held when the last memory was granted. */
  readonly endBytes: number;
  readonly spills: readonly number[];
  readonly failure?: string;
  readonly leftBytes: number;
}

type Work = (memory: TaskMemory) => Steps;

function run(poolBytes: number, work: Work): Run {
  const pool = new MemoryPool({ maxBytes: poolBytes, storageRegionBytes: 0 }, () => 0);
  const spills: number[] = [];
  let failure: string | undefined;
  const watch: TaskWatch = { spilled: (_task, _consumer, bytes) => { spills.push(bytes); }, failed: (_task, message) => { failure = message; } };
  const memory = new TaskMemory(pool, 1, watch);
  let peakBytes = 0;
  let endBytes = 0;
  for (const step of work(memory)) {
    if (step === 'failed') break;
    if (memory.heldBytes !== pool.taskBytes(1)) throw new Error('the task and the pool disagree');
    peakBytes = Math.max(peakBytes, memory.heldBytes);
    endBytes = memory.heldBytes;
  }
  return { peakBytes, endBytes, spills, failure, leftBytes: memory.heldBytes };
}

function workOf(stage: Stage, pageBytes: number): Work {
  return memory => operatorSteps({ stage, records: stage.records!, otherRecords: stage.otherRecords ?? 0, pageBytes }, memory);
}

const records = fc.oneof(fc.integer({ min: 0, max: 70_000 }), fc.integer({ min: 0, max: 1_000_000 }));
const width = fc.oneof(fc.integer({ min: 2, max: 30 }), fc.integer({ min: 2, max: 30_000 }), fc.integer({ min: 131_000, max: 140_000 })).map(words => 8 * words);
const stageArbitrary: fc.Arbitrary<Stage> = fc.record({
  operator: fc.constantFrom('sort', 'sort-merge-join', 'aggregate', 'partial-aggregate', 'object-aggregate', 'hash-join', 'window'),
  keys: fc.constantFrom('fixed', 'other'),
  records,
  otherRecords: records,
  groupRecords: records,
  rowBytes: width,
  otherRowBytes: width,
  keyBytes: width,
  valueBytes: width,
  alongside: fc.constant([]),
} as const).map(stage => {
  // at most a GiB of data, so that a run has thousands of steps and not millions
  const most = Math.ceil(1024 * MIB / Math.max(stage.rowBytes, stage.otherRowBytes, stage.keyBytes + stage.valueBytes));
  return { ...stage, records: Math.min(stage.records, most), otherRecords: Math.min(stage.otherRecords, most), groupRecords: Math.min(stage.groupRecords, most) };
});

const pageArbitrary = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.constantFrom(0, 16)).map(([exponent, header]) => 2 ** exponent * MIB - header);
const PLENTY = 2 ** 45;

describe('an operator that has all the memory it asks for', () => {
  test('peaks at what the closed form says, to the byte, and gives back all', () => {
    fc.assert(fc.property(stageArbitrary, pageArbitrary, (stage, pageBytes) => {
      const ran = run(PLENTY, workOf(stage, pageBytes));
      expect(ran).toMatchObject({ spills: [], failure: undefined, leftBytes: 0 });
      const need = operatorMemory(stage, NO_SKEW, 1, pageBytes);
      const wholePages = mapsOf(stage);
      // the pool grants the last page of a map whole, of which the closed form counts what is used
      expect(ran.peakBytes).toBeGreaterThanOrEqual(need.peakBytes);
      expect(ran.peakBytes - need.peakBytes).toBeLessThanOrEqual(wholePages ? pageBytes : 0);
    }), { numRuns: 150 });
  });
});

describe('an operator that has just what the closed form says', () => {
  test('neither spills nor fails', () => {
    fc.assert(fc.property(stageArbitrary, pageArbitrary, (stage, pageBytes) => {
      const { peakBytes } = operatorMemory(stage, NO_SKEW, 1, pageBytes);
      expect(run(peakBytes, workOf(stage, pageBytes))).toMatchObject({ spills: [], failure: undefined, leftBytes: 0, peakBytes });
    }), { numRuns: 150 });
  });

  test('spills or fails with a byte less', () => {
    fc.assert(fc.property(stageArbitrary, pageArbitrary, (stage, pageBytes) => {
      const { peakBytes } = operatorMemory(stage, NO_SKEW, 1, pageBytes);
      fc.pre(peakBytes > 0); // few rows are objects
      fc.pre(stage.records! * Math.min(stage.rowBytes!, stage.keyBytes!) > 2 * pageBytes); // of one page a sorter takes less, and a partial aggregate does without
      const { spills, failure } = run(peakBytes - 1, workOf(stage, pageBytes));
      expect(spills.length > 0 || failure !== undefined).toBe(true);
      if (stage.operator === 'hash-join') expect(failure).toMatch(/^(Can't acquire \d+ bytes memory to build hash relation, got \d+ bytes|There is not enough memory to build hash map|Unable to acquire)/);
    }), { numRuns: 150 });
  });

  test('holds for the serialized shuffle writer', () => {
    fc.assert(fc.property(records, width, pageArbitrary, (count, rowBytes, pageBytes) => {
      const rows = { records: Math.min(count, Math.ceil(1024 * MIB / rowBytes)), rowBytes };
      const { peakBytes } = shuffleWriterMemory(rows.records, rowBytes, pageBytes);
      expect(run(peakBytes, memory => shuffleWriterSteps(rows, pageBytes, memory))).toMatchObject({ spills: [], failure: undefined, peakBytes });
    }), { numRuns: 100 });
  });
});

function mapsOf({ operator, keys }: Stage): boolean {
  return operator === 'aggregate' || operator === 'partial-aggregate' || (operator === 'hash-join' && keys === 'other');
}
