import { enoughHeapMiB } from './enough';
import { ShuffleReads, isOnePartitionEach } from './partitions';
import { MeasuredStage } from './stages';
import { LAWS } from '../../core/catalog/laws';
import { ProblemId } from '../../core/problems/problem';
import { formatCount, formatSize } from '../../core/workload/quantities';
import { Collector } from '../facts/collector';
import { StageAttempt } from '../facts/stage-attempt';
import { Advice, RunFacts } from '../observation';

/** What advice rests on. */
export interface Run {
  readonly facts: Collector;
  readonly run: RunFacts;
  readonly attempts: readonly StageAttempt[];
  readonly stages: readonly MeasuredStage[];
  readonly reads: ShuffleReads;
}

type Rule = (run: Run) => Advice | undefined;

/** What to do about a run, each rule with its threshold in data/laws.jsonc. */
export function adviceOf(run: Run): Advice[] {
  return RULES.flatMap(rule => rule(run) ?? []);
}

const RULES: readonly Rule[] = [spilled, largeHeap, collection, skewed, idle, failed, waiting];

function advice(id: ProblemId, message: string, evidence: Advice['evidence']): Advice {
  return { id, message, evidence };
}

function share(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}

function percent(value: number): string {
  return `${Math.round(100 * value)} %`;
}

function spilled(run: Run): Advice | undefined {
  const worst = mostOf(run.attempts, ({ figures }) => figures.sum('memoryBytesSpilled'));
  if (!worst) return undefined;
  const [memoryBytes, diskBytes] = [worst.figures.sum('memoryBytesSpilled'), worst.figures.sum('diskBytesSpilled')];
  const enough = enoughHeapMiB(run.facts, run.run, run.stages);
  const fix = enough === undefined ? 'more partitions, or more memory for each' : `a heap of ${formatCount(enough)} MiB would have been enough for the stages that are known`;
  const tasks = `${formatCount(worst.tasksThatSpilled)} of ${formatCount(worst.tasks)} tasks of stage ${worst.stageId}`;
  return advice('SZ5201', `${tasks} spilled ${formatSize(memoryBytes)}, ${formatSize(diskBytes)} on disk: ${fix}`, {
    stageId: worst.stageId,
    tasksThatSpilled: worst.tasksThatSpilled,
    memoryBytesSpilled: memoryBytes,
    diskBytesSpilled: diskBytes,
    ...enough === undefined ? {} : { enoughHeapMiB: enough },
  });
}

function largeHeap({ facts, run, stages }: Run): Advice | undefined {
  const { memoryMiB } = run.executors;
  const enough = enoughHeapMiB(facts, run, stages);
  if (memoryMiB === null || enough === undefined || run.totals.memoryBytesSpilled > 0) return undefined;
  if (memoryMiB < enough * LAWS.adviceHeapExcess.value) return undefined;
  const message = `the stages fit into ${formatCount(enough)} MiB of heap at the tasks and slots they had, of ${formatCount(memoryMiB)} MiB; user code and caches apart`;
  return advice('SZ5202', message, { memoryMiB, enoughHeapMiB: enough });
}

function collection({ run: { totals } }: Run): Advice | undefined {
  const part = share(totals.gcTimeMs, totals.runTimeMs);
  if (part < LAWS.adviceGcShare.value) return undefined;
  return advice('SZ5203', `${percent(part)} of the time of tasks was garbage collection`, { gcTimeMs: totals.gcTimeMs, runTimeMs: totals.runTimeMs });
}

/**
 * What is above the median may be one key, which stays together; the rest becomes smaller with more partitions. Merged partitions come to a like size,
 * so that one of twice the median stands out there too; what was split or not read by partitions tells nothing of keys.
 */
function skewed({ attempts, reads }: Run): Advice | undefined {
  const reader = mostOf(attempts, ({ readBytes }) => readBytes);
  if (!reader || reader.tasks < 2) return undefined;
  const read = reads.get(reader.stageId);
  if (read?.change !== 'merged' && !isOnePartitionEach(read, reader.tasks)) return undefined;
  const sorted = reader.sortedReads();
  const median = sorted[Math.floor((sorted.length - 1) / 2)];
  if (reader.largestReadBytes < median * LAWS.adviceSkew.value) return undefined;
  const above = reader.largestReadBytes - median;
  const seen = `the largest of ${formatCount(reader.tasks)} tasks of stage ${reader.stageId} read ${formatSize(reader.largestReadBytes)}, the median ${formatSize(median)}`;
  return advice('SZ5204', `${seen}: more partitions make the median smaller, the ${formatSize(above)} above it only as far as they are many keys`, {
    stageId: reader.stageId,
    tasks: reader.tasks,
    largestReadBytes: reader.largestReadBytes,
    medianReadBytes: median,
    hotKeyAtMostBytes: above,
  });
}

function idle({ facts, run }: Run): Advice | undefined {
  const time = slotTime(facts, run);
  if (!time || share(time.busyMs, time.slotMs) >= LAWS.adviceBusyShare.value) return undefined;
  const { busyMs, slotMs } = time;
  return advice('SZ5205', `tasks ran in ${percent(share(busyMs, slotMs))} of the time that ${formatCount(run.executors.slotsAtOnce)} slots were there for, start to end`, { busyMs, slotMs });
}

/** The time of slots, and what of it tasks ran in. */
export interface SlotTime {
  readonly busyMs: number;
  readonly slotMs: number;
}

/** From the start of the run to its end. Nothing where the log lacks one of the two, or a slot. */
export function slotTime({ application, tasks }: Collector, run: RunFacts): SlotTime | undefined {
  const { startedAtMs, endedAtMs } = application;
  if (startedAtMs === undefined || endedAtMs === undefined) return undefined;
  const slotMs = (endedAtMs - startedAtMs) * run.executors.slotsAtOnce;
  return slotMs > 0 ? { busyMs: tasks.figures.sum('runTimeMs') + tasks.figures.sum('deserializeTimeMs'), slotMs } : undefined;
}

function failed({ run: { totals } }: Run): Advice | undefined {
  if (share(totals.failedTasks, totals.tasks) < LAWS.adviceFailedShare.value) return undefined;
  return advice('SZ5206', `${formatCount(totals.failedTasks)} of ${formatCount(totals.tasks)} tasks failed`, { failedTasks: totals.failedTasks, tasks: totals.tasks });
}

function waiting({ facts: { tasks }, run: { totals } }: Run): Advice | undefined {
  const waitMs = tasks.figures.sum('fetchWaitTimeMs');
  if (share(waitMs, totals.runTimeMs) < LAWS.adviceWaitShare.value) return undefined;
  return advice('SZ5207', `${percent(share(waitMs, totals.runTimeMs))} of the time of tasks they waited for shuffle blocks`, { fetchWaitTimeMs: waitMs, runTimeMs: totals.runTimeMs });
}

function mostOf(attempts: readonly StageAttempt[], valueOf: (attempt: StageAttempt) => number): StageAttempt | undefined {
  return attempts.reduce<StageAttempt | undefined>((most, one) => valueOf(one) > (most ? valueOf(most) : 0) ? one : most, undefined);
}
