import { Cluster } from './cluster';
import { groupsOrFleets } from './shape';
import { Rule } from '../rule';

/** Everything that is looked at in a cluster of EMR on EC2. */
export const CLUSTER_RULES: readonly Rule<Cluster>[] = [
  groupsOrFleets,
];
