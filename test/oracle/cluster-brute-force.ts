import { allowedSeconds } from './brute-force';
import {
  DISK_FILL, GP3_USD_PER_GIB_HOUR, LAWFUL_SLOTS, LEAST_VOLUME_GIB, MASTER_MIB, PRIMARY, ROOT_GIB, START_SECONDS, STORE_MIBPS_PER_GB, TypeFacts, TYPES,
  UNBILLED_SECONDS,
} from './cluster-tables';
import { Asked, grown, joinMatches, mapStatus, staysInMemory, storedOf, taskNeed } from './demand';
import { executionMemory, fillOf, Jvm, Memory, memoryOf } from './operator-memory';
import { GIB, KIB, MIB, RELEASE_FACTS } from './tables';
import { runSeconds } from './time';
import { Ec2Request } from '../../src/core/planning/ec2-plan';
import { Workload } from '../../src/core/workload/workload';

/** One plan for a cluster that holds, in plain numbers. */
export interface FoundCluster {
  readonly instanceType: string;
  readonly nodes: number;
  readonly executorsPerNode: number;
  readonly slots: number;
  readonly partitions: number;
  readonly vCpus: number;
  readonly memoryMiB: number;
  readonly seconds: number;
  readonly usd: number;
}

/**
 * All clusters of a small demand, by trying every type allowed, every way to cut its nodes, every heap, count and partition count. Nothing is
 * pruned but what cannot differ: of heaps with one page size only the largest.
 */
export function everyCluster(workload: Workload, request: Ec2Request, mostPartitions: number): FoundCluster[] {
  const asked = grown(workload);
  const cutsOfTypes = (request.pins.instanceTypes ?? []).flatMap(name => cuts(TYPES[name], request).map(cut => ({ name, facts: TYPES[name], ...cut })));
  return cutsOfTypes
    .flatMap(cut => containers(cut.facts, cut.executors, workload.concurrentRuns).map(container => ({ ...cut, ...container })))
    .flatMap(cut => heaps(cut, cut.mib, asked, request).map(heap => ({ ...cut, ...heap })))
    .flatMap(seat => plansOf(asked, request, seat, mostPartitions));
}

interface Cut {
  readonly executors: number;
  readonly taskCpus: number;
  readonly jvm: Jvm;
}

function upTo(most: number): number[] {
  return Array.from({ length: Math.max(0, most) }, (_, index) => index + 1);
}

/** Executors × cores ≤ vCPUs, a task on 1, 2, 4 or 8 of them, at most 16 tasks at once. */
function cuts({ vCpu }: TypeFacts, { pins, release }: Ec2Request): Cut[] {
  const { java } = RELEASE_FACTS[release];
  return upTo(vCpu).flatMap(executors => upTo(Math.floor(vCpu / executors)).filter(cores => pins.executorCores === undefined || cores === pins.executorCores)
    .flatMap(cores => [1, 2, 4, 8].filter(cpus => cpus <= cores && (pins.taskCpus === undefined || cpus === pins.taskCpus))
      .map(taskCpus => ({
        executors,
        taskCpus,
        jvm: { collector: pins.collector ?? (java === 8 ? 'parallel' as const : 'g1' as const), java, cores, slots: Math.floor(cores / taskCpus), offHeapBytes: 0 },
      })))).filter(({ jvm }) => jvm.slots <= LAWFUL_SLOTS);
}

interface Container {
  readonly mib: number;
  /** Executors of a run that application masters take the place of. */
  readonly displaced: number;
}

/** An even share of a node in steps of 32 MiB, with the masters of all runs beside the executors of every node or in place of some. */
function containers({ yarnMiB }: TypeFacts, executors: number, runs: number): Container[] {
  const sizes = [yarnMiB - runs * MASTER_MIB, yarnMiB].map(mib => Math.floor(mib / executors / 32) * 32);
  return [...new Set(sizes)].map(mib => ({
    mib,
    displaced: executors * mib + runs * MASTER_MIB <= yarnMiB ? 0 : runs > 1 ? Math.ceil(MASTER_MIB / mib) : executors - Math.floor((yarnMiB - MASTER_MIB) / mib),
  }));
}

interface Heap {
  readonly heapMiB: number;
  readonly memory: Memory;
}

const memories = new Map<string, Memory>();

function memoryAt(heapMiB: number, jvm: Jvm): Memory {
  const key = `${jvm.collector}/${jvm.java}/${jvm.cores}/${heapMiB}`;
  const known = memories.get(key) ?? memoryOf(heapMiB, jvm);
  memories.set(key, known);
  return known;
}

function heaps({ jvm }: Cut, containerMiB: number, asked: Asked, { pins }: Ec2Request): Heap[] {
  const python = Math.ceil(jvm.slots * asked.pythonPerSlot / MIB);
  const found: Heap[] = [];
  for (let heapMiB = containerMiB - 384; heapMiB >= 2048; heapMiB--) {
    const native = Math.ceil(Math.max(0.1 * heapMiB, 256 + 64 + 48 * jvm.slots + 0.04 * heapMiB) - 1e-9);
    if (heapMiB + native + python > containerMiB || (heapMiB > 31 * 1024 && heapMiB < 48 * 1024)) continue;
    const memory = memoryAt(heapMiB, jvm);
    if (found.length > 0 && found[found.length - 1].memory.page === memory.page) continue;
    if (pins.executorMemoryMiB === undefined || heapMiB === pins.executorMemoryMiB) found.push({ heapMiB, memory });
  }
  return found;
}

type Seat = Cut & Container & Heap & { readonly name: string; readonly facts: TypeFacts };

function plansOf(asked: Asked, request: Ec2Request, seat: Seat, mostPartitions: number): FoundCluster[] {
  const { concurrentRuns: runs, maxConcurrentVcpus = Infinity } = asked.workload;
  const tasks = Math.max(asked.splits, mostPartitions);
  const busy = Math.max(1, Math.ceil((Math.ceil(tasks / seat.jvm.slots) + seat.displaced) / seat.executors)); // more nodes than tasks stand idle
  const most = Math.min(busy, Math.floor((maxConcurrentVcpus - 4) / runs / seat.facts.vCpu));
  const counts = request.pins.nodes === undefined ? upTo(most) : upTo(most).filter(count => count * runs === request.pins.nodes);
  const partitionCounts = request.pins.partitions === undefined ? upTo(mostPartitions) : [request.pins.partitions];
  return counts.flatMap(count => {
    const executors = count * seat.executors - seat.displaced;
    if (executors < 1) return [];
    return partitionCounts.filter(partitions => holds(asked, seat, executors, partitions, request.release))
      .flatMap(partitions => priced(asked, request, seat, { count, executors, partitions }));
  });
}

/** Spark's ledger and the physical check, at the demand with growth; the cache lies on all executors. */
function holds(asked: Asked, { jvm, memory }: Seat, executors: number, partitions: number, release: string): boolean {
  const need = taskNeed(asked, partitions, memory.page, RELEASE_FACTS[release].measured);
  const cache = asked.cache / executors;
  const used = jvm.slots * (need + asked.userPerTask + (partitions <= 200 ? partitions * 112 * KIB : 0)) + 2 * asked.broadcast
    + (staysInMemory(asked) ? cache : Math.min(cache, memory.region)) + mapStatus(asked, partitions) + joinMatches(asked);
  return jvm.slots * need <= executionMemory(memory, jvm, storedOf(asked, executors)) && used <= fillOf(jvm.collector) * memory.maxMemory;
}

interface Size {
  readonly count: number;
  readonly executors: number;
  readonly partitions: number;
}

/** Every instance is billed from when it runs to the end of the run, a minute at least, in whole seconds; the primary node is shared by all runs. */
function priced(asked: Asked, request: Ec2Request, seat: Seat, { count, executors, partitions }: Size): FoundCluster[] {
  const { facts, jvm } = seat;
  const { concurrentRuns: runs, maxConcurrentVcpus = Infinity } = asked.workload;
  const primary = primaryOf(asked, { count, executors, partitions }, request);
  const ebsGiB = ebsOf(asked, seat, executors);
  if (!primary || runs * count * facts.vCpu + primary.vCpu > maxConcurrentVcpus) return [];
  const rate = facts.storeGB * STORE_MIBPS_PER_GB * MIB + (ebsGiB > 0 ? facts.ebsMbps * 1e6 / 8 : 0);
  const crew = { count: executors, slots: jvm.slots, diskRate: rate / seat.executors, warm: executors };
  const seconds = (end: 0 | 1 | 2) => START_SECONDS + runSeconds(asked, crew, partitions, end);
  if (seconds(2) > allowedSeconds(asked, partitions)) return [];
  const billed = Math.max(60, Math.ceil(seconds(1) - UNBILLED_SECONDS));
  const nodeUsd = hourly(facts) + ebsGiB * GP3_USD_PER_GIB_HOUR;
  return [{
    instanceType: seat.name,
    nodes: runs * count,
    executorsPerNode: seat.executors,
    slots: jvm.slots,
    partitions,
    vCpus: count * facts.vCpu + primary.vCpu,
    memoryMiB: count * facts.memoryMiB + primary.memoryMiB,
    seconds: seconds(1),
    usd: (count * nodeUsd + hourly(primary) / runs) * billed / 3600,
  }];
}

function hourly({ usdPerHour, emrUsdPerHour }: TypeFacts): number {
  return usdPerHour + emrUsdPerHour + ROOT_GIB * GP3_USD_PER_GIB_HOUR;
}

/** All shuffles × 1.3 ÷ executors + spilled cache + 128 MiB a slot for each executor, 4 GiB a node; the instance store first, then gp3 filled to 0.9. */
function ebsOf(asked: Asked, { executors: perNode, jvm, memory, facts }: Seat, executors: number): number {
  const evicted = staysInMemory(asked) ? 0 : Math.max(0, asked.cache / executors - memory.region);
  const needed = Math.ceil(perNode * (1.3 * asked.shuffleTotal / executors + evicted + 128 * MIB * jvm.slots) / GIB) + 4;
  const left = needed - Math.floor(facts.storeGB * 1e9 * DISK_FILL / GIB);
  return left > 0 ? Math.max(LEAST_VOLUME_GIB, Math.ceil(left / DISK_FILL)) : 0;
}

/** The cheapest type allowed that holds the daemons and the drivers of all runs. */
function primaryOf(asked: Asked, { count, executors, partitions }: Size, { families = [] }: Ec2Request): TypeFacts | undefined {
  const runs = asked.workload.concurrentRuns;
  const tasks = asked.splits + (asked.shuffle > 0 ? Math.ceil(asked.shuffleTotal / asked.shuffle) * partitions : 0);
  const bytes = 3 * asked.broadcast + 2 * asked.collect * asked.expansion + 2 * mapStatus(asked, partitions) + 8 * KIB * Math.min(tasks, 100_000);
  const heapMiB = 1024 + Math.ceil(bytes / MIB);
  const overheadMiB = Math.max(Math.ceil(0.1 * heapMiB), 384) + (asked.pythonPerSlot > 0 ? Math.ceil(2 * asked.collect / MIB) : 0);
  const { daemonsMiB, vCpu: least } = runs * count > PRIMARY.mostSmallNodes ? PRIMARY.large : PRIMARY.small;
  const vCpu = Math.max(least, runs * (tasks > 10_000 || executors > 200 ? 2 : 1) + 2);
  return Object.entries(TYPES).filter(([name]) => families.includes(name.split('.')[0])).map(([, facts]) => facts)
    .filter(facts => facts.vCpu >= vCpu && facts.memoryMiB >= daemonsMiB + runs * (heapMiB + overheadMiB))
    .sort((a, b) => hourly(a) - hourly(b))[0];
}
