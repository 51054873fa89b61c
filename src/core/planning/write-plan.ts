import { LAWS } from '../catalog/laws';
import { leastHeapMiB, poolsOf } from '../memory/ledger';
import { Problem } from '../problems/problem';
import { ceilMiB, clamp, floorMiB, MIB_PER_GIB } from '../units';
import { Attempt, deadlineOf, secondsOf } from './attempts';
import { capacityOf } from './capacity';
import { nativeOverheadMiB, pysparkMiB } from './container';
import { executorBilledSeconds, runUsd, workerUsdPerHour } from './cost';
import { plannedDriver } from './driver';
import { escalationOf } from './escalation';
import { holds, needBytes, seatNeedBytes, seatTaskBytes, Seat, storedBlocks, taskNeed } from './memory-fit';
import { Plan, PLAN_SCHEMA, PlannedExecutor, SIZING_MODEL } from './plan';
import { reasonsOf } from './reasons';
import { runnersUp } from './runners-up';
import { Candidate } from './search';
import { ServerlessQuestion } from './serverless-platform';
import { sparkDefaults } from './settings';
import { limitSeconds } from './space';
import { warningsOf } from './warnings';
import { capacityRequest, Written } from './written';
import { fillWorkload } from '../workload/demand';
import { formatDuration } from '../workload/quantities';

/** Beyond this much more data the slack is not searched. */
const MOST_SLACK = 4;
const SLACK_STEPS = 12;

/** Writes a found candidate out as a plan. */
export function writePlan(question: ServerlessQuestion, found: Attempt, warnings: readonly Problem[]): Plan {
  const { filled, request, release, prices } = question;
  const { best } = found;
  const executor = plannedExecutor(question, found);
  const driver = plannedDriver(best.driverLoad, best.driver, filled.sized);
  const executors = executorCounts(question, found);
  const facts = { executor, driver, executors, partitions: best.partitions, demand: filled.sized, serverlessStorage: request.serverlessStorage };
  const settings = sparkDefaults(facts);
  const priced = { question, found, executor, driver, executors };
  return {
    schema: PLAN_SCHEMA,
    sizingModel: SIZING_MODEL,
    platform: 'serverless',
    ...(filled.workload.name ? { name: filled.workload.name } : {}),
    release: release.label,
    architecture: request.architecture,
    region: request.region,
    objective: request.objective,
    concurrentRuns: filled.workload.concurrentRuns,
    executor,
    driver,
    executors,
    partitions: best.partitions,
    perTask: perTask(found),
    sparkDefaults: settings,
    serverless: capacityOf(capacityRequest(priced)),
    runTime: runTimeOf(found),
    cost: costOf(priced, prices),
    reasons: reasonsOf(priced),
    assumptions: [...filled.assumptions, ...plannerAssumptions(question, executor)],
    waste: wasteOf(question, found, executor),
    runnersUp: runnersUp(found),
    escalation: escalationOf(question, found, settings),
    warnings: warningsOf(question, found, warnings).map(({ id, message }) => ({ id, message })),
  };
}

function runTimeOf({ space, best }: Attempt): Plan['runTime'] {
  const seconds = (end: 'low' | 'mid' | 'high') => Math.ceil(secondsOf(space, best, end));
  return {
    seconds: seconds('mid'),
    lowSeconds: seconds('low'),
    highSeconds: seconds('high'),
    waves: Math.ceil(best.partitions / (best.count * best.shape.slots)),
  };
}

function seatOf({ space, best }: Attempt): Seat {
  return { shape: best.shape, option: best.option, need: space.need, cacheHolders: best.present };
}

function plannedExecutor(question: ServerlessQuestion, found: Attempt): PlannedExecutor {
  const { shape, option, disk, worker } = found.best;
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
    worker,
  };
}

/** The least heap by the ledger alone: what was stated, without growth or anything assumed for safety. */
function neededHeap({ filled }: ServerlessQuestion, { shape, count, partitions }: Candidate): { heapMiB: number; by: string } {
  const need = taskNeed(filled.stated, { measured: true, hotMaySpill: false });
  const stored = storedBlocks(filled.stated, count);
  const heapMiB = leastHeapMiB(shape.jvm, stored, pageBytes => needBytes(need, partitions, pageBytes))!;
  const largest = ceilMiB(needBytes(need, partitions, poolsOf(heapMiB, shape.jvm).pageBytes));
  const storedMiB = ceilMiB(stored.mustStayBytes + stored.evictableBytes);
  return { heapMiB, by: `${shape.slots} tasks at once of up to ${largest} MiB${storedMiB > 0 ? `, and ${storedMiB} MiB stored` : ''}` };
}

/** How much more data the emitted executor still holds, as a fraction, rounded down to a hundredth of a percent. */
function slackOf({ filled }: ServerlessQuestion, attempted: Attempt): number {
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

/** A pinned count is fixed; else dynamic allocation, all executors from the start where a cache or the deadline needs them. */
function executorCounts({ filled, request }: ServerlessQuestion, { space, best }: Attempt): Plan['executors'] {
  const maximum = best.count;
  if (request.pins.executors !== undefined) return { minimum: maximum, initial: maximum, maximum, dynamic: false };
  if (filled.sized.cacheBytes > 0) return { minimum: maximum, initial: maximum, maximum, dynamic: true };
  const rampSeconds = Math.ceil(Math.log2(Math.max(1, maximum / LAWS.serviceInitialExecutors.value))); // one doubling a second
  const late = secondsOf(space, best, 'high') + rampSeconds > limitSeconds(space, best.partitions);
  const initial = late ? maximum : Math.min(maximum, Math.max(LAWS.serviceInitialExecutors.value, request.warm ?? 0));
  return { minimum: 0, initial, maximum, dynamic: true };
}

function perTask(attempted: Attempt): Plan['perTask'] {
  const seat = seatOf(attempted);
  return {
    memoryMiB: floorMiB(seatTaskBytes(seat)),
    demandMiB: ceilMiB(seatNeedBytes(seat, attempted.best.partitions)),
    basis: attempted.space.need.basis,
  };
}

function costOf(written: Written, prices: ServerlessQuestion['prices']): Plan['cost'] {
  const { question: { request, filled }, found: { space, best }, driver, executor, executors } = written;
  const usd = (end: 'low' | 'mid' | 'high') => runUsd(
    space.pace, { driver: driver.worker, executor: executor.worker, count: executors.maximum }, secondsOf(space, best, end), prices);
  const idle = request.warm === undefined ? 0
    : request.warm * workerUsdPerHour(executor.worker, prices) + filled.workload.concurrentRuns * workerUsdPerHour(driver.worker, prices);
  return {
    usd: roundUsd(usd('mid')),
    lowUsd: roundUsd(usd('low')),
    highUsd: roundUsd(usd('high')),
    idleUsdPerHour: roundUsd(idle),
    per: space.pace.steady ? 'hour' : 'run',
    pricedAt: prices.pricedAt,
    region: prices.region,
  };
}

function roundUsd(usd: number): number {
  return Math.round(usd * 1e6) / 1e6;
}

function plannerAssumptions({ filled, request, prices }: ServerlessQuestion, executor: PlannedExecutor): Plan['assumptions'] {
  const { seconds, yields } = deadlineOf(filled);
  const target = yields
    ? [{ field: 'finishWithin', value: formatDuration(seconds), because: `${filled.workload.today ? 'what a run takes today' : 'nothing else was said'}; gives way where it cannot be met` }] : [];
  const collector = request.pins.collector === undefined
    ? [{ field: 'collector', value: executor.collector, because: 'what the release\'s Java picks for this worker; stated in the settings' }] : [];
  const quota = filled.workload.maxConcurrentVcpus === undefined
    ? [{ field: 'maxConcurrentVcpus', value: 'no limit', because: 'the account\'s quota was not stated' }] : [];
  const priced = prices.provisional.length === 0 ? []
    : [{ field: 'prices', value: prices.provisional.join(', '), because: 'no price list gives these: derived, state your own' }];
  return [...target, ...collector, ...quota, ...priced];
}

/** Memory that neither the sized demand nor native memory asks for; vCPU time that is billed and not worked. */
function wasteOf({ filled: { sized } }: ServerlessQuestion, { space, best }: Attempt, executor: PlannedExecutor): Plan['waste'] {
  const needed = (pageBytes: number) => needBytes(space.need, best.partitions, pageBytes);
  const least = leastHeapMiB(best.shape.jvm, storedBlocks(sized, best.present), needed) ?? executor.heapMiB;
  const used = least + nativeOverheadMiB(least, best.shape.slots) + executor.offHeapMiB + pysparkMiB(sized, best.shape.slots);
  const seconds = secondsOf(space, best, 'mid');
  const billed = space.pace.steady ? seconds * best.count : executorBilledSeconds(space.pace, best.count, seconds);
  const worked = sized.coreSeconds.mid / (billed * best.shape.vCpu);
  return { memory: share(1 - used / (best.worker.memoryGiB * MIB_PER_GIB)), vCpu: share(1 - worked) };
}

function share(value: number): number {
  return Math.round(clamp(value, 0, 1) * 1e4) / 1e4;
}
