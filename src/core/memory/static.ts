import { Problem } from '../problems/problem';
import { MIB } from '../units';
import { sparkAtLeast } from './spark-version';
import { HeapCheck, heapProblems } from './unified';

/**
 * Static memory: the only manager up to Spark 1.5, `spark.memory.useLegacyMode` from 1.6 to 2.4, gone since 3.0 (SPARK-26539).
 * Regions of fixed size that lend each other nothing. Source: BlockManager and ShuffleMemoryManager of Spark 1.5.2, StaticMemoryManager of 2.4.5.
 */

/** The settings of the legacy manager, all with defaults. */
export interface StaticMemoryRequest {
  /** `Runtime.maxMemory()`. */
  readonly maxMemoryBytes: number;
  /** `spark.storage.memoryFraction`, 0.6. */
  readonly storageFraction?: number;
  /** `spark.storage.safetyFraction`, 0.9. */
  readonly storageSafetyFraction?: number;
  /** `spark.storage.unrollFraction`, 0.2. */
  readonly unrollFraction?: number;
  /** `spark.shuffle.memoryFraction`, 0.2. */
  readonly shuffleFraction?: number;
  /** `spark.shuffle.safetyFraction`, 0.8. */
  readonly shuffleSafetyFraction?: number;
}

/** The heap, part by part: storage + shuffle + other = `Runtime.maxMemory`; unroll lies within storage. */
export interface StaticMemory {
  readonly storageBytes: number;
  readonly shuffleBytes: number;
  /** Of storage, what blocks may take while they are unrolled. */
  readonly unrollBytes: number;
  /** What no region holds: the safety margins, and the user's own objects. */
  readonly otherBytes: number;
}

/** The first Spark without the static manager, and the first that has another one. */
export const STATIC_MANAGER_GONE = '3.0';
export const UNIFIED_MANAGER_SINCE = '1.6';

/** The legacy manager's least heap and executor memory. Source: StaticMemoryManager.MIN_MEMORY_BYTES, Spark 2.0 to 2.4. */
const MINIMUM_STATIC_HEAP_BYTES = 32 * MIB;

/** storage = ⌊(H · 0.6) · 0.9⌋, shuffle = ⌊(H · 0.2) · 0.8⌋, unroll = ⌊storage · 0.2⌋: truncated, in the order of the JVM's multiplications. */
export function staticMemory(request: StaticMemoryRequest): StaticMemory {
  const { maxMemoryBytes, storageFraction = 0.6, storageSafetyFraction = 0.9, shuffleFraction = 0.2, shuffleSafetyFraction = 0.8 } = request;
  const storageBytes = Math.trunc(maxMemoryBytes * storageFraction * storageSafetyFraction);
  const shuffleBytes = Math.trunc(maxMemoryBytes * shuffleFraction * shuffleSafetyFraction);
  const unrollBytes = Math.trunc(storageBytes * (request.unrollFraction ?? 0.2));
  return { storageBytes, shuffleBytes, unrollBytes, otherBytes: maxMemoryBytes - storageBytes - shuffleBytes };
}

/** The checks of the legacy manager at start: none before 2.0, 32 MiB since. */
export function checkStaticHeap(check: HeapCheck): readonly Problem[] {
  return sparkAtLeast(check.sparkVersion ?? STATIC_MANAGER_GONE, '2.0') ? heapProblems(check, MINIMUM_STATIC_HEAP_BYTES) : [];
}

/**
 * What a block that unrolls may evict: max(0, unroll region − unrolling now − free storage).
 * Source: StaticMemoryManager.acquireUnrollMemory, Spark 2.4.5.
 */
export function evictableForUnrollBytes(unrollRegionBytes: number, unrollingBytes: number, freeStorageBytes: number): number {
  return Math.max(0, unrollRegionBytes - unrollingBytes - freeStorageBytes);
}
