import { closedBound, Largest, Operator, operatorTaken, pairPeak, readsFrom, Stored, togetherPeak } from './operator-memory';
import { COMMON_FACTS, GIB, KIB, MIB, PROFILE_FACTS } from './tables';
import { Workload } from '../../src/core/workload/workload';

/** Low, likely and high. */
export type Triple = readonly [low: number, mid: number, high: number];

/** What one run asks for, filled in a second time from the workload and the profile's figures. */
export interface Asked {
  readonly workload: Workload;
  readonly growth: number;
  readonly input: number;
  readonly splits: number;
  readonly largestSplit: number;
  readonly shuffle: number;
  readonly shuffleTotal: number;
  readonly expansion: number;
  readonly cache: number;
  readonly broadcast: number;
  readonly collect: number;
  readonly userPerTask: number;
  readonly pythonPerSlot: number;
  readonly coreSeconds: Triple;
}

const UNSPLITTABLE = /(^|\.)(gzip|gz|zip|xml)$/;
const LEVELS_WITHOUT_DISK = /^MEMORY_ONLY/;

/** A workload with growth as asked, and with an assumed broadcast or none. */
export function askedOf(w: Workload, growth: number, assumedBroadcastMiB: number): Asked {
  const profile = PROFILE_FACTS[w.profile];
  const largestShuffle = w.shuffleBytes ?? w.shuffleTotalBytes ?? w.inputBytes * profile.shuffleToInput;
  return {
    workload: w,
    growth,
    input: w.inputBytes * growth,
    ...scanOf(w, growth),
    shuffle: largestShuffle * growth,
    shuffleTotal: (w.shuffleTotalBytes ?? profile.totalToShuffle * largestShuffle) * growth,
    expansion: w.shuffleExpansion ?? COMMON_FACTS.shuffleExpansion,
    cache: w.cacheBytes * growth,
    broadcast: (w.broadcastBytes ?? assumedBroadcastMiB * MIB) * growth,
    collect: (w.collectBytes ?? profile.collectMiB * MIB) * growth,
    userPerTask: w.userMemoryPerTaskBytes ?? profile.userMiB * MIB,
    pythonPerSlot: pythonOf(w, growth, profile.pythonMiB),
    coreSeconds: coreSecondsOf(w, growth),
  };
}

/** As it is sized: with growth, and with broadcasts where none are stated. */
export function grown(w: Workload): Asked {
  return askedOf(w, w.growth ?? PROFILE_FACTS[w.profile].growth, COMMON_FACTS.broadcastMiB);
}

/** As it was stated: what `neededHeapMiB` is about. */
export function stated(w: Workload): Asked {
  return askedOf(w, 1, 0);
}

function scanOf(w: Workload, growth: number): Pick<Asked, 'splits' | 'largestSplit'> {
  const input = w.inputBytes * growth;
  const split = 128 * MIB;
  if (!UNSPLITTABLE.test(w.inputFormat?.toLowerCase() ?? '')) {
    return { splits: Math.max(1, Math.ceil((input + 4 * MIB * (w.inputFiles ?? 0)) / split)), largestSplit: Math.min(split, input) };
  }
  const files = w.inputFiles ?? Math.max(1, Math.ceil(input / split));
  const largest = w.largestInputFileBytes === undefined ? input / files : w.largestInputFileBytes * growth;
  return { splits: files, largestSplit: Math.min(input, largest) };
}

function pythonOf(w: Workload, growth: number, profileMiB: number): number {
  const stages = w.pythonStages ?? 1;
  if (w.language !== 'python' || stages === 0) return 0;
  const group = (w.hotKeyBytes ?? 0) * growth;
  if (w.pythonMemoryPerTaskBytes !== undefined) return stages * Math.max(w.pythonMemoryPerTaskBytes, group) + 64 * MIB;
  return stages * Math.max(profileMiB * MIB, group > 0 ? 128 * MIB + 5 * group : 0) + 64 * MIB;
}

function coreSecondsOf(w: Workload, growth: number): Triple {
  const by = (low: number, mid: number, high: number): Triple => [low * growth, mid * growth, high * growth];
  if (w.coreTimeSeconds !== undefined) return by(0.8 * w.coreTimeSeconds, w.coreTimeSeconds, 1.2 * w.coreTimeSeconds);
  if (w.today !== undefined) {
    const all = w.today.workers * w.today.vCpu * w.today.durationSeconds;
    return by(0.5 * all, 0.75 * all, all);
  }
  const [low, mid, high] = PROFILE_FACTS[w.profile].coreSecondsPerGiB;
  return by(low * w.inputBytes / GIB, mid * w.inputBytes / GIB, high * w.inputBytes / GIB);
}

/** The share of a total that stands in one partition whatever their count: a skew without a hot key is read pessimistically. */
export function hotOf({ workload: w, growth }: Asked, total: number, unitBytes: number): number {
  if (w.hotKeyBytes !== undefined) return Math.min(total, w.hotKeyBytes * growth / unitBytes);
  return w.skew === undefined ? 0 : total * Math.min(1, (w.skew - 1) / (w.skewPartitions ?? 200));
}

/** Ratio of the largest to the mean of what is not hot. */
export function ratioOf({ workload }: Asked): number {
  return workload.skew ?? 1.5;
}

/** mean' = (total − hot) / P; the larger of mean' × ratio and hot + mean', and never more than there is. */
export function largestOf(total: number, hot: number, ratio: number, partitions: number): number {
  const rest = (total - hot) / partitions;
  return Math.min(total, Math.max(rest * ratio, hot + rest));
}

/** Records of a stage's largest partition. Equal keys of an aggregate are combined before they meet. */
function largestRecords(asked: Asked, stage: Operator, planned: number): Largest {
  const aggregates = ['aggregate', 'partial-aggregate'].includes(stage.operator);
  const partitions = stage.partitions ?? planned;
  const one = (largest: number | undefined, all: number | undefined, row: number) => {
    if (largest !== undefined) return Math.ceil(largest * asked.growth);
    const total = (all ?? 0) * asked.growth;
    const hot = aggregates || stage.skew !== undefined ? 0 : hotOf(asked, total, Math.max(1, row));
    return Math.ceil(largestOf(total, hot, stage.skew ?? ratioOf(asked), partitions));
  };
  return {
    records: one(stage.largestRecords, stage.records, rowOf(stage)),
    otherRecords: one(stage.otherLargestRecords, stage.otherRecords, stage.otherRowBytes ?? 0),
  };
}

export function rowOf(stage: Operator): number {
  return stage.rowBytes ?? (stage.keyBytes ?? 0) + (stage.valueBytes ?? 0);
}

function grownStage(stage: Operator, growth: number): Operator {
  return { ...stage, groupRecords: stage.groupRecords === undefined ? undefined : stage.groupRecords * growth };
}

/** An operator and those of its task, pair by pair of aggregates where one reads the other. */
function operatorsOf(stage: Operator): { first: Operator; second?: Operator }[] {
  const beside = stage.alongside ?? [];
  const second = beside.find(other => readsFrom(other, stage));
  return [{ first: stage, second }, ...[...beside.filter(other => other !== second), ...second?.alongside ?? []].flatMap(operatorsOf)];
}

function stagePeak(asked: Asked, stage: Operator, partitions: number, page: number, measured: boolean): number {
  const all = operatorsOf(stage).map(({ first, second }) => {
    const largest = largestRecords(asked, first, partitions);
    const taken = operatorTaken(grownStage(first, asked.growth), largest, page);
    const bound = closedBound(first, largest);
    if (!second) return { taken, alone: 0, bound };
    const { end, whole } = operatorTaken(second, largest, page);
    return { taken: { end, whole, peak: Math.max(taken.peak, end) }, alone: pairPeak(first, largest.records, page), bound };
  });
  // a task with a pair and nothing else is the pair
  const exact = all.length === 1 && all[0].alone > 0 ? all[0].alone
    : togetherPeak(all.map(({ taken, alone }) => ({ ...taken, peak: Math.max(taken.peak, alone) })));
  return measured ? exact : Math.max(exact, all.reduce((sum, { bound }) => sum + bound, 0));
}

/** Bytes that the task with the largest partition holds while it reads a shuffle. */
export function reduceNeed(asked: Asked, partitions: number, page: number, measured: boolean): number {
  if (asked.workload.stages.length > 0) return Math.max(...asked.workload.stages.map(stage => stagePeak(asked, stage, partitions, page, measured)));
  const { hotKeyBytes, shuffleExpansion } = asked.workload;
  const hot = hotKeyBytes === undefined ? hotOf(asked, asked.shuffle * asked.expansion, 1) : hotKeyBytes * asked.growth;
  const all = Math.max(asked.shuffle * (shuffleExpansion ?? 12), hot); // a hot key is stated in memory: it is there even where the shuffle says less
  const mapOutput = shuffleExpansion === undefined ? 7 * Math.min(asked.shuffle / asked.splits, 128 * MIB) : 0; // a map task writes no more than a split
  return Math.ceil(Math.max(largestOf(all, hot, ratioOf(asked), partitions), mapOutput)) + page;
}

/** Above 200 partitions: bytes of the serialized writer of a map task with the mean split. */
export function mapNeed(asked: Asked, page: number): number {
  const counted = asked.workload.stages.filter(stage => stage.records !== undefined);
  if (counted.length === 0) return Math.ceil(asked.shuffle * asked.expansion / asked.splits) + page;
  return Math.max(...counted.map(stage => {
    const records = Math.ceil(stage.records! * asked.growth / asked.splits);
    const written = Math.max(1, rowOf(stage)) + 8; // its length twice: the writer's own, and the serializer's
    const fit = Math.floor(page / written);
    const data = (n: number) => fit < 1 ? n * written : Math.ceil(n / fit) * page;
    let array = 64 * KIB;
    let most = 0;
    for (; array < 16 * records; array *= 2) most = Math.max(most, data(Math.floor(array / 16)) + 3 * array);
    return Math.max(most, data(records) + array);
  }));
}

export function taskNeed(asked: Asked, partitions: number, page: number, measured: boolean): number {
  const reduce = reduceNeed(asked, partitions, page, measured);
  return partitions > 200 ? Math.max(reduce, mapNeed(asked, page)) : reduce;
}

/** Blocks of one of `holders` executors. */
export function storedOf(asked: Asked, holders: number): Stored {
  const cache = Math.ceil(asked.cache / holders);
  const joinsOnHeap = hasLongHashJoin(asked.workload.stages);
  return staysInMemory(asked) ? { mustStay: cache, mayGo: 2 * asked.broadcast, joinsOnHeap } : { mustStay: 0, mayGo: 2 * asked.broadcast + cache, joinsOnHeap };
}

export function hasLongHashJoin(stages: readonly Operator[]): boolean {
  return stages.some(({ operator, keys, alongside }) => operator === 'hash-join' && keys !== 'other' || hasLongHashJoin(alongside ?? []));
}

export function staysInMemory({ workload }: Asked): boolean {
  return LEVELS_WITHOUT_DISK.test(workload.storageLevel);
}

/** Bytes of the table of map outputs: a byte a partition up to 2000, above a bit and 64 bytes a map. */
export function mapStatus({ splits }: Asked, partitions: number): number {
  return splits * (partitions <= 2000 ? partitions : partitions / 8 + 64);
}

/** Bytes of the largest group of matches that a sort-merge join keeps in a Java array, and of the joined rows that one row of the other side makes of it. */
export function joinMatches(asked: Asked): number {
  return Math.max(0, ...asked.workload.stages.filter(stage => stage.operator === 'sort-merge-join').map(stage => {
    const row = rowOf(stage);
    const rows = stage.groupRecords !== undefined ? stage.groupRecords * asked.growth : (asked.workload.hotKeyBytes ?? 0) * asked.growth / Math.max(1, row);
    return Math.ceil(rows) * (row + 60 + row + (stage.otherRowBytes ?? 0) + 80);
  }));
}
