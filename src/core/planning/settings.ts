import { MEMORY_FRACTION, STORAGE_FRACTION } from './container';
import { matchRows } from './memory-fit';
import { PlannedDriver, PlannedExecutor } from './plan';
import { LAWS } from '../catalog/laws';
import { Collector } from '../memory/jvm-heap';
import { rowBytesOf } from '../memory/stage-need';
import { GIB, MIB, MIB_PER_GIB } from '../units';
import { Demand } from '../workload/demand';

/** What the settings of a plan are made from. */
export interface SettingsSource {
  readonly executor: PlannedExecutor;
  readonly driver: PlannedDriver;
  readonly executors: { readonly minimum: number; readonly initial: number; readonly maximum: number; readonly dynamic: boolean };
  readonly partitions: number;
  readonly demand: Demand;
  readonly serverlessStorage: boolean;
}

/** The flag that names a collector to HotSpot. */
export const COLLECTOR_FLAGS: Record<Collector, string> = {
  g1: '-XX:+UseG1GC',
  parallel: '-XX:+UseParallelGC',
  serial: '-XX:+UseSerialGC',
  zgc: '-XX:+UseZGC',
  shenandoah: '-XX:+UseShenandoahGC',
  cms: '-XX:+UseConcMarkSweepGC',
};

/** Rows of a group that a sort-merge join keeps in an array before it turns to a sorter. Source: Spark 3.5 SQLConf. */
const LEAST_MATCH_ROWS = 4096;

/** `14g` where it is whole, else `14335m`: what every reader of Spark takes. */
export function sparkMemory(mebibytes: number): string {
  return mebibytes % MIB_PER_GIB === 0 && mebibytes > 0 ? `${mebibytes / MIB_PER_GIB}g` : `${mebibytes}m`;
}

/**
 * Every key that a plan sizes. The same set in every plan, so that no default of an application or of another job leaks into a run.
 */
export function sparkDefaults(source: SettingsSource): Record<string, string> {
  const { executor, driver, executors, partitions, demand, serverlessStorage } = source;
  return {
    ...driverSettings(driver, demand),
    ...executorSettings(executor, executor.overheadMiB + executor.offHeapMiB + executor.pysparkMiB),
    'spark.emr-serverless.executor.disk': `${executor.diskGiB}G`,
    'spark.emr-serverless.executor.disk.type': diskTypeSetting(executor.diskType),
    ...allocationSettings(executors),
    ...shuffleSettings(demand, partitions),
    'spark.aws.serverlessStorage.enabled': `${serverlessStorage}`,
  };
}

/** Executor counts. */
export function allocationSettings({ minimum, initial, maximum, dynamic }: SettingsSource['executors']): Record<string, string> {
  return {
    'spark.dynamicAllocation.enabled': `${dynamic}`,
    'spark.dynamicAllocation.initialExecutors': `${initial}`,
    'spark.dynamicAllocation.minExecutors': `${minimum}`,
    'spark.dynamicAllocation.maxExecutors': `${maximum}`,
    'spark.executor.instances': `${initial}`,
  };
}

/** Partitions as the plan has them, and what adaptive execution may make of them. */
export function shuffleSettings(demand: Demand, partitions: number): Record<string, string> {
  return {
    'spark.sql.shuffle.partitions': `${partitions}`,
    'spark.default.parallelism': `${partitions}`,
    'spark.sql.adaptive.advisoryPartitionSizeInBytes': `${advisoryBytes(demand, partitions)}`,
    'spark.sql.files.maxPartitionBytes': `${LAWS.splitMiB.value * MIB}`,
    'spark.sql.sortMergeJoinExec.buffer.in.memory.threshold': `${matchRowsInMemory(demand)}`,
  };
}

function driverSettings(driver: PlannedDriver, demand: Demand): Record<string, string> {
  return {
    'spark.driver.cores': `${driver.cores}`,
    'spark.driver.memory': sparkMemory(driver.heapMiB),
    'spark.driver.memoryOverhead': sparkMemory(driver.overheadMiB),
    'spark.driver.maxResultSize': maxResultSize(demand),
    'spark.emr-serverless.driver.disk': `${driver.diskGiB}G`,
    'spark.emr-serverless.driver.disk.type': diskTypeSetting(driver.diskType),
  };
}

/** An executor's cores and memory; `besideMiB` is what stands beside the heap and is not counted by Spark itself. */
export function executorSettings(executor: Omit<PlannedExecutor, 'worker' | 'diskType'>, besideMiB: number): Record<string, string> {
  return {
    'spark.executor.cores': `${executor.cores}`,
    'spark.task.cpus': `${executor.taskCpus}`,
    'spark.executor.memory': sparkMemory(executor.heapMiB),
    'spark.executor.memoryOverhead': sparkMemory(besideMiB),
    'spark.executor.extraJavaOptions': COLLECTOR_FLAGS[executor.collector],
    'spark.memory.fraction': `${MEMORY_FRACTION}`,
    'spark.memory.storageFraction': `${STORAGE_FRACTION}`,
    'spark.memory.offHeap.enabled': `${executor.offHeapMiB > 0}`,
    'spark.memory.offHeap.size': `${executor.offHeapMiB * MIB}`,
  };
}

function diskTypeSetting(diskType: string): string {
  return diskType === 'SHUFFLE_OPTIMIZED' ? 'shuffle_optimized' : 'standard';
}

/** 1.25 × collect, rounded up to whole GiB, at least 1g: Spark kills a larger collect. */
export function maxResultSize(demand: Demand): string {
  const bytes = Math.max(LAWS.maxResultSizeFactor.value * demand.collectBytes, LAWS.minimumMaxResultSizeMiB.value * MIB);
  return `${Math.ceil(bytes / GIB)}g`;
}

/** Adaptive execution merges partitions up to the planned mean, and no further. */
function advisoryBytes(demand: Demand, partitions: number): number {
  return Math.max(MIB, Math.ceil(demand.shuffleBytes / partitions));
}

/** Beyond the rows that the plan counts as user memory a hot key's matches go to a sorter, which spills where an array would die. */
function matchRowsInMemory(demand: Demand): number {
  const rows = demand.stages.filter(stage => stage.operator === 'sort-merge-join' && rowBytesOf(stage) > 0).map(stage => matchRows(stage, demand));
  const most = Math.max(0, ...rows);
  return most > 0 ? Math.max(LEAST_MATCH_ROWS, most) : LAWS.joinGroupDefaultRows.value;
}

/** Keys in alphabetical order, so that a template does not depend on the order of props. */
export function sorted(settings: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(settings).sort(([a], [b]) => a < b ? -1 : 1));
}
