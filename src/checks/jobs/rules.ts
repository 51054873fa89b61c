import { Job } from './job';
import { Rule } from '../rule';

/** Everything that is looked at in a run that a template starts. */
export const JOB_RULES: readonly Rule<Job>[] = [];
