import { MIB, clamp, nextPowerOfTwo } from '../units';
import { sparkAtLeast } from './spark-version';

/** What decides the page size of Tungsten in one JVM. */
export interface PageRequest {
  /** The execution pool at start, of the mode that Tungsten works in. */
  readonly executionPoolBytes: number;
  /** Cores of the executor. The driver of a cluster: its available processors. */
  readonly cores: number;
  /** Whether the collector is G1 and Tungsten works on the heap. */
  readonly g1OnHeap: boolean;
  /** Left out: the rules of Spark 3.3 and later. */
  readonly sparkVersion?: string;
}

/** What of a pool one task gets. */
export interface TaskShareRequest {
  /** M, the unified region (or the size of the off-heap memory, when Tungsten works there). */
  readonly poolBytes: number;
  /** Cached bytes that execution cannot evict: at most the storage region. Left out: nothing is stored. */
  readonly storageBytes?: number;
  /** Tasks that hold memory at once. */
  readonly slots: number;
}

/** The share of one of N tasks. */
export interface TaskShare {
  /** ⌊M / 2N⌋: what a task waits for and is sure to get, once execution has grown over the free storage. */
  readonly minimumBytes: number;
  /** ⌊M / N⌋: what it never gets more than. */
  readonly maximumBytes: number;
}

const SMALLEST_PAGE_BYTES = MIB;
const LARGEST_PAGE_BYTES = 64 * MIB;
/** Pages that would just fill a core's share. Source: MemoryManager.defaultPageSizeBytes, Spark 3.5: safetyFactor. */
const PAGES_PER_CORE = 16;
/** The header of the array that a page is: with it a page of G1's region size would take two regions (SPARK-37593). */
const LONG_ARRAY_HEADER_BYTES = 16;

/**
 * page = clamp(nextPow2(⌊⌊E₀ / cores⌋ / 16⌋), 1 MiB, 64 MiB), less 16 bytes under G1 on the heap from Spark 3.3.
 * Source: MemoryManager.defaultPageSizeBytes, Spark 1.6 to 4.1.
 */
export function pageBytes({ executionPoolBytes, cores, g1OnHeap, sparkVersion }: PageRequest): number {
  const even = Math.floor(Math.floor(executionPoolBytes / cores) / PAGES_PER_CORE);
  const page = clamp(nextPowerOfTwo(even), SMALLEST_PAGE_BYTES, LARGEST_PAGE_BYTES);
  const leavesHeader = g1OnHeap && (sparkVersion === undefined || sparkAtLeast(sparkVersion, '3.3'));
  return leavesHeader ? page - LONG_ARRAY_HEADER_BYTES : page;
}

/** Between ⌊(M − stored) / 2N⌋ and ⌊(M − stored) / N⌋. Source: ExecutionMemoryPool.acquireMemory, Spark 1.6 to 4.1. */
export function taskShare({ poolBytes, storageBytes = 0, slots }: TaskShareRequest): TaskShare {
  const executionBytes = poolBytes - storageBytes;
  return { minimumBytes: Math.floor(executionBytes / (2 * slots)), maximumBytes: Math.floor(executionBytes / slots) };
}
