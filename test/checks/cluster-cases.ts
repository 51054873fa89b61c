import { CLUSTER_NODE_CASES } from './cluster-node-cases';
import { CLUSTER_SCALING_CASES } from './cluster-scaling-cases';
import { CLUSTER_SECURITY_CASES } from './cluster-security-cases';
import { RuleCase } from './rule-case';

export const CLUSTER_CASES: readonly RuleCase[] = [...CLUSTER_NODE_CASES, ...CLUSTER_SCALING_CASES, ...CLUSTER_SECURITY_CASES];
