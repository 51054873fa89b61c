import { InitialCapacity, MaximumCapacity, ServerlessValues, Worker } from './plan';
import { capacityText } from '../simulation/capacity';

/** What an application has to hold for the runs of one workload. */
export interface CapacityRequest {
  readonly driver: Worker;
  readonly executor: Worker;
  readonly executors: number;
  readonly concurrentRuns: number;
  /** Executors kept ready, with one driver per concurrent run. */
  readonly warm?: number;
}

/** Plain numbers of a capacity. */
export interface Capacity {
  readonly vCpu: number;
  readonly memoryGiB: number;
  readonly diskGiB: number;
}

/** concurrentRuns × (driver + maximum × executor); executors kept warm beyond what the runs use come on top. */
export function capacityNeeded({ driver, executor, executors, concurrentRuns, warm = 0 }: CapacityRequest): Capacity {
  const count = Math.max(concurrentRuns * executors, warm);
  return {
    vCpu: concurrentRuns * driver.vCpu + count * executor.vCpu,
    memoryGiB: concurrentRuns * driver.memoryGiB + count * executor.memoryGiB,
    diskGiB: concurrentRuns * driver.diskGiB + count * executor.diskGiB,
  };
}

/** The strings of a template: `16 vCPU`, `64 GB`; the service's GB is GiB, and the unit of disks is mandatory. */
export function maximumCapacity({ vCpu, memoryGiB, diskGiB }: Capacity): MaximumCapacity {
  return capacityText({ cpu: vCpu, memory: memoryGiB, disk: diskGiB });
}

/** The CloudFormation values of one workload's application. */
export function capacityOf(request: CapacityRequest): ServerlessValues {
  const { driver, executor, concurrentRuns, warm } = request;
  const pool = warm === undefined ? [] : [pooled('Driver', concurrentRuns, driver), pooled('Executor', warm, executor)];
  return { initialCapacity: pool, maximumCapacity: maximumCapacity(capacityNeeded(request)) };
}

function pooled(key: 'Driver' | 'Executor', workerCount: number, worker: Worker): InitialCapacity {
  return { key, workerCount, ...maximumCapacity(worker), diskType: worker.diskType };
}
