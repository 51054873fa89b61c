import { ExplainRequest, MemoryManager } from './explain-request';
import { Collector } from './jvm-heap';
import { ASSUMED_SPARK_VERSION, sparkAtLeast } from './spark-version';
import { STATIC_MANAGER_GONE, UNIFIED_MANAGER_SINCE } from './static';
import { serverlessDefaultHeap, SERVERLESS_SPARK_DEFAULTS } from '../catalog/spark-defaults';
import { Problem, problem } from '../problems/problem';

type Settings = Readonly<Record<string, string>>;

/** What Spark's settings do not say of where they are used. */
export type ExplainPlace = Required<Pick<ExplainRequest, 'role' | 'platform'>> & Pick<ExplainRequest, 'sparkVersion' | 'javaVersion'>;

/** A configuration as its settings have it. */
export interface SettingsReading {
  readonly request: ExplainRequest;
  /** `spark.sql.shuffle.partitions`. */
  readonly partitions?: number;
  /** `spark.dynamicAllocation.maxExecutors`, else `spark.executor.instances`. */
  readonly executors?: number;
  readonly problems: readonly Problem[];
}

/** Source: the flags of OpenJDK 8 to 21. */
const COLLECTOR_FLAGS: readonly (readonly [RegExp, Collector])[] = [
  [/-XX:\+UseG1GC\b/, 'g1'], [/-XX:\+UseParallelGC\b/, 'parallel'], [/-XX:\+UseSerialGC\b/, 'serial'],
  [/-XX:\+UseZGC\b/, 'zgc'], [/-XX:\+UseShenandoahGC\b/, 'shenandoah'], [/-XX:\+UseConcMarkSweepGC\b/, 'cms'],
];

/** What `explain` is to be asked for Spark's settings. */
export function explainRequestOf(settings: Settings, place: ExplainPlace): SettingsReading {
  const problems: Problem[] = [];
  const { role } = place;
  const number = (key: string) => numberIn(settings, key, problems);
  const executorCores = number(`spark.${role}.cores`) ?? serverlessCores(place);
  const request: ExplainRequest = {
    ...place,
    executorMemory: settings[`spark.${role}.memory`] ?? (place.platform === 'serverless' ? serverlessDefaultHeap(executorCores ?? 0) : ''),
    executorCores,
    taskCpus: role === 'executor' ? number('spark.task.cpus') : undefined,
    overhead: settings[`spark.${role}.memoryOverhead`] ?? settings[`spark.yarn.${role}.memoryOverhead`],
    offHeap: isTrue(settings['spark.memory.offHeap.enabled']) ? settings['spark.memory.offHeap.size'] : undefined,
    pyspark: role === 'executor' ? settings['spark.executor.pyspark.memory'] : undefined,
    memoryFraction: number('spark.memory.fraction'),
    storageFraction: number('spark.memory.storageFraction'),
    collector: collectorOf(settings, role),
    manager: managerOf(settings, place.sparkVersion),
  };
  if (request.executorMemory === '') problems.push(problem('SZ1001', `spark.${role}.memory`, 'left out; such as 4g'));
  const executors = number('spark.dynamicAllocation.maxExecutors') ?? number('spark.executor.instances');
  return { request, partitions: number('spark.sql.shuffle.partitions'), executors, problems };
}

function serverlessCores({ platform, role }: ExplainPlace): number | undefined {
  const cores = SERVERLESS_SPARK_DEFAULTS[`spark.${role}.cores`];
  return platform === 'serverless' && cores ? Number(cores) : undefined;
}

/** `infinity` executors are no count. */
function numberIn(settings: Settings, key: string, problems: Problem[]): number | undefined {
  const text = settings[key]?.trim();
  if (text === undefined || text === '' || text === 'infinity') return undefined;
  const value = Number(text);
  if (Number.isFinite(value)) return value;
  problems.push(problem('SZ1004', key, `got ${JSON.stringify(text)}; a number is expected`));
  return undefined;
}

/** The option that stands last wins; `extraJavaOptions` come behind `defaultJavaOptions`. */
function collectorOf(settings: Settings, role: string): Collector | undefined {
  const text = `${settings[`spark.${role}.defaultJavaOptions`] ?? ''} ${settings[`spark.${role}.extraJavaOptions`] ?? ''}`;
  const found = COLLECTOR_FLAGS.map(([flag, collector]) => ({ at: text.search(flag), collector })).filter(({ at }) => at >= 0);
  return found.sort((a, b) => b.at - a.at)[0]?.collector;
}

/** `spark.memory.useLegacyMode` was read from 1.6 to 2.4. Source: Spark 2.4 SparkEnv.create. */
function managerOf(settings: Settings, sparkVersion: string = ASSUMED_SPARK_VERSION): MemoryManager | undefined {
  const reads = sparkAtLeast(sparkVersion, UNIFIED_MANAGER_SINCE) && !sparkAtLeast(sparkVersion, STATIC_MANAGER_GONE);
  return reads && isTrue(settings['spark.memory.useLegacyMode']) ? 'static' : undefined;
}

function isTrue(text: string | undefined): boolean {
  return /^\s*true\s*$/i.test(text ?? '');
}

const SETTING_OF: Readonly<Record<string, string>> = {
  executorMemory: 'memory', executorCores: 'cores', overhead: 'memoryOverhead', pyspark: 'pyspark.memory',
};
const SHARED_SETTING_OF: Readonly<Record<string, string>> = {
  taskCpus: 'spark.task.cpus', offHeap: 'spark.memory.offHeap.size', memoryFraction: 'spark.memory.fraction', storageFraction: 'spark.memory.storageFraction',
};

/** A problem of an explanation in the words of Spark's settings. */
export function inSettings(one: Problem, role: string): Problem {
  const own = SETTING_OF[one.path];
  return { ...one, path: own === undefined ? SHARED_SETTING_OF[one.path] ?? one.path : `spark.${role}.${own}` };
}
