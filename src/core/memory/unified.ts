import { Problem, problem } from '../problems/problem';
import { MIB } from '../units';
import { Collector, maxMemoryBytes } from './jvm-heap';
import { ASSUMED_SPARK_VERSION, sparkAtLeast } from './spark-version';

/**
 * Unified memory, Spark 1.6 and later: one region that execution and storage share.
 * Source: UnifiedMemoryManager.getMaxMemory and MemoryManager of Spark 1.6.0, 2.0.2, 2.4.5, 3.5.
 */

/** What Spark keeps for itself. Source: UnifiedMemoryManager.RESERVED_SYSTEM_MEMORY_BYTES, Spark 1.6 to 4.1. */
export const RESERVED_BYTES = 300 * MIB;
/** ⌈1.5 · reserved⌉: the least `Runtime.maxMemory` and `spark.executor.memory` that Spark starts with. */
export const MINIMUM_HEAP_BYTES = Math.ceil(RESERVED_BYTES * 1.5);
/** Default of `spark.memory.storageFraction`, all versions. */
export const STORAGE_FRACTION = 0.5;

/** How one JVM of Spark divides its memory. */
export interface UnifiedMemoryRequest {
  /** `Runtime.maxMemory()`, not -Xmx. */
  readonly maxMemoryBytes: number;
  /** `spark.memory.fraction`. Left out: the version's default. */
  readonly memoryFraction?: number;
  /** `spark.memory.storageFraction`. Left out: 0.5. */
  readonly storageFraction?: number;
  /** `spark.memory.offHeap.size`. Left out: none. */
  readonly offHeapBytes?: number;
  readonly sparkVersion?: string;
}

/** Off-heap memory, part by part: storage + execution = bytes. */
export interface OffHeapMemory {
  readonly bytes: number;
  readonly storageBytes: number;
  readonly executionBytes: number;
}

/** The memory of one JVM: reserved + user + unified = `Runtime.maxMemory`; storage + execution = unified. */
export interface UnifiedMemory {
  readonly reservedBytes: number;
  readonly userBytes: number;
  readonly unifiedBytes: number;
  /** Storage that execution cannot evict. */
  readonly storageBytes: number;
  /** The execution pool at start. */
  readonly executionBytes: number;
  readonly offHeap: OffHeapMemory;
}

/** What Spark compares with its least heap at start. */
export interface HeapCheck {
  /** `Runtime.maxMemory()`. */
  readonly maxMemoryBytes: number;
  /** `spark.executor.memory` as `SparkConf.getSizeAsBytes` reads it (a bare number is bytes). Left out: not set. */
  readonly executorMemoryBytes?: number;
  readonly sparkVersion?: string;
}

/** M = ⌊(maxMemory − 300 MiB) · fraction⌋, in IEEE doubles as the JVM computes it; truncated. */
export function unifiedBytes(maxMemory: number, fraction: number): number {
  return Math.trunc((maxMemory - RESERVED_BYTES) * fraction);
}

/** Default of `spark.memory.fraction`: 0.75 in Spark 1.6, 0.6 since (SPARK-15796). */
export function defaultMemoryFraction(sparkVersion: string): number {
  return sparkAtLeast(sparkVersion, '2.0') ? 0.6 : 0.75;
}

/** The regions of one JVM; R = ⌊M · storageFraction⌋, the odd byte goes to execution. Presumes a heap that {@link checkHeap} lets pass. */
export function unifiedMemory(request: UnifiedMemoryRequest): UnifiedMemory {
  const { maxMemoryBytes: maxMemory, storageFraction = STORAGE_FRACTION, offHeapBytes = 0, sparkVersion = ASSUMED_SPARK_VERSION } = request;
  const unified = unifiedBytes(maxMemory, request.memoryFraction ?? defaultMemoryFraction(sparkVersion));
  const storageBytes = Math.trunc(unified * storageFraction);
  return {
    reservedBytes: RESERVED_BYTES,
    userBytes: maxMemory - RESERVED_BYTES - unified,
    unifiedBytes: unified,
    storageBytes,
    executionBytes: unified - storageBytes,
    offHeap: offHeapMemory(offHeapBytes, storageFraction, sparkVersion),
  };
}

/** Off-heap pools. Before 2.0 there is none for storage: all of it is execution's. */
function offHeapMemory(bytes: number, storageFraction: number, sparkVersion: string): OffHeapMemory {
  const storageBytes = sparkAtLeast(sparkVersion, '2.0') ? Math.trunc(bytes * storageFraction) : 0;
  return { bytes, storageBytes, executionBytes: bytes - storageBytes };
}

/** The checks that Spark makes as it starts, in its order and in the words of the version. Spark stops at the first that fails. */
export function checkHeap(check: HeapCheck): readonly Problem[] {
  return heapProblems(check, MINIMUM_HEAP_BYTES);
}

/** As {@link checkHeap}, for the least heap of whichever memory manager. */
export function heapProblems(check: HeapCheck, leastBytes: number): readonly Problem[] {
  const { maxMemoryBytes: maxMemory, executorMemoryBytes, sparkVersion = ASSUMED_SPARK_VERSION } = check;
  const problems: Problem[] = [];
  if (maxMemory < leastBytes) {
    const role = executorMemoryBytes !== undefined && sparkAtLeast(sparkVersion, EXECUTOR_SPEAKS_FOR_ITSELF) ? 'executor' : 'driver';
    problems.push(problem('SZ2004', 'spark.driver.memory', systemMemoryMessage(check, role, leastBytes)));
  }
  if (sparkAtLeast(sparkVersion, '2.0') && executorMemoryBytes !== undefined && executorMemoryBytes < leastBytes) {
    problems.push(problem('SZ2004', 'spark.executor.memory', executorMemoryMessage(executorMemoryBytes, leastBytes, sparkVersion)));
  }
  return problems;
}

/** The first check runs in executors too, and before SPARK-58513 speaks of the driver there as well. */
const EXECUTOR_SPEAKS_FOR_ITSELF = '4.3';

/** 1.6 prints its minimum as a double (`4.718592E8`). Spark 4.3 breaks the line between the two sentences. */
function systemMemoryMessage(check: HeapCheck, role: 'driver' | 'executor', leastBytes: number): string {
  const { sparkVersion = ASSUMED_SPARK_VERSION } = check;
  if (!sparkAtLeast(sparkVersion, '2.0')) return `System memory ${check.maxMemoryBytes} must be at least 4.718592E8. Please use a larger heap size.`;
  const key = quotedFrom35(`spark.${role}.memory`, sparkVersion);
  return `System memory ${check.maxMemoryBytes} must be at least ${leastBytes}. Please increase heap size using the --${role}-memory option or ${key} in Spark configuration.`;
}

function executorMemoryMessage(executorMemoryBytes: number, leastBytes: number, sparkVersion: string): string {
  const key = quotedFrom35('spark.executor.memory', sparkVersion);
  return `Executor memory ${executorMemoryBytes} must be at least ${leastBytes}. Please increase executor memory using the --executor-memory option or ${key} in Spark configuration.`;
}

/** Spark's error classes quote the key (SPARK-38467, 3.5). */
function quotedFrom35(key: string, sparkVersion: string): string {
  return sparkAtLeast(sparkVersion, '3.5') ? `"${key}"` : key;
}

/** The least -Xmx in whole MiB that passes both checks: what HotSpot leaves out of the heap counts. */
export function minimumHeapMiB(collector: Collector, javaVersion: number): number {
  let heapMiB = MINIMUM_HEAP_BYTES / MIB;
  while (maxMemoryBytes(heapMiB * MIB, collector, javaVersion) < MINIMUM_HEAP_BYTES) heapMiB++;
  return heapMiB;
}
