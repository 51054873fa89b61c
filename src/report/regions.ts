import { Region, shareOut } from './memory-bar';
import { Collector, maxMemoryBytes } from '../core/memory/jvm-heap';
import { unifiedMemory } from '../core/memory/unified';
import { MIB } from '../core/units';

export type { Region } from './memory-bar';

/** The parts of a container in MiB, the heap with what Spark makes of it. */
export interface ContainerParts {
  readonly heapMiB: number;
  readonly overheadMiB: number;
  readonly offHeapMiB: number;
  readonly pysparkMiB: number;
}

/** What a heap is divided into, in bytes; the parts add up to the heap. */
export interface HeapBytes {
  readonly reservedBytes: number;
  readonly survivorBytes: number;
  readonly userBytes: number;
  readonly storageBytes: number;
  readonly executionBytes: number;
}

/** In one place, so that plan, explain and pictures say the same. */
export const REGION_MEANINGS = {
  reserved: 'Spark\'s own',
  survivor: 'a survivor space, which the JVM does not count',
  user: 'objects of the job, its readers and writers',
  storage: 'cache and broadcasts that execution cannot evict',
  execution: 'sorts, aggregates and joins; may borrow from storage',
  offHeap: 'Tungsten\'s execution and off-heap cache',
  python: 'Python workers',
  overhead: 'native memory: classes, threads, buffers, Python',
} as const;

/** The regions of a container from left to right, in whole MiB that add up to it. */
export function containerRegions(heap: HeapBytes, parts: ContainerParts): Region[] {
  const bytes = [heap.reservedBytes, heap.survivorBytes, heap.userBytes, heap.storageBytes, heap.executionBytes];
  const [reserved, survivor, user, storage, execution] = wholeMiB(bytes, parts.heapMiB);
  return [
    { name: 'reserved', mib: reserved, meaning: REGION_MEANINGS.reserved, group: 'heap' },
    { name: 'survivor', mib: survivor, meaning: REGION_MEANINGS.survivor, group: 'heap' },
    { name: 'user', mib: user, meaning: REGION_MEANINGS.user, group: 'heap' },
    { name: 'storage', mib: storage, meaning: REGION_MEANINGS.storage, group: 'heap' },
    { name: 'execution', mib: execution, meaning: REGION_MEANINGS.execution, group: 'heap' },
    ...beside(parts),
  ];
}

/** What a container holds besides its heap. */
export function beside({ overheadMiB, offHeapMiB, pysparkMiB }: ContainerParts): Region[] {
  return [
    { name: 'off-heap', mib: offHeapMiB, meaning: REGION_MEANINGS.offHeap, group: 'beside' },
    { name: 'Python', mib: pysparkMiB, meaning: REGION_MEANINGS.python, group: 'beside' },
    { name: 'overhead', mib: overheadMiB, meaning: REGION_MEANINGS.overhead, group: 'beside' },
  ];
}

/** A heap of unified memory as Spark divides it. */
export function heapBytes(heapMiB: number, collector: Collector, javaVersion: number): HeapBytes {
  const maximum = maxMemoryBytes(heapMiB * MIB, collector, javaVersion);
  const { reservedBytes, userBytes, storageBytes, executionBytes } = unifiedMemory({ maxMemoryBytes: maximum });
  return { reservedBytes, survivorBytes: Math.max(0, heapMiB * MIB - maximum), userBytes, storageBytes, executionBytes };
}

/** Bytes as whole MiB that add up to `totalMiB`; a part of nothing stays nothing. */
export function wholeMiB(bytes: readonly number[], totalMiB: number): number[] {
  const there = bytes.filter(part => part > 0);
  const shares = shareOut(there, totalMiB);
  return bytes.map(part => part > 0 ? shares.shift()! : 0);
}
