import { LAWS } from '../catalog/laws';
import { ProfileDefaults, profileDefaults } from '../catalog/profiles';
import { GIB, MIB } from '../units';
import { formatDuration, formatSize } from './quantities';
import { Stage } from './stage';
import { STORAGE_LEVELS, UNSPLITTABLE_FORMATS, Workload } from './workload';

/** A figure that nobody stated. */
export interface Assumption {
  readonly field: string;
  readonly value: string;
  readonly because: string;
}

/** How unevenly a shuffle falls into partitions: `ratio` of the largest to the mean, and what stands in one partition whatever their count. */
export interface Skew {
  readonly ratio: number;
  /** Of the total, by the pessimistic reading of a ratio that was seen at one partition count. */
  readonly hotShare: number;
  /** Stated bytes of a hot key; replaces `hotShare`. */
  readonly hotBytes?: number;
}

/** Low, likely and high. */
export interface Range {
  readonly low: number;
  readonly mid: number;
  readonly high: number;
}

/** What one run asks for, every field filled in and multiplied by the room to grow. */
export interface Demand {
  readonly inputBytes: number;
  readonly splits: number;
  readonly largestSplitBytes: number;
  readonly outputBytes?: number;
  readonly shuffleBytes: number;
  readonly shuffleTotalBytes: number;
  /** The largest shuffle as it stands in memory. */
  readonly shuffleInMemoryBytes: number;
  /** The same of rows as narrow as they may be, where no expansion is stated: all its partitions, and what one map task writes. */
  readonly narrowBytes: { readonly partitions: number; readonly mapTask: number };
  readonly expansion: number;
  readonly skew: Skew;
  readonly stages: readonly Stage[];
  readonly cacheBytes: number;
  /** Whether the cache may fall to disk instead of being lost. */
  readonly cacheFallsToDisk: boolean;
  readonly broadcastBytes: number;
  readonly collectBytes: number;
  readonly userBytesPerTask: number;
  readonly pythonBytesPerSlot: number;
  readonly offHeapBytes: number;
  readonly coreSeconds: Range;
}

/** A workload with its gaps filled, as it is sized and as it was stated. */
export interface FilledWorkload {
  readonly workload: Workload;
  readonly sized: Demand;
  /** Without growth and without an assumed broadcast: what `neededHeapMiB` is about. */
  readonly stated: Demand;
  readonly growth: number;
  readonly assumptions: readonly Assumption[];
}

/** Fills every gap of a workload from its profile. */
export function fillWorkload(workload: Workload): FilledWorkload {
  const profile = profileDefaults(workload.profile);
  const growth = workload.growth ?? profile.growth;
  return {
    workload,
    growth,
    sized: demandOf(workload, profile, growth, workload.broadcastBytes ?? profile.broadcastMiB * MIB),
    stated: demandOf(workload, profile, 1, workload.broadcastBytes ?? 0),
    assumptions: assumptionsOf(workload, profile),
  };
}

function demandOf(w: Workload, profile: ProfileDefaults, growth: number, broadcastBytes: number): Demand {
  const inputBytes = w.inputBytes * growth;
  // no shuffle is larger than shuffleTotal
  const shuffleBytes = (w.shuffleBytes ?? w.shuffleTotalBytes ?? w.inputBytes * profile.shuffleToInput) * growth;
  const shuffleTotalBytes = w.shuffleTotalBytes === undefined ? shuffleBytes * profile.shuffleTotalToShuffle : w.shuffleTotalBytes * growth;
  const expansion = w.shuffleExpansion ?? profile.shuffleExpansion;
  return {
    inputBytes,
    shuffleBytes,
    shuffleTotalBytes,
    expansion,
    ...splitsOf(w, growth),
    outputBytes: w.outputBytes === undefined ? undefined : w.outputBytes * growth,
    shuffleInMemoryBytes: shuffleBytes * expansion,
    narrowBytes: narrowBytes(w, shuffleBytes, splitsOf(w, growth).splits),
    skew: skewOf(w, profile, growth),
    stages: w.stages.map(stage => grownStage(stage, growth)),
    cacheBytes: w.cacheBytes * growth,
    cacheFallsToDisk: STORAGE_LEVELS[w.storageLevel].disk,
    broadcastBytes: broadcastBytes * growth,
    collectBytes: (w.collectBytes ?? profile.collectMiB * MIB) * growth,
    userBytesPerTask: w.userMemoryPerTaskBytes ?? profile.userMemoryPerTaskMiB * MIB,
    pythonBytesPerSlot: pythonBytesPerSlot(w, profile, growth),
    offHeapBytes: w.offHeapBytes,
    coreSeconds: coreSecondsOf(w, profile, growth),
  };
}

/** A map task is taken to write no more than a split: a shuffle that is larger than the input is written by the tasks of an earlier one. */
function narrowBytes(w: Workload, shuffleBytes: number, inputSplits: number): Demand['narrowBytes'] {
  if (w.shuffleExpansion !== undefined) return { partitions: shuffleBytes * w.shuffleExpansion, mapTask: 0 };
  const maps = Math.max(inputSplits, shuffleBytes / (LAWS.splitMiB.value * MIB));
  return { partitions: shuffleBytes * LAWS.narrowRowExpansion.value, mapTask: shuffleBytes * LAWS.narrowMapExpansion.value / maps };
}

/** A stated ratio without a stated hot key is read pessimistically: hot = total × (skew − 1) / skewPartitions. */
function skewOf(w: Workload, profile: ProfileDefaults, growth: number): Skew {
  const ratio = w.skew ?? profile.skew;
  if (w.hotKeyBytes !== undefined) return { ratio, hotShare: 0, hotBytes: w.hotKeyBytes * growth };
  return { ratio, hotShare: w.skew === undefined ? 0 : pessimisticHotShare(w.skew, w) };
}

function pessimisticHotShare(skew: number, w: Workload): number {
  return Math.min(1, (skew - 1) / (w.skewPartitions ?? LAWS.skewPartitions.value));
}

/** Splits of the scan: ⌈(input + files × open cost) / 128 MiB⌉, or one a file where the format does not split. */
function splitsOf(w: Workload, growth: number): Pick<Demand, 'splits' | 'largestSplitBytes'> {
  const inputBytes = w.inputBytes * growth;
  const splitBytes = LAWS.splitMiB.value * MIB;
  if (splits(w)) {
    const opened = inputBytes + (w.inputFiles ?? 0) * LAWS.fileOpenCostMiB.value * MIB;
    return { splits: Math.max(1, Math.ceil(opened / splitBytes)), largestSplitBytes: Math.min(splitBytes, inputBytes) };
  }
  const files = w.inputFiles ?? Math.max(1, Math.ceil(inputBytes / splitBytes));
  const largest = w.largestInputFileBytes === undefined ? inputBytes / files : w.largestInputFileBytes * growth;
  return { splits: files, largestSplitBytes: Math.min(inputBytes, largest) };
}

/** Whether a reader can cut the files of the input. */
export function splits(w: Workload): boolean {
  const format = w.inputFormat?.toLowerCase() ?? '';
  return !UNSPLITTABLE_FORMATS.some(name => format === name || format.endsWith(`.${name}`));
}

function grownStage(stage: Stage, growth: number): Stage {
  const grown = (n?: number) => n === undefined ? undefined : n * growth;
  return {
    ...stage,
    records: grown(stage.records),
    largestRecords: grown(stage.largestRecords),
    otherRecords: grown(stage.otherRecords),
    otherLargestRecords: grown(stage.otherLargestRecords),
    groupRecords: grown(stage.groupRecords),
    alongside: stage.alongside.map(other => grownStage(other, growth)),
  };
}

/** (Worker memory × workers a task + Arrow batches) of a slot; a grouped pandas function holds its whole group, so the hot key counts. */
function pythonBytesPerSlot(w: Workload, profile: ProfileDefaults, growth: number): number {
  if (w.language !== 'python') return 0;
  const stages = w.pythonStages ?? profile.pythonStages;
  const hotKey = (w.hotKeyBytes ?? 0) * growth;
  const perWorker = w.pythonMemoryPerTaskBytes === undefined ? assumedWorkerBytes(profile, hotKey) : Math.max(w.pythonMemoryPerTaskBytes, hotKey);
  return stages === 0 ? 0 : perWorker * stages + LAWS.arrowMiBPerSlot.value * MIB;
}

/** What is not stated: the profile's, or what pandas makes of the largest group. */
function assumedWorkerBytes({ pythonMemoryPerTaskMiB }: ProfileDefaults, groupBytes: number): number {
  const group = groupBytes === 0 ? 0 : LAWS.pandasWorkerMiB.value * MIB + LAWS.pandasGroupCopies.value * groupBytes;
  return Math.max(pythonMemoryPerTaskMiB * MIB, group);
}

function coreSecondsOf(w: Workload, profile: ProfileDefaults, growth: number): Range {
  const range = statedCoreSeconds(w) ?? inputCoreSeconds(w, profile);
  return { low: range.low * growth, mid: range.mid * growth, high: range.high * growth };
}

function statedCoreSeconds(w: Workload): Range | undefined {
  const spread = LAWS.coreTimeSpread.value;
  if (w.coreTimeSeconds !== undefined) {
    return { low: w.coreTimeSeconds * (1 - spread), mid: w.coreTimeSeconds, high: w.coreTimeSeconds * (1 + spread) };
  }
  if (!w.today) return undefined;
  const all = w.today.workers * w.today.vCpu * w.today.durationSeconds; // an upper bound: slots idle
  const half = all * LAWS.todayLowShare.value;
  return { low: half, mid: (half + all) / 2, high: all };
}

function inputCoreSeconds(w: Workload, profile: ProfileDefaults): Range {
  const { low, mid, high } = profile.coreSecondsPerInputGiB;
  const inputGiB = w.inputBytes / GIB;
  return { low: low * inputGiB, mid: mid * inputGiB, high: high * inputGiB };
}

interface AssumptionRule {
  readonly field: string;
  readonly when: (w: Workload) => boolean;
  readonly value: (w: Workload, p: ProfileDefaults) => string;
  readonly because: string;
}

const PROFILE = 'the profile\'s default';

/** What is said about each field that was left out. */
const ASSUMPTIONS: readonly AssumptionRule[] = [
  {
    field: 'shuffle',
    when: w => w.shuffleBytes === undefined && w.shuffleTotalBytes === undefined,
    value: (w, p) => formatSize(w.inputBytes * p.shuffleToInput),
    because: 'the profile\'s share of the input',
  },
  { field: 'shuffle', when: w => w.shuffleBytes === undefined && w.shuffleTotalBytes !== undefined, value: w => formatSize(w.shuffleTotalBytes!), because: 'no shuffle is larger than shuffleTotal' },
  {
    field: 'shuffleTotal',
    when: w => w.shuffleTotalBytes === undefined,
    value: (w, p) => formatSize((w.shuffleBytes ?? w.inputBytes * p.shuffleToInput) * p.shuffleTotalToShuffle),
    because: 'the profile\'s multiple of the largest shuffle',
  },
  {
    field: 'shuffleExpansion',
    when: w => w.shuffleExpansion === undefined,
    value: (_, p) => `${p.shuffleExpansion}`,
    because: `${PROFILE}; without stages ${LAWS.narrowRowExpansion.value} for what more partitions cure and ${LAWS.narrowMapExpansion.value} for what a map task writes: rows may be narrow`,
  },
  { field: 'skew', when: w => w.skew === undefined, value: (_, p) => `${p.skew}`, because: PROFILE },
  {
    field: 'skewPartitions',
    when: w => w.skew !== undefined && w.skew > 1 && w.skewPartitions === undefined && w.hotKeyBytes === undefined,
    value: () => `${LAWS.skewPartitions.value}`,
    because: 'Spark\'s default of spark.sql.shuffle.partitions',
  },
  {
    field: 'hotKey',
    when: w => w.skew !== undefined && w.skew > 1 && w.hotKeyBytes === undefined,
    value: w => `${(100 * pessimisticHotShare(w.skew!, w)).toPrecision(3)} % of the shuffle`,
    because: 'skew without hotKey, read pessimistically: total × (skew − 1) ÷ skewPartitions stays in one partition',
  },
  { field: 'broadcast', when: w => w.broadcastBytes === undefined, value: (_, p) => `${p.broadcastMiB} MiB`, because: PROFILE },
  { field: 'userMemoryPerTask', when: w => w.userMemoryPerTaskBytes === undefined, value: (_, p) => `${p.userMemoryPerTaskMiB} MiB`, because: PROFILE },
  {
    field: 'pythonMemoryPerTask',
    when: w => w.language === 'python' && w.pythonMemoryPerTaskBytes === undefined,
    value: (_, p) => `${p.pythonMemoryPerTaskMiB} MiB`,
    because: PROFILE,
  },
  { field: 'pythonStages', when: w => w.language === 'python' && w.pythonStages === undefined, value: (_, p) => `${p.pythonStages}`, because: PROFILE },
  { field: 'collect', when: w => w.collectBytes === undefined, value: (_, p) => `${p.collectMiB} MiB`, because: PROFILE },
  {
    field: 'coreTime',
    when: w => w.coreTimeSeconds === undefined && w.today !== undefined,
    value: w => `${formatDuration(w.today!.workers * w.today!.vCpu * w.today!.durationSeconds * LAWS.todayLowShare.value)} to ${formatDuration(w.today!.workers * w.today!.vCpu * w.today!.durationSeconds)}`,
    because: 'half to all of what today\'s cores could do',
  },
  {
    field: 'coreTime',
    when: w => w.coreTimeSeconds === undefined && w.today === undefined,
    value: (w, p) => `${formatDuration(w.inputBytes / GIB * p.coreSecondsPerInputGiB.low)} to ${formatDuration(w.inputBytes / GIB * p.coreSecondsPerInputGiB.high)}`,
    because: 'the profile\'s core-seconds per GiB of input: a wide guess, observe one run',
  },
  { field: 'growth', when: w => w.growth === undefined, value: (_, p) => `${p.growth}`, because: PROFILE },
  {
    field: 'inputFiles',
    when: w => !splits(w) && w.inputFiles === undefined,
    value: w => `${Math.max(1, Math.ceil(w.inputBytes / (LAWS.splitMiB.value * MIB)))}`,
    because: 'files of 128 MiB, since the format does not split',
  },
];

function assumptionsOf(w: Workload, profile: ProfileDefaults): Assumption[] {
  return ASSUMPTIONS.filter(rule => rule.when(w)).map(({ field, value, because }) => ({ field, value: value(w, profile), because }));
}
