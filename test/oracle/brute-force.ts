import { Asked, grown, joinMatches, mapStatus, staysInMemory, storedOf, taskNeed } from './demand';
import { executionMemory, fillOf, Jvm, Memory, memoryOf } from './operator-memory';
import { GIB, GRID, KIB, MIB, PRICES, RELEASE_FACTS, SHUFFLE_DISK_GB, STANDARD_DISK_GB } from './tables';
import { Crew, driverReady, longestTasks, present, readyAt, runSeconds } from './time';
import { Pins, ServerlessRequest } from '../../src/core/planning/plan';
import { Workload } from '../../src/core/workload/workload';

/** One plan that holds, in plain numbers. */
export interface Found {
  readonly vCpu: number;
  readonly memoryGiB: number;
  readonly taskCpus: number;
  readonly heapMiB: number;
  readonly count: number;
  readonly partitions: number;
  readonly diskGiB: number;
  readonly diskType: string;
  readonly driverVCpu: number;
  readonly driverGiB: number;
  readonly seconds: number;
  readonly usd: number;
}

/** What the enumeration may look at. */
export interface Bounds {
  readonly mostCount: number;
  readonly mostPartitions: number;
}

/**
 * All plans of a small demand, by trying every worker, cores a task, heap, count, disk and partition count, each against the rules as they
 * stand in the other files of this folder. Nothing is pruned but what cannot differ: of disks that are equally fast only the smallest, of
 * heaps with one page size only the largest.
 */
export function everyPlan(workload: Workload, request: ServerlessRequest, bounds: Bounds): Found[] {
  const asked = grown(workload);
  const affordable = shapes(request).filter(({ vCpu }) => workload.concurrentRuns * (vCpu + 1) <= (workload.maxConcurrentVcpus ?? Infinity));
  return affordable.flatMap(shape => heaps(shape, asked, request.pins).flatMap(heap => {
    const busy = Math.ceil(Math.max(asked.splits, bounds.mostPartitions) / shape.jvm.slots); // more executors than tasks stand idle
    const most = Math.min(bounds.mostCount, Math.max(busy, request.warm ?? 0));
    const counts = request.pins.executors === undefined ? upTo(most) : [request.pins.executors];
    return counts.flatMap(count => plansOf(asked, request, { ...shape, ...heap, count }, bounds));
  }));
}

function upTo(most: number): number[] {
  return Array.from({ length: most }, (_, index) => index + 1);
}

interface Shape {
  readonly vCpu: number;
  readonly memoryGiB: number;
  readonly taskCpus: number;
  readonly jvm: Jvm;
}

function shapes({ pins, release }: ServerlessRequest): Shape[] {
  const cores = Object.keys(GRID).map(Number).filter(vCpu => pins.executorCores === undefined || vCpu === pins.executorCores);
  const { java } = RELEASE_FACTS[release];
  return cores.flatMap(vCpu => GRID[vCpu].flatMap(memoryGiB => [1, 2, 4, 8, 16, 32]
    .filter(taskCpus => taskCpus <= vCpu && (pins.taskCpus === undefined || taskCpus === pins.taskCpus))
    .map(taskCpus => ({
      vCpu,
      memoryGiB,
      taskCpus,
      // HotSpot takes Serial on one core, else Parallel on Java 8 and G1 later
      jvm: { collector: pins.collector ?? (vCpu === 1 ? 'serial' : java === 8 ? 'parallel' : 'g1'), java, cores: vCpu, slots: Math.floor(vCpu / taskCpus), offHeapBytes: 0 },
    }))));
}

interface Heap {
  readonly heapMiB: number;
  readonly memory: Memory;
}

const memories = new Map<string, readonly Memory[]>();

/** Every heap of a JVM up to its largest worker, computed once each; pages and pools do not depend on its slots. */
function memoriesOf(jvm: Jvm): readonly Memory[] {
  const key = `${jvm.collector}/${jvm.java}/${jvm.cores}`;
  const known = memories.get(key) ?? Array.from({ length: 1024 * Math.max(...GRID[jvm.cores]) }, (_, heapMiB) => memoryOf(heapMiB, jvm));
  memories.set(key, known);
  return known;
}

/** Heaps from 2 GiB that leave their native memory in the worker and do not lose compressed pointers for nothing: of each page size the largest. */
function heaps({ memoryGiB, jvm }: Shape, asked: Asked, pins: Pins): Heap[] {
  const known = memoriesOf(jvm);
  const python = Math.ceil(jvm.slots * asked.pythonPerSlot / MIB);
  const found: Heap[] = [];
  for (let heapMiB = memoryGiB * 1024 - 384; heapMiB >= 2048; heapMiB--) {
    const memory = known[heapMiB];
    if (found.length > 0 && found[found.length - 1].memory.page === memory.page) continue;
    const native = Math.ceil(Math.max(0.1 * heapMiB, 256 + 64 + 48 * jvm.slots + 0.04 * heapMiB) - 1e-9);
    const fits = heapMiB + native + python <= memoryGiB * 1024;
    const wide = heapMiB > 31 * 1024 && heapMiB < 48 * 1024;
    if (fits && !wide && (pins.executorMemoryMiB === undefined || heapMiB === pins.executorMemoryMiB)) found.push({ heapMiB, memory });
  }
  return found;
}

type Seat = Shape & Heap & { readonly count: number };

function plansOf(asked: Asked, request: ServerlessRequest, seat: Seat, { mostPartitions }: Bounds): Found[] {
  const { vCpu, count, jvm } = seat;
  const warm = request.warm ?? 0;
  const there = present(asked, { count, slots: jvm.slots, diskRate: Infinity, warm });
  const partitionCounts = request.pins.partitions === undefined ? upTo(mostPartitions) : [request.pins.partitions];
  const holding = partitionCounts.filter(partitions => holds(asked, seat, there, partitions, request.release));
  const disks = holding.length === 0 ? [] : disksOf(asked, seat, there, request);
  return holding.flatMap(partitions => {
    const driver = driverOf(asked, partitions, count, request);
    if (!driver || asked.workload.concurrentRuns * (driver.vCpu + count * vCpu) > (asked.workload.maxConcurrentVcpus ?? Infinity)) return [];
    return disks.flatMap(disk => priced(asked, request, { seat, partitions, disk, driver }));
  });
}

/** Spark's ledger and the physical check, at the demand with growth. */
function holds(asked: Asked, { jvm, memory }: Seat, there: number, partitions: number, release: string): boolean {
  const need = taskNeed(asked, partitions, memory.page, RELEASE_FACTS[release].measured);
  const cache = asked.cache / there;
  const used = jvm.slots * (need + asked.userPerTask + (partitions <= 200 ? partitions * 112 * KIB : 0)) + 2 * asked.broadcast
    + (staysInMemory(asked) ? cache : Math.min(cache, memory.region)) + mapStatus(asked, partitions) + joinMatches(asked);
  return jvm.slots * need <= executionMemory(memory, jvm, storedOf(asked, there)) && used <= fillOf(jvm.collector) * memory.maxMemory;
}

interface Disk {
  readonly diskGiB: number;
  readonly diskType: string;
  readonly rate: number;
}

/** MiB a second: 128, from 170 GB 250; shuffle-optimized from 1000 GB on 16 vCPU 500. */
function rateOf(diskType: string, diskGiB: number, vCpu: number): number {
  if (diskType === 'SHUFFLE_OPTIMIZED' && diskGiB >= 1000 && vCpu >= 16) return 500 * MIB;
  return (diskGiB >= 170 ? 250 : 128) * MIB;
}

function disksOf(asked: Asked, { vCpu, jvm, memory }: Seat, there: number, { release, pins }: ServerlessRequest): Disk[] {
  const evicted = staysInMemory(asked) ? 0 : Math.max(0, asked.cache / there - memory.region);
  const least = Math.ceil((1.3 * asked.shuffleTotal / there + evicted + 128 * MIB * jvm.slots) / GIB) + 4;
  const fastEnough = new Map<string, Disk>();
  const tryAll = (diskType: string, from: number, to: number) => {
    for (let diskGiB = from; diskGiB <= to; diskGiB++) {
      const disk = { diskGiB, diskType, rate: rateOf(diskType, diskGiB, vCpu) };
      const wanted = diskGiB >= least && (pins.diskGiB === undefined || diskGiB === pins.diskGiB);
      if (wanted && !fastEnough.has(`${diskType}/${disk.rate}`)) fastEnough.set(`${diskType}/${disk.rate}`, disk);
    }
  };
  tryAll('STANDARD', STANDARD_DISK_GB.least, STANDARD_DISK_GB.most);
  if (RELEASE_FACTS[release].shuffleDisks) tryAll('SHUFFLE_OPTIMIZED', SHUFFLE_DISK_GB.least, SHUFFLE_DISK_GB.most);
  return [...fastEnough.values()];
}

interface Driver {
  readonly vCpu: number;
  readonly memoryGiB: number;
}

const workersByPrice = new WeakMap<ServerlessRequest, readonly Driver[]>();

function cheapestFirst(request: ServerlessRequest): readonly Driver[] {
  const usd = ({ vCpu, memoryGiB }: Driver) => usdPerHour(vCpu, memoryGiB, 20, 'STANDARD', request);
  const sorted = workersByPrice.get(request) ?? Object.keys(GRID).map(Number)
    .flatMap(vCpu => GRID[vCpu].map(memoryGiB => ({ vCpu, memoryGiB }))).sort((a, b) => usd(a) - usd(b) || a.vCpu - b.vCpu);
  workersByPrice.set(request, sorted);
  return sorted;
}

/** The cheapest worker whose memory holds the driver's heap and overhead. */
function driverOf(asked: Asked, partitions: number, count: number, request: ServerlessRequest): Driver | undefined {
  const tasks = asked.splits + (asked.shuffle > 0 ? Math.ceil(asked.shuffleTotal / asked.shuffle) * partitions : 0);
  const bytes = 3 * asked.broadcast + 2 * asked.collect * asked.expansion + 2 * mapStatus(asked, partitions) + 8 * KIB * Math.min(tasks, 100_000);
  const heapMiB = 1024 + Math.ceil(bytes / MIB);
  const overheadMiB = Math.max(Math.ceil(0.1 * heapMiB), 384) + (asked.pythonPerSlot > 0 ? Math.ceil(2 * asked.collect / MIB) : 0);
  const leastVCpu = tasks > 10_000 || count > 200 ? 2 : 1;
  return cheapestFirst(request).find(({ vCpu, memoryGiB }) => vCpu >= leastVCpu && memoryGiB * 1024 >= heapMiB + overheadMiB);
}

function usdPerHour(vCpu: number, memoryGiB: number, diskGiB: number, diskType: string, { region, architecture }: ServerlessRequest): number {
  const [perVCpu, perGiB, perStorageGiB, perShuffleGiB] = PRICES[`${region}/${architecture}`];
  const disk = diskType === 'STANDARD' ? (diskGiB - 20) * perStorageGiB : diskGiB * perShuffleGiB;
  return vCpu * perVCpu + memoryGiB * perGiB + disk;
}

interface Choice {
  readonly seat: Seat;
  readonly partitions: number;
  readonly disk: Disk;
  readonly driver: Driver;
}

/** Every worker is billed from its readiness to the end of the run, a minute at least, in whole seconds. */
function priced(asked: Asked, request: ServerlessRequest, { seat, partitions, disk, driver }: Choice): Found[] {
  const { vCpu, memoryGiB, taskCpus, heapMiB, count, jvm } = seat;
  const warm = request.warm ?? 0;
  const crew: Crew = { count, slots: jvm.slots, diskRate: disk.rate, warm };
  if (runSeconds(asked, crew, partitions, 2) > allowedSeconds(asked, partitions)) return [];
  const seconds = runSeconds(asked, crew, partitions, 1);
  const billed = (from: number) => Math.max(60, Math.ceil(seconds - from));
  const executorSeconds = readyAt(asked, crew).reduce((sum, from) => sum + billed(from), 0);
  const executorUsd = usdPerHour(vCpu, memoryGiB, disk.diskGiB, disk.diskType, request);
  const driverUsd = usdPerHour(driver.vCpu, driver.memoryGiB, 20, 'STANDARD', request);
  const usd = (executorUsd * executorSeconds + driverUsd * billed(driverReady(asked, warm))) / 3600;
  return [{
    vCpu,
    memoryGiB,
    taskCpus,
    heapMiB,
    count,
    partitions,
    diskGiB: disk.diskGiB,
    diskType: disk.diskType,
    driverVCpu: driver.vCpu,
    driverGiB: driver.memoryGiB,
    seconds,
    usd,
  }];
}

/** A stated deadline never yields; the assumed one gives the longest tasks half of itself on top. */
export function allowedSeconds(asked: Asked, partitions: number): number {
  const { finishWithinSeconds, today } = asked.workload;
  if (finishWithinSeconds !== undefined) return finishWithinSeconds;
  const target = today?.durationSeconds ?? 3600;
  const longest = longestTasks(asked, partitions, 2);
  return Math.max(target, longest.scan + longest.shuffle + target / 2);
}

/** The most partitions that the laws of good plans allow: of 16 MiB and a second each, blocks of 32 KiB or partitions of a split. */
export function lawfulPartitions(workload: Workload): number {
  const asked = grown(workload);
  const shuffleSeconds = asked.coreSeconds[1] * asked.shuffleTotal / (asked.input + asked.shuffleTotal);
  const blocks = Math.max(Math.floor(asked.shuffle / (32 * KIB * asked.splits)), Math.floor(asked.shuffle / (128 * MIB)));
  return Math.max(1, Math.min(blocks, Math.floor(asked.shuffle / (16 * MIB)), Math.floor(shuffleSeconds)));
}
