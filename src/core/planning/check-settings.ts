import { AnyPlan, Ec2Plan } from './ec2-plan';
import { countedOffHeapMiB } from './ec2-settings';
import { Plan } from './plan';
import { COLLECTOR_FLAGS } from './settings';
import { MASTER_CORES } from '../catalog/emr-on-ec2-defaults';
import { findRelease } from '../catalog/releases';
import { ByteStringUnit, parseByteString } from '../memory/byte-string';
import { Problem, problem } from '../problems/problem';
import { GIB, MIB } from '../units';

/** What a setting of the plan must say: a word, or bytes in any spelling that Spark reads. */
type Expected = string | { readonly bytes: number };

type Expectations = Record<string, Expected | undefined>;

/** The settings that follow from a plan's numbers. */
function expectedSettings(plan: AnyPlan): Expectations {
  return { ...sharedSettings(plan), ...plan.platform === 'ec2' ? clusterSettings(plan) : serverlessSettings(plan) };
}

function sharedSettings({ executor, driver, executors, partitions }: AnyPlan): Expectations {
  return {
    'spark.driver.memory': { bytes: driver.heapMiB * MIB },
    'spark.executor.cores': `${executor.cores}`,
    'spark.task.cpus': `${executor.taskCpus}`,
    'spark.executor.memory': { bytes: executor.heapMiB * MIB },
    'spark.executor.extraJavaOptions': COLLECTOR_FLAGS[executor.collector],
    'spark.memory.offHeap.enabled': `${executor.offHeapMiB > 0}`,
    'spark.memory.offHeap.size': { bytes: executor.offHeapMiB * MIB },
    'spark.dynamicAllocation.enabled': `${executors.dynamic}`,
    'spark.dynamicAllocation.initialExecutors': `${executors.initial}`,
    'spark.dynamicAllocation.minExecutors': `${executors.minimum}`,
    'spark.dynamicAllocation.maxExecutors': `${executors.maximum}`,
    'spark.executor.instances': `${executors.initial}`,
    'spark.sql.shuffle.partitions': `${partitions}`,
    'spark.default.parallelism': `${partitions}`,
  };
}

function serverlessSettings({ executor, driver }: Plan): Expectations {
  return {
    'spark.driver.cores': `${driver.cores}`,
    'spark.driver.memoryOverhead': { bytes: driver.overheadMiB * MIB },
    'spark.emr-serverless.driver.disk': { bytes: driver.diskGiB * GIB },
    'spark.emr-serverless.driver.disk.type': driver.diskType.toLowerCase(),
    'spark.executor.memoryOverhead': { bytes: (executor.overheadMiB + executor.offHeapMiB + executor.pysparkMiB) * MIB },
    'spark.emr-serverless.executor.disk': { bytes: executor.diskGiB * GIB },
    'spark.emr-serverless.executor.disk.type': executor.diskType.toLowerCase(),
  };
}

/** Spark's client adds off-heap memory by itself from Spark 3 on, so the overhead stated is what is left. */
function clusterSettings({ executor, release }: Ec2Plan): Expectations {
  const found = findRelease(release);
  const counted = found.ok ? countedOffHeapMiB(executor, found.value) : 0;
  return {
    'spark.submit.deployMode': 'client',
    'spark.yarn.am.cores': `${MASTER_CORES}`,
    'spark.executor.memoryOverhead': { bytes: (executor.containerMiB - executor.heapMiB - counted) * MIB },
    'spark.shuffle.service.enabled': 'true',
  };
}

/** Units of bare numbers that are not MiB. */
const UNITS: Readonly<Record<string, ByteStringUnit>> = {
  'spark.memory.offHeap.size': 'b',
  'spark.emr-serverless.driver.disk': 'g',
  'spark.emr-serverless.executor.disk': 'g',
};

/** Settings that every plan states and that its other numbers do not decide. */
const SHARED_FREE_SETTINGS = [
  'spark.driver.maxResultSize', 'spark.memory.fraction', 'spark.memory.storageFraction', 'spark.sql.adaptive.advisoryPartitionSizeInBytes',
  'spark.sql.files.maxPartitionBytes', 'spark.sql.sortMergeJoinExec.buffer.in.memory.threshold',
];

/** The memory of an application master is what `checkEc2Plan` adds up. */
const FREE_SETTINGS: Readonly<Record<AnyPlan['platform'], readonly string[]>> = {
  serverless: [...SHARED_FREE_SETTINGS, 'spark.aws.serverlessStorage.enabled'],
  ec2: [...SHARED_FREE_SETTINGS, 'spark.yarn.am.memory', 'spark.yarn.am.memoryOverhead'],
};

/** Whether a plan states every key that plans state, no other, and what its numbers say. */
export function checkPlanSettings(plan: AnyPlan): Problem[] {
  const expected = expectedSettings(plan);
  const keys = [...Object.keys(expected), ...FREE_SETTINGS[plan.platform]];
  const missing = keys.filter(key => plan.sparkDefaults[key] === undefined);
  const others = Object.keys(plan.sparkDefaults).filter(key => !keys.includes(key));
  return [
    ...missing.map(key => wrong(key, 'left out; every plan states it, so that no default of an application or a cluster leaks into a job')),
    ...others.map(key => wrong(key, 'not a setting that plans state; give it to the application or the cluster as a Spark setting')),
    ...Object.entries(expected).flatMap(([key, value]) => missing.includes(key) ? [] : checkSetting(key, plan.sparkDefaults[key], value)),
  ];
}

function checkSetting(key: string, got: string, expected: Expected | undefined): Problem[] {
  if (expected === undefined) return []; // the number itself is wrong, and has its own problem
  if (typeof expected === 'string') {
    return got === expected ? [] : [wrong(key, `got ${JSON.stringify(got)}; the numbers of the plan say ${JSON.stringify(expected)}`)];
  }
  const parsed = parseByteString(got, UNITS[key] ?? 'm', pathOf(key));
  if (!parsed.ok) return [...parsed.problems];
  return parsed.value === expected.bytes ? [] : [wrong(key, `got ${JSON.stringify(got)}; the numbers of the plan say ${expected.bytes / MIB}m`)];
}

function wrong(key: string, message: string): Problem {
  return problem('SZ1007', pathOf(key), message);
}

function pathOf(key: string): string {
  return `sparkDefaults["${key}"]`;
}
