/** What Spark takes as the value of a setting. */
export interface SettingValue {
  readonly keys: readonly string[];
  readonly holds: (text: string) => boolean;
  /** Spark's own words about another value. */
  readonly message: (key: string, text: string) => string;
  readonly allowed: string;
}

const isNumber = (text: string) => /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[dDfF]?$/.test(text);
const between = (holds: (value: number) => boolean) => (text: string) => !isNumber(text) || holds(parseFloat(text));

/** Source: Spark 3.5 ConfigBuilder, SparkConf.validateSettings, internal.config, ExecutorAllocationManager.validateSettings and SQLConf. */
export const SETTING_VALUES: readonly SettingValue[] = [
  {
    keys: [
      'spark.driver.cores', 'spark.executor.cores', 'spark.executor.instances', 'spark.task.cpus', 'spark.dynamicAllocation.initialExecutors',
      'spark.dynamicAllocation.minExecutors', 'spark.dynamicAllocation.maxExecutors', 'spark.sql.shuffle.partitions',
    ],
    holds: text => /^[+-]?\d{1,10}$/.test(text) && Math.abs(Number(text)) < 2 ** 31,
    message: (key, text) => `${key} should be int, but was ${text}`,
    allowed: 'a whole number',
  },
  {
    keys: ['spark.dynamicAllocation.enabled', 'spark.memory.offHeap.enabled', 'spark.sql.adaptive.enabled', 'spark.speculation'],
    holds: text => /^(true|false)$/i.test(text),
    message: (key, text) => `${key} should be boolean, but was ${text}`,
    allowed: 'true or false',
  },
  {
    keys: ['spark.memory.fraction', 'spark.memory.storageFraction', 'spark.dynamicAllocation.executorAllocationRatio'],
    holds: isNumber,
    message: (key, text) => `${key} should be double, but was ${text}`,
    allowed: 'a number',
  },
  {
    keys: ['spark.memory.fraction'],
    holds: between(value => value >= 0 && value <= 1),
    message: (key, text) => `${key} should be between 0 and 1 (was '${text}').`,
    allowed: '0 to 1',
  },
  {
    keys: ['spark.memory.storageFraction'],
    holds: between(value => value >= 0 && value < 1),
    message: (key, text) => `'${text}' in ${key} is invalid. Storage fraction must be in [0,1)`,
    allowed: '0 to below 1',
  },
  {
    keys: ['spark.dynamicAllocation.executorAllocationRatio'],
    holds: between(value => value > 0 && value <= 1),
    message: key => `${key} must be > 0 and <= 1.0`,
    allowed: 'above 0 to 1',
  },
];
