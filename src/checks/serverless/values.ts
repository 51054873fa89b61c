import { heapInOptions } from './java';
import { SettingsRule } from './settings-rule';
import { refusalsOf } from '../../core/catalog/refused-settings';
import { SETTING_VALUES } from '../../core/catalog/setting-values';
import { SERVERLESS_SPARK_DEFAULTS } from '../../core/catalog/spark-defaults';
import { Settings, settingText, textsOf } from '../settings';

/** Settings with their texts, as far as these are known. */
function known({ all }: Settings): [string, string][] {
  return [...all].flatMap(([key, { text }]): [string, string][] => text === undefined ? [] : [[key, text]]);
}

export const nothingRefused: SettingsRule = {
  id: 'SZ6111',
  find: ({ settings }) => known(settings).flatMap(([key, text]) => [
    ...refusalsOf(key, text, 'serverless').map(({ because }) => ({ keys: [key], message: `got ${key} ${JSON.stringify(text)}: ${because}` })),
    ...heapInOptions(key, text),
  ]),
};

/** Numbers, booleans and shares that Spark can read, and that it takes. */
export const valuesAreRead: SettingsRule = {
  id: 'SZ6112',
  find: ({ settings }) => SETTING_VALUES.flatMap(({ keys, holds, message, allowed }) => keys.flatMap(key => {
    const text = settingText(settings, key);
    return text === undefined || holds(text.trim()) ? [] : [{ keys: [key], message: `got ${JSON.stringify(text)}: "${message(key, text)}"; use ${allowed}` }];
  })),
};

const NO_EFFECT: readonly { readonly key: RegExp; readonly because: string }[] = [
  { key: /^spark\.(shuffle|storage)\.(memory|unroll|safety)Fraction$/, because: 'Spark reads it no more since 3.0; use spark.memory.fraction' },
  { key: /^spark\.memory\.useLegacyMode$/, because: 'Spark reads it no more since 3.0; leave it out' },
  {
    key: /^spark\.emr-serverless\.(driver|executor)\.(cores|memory|memoryOverhead)$/,
    because: 'the service documents no such property; use the one of Spark without emr-serverless',
  },
];

export const everythingIsRead: SettingsRule = {
  id: 'SZ6113',
  find: ({ settings }) => [...settings.all.keys()].flatMap(key => NO_EFFECT.filter(one => one.key.test(key)).map(({ because }) => ({ keys: [key], message: `got ${key}: ${because}` }))),
};

/** The settings that size a job; another key so near to one of them is that one misspelt. */
const SIZING_KEYS = [
  'spark.driver.cores', 'spark.driver.memory', 'spark.driver.memoryOverhead', 'spark.driver.maxResultSize', 'spark.executor.cores', 'spark.executor.memory',
  'spark.executor.memoryOverhead', 'spark.executor.instances', 'spark.executor.pyspark.memory', 'spark.dynamicAllocation.enabled',
  'spark.dynamicAllocation.initialExecutors', 'spark.dynamicAllocation.minExecutors', 'spark.dynamicAllocation.maxExecutors', 'spark.sql.shuffle.partitions',
  'spark.emr-serverless.driver.disk', 'spark.emr-serverless.executor.disk', 'spark.emr-serverless.driver.disk.type', 'spark.emr-serverless.executor.disk.type',
  'spark.memory.offHeap.enabled', 'spark.memory.offHeap.size',
];

/** Spark says nothing of a key that it does not know: case and a plural decide. */
export const keysAreSpelt: SettingsRule = {
  id: 'SZ6119',
  find: ({ settings }) => [...settings.all.keys()].filter(key => !SIZING_KEYS.includes(key)).flatMap(key => {
    const meant = SIZING_KEYS.find(one => one.toLowerCase() === key.toLowerCase() || one === `${key}s` || `${one}s` === key);
    return meant === undefined ? [] : [{ keys: [key], message: `got ${key}, which Spark does not read; use ${meant}` }];
  }),
};

/** One task has to fit into an executor. */
export const tasksFit: SettingsRule = {
  id: 'SZ6118',
  find: ({ settings }) => {
    const keys = ['spark.task.cpus', 'spark.executor.cores'];
    const [cpus, cores] = wholes(settings, keys, ['1', SERVERLESS_SPARK_DEFAULTS['spark.executor.cores']!]);
    return cpus === undefined || cores === undefined || cpus <= cores ? []
      : [{ keys, message: `got ${cpus} CPUs per task: "The number of cores per executor (=${cores}) has to be >= the number of cpus per task = ${cpus}."; use ${cores} or fewer` }];
  },
};

function wholes(settings: Settings, keys: readonly string[], defaults: readonly string[]): (number | undefined)[] {
  const texts = textsOf(settings, keys);
  return keys.map((key, index) => {
    const text = texts && (texts[key] ?? defaults[index]).trim();
    return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  });
}
