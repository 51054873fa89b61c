import { CLUSTER_CASES } from './cluster-cases';
import { JOB_CASES } from './jobs-cases';
import { RuleCase } from './rule-case';
import { SCHEMA_CASES } from './schema-cases';
import { SERVERLESS_CASES } from './serverless-cases';

/** Of every rule. */
export const ALL_CASES: readonly RuleCase[] = [...SERVERLESS_CASES, ...JOB_CASES, ...CLUSTER_CASES, ...SCHEMA_CASES];
