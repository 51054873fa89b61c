// Generated from data/serverless-spark-defaults.jsonc by tools/generate-catalog.ts. Change that file, then run: npx tsx tools/generate-catalog.ts
import { SparkDefaultRow, WorkerHeapRow } from './rows';

export const SPARK_DEFAULT_ROWS: readonly SparkDefaultRow[] = [
  { key: 'spark.archives', value: null },
  { key: 'spark.authenticate', value: 'true' },
  { key: 'spark.driver.cores', value: '4' },
  { key: 'spark.driver.extraJavaOptions', value: null },
  { key: 'spark.driver.memory', value: '14G' },
  { key: 'spark.dynamicAllocation.enabled', value: 'true' },
  { key: 'spark.dynamicAllocation.executorIdleTimeout', value: '60s' },
  { key: 'spark.dynamicAllocation.initialExecutors', value: '3' },
  { key: 'spark.dynamicAllocation.maxExecutors', value: '100', until: 'emr-6.9.0' },
  { key: 'spark.dynamicAllocation.maxExecutors', value: 'infinity' },
  { key: 'spark.dynamicAllocation.minExecutors', value: '0' },
  { key: 'spark.emr-serverless.allocation.batch.size', value: '20' },
  { key: 'spark.emr-serverless.driver.disk', value: '20G' },
  { key: 'spark.emr-serverless.driver.disk.type', value: 'Standard' },
  { key: 'spark.emr-serverless.executor.disk', value: '20G' },
  { key: 'spark.emr-serverless.executor.disk.type', value: 'Standard' },
  { key: 'spark.emr-serverless.memoryOverheadFactor', value: '0.1' },
  { key: 'spark.executor.cores', value: '4' },
  { key: 'spark.executor.extraJavaOptions', value: null },
  { key: 'spark.executor.instances', value: '3' },
  { key: 'spark.executor.memory', value: '14G' },
  { key: 'spark.files', value: null },
  { key: 'spark.hadoop.hive.metastore.client.factory.class', value: null },
  { key: 'spark.jars', value: null },
  { key: 'spark.network.crypto.enabled', value: 'false' },
  { key: 'spark.sql.warehouse.dir', value: '$PWD/spark-warehouse' },
  { key: 'spark.submit.pyFiles', value: null },
];

export const WORKER_HEAPS: readonly WorkerHeapRow[] = [
  { vCpu: 32, heap: '109G' },
];
