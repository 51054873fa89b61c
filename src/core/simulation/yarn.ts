import { PackedNodes, executorsForCertain, packedNodes } from '../packing/pack';
import { Ask, MasterAsk, NodeGroup, Placement, PlacementRequest, place } from '../packing/placement';
import { AllocationRules, Grant, Resource, grantOf, largestAllocation } from '../packing/resource';
import { sum } from '../units';
import { capacityForAll, nodesForAll } from './nodes-for-all';
import { SIMULATION_SCHEMA } from './simulation';
import { bindsOf, refusalBinds } from './yarn-binds';
import { yarnNotes } from './yarn-notes';
import { YARN_WORDS, refusedWords } from './yarn-refusal';
import { YarnNodeUse, YarnSimulation } from './yarn-simulation';

/** A cluster, and one application that asks it for containers. Sizes are as asked for, not yet rounded. */
export interface YarnSimulationRequest {
  readonly groups: readonly NodeGroup[];
  readonly master: MasterAsk;
  /** By priority. */
  readonly containers: readonly Ask[];
  readonly rules: AllocationRules;
  /** Why the application's client gives up before it asks YARN. */
  readonly clientRefuses?: string;
  readonly notes?: readonly string[];
}

/** What YARN makes of the requests. */
interface Grants {
  readonly largest: Resource;
  readonly master: Grant;
  readonly containers: readonly Grant[];
}

/** Plays YARN's CapacityScheduler: how many executors start, what binds, and in whose words. */
export function simulateYarn(request: YarnSimulationRequest): YarnSimulation {
  const grants = grantsOf(request);
  const refused = request.clientRefuses ?? masterRefusal(request, grants) ?? containerRefusal(request, grants);
  return refused === undefined ? played(request, grants) : refusedAtOnce(request, grants, refused);
}

function grantsOf({ groups, master, containers, rules }: YarnSimulationRequest): Grants {
  const largest = largestAllocation(groups.filter(group => group.count > 0), rules);
  return { largest, master: grantOf(master, largest, rules), containers: containers.map(ask => grantOf(ask, largest, rules)) };
}

function masterRefusal({ master }: YarnSimulationRequest, grants: Grants): string | undefined {
  return grants.master.refused && refusedWords(grants.master.refused, master, grants.largest);
}

/** YARN's words for the first size that is too large: all sizes asked for with it are refused. Only a master that runs asks. */
function containerRefusal(request: YarnSimulationRequest, grants: Grants): string | undefined {
  const index = grants.containers.findIndex(grant => grant.refused);
  if (index < 0 || !place({ ...roundedRequest(request, grants), asks: [] }).masterRuns) return undefined;
  return refusedWords(grants.containers[index].refused!, request.containers[index], grants.largest);
}

function played(request: YarnSimulationRequest, grants: Grants): YarnSimulation {
  const rounded = roundedRequest(request, grants);
  const placement = place(rounded);
  const nodes = packedNodes(placement, rounded);
  const forCertain = executorsForCertain(rounded);
  return written(request, grants, {
    granted: placement.granted,
    forCertain,
    binds: bindsOf(placement, nodes, rounded),
    message: messageOf(placement, request),
    perNode: nodes.map(nodeUse),
    nodesForAll: nodesForAll(rounded),
    notes: yarnNotes({ asked: request.containers, rounded, nodes, granted: sum(placement.granted), forCertain }),
  });
}

function roundedRequest({ groups, master, containers, rules }: YarnSimulationRequest, grants: Grants): PlacementRequest {
  const container = (grant: Grant, asked: Resource) => grant.refused === undefined ? grant.container : asked;
  return {
    groups,
    master: { ...container(grants.master, master), label: master.label },
    asks: containers.map((ask, index) => ({ ...ask, ...container(grants.containers[index], ask) })),
    calculator: rules.calculator,
  };
}

/** Where nothing can start, the one who waits has words for it; a part that starts has none. */
function messageOf({ masterRuns, granted }: Placement, { containers }: YarnSimulationRequest): string | null {
  if (!masterRuns) return YARN_WORDS.masterWaits;
  return sum(granted) === 0 && containers.some(ask => ask.count > 0) ? YARN_WORDS.noExecutor : null;
}

function refusedAtOnce(request: YarnSimulationRequest, grants: Grants, message: string): YarnSimulation {
  return written(request, grants, {
    granted: request.containers.map(() => 0),
    forCertain: 0,
    binds: refusalBinds(request, grants.largest),
    message,
    perNode: [],
    nodesForAll: null,
    notes: [],
  });
}

interface Outcome {
  readonly granted: readonly number[];
  readonly forCertain: number;
  readonly binds: YarnSimulation['binds'];
  readonly message: string | null;
  readonly perNode: readonly YarnNodeUse[];
  readonly nodesForAll: number | null;
  readonly notes: readonly string[];
}

/** The document, its fields in the order of its type. */
function written(request: YarnSimulationRequest, grants: Grants, outcome: Outcome): YarnSimulation {
  const { granted, forCertain, binds, message, perNode } = outcome;
  return {
    schema: SIMULATION_SCHEMA,
    platform: 'ec2',
    starts: sum(granted) > 0,
    executorsAsked: sum(request.containers.map(ask => ask.count)),
    executorsGranted: sum(granted),
    executorsForCertain: forCertain,
    granted,
    binds,
    message,
    masterMiB: grantedMiB(grants.master),
    containerMiB: grants.containers.map(grantedMiB),
    perNode,
    nodesForAll: outcome.nodesForAll,
    capacityForAll: capacityForAll(roundedRequest(request, grants)),
    notes: [...outcome.notes, ...request.notes ?? []],
  };
}

function grantedMiB(grant: Grant): number | null {
  return grant.refused === undefined ? grant.container.memoryMiB : null;
}

function nodeUse({ type, count, containers, usedMiB, idleMiB, executors, masters, vCores, usedVCores, binds }: PackedNodes): YarnNodeUse {
  return { type, count, containers, usedMiB, idleMiB, executors, masters, vCores, usedVCores, binds };
}
