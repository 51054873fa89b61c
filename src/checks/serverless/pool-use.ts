import { isOn } from './allocation';
import { Application } from './application';
import { containerKeys, isSized } from './containers';
import { SERVERLESS_STORAGE } from './features';
import { PoolEntry, WorkerKind } from './pool';
import { jobSizes } from './runs';
import { SettingsFound, placed } from './settings-rule';
import { formatWorker } from '../../core/catalog/workers';
import { ServerlessJob } from '../../core/simulation/job-settings';
import { MIB_PER_GIB } from '../../core/units';
import { Rule, found } from '../rule';
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

function unusedText({ kind, place, asked }: Meeting): string {
  return `the ${kind} asks for ${asked.vCpu} vCPU and ${asked.containerMiB} MiB, and the pre-initialised one has ${formatWorker(place)}: `
    + `it stays idle and is billed; use ${formatWorker(asked)}, or smaller sizes in the settings`;
}

/** The pool and the application's own settings. */
export const poolIsUsed: Rule<Application> = {
  id: 'SZ6017',
  find: application => isSized(application.settings) ? unusedEntries(application) : [],
};

/** The pool and the service's own sizes, with which jobs run that state none. */
export const poolServesDefaults: Rule<Application> = {
  id: 'SZ6026',
  find: application => isSized(application.settings) || application.hasJobs ? [] : unusedEntries(application),
};

function unusedEntries(application: Application) {
  return meetings(application, application.settings).filter(isTooSmall).map(meeting => found(meeting.entry.configuration, unusedText(meeting)));
}

/** What of the pool a job leaves idle by what it states itself. */
export function idleFindings(application: Application, settings: Settings): SettingsFound[] {
  return meetings(application, settings).filter(isTooSmall).map(meeting => ({ keys: containerKeys(meeting.kind), message: unusedText(meeting) }));
}

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
