import { Application } from './application';
import { workerOffered } from './workers';
import { Rule } from '../rule';

/** Everything that is looked at in an application of EMR Serverless. */
export const APPLICATION_RULES: readonly Rule<Application>[] = [
  workerOffered,
];
