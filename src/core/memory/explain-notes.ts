import { LAWS } from '../catalog/laws';
import { MIB, MIB_PER_GIB } from '../units';
import { isBareNumber } from './byte-string';
import { ExplainInput } from './explain-request';
import { ExplainedContainer, ExplainedJvm } from './explanation';
import { Collector, hasCompressedPointers } from './jvm-heap';
import { sparkAtLeast } from './spark-version';

/** What the notes are written from. */
export interface NoteContext {
  readonly input: ExplainInput;
  readonly jvm: ExplainedJvm;
  readonly container: ExplainedContainer;
  /** What the UI shows as storage memory. */
  readonly storageBytes: number;
}

type Note = (context: NoteContext) => string | undefined;

const COLLECTOR_NAMES: Readonly<Record<Collector, string>> = {
  g1: 'G1', parallel: 'ParallelGC', serial: 'the serial collector', zgc: 'ZGC', shenandoah: 'Shenandoah', cms: 'CMS',
};

/** What is assumed, what surprises, and what to look out for; in the order of the explanation. */
export function explainNotes(context: NoteContext): readonly string[] {
  return NOTES.flatMap(note => note(context) ?? []);
}

const NOTES: readonly Note[] = [
  assumedVersions, assumedCollector, g1RegionOfMachine, unusable, pointers, bareHeap, uiShowsAll, offHeapTakesTungsten, offHeapUncounted,
  pythonLimit, driverHasNoTasks, driverTakesNeither, serverlessSum, surplus, kubernetes23,
];

function assumedVersions({ input: { request, sparkVersion, javaVersion } }: NoteContext): string | undefined {
  const assumed = [...request.sparkVersion === undefined ? [`Spark ${sparkVersion}`] : [], ...request.javaVersion === undefined ? [`Java ${javaVersion}`] : []];
  return assumed.length ? `Assumed: ${assumed.join(' and ')}.` : undefined;
}

function assumedCollector({ input: { request, platform, cores }, jvm }: NoteContext): string | undefined {
  if (request.collector !== undefined) return undefined;
  const name = COLLECTOR_NAMES[jvm.collector];
  if (platform === 'yarn' || platform === 'emr') {
    return `Assumed: ${name}, what Java ${jvm.java} picks on a node of at least 2 cores and 2 GiB; options of the cluster may name another.`;
  }
  return `Assumed: ${name}, what Java ${jvm.java} picks by itself in a container of ${cores} ${cores === 1 ? 'core' : 'cores'}.`;
}

function g1RegionOfMachine({ input: { request }, jvm }: NoteContext): string | undefined {
  if (jvm.collector !== 'g1' || jvm.java >= 17 || request.machineMemoryBytes !== undefined) return undefined;
  return 'Before Java 17 the regions of G1, and with them the last MiB of the heap, depend on the memory of the machine: state it to have them exact.';
}

function unusable({ jvm }: NoteContext): string | undefined {
  if (jvm.unusableBytes === 0) return undefined;
  return `${COLLECTOR_NAMES[jvm.collector]} leaves one survivor space out of the heap that Spark sees: ${mib(jvm.unusableBytes)}.`;
}

function pointers({ input: { heapMiB }, jvm }: NoteContext): string | undefined {
  if (jvm.collector === 'zgc' || heapMiB >= LAWS.widePointersToHeapGiB.value * MIB_PER_GIB || hasCompressedPointers(jvm.xmxBytes, jvm.collector)) return undefined;
  return `Object pointers take 8 bytes instead of 4 in a heap of this size: up to about ${LAWS.widePointersToHeapGiB.value}g it may hold fewer objects`
    + ` than one of ${LAWS.compressedPointersHeapGiB.value}g.`;
}

function bareHeap({ input: { request, role, heapMiB } }: NoteContext): string | undefined {
  if (!isBareNumber(request.executorMemory)) return undefined;
  const other = role === 'driver' ? '-Xmx in client mode reads it as bytes' : 'a standalone cluster reads it as bytes';
  return `A memory without a unit is read as ${heapMiB} MiB here, and ${other}: write ${heapMiB}m.`;
}

function uiShowsAll({ input: { manager }, storageBytes }: NoteContext): string | undefined {
  if (manager === 'static') return undefined;
  return `"Storage Memory" in Spark's UI is all that storage and execution share (${mib(storageBytes)}), not the part that storage is sure of.`;
}

function offHeapTakesTungsten({ input: { offHeapBytes } }: NoteContext): string | undefined {
  if (offHeapBytes === 0) return undefined;
  return 'With off-heap memory enabled all of Tungsten\'s execution memory is off-heap: pages and shares of tasks are of that pool, and the one on the heap is no reserve for it.';
}

function offHeapUncounted({ input: { offHeapBytes, sparkVersion, role }, container }: NoteContext): string | undefined {
  if (role === 'driver' || offHeapBytes === 0 || container.offHeapMiB > 0) return undefined;
  return `Spark ${sparkVersion} does not ask for off-heap memory in the container: add ${Math.ceil(offHeapBytes / MIB)}m to the overhead.`;
}

function pythonLimit({ input: { pysparkMiB, cores }, container }: NoteContext): string | undefined {
  if (container.pysparkMiB === 0) return undefined;
  const each = Math.floor(pysparkMiB / cores);
  if (each === 0) return `${pysparkMiB} MiB for the Python workers of ${cores} cores is less than 1 MiB each, which means no limit.`;
  return `Each Python worker is limited to ${each} MiB of address space: spark.executor.pyspark.memory divided by the cores of the executor.`;
}

function driverHasNoTasks({ input: { role } }: NoteContext): string | undefined {
  return role === 'driver' ? 'A driver runs no tasks unless Spark is local: what is per task stands for nothing here.' : undefined;
}

function driverTakesNeither({ input: { role, offHeapBytes, pysparkMiB } }: NoteContext): string | undefined {
  if (role !== 'driver' || offHeapBytes + pysparkMiB === 0) return undefined;
  return 'The container of a driver never holds off-heap or PySpark memory: raise its overhead instead.';
}

function serverlessSum({ input: { platform }, container }: NoteContext): string | undefined {
  if (platform !== 'serverless' || container.offHeapMiB + container.pysparkMiB === 0) return undefined;
  const all = container.overheadMiB + container.offHeapMiB + container.pysparkMiB;
  return `No page of AWS says whether EMR Serverless counts off-heap and PySpark memory: to be sure set spark.executor.memoryOverhead to ${all}m.`;
}

function surplus({ input: { platform }, container: { grantedMiB, requestedMiB } }: NoteContext): string | undefined {
  if (grantedMiB === requestedMiB) return undefined;
  const granted = platform === 'serverless' ? `The worker has ${grantedMiB} MiB` : `YARN grants ${grantedMiB} MiB`;
  return `${granted}: ${grantedMiB - requestedMiB} MiB more than asked for, which neither heap nor pools make use of.`;
}

/** Source: ExecutorPodFactory, Spark 2.3. */
function kubernetes23({ input: { platform, sparkVersion } }: NoteContext): string | undefined {
  if (platform !== 'kubernetes' || sparkAtLeast(sparkVersion, '2.4')) return undefined;
  return 'Spark 2.3 asks Kubernetes for the heap alone and has the overhead only in the limit: a full node can kill the pod.';
}

function mib(bytes: number): string {
  return `${(bytes / MIB).toFixed(1)} MiB`;
}
