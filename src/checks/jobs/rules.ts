import { jobIsGranted, jobStarts, jobWithStorage } from './capacity';
import { Job } from './job';
import {
  argumentsThere, driverOfEngine, jobLogTypesThere, jobLogsAreOn, jobLogsGoToS3, modeThere, parametersFit, retriesOfMode, settingsAreMerged,
  storageIsForBatch, timeoutTaken,
} from './requests';
import { ofJob } from './settings';
import { Rule } from '../rule';
import { SETTINGS_RULES } from '../serverless/settings-rules';

/** Everything that is looked at in a run that a template starts. */
export const JOB_RULES: readonly Rule<Job>[] = [
  argumentsThere, driverOfEngine, modeThere, timeoutTaken, storageIsForBatch, retriesOfMode, parametersFit, settingsAreMerged,
  jobLogsAreOn, jobLogTypesThere, jobLogsGoToS3,
  jobStarts, jobIsGranted, jobWithStorage,
  ...SETTINGS_RULES.map(ofJob),
];
