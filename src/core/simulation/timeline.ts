import { Admission, Contest, admit, idlePool, poolTotal } from './admission';
import { Amounts, NOTHING, amountsOf, plus } from './capacity';
import { AllocationSettings, executorsAsked, executorsMaximum } from './dynamic-allocation';
import { LAWS } from '../catalog/laws';
import { clamp } from '../units';

/** What an application holds at a time. From one moment to the next it changes evenly; two moments of one time are a step. */
export interface Moment {
  /** Since the runs were submitted. */
  readonly seconds: number;
  /** All workers that are there, pre-initialised ones included: vCPUs, GB of memory and GB of disk. */
  readonly held: Amounts;
  /** Of these, pre-initialised workers that no run uses. */
  readonly idle: Amounts;
  /** Runs that were let in and have not ended. */
  readonly running: number;
  /** Runs that the scheduler holds back. */
  readonly waiting: number;
}

/** What an application holds from the submission of its runs on, if every run asks for all executors that it may. */
export interface Timeline {
  /** Null: no limit. */
  readonly limits: { readonly [name in keyof Amounts]: number | null };
  readonly moments: readonly Moment[];
}

/** Who gets in, and how long a run takes. */
export interface TimelineRequest {
  readonly contest: Contest;
  readonly allocation: AllocationSettings;
  /** Runs that are submitted together; those beyond the contest's wait for earlier ones to end. */
  readonly submitted: number;
  /** Of one run, from its admission. Left out: not known, and no run ends. */
  readonly runSeconds?: number;
}

/** After the last executor, where no run ends: so that what is held is seen. */
const REST = 0.5;
/** Waves of runs that are played; what waits longer goes on to wait. */
const MOST_WAVES = 12;

/**
 * Drivers are ready some time after a run's admission, executors some time after their drivers, so many a second for each run; pre-initialised workers
 * are there at once. All runs of a wave end together, and the next ones are let in. Source: the start-up constants of docs/how-a-plan-is-found.md.
 */
export function timelineOf({ contest, allocation, submitted, runSeconds }: TimelineRequest): Timeline {
  const waves = runSeconds === undefined ? 1 : Math.min(MOST_WAVES, Math.ceil(submitted / contest.runs));
  const moments = Array.from({ length: waves }, (_, index) => {
    const left = submitted - index * contest.runs;
    const running = Math.min(contest.runs, left);
    return wave(growthOf({ ...contest, runs: running }, allocation), runSeconds)
      .map(({ seconds, ...amounts }) => ({ seconds: index * (runSeconds ?? 0) + seconds, ...amounts, running, waiting: left - running }));
  }).flat();
  const pool = poolTotal(contest.pool);
  const waiting = Math.max(0, submitted - waves * contest.runs);
  const end = { seconds: moments[moments.length - 1].seconds, held: pool, idle: pool, running: 0, waiting };
  return { limits: limitsOf(contest), moments: runSeconds === undefined ? moments : [...moments, end] };
}

function limitsOf({ limits: { cpu, memory, disk } }: Contest): Timeline['limits'] {
  return { cpu: finite(cpu), memory: finite(memory), disk: finite(disk) };
}

function finite(limit: number): number | null {
  return Number.isFinite(limit) ? limit : null;
}

/** How the workers of runs that are let in together come. */
interface Growth {
  readonly contest: Contest;
  readonly admission: Admission;
  readonly driverSeconds: number;
  readonly firstSeconds: number;
  readonly lastSeconds: number;
}

function growthOf(contest: Contest, allocation: AllocationSettings): Growth {
  const atMost = admit(contest, executorsMaximum(allocation));
  const admission = Number.isFinite(atMost.granted) ? atMost : admit(contest, executorsAsked(allocation));
  const { driverWorkers, drivers, pooled, granted } = admission;
  const driverSeconds = pooled.drivers < driverWorkers ? LAWS.driverReadySeconds.value : 0;
  const firstSeconds = driverSeconds + LAWS.firstExecutorSeconds.value;
  const perSecond = LAWS.executorsPerSecond.value * Math.max(1, drivers);
  return { contest, admission, driverSeconds, firstSeconds, lastSeconds: firstSeconds + (granted - pooled.executors) / perSecond };
}

type Held = Pick<Moment, 'seconds' | 'held' | 'idle'>;

/** From the admission of runs to their end, or to some time after the last executor. */
function wave(growth: Growth, runSeconds?: number): Held[] {
  const { driverSeconds, firstSeconds, lastSeconds } = growth;
  const end = runSeconds ?? lastSeconds * (1 + REST);
  const ready = Math.min(driverSeconds, end);
  const later = [driverSeconds, firstSeconds, lastSeconds, end].filter(seconds => seconds <= end).map(seconds => heldAt(growth, seconds));
  return [{ ...empty(growth), seconds: 0 }, { ...empty(growth), seconds: ready }, ...later];
}

/** Before a driver is ready. */
function empty({ contest }: Growth): Omit<Held, 'seconds'> {
  const pool = poolTotal(contest.pool);
  return { held: pool, idle: pool };
}

function heldAt({ contest, admission, firstSeconds, lastSeconds }: Growth, seconds: number): Held {
  const { driverWorkers, pooled, granted } = admission;
  const share = seconds < firstSeconds ? 0 : lastSeconds > firstSeconds ? clamp((seconds - firstSeconds) / (lastSeconds - firstSeconds), 0, 1) : 1;
  const drivers = plus(NOTHING, amountsOf(contest.driver), driverWorkers - pooled.drivers);
  const own = plus(drivers, amountsOf(contest.executor), share * (granted - pooled.executors));
  const idle = idlePool(contest, admission).reduce((sum, { worker, count }) => plus(sum, amountsOf(worker), count), NOTHING);
  return { seconds, held: plus(poolTotal(contest.pool), own), idle };
}
