import { fleetOf } from './candidate';
import { taskNeed } from './memory-fit';
import { Machine, PlanRequest, Worker } from './plan';
import { Platform } from './platform';
import { Candidate, isAnythingFeasible, leastRunSeconds, search } from './search';
import { Deadline, limitSeconds, Space } from './space';
import { paceOf, runSeconds } from './time';
import { LAWS } from '../catalog/laws';
import { Release } from '../catalog/releases';
import { Demand, FilledWorkload } from '../workload/demand';

/** A search that found something, and under which conditions. */
export interface Attempt<M extends Machine = Worker> {
  readonly space: Space<M>;
  readonly best: Candidate<M>;
  readonly others: readonly Candidate<M>[];
  /** Whether the assumed target had to give way altogether. */
  readonly targetMissed: boolean;
  /** Whether the hot partition of an operator may spill. */
  readonly hotSpills: boolean;
  /** What the best plan without a spill costs, where one that spills is cheaper. */
  readonly withoutSpillUsd?: number;
}

/** What every search of one request has in common. */
export interface Question<M extends Machine = Worker> {
  readonly filled: FilledWorkload;
  readonly request: PlanRequest;
  readonly release: Release;
  readonly platform: Platform<M>;
}

/** Exact rules have been measured from Spark 3.5 on. */
export function isMeasured(release: Release): boolean {
  const { major, minor } = release.sparkLine;
  return major > 3 || (major === 3 && minor >= 5);
}

/** When the run has to be done: the stated deadline, else an assumed target that yields. */
export function deadlineOf({ workload }: FilledWorkload): Deadline {
  if (workload.finishWithinSeconds !== undefined) return { seconds: workload.finishWithinSeconds, yields: false };
  return { seconds: workload.today?.durationSeconds ?? LAWS.assumedTargetSeconds.value, yields: true };
}

/** The search space of a question, by its laws and its deadline. */
export function spaceOf<M extends Machine>(question: Question<M>, lawful: boolean, deadline: Deadline | undefined, hotMaySpill: boolean): Space<M> {
  const { filled: { workload, sized }, request, release, platform } = question;
  return {
    request,
    release,
    platform,
    lawful,
    deadline,
    demand: sized,
    need: taskNeed(sized, { measured: isMeasured(release), hotMaySpill }),
    pace: paceOf(sized, workload.profile === 'streaming', request.warm ?? 0, platform.ready),
    concurrentRuns: workload.concurrentRuns,
    maxConcurrentVcpus: workload.maxConcurrentVcpus,
    maxUsd: workload.maxUsd,
    spilledBytes: hotMaySpill ? hotSpillBytes(sized) : 0,
  };
}

/** Disk that the hot partition takes when it spills: itself as it stands in memory. */
function hotSpillBytes({ skew, shuffleInMemoryBytes }: Demand): number {
  return Math.max(skew.hotBytes ?? shuffleInMemoryBytes * skew.hotShare, shuffleInMemoryBytes * (skew.ratio - 1) / LAWS.skewPartitions.value);
}

/** The best plan of a question: within the laws where they leave one, and in time where that is possible. */
export function attempt<M extends Machine>(question: Question<M>): Attempt<M> | undefined {
  const never = attemptWith(question, false);
  if (question.filled.workload.spill === 'never') return never;
  const spilling = attemptWith(question, true);
  if (!never || !spilling) return never ?? spilling;
  const isCheaper = spilling.best.usd < never.best.usd * (1 - LAWS.costTie.value);
  return isCheaper ? { ...spilling, withoutSpillUsd: never.best.usd } : never;
}

function attemptWith<M extends Machine>(question: Question<M>, hotSpills: boolean): Attempt<M> | undefined {
  const deadline = deadlineOf(question.filled);
  for (const lawful of [true, false]) {
    const space = spaceOf(question, lawful, deadline, hotSpills);
    const found = search(space);
    if (found.best) return { space, best: found.best, others: found.others, targetMissed: false, hotSpills };
    const late = deadline.yields ? fastest(question, lawful, hotSpills) : undefined;
    if (late) return late;
  }
  return undefined;
}

/** Where nothing reaches an assumed target: the cheapest within a hundredth of the fastest. */
function fastest<M extends Machine>(question: Question<M>, lawful: boolean, hotSpills: boolean): Attempt<M> | undefined {
  const seconds = leastSeconds(question, lawful, hotSpills);
  if (seconds === undefined) return undefined;
  const space = spaceOf(question, lawful, { seconds: seconds * (1 + LAWS.costTie.value), yields: false }, hotSpills);
  const found = search(space);
  return found.best && { space, best: found.best, others: found.others, targetMissed: true, hotSpills };
}

/** Whether a question has an answer at all: without the laws, and without a target that would yield. */
export function isFeasible<M extends Machine>(question: Question<M>): boolean {
  const deadline = deadlineOf(question.filled);
  return isAnythingFeasible(spaceOf(question, false, deadline.yields ? undefined : deadline, question.filled.workload.spill === 'allowed'));
}

/** The shortest run time, at its high end, of any plan; undefined where nothing is feasible at any time. */
export function leastSeconds<M extends Machine>(question: Question<M>, lawful: boolean, hotSpills: boolean): number | undefined {
  return leastRunSeconds(spaceOf(question, lawful, undefined, hotSpills), 'high');
}

/** Run time of a candidate at the high end of the core time. */
export function highSeconds(space: Space<Machine>, candidate: Candidate<Machine>): number {
  return secondsOf(space, candidate, 'high');
}

/** Run time of a candidate at one end of the core time. */
export function secondsOf(space: Space<Machine>, candidate: Candidate<Machine>, end: 'low' | 'mid' | 'high'): number {
  return runSeconds(space.pace, fleetOf(candidate), candidate.partitions, end);
}

/** Whether an assumed target was stretched for the longest tasks. */
export function targetYielded({ space, best, targetMissed }: Attempt<Machine>): boolean {
  return targetMissed || (space.deadline !== undefined && space.deadline.yields
    && limitSeconds(space, best.partitions) > space.deadline.seconds && highSeconds(space, best) > space.deadline.seconds);
}
