import { FormField, Values } from './size-fields';
import { ASSUMED_SPARK_VERSION } from '../../src/core/memory/spark-version';

export const PLATFORMS = ['yarn', 'emr', 'kubernetes', 'serverless'] as const;
export const ROLES = ['executor', 'driver'] as const;

function field(name: string, label: string, hint: string, more: Partial<FormField> = {}): FormField {
  return { name, label, hint, kind: 'text', ...more };
}

/** Where a configuration is used. */
export const PLACE_FIELDS: readonly FormField[] = [
  field('platform', 'Who grants the container', 'decides the overhead and the rounding', { kind: 'word', words: PLATFORMS, fallback: 'yarn' }),
  field('role', 'Process', 'an executor runs tasks; a driver has settings of its own', { kind: 'word', words: ROLES, fallback: 'executor' }),
  field('spark', 'Spark', 'version', { fallback: ASSUMED_SPARK_VERSION }),
  field('java', 'Java', 'major version', { kind: 'count', fallback: '17; before Spark 3.5: 8' }),
];

const MIB = 2 ** 20;
const GIB = 2 ** 30;

/** What if: each stands in place of the setting that was pasted. */
export const WHAT_IF_FIELDS: readonly (FormField & { readonly setting: string })[] = [
  { ...field('memory', 'Heap', 'spark.executor.memory', { slider: { scale: 'size', least: 512 * MIB, most: 120 * GIB } }), setting: 'memory' },
  { ...field('cores', 'Cores', 'spark.executor.cores', { kind: 'count', slider: { scale: 'number', least: 1, most: 32 } }), setting: 'cores' },
  { ...field('fraction', 'Memory fraction', 'spark.memory.fraction', { kind: 'number', slider: { scale: 'number', least: 0.1, most: 0.9 } }), setting: 'spark.memory.fraction' },
];

export const EXPLAIN_FIELDS: readonly FormField[] = [
  field('config', 'Configuration', 'spark-defaults.conf, a spark-submit line, or the JSON of EMR\'s configurations'),
  ...PLACE_FIELDS, ...WHAT_IF_FIELDS,
  field('play', 'Run the workload in it', 'plays the workload of the first view against one such executor', { kind: 'flag' }),
];

export const EXPLAIN_EXAMPLE: Values = {
  config: 'spark.executor.memory         4g\nspark.executor.cores          4\nspark.sql.shuffle.partitions  200',
  play: 'yes',
};
