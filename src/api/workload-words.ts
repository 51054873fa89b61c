/** What a job is for: the profile fills in every field of a workload that is left out. Each assumption is printed with the plan. */
export enum WorkloadProfile {
  /** Reads, shuffles once or twice, writes. The default. */
  BATCH_ETL = 'batch-etl',
  /** Analytical SQL: joins and aggregates over columnar files. */
  SQL_ANALYTICS = 'sql-analytics',
  /** Training or scoring: more computing for each byte, more user memory in each task. */
  MACHINE_LEARNING = 'machine-learning',
  /** Short queries that a person waits for. */
  INTERACTIVE = 'interactive',
  /** One run is one micro-batch: `finishWithin` is the trigger interval, `cache` the state, cost is per hour. */
  STREAMING = 'streaming',
}

/** The language of a job's code. */
export enum SparkLanguage {
  /** Scala, Java or SQL: all work is in the JVM. The default. */
  JVM = 'jvm',
  /** Python with functions of its own: Python workers stand beside the heap, in the overhead. */
  PYTHON = 'python',
}

/** Whether a sort's hot partition may spill to disk. */
export enum SpillPolicy {
  /** The plan holds the largest partition in memory. The default. */
  NEVER = 'never',
  /** A sort's largest partition may spill where that is cheaper; the plan then quotes both prices. Hash joins never spill. */
  ALLOWED = 'allowed',
}

/** Spark's storage levels. Those with disk may fall to disk when execution wants the memory; the others must stay. Source: Spark 3.5 StorageLevel. */
export enum SparkStorageLevel {
  /** In memory as objects; computed again when evicted. */
  MEMORY_ONLY = 'MEMORY_ONLY',
  /** As MEMORY_ONLY, on two executors. */
  MEMORY_ONLY_2 = 'MEMORY_ONLY_2',
  /** In memory as bytes: smaller, and slower to read. */
  MEMORY_ONLY_SER = 'MEMORY_ONLY_SER',
  /** As MEMORY_ONLY_SER, on two executors. */
  MEMORY_ONLY_SER_2 = 'MEMORY_ONLY_SER_2',
  /** In memory, and on disk what does not fit. The default of DataFrames. */
  MEMORY_AND_DISK = 'MEMORY_AND_DISK',
  /** As MEMORY_AND_DISK, on two executors. */
  MEMORY_AND_DISK_2 = 'MEMORY_AND_DISK_2',
  /** In memory as bytes, and on disk what does not fit. */
  MEMORY_AND_DISK_SER = 'MEMORY_AND_DISK_SER',
  /** As MEMORY_AND_DISK_SER, on two executors. */
  MEMORY_AND_DISK_SER_2 = 'MEMORY_AND_DISK_SER_2',
  /** PySpark's MEMORY_AND_DISK: as objects of the JVM. */
  MEMORY_AND_DISK_DESER = 'MEMORY_AND_DISK_DESER',
  /** On disk only: contradicts `cache`, which is memory. */
  DISK_ONLY = 'DISK_ONLY',
  /** As DISK_ONLY, on two executors. */
  DISK_ONLY_2 = 'DISK_ONLY_2',
  /** As DISK_ONLY, on three executors. */
  DISK_ONLY_3 = 'DISK_ONLY_3',
}

/** The key that a stage sorts, groups or joins by: it decides how many bytes Spark takes for each record. */
export enum StageKeys {
  /** One fixed-width key (of a hash join: one bigint): radix sort, long hash map. The default. */
  FIXED = 'fixed',
  /** Strings, several columns, or anything else. */
  OTHER = 'other',
}
