import { LAWS } from '../catalog/laws';
import { KIB, MIB } from '../units';
import { Collector, maxMemoryBytes } from './jvm-heap';
import { pageBytes } from './page';
import { minimumHeapMiB, unifiedBytes } from './unified';

/** Task binaries are broadcast blocks too: it matters to the last 2 MiB of heap. */
const TASK_BINARIES_BYTES = LAWS.taskBinariesKiB.value * KIB;

/** Beyond any machine that EMR offers. */
const LARGEST_HEAP_MIB = 32 * 1024 * 1024;

/** What of an executor decides its pools, its heap apart. */
export interface ExecutorJvm {
  readonly cores: number;
  /** Tasks at once: cores div spark.task.cpus. */
  readonly slots: number;
  readonly collector: Collector;
  readonly javaVersion: number;
  readonly memoryFraction: number;
  readonly storageFraction: number;
  /** Above 0, Tungsten's execution memory is off-heap altogether. */
  readonly offHeapBytes: number;
}

/** Blocks in memory beside the tasks. */
export interface StoredBlocks {
  /** Cache that must stay: levels without disk. */
  readonly mustStayBytes: number;
  /** Broadcasts, and cache that may fall to disk: execution evicts them down to the storage region. */
  readonly evictableBytes: number;
  /** Whether an operator keeps its memory on the heap even where Tungsten's is off-heap: then both pools must hold what a task needs. */
  readonly besideOnHeapOperators?: boolean;
}

/** What Spark's memory manager makes of one heap. */
export interface Pools {
  readonly maxMemoryBytes: number;
  /** M: unified memory on-heap. */
  readonly poolBytes: number;
  /** R: what execution cannot evict below. */
  readonly storageRegionBytes: number;
  /** Page size of Tungsten. */
  readonly pageBytes: number;
}

/** The pools of a heap; M = ⌊(maxMemory − 300 MiB) × fraction⌋, R = ⌊M × storageFraction⌋. */
export function poolsOf(heapMiB: number, jvm: ExecutorJvm): Pools {
  const maxMemory = maxMemoryBytes(heapMiB * MIB, jvm.collector, jvm.javaVersion);
  const poolBytes = unifiedBytes(maxMemory, jvm.memoryFraction);
  const storageRegionBytes = Math.floor(poolBytes * jvm.storageFraction);
  return { maxMemoryBytes: maxMemory, poolBytes, storageRegionBytes, pageBytes: pageOf(poolBytes - storageRegionBytes, jvm) };
}

function pageOf(executionPoolBytes: number, jvm: ExecutorJvm): number {
  if (jvm.offHeapBytes > 0) {
    const offHeapExecutionBytes = jvm.offHeapBytes - Math.floor(jvm.offHeapBytes * jvm.storageFraction);
    return pageBytes({ executionPoolBytes: offHeapExecutionBytes, cores: jvm.cores, g1OnHeap: false });
  }
  return pageBytes({ executionPoolBytes, cores: jvm.cores, g1OnHeap: jvm.collector === 'g1' });
}

/** S: 128 KiB + cache that must stay + min(broadcasts and evictable cache, R). */
export function storageThatCounts(pools: Pools, stored: StoredBlocks): number {
  return TASK_BINARIES_BYTES + stored.mustStayBytes + Math.min(stored.evictableBytes, pools.storageRegionBytes);
}

/** Execution memory that all tasks may hold together: M − S, or the off-heap pool, or the smaller of both. */
export function executionBytes(pools: Pools, jvm: ExecutorJvm, stored: StoredBlocks): number {
  const onHeap = pools.poolBytes - storageThatCounts(pools, stored);
  if (jvm.offHeapBytes === 0 || onHeap < 0) return onHeap;
  return stored.besideOnHeapOperators ? Math.min(onHeap, jvm.offHeapBytes) : jvm.offHeapBytes;
}

/** Bytes that one task is sure to get while every slot holds memory. */
export function taskBytes(pools: Pools, jvm: ExecutorJvm, stored: StoredBlocks): number {
  return Math.floor(executionBytes(pools, jvm, stored) / jvm.slots);
}

/** Spark's ledger: slots × need(page) + S ≤ M. */
export function isFeasible(pools: Pools, jvm: ExecutorJvm, stored: StoredBlocks, needBytes: number): boolean {
  return jvm.slots * needBytes <= executionBytes(pools, jvm, stored);
}

/** Heaps that share one page size: it doubles with the heap, and with it what a task needs. */
export interface PageRegion {
  readonly pageBytes: number;
  readonly leastHeapMiB: number;
  readonly mostHeapMiB: number;
}

/** The heaps by page size, from the least that Spark starts with upwards. */
export function pageRegions(jvm: ExecutorJvm): PageRegion[] {
  const regions: PageRegion[] = [];
  let leastMiB = leastStartingHeapMiB(jvm);
  while (leastMiB <= LARGEST_HEAP_MIB) {
    const page = poolsOf(leastMiB, jvm).pageBytes;
    const next = firstHeap(leastMiB, heapMiB => poolsOf(heapMiB, jvm).pageBytes > page) ?? LARGEST_HEAP_MIB + 1;
    regions.push({ pageBytes: page, leastHeapMiB: leastMiB, mostHeapMiB: next - 1 });
    leastMiB = next;
  }
  return regions;
}

/** The least -Xmx that Spark starts with: 450 MiB, and more for collectors that leave out survivor spaces. */
export function leastStartingHeapMiB({ collector, javaVersion }: Pick<ExecutorJvm, 'collector' | 'javaVersion'>): number {
  return Math.max(LAWS.neededHeapFloorMiB.value, minimumHeapMiB(collector, javaVersion));
}

/** The least whole MiB above `fromMiB` for which a monotone `holds` is true, or undefined. */
function firstHeap(fromMiB: number, holds: (heapMiB: number) => boolean, mostMiB = LARGEST_HEAP_MIB): number | undefined {
  if (!holds(mostMiB)) return undefined;
  let low = fromMiB;
  let high = mostMiB;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * The least -Xmx at which slots × need(page) + S ≤ M, or undefined where no heap is enough.
 * Feasibility has gaps above it, where the page doubles: within one page size M − S only grows, so each is searched by halving.
 */
export function leastHeapMiB(jvm: ExecutorJvm, stored: StoredBlocks, needBytes: (pageBytes: number) => number): number | undefined {
  for (const { pageBytes: page, leastHeapMiB: least, mostHeapMiB: most } of pageRegions(jvm)) {
    const need = needBytes(page);
    const heapMiB = firstHeap(least, heap => isFeasible(poolsOf(heap, jvm), jvm, stored, need), most);
    if (heapMiB !== undefined) return heapMiB;
  }
  return undefined;
}
