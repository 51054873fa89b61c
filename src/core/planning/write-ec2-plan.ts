import { Attempt, deadlineOf, Question, secondsOf } from './attempts';
import { fleetOf } from './candidate';
import { executorsOf } from './container';
import { filledDriver } from './driver';
import { volumesOf } from './ec2-disks';
import { ec2EscalationOf } from './ec2-escalation';
import { Ec2Plan, Node, PlannedCluster } from './ec2-plan';
import { billedSeconds, clusterUsdPerHour, Ec2Platform, spotNodes } from './ec2-platform';
import { daemonsMiB, plannedPrimary } from './ec2-primary';
import { ec2ReasonsOf } from './ec2-reasons';
import { CLUSTER_SPARK_DEFAULTS, ec2SparkDefaults } from './ec2-settings';
import { lawfulSlots, nodeOf } from './ec2-shapes';
import { executorFacts, perTask, roundUsd, runTimeOf, share, wastedMemory } from './executor-facts';
import { Plan, PLAN_SCHEMA, SIZING_MODEL } from './plan';
import { ec2RunnersUp } from './runners-up';
import { runSeconds } from './time';
import { sharedWarnings } from './warnings';
import { INSTANCE_PRICES_OF, instancePrices } from '../catalog/instance-prices';
import { LAWS } from '../catalog/laws';
import { Problem, problem } from '../problems/problem';
import { MIB, MIB_PER_GIB } from '../units';
import { formatDuration } from '../workload/quantities';

/** Writes a found candidate out as a plan for a cluster. */
export function writeEc2Plan(question: Question<Node>, found: Attempt<Node>, warnings: readonly Problem[]): Ec2Plan {
  const { filled, request, release } = question;
  const { best } = found;
  const cluster = clusterOf(question, found);
  const executor = plannedExecutor(question, found);
  const driver = driverOf(question, found);
  const executors = executorCounts(question, found);
  const settings = ec2SparkDefaults({ executor, driver, executors, partitions: best.partitions, demand: filled.sized, release });
  return {
    schema: PLAN_SCHEMA,
    sizingModel: SIZING_MODEL,
    platform: 'ec2',
    ...(filled.workload.name ? { name: filled.workload.name } : {}),
    release: release.label,
    architecture: request.architecture,
    region: request.region,
    objective: request.objective,
    concurrentRuns: filled.workload.concurrentRuns,
    executor,
    driver,
    executors,
    partitions: best.partitions,
    perTask: perTask(found),
    sparkDefaults: settings,
    cluster,
    runTime: runTimeOf(found),
    cost: costOf(found, cluster),
    reasons: ec2ReasonsOf({ question, found, executor, driver, executors, cluster }),
    assumptions: [...filled.assumptions, ...plannerAssumptions(question, found, executor)],
    waste: wasteOf(question, found),
    runnersUp: ec2RunnersUp(found),
    escalation: ec2EscalationOf(question, found, settings),
    warnings: [...warnings, ...sharedWarnings(question, found), ...largeExecutors(found)].map(({ id, message }) => ({ id, message })),
  };
}

/** More slots than the law of good plans has for an executor on such a node. */
function largeExecutors({ best: { shape } }: Attempt<Node>): Problem[] {
  const most = lawfulSlots(nodeOf(shape));
  return shape.slots <= most ? [] : [problem('SZ3204', 'executorCores', `an executor of ${shape.slots} slots; at most ${most} keep to the law${nodeOf(shape).hardDisks ? ' of HDFS on hard disks' : ''}`)];
}

function plannedExecutor(question: Question<Node>, found: Attempt<Node>): Ec2Plan['executor'] {
  const facts = executorFacts(question, found);
  return { ...facts, diskGiB: Math.floor(facts.diskGiB / found.best.shape.unit.executors) };
}

/** Client mode: what the daemons leave of the primary node, shared by the drivers of all runs. */
function driverOf({ filled: { workload, sized } }: Question<Node>, { best }: Attempt<Node>): Ec2Plan['driver'] {
  const { concurrentRuns } = workload;
  const leftMiB = best.driver.memoryGiB * MIB_PER_GIB - daemonsMiB(concurrentRuns * best.count);
  const memory = filledDriver(best.driverLoad, Math.floor(leftMiB / concurrentRuns), sized);
  return { cores: best.driverLoad.vCpu, ...memory, diskGiB: best.driver.diskGiB };
}

/** The nodes are paid for as long as the cluster runs: all executors are asked for at once, and a cache holds them. */
function executorCounts({ filled, request }: Question<Node>, { best }: Attempt<Node>): Plan['executors'] {
  const maximum = executorsOf(best.shape, best.count);
  const fixed = request.pins.executors !== undefined;
  return { minimum: fixed || filled.sized.cacheBytes > 0 ? maximum : 0, initial: maximum, maximum, dynamic: !fixed };
}

function clusterOf({ filled: { workload: { concurrentRuns } } }: Question<Node>, found: Attempt<Node>): PlannedCluster {
  const { shape, count, driver, worker } = found.best;
  const { type, yarn, masterMiB } = nodeOf(shape);
  const nodes = concurrentRuns * count;
  const onSpot = spotNodes(nodes, spotShareOf(found));
  const usedMiB = concurrentRuns * (executorsOf(shape, count) * shape.memoryGiB * MIB_PER_GIB + masterMiB);
  return {
    deployMode: 'client',
    primary: plannedPrimary(driver),
    core: {
      instanceType: type.instanceType,
      count: nodes - onSpot,
      executorsPerNode: shape.unit.executors,
      yarnMemoryMiB: yarn.memoryMiB,
      vCores: yarn.vCores,
      idleMiB: nodes * yarn.memoryMiB - usedMiB,
      ebs: volumesOf(worker, neededBytesPerSecond(found)),
      usdPerHour: roundUsd(worker.usdPerHour),
    },
    task: onSpot > 0 ? { instanceType: type.instanceType, count: onSpot, market: 'SPOT', usdPerHour: roundUsd(worker.spotUsdPerHour) } : null,
    applicationMaster: { memoryMiB: masterMiB, vCores: 1 },
    usdPerHour: roundUsd(concurrentRuns * clusterUsdPerHour({ driver, executor: worker, count }, concurrentRuns, spotShareOf(found))),
    sparkDefaults: CLUSTER_SPARK_DEFAULTS,
  };
}

function spotShareOf({ space: { platform } }: Attempt<Node>): number {
  return (platform as Ec2Platform).spotShare;
}

/** Bytes a second of one node's volumes at which no stage waits for them, or all that it carries where one would anyway; in steps of one volume. */
function neededBytesPerSecond({ space: { pace }, best }: Attempt<Node>): number {
  const { ebsBytesPerSecond, storeBytesPerSecond } = nodeOf(best.shape);
  const fleet = fleetOf(best);
  const seconds = (bytesPerSecond: number) => runSeconds(
    pace, { ...fleet, diskBytesPerSecond: (storeBytesPerSecond + bytesPerSecond) / best.shape.unit.executors }, best.partitions, 'high');
  const volume = LAWS.gp3MiBps.value * MIB;
  let bytesPerSecond = Math.min(volume, ebsBytesPerSecond);
  const isSlow = () => bytesPerSecond < ebsBytesPerSecond && seconds(bytesPerSecond) > seconds(ebsBytesPerSecond);
  while (isSlow()) bytesPerSecond = Math.min(bytesPerSecond + volume, ebsBytesPerSecond);
  return bytesPerSecond;
}

function costOf({ space, best }: Attempt<Node>, cluster: PlannedCluster): Plan['cost'] {
  const crew = { driver: best.driver, executor: best.worker, count: best.count };
  const usd = (end: 'low' | 'mid' | 'high') => roundUsd(space.platform.usd(space, crew, secondsOf(space, best, end)));
  return {
    usd: usd('mid'),
    lowUsd: usd('low'),
    highUsd: usd('high'),
    idleUsdPerHour: cluster.usdPerHour,
    per: space.pace.steady ? 'hour' : 'run',
    ...INSTANCE_PRICES_OF,
  };
}

function plannerAssumptions({ filled, request }: Question<Node>, found: Attempt<Node>, executor: Ec2Plan['executor']): Plan['assumptions'] {
  const { best } = found;
  const spotShare = spotShareOf(found);
  const { seconds, yields } = deadlineOf(filled);
  const target = yields
    ? [{ field: 'finishWithin', value: formatDuration(seconds), because: `${filled.workload.today ? 'what a run takes today' : 'nothing else was said'}; gives way where it cannot be met` }] : [];
  const collector = request.pins.collector === undefined
    ? [{ field: 'collector', value: executor.collector, because: 'what the release\'s Java picks on such a node; stated in the settings' }] : [];
  const quota = filled.workload.maxConcurrentVcpus === undefined
    ? [{ field: 'maxConcurrentVcpus', value: 'no limit', because: 'the account\'s quota of instances was not stated' }] : [];
  const prices = instancePrices(nodeOf(best.shape).type);
  const spot = spotShare > 0 && prices.spotUsdPerHour === undefined ? ['spotUsdPerHour'] : [];
  const provisional = ['gp3UsdPerGiBMonth', ...prices.provisional, ...spot];
  return [
    ...target, ...collector, ...quota,
    { field: 'cluster', value: 'for one run', because: 'it is started for the run and ends with it; what it costs while it stands idle is idleUsdPerHour' },
    { field: 'prices', value: provisional.join(', '), because: 'no price list gives these: derived, state your own' },
  ];
}

/** Memory that neither the sized demand nor native memory asks for; vCPU time that is billed and not worked. */
function wasteOf({ filled: { sized } }: Question<Node>, { space, best }: Attempt<Node>): Plan['waste'] {
  const seconds = secondsOf(space, best, 'mid');
  const billed = best.count * best.shape.unit.vCpu * (space.pace.steady ? seconds : billedSeconds(seconds));
  return { memory: share(wastedMemory({ space, best })), vCpu: share(1 - sized.coreSeconds.mid / billed) };
}
