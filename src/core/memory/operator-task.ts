import { LongMapConsumer } from './long-map-consumer';
import { MapConsumer } from './map-consumer';
import {
  AGGREGATE_INITIAL_SLOTS, COMPARISON_POINTER_BYTES, firstLevelKeys, orderedSortMergeJoinMemory, Rows, SHUFFLE_POINTER_BYTES,
  SHUFFLE_ROW_LENGTH_BYTES,
  sortPointerBytes, STRING_JOIN_INITIAL_SLOTS, WINDOW_ARRAY_ROWS,
} from './operators';
import { SorterConsumer, unableToAcquire } from './sorter-consumer';
import { MemoryConsumer, Steps, TaskMemory } from './task-memory';
import { Stage } from '../workload/stage';

/**
 * What one operator does with the memory of its task, from its first page to its last: the same growth whose end and peak `operators.ts` has in
 * closed form (test/core/memory/operator-task.test.ts holds the two together).
 */

/** An operator over the records of its task. */
export interface OperatorWork {
  readonly stage: Stage;
  readonly records: number;
  readonly otherRecords: number;
  readonly pageBytes: number;
}

type OperatorSteps = (work: OperatorWork, memory: TaskMemory) => Steps;

const OPERATOR_STEPS: Record<Stage['operator'], OperatorSteps> = {
  'sort': sort,
  'sort-merge-join': sortMergeJoin,
  'aggregate': (work, memory) => aggregate(work, memory, work.records),
  'partial-aggregate': partialAggregate,
  'hash-join': (work, memory) => work.stage.keys === 'fixed' ? longHashJoin(work, memory) : stringHashJoin(work, memory),
  'window': window,
};

/** Operators that another operator of the same task may make spill, since they are read while memory is asked for. */
const SPILLS_FOR_OTHERS: ReadonlySet<Stage['operator']> = new Set(['sort-merge-join', 'window'] as const);

/** Whether an operator may be made to spill by another one of its task. */
export function spillsForOthers({ operator }: Stage): boolean {
  return SPILLS_FOR_OTHERS.has(operator);
}

/** Grows, and in the end gives back all. */
export function operatorSteps(work: OperatorWork, memory: TaskMemory): Steps {
  return OPERATOR_STEPS[work.stage.operator](work, memory);
}

function* sort({ stage, records, pageBytes }: OperatorWork, memory: TaskMemory): Steps {
  const sorter = new SorterConsumer(memory, { name: 'sorter', rowBytes: stage.rowBytes!, pointerBytes: sortPointerBytes(stage.keys), pageBytes });
  yield* sorter.open();
  yield* sorter.insert(records);
  sorter.close();
}

/** The streamed side is read while the other one grows. Which side that is is not known: the one whose order needs more. */
function* sortMergeJoin({ stage, records, otherRecords, pageBytes }: OperatorWork, memory: TaskMemory): Steps {
  const pointerBytes = sortPointerBytes(stage.keys);
  const left: Rows = { records, rowBytes: stage.rowBytes! };
  const right: Rows = { records: otherRecords, rowBytes: stage.otherRowBytes! };
  const peak = (first: Rows, second: Rows) => orderedSortMergeJoinMemory(first, second, pointerBytes, pageBytes).peakBytes;
  const [first, second] = peak(left, right) >= peak(right, left) ? [left, right] : [right, left];
  const streamed = new SorterConsumer(memory, { name: 'sorter of the streamed side', rowBytes: first.rowBytes, pointerBytes, pageBytes });
  const buffered = new SorterConsumer(memory, { name: 'sorter of the buffered side', rowBytes: second.rowBytes, pointerBytes, pageBytes });
  yield* streamed.open();
  yield* buffered.open();
  yield* streamed.insert(first.records);
  streamed.read();
  yield* buffered.insert(second.records);
  streamed.close();
  buffered.close();
}

/** The rows of the largest group stand in a sorter of their own while the first is read. */
function* window({ stage, records, pageBytes }: OperatorWork, memory: TaskMemory): Steps {
  const rowBytes = stage.rowBytes!;
  const groupRecords = Math.min(Math.ceil(stage.groupRecords ?? 0), records);
  const sorter = new SorterConsumer(memory, { name: 'sorter', rowBytes, pointerBytes: sortPointerBytes(stage.keys), pageBytes });
  yield* sorter.open();
  yield* sorter.insert(records);
  if (groupRecords > WINDOW_ARRAY_ROWS) {
    sorter.read();
    const group = new SorterConsumer(memory, { name: 'sorter of the group', rowBytes, pointerBytes: COMPARISON_POINTER_BYTES, pageBytes });
    yield* group.open();
    yield* group.insert(groupRecords);
    group.close();
  }
  sorter.close();
}

/** A map that refuses a record is sorted and written to disk, and begins anew; in the end, so is what is left. Source: HashAggregateExec, Spark 3.5. */
function* aggregate({ stage, pageBytes }: OperatorWork, memory: TaskMemory, keys: number): Steps {
  const map = new MapConsumer(memory, { name: 'map', entryBytes: stage.keyBytes! + stage.valueBytes!, initialSlots: AGGREGATE_INITIAL_SLOTS, pageBytes });
  let taken = yield* map.fill(keys);
  let left = keys - taken;
  const spills = left > 0;
  while (left > 0) {
    if (taken === 0) yield* memory.fail('No enough memory for aggregation');
    spillMap(map, memory);
    taken = yield* map.fill(left);
    left -= taken;
  }
  if (spills) spillMap(map, memory);
  else map.clear();
}

function spillMap(map: MapConsumer, memory: TaskMemory): void {
  const { bytes } = map;
  map.clear();
  memory.spilled(map, bytes);
}

/** The first level is one page, which it does without where there is none. */
function* partialAggregate(work: OperatorWork, memory: TaskMemory): Steps {
  const { stage, records, pageBytes } = work;
  const firstLevel: MemoryConsumer = { name: 'first-level map', spill: () => 0 };
  const got = yield* memory.acquire({ consumer: firstLevel, bytes: pageBytes, what: 'page' });
  if (got < pageBytes) memory.release(firstLevel, got);
  const taken = got < pageBytes ? 0 : firstLevelKeys(stage.keyBytes!, stage.valueBytes!, pageBytes);
  yield* aggregate(work, memory, Math.max(0, records - taken));
  memory.release(firstLevel, memory.usedBytes(firstLevel));
}

/** Source of the words: QueryExecutionErrors.cannotAcquireMemoryToBuildUnsafeHashedRelationError, Spark 3.5. */
function* stringHashJoin({ stage, records, pageBytes }: OperatorWork, memory: TaskMemory): Steps {
  const entryBytes = stage.keyBytes! + stage.valueBytes!;
  const map = new MapConsumer(memory, { name: 'hash relation', entryBytes, initialSlots: STRING_JOIN_INITIAL_SLOTS, pageBytes });
  const taken = yield* map.fill(records);
  if (taken < records) yield* memory.fail('There is not enough memory to build hash map');
  map.clear();
}

function* longHashJoin({ stage, records }: OperatorWork, memory: TaskMemory): Steps {
  const map = new LongMapConsumer(memory, stage.rowBytes!);
  yield* map.fill(records);
  map.close();
}

/** A map task's whole output in the serialized shuffle writer. */
export function* shuffleWriterSteps({ records, rowBytes }: Rows, pageBytes: number, memory: TaskMemory): Steps {
  const writtenBytes = rowBytes + SHUFFLE_ROW_LENGTH_BYTES;
  const sorter = new SorterConsumer(memory, { name: 'shuffle writer', rowBytes: writtenBytes, pointerBytes: SHUFFLE_POINTER_BYTES, pageBytes });
  yield* sorter.open();
  yield* sorter.insert(records);
  sorter.close();
}

/** Records of which only the bytes are known: pages, the last of them short, that are written to disk where memory is short. */
export function* bytesSteps(bytes: number, pageBytes: number, memory: TaskMemory): Steps {
  const consumer: MemoryConsumer = {
    name: 'records',
    spill: trigger => {
      const held = trigger === consumer ? memory.usedBytes(consumer) : 0;
      if (held === 0) return 0;
      memory.release(consumer, held);
      memory.spilled(consumer, held);
      return held;
    },
  };
  for (let left = bytes; left > 0;) {
    const asked = Math.min(left, pageBytes);
    const got = yield* memory.acquire({ consumer, bytes: asked, what: 'page' });
    if (got === 0) yield* memory.fail(unableToAcquire(asked, got));
    left -= got;
  }
  memory.release(consumer, memory.usedBytes(consumer));
}
