import { Cluster } from './cluster';
import { Rule, found } from '../rule';

export const groupsOrFleets: Rule<Cluster> = {
  id: 'SZ6201',
  find: ({ groups, fleets }) => groups.length && fleets.length
    ? [found(fleets[0].value, `got an instance fleet beside the instance group at ${groups[0].value.path}; use groups or fleets for all nodes`)] : [],
};
