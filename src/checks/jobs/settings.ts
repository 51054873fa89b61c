import { Job } from './job';
import { Rule } from '../rule';
import { SettingsRule, placed, settingsSubject } from '../serverless/settings-rule';
import { Settings, overUnknown } from '../settings';

/** The settings that a job runs with. Where its application is not in the template, what the job leaves out may be set there. */
export function settingsOfJob({ settings, own }: Job): Settings {
  return settings ?? overUnknown(own);
}

/** The rule over the settings of a job: about what the job sets itself, for the rest stands in the application. */
export function ofJob({ id, find }: SettingsRule): Rule<Job> {
  return { id, find: job => job.application?.engine === 'hive' ? [] : placed(find(settingsSubject(job.application, settingsOfJob(job))), job.own) };
}
