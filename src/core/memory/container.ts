import { ASSUMED_SPARK_VERSION, sparkAtLeast } from './spark-version';
import { LAWS } from '../catalog/laws';

/**
 * What a JVM of Spark asks of its resource manager: heap + overhead + off-heap + PySpark, in MiB.
 * Source: ResourceProfile.getResourcesForClusterManager (3.5), yarn.Client and YarnAllocator (1.3 to 4.1), BasicDriverFeatureStep and
 * BasicExecutorFeatureStep of Kubernetes (2.4 to 3.5).
 */

/** Who grants the container. `emr` is YARN with EMR's own defaults. */
export type ContainerPlatform = 'yarn' | 'emr' | 'kubernetes' | 'serverless';

/** `driver` on YARN is cluster mode; `am` the application master of client mode. */
export type ContainerRole = 'executor' | 'driver' | 'am';

/** Everything about a container but its heap. */
export interface ContainerSettings {
  readonly platform: ContainerPlatform;
  readonly role: ContainerRole;
  readonly sparkVersion?: string;
  /** `spark.{executor,driver}.memoryOverhead`: replaces the factor and its least. */
  readonly overheadMiB?: number;
  /** The overhead factor's key, where the platform and version have one; else the default holds. */
  readonly overheadFactor?: number;
  /** `spark.{executor,driver}.minMemoryOverhead`, Spark 4.0 and later. */
  readonly minimumOverheadMiB?: number;
  /** `spark.memory.offHeap.size` in whole MiB, where it is enabled. */
  readonly offHeapMiB?: number;
  /** `spark.executor.pyspark.memory` of a Python application. */
  readonly pysparkMiB?: number;
  /** The application is Python's or R's: Kubernetes then keeps 0.4 for the driver, and in cluster mode for executors. */
  readonly nonJvm?: boolean;
}

/** A container, part by part: heap + overhead + off-heap + PySpark = requested. */
export interface Container {
  readonly heapMiB: number;
  readonly overheadMiB: number;
  readonly offHeapMiB: number;
  readonly pysparkMiB: number;
  readonly requestedMiB: number;
}

/** Open-source factors: 7 % until Spark 1.3, 10 % since (SPARK-6085). */
const EARLY_OVERHEAD_FACTOR = 0.07;
const OVERHEAD_FACTOR = 0.10;
/** EMR's own default for executors on YARN, from emr-5.22.0 (Spark 2.4). Source: https://docs.aws.amazon.com/emr/latest/ReleaseGuide/emr-5220-release.html (2026-09). */
export const EMR_OVERHEAD_FACTOR = 0.1875;
/** Kubernetes, Python and R. Source: Constants/Config NON_JVM_MEMORY_OVERHEAD_FACTOR, Spark 2.4 to 4.1. */
const NON_JVM_OVERHEAD_FACTOR = 0.4;

/** The first Spark whose factor can be set: SPARK-38194 on YARN; Kubernetes has an older key, and EMR's came with its factor, for executors. */
const FACTOR_KEY_SINCE: Readonly<Record<ContainerPlatform, string>> = { yarn: '3.3', emr: '2.4', kubernetes: '2.4', serverless: '1.0' };
/** The first Spark that counts off-heap memory as part of the container: SPARK-28577, SPARK-33288. */
const OFF_HEAP_COUNTED_SINCE: Readonly<Record<ContainerPlatform, string>> = { yarn: '3.0', emr: '3.0', kubernetes: '3.1', serverless: '3.0' };
/** The first Spark with `spark.executor.pyspark.memory`: SPARK-25004. */
const PYSPARK_SINCE = '2.4';

/** overhead = explicit ?? max(⌊factor · heap⌋, least); all MiB, rounded down before the comparison. */
export function overheadMiB(heapMiB: number, settings: ContainerSettings): number {
  return settings.overheadMiB ?? Math.max(Math.trunc(overheadFactor(settings) * heapMiB), minimumOverhead(settings));
}

/** A container by Spark's sum; off-heap and PySpark only in executors, and only from the versions that count them. */
export function containerOf(heapMiB: number, settings: ContainerSettings): Container {
  const overhead = overheadMiB(heapMiB, settings);
  const offHeapMiB = offHeapTerm(settings);
  const pysparkMiB = pysparkTerm(settings);
  return { heapMiB, overheadMiB: overhead, offHeapMiB, pysparkMiB, requestedMiB: heapMiB + overhead + offHeapMiB + pysparkMiB };
}

/** The largest whole heap whose container asks for at most `containerMiB`; 0 where not even its overhead fits. The inverse of {@link containerOf}. */
export function largestHeapMiB(containerMiB: number, settings: ContainerSettings): number {
  let low = 0;
  let high = Math.max(0, Math.floor(containerMiB)) + 1;
  while (high - low > 1) { // the container grows by at least as much as its heap
    const middle = Math.floor((low + high) / 2);
    if (containerOf(middle, settings).requestedMiB <= containerMiB) low = middle;
    else high = middle;
  }
  return low;
}

function overheadFactor(settings: ContainerSettings): number {
  const { sparkVersion = ASSUMED_SPARK_VERSION } = settings;
  const factor = readsFactor(settings, sparkVersion) ? settings.overheadFactor : undefined;
  return factor ?? defaultFactor(settings, sparkVersion);
}

/** The application master of client mode keeps its fixed factor even where the others have a key. */
function readsFactor({ platform, role }: ContainerSettings, sparkVersion: string): boolean {
  if (role === 'am') return false;
  return sparkAtLeast(sparkVersion, platform === 'emr' && role === 'driver' ? FACTOR_KEY_SINCE.yarn : FACTOR_KEY_SINCE[platform]);
}

function defaultFactor({ platform, role, nonJvm }: ContainerSettings, sparkVersion: string): number {
  if (platform === 'serverless') return LAWS.overheadHeapFraction.value;
  if (platform === 'emr' && role === 'executor' && sparkAtLeast(sparkVersion, '2.4')) return EMR_OVERHEAD_FACTOR;
  if (platform === 'kubernetes' && nonJvm && sparkAtLeast(sparkVersion, '2.4')) return NON_JVM_OVERHEAD_FACTOR;
  return sparkAtLeast(sparkVersion, '1.4') ? OVERHEAD_FACTOR : EARLY_OVERHEAD_FACTOR;
}

/** The least overhead has keys from Spark 4.0 (SPARK-47208), which the application master of client mode does not read. */
function minimumOverhead({ role, minimumOverheadMiB, sparkVersion = ASSUMED_SPARK_VERSION }: ContainerSettings): number {
  const hasKey = role !== 'am' && sparkAtLeast(sparkVersion, '4.0');
  if (hasKey && minimumOverheadMiB !== undefined) return minimumOverheadMiB;
  return LAWS.minimumOverheadMiB.value;
}

function offHeapTerm({ platform, role, offHeapMiB = 0, sparkVersion = ASSUMED_SPARK_VERSION }: ContainerSettings): number {
  return role === 'executor' && sparkAtLeast(sparkVersion, OFF_HEAP_COUNTED_SINCE[platform]) ? offHeapMiB : 0;
}

function pysparkTerm({ role, pysparkMiB = 0, sparkVersion = ASSUMED_SPARK_VERSION }: ContainerSettings): number {
  return role === 'executor' && sparkAtLeast(sparkVersion, PYSPARK_SINCE) ? pysparkMiB : 0;
}
