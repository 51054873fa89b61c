import { CLUSTER_NODE_CASES } from './cluster-node-cases';
import { CLUSTER_SCALING_CASES } from './cluster-scaling-cases';
import { CLUSTER_SECURITY_CASES } from './cluster-security-cases';
import { CLUSTER_SETTING_CASES } from './cluster-setting-cases';
import { CLUSTER_SIZE_CASES } from './cluster-size-cases';
import { RuleCase } from './rule-case';

export const CLUSTER_CASES: readonly RuleCase[] = [
  ...CLUSTER_NODE_CASES, ...CLUSTER_SCALING_CASES, ...CLUSTER_SIZE_CASES, ...CLUSTER_SETTING_CASES, ...CLUSTER_SECURITY_CASES,
];
