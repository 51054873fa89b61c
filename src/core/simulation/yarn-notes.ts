import { PackedNodes } from '../packing/pack';
import { Ask, PlacementRequest } from '../packing/placement';

/** What people are surprised by in a placement. */
export interface Placed {
  /** As asked for. */
  readonly asked: readonly Ask[];
  /** As YARN rounded it. */
  readonly rounded: PlacementRequest;
  readonly nodes: readonly PackedNodes[];
  readonly granted: number;
  readonly forCertain: number;
}

export function yarnNotes({ asked, rounded, nodes, granted, forCertain }: Placed): string[] {
  const shared = nodes.find(({ usedVCores, vCores }) => usedVCores > vCores);
  const lost = Math.max(0, ...asked.map((ask, index) => rounded.asks[index].memoryMiB - ask.memoryMiB));
  return [
    forCertain < granted ? `nodes differ: where the application master lands on another of them, only ${forCertain} executors start` : '',
    shared ? `executors share cores: ${shared.usedVCores} vcores are asked for on a ${shared.type} of ${shared.vCores}, since YARN places by memory alone` : '',
    lost > 0 ? `YARN rounds a container up by ${lost} MiB` : '',
    asked.length > 2 ? 'with more than two sizes, those of the third on may lie elsewhere than here' : '',
  ].filter(Boolean);
}
