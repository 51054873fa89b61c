import { requestField } from './definition';
import { Job } from './job';
import { jobConfigurations, sparkSubmit } from './job-request';
import { settingsOfJob } from './settings';
import { LAWS } from '../../core/catalog/laws';
import { firstReleaseWith, hasFeature } from '../../core/catalog/releases';
import { nearestWord } from '../../core/problems/nearest';
import { Found, Rule, found } from '../rule';
import { isOn } from '../serverless/allocation';
import { SERVERLESS_STORAGE } from '../serverless/features';
import { loggingOff, wrongLogTypes, wrongLogUri } from '../serverless/properties';
import { Value } from '../template/value';

/** Source: StartJobRun (botocore 1.43.107). */
const REQUIRED = ['ApplicationId', 'ExecutionRoleArn'];
const MODES = ['BATCH', 'STREAMING'];
const MOST_SUBMIT_CHARACTERS = 102_400;
const MOST_TIMEOUT_MINUTES = 1_000_000;
/** Seven days. Source: https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/release-version-7110.html. */
const MOST_BATCH_MINUTES = 7 * 24 * 60;

export const argumentsThere: Rule<Job> = {
  id: 'SZ6121',
  find: ({ request }) => {
    const stated = request.keys().map(key => key.replace(/\.\$$/, '').toLowerCase());
    const missing = REQUIRED.filter(name => !stated.includes(name.toLowerCase()));
    return request.isObject && missing.length ? [found(request, `${missing.join(' and ')} left out; StartJobRun needs ${missing.length > 1 ? 'them' : 'it'}`)] : [];
  },
};

export const driverOfEngine: Rule<Job> = {
  id: 'SZ6122',
  find: ({ request, application }) => {
    const other: Readonly<Record<string, string>> = { spark: 'Hive', hive: 'SparkSubmit' };
    const driver = requestField(request, 'JobDriver');
    const [engine, right] = application?.engine === 'hive' ? ['hive', 'Hive'] : ['spark', 'SparkSubmit'];
    const wrong = driver.at(other[engine]);
    return application?.engine === engine && !driver.isUnknown && wrong.isStated
      ? [found(wrong, `got ${other[engine]} for an application of ${engine}; use ${right}`)] : [];
  },
};

function modeOf(request: Value): string | undefined {
  const mode = requestField(request, 'Mode');
  return mode.isMissing ? MODES[0] : mode.text()?.toUpperCase();
}

export const modeThere: Rule<Job> = {
  id: 'SZ6124',
  find: job => {
    const at = requestField(job.request, 'Mode');
    const mode = modeOf(job.request);
    if (mode === undefined) return [];
    if (!MODES.includes(mode)) return [found(at, `got ${at.text()}; ${MODES.join(' or ')} is expected${nearestWord(mode, MODES)}`)];
    const { release } = job;
    return mode === 'STREAMING' && release && !hasFeature(release, 'streamingJobs')
      ? [found(at, `got STREAMING on ${release.label}, which does not have it; use ${firstReleaseWith('streamingJobs', release)} or later`)] : [];
  },
};

export const timeoutTaken: Rule<Job> = {
  id: 'SZ6123',
  find: job => {
    const at = requestField(job.request, 'ExecutionTimeoutMinutes');
    const minutes = at.whole();
    const limit = minutes === undefined ? undefined : timeoutLimit(job);
    return limit === undefined || minutes! >= limit.least && minutes! <= limit.most ? []
      : [found(at, `got ${minutes} minutes; ${limit.least} to ${limit.most} are possible ${limit.because}`)];
  },
};

/** The narrowest range that holds for a run. */
function timeoutLimit(job: Job) {
  const { release, request } = job;
  if (isOn(settingsOfJob(job), SERVERLESS_STORAGE)) return { least: 1, most: LAWS.serverlessStorageMaximumMinutes.value, because: 'with serverless storage' };
  if (release && hasFeature(release, 'boundedBatchTimeout') && modeOf(request) === 'BATCH') return { least: 1, most: MOST_BATCH_MINUTES, because: `for a batch run on ${release.label}` };
  return { least: 0, most: MOST_TIMEOUT_MINUTES, because: 'for a run, 0 for no end' };
}

/** Serverless storage is for batch runs. */
export const storageIsForBatch: Rule<Job> = {
  id: 'SZ6115',
  find: job => {
    const at = requestField(job.request, 'Mode');
    return modeOf(job.request) === 'STREAMING' && isOn(settingsOfJob(job), SERVERLESS_STORAGE)
      ? [found(at, `got STREAMING with ${SERVERLESS_STORAGE} true; serverless storage is for batch runs only`)] : [];
  },
};

export const retriesOfMode: Rule<Job> = {
  id: 'SZ6125',
  find: ({ request }) => {
    const [wrong, right] = modeOf(request) === 'STREAMING' ? ['MaxAttempts', 'MaxFailedAttemptsPerHour'] : ['MaxFailedAttemptsPerHour', 'MaxAttempts'];
    const mode = modeOf(request);
    const at = requestField(requestField(request, 'RetryPolicy'), wrong);
    return mode !== undefined && MODES.includes(mode) && at.isStated && !at.isUnknown ? [found(at, `got ${wrong} for a run of mode ${mode}, which does not read it; use ${right}`)] : [];
  },
};

export const parametersFit: Rule<Job> = {
  id: 'SZ6126',
  find: ({ request }) => {
    const parameters = sparkSubmit(request);
    const characters = (parameters.pieces() ?? []).reduce((sum, piece) => sum + (typeof piece === 'string' ? piece.length : 0), 0);
    return characters > MOST_SUBMIT_CHARACTERS ? [found(parameters, `got ${characters} characters; ${MOST_SUBMIT_CHARACTERS} are allowed`)] : [];
  },
};

/** Where a job's configuration is not merged with the application's, what only the application states is lost. */
export const settingsAreMerged: Rule<Job> = {
  id: 'SZ6127',
  find: ({ request, application, release }) => {
    const overrides = jobConfigurations(request);
    const lost = [...application?.settings.all.keys() ?? []];
    if (!release || hasFeature(release, 'jobSettingsMerge') || !overrides.knownItems().length || !lost.length) return [];
    return [found(overrides, `got a configuration on ${release.label}, which replaces that of the application: ${lost.length} of its settings are lost, ${lost[0]} among them;`
      + ` state all of them here, or use ${firstReleaseWith('jobSettingsMerge', release)}`)];
  },
};

function monitoring(request: Value, name: string): Value {
  return requestField(requestField(requestField(request, 'ConfigurationOverrides'), 'MonitoringConfiguration'), name);
}

export const jobLogsAreOn: Rule<Job> = { id: 'SZ6022', find: ({ request }) => loggingOff(monitoring(request, 'CloudWatchLoggingConfiguration')) };

export const jobLogTypesThere: Rule<Job> = { id: 'SZ6023', find: ({ request }) => wrongLogTypes(monitoring(request, 'CloudWatchLoggingConfiguration')) };

export const jobLogsGoToS3: Rule<Job> = {
  id: 'SZ6024',
  find: ({ request }): Found[] => wrongLogUri(requestField(monitoring(request, 'S3MonitoringConfiguration'), 'LogUri')),
};
