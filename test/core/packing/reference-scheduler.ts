import { PlacementRequest } from '../../../src/core/packing/placement';

/** Node after node, heartbeat after heartbeat, as slow as it is plain: what the placement in whole rounds must equal. */
export function referencePlacement({ groups, master, asks, calculator }: PlacementRequest) {
  const nodes = groups.flatMap(group => Array.from({ length: group.count }, () => ({
    label: group.label, memoryMiB: group.memoryMiB, vCores: group.vCores, containers: asks.map(() => 0), masters: 0,
  })));
  const fits = (node: typeof nodes[number], size: { memoryMiB: number; vCores: number }) =>
    node.memoryMiB >= size.memoryMiB && (calculator === 'default' || node.vCores >= size.vCores);
  const take = (node: typeof nodes[number], size: { memoryMiB: number; vCores: number }) => {
    node.memoryMiB -= size.memoryMiB;
    node.vCores -= size.vCores;
  };
  const host = nodes.find(node => fits(node, master) && master.label === node.label);
  const granted = asks.map(() => 0);
  if (host) {
    take(host, master);
    host.masters = 1;
    for (let at = 0, idle = 0, ask = 0; ask < asks.length && idle < nodes.length; at = (at + 1) % nodes.length) {
      while (ask < asks.length && granted[ask] === asks[ask].count) ask++;
      if (ask === asks.length) break;
      idle++;
      if (!fits(nodes[at], asks[ask])) continue;
      take(nodes[at], asks[ask]);
      nodes[at].containers[ask]++;
      granted[ask]++;
      idle = 0;
    }
  }
  return { masterRuns: host !== undefined, granted, nodes };
}
