import { ByteStringUnit, parseByteString } from '../memory/byte-string';
import { Problem, problem } from '../problems/problem';
import { GIB, MIB } from '../units';
import { Plan } from './plan';
import { COLLECTOR_FLAGS } from './settings';

/** What a setting of the plan must say: a word, or bytes in any spelling that Spark reads. */
type Expected = string | { readonly bytes: number };

/** The settings that follow from a plan's numbers. */
function expectedSettings({ executor, driver, executors, partitions }: Plan): Record<string, Expected | undefined> {
  const beside = executor.overheadMiB + executor.offHeapMiB + executor.pysparkMiB;
  return {
    'spark.driver.cores': `${driver.cores}`,
    'spark.driver.memory': { bytes: driver.heapMiB * MIB },
    'spark.driver.memoryOverhead': { bytes: driver.overheadMiB * MIB },
    'spark.emr-serverless.driver.disk': { bytes: driver.diskGiB * GIB },
    'spark.emr-serverless.driver.disk.type': driver.diskType.toLowerCase(),
    'spark.executor.cores': `${executor.cores}`,
    'spark.task.cpus': `${executor.taskCpus}`,
    'spark.executor.memory': { bytes: executor.heapMiB * MIB },
    'spark.executor.memoryOverhead': { bytes: beside * MIB },
    'spark.executor.extraJavaOptions': COLLECTOR_FLAGS[executor.collector],
    'spark.memory.offHeap.enabled': `${executor.offHeapMiB > 0}`,
    'spark.memory.offHeap.size': { bytes: executor.offHeapMiB * MIB },
    'spark.emr-serverless.executor.disk': { bytes: executor.diskGiB * GIB },
    'spark.emr-serverless.executor.disk.type': executor.diskType.toLowerCase(),
    'spark.dynamicAllocation.enabled': `${executors.dynamic}`,
    'spark.dynamicAllocation.initialExecutors': `${executors.initial}`,
    'spark.dynamicAllocation.minExecutors': `${executors.minimum}`,
    'spark.dynamicAllocation.maxExecutors': `${executors.maximum}`,
    'spark.executor.instances': `${executors.initial}`,
    'spark.sql.shuffle.partitions': `${partitions}`,
    'spark.default.parallelism': `${partitions}`,
  };
}

/** Units of bare numbers that are not MiB. */
const UNITS: Readonly<Record<string, ByteStringUnit>> = {
  'spark.memory.offHeap.size': 'b',
  'spark.emr-serverless.driver.disk': 'g',
  'spark.emr-serverless.executor.disk': 'g',
};

/** Settings that every plan states and that its other numbers do not decide. */
const FREE_SETTINGS = [
  'spark.driver.maxResultSize', 'spark.memory.fraction', 'spark.memory.storageFraction', 'spark.sql.adaptive.advisoryPartitionSizeInBytes',
  'spark.sql.files.maxPartitionBytes', 'spark.sql.sortMergeJoinExec.buffer.in.memory.threshold', 'spark.aws.serverlessStorage.enabled',
];

/** Whether a plan states every key that plans state, no other, and what its numbers say. */
export function checkPlanSettings(plan: Plan): Problem[] {
  const expected = expectedSettings(plan);
  const keys = [...Object.keys(expected), ...FREE_SETTINGS];
  const missing = keys.filter(key => plan.sparkDefaults[key] === undefined);
  const others = Object.keys(plan.sparkDefaults).filter(key => !keys.includes(key));
  return [
    ...missing.map(key => wrong(key, 'left out; every plan states it, so that no default of an application leaks into a job')),
    ...others.map(key => wrong(key, 'not a setting that plans state; give it to the application as a Spark setting')),
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
