import { GIB, KIB, MIB, clamp, nextPowerOfTwo, roundDown, roundUp } from '../units';

/**
 * What a JVM makes of -Xmx: the bytes that `Runtime.maxMemory()` answers, which is what Spark's memory manager starts from.
 * Formulas of HotSpot (ParallelScavengeHeap, DefNewGeneration, G1 HeapRegionBounds), confirmed to the byte by measuring OpenJDK 8u504, 11.0.33,
 * 17.0.15 and 21.0.13 (test/core/memory/fixtures). They hold for machines with 4 KiB pages.
 */

/** HotSpot's garbage collectors. */
export type Collector = 'g1' | 'parallel' | 'serial' | 'zgc' | 'shenandoah' | 'cms';

/** One JVM. */
export interface JvmHeapRequest {
  /** -Xmx. */
  readonly xmxBytes: number;
  readonly collector: Collector;
  /** 8, 11, 17, 21 … */
  readonly javaVersion: number;
  /** -Xms. Left out: what HotSpot takes on `machineMemoryBytes`. */
  readonly initialHeapBytes?: number;
  /** Memory that the JVM sees: of the cgroup where there is a limit, else of the host. Left out: a machine that just holds the heap. */
  readonly machineMemoryBytes?: number;
  /** -XX:ParallelGCThreads, which only CMS asks for. Left out: so many that they bound nothing. */
  readonly parallelGcThreads?: number;
}

/** A heap, part by part: reserved - unusable = max memory. */
export interface JvmHeap {
  readonly xmxBytes: number;
  /** -Xmx after HotSpot's alignment, which rounds up. */
  readonly reservedBytes: number;
  /** The survivor space that `Runtime.maxMemory` leaves out: it is empty whenever the program runs. */
  readonly unusableBytes: number;
  /** `Runtime.maxMemory()`. */
  readonly maxMemoryBytes: number;
}

/** A machine, as HotSpot sees it when no collector is named. */
export interface JvmMachine {
  readonly javaVersion: number;
  readonly cores: number;
  readonly memoryBytes: number;
}

/** Heaps end on 2 MiB: what one 4 KiB page of the card table covers. Source: HotSpot, CollectorPolicy/GenArguments, all Java versions measured. */
const HEAP_ALIGNMENT_BYTES = 2 * MIB;
/** Spaces of ParallelGC, and those of Serial and CMS. */
const PARALLEL_SPACE_BYTES = 512 * KIB;
const SERIAL_SPACE_BYTES = 64 * KIB;

/** NewRatio=2: the young generation is a third. */
const YOUNG_SHARE = 3;
/** MinSurvivorRatio=3 and InitialSurvivorRatio=8 of ParallelGC; SurvivorRatio=8 of Serial: a tenth of the young generation. */
const LARGEST_SURVIVOR_SHARE = 3;
const INITIAL_SURVIVOR_SHARE = 8;
const SERIAL_SURVIVOR_SHARE = 10;

/** G1 and Shenandoah aim at 2048 regions. */
const TARGET_REGIONS = 2048;
const LARGEST_REGION_BYTES = 32 * MIB;

/** CMSYoungGenPerWorker (64 MiB) × 13 / 10 as HotSpot's doubles give it. */
const CMS_YOUNG_BYTES_PER_THREAD = 87241520;
const PAGE_BYTES = 4 * KIB;

/** InitialRAMPercentage = 1.5625 of at most MaxRAM = 128 GiB. */
const INITIAL_HEAP_SHARE = 64;
const MAX_RAM_BYTES = 128 * GIB;

/** Server-class machines have two processors and 2 GiB less 256 MiB. Source: HotSpot, os::is_server_class_machine. */
const SERVER_CORES = 2;
const SERVER_MEMORY_BYTES = 1792 * MIB;

/** Compressed object pointers reach 32 GiB less the largest alignment that the collector may take: a region, else 2 MiB. */
const COMPRESSED_POINTERS_BYTES = 32 * GIB;

/** The heap of one JVM, part by part. */
export function jvmHeap(request: JvmHeapRequest): JvmHeap {
  const { xmxBytes, collector, javaVersion } = request;
  const initialBytes = initialHeapBytes(request);
  const reservedBytes = reserved(xmxBytes, collector, javaVersion, initialBytes);
  const unusableBytes = unusable(reservedBytes, request, initialBytes);
  return { xmxBytes, reservedBytes, unusableBytes, maxMemoryBytes: reservedBytes - unusableBytes };
}

/** `Runtime.maxMemory()` of a JVM that only -Xmx is given to, on a machine where that is not the initial heap as well. Allocates nothing. */
export function maxMemoryBytes(xmxBytes: number, collector: Collector, javaVersion: number): number {
  const initialBytes = xmxBytes / INITIAL_HEAP_SHARE;
  const reservedBytes = reserved(xmxBytes, collector, javaVersion, initialBytes);
  switch (collector) {
    case 'parallel': return reservedBytes - largestSurvivor(reservedBytes);
    case 'serial': return reservedBytes - serialSurvivor(reservedBytes, javaVersion);
    case 'cms': return reservedBytes - cmsSurvivor(xmxBytes, Infinity);
    default: return reservedBytes;
  }
}

/** The collector of a JVM that is not told one: Serial unless the machine is server-class, else ParallelGC on Java 8 and G1 from Java 9. */
export function defaultCollector(machine: JvmMachine): Collector {
  if (machine.cores < SERVER_CORES || machine.memoryBytes < SERVER_MEMORY_BYTES) return 'serial';
  return machine.javaVersion < 9 ? 'parallel' : 'g1';
}

/** Whether object pointers take 4 bytes, as they do in small heaps, or 8. ZGC's always take 8. Measured with OpenJDK 17.0.15 and 25. */
export function hasCompressedPointers(xmxBytes: number, collector: Collector): boolean {
  if (collector === 'zgc') return false;
  const hasRegions = collector === 'g1' || collector === 'shenandoah';
  return xmxBytes <= COMPRESSED_POINTERS_BYTES - (hasRegions ? LARGEST_REGION_BYTES : HEAP_ALIGNMENT_BYTES);
}

/** -Xms, else a 64th of the machine (at most 2 GiB), and never more than -Xmx. */
function initialHeapBytes({ xmxBytes, initialHeapBytes: asked, machineMemoryBytes }: JvmHeapRequest): number {
  const machineBytes = machineMemoryBytes ?? xmxBytes;
  return Math.min(asked ?? Math.min(machineBytes, MAX_RAM_BYTES) / INITIAL_HEAP_SHARE, xmxBytes);
}

/** -Xmx rounded up: to 2 MiB, and to whole regions where the collector has them. */
function reserved(xmxBytes: number, collector: Collector, javaVersion: number, initialBytes: number): number {
  const heapBytes = roundUp(xmxBytes, HEAP_ALIGNMENT_BYTES);
  if (collector === 'g1') return roundUp(heapBytes, Math.max(HEAP_ALIGNMENT_BYTES, g1Region(xmxBytes, javaVersion, initialBytes)));
  if (collector === 'shenandoah') return roundUp(xmxBytes, shenandoahRegion(xmxBytes));
  return heapBytes;
}

/** Java 17 on: ⌊x/2048⌋ rounded up to a power of two. Before: the mean of initial and largest heap, rounded down to one. */
function g1Region(xmxBytes: number, javaVersion: number, initialBytes: number): number {
  const region = javaVersion >= 17
    ? nextPowerOfTwo(Math.floor(xmxBytes / TARGET_REGIONS))
    : floorPowerOfTwo(Math.floor((initialBytes + xmxBytes) / 2 / TARGET_REGIONS));
  return clamp(region, MIB, LARGEST_REGION_BYTES);
}

/** ⌊x/2048⌋ rounded up to a page, then down to a power of two. */
function shenandoahRegion(xmxBytes: number): number {
  return clamp(floorPowerOfTwo(roundUp(xmxBytes / TARGET_REGIONS, PAGE_BYTES)), 256 * KIB, LARGEST_REGION_BYTES);
}

/** The greatest power of two that is at most `value` (1 for anything below 2). */
function floorPowerOfTwo(value: number): number {
  return nextPowerOfTwo(Math.floor(value / 2) + 1);
}

/** What `Runtime.maxMemory` leaves out of the reserved heap. */
function unusable(reservedBytes: number, request: JvmHeapRequest, initialBytes: number): number {
  switch (request.collector) {
    case 'parallel': return Math.min(largestSurvivor(reservedBytes), reservedBytes - initialCapacity(initialBytes));
    case 'serial': return serialSurvivor(reservedBytes, request.javaVersion);
    case 'cms': return cmsSurvivor(request.xmxBytes, request.parallelGcThreads ?? Infinity);
    default: return 0;
  }
}

/** ParallelGC, largest survivor space: ⌊⌊H/3⌋/3⌋, both on whole spaces of 512 KiB, at least one. */
function largestSurvivor(heapBytes: number): number {
  return share(share(heapBytes, YOUNG_SHARE, PARALLEL_SPACE_BYTES), LARGEST_SURVIVOR_SHARE, PARALLEL_SPACE_BYTES);
}

/**
 * ParallelGC, capacity at start: I − ⌊⌊I/3⌋/8⌋. `Runtime.maxMemory` is max(reserved − largest survivor, capacity), so that the capacity
 * decides where the initial heap is more than about 14/15 of the largest. Source: HotSpot, ParallelScavengeHeap::max_capacity.
 */
function initialCapacity(initialBytes: number): number {
  const heapBytes = roundUp(initialBytes, HEAP_ALIGNMENT_BYTES);
  return heapBytes - share(share(heapBytes, YOUNG_SHARE, PARALLEL_SPACE_BYTES), INITIAL_SURVIVOR_SHARE, PARALLEL_SPACE_BYTES);
}

/** Serial: a tenth of a third, whole 64 KiB, at least one. From Java 26 always 64 KiB (four heaps measured). */
function serialSurvivor(heapBytes: number, javaVersion: number): number {
  if (javaVersion >= 26) return SERIAL_SPACE_BYTES;
  return share(roundDown(Math.floor(heapBytes / YOUNG_SHARE), SERIAL_SPACE_BYTES), SERIAL_SURVIVOR_SHARE, SERIAL_SPACE_BYTES);
}

/** CMS (gone since Java 14): as Serial, with a young generation that the threads of the collector bound. */
function cmsSurvivor(xmxBytes: number, threads: number): number {
  const bound = roundDown(roundUp(CMS_YOUNG_BYTES_PER_THREAD * threads, PAGE_BYTES), SERIAL_SPACE_BYTES);
  const third = roundDown(Math.floor(roundDown(xmxBytes, HEAP_ALIGNMENT_BYTES) / YOUNG_SHARE), SERIAL_SPACE_BYTES);
  return share(Math.min(third, bound), SERIAL_SURVIVOR_SHARE, SERIAL_SPACE_BYTES);
}

/** ⌊bytes / parts⌋ rounded down to whole steps, at least one. */
function share(bytes: number, parts: number, step: number): number {
  return Math.max(roundDown(Math.floor(bytes / parts), step), step);
}
