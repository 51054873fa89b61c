import { CLUSTER_NODE_CASES } from './cluster-node-cases';
import { CLUSTER_SCALING_CASES } from './cluster-scaling-cases';
import { RuleCase } from './rule-case';

export const CLUSTER_CASES: readonly RuleCase[] = [...CLUSTER_NODE_CASES, ...CLUSTER_SCALING_CASES];
