import { RuleCase } from './rule-case';

export const SCHEMA_CASES: readonly RuleCase[] = [];
