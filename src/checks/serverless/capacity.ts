import { Application } from './application';
import { LAWS } from '../../core/catalog/laws';
import { DISK_TYPES, workerSizes } from '../../core/catalog/workers';
import { PoolWorkers } from '../../core/simulation/admission';
import { Amounts, NOTHING, WorkerSize, amountText, amountsOf, capacityText, limitsOf, plus, shortOf } from '../../core/simulation/capacity';
import { Rule, found } from '../rule';

/** `8 vCPU, 32 GB, 200 GB`. */
export function amountsText(amounts: Amounts): string {
  const { cpu, memory, disk } = capacityText(amounts);
  return `${cpu}, ${memory}, ${disk} of disk`;
}

/** The dimensions of a capacity that are short, with what they have and what they need. */
export function shortText(limits: Amounts, needed: Amounts): string {
  return shortOf(limits, needed).map(name => `${name} has ${amountText(name, limits[name])} and needs ${amountText(name, needed[name])}`).join(', ');
}

/** The pre-initialised workers that are known, or the least of what is not. */
export function poolWorkers({ pool }: Application): PoolWorkers[] {
  return pool.map(({ kind, count = 0, vCpu = 0, memoryGiB = 0, disk, diskGiB = 0 }) => ({
    key: kind === 'driver' ? 'Driver' : 'Executor',
    count,
    worker: { vCpu, memoryGiB, diskGiB: disk.isMissing ? LAWS.serviceExecutorDiskGiB.value : diskGiB },
  }));
}

/** The pool stands as long as the application does, and counts. */
export const poolWithinMaximum: Rule<Application> = {
  id: 'SZ6011',
  find: application => {
    const { maximum } = application;
    const total = poolWorkers(application).reduce((sum, { count, worker }) => plus(sum, amountsOf(worker), count), NOTHING);
    const limits = maximum && limitsOf(maximum.capacity);
    return maximum && limits && shortOf(limits, total).length
      ? [found(maximum.at, `the workers of InitialCapacity alone take ${amountsText(total)}; got a MaximumCapacity in which ${shortText(limits, total)}`)] : [];
  },
};

/** The least that a run can take: a driver and an executor of the smallest worker. */
export function leastRun(): Amounts {
  const worker: WorkerSize = { ...workerSizes()[0], diskGiB: DISK_TYPES[0].minimumGiB };
  return plus(amountsOf(worker), amountsOf(worker));
}

/** Below two of the smallest workers nothing can run, whatever the jobs ask for. */
export const maximumHoldsSomething: Rule<Application> = {
  id: 'SZ6012',
  find: application => {
    const { maximum } = application;
    const limits = maximum && limitsOf(maximum.capacity);
    return maximum && limits && application.engine !== 'hive' && shortOf(limits, leastRun()).length
      ? [found(maximum.at, `a driver and an executor of the smallest worker take ${amountsText(leastRun())}; ${shortText(limits, leastRun())}`)] : [];
  },
};
