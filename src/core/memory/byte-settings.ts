import { ByteStringUnit, parseByteEntry, parseByteString } from './byte-string';
import { Outcome } from '../problems/problem';

/** How Spark reads a size. */
export interface ByteSetting {
  /** What a bare number is. */
  readonly unit: ByteStringUnit;
  /** Takes a minus sign: read with `conf.get(entry)`, and -1 means something to some. */
  readonly isEntry: boolean;
}

const HEAP: ByteSetting = { unit: 'm', isEntry: false };
const MEBIBYTES: ByteSetting = { unit: 'm', isEntry: true };
const KIBIBYTES: ByteSetting = { unit: 'k', isEntry: true };
const BYTES: ByteSetting = { unit: 'b', isEntry: true };

/** Sizes among Spark's settings, and what a bare number is in each. Source: Spark 3.5 internal.config, Kryo and SQLConf. */
export const BYTE_SETTINGS: ReadonlyMap<string, ByteSetting> = new Map(Object.entries({
  'spark.driver.memory': HEAP,
  'spark.executor.memory': HEAP,
  'spark.driver.memoryOverhead': MEBIBYTES,
  'spark.executor.memoryOverhead': MEBIBYTES,
  'spark.driver.minMemoryOverhead': MEBIBYTES,
  'spark.executor.minMemoryOverhead': MEBIBYTES,
  'spark.executor.pyspark.memory': MEBIBYTES,
  'spark.reducer.maxSizeInFlight': MEBIBYTES,
  'spark.kryoserializer.buffer.max': MEBIBYTES,
  'spark.kryoserializer.buffer': KIBIBYTES,
  'spark.shuffle.file.buffer': KIBIBYTES,
  'spark.broadcast.blockSize': KIBIBYTES,
  'spark.memory.offHeap.size': BYTES,
  'spark.driver.maxResultSize': BYTES,
  'spark.buffer.pageSize': BYTES,
  'spark.sql.files.maxPartitionBytes': BYTES,
  'spark.sql.files.openCostInBytes': BYTES,
  'spark.sql.autoBroadcastJoinThreshold': BYTES,
  'spark.sql.adaptive.advisoryPartitionSizeInBytes': BYTES,
}));

/** Those of the application master of YARN's client mode. Source: Spark 3.5 deploy.yarn.config. */
export const YARN_BYTE_SETTINGS: ReadonlyMap<string, ByteSetting> = new Map(Object.entries({
  'spark.yarn.am.memory': MEBIBYTES,
  'spark.yarn.am.memoryOverhead': MEBIBYTES,
}));

/** The bytes of a size as Spark reads it. */
export function parseByteSetting(text: string, { unit, isEntry }: ByteSetting): Outcome<number> {
  return isEntry ? parseByteEntry(text, unit) : parseByteString(text, unit);
}
