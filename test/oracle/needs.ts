import { Asked, grown, hasLongHashJoin, joinMatches, mapStatus, stated, staysInMemory, storedOf, taskNeed } from './demand';
import { mib } from './legality';
import { executionMemory, fillOf, Jvm, leastHeap, memoryOf } from './operator-memory';
import { GIB, KIB, MIB, RELEASE_FACTS } from './tables';
import { present } from './time';
import { Plan, ServerlessRequest } from '../../src/core/planning/plan';
import { Workload } from '../../src/core/workload/workload';

/** What was asked for, and the plan that came. */
export interface Case {
  readonly plan: Plan;
  readonly workload: Workload;
  readonly request: ServerlessRequest;
}

/** Every demand of a workload that its plan does not meet, by a second reading of the rules of memory, disk, time and money. */
export function unmetNeeds(one: Case): string[] {
  return [...taskNeeds(one), ...heapNeeds(one), ...nativeNeeds(one), ...driverNeeds(one), ...diskNeeds(one), ...limits(one), ...pins(one), ...neededHeap(one)];
}

function unless(holds: boolean, message: string): string[] {
  return holds ? [] : [message];
}

export function jvmOf({ executor: { collector, cores, slots, offHeapMiB }, release }: Plan): Jvm {
  return { collector, java: RELEASE_FACTS[release].java, cores, slots, offHeapBytes: offHeapMiB * MIB };
}

function holders({ plan, request }: Case, asked: Asked): number {
  return present(asked, { count: plan.executors.maximum, slots: plan.executor.slots, diskRate: Infinity, warm: request.warm ?? 0 });
}

/** Whether the hot partition was let go to disk. */
function spills({ plan }: Case): boolean {
  return plan.warnings.some(({ id }) => id === 'SZ3212');
}

/** Spark's ledger: slots × need of the largest task + stored blocks ≤ unified memory, at the emitted heap and with growth. */
function taskNeeds(one: Case): string[] {
  const { plan, workload } = one;
  if (spills(one)) return [];
  const asked = grown(workload);
  const memory = memoryOf(plan.executor.heapMiB, jvmOf(plan));
  const need = taskNeed(asked, plan.partitions, memory.page, RELEASE_FACTS[plan.release].measured);
  const shared = executionMemory(memory, jvmOf(plan), storedOf(asked, holders(one, asked)));
  return [
    // a byte a task: fractions of bytes are rounded up after sums in another order
    ...unless(plan.executor.slots * (need - 1) <= shared, `${plan.executor.slots} tasks of ${need} B do not fit into ${shared} B`),
    // rounded down, but not below a need that fits
    ...unless(plan.perTask.memoryMiB <= Math.max(shared / plan.executor.slots / MIB, Math.ceil(need / MIB - 1e-6)), `a task is promised ${plan.perTask.memoryMiB} MiB of ${shared} B`),
    ...unless(plan.perTask.demandMiB >= need / MIB - 1e-6, `a demand of ${plan.perTask.demandMiB} MiB hides ${need} B`),
    ...unless(plan.perTask.memoryMiB >= plan.perTask.demandMiB, `a task is promised ${plan.perTask.memoryMiB} MiB and asks for ${plan.perTask.demandMiB}`),
  ];
}

/** Memory that really is in use: slots × need + cache + 2 × broadcast + slots × user memory + map statuses ≤ what the collector can fill of the heap. */
function heapNeeds(one: Case): string[] {
  const { plan, workload } = one;
  if (spills(one)) return [];
  const asked = grown(workload);
  const { partitions, executor: { slots, heapMiB, offHeapMiB } } = plan;
  const memory = memoryOf(heapMiB, jvmOf(plan));
  const cache = asked.cache / holders(one, asked);
  const execution = offHeapMiB > 0 && !hasLongHashJoin(workload.stages) ? 0 : taskNeed(asked, partitions, memory.page, RELEASE_FACTS[plan.release].measured);
  const buffers = partitions <= 200 ? partitions * 112 * KIB : 0;
  const used = slots * (execution + asked.userPerTask + buffers) + (staysInMemory(asked) ? cache : Math.min(cache, memory.region))
    + 2 * asked.broadcast + mapStatus(asked, partitions) + joinMatches(asked);
  return unless(used <= fillOf(plan.executor.collector) * memory.maxMemory + 1, `${used} B in use of a heap of ${heapMiB} MiB`);
}

/** The worker is a hard limit: native memory and Python stand beside the heap. */
function nativeNeeds({ plan, workload }: Case): string[] {
  const { heapMiB, overheadMiB, pysparkMiB, offHeapMiB, slots } = plan.executor;
  const native = Math.max(0.1 * heapMiB, 256 + 64 + 48 * slots + 0.04 * heapMiB);
  const python = slots * grown(workload).pythonPerSlot / MIB;
  return [
    ...unless(overheadMiB >= native - 1e-6, `overhead of ${overheadMiB} MiB, ${native} needed beside ${heapMiB}`),
    ...unless(pysparkMiB >= python - 1e-6, `${pysparkMiB} MiB for Python, ${python} needed`),
    ...unless(offHeapMiB * MIB >= workload.offHeapBytes, 'less off-heap memory than asked for'),
  ];
}

function tasks(asked: Asked, partitions: number): number {
  return asked.splits + (asked.shuffle > 0 ? Math.ceil(asked.shuffleTotal / asked.shuffle) * partitions : 0);
}

/** 1 GiB + 3 × broadcast + 2 × collect × expansion + 2 × map statuses + 8 KiB a task that the interface keeps. */
function driverNeeds({ plan: { driver, partitions, executors, sparkDefaults }, workload }: Case): string[] {
  const asked = grown(workload);
  const count = tasks(asked, partitions);
  const heap = GIB + 3 * asked.broadcast + 2 * asked.collect * asked.expansion + 2 * mapStatus(asked, partitions) + 8 * KIB * Math.min(count, 100_000);
  const python = asked.pythonPerSlot > 0 ? 2 * asked.collect : 0;
  const busy = count > 10_000 || executors.maximum > 200;
  return [
    ...unless(driver.heapMiB * MIB >= heap, `driver of ${driver.heapMiB} MiB, ${heap} B needed`),
    ...unless(driver.overheadMiB * MIB >= Math.max(0.1 * driver.heapMiB * MIB, 384 * MIB) + python - MIB, `driver overhead of ${driver.overheadMiB} MiB beside ${python} B of Python`),
    ...unless(!busy || driver.cores >= 2, `one core for ${count} tasks on ${executors.maximum} executors`),
    ...unless(mib(sparkDefaults['spark.driver.maxResultSize']) * MIB >= 1.25 * asked.collect, 'maxResultSize kills the collect'),
  ];
}

/** All shuffles × 1.3 ÷ executors that are there + spilled cache + 128 MiB a slot + 4 GiB. */
function diskNeeds(one: Case): string[] {
  const { plan, workload, request } = one;
  const asked = grown(workload);
  const there = holders(one, asked);
  const memory = memoryOf(plan.executor.heapMiB, jvmOf(plan));
  const cache = staysInMemory(asked) ? 0 : Math.max(0, asked.cache / there - memory.region);
  const bytes = (request.serverlessStorage ? 0 : 1.3 * asked.shuffleTotal / there) + cache + 128 * MIB * plan.executor.slots + 4 * GIB;
  const limit = RELEASE_FACTS[plan.release].serverlessStorageGiB * GIB;
  return [
    ...unless(plan.executor.diskGiB * GIB >= bytes - 1, `a disk of ${plan.executor.diskGiB} GB, ${bytes} B needed`),
    ...unless(!request.serverlessStorage || asked.shuffleTotal <= limit, `${asked.shuffleTotal} B of shuffles in serverless storage of ${limit} B`),
  ];
}

function limits({ plan, workload, request }: Case): string[] {
  const vCpus = workload.concurrentRuns * (plan.driver.cores + plan.executors.maximum * plan.executor.cores);
  return [
    ...unless(plan.runTime.highSeconds <= Math.ceil(workload.finishWithinSeconds ?? Infinity), `${plan.runTime.highSeconds} s at the high end`),
    ...unless(vCpus <= (workload.maxConcurrentVcpus ?? Infinity), `${vCpus} vCPUs at once`),
    ...unless(plan.cost.highUsd <= (workload.maxUsd ?? Infinity) + 1e-6, `${plan.cost.highUsd} USD at the high end`),
    ...unless(workload.maxConcurrentVcpus !== undefined || vCpus <= 16 === !plan.warnings.some(({ id }) => id === 'SZ3202'), 'the quota of a new account is passed without a word'),
    ...unless(workload.cacheBytes === 0 || (plan.executors.minimum === plan.executors.maximum), 'executors that hold a cache may leave'),
    ...unless(workload.profile !== 'streaming' || (plan.cost.per === 'hour' && !request.serverlessStorage), 'a stream is not priced by the hour'),
  ];
}

function pins({ plan: { executor, executors, partitions }, request: { pins: pinned } }: Case): string[] {
  const got: typeof pinned = {
    executorCores: executor.cores,
    taskCpus: executor.taskCpus,
    executors: executors.maximum,
    partitions,
    executorMemoryMiB: executor.heapMiB,
    diskGiB: executor.diskGiB,
    collector: executor.collector,
  };
  return (Object.keys(pinned) as (keyof typeof pinned)[]).flatMap(name => unless(
    pinned[name] === undefined || pinned[name] === got[name], `${name} is pinned to ${pinned[name]} and planned as ${got[name]}`));
}

/** The least heap for the demand as it was stated, by trying every MiB. */
function neededHeap({ plan, workload }: Case): string[] {
  const asked = stated(workload);
  const jvm = jvmOf(plan);
  const expected = leastHeap(jvm, storedOf(asked, plan.executors.maximum), page => taskNeed(asked, plan.partitions, page, true), plan.executor.neededHeapMiB);
  return unless(expected === plan.executor.neededHeapMiB, `neededHeapMiB ${plan.executor.neededHeapMiB}, the first that holds is ${expected ?? 'larger'}`);
}
