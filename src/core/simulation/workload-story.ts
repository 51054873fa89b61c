import { Story } from './story';
import { tellStory } from './tell-story';
import { LAWS } from '../catalog/laws';
import { ExplainRequest, Explanation } from '../memory/explain';
import { ExecutorJvm, Pools } from '../memory/ledger';
import { defaultMemoryFraction, STORAGE_FRACTION } from '../memory/unified';
import { fails, ok, Outcome, problem } from '../problems/problem';
import { fillWorkload } from '../workload/demand';
import { Workload } from '../workload/workload';

/** What a workload does not say of the executor that it is played against. */
export interface StoryOptions {
  /** `spark.sql.shuffle.partitions`, for stages that do not have their own. Left out: Spark's default. */
  readonly partitions?: number;
  /** Executors that share the cache. Left out: this one alone. */
  readonly executors?: number;
}

/** The story of a configuration and a workload, with what was taken for granted. */
export interface WorkloadStory extends Story {
  readonly workload: string | null;
  /** Whether the workload allows a partition to spill. */
  readonly spill: Workload['spill'];
  readonly partitions: number;
  readonly executors: number;
  readonly notes: readonly string[];
}

/** Of `spark.sql.shuffle.partitions`. */
const DEFAULT_SHUFFLE_PARTITIONS = LAWS.skewPartitions.value;

/** Plays a workload as it was stated, without room to grow, against one explained executor. */
export function workloadStory(
  request: ExplainRequest, explanation: Explanation, workload: Workload, options: StoryOptions,
): Outcome<WorkloadStory> {
  if (request.role === 'driver') return fails([problem('SZ1007', 'for', 'a driver runs no tasks; leave out the role, or the workload')]);
  const { onHeap, jvm: { maxMemoryBytes }, pageBytes, sparkVersion } = explanation;
  if ('shuffleBytes' in onHeap) {
    return fails([problem('SZ1013', 'for', `Spark ${sparkVersion} has the static memory manager here; only the unified one is played`)]);
  }
  const { partitions = DEFAULT_SHUFFLE_PARTITIONS, executors = 1 } = options;
  const pools: Pools = { maxMemoryBytes, pageBytes, poolBytes: onHeap.unifiedBytes, storageRegionBytes: onHeap.storageBytes };
  const demand = fillWorkload(workload).stated;
  const story = tellStory({ jvm: jvmOf(request, explanation), pools, sparkVersion, demand, partitions, executors });
  const notes = notesOf(explanation, workload, options);
  return ok({ ...story, workload: workload.name ?? null, spill: workload.spill, partitions, executors, notes });
}

function jvmOf(request: ExplainRequest, { jvm, offHeap, sparkVersion }: Explanation): ExecutorJvm {
  const { executorCores = 1, taskCpus = 1, memoryFraction, storageFraction } = request;
  return {
    cores: executorCores,
    slots: Math.floor(executorCores / taskCpus),
    collector: jvm.collector,
    javaVersion: jvm.java,
    memoryFraction: memoryFraction ?? defaultMemoryFraction(sparkVersion),
    storageFraction: storageFraction ?? STORAGE_FRACTION,
    offHeapBytes: offHeap.bytes,
  };
}

function notesOf({ offHeap }: Explanation, workload: Workload, { partitions, executors }: StoryOptions): string[] {
  const needsPartitions = workload.stages.length === 0
    || workload.stages.some(({ partitions: own, largestRecords }) => own === undefined && largestRecords === undefined);
  return [
    ...partitions === undefined && needsPartitions ? [`Assumed: ${DEFAULT_SHUFFLE_PARTITIONS} partitions, Spark's default.`] : [],
    ...executors === undefined && workload.cacheBytes > 0 ? ['Assumed: one executor, which holds all of the cache.'] : [],
    ...workload.stages.length === 0 ? ['No stages are stated: a task holds its part of the shuffle in memory, and one page.'] : [],
    ...workload.offHeapBytes > 0 && offHeap.bytes === 0 ? ['The workload asks for off-heap memory, which this executor does not have.'] : [],
    'Every slot runs a task as large as the largest, all in step: the worst that Spark allows. User memory and collection of garbage are not played.',
  ];
}
