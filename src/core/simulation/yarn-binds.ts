import { Binds } from './simulation';
import { PackedNodes } from '../packing/pack';
import { Ask, MasterAsk, Placement, PlacementRequest } from '../packing/placement';
import { Resource } from '../packing/resource';

/** What stops the next container, with the sum that shows it. */
export function bindsOf({ masterRuns, granted }: Placement, nodes: readonly PackedNodes[], request: PlacementRequest): Binds {
  const { master, asks } = request;
  if (!masterRuns) return { dimension: 'container', detail: `no node holds the application master of ${sizeText(master)}${master.label ? ` on ${master.label} nodes` : ''}` };
  const short = asks.findIndex((ask, index) => granted[index] < ask.count);
  if (short < 0) return { dimension: 'none', detail: 'every executor asked for is granted' };
  const roomiest = [...nodes].sort((a, b) => b.idleMiB - a.idleMiB)[0];
  const dimension = roomiest.idleMiB >= asks[short].memoryMiB ? 'vcores' : 'memory';
  return { dimension, detail: `${nodeText(roomiest, dimension)}; one more executor takes ${sizeText(asks[short])}${waiting(request, short)}` };
}

/** A request above the largest container. */
export function refusalBinds({ master, containers }: { readonly master: MasterAsk; readonly containers: readonly Ask[] }, largest: Resource): Binds {
  const above = (asked: Resource) => asked.memoryMiB > largest.memoryMiB || asked.vCores > largest.vCores;
  const asked = above(master) ? master : containers.find(above);
  const what = asked === master ? 'the application master' : 'an executor';
  return {
    dimension: 'container',
    detail: asked ? `${what} asks for ${sizeText(asked)}; the largest container is ${sizeText(largest)}` : 'the client refuses the size of a container',
  };
}

/** `the roomiest node (m5.4xlarge) holds 8 executors and has 40960 of 385024 MiB left`. */
function nodeText({ type, executors, memoryMiB, idleMiB, vCores, usedVCores }: PackedNodes, dimension: 'memory' | 'vcores'): string {
  const held = executors === 1 ? 'one executor' : `${executors} executors`;
  const left = dimension === 'memory' ? `${idleMiB} of ${memoryMiB} MiB` : `${vCores - usedVCores} of ${vCores} vcores`;
  return `the roomiest node (${type}) holds ${held} and has ${left} left`;
}

function sizeText({ memoryMiB, vCores }: Resource): string {
  return `${memoryMiB} MiB and ${vCores} vcore${vCores === 1 ? '' : 's'}`;
}

function waiting({ asks }: PlacementRequest, short: number): string {
  return short < asks.length - 1 ? '; smaller ones of a lower priority wait behind it' : '';
}
