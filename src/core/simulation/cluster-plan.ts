import { simulateYarn } from './yarn';
import { YarnSimulation } from './yarn-simulation';
import { findRelease } from '../catalog/releases';
import { minimumAllocationMiB } from '../catalog/yarn-memory';
import { Ec2Plan } from '../planning/ec2-plan';

/**
 * Plays a plan's containers against YARN on its core nodes: the application master of each run first, then the executors of all runs.
 * The second master and all further ones stand in for containers of the first priority.
 */
export function simulateClusterPlan({ cluster: { core, applicationMaster }, executor, executors, concurrentRuns, release }: Ec2Plan): YarnSimulation {
  const found = findRelease(release);
  const executorsAsked = concurrentRuns * executors.maximum;
  return simulateYarn({
    groups: [{ type: core.instanceType, count: core.count, memoryMiB: core.yarnMemoryMiB, vCores: core.vCores }],
    master: applicationMaster,
    containers: [
      ...concurrentRuns > 1 ? [{ ...applicationMaster, count: concurrentRuns - 1 }] : [],
      { memoryMiB: executor.containerMiB, vCores: executor.cores, count: executorsAsked },
    ],
    rules: { minimumAllocationMiB: found.ok ? minimumAllocationMiB(found.value) : 1, calculator: 'default' },
  });
}
