import { LAWS } from '../catalog/laws';
import { findServerlessRelease, firstReleaseWith, hasFeature, Release } from '../catalog/releases';
import { diskRange, formatWorker, isLegalWorker, nearestWorkers, smallestWorker } from '../catalog/workers';
import { Problem, problem } from '../problems/problem';
import { MIB_PER_GIB } from '../units';
import { checkPlanCapacity } from './check-capacity';
import { checkEc2Plan } from './check-ec2-plan';
import { Check, countChecks, driverChecks, executorChecks, failed, pinChecks, pinnedValues } from './check-parts';
import { checkPlanSettings } from './check-settings';
import { AnyPlan } from './ec2-plan';
import { Plan, PlannedDriver, PlannedExecutor, Worker } from './plan';

/** Whether a plan is legal for the service and agrees with itself, by rules that know nothing of how plans are made. */
export function checkPlan(plan: AnyPlan): Problem[] {
  return plan.platform === 'ec2' ? checkEc2Plan(plan) : checkServerlessPlan(plan);
}

function checkServerlessPlan(plan: Plan): Problem[] {
  const found = findServerlessRelease(plan.release);
  if (!found.ok) return [...found.problems];
  return [
    ...failed(executorChecks(plan.executor, found.value)),
    ...failed(driverChecks(plan.driver)),
    ...checkWorker(plan.executor, 'executor', found.value),
    ...checkWorker(plan.driver, 'driver', found.value),
    ...failed(countChecks(plan)),
    ...failed(pinChecks(plan.pins, { ...pinnedValues(plan), diskGiB: plan.executor.diskGiB })),
    ...failed(storageChecks(plan, found.value)),
    ...checkPlanSettings(plan),
    ...checkPlanCapacity(plan),
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
