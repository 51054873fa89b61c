import { Token } from 'aws-cdk-lib';
import { LAWS } from '../core/catalog/laws';
import { REFUSED_SETTINGS, RefusedSetting, refusalsOf } from '../core/catalog/refused-settings';
import { AnyPlan } from '../core/planning/ec2-plan';
import { Problem, problem } from '../core/problems/problem';

const POOLS = 'moves the pools of memory that the plan was proven for; state what the job needs in the workload';

/**
 * What would break what a plan was proven for, and what to do instead; and what nobody may set.
 * Sources: Spark 3.5 configuration.html; https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/jobs-spark.html (2026-11-20);
 * https://docs.aws.amazon.com/emr/latest/ReleaseGuide/emr-spark-configure.html (2026-11-20).
 */
const REFUSALS: readonly RefusedSetting[] = [
  ...REFUSED_SETTINGS,
  { key: /^spark\.submit\.deployMode$/, platform: 'serverless', because: 'EMR Serverless sets it itself; leave it out' },
  { key: /^spark\.master$/, platform: 'ec2', because: 'the plan is proven for YARN, which EMR sets itself; leave it out' },
  { key: /^spark\.yarn\.heterogeneousExecutors\./, platform: 'ec2', because: 'EMR would resize executors, which the plan was not proven for; leave it out' },
  { key: /^spark\.yarn\.(driver|executor)\.memoryOverhead(Factor)?$/, platform: 'ec2', because: 'the plan states the overhead itself; use pythonMemoryPerTask or offHeap of the workload' },
  { key: /^spark\.driver\.memoryOverhead$/, platform: 'ec2', because: 'the driver stands on the primary node, outside of YARN, where it has no effect; leave it out' },
  { key: /^spark\.memory\./, because: POOLS },
  { key: /^spark\.(shuffle|storage)\.(memory|unroll|safety)Fraction$/, because: POOLS },
  { key: /^spark\.buffer\.pageSize$/, because: POOLS },
  { key: /^spark\.(driver|executor)\.memoryOverheadFactor$/, because: 'the plan states the overhead itself; use pythonMemoryPerTask or offHeap of the workload' },
  { key: /^spark\.emr-serverless\.memoryOverheadFactor$/, platform: 'serverless', because: 'the plan states the overhead itself; use pythonMemoryPerTask or offHeap of the workload' },
  { key: /^spark\.executor\.pyspark\.memory$/, because: 'the plan holds Python in the overhead; use pythonMemoryPerTask of the workload' },
  { key: /^spark\.(driver|executor)\.(minMemoryOverhead|defaultJavaOptions)$/, because: 'changes the container that the plan was proven for; use extraJavaOptions' },
  { key: /^spark\.dynamicAllocation\.executorAllocationRatio$/, because: 'the job would ask for fewer executors than planned; use executors or maxConcurrentVcpus' },
];

/** Options of the JVM that contradict the heap or the collector of a plan. */
const JAVA_OPTIONS: readonly { readonly option: RegExp; readonly because: string }[] = [
  { option: /(?:^|\s)(-Xmx\S*|-XX:MaxHeapSize=\S*|-XX:Max(?:RAM|RAMPercentage)=\S*)/, because: 'the heap is the plan\'s; use executorMemory' },
  { option: /(?:^|\s)(-XX:[+-]Use\w*GC)(?=\s|$)/, because: 'the collector is the plan\'s; use collector' },
  { option: /(?:^|\s)(-Xmn\S*|-XX:(?:Max)?NewSize=\S*|-XX:NewRatio=\S*|-XX:\w*SurvivorRatio=\S*|-XX:G1HeapRegionSize=\S*)/, because: 'it changes how much of the heap Spark sees; leave it out' },
];

/** Keys of the application's runtime configuration. Source: CreateApplication (botocore 1.43.107). */
const KEY = /^[a-zA-Z]+[-a-zA-Z0-9_.]*$/;
const MOST_VALUE_CHARACTERS = LAWS.maximumSettingCharacters.value;

export const JAVA_OPTIONS_KEYS = ['spark.driver.extraJavaOptions', 'spark.executor.extraJavaOptions'];

/** What is wrong with the user's own settings, whatever the plan. */
export function userSettingProblems(settings: Readonly<Record<string, string>>, platform: AnyPlan['platform']): Problem[] {
  return Object.entries(settings).flatMap(([key, value]) => {
    const path = `sparkSettings[${JSON.stringify(key)}]`;
    if (Token.isUnresolved(key)) return [problem('SZ1009', 'sparkSettings', 'got a key that is only known at deployment; give the key itself')];
    return [...formProblems(key, value, path), ...refusalProblems(key, value, path, platform), ...javaProblems(key, value, path)];
  });
}

function formProblems(key: string, value: unknown, path: string): Problem[] {
  if (!KEY.test(key)) return [problem('SZ1004', path, 'letters, digits and -_. are allowed in a key, a letter first')];
  if (typeof value !== 'string') return [problem('SZ1004', path, `got ${JSON.stringify(value)}; text is expected`)];
  const resolved = !Token.isUnresolved(value);
  return resolved && (value === '' || value.length > MOST_VALUE_CHARACTERS)
    ? [problem('SZ1004', path, `got ${value.length} characters; 1 to ${MOST_VALUE_CHARACTERS} are allowed; keep longer values in a file of the job`)] : [];
}

function refusalProblems(key: string, value: string, path: string, platform: AnyPlan['platform']): Problem[] {
  return refusalsOf(key, value, platform, REFUSALS)
    .map(({ because }) => problem('SZ1012', path, `got ${JSON.stringify(value)}: ${because}`));
}

function javaProblems(key: string, value: string, path: string): Problem[] {
  if (!JAVA_OPTIONS_KEYS.includes(key)) return [];
  if (Token.isUnresolved(value)) return [problem('SZ1009', path, 'got a value that is only known at deployment; it is merged with the plan\'s at synth, so give the value itself')];
  return JAVA_OPTIONS.flatMap(({ option, because }) => {
    const found = option.exec(value)?.[1];
    return found ? [problem('SZ1012', path, `got ${found}: ${because}`)] : [];
  });
}

/** SZ1012 for every setting of the user that the plan states itself. Options of the JVM are merged instead. */
export function conflictProblems(settings: Readonly<Record<string, string>>, sized: Readonly<Record<string, string>>): Problem[] {
  return Object.keys(settings).filter(key => key in sized && !JAVA_OPTIONS_KEYS.includes(key))
    .map(key => problem('SZ1012', `sparkSettings[${JSON.stringify(key)}]`,
      `got ${JSON.stringify(settings[key])}, the plan states ${JSON.stringify(sized[key])}; leave it out, and pin or state what the job needs`));
}

/** The plan's settings with the user's options of the JVM behind the plan's own. */
export function withUserJavaOptions(sized: Readonly<Record<string, string>>, settings: Readonly<Record<string, string>>): Record<string, string> {
  const merged = { ...sized };
  for (const key of JAVA_OPTIONS_KEYS.filter(name => name in sized && settings[name])) merged[key] = `${sized[key]} ${settings[key]}`.trim();
  return merged;
}
