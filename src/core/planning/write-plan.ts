import { Attempt, deadlineOf, secondsOf } from './attempts';
import { capacityOf } from './capacity';
import { executorBilledSeconds, runUsd, workerUsdPerHour } from './cost';
import { plannedDriver } from './driver';
import { escalationOf } from './escalation';
import { executorFacts, perTask, roundUsd, runTimeOf, share, wastedMemory } from './executor-facts';
import { Plan, PLAN_SCHEMA, PlannedExecutor, SIZING_MODEL } from './plan';
import { reasonsOf } from './reasons';
import { runnersUp } from './runners-up';
import { ServerlessQuestion } from './serverless-platform';
import { sparkDefaults } from './settings';
import { limitSeconds } from './space';
import { warningsOf } from './warnings';
import { capacityRequest, Written } from './written';
import { LAWS } from '../catalog/laws';
import { Problem } from '../problems/problem';
import { formatDuration } from '../workload/quantities';

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
    waste: wasteOf(question, found),
    runnersUp: runnersUp(found),
    escalation: escalationOf(question, found, settings),
    warnings: warningsOf(question, found, warnings).map(({ id, message }) => ({ id, message })),
  };
}

function plannedExecutor(question: ServerlessQuestion, found: Attempt): PlannedExecutor {
  return { ...executorFacts(question, found), worker: found.best.worker };
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
function wasteOf({ filled: { sized } }: ServerlessQuestion, { space, best }: Attempt): Plan['waste'] {
  const seconds = secondsOf(space, best, 'mid');
  const billed = space.pace.steady ? seconds * best.count : executorBilledSeconds(space.pace, best.count, seconds);
  const worked = sized.coreSeconds.mid / (billed * best.shape.vCpu);
  return { memory: share(wastedMemory({ space, best })), vCpu: share(1 - worked) };
}
