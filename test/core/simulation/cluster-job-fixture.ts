import { findRelease, Release } from '../../../src/core/catalog/releases';
import { ClusterJob, jobContainers } from '../../../src/core/simulation/job-containers';

export function release(label = 'emr-7.12.0'): Release {
  const found = findRelease(label);
  if (!found.ok) throw new Error(label);
  return found.value;
}

/** Executors of 16 GiB and 4 cores on dynamic allocation. */
export function job(values: Record<string, string> = {}, concurrentRuns = 1, id = 'Job'): ClusterJob {
  return {
    id,
    concurrentRuns,
    settings: {
      'spark.yarn.am.memory': '512m',
      'spark.yarn.am.memoryOverhead': '384m',
      'spark.yarn.am.cores': '1',
      'spark.executor.memory': '14g',
      'spark.executor.memoryOverhead': '2g',
      'spark.executor.cores': '4',
      'spark.dynamicAllocation.enabled': 'true',
      'spark.dynamicAllocation.maxExecutors': '6',
      'spark.executor.instances': '2',
      ...values,
    },
  };
}

export function containers(values: Record<string, string> = {}, label?: string) {
  const read = jobContainers(job(values), release(label));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
}
