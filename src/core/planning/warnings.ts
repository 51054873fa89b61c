import { LAWS } from '../catalog/laws';
import { RESERVED_BYTES } from '../memory/unified';
import { Problem, problem } from '../problems/problem';
import { KIB, MIB, MIB_PER_GIB } from '../units';
import { Attempt, deadlineOf, highSeconds, Question, targetYielded } from './attempts';
import { workerUsdPerHour } from './cost';
import { Machine } from './plan';
import { ServerlessQuestion } from './serverless-platform';
import { partitionLaws } from './space';
import { splits } from '../workload/demand';
import { formatDuration, formatSize, formatUsd } from '../workload/quantities';

type Warning = (question: ServerlessQuestion, found: Attempt) => Problem[];
type SharedWarning = (question: Question<Machine>, found: Attempt<Machine>) => Problem[];

/** Judgement calls: each a row, in the order in which they are said. */
const WARNINGS: readonly Warning[] = [
  deadlineWithoutCoreTime, quotaNotStated, targetGaveWay, brokenLaws, smallFiles, notSplittable, warmCosts, onlyBound, spillsByChoice,
];

/** Those that hold on every platform. */
const SHARED_WARNINGS: readonly SharedWarning[] = [
  deadlineWithoutCoreTime, targetGaveWay, brokenLaws, smallFiles, notSplittable, onlyBound, spillsByChoice,
];

/** What a person should know of a plan on any platform. */
export function sharedWarnings(question: Question<Machine>, found: Attempt<Machine>): Problem[] {
  return SHARED_WARNINGS.flatMap(warning => warning(question, found));
}

/** What a person should know before deploying a plan. */
export function warningsOf(question: ServerlessQuestion, found: Attempt, given: readonly Problem[]): Problem[] {
  return [...given, ...WARNINGS.flatMap(warning => warning(question, found))];
}

function deadlineWithoutCoreTime({ filled: { workload } }: Question<Machine>): Problem[] {
  return workload.finishWithinSeconds === undefined || workload.coreTimeSeconds !== undefined || workload.today !== undefined ? []
    : [problem('SZ3201', 'finishWithin', `${formatDuration(workload.finishWithinSeconds)} is held against a core time that is the profile's guess; state coreTime or today`)];
}

function quotaNotStated({ filled: { workload } }: ServerlessQuestion, { best }: Attempt): Problem[] {
  const vCpus = workload.concurrentRuns * (best.count * best.shape.vCpu + best.driver.vCpu);
  const quota = LAWS.newAccountVCpus.value;
  return workload.maxConcurrentVcpus !== undefined || vCpus <= quota ? []
    : [problem('SZ3202', 'maxConcurrentVcpus', `the plan uses ${vCpus} vCPUs at once; a new account has ${quota} in a Region: state maxConcurrentVcpus, or ask for more`)];
}

function targetGaveWay(question: Question<Machine>, found: Attempt<Machine>): Problem[] {
  if (!targetYielded(found)) return [];
  const { seconds } = deadlineOf(question.filled);
  return [problem('SZ3203', 'finishWithin',
    `the assumed target of ${formatDuration(seconds)} gives way: up to ${formatDuration(highSeconds(found.space, found.best))} here; state finishWithin`)];
}

interface HeapLaw {
  readonly broken: (heapMiB: number) => boolean;
  readonly text: string;
}

const HEAP_LAWS: readonly HeapLaw[] = [
  { broken: heapMiB => heapMiB < LAWS.minimumExecutorHeapMiB.value, text: `is below ${formatSize(LAWS.minimumExecutorHeapMiB.value * MIB)}, of which Spark reserves ${formatSize(RESERVED_BYTES)}` },
  {
    broken: heapMiB => heapMiB > LAWS.compressedPointersHeapGiB.value * MIB_PER_GIB && heapMiB < LAWS.widePointersToHeapGiB.value * MIB_PER_GIB,
    text: `loses compressed pointers and holds no more than one of ${LAWS.compressedPointersHeapGiB.value} GiB`,
  },
];

const PARTITION_LAWS: Record<string, string> = {
  minimumShuffleBlockKiB: `the mean shuffle block is below ${formatSize(LAWS.minimumShuffleBlockKiB.value * KIB)}`,
  minimumMeanPartitionMiB: `the mean partition is below ${formatSize(LAWS.minimumMeanPartitionMiB.value * MIB)} compressed`,
  minimumMeanTaskSeconds: `the mean task is shorter than ${formatDuration(LAWS.minimumMeanTaskSeconds.value)}`,
};

function brokenLaws({ filled: { sized } }: Question<Machine>, { best }: Attempt<Machine>): Problem[] {
  const heap = HEAP_LAWS.filter(law => law.broken(best.option.heapMiB))
    .map(law => problem('SZ3204', 'executorMemory', `a heap of ${best.option.heapMiB} MiB ${law.text}`));
  const partitions = Object.entries(partitionLaws(sized)).filter(([, most]) => best.partitions > Math.max(1, most))
    .map(([law, most]) => problem('SZ3204', 'partitions', `with ${best.partitions} partitions ${PARTITION_LAWS[law]}; at most ${Math.max(1, most)} keep to it`));
  return [...heap, ...partitions];
}

function smallFiles({ filled: { sized } }: Question<Machine>, { best }: Attempt<Machine>): Problem[] {
  const files = sized.shuffleTotalBytes > 0 ? best.partitions : sized.splits;
  const mean = (sized.outputBytes ?? Infinity) / files;
  return mean >= LAWS.minimumOutputFileMiB.value * MIB || sized.outputBytes === 0 ? []
    : [problem('SZ3205', 'output', `${files} tasks would write files of ${formatSize(mean)} on the mean; coalesce to ${Math.max(1, Math.floor(sized.outputBytes! / (LAWS.minimumOutputFileMiB.value * MIB)))} before writing`)];
}

function notSplittable({ filled: { workload, sized } }: Question<Machine>): Problem[] {
  return splits(workload) ? []
    : [problem('SZ3206', 'inputFormat', `${workload.inputFormat} does not split: ${sized.splits} scan tasks, the longest reads ${formatSize(sized.largestSplitBytes)}`)];
}

function warmCosts({ request, filled: { workload }, prices }: ServerlessQuestion, { best }: Attempt): Problem[] {
  if (request.warm === undefined) return [];
  const usd = request.warm * workerUsdPerHour(best.worker, prices) + workload.concurrentRuns * workerUsdPerHour(best.driver, prices);
  return [problem('SZ3209', 'warm', `${request.warm} executors and ${workload.concurrentRuns} drivers kept ready cost ${formatUsd(usd)} an hour while the application is started and idle`)];
}

function onlyBound({ release }: Question<Machine>, { space }: Attempt<Machine>): Problem[] {
  return space.need.basis !== 'bound' ? []
    : [problem('SZ3210', 'stages', `the exact rule was measured from Spark 3.5 on, ${release.label} has ${release.spark}: the closed bound counts where it is larger`)];
}

/** Both prices, where a hot partition spills because that is cheaper. */
function spillsByChoice(_question: Question<Machine>, { hotSpills, best, withoutSpillUsd }: Attempt<Machine>): Problem[] {
  if (!hotSpills) return [];
  const other = withoutSpillUsd === undefined ? 'nothing is feasible without' : `without spilling it costs ${formatUsd(withoutSpillUsd)}`;
  return [problem('SZ3212', 'spill', `the hot partition spills in this plan, for ${formatUsd(best.usd)} a run; ${other}`)];
}
