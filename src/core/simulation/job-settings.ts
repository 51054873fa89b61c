import { LAWS } from '../catalog/laws';
import { Release } from '../catalog/releases';
import { serverlessDefaultHeap, serverlessSparkDefault } from '../catalog/spark-defaults';
import { DiskTypeName, WORKER_ROWS, diskRange, smallestWorker, workerSizes } from '../catalog/workers';
import { ByteStringUnit, parseByteString, toMiB } from '../memory/byte-string';
import { Container, containerOf } from '../memory/container';
import { Outcome, Problem, fails, ok, problem } from '../problems/problem';
import { GIB, MIB_PER_GIB, ceilDiv } from '../units';
import { WorkerSize } from './capacity';
import { AllocationSettings } from './dynamic-allocation';

/** What a job's Spark settings ask of the service. */
export interface ServerlessJob {
  readonly driver: WorkerSize;
  readonly executor: WorkerSize;
  readonly containers: { readonly driverMiB: number; readonly executorMiB: number };
  readonly allocation: AllocationSettings;
  readonly lakeFormation: boolean;
  readonly serverlessStorage: boolean;
  /** Why a container or its disk has no worker. */
  readonly unplaceable?: string;
}

const RATIO = 'spark.dynamicAllocation.maxExecutorsRatio';

/** The two kinds of JVM of a job. */
export type JobRole = 'driver' | 'executor';

/** What one JVM of a job asks for. */
export interface AskedContainer {
  readonly cores: number;
  readonly container: Container;
  /** What it may hold beside the overhead where that is stated, and so has to be part of it. */
  readonly inOverheadMiB: number;
}

/** Reads settings one by one and keeps what is wrong with them. */
interface Reader {
  readonly settings: Readonly<Record<string, string>>;
  readonly release: Release;
  /** Where a setting stands, for problems. */
  readonly at: (key: string) => string;
  readonly problems: Problem[];
}

/** A job as its settings and, where they say nothing, the service's defaults have it. */
export function readJob(settings: Reader['settings'], release: Release, at: Reader['at'] = key => key): Outcome<ServerlessJob> {
  const reader: Reader = { settings, release, at, problems: [] };
  const driver = readWorker(reader, 'driver');
  const executor = readWorker(reader, 'executor');
  const allocation = readAllocation(reader);
  if (reader.problems.length) return fails(reader.problems);
  return ok({
    driver: driver.worker,
    executor: executor.worker,
    containers: { driverMiB: driver.containerMiB, executorMiB: executor.containerMiB },
    allocation,
    lakeFormation: usesLakeFormation(reader),
    serverlessStorage: isTrue(settings['spark.aws.serverlessStorage.enabled']),
    unplaceable: driver.unplaceable ?? executor.unplaceable,
  });
}

/** A container as settings and defaults have it. */
export function readContainer(settings: Reader['settings'], release: Release, role: JobRole): Outcome<AskedContainer> {
  const reader: Reader = { settings, release, at: key => key, problems: [] };
  const asked = askedContainer(reader, role);
  return reader.problems.length ? fails(reader.problems) : ok(asked);
}

/** Executor counts as settings and defaults have them. */
export function readAllocationSettings(settings: Reader['settings'], release: Release): Outcome<AllocationSettings> {
  const reader: Reader = { settings, release, at: key => key, problems: [] };
  const allocation = readAllocation(reader);
  return reader.problems.length ? fails(reader.problems) : ok(allocation);
}

function askedContainer(reader: Reader, role: JobRole): AskedContainer {
  const cores = whole(reader, `spark.${role}.cores`) ?? 0;
  const heapMiB = toMiB(bytes(reader, `spark.${role}.memory`, 'm', serverlessDefaultHeap(cores)));
  const beside = role === 'executor' ? besideOverhead(reader) : { offHeapMiB: 0, pysparkMiB: 0 };
  const container = containerOf(heapMiB, containerSettings(reader, role, beside));
  const counted = container.offHeapMiB + container.pysparkMiB;
  return { cores, container, inOverheadMiB: beside.offHeapMiB + beside.pysparkMiB - counted };
}

function readWorker(reader: Reader, role: JobRole) {
  const { cores, container } = askedContainer(reader, role);
  const diskGiB = Math.ceil(bytes(reader, `spark.emr-serverless.${role}.disk`, 'g') / GIB);
  const least = smallestWorker(cores, container.requestedMiB);
  return {
    worker: { vCpu: cores, memoryGiB: least?.memoryGiB ?? ceilDiv(container.requestedMiB, MIB_PER_GIB), diskGiB },
    containerMiB: container.requestedMiB,
    unplaceable: least ? badDisk(reader, role, diskGiB) : noWorker(role, cores, container),
  };
}

/** An explicit overhead is all that stands beside the heap, off-heap and Python memory included: no page says that the service adds them. */
function containerSettings(reader: Reader, role: JobRole, beside: ReturnType<typeof besideOverhead>) {
  const { settings, release } = reader;
  const overheadKey = `spark.${role}.memoryOverhead`;
  const common = { platform: 'serverless', role, sparkVersion: release.spark } as const;
  if (settings[overheadKey] !== undefined) return { ...common, overheadMiB: toMiB(bytes(reader, overheadKey, 'm')) };
  return { ...common, overheadFactor: number(reader, 'spark.emr-serverless.memoryOverheadFactor'), ...beside };
}

function besideOverhead(reader: Reader) {
  const offHeap = isTrue(reader.settings['spark.memory.offHeap.enabled']);
  return {
    offHeapMiB: offHeap ? toMiB(bytes(reader, 'spark.memory.offHeap.size', 'b', '0')) : 0,
    pysparkMiB: toMiB(bytes(reader, 'spark.executor.pyspark.memory', 'm', '0')),
  };
}

function readAllocation(reader: Reader): AllocationSettings {
  const dynamic = isTrue(valueOf(reader, 'spark.dynamicAllocation.enabled'));
  const stated = reader.settings['spark.executor.instances'] !== undefined;
  return {
    dynamic,
    initial: whole(reader, 'spark.dynamicAllocation.initialExecutors') ?? 0,
    minimum: whole(reader, 'spark.dynamicAllocation.minExecutors') ?? 0,
    maximum: valueOf(reader, 'spark.dynamicAllocation.maxExecutors') === 'infinity' ? Infinity
      : whole(reader, 'spark.dynamicAllocation.maxExecutors') ?? Infinity,
    // the service's default of 3 holds only without dynamic allocation: min = initial = max = 1 runs
    instances: dynamic && !stated ? undefined : whole(reader, 'spark.executor.instances'),
    maximumRatio: checked(reader, RATIO, value => value >= 0 && value <= 1, 'a number from 0 to 1')
      ?? (usesLakeFormation(reader) ? LAWS.lakeFormationExecutorsRatio.value : undefined),
  };
}

function usesLakeFormation({ settings }: Reader): boolean {
  return isTrue(settings['spark.emr-serverless.lakeformation.enabled']);
}

function noWorker(role: JobRole, cores: number, { heapMiB, requestedMiB }: Container): string {
  const sizes = workerSizes().filter(size => size.vCpu === cores).map(size => size.memoryGiB);
  const asked = `the ${role}'s container of ${requestedMiB} MiB (heap ${heapMiB} MiB, ${requestedMiB - heapMiB} MiB beside it)`;
  if (!sizes.length) return `there is no worker of ${cores} vCPU for ${asked}; ${WORKER_ROWS.map(row => row.vCpu).join(', ')} vCPU are offered`;
  return `no worker of ${cores} vCPU takes ${asked}; the largest has ${sizes[sizes.length - 1]} GB`;
}

function badDisk(reader: Reader, role: JobRole, diskGiB: number): string | undefined {
  const shuffleOptimized = /^shuffle_optimized$/i.test(valueOf(reader, `spark.emr-serverless.${role}.disk.type`) ?? '');
  const name: DiskTypeName = shuffleOptimized ? 'SHUFFLE_OPTIMIZED' : 'STANDARD';
  const range = diskRange(name, reader.release);
  if (!range) return `${reader.release.label} has no ${name} disks`;
  return diskGiB >= range.minimumGiB && diskGiB <= range.maximumGiB ? undefined
    : `the ${role}'s disk of ${diskGiB} GB is outside ${range.minimumGiB} to ${range.maximumGiB} GB (${name})`;
}

/** As set, else the service's default. */
function valueOf({ settings, release }: Reader, key: string): string | undefined {
  return settings[key] ?? serverlessSparkDefault(key, release) ?? undefined;
}

function bytes(reader: Reader, key: string, unit: ByteStringUnit, fallback?: string): number {
  const text = reader.settings[key] ?? fallback ?? valueOf(reader, key) ?? '0';
  const parsed = parseByteString(text, unit, reader.at(key));
  if (parsed.ok) return parsed.value;
  reader.problems.push(...parsed.problems);
  return 0;
}

function whole(reader: Reader, key: string): number | undefined {
  return checked(reader, key, value => Number.isSafeInteger(value), 'a whole number');
}

function number(reader: Reader, key: string): number | undefined {
  return checked(reader, key, Number.isFinite, 'a number');
}

function checked(reader: Reader, key: string, holds: (value: number) => boolean, expected: string): number | undefined {
  const text = valueOf(reader, key);
  if (text === undefined) return undefined;
  const value = text.trim() === '' ? NaN : Number(text);
  if (holds(value)) return value;
  reader.problems.push(problem('SZ1004', reader.at(key), `got ${JSON.stringify(text)}; ${expected} is expected`));
  return undefined;
}

function isTrue(text: string | undefined): boolean {
  return /^\s*true\s*$/i.test(text ?? '');
}
