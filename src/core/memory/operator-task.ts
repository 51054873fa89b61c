import { LongMapConsumer } from './long-map-consumer';
import { MapConsumer } from './map-consumer';
import {
  AGGREGATE_INITIAL_SLOTS, COMPARISON_POINTER_BYTES, firstLevelKeys, keyedRowBytes, OBJECT_AGGREGATE_KEYS, orderedSortMergeJoinMemory, Rows,
  SHUFFLE_POINTER_BYTES, SHUFFLE_ROW_LENGTH_BYTES, sortPointerBytes, STRING_JOIN_INITIAL_SLOTS, WINDOW_ARRAY_ROWS,
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
  /** What happens in the task while the operator holds all its records, before it gives them back: operators behind it. */
  readonly whenFull?: () => Steps;
}

type OperatorSteps = (work: OperatorWork, memory: TaskMemory) => Steps;

const OPERATOR_STEPS: Record<Stage['operator'], OperatorSteps> = {
  'sort': sort,
  'sort-merge-join': sortMergeJoin,
  'aggregate': (work, memory) => aggregate(work, memory, work.records),
  'partial-aggregate': partialAggregate,
  'object-aggregate': objectAggregate,
  'hash-join': (work, memory) => work.stage.keys === 'fixed' ? longHashJoin(work, memory) : stringHashJoin(work, memory),
  'window': window,
};

/** Grows, and in the end gives back all. */
export function operatorSteps(work: OperatorWork, memory: TaskMemory): Steps {
  return OPERATOR_STEPS[work.stage.operator](work, memory);
}

function* full({ whenFull }: OperatorWork): Steps {
  if (whenFull) yield* whenFull();
}

function* sort(work: OperatorWork, memory: TaskMemory): Steps {
  const { stage, records, pageBytes } = work;
  const sorter = new SorterConsumer(memory, { name: 'sorter', rowBytes: stage.rowBytes!, pointerBytes: sortPointerBytes(stage.keys), pageBytes });
  yield* sorter.open();
  yield* sorter.insert(records);
  yield* full(work);
  sorter.close();
}

/** The streamed side is read while the other one grows. Which side that is is not known: the one whose order needs more. */
function* sortMergeJoin(work: OperatorWork, memory: TaskMemory): Steps {
  const { stage, records, otherRecords, pageBytes } = work;
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
  yield* full(work);
  streamed.close();
  buffered.close();
}

/** The rows of the largest group stand in a sorter of their own while the first is read. */
function* window(work: OperatorWork, memory: TaskMemory): Steps {
  const { stage, records, pageBytes } = work;
  const rowBytes = stage.rowBytes!;
  const groupRecords = Math.min(Math.ceil(stage.groupRecords ?? 0), records);
  const sorter = new SorterConsumer(memory, { name: 'sorter', rowBytes, pointerBytes: sortPointerBytes(stage.keys), pageBytes });
  yield* sorter.open();
  yield* sorter.insert(records);
  if (groupRecords <= WINDOW_ARRAY_ROWS) {
    yield* full(work);
  } else {
    sorter.read();
    const group = new SorterConsumer(memory, { name: 'sorter of the group', rowBytes, pointerBytes: COMPARISON_POINTER_BYTES, pageBytes });
    yield* group.open();
    yield* group.insert(groupRecords);
    yield* full(work);
    group.close();
  }
  sorter.close();
}

/** A map that refuses a record is sorted and written to disk, and begins anew; in the end, so is what is left. Source: HashAggregateExec, Spark 3.5. */
function* aggregate(work: OperatorWork, memory: TaskMemory, keys: number): Steps {
  const { stage, pageBytes } = work;
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
  yield* full(work);
  if (!spills) map.clear();
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

/** The groups of the first keys are sorted into one page and read while the sorter of all further rows grows. */
function* objectAggregate(work: OperatorWork, memory: TaskMemory): Steps {
  const { stage, records, pageBytes } = work;
  const rowBytes = keyedRowBytes(stage.keyBytes!, stage.rowBytes!);
  const pointerBytes = sortPointerBytes(stage.keys);
  const groups = new SorterConsumer(memory, { name: 'sorter of the first groups', rowBytes: 0, pointerBytes, pageBytes });
  const further = new SorterConsumer(memory, { name: 'sorter of further rows', rowBytes, pointerBytes, pageBytes });
  if (records >= OBJECT_AGGREGATE_KEYS) {
    yield* groups.open();
    yield* groups.insert(OBJECT_AGGREGATE_KEYS);
    groups.read(false);
    yield* further.open();
    yield* further.insert(records);
  }
  yield* full(work);
  groups.close();
  further.close();
}

/** Source of the words: QueryExecutionErrors.cannotAcquireMemoryToBuildUnsafeHashedRelationError, Spark 3.5. */
function* stringHashJoin(work: OperatorWork, memory: TaskMemory): Steps {
  const { stage, records, pageBytes } = work;
  const entryBytes = stage.keyBytes! + stage.valueBytes!;
  const map = new MapConsumer(memory, { name: 'hash relation', entryBytes, initialSlots: STRING_JOIN_INITIAL_SLOTS, pageBytes });
  const taken = yield* map.fill(records);
  if (taken < records) yield* memory.fail('There is not enough memory to build hash map');
  yield* full(work);
  map.clear();
}

function* longHashJoin(work: OperatorWork, memory: TaskMemory): Steps {
  const map = new LongMapConsumer(memory, work.stage.rowBytes!);
  yield* map.fill(work.records);
  yield* full(work);
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
