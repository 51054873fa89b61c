import { MIB_PER_GIB } from '../units';
import { Admission, Contest, PoolWorkers, admit, capacityNeeded, idlePool, profilesOf } from './admission';
import { Capacity, WorkerSize, capacityText, limitsOf, workerText } from './capacity';
import { AllocationSettings, allocationFailure, executorsAsked, executorsMaximum } from './dynamic-allocation';
import { notesOf } from './notes';
import { bindsOf, messageOf } from './refusal';
import { Binds, NodeUse, RunGrant, SIMULATION_SCHEMA, Simulation } from './simulation';
import { timelineOf } from './timeline';

/** An application and the jobs that start in it together. */
export interface ServerlessSimulation {
  /** Left out: no limits. */
  readonly maximumCapacity?: Capacity;
  readonly driver: WorkerSize;
  readonly executor: WorkerSize;
  readonly allocation: AllocationSettings;
  /** 1 where left out. */
  readonly concurrentRuns?: number;
  /** Pre-initialised workers. */
  readonly pool?: readonly PoolWorkers[];
  /** `maxConcurrentRuns` of the application's scheduler: further runs wait. Left out: no scheduler, all runs start together. */
  readonly maxConcurrentRuns?: number;
  /** Lake Formation's fine-grained access control: a system driver beside each driver, and system executors beside the executors. */
  readonly lakeFormation?: boolean;
  /** `spark.aws.serverlessStorage.enabled`: such jobs never use pre-initialised workers. Source: jobs-serverless-storage.html of the EMR Serverless guide. */
  readonly serverlessStorage?: boolean;
  /** What the containers take of their workers, where known; else all of it. */
  readonly containers?: { readonly driverMiB: number; readonly executorMiB: number };
  /** How long one run takes. Left out: not known, and nothing is said of what comes after its start. */
  readonly runSeconds?: number;
  /** Why a container has no worker, so that nothing starts. */
  readonly unplaceable?: string;
}

/** Plays the admission rules of EMR Serverless for runs that start together. */
export function simulateServerless(request: ServerlessSimulation): Simulation {
  const contest = contestOf(request);
  const failure = request.unplaceable ? undefined : allocationFailure(request.allocation);
  return write(request, contest, failure === undefined && request.unplaceable === undefined ? play(request, contest) : failAtOnce(request, failure));
}

/** The part of a simulation that depends on who gets in. */
type Outcome = Pick<Simulation, 'starts' | 'executorsGranted' | 'executorsAtMaximum' | 'runs' | 'binds' | 'bindsAtMaximum' | 'message' | 'messageAtMaximum' | 'perNode' | 'timeline' | 'notes'>;

function play(request: ServerlessSimulation, contest: Contest): Outcome {
  const asked = executorsAsked(request.allocation);
  const admission = admit(contest, asked);
  const decisive = asked > 0 ? admission : admit(contest, 1); // a job that starts without executors asks for one at its first task
  const atMaximum = admit(contest, executorsMaximum(request.allocation));
  const everyProfile = decisive.drivers === contest.runs && decisive.executors.every(count => count >= contest.profiles);
  const starts = everyProfile && executorsMaximum(request.allocation) > 0;
  return {
    starts,
    executorsGranted: admission.granted,
    executorsAtMaximum: finite(atMaximum.granted),
    runs: runsOf(request, contest, { decisive, admission }),
    binds: bindsOf(contest, decisive),
    bindsAtMaximum: bindsOf(contest, atMaximum),
    message: messageOf(contest, decisive),
    messageAtMaximum: messageOf(contest, atMaximum),
    perNode: nodesOf(request, contest, admission),
    timeline: admission.refused === 'pool' ? null : timelineOf({ contest, allocation: request.allocation, submitted: request.concurrentRuns ?? 1, runSeconds: request.runSeconds }),
    notes: notesOf({ request, contest, admission, asked, starts }),
  };
}

function failAtOnce(request: ServerlessSimulation, failure: string | undefined): Outcome {
  const binds: Binds = request.unplaceable !== undefined ? { dimension: 'container', detail: request.unplaceable }
    : { dimension: 'none', detail: 'the job fails at once: its settings of dynamic allocation contradict each other' };
  const asked = profilesOf(request.lakeFormation ?? false) * executorsAsked(request.allocation);
  const run: RunGrant = { starts: false, queued: false, executorsAsked: asked, executorsGranted: 0 };
  const runs = Array.from({ length: request.concurrentRuns ?? 1 }, () => run);
  const none = { executorsGranted: 0, executorsAtMaximum: 0, perNode: [], timeline: null, notes: [] };
  return { starts: false, ...none, runs, binds, bindsAtMaximum: binds, message: failure ?? null, messageAtMaximum: failure ?? null };
}

/** The document, its fields in the order of its type. */
function write(request: ServerlessSimulation, contest: Contest, outcome: Outcome): Simulation {
  const asked = executorsAsked(request.allocation);
  const profiles = contest.runs * contest.profiles;
  const { starts, executorsGranted, executorsAtMaximum, runs, binds, bindsAtMaximum, message, messageAtMaximum, perNode, timeline, notes } = outcome;
  return {
    schema: SIMULATION_SCHEMA,
    platform: 'serverless',
    starts,
    executorsAsked: profiles * asked,
    executorsGranted,
    executorsAtMaximum,
    executorsMaximum: finite(profiles * executorsMaximum(request.allocation)),
    granted: runs.map(run => run.executorsGranted),
    runs,
    binds,
    bindsAtMaximum,
    message,
    messageAtMaximum,
    perNode,
    capacityForAll: capacityText(capacityNeeded(contest, asked)),
    timeline,
    notes,
  };
}

function contestOf(request: ServerlessSimulation): Contest {
  const runs = request.concurrentRuns ?? 1;
  return {
    limits: limitsOf(request.maximumCapacity ?? {}),
    pool: request.pool ?? [],
    poolServes: !request.serverlessStorage,
    runs: Math.min(runs, request.maxConcurrentRuns ?? runs),
    driver: request.driver,
    profiles: profilesOf(request.lakeFormation ?? false),
    executor: request.executor,
  };
}

function runsOf(request: ServerlessSimulation, { profiles }: Contest, { decisive, admission }: Record<'decisive' | 'admission', Admission>): RunGrant[] {
  return Array.from({ length: request.concurrentRuns ?? 1 }, (_, run) => ({
    starts: (decisive.executors[run] ?? 0) >= profiles,
    queued: run >= (request.maxConcurrentRuns ?? Infinity),
    executorsAsked: profiles * executorsAsked(request.allocation),
    executorsGranted: admission.executors[run] ?? 0,
  }));
}

function nodesOf({ containers, lakeFormation }: ServerlessSimulation, contest: Contest, admission: Admission): NodeUse[] {
  const { driver, executor } = contest;
  const whose = lakeFormation ? ' (user and system)' : '';
  const nodes = [
    node(`driver${whose}`, driver, admission.driverWorkers, containers?.driverMiB),
    node(`executor${whose}`, executor, admission.granted, containers?.executorMiB),
    ...idlePool(contest, admission).map(row => ({ ...node(`idle pre-initialised ${row.key.toLowerCase()}`, row.worker, row.count, 0), containers: 0 })),
  ];
  return nodes.filter(({ count }) => count > 0);
}

/** Workers that hold one container each. */
function node(name: string, worker: WorkerSize, count: number, usedMiB = worker.memoryGiB * MIB_PER_GIB): NodeUse {
  return { type: `${name} ${workerText(worker)}`, count, containers: 1, usedMiB, idleMiB: worker.memoryGiB * MIB_PER_GIB - usedMiB };
}

function finite(count: number): number | null {
  return Number.isFinite(count) ? count : null;
}
