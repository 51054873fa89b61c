import { DISK_FILL, MASTER_MIB, PRIMARY } from './cluster-tables';
import { Asked, grown, hasLongHashJoin, joinMatches, mapStatus, stated, staysInMemory, storedOf, taskNeed } from './demand';
import { mib } from './legality';
import { executionMemory, fillOf, Jvm, leastHeap, memoryOf } from './operator-memory';
import { GIB, KIB, MIB, RELEASE_FACTS } from './tables';
import { knownInstanceTypes } from '../../src/core/catalog/instance-types';
import { Ec2Plan, Ec2Request } from '../../src/core/planning/ec2-plan';
import { Workload } from '../../src/core/workload/workload';

/** What was asked for, and the plan that came. */
export interface ClusterCase {
  readonly plan: Ec2Plan;
  readonly workload: Workload;
  readonly request: Ec2Request;
}

/** Everything that YARN, Spark or the demand would find wrong with a plan for a cluster, by a second reading of the rules. */
export function clusterFaults(one: ClusterCase): string[] {
  const rules = [packing, spot, settings, taskNeeds, heapNeeds, nativeNeeds, driverNeeds, diskNeeds, limits, pins, neededHeap];
  return rules.flatMap(rule => rule(one));
}

function unless(holds: boolean, message: string): string[] {
  return holds ? [] : [message];
}

/** M − clamp(M / 4, 2 GiB, 8 GiB), the rule of EMR's page, for the types that are no exceptions of it. */
function yarnMiB(memoryMiB: number): number {
  return Math.floor(memoryMiB - Math.min(8192, Math.max(2048, memoryMiB / 4)));
}

/** The real packing: ⌊node / container⌋ on every node, beside the masters wherever they are worst. */
function packing({ plan: { cluster, executor, executors, concurrentRuns: runs } }: ClusterCase): string[] {
  const { core, applicationMaster: { memoryMiB: masterMiB } } = cluster;
  const nodes = allNodes(cluster);
  const type = knownInstanceTypes().get(core.instanceType)!;
  const fit = (roomMiB: number) => Math.floor(roomMiB / executor.containerMiB);
  const isRoomy = core.executorsPerNode * executor.containerMiB + runs * masterMiB <= core.yarnMemoryMiB;
  const lost = isRoomy ? 0 : runs > 1 ? runs * Math.ceil(masterMiB / executor.containerMiB) : fit(core.yarnMemoryMiB) - fit(core.yarnMemoryMiB - masterMiB);
  const used = runs * (executors.maximum * executor.containerMiB + masterMiB);
  return [
    ...unless(type.yarn !== undefined || core.yarnMemoryMiB === yarnMiB(type.memoryMiB), `${core.yarnMemoryMiB} MiB of YARN on ${type.memoryMiB}`),
    ...unless(executor.containerMiB % 32 === 0, `a container of ${executor.containerMiB} MiB is rounded up where the step is 32`),
    ...unless(executor.containerMiB <= core.yarnMemoryMiB && executor.cores <= core.vCores, 'YARN refuses the container'),
    ...unless(core.executorsPerNode * executor.cores <= core.vCores, `${core.executorsPerNode} × ${executor.cores} cores on ${core.vCores} vcores`),
    ...unless(fit(core.yarnMemoryMiB) >= core.executorsPerNode, `only ${fit(core.yarnMemoryMiB)} executors lie on a node`),
    ...unless(nodes * fit(core.yarnMemoryMiB) - lost >= runs * executors.maximum, `${executors.maximum} executors promised to ${runs} runs on ${nodes} nodes`),
    ...unless(masterMiB >= MASTER_MIB && masterMiB % 32 === 0, `an application master of ${masterMiB} MiB`),
    ...unless(core.idleMiB === nodes * core.yarnMemoryMiB - used, `${core.idleMiB} MiB idle, ${used} in use`),
  ];
}

/** Of all nodes no more than the share on Spot instances, and one core node at the least. */
function spot({ plan: { cluster: { core, task } }, request: { spotShare = 0 } }: ClusterCase): string[] {
  const nodes = core.count + (task?.count ?? 0);
  return [
    ...unless(core.count >= 1 && (task?.count ?? 0) <= nodes * spotShare, `${task?.count} of ${nodes} nodes on Spot instances`),
    ...unless(!task || (task.usdPerHour <= core.usdPerHour && task.instanceType === core.instanceType), 'task nodes are of another type or dearer'),
  ];
}

/** Core and task nodes. */
function allNodes({ core, task }: Ec2Plan['cluster']): number {
  return core.count + (task?.count ?? 0);
}

function settings({ plan: { sparkDefaults: s, executor: e, executors, driver, partitions, release } }: ClusterCase): string[] {
  const java = RELEASE_FACTS[release].java;
  const counted = Number(s['spark.memory.offHeap.size']) / MIB;
  return [
    ...unless(mib(s['spark.executor.memory']) === e.heapMiB, 'another heap in the settings'),
    ...unless(mib(s['spark.executor.memory']) + mib(s['spark.executor.memoryOverhead']) + counted === e.containerMiB, 'heap + overhead + off-heap are not the container'),
    ...unless(e.heapMiB + e.overheadMiB + e.offHeapMiB + e.pysparkMiB === e.containerMiB, 'the parts of the container'),
    ...unless(mib(s['spark.yarn.am.memory']) + mib(s['spark.yarn.am.memoryOverhead']) === MASTER_MIB && s['spark.yarn.am.cores'] === '1', 'the application master'),
    ...unless(mib(s['spark.driver.memory']) === driver.heapMiB && s['spark.submit.deployMode'] === 'client', 'the driver'),
    ...unless(s['spark.executor.cores'] === `${e.cores}` && s['spark.task.cpus'] === `${e.taskCpus}` && e.slots === Math.floor(e.cores / e.taskCpus), 'the slots'),
    ...unless(s['spark.dynamicAllocation.maxExecutors'] === `${executors.maximum}` && s['spark.dynamicAllocation.enabled'] === `${executors.dynamic}`, 'the counts'),
    ...unless(Number(s['spark.executor.instances']) <= executors.maximum && s['spark.shuffle.service.enabled'] === 'true', 'dynamic allocation'),
    ...unless(s['spark.sql.shuffle.partitions'] === `${partitions}` && s['spark.default.parallelism'] === `${partitions}`, 'the partitions'),
    ...unless(java === 8 || s['spark.executor.extraJavaOptions'] !== '-XX:+UseConcMarkSweepGC', 'a collector that Java does not have'),
    ...unless(Object.values(s).every(value => value.length > 0), 'a setting without a value'),
  ];
}

function jvmOf({ executor: { collector, cores, slots, offHeapMiB }, release }: Ec2Plan): Jvm {
  return { collector, java: RELEASE_FACTS[release].java, cores, slots, offHeapBytes: offHeapMiB * MIB };
}

function spills({ plan }: ClusterCase): boolean {
  return plan.warnings.some(({ id }) => id === 'SZ3212');
}

/** Spark's ledger: slots × need of the largest task + stored blocks ≤ unified memory, at the emitted heap and with growth. */
function taskNeeds(one: ClusterCase): string[] {
  const { plan, workload } = one;
  if (spills(one)) return [];
  const asked = grown(workload);
  const memory = memoryOf(plan.executor.heapMiB, jvmOf(plan));
  const need = taskNeed(asked, plan.partitions, memory.page, RELEASE_FACTS[plan.release].measured);
  const shared = executionMemory(memory, jvmOf(plan), storedOf(asked, plan.executors.maximum));
  return unless(plan.executor.slots * (need - 1) <= shared, `${plan.executor.slots} tasks of ${need} B do not fit into ${shared} B`);
}

/** Memory that really is in use ≤ what the collector can fill of the heap. */
function heapNeeds(one: ClusterCase): string[] {
  const { plan, workload } = one;
  if (spills(one)) return [];
  const asked = grown(workload);
  const { partitions, executor: { slots, heapMiB, offHeapMiB } } = plan;
  const memory = memoryOf(heapMiB, jvmOf(plan));
  const cache = asked.cache / plan.executors.maximum;
  const execution = offHeapMiB > 0 && !hasLongHashJoin(workload.stages) ? 0 : taskNeed(asked, partitions, memory.page, RELEASE_FACTS[plan.release].measured);
  const buffers = partitions <= 200 ? partitions * 112 * KIB : 0;
  const used = slots * (execution + asked.userPerTask + buffers) + (staysInMemory(asked) ? cache : Math.min(cache, memory.region))
    + 2 * asked.broadcast + mapStatus(asked, partitions) + joinMatches(asked);
  return unless(used <= fillOf(plan.executor.collector) * memory.maxMemory + 1, `${used} B in use of a heap of ${heapMiB} MiB`);
}

function nativeNeeds({ plan, workload }: ClusterCase): string[] {
  const { heapMiB, overheadMiB, pysparkMiB, offHeapMiB, slots } = plan.executor;
  const native = Math.max(0.1 * heapMiB, 256 + 64 + 48 * slots + 0.04 * heapMiB);
  return [
    ...unless(overheadMiB >= native - 1e-6, `overhead of ${overheadMiB} MiB, ${native} needed beside ${heapMiB}`),
    ...unless(pysparkMiB >= slots * grown(workload).pythonPerSlot / MIB - 1e-6, `${pysparkMiB} MiB for Python`),
    ...unless(offHeapMiB * MIB >= workload.offHeapBytes, 'less off-heap memory than asked for'),
  ];
}

function tasks(asked: Asked, partitions: number): number {
  return asked.splits + (asked.shuffle > 0 ? Math.ceil(asked.shuffleTotal / asked.shuffle) * partitions : 0);
}

/** The drivers of all runs beside the daemons, in the memory of the primary node. */
function driverNeeds({ plan: { driver, partitions, sparkDefaults, cluster, concurrentRuns }, workload }: ClusterCase): string[] {
  const asked = grown(workload);
  const heap = GIB + 3 * asked.broadcast + 2 * asked.collect * asked.expansion + 2 * mapStatus(asked, partitions) + 8 * KIB * Math.min(tasks(asked, partitions), 100_000);
  const python = asked.pythonPerSlot > 0 ? 2 * asked.collect : 0;
  const { primary } = cluster;
  const { daemonsMiB, vCpu } = allNodes(cluster) > PRIMARY.mostSmallNodes ? PRIMARY.large : PRIMARY.small;
  return [
    ...unless(driver.heapMiB * MIB >= heap, `driver of ${driver.heapMiB} MiB, ${heap} B needed`),
    ...unless(driver.overheadMiB * MIB >= Math.max(0.1 * driver.heapMiB * MIB, 384 * MIB) + python - MIB, `driver overhead of ${driver.overheadMiB} MiB`),
    ...unless(concurrentRuns * driver.containerMiB + daemonsMiB <= primary.memoryMiB, `drivers of ${driver.containerMiB} MiB on a primary node of ${primary.memoryMiB}`),
    ...unless(primary.vCores >= vCpu, `a primary node of ${primary.vCores} vCPU for ${allNodes(cluster)} nodes`),
    ...unless(mib(sparkDefaults['spark.driver.maxResultSize']) * MIB >= 1.25 * asked.collect, 'maxResultSize kills the collect'),
  ];
}

/** On every node: all shuffles × 1.3 ÷ executors + spilled cache + 128 MiB a slot for each executor, 4 GiB, in disks filled to 0.9. */
function diskNeeds({ plan, workload }: ClusterCase): string[] {
  const asked = grown(workload);
  const { executorsPerNode, ebs, instanceType } = plan.cluster.core;
  const memory = memoryOf(plan.executor.heapMiB, jvmOf(plan));
  const cache = staysInMemory(asked) ? 0 : Math.max(0, asked.cache / plan.executors.maximum - memory.region);
  const each = 1.3 * asked.shuffleTotal / plan.executors.maximum + cache + 128 * MIB * plan.executor.slots;
  const store = (knownInstanceTypes().get(instanceType)!.instanceStore?.totalGB ?? 0) * 1e9;
  const there = (store + (ebs ? ebs.volumes * ebs.sizeGiB * GIB : 0)) * DISK_FILL;
  return [
    ...unless(there >= executorsPerNode * each + 4 * GIB - 1, `disks of ${there} B, ${executorsPerNode} × ${each} B needed`),
    ...unless(ebs === null || (ebs.volumes >= 1 && ebs.volumes <= 25 && ebs.sizeGiB <= 16384 && ebs.sizeGiB >= 5), `${ebs?.volumes} volumes of ${ebs?.sizeGiB} GiB`),
  ];
}

function limits({ plan: { cluster, cost, runTime, executors, concurrentRuns }, workload }: ClusterCase): string[] {
  const { core, task, primary, usdPerHour } = cluster;
  const vCpus = allNodes(cluster) * hardware(core.instanceType, core.vCores) + primary.vCores;
  const nodes = core.count * core.usdPerHour + (task ? task.count * task.usdPerHour : 0) + primary.usdPerHour;
  return [
    ...unless(runTime.highSeconds <= Math.ceil(workload.finishWithinSeconds ?? Infinity), `${runTime.highSeconds} s at the high end`),
    ...unless(vCpus <= (workload.maxConcurrentVcpus ?? Infinity), `${vCpus} vCPUs at once`),
    ...unless(cost.highUsd <= (workload.maxUsd ?? Infinity) + 1e-6, `${cost.highUsd} USD at the high end`),
    ...unless(Math.abs(usdPerHour - nodes) <= 1e-6 * (allNodes(cluster) + 2), `${usdPerHour} USD an hour, nodes ${nodes}`),
    ...unless(cost.per === 'hour' || Math.abs(cost.usd - usdPerHour * Math.max(60, runTime.seconds - 60) / 3600 / concurrentRuns) <= usdPerHour / 3600 + 1e-5, `${cost.usd} USD for ${runTime.seconds} s`),
    ...unless(workload.cacheBytes === 0 || executors.minimum === executors.maximum, 'executors that hold a cache may leave'),
  ];
}

/** EC2's vCPUs: half of YARN's vcores on the three families that double them. */
function hardware(instanceType: string, vCores: number): number {
  if (instanceType === 'd2.8xlarge') return 36;
  return /^(m4|d2|i2)\./.test(instanceType) ? vCores / 2 : vCores;
}

function pins({ plan: { executor, executors, partitions, cluster }, request: { pins: pinned } }: ClusterCase): string[] {
  const got: typeof pinned = {
    executorCores: executor.cores,
    taskCpus: executor.taskCpus,
    executors: executors.maximum,
    partitions,
    executorMemoryMiB: executor.heapMiB,
    collector: executor.collector,
    nodes: allNodes(cluster),
  };
  return [
    ...(Object.keys(got) as (keyof typeof got)[]).flatMap(name => unless(pinned[name] === undefined || pinned[name] === got[name], `${name} pinned to ${String(pinned[name])}`)),
    ...unless(pinned.instanceTypes?.includes(cluster.core.instanceType) ?? true, `${cluster.core.instanceType} is none of the types pinned`),
  ];
}

/** The least heap for the demand as it was stated, by trying every MiB. */
function neededHeap({ plan, workload }: ClusterCase): string[] {
  const asked = stated(workload);
  const jvm = jvmOf(plan);
  const expected = leastHeap(jvm, storedOf(asked, plan.executors.maximum), page => taskNeed(asked, plan.partitions, page, true), plan.executor.neededHeapMiB);
  return unless(expected === plan.executor.neededHeapMiB, `neededHeapMiB ${plan.executor.neededHeapMiB}, the first that holds is ${expected ?? 'larger'}`);
}
