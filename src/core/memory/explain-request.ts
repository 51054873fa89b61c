import { fails, ok, Outcome, Problem, problem } from '../problems/problem';
import { MIB } from '../units';
import { ByteStringUnit, parseByteEntry, parseByteString, toMiB } from './byte-string';
import { ContainerPlatform } from './container';
import { Collector } from './jvm-heap';
import { ASSUMED_SPARK_VERSION, isSparkVersion, sparkAtLeast } from './spark-version';
import { STATIC_MANAGER_GONE, UNIFIED_MANAGER_SINCE } from './static';
import { defaultMemoryFraction, STORAGE_FRACTION } from './unified';
import { YarnRounding } from './yarn-grant';

/** Which memory manager divides the heap. */
export type MemoryManager = 'unified' | 'static';

/** One configuration to explain. Sizes in Spark's own byte strings; all optional but the heap. */
export interface ExplainRequest {
  /** `spark.executor.memory` (of a driver: `spark.driver.memory`). */
  readonly executorMemory: string;
  /** `spark.executor.cores` (`spark.driver.cores`), 1. */
  readonly executorCores?: number;
  /** `spark.task.cpus`, 1. */
  readonly taskCpus?: number;
  readonly sparkVersion?: string;
  readonly javaVersion?: number;
  /** Left out: what the JVM picks by itself. */
  readonly collector?: Collector;
  /** `spark.memory.fraction`. */
  readonly memoryFraction?: number;
  /** `spark.memory.storageFraction`. */
  readonly storageFraction?: number;
  /** `spark.memory.offHeap.size`, which is then enabled. */
  readonly offHeap?: string;
  /** `spark.executor.pyspark.memory` of a Python application. */
  readonly pyspark?: string;
  /** `spark.executor.memoryOverhead`. */
  readonly overhead?: string;
  /** Who grants the container: `yarn`. */
  readonly platform?: ContainerPlatform;
  readonly role?: 'executor' | 'driver';
  /** Left out: static up to Spark 1.5, else unified. */
  readonly manager?: MemoryManager;
  /** Memory of the machine that the JVM sees, where its initial heap depends on it. */
  readonly machineMemoryBytes?: number;
  /** How YARN rounds. Left out: Hadoop's defaults, of EMR a step of 32 MiB. */
  readonly yarn?: YarnRounding;
}

/** The request with everything read, and what was not stated filled in. */
export interface ExplainInput extends Required<Pick<ExplainRequest, 'sparkVersion' | 'javaVersion' | 'memoryFraction' | 'storageFraction' | 'platform' | 'role' | 'manager'>> {
  readonly request: ExplainRequest;
  readonly heapMiB: number;
  /** `spark.executor.memory` as the check of the memory manager reads it: a bare number is bytes. */
  readonly checkedExecutorBytes?: number;
  readonly cores: number;
  readonly slots: number;
  readonly offHeapBytes: number;
  readonly pysparkMiB: number;
  readonly overheadMiB?: number;
}

/** CMS was removed in Java 14 (JEP 363). */
const CMS_GONE_IN_JAVA = 14;
const OLDEST_JAVA = 7;

/** Reads and checks a request; answers every problem at once. */
export function readExplainRequest(request: ExplainRequest): Outcome<ExplainInput> {
  const problems: Problem[] = [...checkVersions(request), ...checkCores(request)];
  const sparkVersion = request.sparkVersion ?? ASSUMED_SPARK_VERSION;
  const input = { ...defaultsOf(request, sparkVersion), ...readSizes(request, sparkVersion, problems) };
  problems.push(...checkFractions(input), ...checkManager(input));
  return problems.length ? fails(problems) : ok(input);
}

/** Tasks at the same time. */
export function slotsOf({ executorCores = 1, taskCpus = 1 }: Pick<ExplainRequest, 'executorCores' | 'taskCpus'>): number {
  return Math.floor(executorCores / taskCpus);
}

function defaultsOf(request: ExplainRequest, sparkVersion: string): Omit<ExplainInput, keyof Sizes> {
  const { executorCores: cores = 1, role = 'executor', platform = 'yarn', storageFraction = STORAGE_FRACTION } = request;
  return {
    request,
    cores,
    slots: slotsOf(request),
    sparkVersion,
    role,
    platform,
    storageFraction,
    javaVersion: request.javaVersion ?? assumedJava(sparkVersion),
    memoryFraction: request.memoryFraction ?? defaultMemoryFraction(sparkVersion),
    manager: request.manager ?? defaultManager(sparkVersion),
  };
}

/** EMR 7 runs Java 17, earlier releases Java 8. Source: https://docs.aws.amazon.com/emr/latest/ReleaseGuide/configuring-java8.html (2026-09). */
function assumedJava(sparkVersion: string): number {
  return sparkAtLeast(sparkVersion, '3.5') ? 17 : 8;
}

function defaultManager(sparkVersion: string): MemoryManager {
  return sparkAtLeast(sparkVersion, UNIFIED_MANAGER_SINCE) ? 'unified' : 'static';
}

type Sizes = Pick<ExplainInput, 'heapMiB' | 'checkedExecutorBytes' | 'offHeapBytes' | 'pysparkMiB' | 'overheadMiB'>;

function readSizes(request: ExplainRequest, sparkVersion: string, problems: Problem[]): Sizes {
  const { executorMemory, role = 'executor', offHeap = '0', pyspark = '0', overhead } = request;
  const heapMiB = toMiB(take(parseByteString(executorMemory, 'm', 'executorMemory'), MIB, problems));
  if (heapMiB < 1) problems.push(problem('SZ1004', 'executorMemory', `'${executorMemory}' is less than 1m; write 4g, or what is meant`));
  const checked = parseByteString(executorMemory, 'b');
  return {
    heapMiB,
    checkedExecutorBytes: role === 'executor' && checked.ok ? checked.value : undefined,
    offHeapBytes: readOffHeap(offHeap, sparkVersion, problems),
    pysparkMiB: readEntryMiB('pyspark', pyspark, problems),
    overheadMiB: overhead === undefined ? undefined : readEntryMiB('overhead', overhead, problems),
  };
}

/** Off-heap memory is in bytes where it has no unit, and counts in whole MiB from Spark 3.0 on. */
function readOffHeap(text: string, sparkVersion: string, problems: Problem[]): number {
  const bytes = readEntry('offHeap', text, 'b', problems);
  if (bytes > 0 && bytes < MIB && sparkAtLeast(sparkVersion, '3.0')) {
    problems.push(problem('SZ1004', 'offHeap', `'${text}' is ${bytes} bytes, which is no whole MiB: spark.memory.offHeap.size must be > 0 when spark.memory.offHeap.enabled == true`));
  }
  return bytes;
}

function readEntryMiB(path: string, text: string, problems: Problem[]): number {
  return toMiB(readEntry(path, text, 'm', problems));
}

/** Settings that Spark reads with a sign, of which a negative one means nothing here. */
function readEntry(path: string, text: string, unit: ByteStringUnit, problems: Problem[]): number {
  const bytes = take(parseByteEntry(text, unit, path), 0, problems);
  if (bytes < 0) problems.push(problem('SZ1004', path, `'${text}' must not be negative`));
  return bytes;
}

function take<T>(outcome: Outcome<T>, fallback: T, problems: Problem[]): T {
  if (outcome.ok) return outcome.value;
  problems.push(...outcome.problems);
  return fallback;
}

function checkVersions({ sparkVersion, javaVersion, collector }: ExplainRequest): readonly Problem[] {
  const problems: Problem[] = [];
  if (sparkVersion !== undefined && !isSparkVersion(sparkVersion)) {
    problems.push(problem('SZ1004', 'sparkVersion', `got '${sparkVersion}', no version of Spark; write 3.5.6`));
  }
  if (javaVersion !== undefined && !(Number.isInteger(javaVersion) && javaVersion >= OLDEST_JAVA)) {
    problems.push(problem('SZ1004', 'javaVersion', `got ${javaVersion}, no version of Java; write 8, 11, 17 or 21`));
  }
  if (collector === 'cms' && (javaVersion ?? 0) >= CMS_GONE_IN_JAVA) {
    problems.push(problem('SZ1013', 'collector', `Java ${javaVersion} has no CMS any more: it was removed in Java 14`));
  }
  return problems;
}

/** Spark's words where it has some: ResourceUtils.validateTaskCpusLargeEnough, Spark 3.5. */
function checkCores({ executorCores = 1, taskCpus = 1 }: ExplainRequest): readonly Problem[] {
  const problems = [['executorCores', executorCores], ['taskCpus', taskCpus]] as const;
  const wrong = problems.filter(([, count]) => !(Number.isInteger(count) && count >= 1));
  if (wrong.length) return wrong.map(([path, count]) => problem('SZ1004', path, `got ${count}; a whole number from 1 on`));
  if (executorCores >= taskCpus) return [];
  return [problem('SZ1007', 'taskCpus', `The number of cores per executor (=${executorCores}) has to be >= the number of cpus per task = ${taskCpus}.`)];
}

/** Source: SparkConf.validateSettings, and from 3.0 the check of spark.memory.storageFraction and MemoryManager's own. */
function checkFractions({ memoryFraction, storageFraction, sparkVersion }: ExplainInput): readonly Problem[] {
  const problems: Problem[] = [];
  const reject = (path: string, message: string) => problems.push(problem('SZ1004', path, message));
  if (!inUnitInterval(memoryFraction)) reject('memoryFraction', `spark.memory.fraction should be between 0 and 1 (was '${memoryFraction}').`);
  if (!inUnitInterval(storageFraction)) reject('storageFraction', `spark.memory.storageFraction should be between 0 and 1 (was '${storageFraction}').`);
  if (!sparkAtLeast(sparkVersion, '3.0')) return problems;
  if (storageFraction === 1) reject('storageFraction', "'1.0' in spark.memory.storageFraction is invalid. Storage fraction must be in [0,1)");
  if (memoryFraction === 0) reject('memoryFraction', 'onHeapExecutionMemory must be > 0');
  return problems;
}

function inUnitInterval(fraction: number): boolean {
  return fraction >= 0 && fraction <= 1;
}

function checkManager({ manager, sparkVersion, offHeapBytes }: ExplainInput): readonly Problem[] {
  const hasUnified = sparkAtLeast(sparkVersion, UNIFIED_MANAGER_SINCE);
  if (manager === 'static' && sparkAtLeast(sparkVersion, STATIC_MANAGER_GONE)) {
    return [problem('SZ1013', 'manager', `Spark ${sparkVersion} has no static manager: it went with 3.0, where the old settings are silently ignored; leave manager out`)];
  }
  if (manager === 'unified' && !hasUnified) return [problem('SZ1013', 'manager', `Spark ${sparkVersion} has no unified manager: it came with 1.6; leave manager out`)];
  if (offHeapBytes > 0 && !hasUnified) return [problem('SZ1013', 'offHeap', `Spark ${sparkVersion} has no off-heap pools: they came with 1.6; leave offHeap out`)];
  return [];
}
