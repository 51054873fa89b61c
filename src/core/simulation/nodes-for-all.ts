import { PlacementRequest, place } from '../packing/placement';
import { containersIn } from '../packing/resource';
import { sum } from '../units';
import { CapacityText } from './capacity';

/** Beyond this no answer helps. */
const MOST_NODES = 1e6;

/** How many nodes of the first group hold everything, the other groups as they are. Null: no number does. The answer grows with nodes, so it is bisected. */
export function nodesForAll(request: PlacementRequest): number | null {
  const [first, ...others] = request.groups;
  if (!first) return null;
  const holds = (count: number) => {
    const { masterRuns, granted } = place({ ...request, groups: [{ ...first, count }, ...others] });
    return masterRuns && granted.every((number, index) => number === request.asks[index].count);
  };
  let low = -1;
  let high = Math.min(MOST_NODES, enough(request));
  if (!holds(high)) return null;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** A node for each container and the master always do, where one fits at all. */
function enough({ groups: [first], asks, calculator }: PlacementRequest): number {
  return 1 + sum(asks.map(ask => containersIn(first, ask, calculator) > 0 ? ask.count : 0));
}

/** What all containers take together, as YARN rounds them. Disks are no matter of YARN's. */
export function capacityForAll({ master, asks }: PlacementRequest): CapacityText {
  return {
    cpu: `${master.vCores + sum(asks.map(ask => ask.count * ask.vCores))} vCPU`,
    memory: `${master.memoryMiB + sum(asks.map(ask => ask.count * ask.memoryMiB))} MiB`,
    disk: '0 GB',
  };
}
