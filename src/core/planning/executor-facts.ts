import { Attempt, Question, secondsOf } from './attempts';
import { Candidate } from './candidate';
import { executorsOf, nativeOverheadMiB, pysparkMiB } from './container';
import { holds, needBytes, Seat, seatNeedBytes, seatTaskBytes, storedBlocks, taskNeed } from './memory-fit';
import { Machine, Plan, PlannedExecutor } from './plan';
import { leastHeapMiB, poolsOf } from '../memory/ledger';
import { ceilMiB, clamp, floorMiB, MIB_PER_GIB } from '../units';
import { fillWorkload } from '../workload/demand';

/** Beyond this much more data the slack is not searched. */
const MOST_SLACK = 4;
const SLACK_STEPS = 12;

/** What a plan says of an executor on any platform. */
export type ExecutorFacts<D extends string> = Omit<PlannedExecutor, 'diskType' | 'worker'> & { readonly diskType: D };

export function executorFacts<M extends Machine>(question: Question<M>, found: Attempt<M>): ExecutorFacts<M['diskType']> {
  const { shape, option, disk } = found.best;
  const needed = neededHeap(question, found.best);
  return {
    cores: shape.vCpu,
    taskCpus: shape.taskCpus,
    slots: shape.slots,
    heapMiB: option.heapMiB,
    overheadMiB: option.overheadMiB,
    offHeapMiB: option.offHeapMiB,
    pysparkMiB: option.pysparkMiB,
    containerMiB: option.heapMiB + option.overheadMiB + option.offHeapMiB + option.pysparkMiB,
    diskGiB: disk.diskGiB,
    diskType: disk.diskType,
    collector: shape.jvm.collector,
    neededHeapMiB: needed.heapMiB,
    neededBy: needed.by,
    slackToNextStep: slackOf(question, found),
  };
}

/** How long a run takes, and in how many rounds of tasks. */
export function runTimeOf({ space, best }: Attempt<Machine>): Plan['runTime'] {
  const seconds = (end: 'low' | 'mid' | 'high') => Math.ceil(secondsOf(space, best, end));
  return {
    seconds: seconds('mid'),
    lowSeconds: seconds('low'),
    highSeconds: seconds('high'),
    waves: Math.ceil(best.partitions / (executorsOf(best.shape, best.count) * best.shape.slots)),
  };
}

/** One executor with its tasks and its share of the cache. */
export function seatOf({ space, best }: Attempt<Machine>): Seat {
  return { shape: best.shape, option: best.option, need: space.need, cacheHolders: best.present };
}

/** The least heap by the ledger alone: what was stated, without growth or anything assumed for safety. */
function neededHeap({ filled }: Question<Machine>, { shape, count, partitions }: Candidate<Machine>): { heapMiB: number; by: string } {
  const need = taskNeed(filled.stated, { measured: true, hotMaySpill: false });
  const stored = storedBlocks(filled.stated, executorsOf(shape, count));
  const heapMiB = leastHeapMiB(shape.jvm, stored, pageBytes => needBytes(need, partitions, pageBytes))!;
  const largest = ceilMiB(needBytes(need, partitions, poolsOf(heapMiB, shape.jvm).pageBytes));
  const storedMiB = ceilMiB(stored.mustStayBytes + stored.evictableBytes);
  return { heapMiB, by: `${shape.slots} tasks at once of up to ${largest} MiB${storedMiB > 0 ? `, and ${storedMiB} MiB stored` : ''}` };
}

/** How much more data the emitted executor still holds, as a fraction, rounded down to a hundredth of a percent. */
function slackOf({ filled }: Question<Machine>, attempted: Attempt<Machine>): number {
  const seat = seatOf(attempted);
  const options = { measured: attempted.space.need.basis !== 'bound', hotMaySpill: attempted.hotSpills };
  const holdsAt = (more: number) => {
    const { sized } = fillWorkload({ ...filled.workload, growth: filled.growth * (1 + more) });
    return holds({ ...seat, need: taskNeed(sized, options) }, attempted.best.partitions);
  };
  if (holdsAt(MOST_SLACK)) return MOST_SLACK;
  let [low, high] = [0, MOST_SLACK];
  for (let step = 0; step < SLACK_STEPS; step++) {
    const middle = (low + high) / 2;
    if (holdsAt(middle)) low = middle;
    else high = middle;
  }
  return Math.floor(low * 1e4) / 1e4;
}

/** What one task is sure to get, and what it needs. A need is rounded up, a grant down, but not below a need that it holds to the byte. */
export function perTask(attempted: Attempt<Machine>): Plan['perTask'] {
  const seat = seatOf(attempted);
  const [taskBytes, taskNeedBytes] = [seatTaskBytes(seat), seatNeedBytes(seat, attempted.best.partitions)];
  const demandMiB = ceilMiB(taskNeedBytes);
  return { memoryMiB: Math.max(floorMiB(taskBytes), taskNeedBytes <= taskBytes ? demandMiB : 0), demandMiB, basis: attempted.space.need.basis };
}

/** Share of a container that neither the sized demand nor native memory asks for. */
export function wastedMemory({ space, best }: Pick<Attempt<Machine>, 'space' | 'best'>): number {
  const { shape, option } = best;
  const needed = (pageBytes: number) => needBytes(space.need, best.partitions, pageBytes);
  const least = leastHeapMiB(shape.jvm, storedBlocks(space.demand, best.present), needed) ?? option.heapMiB;
  const used = least + nativeOverheadMiB(least, shape.slots) + option.offHeapMiB + pysparkMiB(space.demand, shape.slots);
  return 1 - used / (shape.memoryGiB * MIB_PER_GIB);
}

/** To a millionth of a dollar. */
export function roundUsd(usd: number): number {
  return Math.round(usd * 1e6) / 1e6;
}

/** A share between 0 and 1, to a hundredth of a percent. */
export function share(value: number): number {
  return Math.round(clamp(value, 0, 1) * 1e4) / 1e4;
}
