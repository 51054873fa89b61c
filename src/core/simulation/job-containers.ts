import { CLIENT_MASTER_MEMORY_MIB, EMR_DRIVER_MEMORY_MIB, MASTER_CORES } from '../catalog/emr-on-ec2-defaults';
import { Release } from '../catalog/releases';
import { ByteStringUnit, parseByteString, toMiB } from '../memory/byte-string';
import { Container, ContainerRole, ContainerSettings, containerOf } from '../memory/container';
import { Resource } from '../packing/resource';
import { fails, ok, Outcome, Problem, problem } from '../problems/problem';

/** A job of Spark, as it is submitted, and how often at the same time. In client mode unless its settings say otherwise. */
export interface ClusterJob {
  readonly id: string;
  readonly concurrentRuns: number;
  readonly settings: Readonly<Record<string, string>>;
}

/** What a job asks YARN for. */
export interface JobContainers {
  readonly id: string;
  readonly concurrentRuns: number;
  readonly master: Resource;
  readonly executor: Resource;
  /** Of one run, at the most. */
  readonly executors: number;
}

/** The containers of a job, part by part. */
export interface JobParts {
  /** In cluster mode the driver is the application master. */
  readonly masterRole: Exclude<ContainerRole, 'executor'>;
  readonly master: Container;
  readonly masterCores: number;
  readonly executor: Container;
  readonly executorCores: number;
}

/** Reads settings one by one and keeps what is wrong with them. */
interface Reader {
  readonly job: Pick<ClusterJob, 'id' | 'settings'>;
  readonly release: Pick<Release, 'spark'>;
  readonly problems: Problem[];
}

/** Of each, the overhead's own key and the one that it had before Spark 2.3. */
const OVERHEAD_KEYS: Readonly<Record<ContainerRole, readonly string[]>> = {
  executor: ['spark.executor.memoryOverhead', 'spark.yarn.executor.memoryOverhead'],
  driver: ['spark.driver.memoryOverhead', 'spark.yarn.driver.memoryOverhead'],
  am: ['spark.yarn.am.memoryOverhead'],
};

/** Spark's own factor, and EMR's. Source: https://docs.aws.amazon.com/emr/latest/ReleaseGuide/emr-5220-release.html (2026-11-20). */
const FACTOR_KEYS: Readonly<Record<ContainerRole, readonly string[]>> = {
  executor: ['spark.executor.memoryOverheadFactor', 'spark.yarn.executor.memoryOverheadFactor'],
  driver: ['spark.driver.memoryOverheadFactor'],
  am: [],
};

/** Keys that say how much beside the heap an executor gets: while none is set, EMR's share holds. */
export const EXECUTOR_OVERHEAD_KEYS = [...OVERHEAD_KEYS.executor, ...FACTOR_KEYS.executor, 'spark.executor.minMemoryOverhead'];

/** Every key that {@link jobParts} reads. */
export const CONTAINER_KEYS: readonly string[] = [
  ...EXECUTOR_OVERHEAD_KEYS, ...OVERHEAD_KEYS.driver, ...OVERHEAD_KEYS.am, ...FACTOR_KEYS.driver,
  'spark.executor.memory', 'spark.executor.cores', 'spark.memory.offHeap.enabled', 'spark.memory.offHeap.size', 'spark.executor.pyspark.memory', 'spark.yarn.isPython',
  'spark.submit.deployMode', 'spark.driver.memory', 'spark.driver.cores', 'spark.driver.minMemoryOverhead', 'spark.yarn.am.memory', 'spark.yarn.am.cores',
];

/** The containers that Spark's client asks for, read from the strings of the settings. */
export function jobContainers(job: ClusterJob, release: Pick<Release, 'spark'>): Outcome<JobContainers> {
  const { id, concurrentRuns, settings } = job;
  const reader: Reader = { job, release, problems: [] };
  const { master, masterCores, executor, executorCores } = readParts(reader);
  const executors = whole(reader, isTrue(settings['spark.dynamicAllocation.enabled']) ? 'spark.dynamicAllocation.maxExecutors' : 'spark.executor.instances', 0);
  return reader.problems.length ? fails(reader.problems) : ok({
    id,
    concurrentRuns,
    master: { memoryMiB: master.requestedMiB, vCores: masterCores },
    executor: { memoryMiB: executor.requestedMiB, vCores: executorCores },
    executors,
  });
}

/** The same part by part, without a count. */
export function jobParts(job: Reader['job'], release: Reader['release']): Outcome<JobParts> {
  const reader: Reader = { job, release, problems: [] };
  const parts = readParts(reader);
  return reader.problems.length ? fails(reader.problems) : ok(parts);
}

function readParts(reader: Reader): JobParts {
  const { settings } = reader.job;
  const masterRole = settings['spark.submit.deployMode'] === 'cluster' ? 'driver' : 'am';
  const heap = masterRole === 'driver' ? mebibytes(reader, 'spark.driver.memory') ?? EMR_DRIVER_MEMORY_MIB
    : mebibytes(reader, 'spark.yarn.am.memory') ?? CLIENT_MASTER_MEMORY_MIB;
  return {
    masterRole,
    master: container(reader, masterRole, heap),
    masterCores: whole(reader, masterRole === 'driver' ? 'spark.driver.cores' : 'spark.yarn.am.cores', MASTER_CORES),
    executor: container(reader, 'executor', mebibytes(reader, 'spark.executor.memory') ?? 0),
    executorCores: whole(reader, 'spark.executor.cores', 1),
  };
}

function container(reader: Reader, role: ContainerRole, heapMiB: number): Container {
  return containerOf(heapMiB, containerSettings(reader, role));
}

function containerSettings(reader: Reader, role: ContainerRole): ContainerSettings {
  const { settings } = reader.job;
  const offHeap = role === 'executor' && isTrue(settings['spark.memory.offHeap.enabled']);
  const python = role === 'executor' && isTrue(settings['spark.yarn.isPython']);
  return {
    platform: 'emr',
    role,
    sparkVersion: reader.release.spark,
    overheadMiB: firstOf(OVERHEAD_KEYS[role], key => mebibytes(reader, key)),
    overheadFactor: firstOf(FACTOR_KEYS[role], key => number(reader, key)),
    minimumOverheadMiB: role === 'am' ? undefined : mebibytes(reader, `spark.${role}.minMemoryOverhead`),
    offHeapMiB: offHeap ? mebibytes(reader, 'spark.memory.offHeap.size', 'b') : 0,
    pysparkMiB: python ? mebibytes(reader, 'spark.executor.pyspark.memory') : 0,
  };
}

function firstOf<T>(keys: readonly string[], read: (key: string) => T | undefined): T | undefined {
  return keys.map(read).find(value => value !== undefined);
}

function mebibytes(reader: Reader, key: string, unit: ByteStringUnit = 'm'): number | undefined {
  const text = reader.job.settings[key];
  if (text === undefined) return undefined;
  const parsed = parseByteString(text, unit, at(reader, key));
  if (!parsed.ok) reader.problems.push(...parsed.problems);
  return parsed.ok ? toMiB(parsed.value) : undefined;
}

function whole(reader: Reader, key: string, fallback: number): number {
  const text = reader.job.settings[key] ?? `${fallback}`;
  if (!/^\d{1,9}$/.test(text)) reader.problems.push(problem('SZ1004', at(reader, key), `got ${JSON.stringify(text)}; a whole number is expected`));
  return Number(text);
}

function number(reader: Reader, key: string): number | undefined {
  const text = reader.job.settings[key];
  if (text === undefined || Number(text) > 0) return text === undefined ? undefined : Number(text);
  reader.problems.push(problem('SZ1004', at(reader, key), `got ${JSON.stringify(text)}; a number above 0 is expected`));
  return undefined;
}

function at({ job }: Reader, key: string): string {
  return `${job.id}: ${key}`;
}

function isTrue(text: string | undefined): boolean {
  return text === 'true';
}
