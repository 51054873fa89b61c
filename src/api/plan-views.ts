import {
  PlanEscalation, PlanWaste, PlannedCapacity, PlannedCost, PlannedDriver, PlannedExecutor, PlannedTaskMemory, PlannedWarmWorkers, PlannedWorker,
} from './plan-structs';
import { CostPeriod, GarbageCollector, MemoryBasis, WorkerDiskType } from './planner-words';
import { Escalation, Plan, PlannedDriver as CoreDriver, PlannedExecutor as CoreExecutor, Worker } from '../core/planning/plan';

/** A worker in the names of the API. */
function workerOf({ vCpu, memoryGiB, diskGiB, diskType }: Worker): PlannedWorker {
  return { vcpu: vCpu, memoryGiB, diskGiB, diskType: diskType as WorkerDiskType };
}

export function executorOf(executor: CoreExecutor): PlannedExecutor {
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
    worker: workerOf(executor.worker),
  };
}

export function driverOf({ cores, heapMiB, overheadMiB, containerMiB, worker }: CoreDriver): PlannedDriver {
  return { cores, heapMiB, overheadMiB, containerMiB, worker: workerOf(worker) };
}

export function taskMemoryOf({ memoryMiB, demandMiB, basis }: Plan['perTask']): PlannedTaskMemory {
  return { memoryMiB, demandMiB, basis: basis as MemoryBasis };
}

export function capacityOf({ serverless: { maximumCapacity: { cpu, memory, disk } } }: Plan): PlannedCapacity {
  return { cpu, memory, disk };
}

export function warmWorkersOf({ serverless }: Plan): PlannedWarmWorkers[] {
  return serverless.initialCapacity.map(row => ({ ...row, diskType: row.diskType as WorkerDiskType }));
}

export function costOf({ per, ...cost }: Plan['cost']): PlannedCost {
  return { ...cost, per: per as CostPeriod };
}

export function wasteOf({ memory, vCpu }: Plan['waste']): PlanWaste {
  return { memoryFraction: memory, vcpuFraction: vCpu };
}

export function escalationOf({ executor, sparkDefaults, because }: Escalation): PlanEscalation {
  return { sparkDefaults: { ...sparkDefaults }, heapMiB: executor.heapMiB, worker: workerOf(executor.worker), because };
}
