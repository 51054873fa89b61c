import { isOn } from './allocation';
import { Application } from './application';
import { isSized } from './containers';
import { SERVERLESS_STORAGE } from './features';
import { PoolEntry, WorkerKind } from './pool';
import { jobSizes } from './runs';
import { SettingsFound, placed } from './settings-rule';
import { formatWorker } from '../../core/catalog/workers';
import { ServerlessJob } from '../../core/simulation/job-settings';
import { MIB_PER_GIB } from '../../core/units';
import { Found, Rule, found } from '../rule';
import { Settings } from '../settings';

/** An entry of the pool whose workers a job looks at, and what the job asks for there. */
interface Meeting {
  readonly entry: PoolEntry;
  readonly kind: WorkerKind;
  readonly place: { readonly vCpu: number; readonly memoryGiB: number };
  readonly asked: { readonly vCpu: number; readonly memoryGiB: number; readonly containerMiB: number };
}

/** Entries of known size with the workers that a job asks for. Jobs with serverless storage look at none. */
function meetings(application: Application, settings: Settings): Meeting[] {
  const { pool } = application;
  const job = pool.length ? jobSizes(application, settings) : undefined;
  return !job || job.serverlessStorage ? [] : pool.flatMap(entry => meetingOf(entry, job));
}

function meetingOf(entry: PoolEntry, { driver, executor, containers }: ServerlessJob): Meeting[] {
  const { kind, vCpu, memoryGiB } = entry;
  if (!kind || vCpu === undefined || memoryGiB === undefined) return [];
  const asked = kind === 'driver' ? { ...driver, containerMiB: containers.driverMiB } : { ...executor, containerMiB: containers.executorMiB };
  return [{ entry, kind, place: { vCpu, memoryGiB }, asked }];
}

/** The guide wants the memory of the worker to exceed that of the container; whether disks have to match, no page says. */
function isTooSmall({ place, asked }: Meeting): boolean {
  return place.vCpu < asked.vCpu || place.memoryGiB * MIB_PER_GIB < asked.containerMiB;
}

function unusedText({ kind, place, asked }: Meeting, whose: string): string {
  return `the ${kind} of ${whose} asks for ${asked.vCpu} vCPU and ${asked.containerMiB} MiB, and the pre-initialised one has ${formatWorker(place)}: `
    + `it stays idle and is billed; use ${formatWorker(asked)}, or smaller sizes in the settings`;
}

/** An entry of the pool that nobody uses who is asked. Undefined: somebody does, or that is not known. */
function unused(application: Application, entry: PoolEntry, users: readonly Settings[]): Meeting | undefined {
  const all = users.map(settings => meetings(application, settings).find(meeting => meeting.entry === entry));
  return all.every(meeting => meeting && isTooSmall(meeting)) ? all[0] : undefined;
}

/** Findings at entries that none of the users uses. */
function unusedEntries(application: Application, users: readonly Settings[], whose: string): Found[] {
  return application.pool.flatMap(entry => {
    const meeting = unused(application, entry, users);
    return meeting ? [found(entry.configuration, unusedText(meeting, whose))] : [];
  });
}

/** Neither the sizes that the application states nor those of any job that the template starts fit. */
export const poolIsUsed: Rule<Application> = {
  id: 'SZ6017',
  find: application => {
    const own = isSized(application.settings) ? [application.settings] : [];
    const jobs = application.jobs.settings();
    return unusedEntries(application, [...own, ...jobs], own.length ? 'the application\'s settings' : 'every job of this template');
  },
};

/** The pool and the service's own sizes, with which jobs run that state none. */
export const poolServesDefaults: Rule<Application> = {
  id: 'SZ6026',
  find: application => isSized(application.settings) || application.jobs.mayStart ? []
    : unusedEntries(application, [application.settings], 'a job that states no sizes'),
};

/** The pool fits the application's own sizes, and the jobs that the template starts have others. */
export const poolServesJobs: Rule<Application> = {
  id: 'SZ6027',
  find: application => {
    if (!isSized(application.settings)) return [];
    const isUsed = (entry: PoolEntry) => meetings(application, application.settings).some(meeting => meeting.entry === entry && !isTooSmall(meeting));
    return application.pool.filter(isUsed).flatMap(entry => {
      const meeting = unused(application, entry, application.jobs.settings());
      return meeting ? [found(entry.configuration, unusedText(meeting, 'every job of this template'))] : [];
    });
  },
};

/** A larger worker is used, and half of it stays empty. */
export const poolIsFilled: Rule<Application> = {
  id: 'SZ6018',
  find: application => isSized(application.settings) ? meetings(application, application.settings)
    .filter(meeting => !isTooSmall(meeting) && meeting.place.vCpu > meeting.asked.vCpu)
    .map(({ entry, kind, place, asked }) => found(entry.configuration,
      `got ${formatWorker(place)}, and the ${kind} asks for ${asked.vCpu} vCPU, which leaves the rest of it empty; use ${formatWorker(asked)}`)) : [],
};

/** Jobs with serverless storage take no pre-initialised worker. */
export const poolWithStorage: Rule<Application> = {
  id: 'SZ6019',
  find: application => placed(storageFindings(application, application.settings), application.settings),
};

export function storageFindings(application: Application, settings: Settings): SettingsFound[] {
  const [first] = application.pool;
  return first && isOn(settings, SERVERLESS_STORAGE)
    ? [{ keys: [SERVERLESS_STORAGE], message: `got true, and jobs with serverless storage never use the pre-initialised workers at ${first.item.path}; leave out one of the two` }] : [];
}

/** A pool is billed as long as the application is started. */
export const poolStops: Rule<Application> = {
  id: 'SZ6020',
  find: ({ properties, pool }) => {
    const enabled = properties.at('AutoStopConfiguration', 'Enabled');
    return enabled.flag() === false && pool.length
      ? [found(enabled, `got false with ${pool.length} kinds of pre-initialised workers, which are billed until somebody stops the application; use true, or leave InitialCapacity out`)] : [];
  },
};
