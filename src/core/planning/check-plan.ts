import { LAWS } from '../catalog/laws';
import { findServerlessRelease, firstReleaseWith, hasFeature, Release } from '../catalog/releases';
import { diskRange, formatWorker, isLegalWorker, nearestWorkers, smallestWorker } from '../catalog/workers';
import { leastStartingHeapMiB } from '../memory/ledger';
import { Problem, problem, ProblemId } from '../problems/problem';
import { MIB_PER_GIB } from '../units';
import { checkPlanCapacity } from './check-capacity';
import { checkPlanSettings } from './check-settings';
import { Pins, Plan, PlannedDriver, PlannedExecutor, Worker } from './plan';
import { COLLECTOR_FLAGS } from './settings';

/** One thing that must hold, and what to say where it does not. */
interface Check {
  readonly id: ProblemId;
  readonly path: string;
  readonly holds: boolean;
  readonly message: string;
}

/** Whether a plan is legal for the service and agrees with itself, by rules that know nothing of how plans are made. */
export function checkPlan(plan: Plan): Problem[] {
  const found = findServerlessRelease(plan.release);
  if (!found.ok) return [...found.problems];
  return [
    ...failed(executorChecks(plan.executor, found.value)),
    ...failed(driverChecks(plan.driver)),
    ...checkWorker(plan.executor, 'executor', found.value),
    ...checkWorker(plan.driver, 'driver', found.value),
    ...failed(countChecks(plan)),
    ...failed(pinChecks(plan)),
    ...failed(storageChecks(plan, found.value)),
    ...checkPlanSettings(plan),
    ...checkPlanCapacity(plan),
  ];
}

function failed(checks: readonly Check[]): Problem[] {
  return checks.filter(({ holds }) => !holds).map(({ id, path, message }) => problem(id, path, message));
}

function executorChecks(executor: PlannedExecutor, { java }: Release): Check[] {
  const { cores, taskCpus, slots, heapMiB, overheadMiB, offHeapMiB, pysparkMiB, containerMiB, collector } = executor;
  const known = collector in COLLECTOR_FLAGS;
  const leastMiB = known ? leastStartingHeapMiB({ collector, javaVersion: java }) : 0;
  const sumMiB = heapMiB + overheadMiB + offHeapMiB + pysparkMiB;
  return [
    { id: 'SZ1005', path: 'executor.collector', holds: known, message: `got ${JSON.stringify(collector)}; one of ${Object.keys(COLLECTOR_FLAGS).join(', ')} is expected` },
    { id: 'SZ1007', path: 'executor.slots', holds: slots === Math.floor(cores / taskCpus), message: `got ${slots}; ${cores} cores div ${taskCpus} task CPUs are ${Math.floor(cores / taskCpus)}` },
    { id: 'SZ1007', path: 'executor.taskCpus', holds: taskCpus <= cores, message: `got ${taskCpus}, more than the ${cores} cores of the executor` },
    {
      id: 'SZ1007',
      path: 'executor.containerMiB',
      holds: containerMiB === sumMiB,
      message: `got ${containerMiB}; heap ${heapMiB} + overhead ${overheadMiB} + off-heap ${offHeapMiB} + PySpark ${pysparkMiB} are ${sumMiB}`,
    },
    { id: 'SZ2004', path: 'executor.heapMiB', holds: heapMiB >= leastMiB, message: `got ${heapMiB}; Spark starts from ${leastMiB} MiB` },
  ];
}

function driverChecks({ heapMiB, overheadMiB, containerMiB }: PlannedDriver): Check[] {
  const leastMiB = leastStartingHeapMiB({ collector: 'g1', javaVersion: 17 });
  return [
    {
      id: 'SZ1007',
      path: 'driver.containerMiB',
      holds: containerMiB === heapMiB + overheadMiB,
      message: `got ${containerMiB}; heap ${heapMiB} + overhead ${overheadMiB} are ${heapMiB + overheadMiB}`,
    },
    { id: 'SZ2004', path: 'driver.heapMiB', holds: heapMiB >= leastMiB, message: `got ${heapMiB}; Spark starts from ${leastMiB} MiB` },
  ];
}

/** The worker is of the grid, its disk is legal, and it is the least that holds the container. */
function checkWorker(process: PlannedExecutor | PlannedDriver, role: 'executor' | 'driver', release: Release): Problem[] {
  const { worker, cores, containerMiB, diskGiB, diskType } = process;
  const path = `${role}.worker`;
  if (!isLegalWorker(worker.vCpu, worker.memoryGiB)) {
    const near = nearestWorkers(worker.vCpu, worker.memoryGiB).map(formatWorker).join(' or ');
    return [problem('SZ2001', path, `got ${formatWorker(worker)}; the nearest of the grid: ${near}`)];
  }
  const least = smallestWorker(worker.vCpu, containerMiB);
  return failed([
    { id: 'SZ1007', path: `${path}.vCpu`, holds: worker.vCpu === cores, message: `got ${worker.vCpu}; ${cores} cores take a worker of ${cores} vCPU` },
    { id: 'SZ1007', path: `${path}.diskGiB`, holds: worker.diskGiB === diskGiB && worker.diskType === diskType, message: `got ${diskText(worker)}; the ${role} states ${diskText(process)}` },
    {
      id: 'SZ2003',
      path: `${role}.containerMiB`,
      holds: least?.memoryGiB === worker.memoryGiB,
      message: `got ${containerMiB} MiB on a worker of ${worker.memoryGiB * MIB_PER_GIB} MiB; ${least ? `the service gives it ${formatWorker(least)}` : `no worker of ${worker.vCpu} vCPU takes it`}`,
    },
    ...diskChecks(worker, path, release),
  ]);
}

function diskChecks(worker: Worker, path: string, release: Release): Check[] {
  const range = diskRange(worker.diskType, release);
  if (!range) return [{ id: 'SZ1013', path: `${path}.diskType`, holds: false, message: `got ${worker.diskType}, which ${release.label} does not have; use STANDARD, or ${firstReleaseWith('shuffleOptimizedDisks', release)} and later` }];
  const { minimumGiB, maximumGiB } = range;
  const holds = worker.diskGiB >= minimumGiB && worker.diskGiB <= maximumGiB;
  return [{ id: 'SZ2002', path: `${path}.diskGiB`, holds, message: `got ${worker.diskGiB}; ${minimumGiB} to ${maximumGiB} GiB are allowed for ${worker.diskType}` }];
}

function diskText({ diskGiB, diskType }: Pick<Worker, 'diskGiB' | 'diskType'>): string {
  return `${diskGiB} GiB ${diskType}`;
}

function countChecks({ executors: { minimum, initial, maximum, dynamic } }: Plan): Check[] {
  const got = `got minimum ${minimum}, initial ${initial}, maximum ${maximum}`;
  return [
    { id: 'SZ2005', path: 'executors', holds: minimum <= initial && initial <= maximum, message: `${got}; minimum ≤ initial ≤ maximum is expected` },
    { id: 'SZ2005', path: 'executors', holds: dynamic || (minimum === maximum && initial === maximum), message: `${got} without dynamic allocation; all three must be the same` },
  ];
}

/** A plan has what it was pinned to. */
function pinChecks({ pins = {}, executor, executors, partitions }: Plan): Check[] {
  const had: Required<Pins> = {
    executorCores: executor.cores,
    taskCpus: executor.taskCpus,
    executors: executors.maximum,
    partitions,
    executorMemoryMiB: executor.heapMiB,
    diskGiB: executor.diskGiB,
    collector: executor.collector,
  };
  return (Object.keys(had) as (keyof Pins)[]).filter(name => pins[name] !== undefined)
    .map(name => ({ id: 'SZ1007', path: `pins.${name}`, holds: pins[name] === had[name], message: `got ${pins[name]}; the plan has ${had[name]}` }));
}

/** Source: https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/jobs-serverless-storage.html (2026-11-20). */
function storageChecks(plan: Plan, release: Release): Check[] {
  if (plan.sparkDefaults['spark.aws.serverlessStorage.enabled'] !== 'true') return [];
  const path = 'sparkDefaults["spark.aws.serverlessStorage.enabled"]';
  const leastVCpu = LAWS.serverlessStorageMinimumVCpu.value;
  return [
    { id: 'SZ1013', path, holds: hasFeature(release, 'serverlessStorage'), message: `got true, which ${release.label} does not have; use ${firstReleaseWith('serverlessStorage', release)} and later` },
    { id: 'SZ1007', path, holds: plan.executor.cores >= leastVCpu, message: `got true with executors of ${plan.executor.cores} vCPU; it works from ${leastVCpu} vCPU` },
    { id: 'SZ1007', path, holds: plan.serverless.initialCapacity.length === 0, message: 'got true with initialCapacity; pre-initialised workers never use serverless storage' },
  ];
}
