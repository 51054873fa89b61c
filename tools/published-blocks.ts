import { table } from './markdown';
import { BlockStore } from '../src/core/memory/block-store';
import { containerOf, largestHeapMiB } from '../src/core/memory/container';
import { explainExecutor } from '../src/core/memory/explain';
import { ExplainRequest } from '../src/core/memory/explain-request';
import { Explanation, UnifiedRegions } from '../src/core/memory/explanation';
import { taskShare } from '../src/core/memory/page';
import { inMemoryShuffleBytes, partitionsFor } from '../src/core/memory/partitions';
import { staticMemory, StaticMemory } from '../src/core/memory/static';
import { largestContainerMiB } from '../src/core/packing/executor-size';
import { simulateYarn } from '../src/core/simulation/yarn';
import { GIB, MIB } from '../src/core/units';
import { formatCount } from '../src/core/workload/quantities';

/** The five published systems of docs/spark-memory.md: what was printed beside what is. test/published holds the same cases as golden values. */
export const PUBLISHED_BLOCKS: Record<string, () => string> = {
  'surprise-one': surpriseOne,
  'legacy-regions': legacyRegions,
  'unified-fractions': unifiedFractions,
  'borrowing': borrowing,
  'cloudera-a': clouderaA,
  'cloudera-b': clouderaB,
  'cloudera-partitions': clouderaPartitions,
  'container-parts': containerParts,
  'worked-case': workedCase,
  'region-by-region': regionByRegion,
};

const COLUMNS = ['', 'published', 'exactly', 'why'];
const TODAY = { sparkVersion: '3.5.6', javaVersion: 17 } as const;

function explained(request: ExplainRequest): Explanation {
  const outcome = explainExecutor(request);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.value;
}

function unifiedOf({ onHeap }: Explanation): UnifiedRegions {
  return onHeap as UnifiedRegions;
}

function mib(bytes: number, digits = 1): string {
  return `${parseFloat((bytes / MIB).toFixed(digits))} MiB`;
}

function gib(bytes: number): string {
  return `${(bytes / GIB).toFixed(2)} GiB`;
}

function surpriseOne(): string {
  const jvms = [['one core, any Java', 1, 17], ['two cores or more, Java 8', 2, 8], ['two cores or more, Java 17', 2, 17]] as const;
  const rows = jvms.map(([name, executorCores, javaVersion]) => {
    const one = explained({ executorMemory: '4g', executorCores, javaVersion, sparkVersion: '3.5.6', platform: 'serverless' });
    const { jvm: { collector, maxMemoryBytes }, ui } = one;
    return [name, collector, formatCount(maxMemoryBytes), formatCount(unifiedOf(one).unifiedBytes), ui.logCapacity, ui.storageMemory];
  });
  return table(['the JVM has', 'picks', 'Runtime.maxMemory', '(that − 300 MiB) × 0.6', 'in the log', 'in the UI'], rows);
}

function legacyRegions(): string {
  const nominal = staticMemory({ maxMemoryBytes: 10 * GIB });
  const real = explained({ executorMemory: '10g', sparkVersion: '1.5.2', javaVersion: 8 });
  const { storageBytes, shuffleBytes, unrollBytes } = real.onHeap as StaticMemory;
  return table(['10 GB under the legacy manager', 'published', 'of a nominal 10 GiB', 'of what Spark sees'], [
    ['heap that Spark sees', '10 GB', gib(10 * GIB), gib(real.jvm.maxMemoryBytes)],
    ['storage, 0.6 × 0.9', '5.4 GB', gib(nominal.storageBytes), gib(storageBytes)],
    ['shuffle, 0.2 × 0.8', '1.6 GB', gib(nominal.shuffleBytes), gib(shuffleBytes)],
    ['unroll, 0.2 of storage', '10.8 %', gib(nominal.unrollBytes), gib(unrollBytes)],
  ]);
}

function unifiedFractions(): string {
  const rows = ['1.6.3', '2.0.0', '3.5.6'].map(sparkVersion => {
    const { userBytes, unifiedBytes, storageBytes } = unifiedOf(explained({ executorMemory: '10g', sparkVersion, javaVersion: 8, collector: 'parallel' }));
    return [sparkVersion, gib(unifiedBytes + userBytes + 300 * MIB), gib(userBytes), gib(unifiedBytes), gib(storageBytes)];
  });
  return table(['Spark', '10 GB: Spark sees', 'user', 'storage and execution', 'of it sure for storage'], rows);
}

/** 1 GB under G1: what happens to eight cached blocks of 50 MiB when a task asks. */
function borrowing(): string {
  const { unifiedBytes: maxBytes, storageBytes: storageRegionBytes } = unifiedOf(explained({ executorMemory: '1g', executorCores: 2, ...TODAY, collector: 'g1' }));
  const rows = [[4, 200], [8, 30], [8, 184], [8, 400]].map(([blocks, asked]) => {
    const store = new BlockStore({ maxBytes, storageRegionBytes });
    for (let index = 0; index < blocks; index++) store.put({ id: `${index}`, bytes: 50 * MIB });
    const { grantedBytes } = store.pool.acquireExecution(1, asked * MIB);
    return [`${blocks} × 50 MiB`, `${asked} MiB`, mib(grantedBytes!), store.dropped.length, `${store.ids.length} × 50 MiB`];
  });
  return table(['cached', 'a task asks', 'it gets', 'blocks evicted', 'still cached'], rows);
}

const SPARK_1_3 = { platform: 'yarn', role: 'executor', sparkVersion: '1.3.1' } as const;

/** A node of Cloudera's article: 1 GB and a core stay with the system, YARN grants whole GB. */
function nodeOf(memoryGB: number, cores: number) {
  return { memoryMiB: (memoryGB - 1) * 1024, vCores: cores - 1, minimumAllocationMiB: 1024, maximumAllocationMiB: (memoryGB - 1) * 1024 };
}

type Node = ReturnType<typeof nodeOf>;

/** What YARN grants on so many nodes, beside an application master of 1 GB and a core. */
function granted(nodes: number, { memoryMiB, vCores }: Node, executors: { count: number; heapGB: number; cores?: number }): string {
  const { count, heapGB, cores = 5 } = executors;
  const simulation = simulateYarn({
    groups: [{ type: 'node', count: nodes, memoryMiB, vCores }],
    master: { memoryMiB: 1024, vCores: 1 },
    containers: [{ count, memoryMiB: containerOf(heapGB * 1024, SPARK_1_3).requestedMiB, vCores: cores }],
    rules: { minimumAllocationMiB: 1024, calculator: 'dominant' },
  });
  const idleMiB = simulation.perNode.reduce((sum, node) => sum + node.count * node.idleMiB, 0);
  return simulation.starts ? `${simulation.executorsGranted} of ${count} run, ${Math.round(100 * idleMiB / (nodes * memoryMiB))} % of YARN's memory idle` : `refused: ${simulation.binds.detail}`;
}

function clouderaA(): string {
  const node = nodeOf(64, 16);
  const heapMiB = largestHeapMiB(largestContainerMiB({ yarn: node, executors: 3 }), SPARK_1_3);
  return table(COLUMNS, [
    ['6 executors, 15 cores, 63 GB', 'wrong', granted(6, node, { count: 6, heapGB: 63, cores: 15 }), 'heap and overhead are more than a node has'],
    ['17 executors, 5 cores, 19 GB', 'right', granted(6, node, { count: 17, heapGB: 19 }), 'the 18th place is the application master\'s'],
    ['18 executors, 5 cores, 19 GB', '', granted(6, node, { count: 18, heapGB: 19 }), ''],
    ['heap that a third of a node holds', '21 − 1.47 ≈ 19 GB', `${formatCount(heapMiB)} MiB`, 'the 7 % are of the heap, not of the container'],
  ]);
}

function clouderaB(): string {
  const node = nodeOf(250, 32);
  const heapOf = (executors: number) => `${formatCount(largestHeapMiB(largestContainerMiB({ yarn: node, executors }), SPARK_1_3))} MiB`;
  return table(COLUMNS, [
    ['18 executors, 5 cores, 12 GB', 'right', granted(3, node, { count: 18, heapGB: 12 }), '249 / 18 shares one node among the executors of all three'],
    ['heap of an executor, six a node', '12 GB', heapOf(6), '249 / 6 = 41 GB each, and YARN grants whole GB'],
    ['18 executors, 5 cores, 38 GB', '', granted(3, node, { count: 18, heapGB: 38 }), 'three times the memory on the same nodes'],
    ['18 executors, 5 cores, 39 GB', '', granted(3, node, { count: 18, heapGB: 39 }), 'one GB more, and each node holds five'],
  ]);
}

function clouderaPartitions(): string {
  const nominal = taskShare({ poolBytes: staticMemory({ maxMemoryBytes: 19 * GIB }).shuffleBytes, slots: 5 });
  const real = explained({ executorMemory: '19g', executorCores: 5, sparkVersion: '1.3.1', javaVersion: 8 });
  const inMemory = inMemoryShuffleBytes({ shuffleWriteBytes: 100 * GIB, memorySpilledBytes: 40 * GIB, diskSpilledBytes: 10 * GIB })!;
  const row = (name: string, bytes: number) => [name, mib(bytes), formatCount(partitionsFor(inMemory, bytes))];
  return table(['memory of a task', '', 'partitions for 100 GiB of shuffle that spill 40 to 10'], [
    row('published: 19 GB × 0.2 × 0.8 / 5', nominal.maximumBytes),
    row('of the heap that Spark sees', real.perTask.maximumBytes),
    row('that a task is sure of while five run', real.perTask.minimumBytes),
  ]);
}

function containerParts(): string {
  const rows = [
    ['executor of 12g', {}], ['executor of 12g, off-heap 2g, PySpark 1g', { offHeapMiB: 2048, pysparkMiB: 1024 }], ['driver of 4g', { role: 'driver', heap: 4096 }],
    ['executor of 2g', { heap: 2048 }], ['executor of 12g on EMR, nothing stated', { platform: 'emr' }],
  ] as const;
  return table(['', 'heap', 'overhead', 'off-heap', 'PySpark', 'asked for'], rows.map(([name, settings]) => {
    const { heap = 12_288, ...others } = settings as { heap?: number };
    const parts = containerOf(heap, { platform: 'yarn', role: 'executor', sparkVersion: '3.5.6', ...others });
    return [name, parts.heapMiB, parts.overheadMiB, parts.offHeapMiB, parts.pysparkMiB, `${formatCount(parts.requestedMiB)} MiB`];
  }));
}

function workedCase(): string {
  const one = explained({ executorMemory: '12g', executorCores: 4, ...TODAY, collector: 'g1' });
  const { userBytes, unifiedBytes, storageBytes } = unifiedOf(one);
  const beside = taskShare({ poolBytes: unifiedBytes, storageBytes, slots: 4 });
  return table(['12 GB, 4 cores, G1', ''], [
    ['reserved', '300 MiB'], ['user', mib(userBytes)], ['storage and execution', mib(unifiedBytes)], ['of it sure for storage', mib(storageBytes)],
    ['a task beside a full cache (published: 1/8 to 1/4 of the pool)', `${mib(beside.minimumBytes)} to ${mib(beside.maximumBytes)}`],
    ['a task where nothing is cached', `${mib(one.perTask.minimumBytes)} to ${mib(one.perTask.maximumBytes)}`],
    ['a task that runs alone', mib(unifiedBytes)],
  ]);
}

function regionByRegion(): string {
  const of = (collector: 'g1' | 'parallel', memoryFraction?: number) => unifiedOf(explained({ executorMemory: '4g', ...TODAY, collector, memoryFraction }));
  const columns = [of('g1', 0.75), of('parallel', 0.75), of('g1'), of('parallel')];
  const row = (name: string, published: string, region: keyof UnifiedRegions) => [name, published, ...columns.map(one => mib(one[region], 3))];
  return table(['4g', 'published, fraction 0.75', 'G1, 0.75', 'ParallelGC, 0.75', 'G1, 0.6', 'ParallelGC, 0.6'], [
    row('reserved', '300 MB', 'reservedBytes'), row('user', '949 MB', 'userBytes'), row('storage and execution', '2847 MB', 'unifiedBytes'),
    row('storage', '1423 MB', 'storageBytes'), row('execution', '1423 MB', 'executionBytes'),
  ]);
}
