import { InitialCapacity, Plan, Worker } from '../core/planning/plan';
import { profilesOf } from '../core/simulation/admission';
import { Amounts, amountsOf, CapacityText, capacityText, DIMENSIONS, NOTHING, plus } from '../core/simulation/capacity';

/** What the totals of an application are summed from. */
export interface Totals {
  readonly plans: readonly Plan[];
  /** Lake Formation starts a system driver and system executors beside those of each run. */
  readonly lakeFormation: boolean;
}

/** How many drivers and executors the runs of a plan may hold at once. */
function workersOf({ concurrentRuns, executors }: Plan, lakeFormation: boolean): { drivers: number; executors: number } {
  const profiles = profilesOf(lakeFormation); // each up to the maximum
  return { drivers: concurrentRuns * profiles, executors: concurrentRuns * profiles * executors.maximum };
}

/** What the runs of a plan hold at once, and what is warm beyond that: runs × (driver + maximum × executor) + idle pool. */
export function amountsOfPlan(plan: Plan, lakeFormation: boolean): Amounts {
  const { drivers, executors } = workersOf(plan, lakeFormation);
  const pool = warmWorkers(plan, lakeFormation);
  const forDrivers = plus(NOTHING, amountsOf(plan.driver.worker), Math.max(drivers, countOf(pool, 'Driver')));
  return plus(forDrivers, amountsOf(plan.executor.worker), Math.max(executors, countOf(pool, 'Executor')));
}

/** The plan with the executors of its attempt after an out-of-memory exit, where it has one: these are the larger ones in every dimension. */
export function escalatedPlan(plan: Plan): Plan {
  return plan.escalation ? { ...plan, executor: { ...plan.executor, worker: plan.escalation.executor.worker } } : plan;
}

/** Workers kept ready. Lake Formation takes its system driver from them too. Source: emr-serverless-lf-enable-considerations.html of the guide. */
export function warmWorkers({ serverless }: Plan, lakeFormation: boolean): InitialCapacity[] {
  return serverless.initialCapacity.map(row => ({ ...row, workerCount: row.key === 'Driver' && lakeFormation ? 2 * row.workerCount : row.workerCount }));
}

function countOf(pool: readonly InitialCapacity[], key: InitialCapacity['key']): number {
  return pool.filter(row => row.key === key).reduce((sum, { workerCount }) => sum + workerCount, 0);
}

/**
 * maximumCapacity = Σ over workloads of runs × (driver + maximum × executor), and what is warm and of no use to the rest: idle workers of the pool,
 * and the unused part of those that smaller workers of other workloads may occupy (a job takes any warm worker that it fits in).
 * Source: https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/pre-init-capacity.html (2026-11-20).
 */
export function totalAmounts({ plans, lakeFormation }: Totals): Amounts {
  const sum = plans.reduce((total, plan) => plus(total, amountsOfPlan(plan, lakeFormation)), NOTHING);
  return plans.filter(isWarm).reduce((total, plan) => plus(total, misfits(plan, plans.filter(other => other !== plan), lakeFormation)), sum);
}

export function totalCapacity(totals: Totals): CapacityText {
  return capacityText(totalAmounts(totals));
}

export function isWarm(plan: Plan): boolean {
  return plan.serverless.initialCapacity.length > 0;
}

/** At most min(warm, others' workers that fit) × (warm worker − the least of these), dimension by dimension. */
function misfits(warm: Plan, others: readonly Plan[], lakeFormation: boolean): Amounts {
  return warmWorkers(warm, lakeFormation).reduce((total, { key, workerCount }) => {
    const place = workerOf(warm, key);
    const guests = others.filter(other => usesPool(other) && fits(workerOf(other, key), place));
    const count = guests.reduce((sum, guest) => sum + workersOf(guest, lakeFormation)[key === 'Driver' ? 'drivers' : 'executors'], 0);
    return guests.length ? plus(total, unusedOf(place, guests.map(guest => workerOf(guest, key))), Math.min(workerCount, count)) : total;
  }, NOTHING);
}

/** Jobs with serverless storage never take a pre-initialised worker. Source: jobs-serverless-storage.html of the guide. */
function usesPool(plan: Plan): boolean {
  return plan.sparkDefaults['spark.aws.serverlessStorage.enabled'] !== 'true';
}

function workerOf(plan: Plan, key: InitialCapacity['key']): Worker {
  return key === 'Driver' ? plan.driver.worker : plan.executor.worker;
}

function fits(worker: Worker, place: Worker): boolean {
  return DIMENSIONS.every(({ name }) => amountsOf(worker)[name] <= amountsOf(place)[name]);
}

function unusedOf(place: Worker, guests: readonly Worker[]): Amounts {
  const unused = (name: keyof Amounts) => amountsOf(place)[name] - Math.min(...guests.map(guest => amountsOf(guest)[name]));
  return { cpu: unused('cpu'), memory: unused('memory'), disk: unused('disk') };
}
