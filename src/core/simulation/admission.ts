import { clamp } from '../units';
import { Amounts, DimensionName, NOTHING, WorkerSize, amountsOf, plus, shortOf, workersIn } from './capacity';

/** Pre-initialised workers of one kind. They count against the maximum capacity whether a job uses them or not. */
export interface PoolWorkers {
  readonly key: 'Driver' | 'Executor';
  readonly count: number;
  readonly worker: WorkerSize;
}

/** What stands against the limits: runs that start together, all alike. */
export interface Contest {
  readonly limits: Amounts;
  readonly pool: readonly PoolWorkers[];
  /** Whether jobs use the pool at all. */
  readonly poolServes: boolean;
  readonly runs: number;
  readonly driver: WorkerSize;
  /** Resource profiles of a run. Each has a driver and executors of its own. */
  readonly profiles: number;
  readonly executor: WorkerSize;
}

/**
 * The resource profiles of a run: 1, the user's; 2 with Lake Formation's fine-grained access control, which adds the system's.
 * Source: https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/emr-serverless-lf-enable.html (2026-11-21).
 */
export function profilesOf(lakeFormation: boolean): number {
  return lakeFormation ? 2 : 1;
}

/** Who got in. */
export interface Admission {
  /** Runs whose drivers were all placed. */
  readonly drivers: number;
  /** Workers that hold a driver, those of a run that lacks its other one included. */
  readonly driverWorkers: number;
  /** Executors of each of these runs, those of all its profiles. */
  readonly executors: readonly number[];
  readonly granted: number;
  /** What was refused first, if anything was. */
  readonly refused: 'pool' | 'driver' | 'executor' | 'nothing';
  /** The dimensions that were short then, in the service's order. */
  readonly short: readonly DimensionName[];
  /** Left when the refusal came. */
  readonly rest: Amounts;
  readonly pooled: { readonly drivers: number; readonly executors: number };
}

/**
 * Plays the admission rules of an application: the pool first, then every run's drivers, then executors round robin until one is refused.
 * All executors are alike, so the round robin has a closed form.
 * Source: CreateApplication's maximumCapacity ("no new resources will be created once any one of the defined limits is hit").
 */
export function admit(contest: Contest, askedPerProfile: number): Admission {
  const pool = poolTotal(contest.pool);
  const free = plus(contest.limits, pool, -1);
  if (shortOf(free, NOTHING).length) return poolTooLarge(free);
  const drivers = placeDrivers(contest, free);
  const asked = drivers.runs && drivers.runs * contest.profiles * askedPerProfile; // 0 × Infinity is no number
  const executors = placeExecutors(contest, drivers.rest, asked);
  const refused = drivers.runs < contest.runs ? 'driver' : executors.granted < asked ? 'executor' : 'nothing';
  const rest = refused === 'driver' ? drivers.rest : executors.rest;
  return {
    drivers: drivers.runs,
    driverWorkers: drivers.workers,
    executors: share(executors.granted, drivers.runs, contest.profiles),
    granted: executors.granted,
    refused,
    short: refused === 'nothing' ? [] : shortOf(rest, amountsOf(refused === 'driver' ? contest.driver : contest.executor)),
    rest,
    pooled: { drivers: drivers.pooled, executors: executors.pooled },
  };
}

/** What the whole of it takes where nothing is refused: the pool, and every worker that finds no place in it. */
export function capacityNeeded(contest: Contest, askedPerProfile: number): Amounts {
  const drivers = contest.runs * contest.profiles;
  const executors = drivers * askedPerProfile;
  const ownDrivers = drivers - Math.min(drivers, poolPlaces(contest, 'Driver', contest.driver));
  const ownExecutors = executors - Math.min(executors, poolPlaces(contest, 'Executor', contest.executor));
  return plus(plus(poolTotal(contest.pool), amountsOf(contest.driver), ownDrivers), amountsOf(contest.executor), ownExecutors);
}

/** All pre-initialised workers together. */
export function poolTotal(pool: readonly PoolWorkers[]): Amounts {
  return pool.reduce((sum, { worker, count }) => plus(sum, amountsOf(worker), count), NOTHING);
}

/** A worker fits in a pre-initialised one that is as large in every dimension; the rest of a larger one stays empty. Source: pre-init-capacity.html. */
function fitsIn(place: WorkerSize, worker: WorkerSize): boolean {
  return shortOf(amountsOf(place), amountsOf(worker)).length === 0;
}

function poolPlaces({ pool, poolServes }: Contest, key: PoolWorkers['key'], worker: WorkerSize): number {
  if (!poolServes) return 0;
  return pool.filter(row => row.key === key && fitsIn(row.worker, worker)).reduce((sum, { count }) => sum + count, 0);
}

function placeDrivers(contest: Contest, free: Amounts) {
  const { runs, driver, profiles } = contest;
  const places = poolPlaces(contest, 'Driver', driver);
  const workers = Math.min(runs * profiles, places + workersIn(free, amountsOf(driver)));
  const pooled = Math.min(places, workers);
  return { runs: Math.floor(workers / profiles), workers, pooled, rest: plus(free, amountsOf(driver), pooled - workers) };
}

function placeExecutors(contest: Contest, free: Amounts, asked: number) {
  const places = poolPlaces(contest, 'Executor', contest.executor);
  const granted = Math.min(asked, places + workersIn(free, amountsOf(contest.executor)));
  const pooled = Math.min(places, granted);
  const own = granted - pooled;
  return { granted, pooled, rest: own === Infinity ? free : plus(free, amountsOf(contest.executor), -own) };
}

/** The pre-initialised workers that no job uses: idle, and billed. */
export function idlePool(contest: Contest, { pooled }: Pick<Admission, 'pooled'>): PoolWorkers[] {
  const left = { Driver: pooled.drivers, Executor: pooled.executors };
  return contest.pool.map(row => {
    const used = fitsIn(row.worker, row.key === 'Driver' ? contest.driver : contest.executor) ? Math.min(row.count, left[row.key]) : 0;
    left[row.key] -= used;
    return { ...row, count: row.count - used };
  });
}

/** Round robin over the profiles of all runs, run by run: each gets ⌊total / (runs × profiles)⌋, the first ones one more. */
function share(total: number, runs: number, profiles: number): number[] {
  if (total === Infinity) return Array.from({ length: runs }, () => Infinity);
  const [each, more] = [Math.floor(total / (runs * profiles)), total % (runs * profiles)];
  return Array.from({ length: runs }, (_, run) => profiles * each + clamp(more - run * profiles, 0, profiles));
}

function poolTooLarge(free: Amounts): Admission {
  return {
    drivers: 0,
    driverWorkers: 0,
    executors: [],
    granted: 0,
    refused: 'pool',
    short: shortOf(free, NOTHING),
    rest: free,
    pooled: { drivers: 0, executors: 0 },
  };
}
