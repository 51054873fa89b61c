import { counted, grouped, mib, percent } from './text-style';
import { AnyPlan, Ec2Plan, nodesOf } from '../core/planning/ec2-plan';
import { Plan, Worker } from '../core/planning/plan';
import { MIB_PER_GIB } from '../core/units';
import { formatDuration, formatUsd } from '../core/workload/quantities';

/** The facts of a plan in the words and the order that every report of it shares. */

const PLATFORMS = { serverless: 'EMR Serverless', ec2: 'EMR on EC2' } as const;

const EACH = { run: 'a run', hour: 'an hour' } as const;

/** `nightly on EMR Serverless, emr-7.12.0, x86_64, us-east-1`. */
export function planTitle({ name = 'A job', platform, release, architecture, region }: AnyPlan): string {
  return `${name} on ${PLATFORMS[platform]}, ${release}, ${architecture}, ${region}`;
}

/** The plan in one sentence. */
export function planHeadline(plan: AnyPlan): string {
  const { executors, executor, runTime, cost, partitions } = plan;
  const count = `${counted(executors.maximum, 'executor')} of ${counted(executor.cores, 'core')}`;
  const nodes = plan.platform === 'ec2' ? ` on ${nodesText(plan.cluster)}` : '';
  return `${executors.dynamic ? 'Up to ' : ''}${count}${nodes}, ${counted(partitions, 'partition')}:`
    + ` ${formatDuration(runTime.seconds)} and ${formatUsd(cost.usd)} ${EACH[cost.per]}.`;
}

/** `4 × m5.xlarge`, or `2 + 2 on Spot × m5.xlarge`. */
function nodesText({ core, task }: Ec2Plan['cluster']): string {
  return `${core.count}${task ? ` + ${task.count} on Spot` : ''} × ${core.instanceType}`;
}

/** Executor and driver side by side; the first row is the head. */
export function planWorkers(plan: AnyPlan): string[][] {
  const { executor, driver, executors, concurrentRuns } = plan;
  return [
    ['', 'executor', 'driver'],
    ['count', executorCount(executors), `${concurrentRuns}${concurrentRuns > 1 ? ', one per run' : ''}`],
    plan.platform === 'ec2' ? ['node', ...nodeTexts(plan)] : ['worker', workerText(plan.executor.worker), workerText(plan.driver.worker)],
    ['cores', slotsText(executor), String(driver.cores)],
    ['heap', mib(executor.heapMiB), mib(driver.heapMiB)],
    ['overhead', mib(executor.overheadMiB), mib(driver.overheadMiB)],
    executor.offHeapMiB ? ['off-heap', mib(executor.offHeapMiB), '-'] : [],
    executor.pysparkMiB ? ['Python', mib(executor.pysparkMiB), '-'] : [],
    ['container', mib(executor.containerMiB), mib(driver.containerMiB)],
  ].filter(row => row.length);
}

function executorCount({ minimum, initial, maximum, dynamic }: Plan['executors']): string {
  return dynamic ? `${minimum} to ${maximum}, ${initial} at the start` : `${maximum}, fixed`;
}

/** `4 vCPU, 16 GB, 20 GB disk`. */
export function workerText({ vCpu, memoryGiB, diskGiB, diskType }: Worker): string {
  return `${vCpu} vCPU, ${memoryGiB} GB, ${diskGiB} GB ${diskType === 'STANDARD' ? 'disk' : 'shuffle-optimized disk'}`;
}

/** Of a core node, and of the primary node. */
function nodeTexts({ cluster: { core, primary } }: Ec2Plan): [string, string] {
  const memory = (memoryMiB: number) => `${Number((memoryMiB / MIB_PER_GIB).toFixed(2))} GiB`;
  const disk = core.ebs ? `, ${core.ebs.volumes} × ${core.ebs.sizeGiB} GiB gp3` : ', instance store';
  return [
    `${core.instanceType}, ${core.executorsPerNode} on each${disk}`,
    `${primary.instanceType}, ${primary.vCores} vCPU, ${memory(primary.memoryMiB)}`,
  ];
}

function slotsText({ cores, taskCpus, slots }: Pick<AnyPlan['executor'], 'cores' | 'taskCpus' | 'slots'>): string {
  return taskCpus === 1 ? `${cores}, a task each` : `${cores}, ${taskCpus} a task: ${counted(slots, 'slot')}`;
}

/** What the plan comes to. */
export function planFigures(plan: AnyPlan): string[][] {
  const { runTime, cost, perTask, executor, waste, partitions } = plan;
  return [
    ['time', `${formatDuration(runTime.seconds)}, between ${formatDuration(runTime.lowSeconds)} and ${formatDuration(runTime.highSeconds)};`
      + ` ${counted(runTime.waves, 'wave')} of tasks`],
    ['cost', `${formatUsd(cost.usd)} ${EACH[cost.per]}, between ${formatUsd(cost.lowUsd)} and ${formatUsd(cost.highUsd)}; prices of ${cost.region}, ${cost.pricedAt}`],
    cost.idleUsdPerHour ? ['while idle', `${formatUsd(cost.idleUsdPerHour)} an hour for ${plan.platform === 'ec2' ? 'the cluster' : 'warm workers'}`] : [],
    ['partitions', grouped(partitions)],
    ['a task\'s memory', `${mib(perTask.memoryMiB)} granted, ${mib(perTask.demandMiB)} needed; ${BASES[perTask.basis]}`],
    ['least heap', `${mib(executor.neededHeapMiB)}, needed by ${executor.neededBy}; ${percent(executor.slackToNextStep)} more data fits`],
    ['unused', `${percent(waste.memory)} of memory, ${percent(waste.vCpu)} of vCPU time`],
    capacityRow(plan),
  ].filter(row => row.length);
}

function capacityRow(plan: AnyPlan): string[] {
  if (plan.platform === 'serverless') {
    const { cpu, memory, disk } = plan.serverless.maximumCapacity;
    return ['capacity', `${cpu}, ${memory}, ${disk} of disk`];
  }
  const { core } = plan.cluster;
  const nodes = nodesOf(plan.cluster);
  const used = 1 - core.idleMiB / (nodes * core.yarnMemoryMiB);
  return ['YARN', `${percent(used)} of ${nodes} × ${mib(core.yarnMemoryMiB)} in use; application master of ${mib(plan.cluster.applicationMaster.memoryMiB)} among them`];
}

/** The larger plan after an out-of-memory exit, as a row; none where there is none. */
export function planEscalation({ escalation }: AnyPlan): string[][] {
  if (!escalation) return [];
  const { executor, because } = escalation;
  const size = 'worker' in executor ? workerText(executor.worker) : `${executor.cores} cores, ${mib(executor.containerMiB)}`;
  return [[size, `heap ${mib(executor.heapMiB)}`, because]];
}

const BASES: Readonly<Record<Plan['perTask']['basis'], string>> = {
  stages: 'from the stages stated',
  bound: 'a bound from the records stated',
  expansion: 'from shuffle × expansion',
};
