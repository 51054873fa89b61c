import { FrontPoint, frontPicture } from './front-picture';
import { memoryPicture } from './memory-picture';
import { PackedRow, packingPicture } from './packing-picture';
import { Picture, WIDTHS, svgDocument } from './picture';
import { nodeRow } from './simulation-picture';
import { AnyPlan, Ec2Plan, nodesOf } from '../../core/planning/ec2-plan';
import { Plan } from '../../core/planning/plan';
import { simulateClusterPlan } from '../../core/simulation/cluster-plan';
import { MIB_PER_GIB } from '../../core/units';
import { planHeadline, planTitle, workerText } from '../plan-facts';
import { planRegions } from '../plan-regions';
import { counted, mib } from '../text-style';

/** A plan as one SVG file. */
export function planSvg(plan: AnyPlan, width: number = WIDTHS.wide): string {
  return svgDocument(`${planTitle(plan)}: ${planHeadline(plan)}`, planPictures(plan, width));
}

/** The pictures of a plan, the one that most people want first. */
export function planPictures(plan: AnyPlan, width: number = WIDTHS.wide): Picture[] {
  return [planMemoryPicture(plan, width), planPackingPicture(plan, width), ...planFrontPicture(plan, width)];
}

/** One executor, and what its tasks take. */
export function planMemoryPicture(plan: AnyPlan, width: number): Picture {
  const { executor, perTask } = plan;
  return memoryPicture({
    title: `One executor's memory: ${mib(executor.containerMiB)}`,
    regions: planRegions(plan),
    tasks: { slots: executor.slots, grantedMiB: perTask.memoryMiB, neededMiB: perTask.demandMiB },
  }, width);
}

/** Workers or nodes with what lies on them. */
export function planPackingPicture(plan: AnyPlan, width: number): Picture {
  return plan.platform === 'ec2' ? nodesPicture(plan, width) : workersPicture(plan, width);
}

/** As YARN packs the containers of the plan. */
function nodesPicture(plan: Ec2Plan, width: number): Picture {
  const { cluster, concurrentRuns } = plan;
  const simulation = simulateClusterPlan(plan);
  const yarnMiB = nodesOf(cluster) * cluster.core.yarnMemoryMiB;
  return packingPicture({
    title: `${counted(nodesOf(cluster), 'node')} under ${concurrentRuns > 1 ? counted(concurrentRuns, 'run') : 'a run'}, to scale`,
    says: [`Of ${mib(yarnMiB)} that YARN has, ${mib(cluster.core.idleMiB)} stay idle.`],
    rows: simulation.perNode.map(node => nodeRow(node, simulation)),
  }, width);
}

function workersPicture({ executor, executors, driver, concurrentRuns, serverless }: Plan, width: number): Picture {
  const { cpu, memory, disk } = serverless.maximumCapacity;
  return packingPicture({
    title: `Workers of ${concurrentRuns > 1 ? counted(concurrentRuns, 'run') : 'a run'}, to scale`,
    says: [`Together ${cpu}, ${memory}, ${disk} of disk.`],
    rows: [
      workerRow('executor', concurrentRuns * executors.maximum, executor),
      workerRow('driver', concurrentRuns, { ...driver, offHeapMiB: 0, pysparkMiB: 0 }),
    ],
  }, width);
}

type Process = Pick<Plan['executor'], 'heapMiB' | 'overheadMiB' | 'offHeapMiB' | 'pysparkMiB' | 'containerMiB' | 'worker'>;

function workerRow(role: string, count: number, { heapMiB, overheadMiB, offHeapMiB, pysparkMiB, containerMiB, worker }: Process): PackedRow {
  return {
    count,
    label: `${role}: ${workerText(worker)}`,
    parts: [
      { name: 'heap', mib: heapMiB, count: 1 },
      { name: 'off-heap', mib: offHeapMiB, count: 1 },
      { name: 'Python', mib: pysparkMiB, count: 1 },
      { name: 'overhead', mib: overheadMiB, count: 1 },
    ],
    idleMiB: Math.max(0, worker.memoryGiB * MIB_PER_GIB - containerMiB),
  };
}

/** None where no runner-up says how long it runs. */
function planFrontPicture(plan: AnyPlan, width: number): Picture[] {
  const others = plan.runnersUp.filter((one): one is typeof one & FrontPoint => one.seconds !== undefined);
  if (!others.length) return [];
  const { cost, runTime } = plan;
  const pick = { summary: pickSummary(plan), seconds: runTime.seconds, usd: cost.usd };
  return [frontPicture({ title: 'Runners-up by cost and time', each: cost.per === 'hour' ? 'an hour' : 'a run', pick, others }, width)];
}

/** In the words of the runners-up. */
function pickSummary(plan: AnyPlan): string {
  const { executors, executor, partitions } = plan;
  if (plan.platform === 'serverless') return `${executors.maximum} × ${workerText(plan.executor.worker)}, ${partitions} partitions`;
  const { core, task } = plan.cluster;
  return `${core.count}${task ? ` + ${task.count} on Spot` : ''} × ${core.instanceType}, ${counted(core.executorsPerNode, 'executor')} of ${executor.cores} cores each, ${partitions} partitions`;
}
