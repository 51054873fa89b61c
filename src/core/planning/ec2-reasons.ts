import { Attempt, Question } from './attempts';
import { Candidate, diskRequestOf, fleetOf, vCpusOf } from './candidate';
import { executorsOf } from './container';
import { neededNodeGiB } from './ec2-disks';
import { Ec2Plan, Ec2Pins, Node, nodesOf } from './ec2-plan';
import { usedShare } from './ec2-platform';
import { daemonsMiB } from './ec2-primary';
import { nodeOf } from './ec2-shapes';
import { Reason } from './plan';
import { needReason, partitionsReason, timeReason } from './reasons';
import { isInTime, Space } from './space';
import { LAWS } from '../catalog/laws';
import { MIB_PER_GIB } from '../units';
import { formatDuration, formatSize, formatUsd } from '../workload/quantities';

/** What the pieces of a plan for a cluster are explained from. */
export interface Ec2Written {
  readonly question: Question<Node>;
  readonly found: Attempt<Node>;
  readonly executor: Ec2Plan['executor'];
  readonly driver: Ec2Plan['driver'];
  readonly executors: Ec2Plan['executors'];
  readonly cluster: Ec2Plan['cluster'];
}

const SECONDS_PER_HOUR = 3600;

type ReasonRule = (written: Ec2Written) => Reason;

/** One reason for every number of a plan. */
const REASONS: readonly ReasonRule[] = [
  typeReason, packingReason, needReason, heapReason, overheadReason, diskReason, countReason, partitionsReason, masterReason, primaryReason,
  startReason, timeReason,
];

/** Why each number of a plan is what it is, and what binds it. */
export function ec2ReasonsOf(written: Ec2Written): Reason[] {
  return [...REASONS.map(reason => reason(written)), ...spotReasons(written)];
}

function typeReason({ found: { space }, cluster: { core } }: Ec2Written): Reason {
  const { objective, pins } = space.request;
  const pinned = (pins as Ec2Pins).instanceTypes !== undefined;
  return {
    quantity: 'cluster.core.instanceType',
    value: core.instanceType,
    binds: pinned ? 'pin' : objective,
    because: `${objective === 'time' ? 'the fastest' : 'the cheapest'} of the instance types allowed that holds its tasks and is done in time; `
      + `${core.vCores} vcores and ${core.yarnMemoryMiB} MiB of YARN's memory each`,
  };
}

function packingReason({ found: { best }, executor, cluster: { core } }: Ec2Written): Reason {
  const used = `${(100 * usedShare(best.shape, best.count)).toFixed(1)} % of YARN's memory is in use`;
  return {
    quantity: 'cluster.core.executorsPerNode',
    value: `${core.executorsPerNode}`,
    binds: core.executorsPerNode * executor.cores === best.shape.unit.vCpu ? 'vcores' : 'memory',
    because: `${core.executorsPerNode} × ${executor.containerMiB} MiB of ${core.yarnMemoryMiB} MiB, ${core.executorsPerNode} × ${executor.cores} of ${core.vCores} vcores; ${used}, ${core.idleMiB} MiB idle on all nodes`,
  };
}

function heapReason({ question: { filled, request }, executor }: Ec2Written): Reason {
  const compressed = LAWS.compressedPointersHeapGiB.value * MIB_PER_GIB;
  const growth = `feasible for ${filled.growth} times the data, and ${(100 * executor.slackToNextStep).toFixed(1)} % beyond`;
  const one = { quantity: 'executor.heapMiB', value: `${executor.heapMiB} MiB` };
  if (request.pins.executorMemoryMiB !== undefined) return { ...one, binds: 'pin', because: growth };
  return executor.heapMiB === compressed ? { ...one, binds: 'compressed pointers', because: `not carried across 31 GiB only to fill the node; ${growth}` }
    : { ...one, binds: 'container', because: `the largest feasible heap that leaves its overhead in ${executor.containerMiB} MiB; ${growth}` };
}

function overheadReason({ executor }: Ec2Written): Reason {
  const python = executor.pysparkMiB > 0 ? `, beside ${executor.pysparkMiB} MiB for Python workers` : '';
  return {
    quantity: 'executor.overheadMiB',
    value: `${executor.overheadMiB} MiB`,
    binds: 'container',
    because: `stated, so that EMR's share of 18.75 % does not hold; 10 % of the heap or metaspace, threads, ${executor.slots} fetch buffers and the collector's tables, `
      + `whichever is more, and the rest of a container that is a multiple of 32 MiB${python}`,
  };
}

function diskReason({ found: { space, best }, cluster: { core } }: Ec2Written): Reason {
  const needed = neededNodeGiB({ executor: diskRequestOf(space, best.shape, best.option, best.present), executors: core.executorsPerNode });
  const store = nodeOf(best.shape).storeGiB;
  const ebs = core.ebs ? `${core.ebs.volumes} × ${core.ebs.sizeGiB} GiB gp3` : 'instance store';
  return {
    quantity: 'cluster.core.ebs',
    value: ebs,
    binds: space.request.pins.diskGiB !== undefined ? 'pin' : core.ebs ? 'shuffle' : 'instance store',
    because: `${needed} GiB needed on a node: ${formatSize(space.demand.shuffleTotalBytes)} of shuffle over ${best.present} executors × ${LAWS.diskImbalance.value}, upload buffers, `
      + `${LAWS.diskReserveGiB.value} GiB of files; ${store > 0 ? `${store} GiB of instance store, ` : ''}filled to ${100 * LAWS.nodeDiskFill.value} %`,
  };
}

function countReason({ found: { space, best }, executors, cluster: { core } }: Ec2Written): Reason {
  const { nodes, executors: pinned } = space.request.pins as Ec2Pins;
  const said = `${executors.maximum === 1 ? 'one executor' : `${executors.maximum} executors`} a run`;
  const one = { quantity: 'cluster.core.count', value: `${core.count}` };
  if (nodes !== undefined || pinned !== undefined) return { ...one, binds: 'pin', because: said };
  if (vCpusOf(space, { ...best, count: best.count + 1 }) > (space.maxConcurrentVcpus ?? Infinity)) {
    return { ...one, binds: 'maxConcurrentVcpus', because: `${said}; one node more would pass the quota of ${space.maxConcurrentVcpus} vCPUs` };
  }
  if (!isFewerInTime(space, best)) return { ...one, binds: 'deadline', because: `${said}; one node fewer would not be done in time at the high end of the core time` };
  return { ...one, binds: 'cost', because: `${said}; ${best.count === 1 ? 'one node is enough' : 'fewer keep the primary node longer or hold less; more start for less work each'}` };
}

function isFewerInTime(space: Space<Node>, best: Candidate<Node>): boolean {
  const fewer = executorsOf(best.shape, best.count - 1);
  return fewer < 1 || !space.deadline || isInTime(space, { ...fleetOf(best), count: fewer }, best.partitions);
}

/** What an interruption costs: the node's share of the work, again and on one node fewer. */
function spotReasons({ found: { space, best }, cluster }: Ec2Written): Reason[] {
  const { core, task, usdPerHour } = cluster;
  if (!task) return [];
  const nodes = nodesOf(cluster);
  const workSeconds = space.demand.coreSeconds.mid / (executorsOf(best.shape, best.count) * best.shape.slots);
  const againSeconds = workSeconds / (nodes - 1);
  return [{
    quantity: 'cluster.task.count',
    value: `${task.count}`,
    binds: 'spotShare',
    because: `of ${nodes} nodes at least ${core.count} stay on demand, and the application masters on them; each Spot node that is taken back costs up to ${formatDuration(againSeconds)} `
      + `and ${formatUsd(usdPerHour * againSeconds / SECONDS_PER_HOUR)}: its share of the work again on the others`,
  }];
}

function masterReason({ found: { best }, cluster: { applicationMaster: { memoryMiB } } }: Ec2Written): Reason {
  const { displaced } = best.shape.unit;
  return {
    quantity: 'cluster.applicationMaster',
    value: `${memoryMiB} MiB`,
    binds: displaced > 0 ? 'one executor fewer' : 'room beside the executors',
    because: displaced > 0 ? `it takes the place of ${displaced === 1 ? 'one executor' : `${displaced} executors`}: leaving room for it on every node would cost more`
      : 'client mode: YARN places it on any core node, so every node has room for it beside its executors',
  };
}

function primaryReason({ found: { space, best }, driver, cluster }: Ec2Written): Reason {
  const { primary, task } = cluster;
  const nodes = nodesOf(cluster);
  const runs = space.concurrentRuns;
  return {
    quantity: 'cluster.primary.instanceType',
    value: primary.instanceType,
    binds: nodes > LAWS.smallClusterNodes.value ? 'nodes' : 'driver',
    because: `the cheapest that holds ${daemonsMiB(nodes)} MiB of daemons for ${nodes} ${task ? 'core and task nodes' : 'core nodes'} and ${runs === 1 ? 'the driver' : `the drivers of ${runs} runs`}, `
      + `${best.driverLoad.heapMiB} MiB of heap needed: client mode is EMR's default, so it stands here; it gets ${driver.heapMiB} MiB`,
  };
}

function startReason({ found: { space } }: Ec2Written): Reason {
  const { driverSeconds, firstExecutorSeconds } = space.pace.ready;
  return {
    quantity: 'start',
    value: formatDuration(driverSeconds + firstExecutorSeconds),
    binds: 'provisional',
    because: `a cluster of its own for the run: ${formatDuration(LAWS.clusterStartSeconds.value)} until it takes a job, all but ${LAWS.clusterUnbilledSeconds.value} s of it billed`,
  };
}
