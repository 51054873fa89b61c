import {
  PlanEscalation, PlanWaste, PlannedCapacity, PlannedCluster, PlannedCost, PlannedDriver, PlannedExecutor, PlannedTaskMemory, PlannedWarmWorkers,
  PlannedWorker,
} from './plan-structs';
import { CostPeriod, GarbageCollector, MemoryBasis, WorkerDiskType } from './planner-words';
import { AnyPlan, Ec2Plan } from '../core/planning/ec2-plan';
import { Plan, Worker } from '../core/planning/plan';

/** A worker in the names of the API. Only EMR Serverless has workers. */
function workerOf(process: object | { readonly worker: Worker }): { readonly worker?: PlannedWorker } {
  if (!('worker' in process)) return {};
  const { vCpu, memoryGiB, diskGiB, diskType } = process.worker;
  return { worker: { vcpu: vCpu, memoryGiB, diskGiB, diskType: diskType as WorkerDiskType } };
}

export function executorOf(executor: AnyPlan['executor']): PlannedExecutor {
  const { cores, taskCpus, slots, heapMiB, overheadMiB, offHeapMiB, pysparkMiB, containerMiB, neededHeapMiB, neededBy } = executor;
  return {
    cores,
    taskCpus,
    slots,
    heapMiB,
    overheadMiB,
    offHeapMiB,
    pysparkMiB,
    containerMiB,
    neededHeapMiB,
    neededBy,
    collector: executor.collector as GarbageCollector,
    slackFraction: executor.slackToNextStep,
    ...workerOf(executor),
  };
}

export function driverOf(driver: AnyPlan['driver']): PlannedDriver {
  const { cores, heapMiB, overheadMiB, containerMiB } = driver;
  return { cores, heapMiB, overheadMiB, containerMiB, ...workerOf(driver) };
}

export function taskMemoryOf({ memoryMiB, demandMiB, basis }: AnyPlan['perTask']): PlannedTaskMemory {
  return { memoryMiB, demandMiB, basis: basis as MemoryBasis };
}

export function capacityOf({ serverless: { maximumCapacity: { cpu, memory, disk } } }: Plan): PlannedCapacity {
  return { cpu, memory, disk };
}

export function warmWorkersOf({ serverless }: Plan): PlannedWarmWorkers[] {
  return serverless.initialCapacity.map(row => ({ ...row, diskType: row.diskType as WorkerDiskType }));
}

export function costOf({ per, ...cost }: AnyPlan['cost']): PlannedCost {
  return { ...cost, period: per as CostPeriod };
}

export function wasteOf({ memory, vCpu }: AnyPlan['waste']): PlanWaste {
  return { memoryFraction: memory, vcpuFraction: vCpu };
}

export function clusterOf({ cluster: { primary, core, applicationMaster, usdPerHour } }: Ec2Plan): PlannedCluster {
  const { vCores, ebs, ...nodes } = core;
  return {
    primary: { instanceType: primary.instanceType, vcores: primary.vCores, memoryMiB: primary.memoryMiB, usdPerHour: primary.usdPerHour },
    core: { ...nodes, vcores: vCores, volumes: ebs?.volumes ?? 0, volumeSizeGiB: ebs?.sizeGiB ?? 0 },
    applicationMasterMiB: applicationMaster.memoryMiB,
    usdPerHour,
  };
}

export function escalationOf({ executor, sparkDefaults, because }: NonNullable<AnyPlan['escalation']>): PlanEscalation {
  return { sparkDefaults: { ...sparkDefaults }, heapMiB: executor.heapMiB, ...workerOf(executor), because };
}
