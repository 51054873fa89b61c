import { Job } from './job';
import { settingsOfJob } from './settings';
import { Found, Rule, found } from '../rule';
import { Application } from '../serverless/application';
import { isSized } from '../serverless/containers';
import { storageFindings } from '../serverless/pool-use';
import { SIZE_KEYS, grantFindings, startFailure } from '../serverless/runs';
import { SettingsFound, placeOf } from '../serverless/settings-rule';
import { Settings } from '../settings';

/** At what the job states itself; at its request where neither it nor the application states sizes; else the application's own finding will do. */
function placedInJob({ own, application, request }: Job, all: readonly SettingsFound[]): Found[] {
  const otherwise = application && !isSized(application.settings) ? request.path : undefined;
  return all.flatMap(({ keys, message }) => {
    const path = placeOf(own, keys) ?? otherwise;
    return path === undefined ? [] : [found(path, message)];
  });
}

function ofApplicationAndJob(find: (application: Application, settings: Settings) => readonly SettingsFound[]): (job: Job) => Found[] {
  return job => job.application ? placedInJob(job, find(job.application, settingsOfJob(job))) : [];
}

/** The capacity of the job's application holds a driver and an executor of its sizes. */
export const jobStarts: Rule<Job> = {
  id: 'SZ6013',
  find: ofApplicationAndJob((application, settings) => {
    const failure = startFailure(application, settings);
    return failure === undefined ? [] : [{ keys: SIZE_KEYS, message: failure }];
  }),
};

export const jobIsGranted: Rule<Job> = { id: 'SZ6016', find: ofApplicationAndJob(grantFindings) };

export const jobWithStorage: Rule<Job> = {
  id: 'SZ6019',
  find: job => job.application ? placedInOwn(job, storageFindings(job.application, settingsOfJob(job))) : [],
};

function placedInOwn({ own }: Job, all: readonly SettingsFound[]): Found[] {
  return all.flatMap(({ keys, message }) => {
    const path = placeOf(own, keys);
    return path === undefined ? [] : [found(path, message)];
  });
}
