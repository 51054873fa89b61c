import { jobConfigurations } from './job-request';
import { Release, hasFeature } from '../../core/catalog/releases';
import { Application } from '../serverless/application';
import { Settings, merged } from '../settings';
import { Value } from '../template/value';

/** A run that something in the template starts on EMR Serverless. */
export interface Job {
  /** The arguments of StartJobRun. */
  readonly request: Value;
  /** JSON pointer of the text that the request stands in; undefined where it is JSON of the template itself. */
  readonly textPath: string | undefined;
  /** `spark-submit` parameters and the job's own overrides. */
  readonly own: Settings;
  /** The application that runs it, where it is in the same template. */
  readonly application: Application | undefined;
  readonly release: Release | undefined;
  /** As the job will see them: the application's, and over them its own. Undefined: the application is not in the template. */
  readonly settings: Settings | undefined;
}

/** A request to start a run, and the text that it stands in. */
export type JobRequest = Pick<Job, 'request' | 'textPath'>;

export function jobOf({ request, textPath }: JobRequest, own: Settings, application: Application | undefined): Job {
  const replaces = application?.release !== undefined && !hasFeature(application.release, 'jobSettingsMerge') && jobConfigurations(request).isStated;
  const settings = application && (replaces ? own : merged(application.settings, own));
  return { request, textPath, own, application, release: application?.release, settings };
}
