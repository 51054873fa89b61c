import { ALLOCATION_KEYS, COUNT_KEYS } from './allocation';
import { Application } from './application';
import { amountsText, leastRun, maximumHoldsSomething, poolWithinMaximum, poolWorkers, shortText } from './capacity';
import { containerKeys, isSized, ROLES, someRelease } from './containers';
import { poolDisks } from './disks';
import { SERVERLESS_STORAGE } from './features';
import { SettingsFound, placed } from './settings-rule';
import { workerOffered, workerTypesOnce } from './workers';
import { LAWS } from '../../core/catalog/laws';
import { profilesOf } from '../../core/simulation/admission';
import { Amounts, DIMENSIONS, NOTHING, amountsOf, limitsOf, plus, shortOf } from '../../core/simulation/capacity';
import { allocationFailure, executorsAsked, executorsMaximum } from '../../core/simulation/dynamic-allocation';
import { ServerlessJob, readJob } from '../../core/simulation/job-settings';
import { ServerlessSimulation, simulateServerless } from '../../core/simulation/serverless';
import { Simulation } from '../../core/simulation/simulation';
import { Rule, found } from '../rule';
import { Settings, settingText, textsOf } from '../settings';

const DISK_KEYS = ROLES.flatMap(role => [`spark.emr-serverless.${role}.disk`, `spark.emr-serverless.${role}.disk.type`]);

/** Everything that says what the workers of a run take, the most telling key first. */
export const SIZE_KEYS = [...containerKeys('executor'), ...containerKeys('driver'), ...DISK_KEYS];

const JOB_KEYS = [...SIZE_KEYS, ...ALLOCATION_KEYS, SERVERLESS_STORAGE];


function play(application: Application, job: ServerlessJob, more: Partial<ServerlessSimulation> = {}): Simulation {
  const pool = isPoolWhole(application) ? poolWorkers(application) : [];
  return simulateServerless({ ...job, maximumCapacity: application.maximum?.capacity, pool, ...more });
}

/** Known in every worker, and none that the service refuses. */
function isPoolWhole(application: Application): boolean {
  const isKnown = application.pool.every(({ kind, count, vCpu, memoryGiB }) => kind && count !== undefined && vCpu && memoryGiB);
  return isKnown && [workerOffered, poolDisks, workerTypesOnce].every(({ find }) => find(application).length === 0);
}

/** A run asks for one executor at least. */
const ONE_EXECUTOR = { dynamic: true, initial: 1, minimum: 0, maximum: 1 };

/** What a run asks for, and how it fares alone with one executor. */
interface Run {
  readonly job: ServerlessJob;
  /** Undefined: the application has no limit that is known, or one in which nothing runs anyway. */
  readonly alone: Simulation | undefined;
}

/** Several rules ask for the same run. */
const RUNS = new WeakMap<Application, Map<Settings, Run | undefined>>();

function runOf(application: Application, settings: Settings): Run | undefined {
  const runs = RUNS.get(application) ?? new Map<Settings, Run | undefined>();
  RUNS.set(application, runs);
  if (!runs.has(settings)) runs.set(settings, readRun(application, settings));
  return runs.get(settings);
}

function readRun(application: Application, settings: Settings): Run | undefined {
  const texts = application.engine === 'spark' ? textsOf(settings, JOB_KEYS) : undefined;
  const job = texts && readJob(texts, application.release ?? someRelease());
  if (!job?.ok || job.value.unplaceable !== undefined || allocationFailure(job.value.allocation) !== undefined) return undefined;
  const alone = isLimited(application) ? play(application, job.value, { allocation: ONE_EXECUTOR }) : undefined;
  return { job: job.value, alone };
}

/** What a run asks for. Undefined: not known, or refused for a reason of its own. */
export function jobSizes(application: Application, settings: Settings): ServerlessJob | undefined {
  return runOf(application, settings)?.job;
}

/** Where the pool or the smallest run exceed the maximum already, that is said once. */
function isLimited(application: Application): boolean {
  return application.maximum !== undefined && [poolWithinMaximum, maximumHoldsSomething].every(({ find }) => find(application).length === 0);
}

/** Why no run of these settings starts, in the service's words. Undefined: it starts, or that is not known. */
export function startFailure(application: Application, settings: Settings): string | undefined {
  const { job, alone } = runOf(application, settings) ?? {};
  if (!job || !alone || alone.starts) return undefined;
  const { message, capacityForAll: { cpu, memory, disk }, binds } = alone;
  return `a run takes a driver of ${amountsText(amountsOf(job.driver))} and executors of ${amountsText(amountsOf(job.executor))}, and does not start: `
    + `${binds.detail}${message === null ? '' : ` ("${message}")`}; use a MaximumCapacity of ${cpu}, ${memory}, ${disk} of disk or more, or smaller workers`;
}

/** The application states sizes for its jobs, and its own capacity holds no run of them. */
export const sizedRunStarts: Rule<Application> = {
  id: 'SZ6013',
  find: application => isSized(application.settings) ? failureAt(application) : [],
};

/** Nothing states sizes, so that jobs run with the service's own. */
export const defaultRunStarts: Rule<Application> = {
  id: 'SZ6014',
  find: application => isSized(application.settings) || application.jobs.mayStart ? [] : failureAt(application),
};

function failureAt(application: Application) {
  const failure = startFailure(application, application.settings);
  return failure === undefined ? [] : [found(application.maximum!.at, failure)];
}

/** The runs that the scheduler lets in together. */
export const runsTogether: Rule<Application> = {
  id: 'SZ6015',
  find: application => {
    const { properties, settings, maximum } = application;
    const at = properties.at('SchedulerConfiguration', 'MaxConcurrentRuns');
    const runs = at.whole();
    if (runs === undefined || runs > LAWS.schedulerMostConcurrentRuns.value || !maximum || application.engine !== 'spark' || !isLimited(application)) return [];
    const message = isSized(settings) ? starving(application, runs) : crowding(limitsOf(maximum.capacity), runs);
    return message === undefined ? [] : [found(at, `got ${runs}, and ${message}`)];
  },
};

function starving(application: Application, runs: number): string | undefined {
  const { job, alone } = runOf(application, application.settings) ?? {};
  const together = (count: number) => play(application, job!, { allocation: ONE_EXECUTOR, concurrentRuns: count });
  if (!job || !alone?.starts || together(runs).starts || holdsMixedRuns(application, job, runs)) return undefined;
  let [fit, many] = [1, runs];
  while (many - fit > 1) {
    const middle = Math.floor((fit + many) / 2);
    if (together(middle).starts) fit = middle;
    else many = middle;
  }
  const { cpu, memory, disk } = together(runs).capacityForAll;
  const held = fit === 1 ? '1 run' : `${fit} runs`;
  return `MaximumCapacity holds a driver and an executor of ${held} only: more that start together wait for each other's capacity;`
    + ` use ${fit}, or a MaximumCapacity of ${cpu}, ${memory}, ${disk} of disk or more`;
}

/** Whether one run of these sizes finds all of its executors, and the others room for the smallest workers: they may be of other sizes. */
function holdsMixedRuns(application: Application, { driver, executor, allocation, lakeFormation }: ServerlessJob, runs: number): boolean {
  const asked = Number.isFinite(executorsMaximum(allocation)) ? executorsMaximum(allocation) : executorsAsked(allocation);
  const own = plus(amountsOf(driver), amountsOf(executor), asked);
  const all = plus(own, leastRun(), runs - 1);
  return shortOf(limitsOf(application.maximum!.capacity), plus(NOTHING, all, profilesOf(lakeFormation))).length === 0;
}

/** Whatever sizes the jobs have. */
function crowding(limits: Amounts, runs: number): string | undefined {
  const needed = plus(NOTHING, leastRun(), runs);
  if (!shortOf(limits, needed).length) return undefined;
  const fit = Math.min(...DIMENSIONS.map(({ name }) => Math.floor(limits[name] / leastRun()[name])));
  return `as many drivers and executors of the smallest worker take ${amountsText(needed)}: ${shortText(limits, needed)}; use ${fit} or fewer`;
}

/** Executors that a run may ask for and the capacity never grants. */
export function grantFindings(application: Application, settings: Settings): SettingsFound[] {
  const { job, alone } = runOf(application, settings) ?? {};
  if (!job || !alone?.starts) return [];
  const played = play(application, job);
  const [most, start] = [grantAtMaximum(played), grantAtStart(played)];
  if (isCountStated(settings, job) && isRefused(most)) return [{ keys: [...COUNT_KEYS, ...SIZE_KEYS], message: grantText(most) }];
  return isRefused(start) ? [{ keys: [...COUNT_KEYS.slice(1), ...SIZE_KEYS], message: `at its start ${grantText(start)}` }] : [];
}

/** What is asked for and what of it is granted, with the service's words for the rest. Null: without limit. */
interface Grant {
  readonly asked: number | null;
  readonly granted: number | null;
  readonly detail: string;
  readonly message: string | null;
}

function grantAtMaximum({ executorsMaximum: asked, executorsAtMaximum: granted, bindsAtMaximum, messageAtMaximum }: Simulation): Grant {
  return { asked, granted, detail: bindsAtMaximum.detail, message: messageAtMaximum };
}

function grantAtStart({ executorsAsked: asked, executorsGranted: granted, binds, message }: Simulation): Grant {
  return { asked, granted, detail: binds.detail, message };
}

function isRefused({ asked, granted }: Grant): boolean {
  return asked !== null && granted !== null && granted < asked;
}

/** Spark's own maximum has no end, and means nothing. */
function isCountStated(settings: Settings, { allocation }: ServerlessJob): boolean {
  return settingText(settings, allocation.dynamic ? COUNT_KEYS[0] : 'spark.executor.instances') !== undefined;
}

function grantText({ asked, granted, detail, message }: Grant): string {
  const words = message === null ? '' : ` ("${message}")`;
  return `a run may ask for ${asked} executors, and MaximumCapacity grants ${granted}: ${detail}${words}; use ${granted}, or raise MaximumCapacity`;
}

export const executorsGranted: Rule<Application> = {
  id: 'SZ6016',
  find: application => placed(grantFindings(application, application.settings), application.settings),
};
