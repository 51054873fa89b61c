import { HeapOption, Shape } from './container';
import { LAWS } from '../catalog/laws';
import { Collector } from '../memory/jvm-heap';
import { executionBytes, StoredBlocks, taskBytes } from '../memory/ledger';
import { shuffleWriterMemory } from '../memory/operators';
import { largestPartition, largestRecordsOf, rowBytesOf, RecordSkew, NO_SKEW, stageBoundBytes, stageNeedBytes, staysOnHeap } from '../memory/stage-need';
import { KIB } from '../units';
import { Demand } from '../workload/demand';
import { Stage } from '../workload/stage';

export type Basis = 'stages' | 'bound' | 'expansion';

/** What the largest task of a demand needs, by partitions and page size. Remembers what it has computed. */
export interface TaskNeed {
  readonly basis: Basis;
  readonly demand: Demand;
  /** Reading side: the largest partition of every stage. */
  reduceBytes(partitions: number, pageBytes: number): number;
  /** Writing side above 200 partitions: a map task's whole output in the serialized writer. */
  mapBytes(pageBytes: number): number;
}

/** Operators that spill when they are short; hash joins fail instead. */
const SPILLS: ReadonlySet<Stage['operator']> = new Set(['sort', 'sort-merge-join', 'aggregate', 'partial-aggregate', 'object-aggregate', 'window'] as const);

/** How a demand's need is read. */
export interface NeedOptions {
  /** Whether the exact rule has been measured for this Spark; else the closed bound counts where it is larger. */
  readonly measured: boolean;
  /** The hot partition of operators that can may spill. */
  readonly hotMaySpill: boolean;
}

/** The need of one task of a demand. */
export function taskNeed(demand: Demand, options: NeedOptions): TaskNeed {
  const exact = demand.stages.length > 0 ? remembered(stagesNeed(demand, options)) : expansionNeed(demand, options);
  return {
    demand,
    basis: demand.stages.length === 0 ? 'expansion' : options.measured ? 'stages' : 'bound',
    reduceBytes: exact,
    mapBytes: rememberedByPage(pageBytes => mapNeed(demand, pageBytes)),
  };
}

type NeedRule = (partitions: number, pageBytes: number) => number;

function stagesNeed(demand: Demand, { measured, hotMaySpill }: NeedOptions): NeedRule {
  const skewOf = (stage: Stage): RecordSkew => hotMaySpill && SPILLS.has(stage.operator) ? NO_SKEW : demand.skew;
  return (partitions, pageBytes) => demand.stages.reduce((most, stage) => Math.max(
    most,
    stageNeedBytes(stage, skewOf(stage), partitions, pageBytes),
    measured ? 0 : stageBoundBytes(stage, skewOf(stage), partitions, pageBytes),
  ), 0);
}

/** Without stages: the largest partition of the largest shuffle, or a map task's output of it, as they stand in memory, and one page. */
function expansionNeed(demand: Demand, { hotMaySpill }: NeedOptions): NeedRule {
  const { ratio, hotShare, hotBytes } = hotMaySpill ? { ...NO_SKEW, hotBytes: 0 } : demand.skew;
  const hot = hotBytes ?? demand.shuffleInMemoryBytes * hotShare;
  const total = Math.max(demand.narrowBytes.partitions, hot);
  return (partitions, pageBytes) => Math.ceil(Math.max(largestPartition(total, hot, ratio, partitions), demand.narrowBytes.mapTask)) + pageBytes;
}

/** A map task's output in memory: of each stage whose records are known in all, its rows; else the shuffle's bytes over the splits. */
function mapNeed(demand: Demand, pageBytes: number): number {
  const known = demand.stages.filter(stage => stage.records !== undefined);
  if (known.length === 0) return Math.ceil(demand.shuffleInMemoryBytes / demand.splits) + pageBytes;
  return known.reduce((most, stage) => Math.max(
    most, shuffleWriterMemory(Math.ceil(stage.records! / demand.splits), Math.max(1, rowBytesOf(stage)), pageBytes).peakBytes), 0);
}

function remembered(rule: NeedRule): NeedRule {
  const pages = new Map<number, Map<number, number>>();
  return (partitions, pageBytes) => {
    const known = pages.get(pageBytes) ?? new Map<number, number>();
    pages.set(pageBytes, known);
    const value = known.get(partitions) ?? rule(partitions, pageBytes);
    known.set(partitions, value);
    return value;
  };
}

function rememberedByPage(rule: (pageBytes: number) => number): (pageBytes: number) => number {
  const both = remembered((_, pageBytes) => rule(pageBytes));
  return pageBytes => both(0, pageBytes);
}

/** One way to cut a worker at a number of executors. */
export interface Seat {
  readonly shape: Shape;
  readonly option: HeapOption;
  readonly need: TaskNeed;
  /** Executors that hold the cache. */
  readonly cacheHolders: number;
}

/**
 * The blocks one executor keeps beside its tasks. Of a broadcast both stay: the pieces that were fetched and the table that they make.
 * Source: Spark 3.5 TorrentBroadcast.readBroadcastBlock; held against a real run (judges/spark/least-heaps.jsonl).
 */
export function storedBlocks(demand: Demand, cacheHolders: number): StoredBlocks {
  const cacheBytes = Math.ceil(demand.cacheBytes / cacheHolders);
  const broadcastBytes = LAWS.broadcastReadCopies.value * demand.broadcastBytes;
  const beside = demand.stages.some(staysOnHeap) ? { besideOnHeapOperators: true } : {};
  return demand.cacheFallsToDisk ? { mustStayBytes: 0, evictableBytes: broadcastBytes + cacheBytes, ...beside }
    : { mustStayBytes: cacheBytes, evictableBytes: broadcastBytes, ...beside };
}

/** Bytes that one task is sure to get on a seat. */
export function seatTaskBytes({ shape, option, need, cacheHolders }: Seat): number {
  return taskBytes(option.pools, shape.jvm, storedBlocks(need.demand, cacheHolders));
}

/** What one task needs, either side of a shuffle. */
export function needBytes(need: TaskNeed, partitions: number, pageBytes: number): number {
  const reduce = need.reduceBytes(partitions, pageBytes);
  return partitions > LAWS.bypassMergePartitions.value ? Math.max(reduce, need.mapBytes(pageBytes)) : reduce;
}

/** What one task needs on a seat. */
export function seatNeedBytes({ option, need }: Seat, partitions: number): number {
  return needBytes(need, partitions, option.pools.pageBytes);
}

/** Bytes of map statuses: maps × (P up to 2000, else P/8 + 64). Source: Spark 3.5 MapStatus, CompressedMapStatus and HighlyCompressedMapStatus. */
export function mapStatusBytes(maps: number, partitions: number): number {
  if (partitions <= LAWS.exactMapStatusPartitions.value) return maps * partitions;
  return maps * (partitions / LAWS.compressedMapStatusPartitionsPerByte.value + LAWS.compressedMapStatusBytes.value);
}

/** User memory of one task: the job's own, and the bypass writer's buffers up to 200 partitions. */
function userBytes(demand: Demand, partitions: number): number {
  const buffers = partitions <= LAWS.bypassMergePartitions.value ? partitions * LAWS.bypassKiBPerPartition.value * KIB : 0;
  return demand.userBytesPerTask + buffers;
}

/** Bytes of the largest group of matches of a sort-merge join with a stated hot key, and of the joined rows; only one task holds it. */
export function matchesBytes(demand: Demand): number {
  return demand.stages.filter(stage => stage.operator === 'sort-merge-join')
    .reduce((most, stage) => Math.max(most, matchRows(stage, demand) * matchBytes(stage)), 0);
}

/** One match: its row in the array, and both rows joined in the list of what is handed on. */
function matchBytes(stage: Stage): number {
  const kept = rowBytesOf(stage) + LAWS.joinGroupRowBytes.value;
  return kept + rowBytesOf(stage) + (stage.otherRowBytes ?? 0) + LAWS.joinedRowBytes.value;
}

/** Rows of the largest group of matches, stated or from the hot key. */
export function matchRows(stage: Stage, demand: Demand): number {
  return Math.ceil(stage.groupRecords ?? (demand.skew.hotBytes ?? 0) / Math.max(1, rowBytesOf(stage)));
}

/** What may be held of the heap by collectors with an old generation of fixed size, two thirds of it: beyond, every collection is a full one. */
const FILL_OF_GENERATIONS: Partial<Record<Collector, number>> = {
  parallel: LAWS.physicalFillFractionParallel.value,
  serial: LAWS.physicalFillFractionSerial.value,
};

/** The share of what a collector can use of the heap that may really be held. */
export function fillFraction(collector: Collector): number {
  return FILL_OF_GENERATIONS[collector] ?? LAWS.physicalFillFraction.value;
}

/** What a seat holds and may hold, whatever the partitions: Spark's ledger, and the physical check. */
interface Frame {
  readonly need: (partitions: number) => number;
  /** Of execution memory, for each task. */
  readonly taskLimitBytes: number;
  readonly usableBytes: number;
  /** Slots whose execution memory is on the heap. */
  readonly slotsOnHeap: number;
  readonly fixedBytes: number;
  /** What grows with partitions: buffers of the bypass writer, and map statuses. */
  readonly growing: (partitions: number) => number;
}

function frameOf(seat: Seat): Frame {
  const { shape: { slots, jvm }, option: { pools }, need: { demand }, cacheHolders } = seat;
  const cacheBytes = Math.ceil(demand.cacheBytes / cacheHolders);
  const cacheHeld = demand.cacheFallsToDisk ? Math.min(cacheBytes, pools.storageRegionBytes) : cacheBytes;
  return {
    need: partitions => seatNeedBytes(seat, partitions),
    taskLimitBytes: seatTaskBytes(seat),
    usableBytes: fillFraction(jvm.collector) * pools.maxMemoryBytes,
    slotsOnHeap: demand.offHeapBytes > 0 && !demand.stages.some(staysOnHeap) ? 0 : slots,
    fixedBytes: cacheHeld + LAWS.broadcastReadCopies.value * demand.broadcastBytes + matchesBytes(demand),
    growing: partitions => slots * userBytes(demand, partitions) + mapStatusBytes(demand.splits, partitions),
  };
}

/** The physical check: slots × need + cache + 2 × broadcast + slots × user memory + map statuses, against the share of the heap that a collector can fill. */
export function heapBytesInUse(seat: Seat, partitions: number): number {
  const frame = frameOf(seat);
  return inUse(frame, frame.need(partitions), partitions);
}

function inUse({ slotsOnHeap, fixedBytes, growing }: Frame, neededBytes: number, partitions: number): number {
  return slotsOnHeap * neededBytes + fixedBytes + growing(partitions);
}

/** Whether everything holds on a seat with so many partitions: Spark's ledger, and the physical check. */
export function holds(seat: Seat, partitions: number): boolean {
  return mayHold(frameOf(seat), partitions, partitions);
}

/** Whether any partition count between two may hold: needs fall with partitions, what stands beside them grows. Exact where the two are one. */
function mayHold(frame: Frame, least: number, most: number): boolean {
  const needed = frame.need(most);
  return needed <= frame.taskLimitBytes && inUse(frame, needed, least) <= frame.usableBytes;
}

/** The partition counts between two bounds that a seat can run, from the fewest; undefined where there are none. */
export function partitionsThatFit(seat: Seat, least: number, most: number): readonly [number, number] | undefined {
  const first = fewestPartitionsThatFit(seat, least, most);
  return first === undefined ? undefined : [first, mostWhere(first, most, partitions => holds(seat, partitions))];
}

/** The fewest partitions between two bounds that a seat can run. */
export function fewestPartitionsThatFit(seat: Seat, least: number, most: number): number | undefined {
  const { option: { pools }, shape: { jvm }, need: { demand } } = seat;
  if (executionBytes(pools, jvm, storedBlocks(demand, seat.cacheHolders)) < 0) return undefined;
  return leastThatHolds(frameOf(seat), least, most);
}

/** The least partition count between two that holds: of each half only what may hold is looked at. */
function leastThatHolds(frame: Frame, least: number, most: number): number | undefined {
  if (!mayHold(frame, least, most)) return undefined;
  if (least === most) return least;
  const middle = Math.floor((least + most) / 2);
  return leastThatHolds(frame, least, middle) ?? leastThatHolds(frame, middle + 1, most);
}

/** The least whole number between two for which a condition that stays true once it is true holds. */
export function leastWhere(from: number, to: number, condition: (value: number) => boolean): number | undefined {
  if (from > to || !condition(to)) return undefined;
  let [low, high] = [from, to];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (condition(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The greatest whole number between two for which a condition that stays false once it is false holds; it holds at `from`. */
export function mostWhere(from: number, to: number, condition: (value: number) => boolean): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (condition(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Records of the largest partition of the stage that needs most, for reasons. */
export function bindingStage(demand: Demand, partitions: number, pageBytes: number): { stage: Stage; records: number } | undefined {
  const needs = demand.stages.map(stage => ({ stage, bytes: stageNeedBytes(stage, demand.skew, partitions, pageBytes) }));
  const most = needs.sort((a, b) => b.bytes - a.bytes)[0];
  return most && { stage: most.stage, records: largestRecordsOf(most.stage, demand.skew, partitions) };
}
