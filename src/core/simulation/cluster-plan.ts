import { simulateYarn } from './yarn';
import { YarnSimulation } from './yarn-simulation';
import { findRelease } from '../catalog/releases';
import { minimumAllocationMiB } from '../catalog/yarn-memory';
import { NodeLabel } from '../packing/placement';
import { Ec2Plan } from '../planning/ec2-plan';

const CORE_LABEL: NodeLabel = 'CORE';

/**
 * Plays a plan's containers against YARN on its core nodes: the application master of each run first, then the executors of all runs.
 * The second master and all further ones stand in for containers of the first priority.
 */
export function simulateClusterPlan({ cluster, executor, executors, concurrentRuns, release }: Ec2Plan): YarnSimulation {
  const { core, task, applicationMaster } = cluster;
  const found = findRelease(release);
  const executorsAsked = concurrentRuns * executors.maximum;
  const nodes = { type: core.instanceType, memoryMiB: core.yarnMemoryMiB, vCores: core.vCores };
  const label = task ? { label: CORE_LABEL } : {}; // a master on a Spot instance would take its job with it
  return simulateYarn({
    groups: [{ ...nodes, count: core.count, ...label }, ...task ? [{ ...nodes, count: task.count }] : []],
    master: { ...applicationMaster, ...label },
    containers: [
      ...concurrentRuns > 1 ? [{ ...applicationMaster, count: concurrentRuns - 1 }] : [],
      { memoryMiB: executor.containerMiB, vCores: executor.cores, count: executorsAsked },
    ],
    rules: { minimumAllocationMiB: found.ok ? minimumAllocationMiB(found.value) : 1, calculator: 'default' },
  });
}
