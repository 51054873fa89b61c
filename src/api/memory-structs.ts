import { Size } from 'aws-cdk-lib';
import { ContainerPlatform, ContainerRole, SparkMemoryManager } from './memory-words';
import { GarbageCollector } from './planner-words';

/** One JVM, to ask what `Runtime.maxMemory()` answers. */
export interface JvmHeapProps {
  /** `-Xmx`. At least 1 MiB. */
  readonly xmx: Size;

  /** Garbage collector. */
  readonly collector: GarbageCollector;

  /**
   * Major version of Java, from 7.
   *
   * @default 17
   */
  readonly javaVersion?: number;

  /**
   * `-Xms`.
   *
   * @default - what HotSpot takes: a 64th of the machine
   */
  readonly initialHeap?: Size;

  /**
   * Memory of the machine, or of the cgroup, that the JVM sees.
   *
   * @default - a machine that just holds the heap
   */
  readonly machineMemory?: Size;
}

/** A heap, part by part: `reservedBytes` − `unusableBytes` = `maxMemoryBytes`. */
export interface JvmHeapBreakdown {
  /** `-Xmx`, in bytes. */
  readonly xmxBytes: number;
  /** `-Xmx` after HotSpot's alignment, which rounds up, in bytes. */
  readonly reservedBytes: number;
  /** The survivor space that the JVM leaves out of its answer, in bytes. */
  readonly unusableBytes: number;
  /** `Runtime.maxMemory()`, in bytes: what Spark's memory manager starts from. */
  readonly maxMemoryBytes: number;
}

/** A heap under the unified memory manager, Spark 1.6 and later. */
export interface UnifiedMemoryProps {
  /** `Runtime.maxMemory()`, which is less than `-Xmx` under some collectors. Above the reserved 300 MiB. */
  readonly maxMemory: Size;

  /**
   * `spark.memory.fraction`. From 0 to 1.
   *
   * @default - 0.6; of Spark 1.6 0.75
   */
  readonly memoryFraction?: number;

  /**
   * `spark.memory.storageFraction`. From 0 to 1.
   *
   * @default 0.5
   */
  readonly storageFraction?: number;

  /**
   * `spark.memory.offHeap.size`, where it is enabled.
   *
   * @default - none
   */
  readonly offHeap?: Size;

  /**
   * Version of Spark, such as `3.5.6`.
   *
   * @default '3.5.6'
   */
  readonly sparkVersion?: string;
}

/** The regions of a heap: reserved + user + unified = `Runtime.maxMemory()`; storage + execution = unified. */
export interface UnifiedMemoryBreakdown {
  /** What Spark keeps for itself: 300 MiB, in bytes. */
  readonly reservedBytes: number;
  /** Objects of the job, its readers and writers, in bytes. */
  readonly userBytes: number;
  /** What execution and storage share, in bytes. */
  readonly unifiedBytes: number;
  /** Storage that execution cannot evict, in bytes. */
  readonly storageBytes: number;
  /** The execution pool at start, in bytes. */
  readonly executionBytes: number;
}

/** Off-heap memory: storage + execution = `totalBytes`. */
export interface OffHeapBreakdown {
  /** `spark.memory.offHeap.size`, in bytes. */
  readonly totalBytes: number;
  /** Storage, in bytes. */
  readonly storageBytes: number;
  /** The execution pool at start, in bytes. Above 0, all of Tungsten works here. */
  readonly executionBytes: number;
}

/** A heap under the legacy memory manager: the only one up to Spark 1.5, `spark.memory.useLegacyMode` until 2.4. */
export interface LegacyMemoryProps {
  /** `Runtime.maxMemory()`. */
  readonly maxMemory: Size;

  /**
   * `spark.storage.memoryFraction`. From 0 to 1.
   *
   * @default 0.6
   */
  readonly storageFraction?: number;

  /**
   * `spark.storage.safetyFraction`. From 0 to 1.
   *
   * @default 0.9
   */
  readonly storageSafetyFraction?: number;

  /**
   * `spark.storage.unrollFraction`. From 0 to 1.
   *
   * @default 0.2
   */
  readonly unrollFraction?: number;

  /**
   * `spark.shuffle.memoryFraction`. From 0 to 1.
   *
   * @default 0.2
   */
  readonly shuffleFraction?: number;

  /**
   * `spark.shuffle.safetyFraction`. From 0 to 1.
   *
   * @default 0.8
   */
  readonly shuffleSafetyFraction?: number;
}

/** The regions of a heap: storage + shuffle + other = `Runtime.maxMemory()`; unroll lies within storage. */
export interface LegacyMemoryBreakdown {
  /** Cached blocks, in bytes. */
  readonly storageBytes: number;
  /** Sorts, aggregates and joins, in bytes. */
  readonly shuffleBytes: number;
  /** Of storage, what blocks may take while they are unrolled, in bytes. */
  readonly unrollBytes: number;
  /** What no region holds: the safety margins, and the job's own objects, in bytes. */
  readonly otherBytes: number;
}

/**
 * What a container is asked of, its heap apart.
 *
 * @jsii ignore
 */
export interface ContainerProps {
  /**
   * Who grants the container.
   *
   * @default ContainerPlatform.YARN
   */
  readonly platform?: ContainerPlatform;

  /**
   * Which process it is for.
   *
   * @default ContainerRole.EXECUTOR
   */
  readonly role?: ContainerRole;

  /**
   * Version of Spark, such as `3.5.6`: 7 % of overhead until 1.3, 10 % since.
   *
   * @default '3.5.6'
   */
  readonly sparkVersion?: string;

  /**
   * `spark.executor.memoryOverhead` or `spark.driver.memoryOverhead`, in whole MiB: replaces the factor and its least of 384 MiB.
   *
   * @default - the factor of platform, version and role
   */
  readonly overhead?: Size;

  /**
   * Factor of the overhead, where platform and version have a setting for it. From 0.
   *
   * @default - of platform, version and role
   */
  readonly overheadFactor?: number;

  /**
   * `spark.memory.offHeap.size`, in whole MiB, where it is enabled.
   *
   * @default - none
   */
  readonly offHeap?: Size;

  /**
   * `spark.executor.pyspark.memory`, in whole MiB.
   *
   * @default - none
   */
  readonly pyspark?: Size;
}

/** A heap and the container around it. */
export interface HeapContainerProps extends ContainerProps {
  /** `spark.executor.memory` or `spark.driver.memory`, in whole MiB. */
  readonly heap: Size;
}

/** A container of a fixed size, to ask for its largest heap. */
export interface LargestHeapProps extends ContainerProps {
  /** What the container may ask for at the most, in whole MiB. */
  readonly container: Size;
}

/** A container, part by part: heap + overhead + off-heap + PySpark = requested. */
export interface ContainerBreakdown {
  /** The heap, in MiB. */
  readonly heapMiB: number;
  /** Native memory beside the heap, in MiB. */
  readonly overheadMiB: number;
  /** Off-heap memory of Spark, in MiB. */
  readonly offHeapMiB: number;
  /** Memory of the Python workers, in MiB. */
  readonly pysparkMiB: number;
  /** Sum of the four, in MiB. */
  readonly requestedMiB: number;
}

/** What a stage is held against. */
export interface StageMemoryProps {
  /**
   * Partitions of the stage, where it does not state its own. A whole number, from 1.
   *
   * @default 200
   */
  readonly partitions?: number;

  /**
   * Largest ÷ mean partition, where the stage does not state its own. At least 1.
   *
   * @default 1
   */
  readonly skew?: number;

  /**
   * Page size of Tungsten in the executor: see `pageBytes` of `SparkMemory.explain`.
   *
   * @default - 64 MiB, the largest
   */
  readonly pageSize?: Size;
}

/** What the first operator of a stage takes of execution memory in its largest task. */
export interface StageMemoryBreakdown {
  /** Records of the largest partition; of a hash join the build side's. */
  readonly largestRecords: number;
  /** Held when the last record is in, in bytes. */
  readonly endBytes: number;
  /** The most held at once, in bytes: while an array grows, the old and the new one stand side by side. */
  readonly peakBytes: number;
  /** What one task of the stage needs, in bytes: the peaks of all its operators. */
  readonly taskBytes: number;
}

/** One configuration to explain. */
export interface MemoryExplainProps extends ContainerProps {
  /** `spark.executor.memory`, or of a driver `spark.driver.memory`, in whole MiB. */
  readonly executorMemory: Size;

  /**
   * `spark.executor.cores`, or of a driver `spark.driver.cores`. A whole number, from 1.
   *
   * @default 1
   */
  readonly executorCores?: number;

  /**
   * `spark.task.cpus`. A whole number, from 1.
   *
   * @default 1
   */
  readonly taskCpus?: number;

  /**
   * Major version of Java, from 7.
   *
   * @default - 17 from Spark 3.5 on, else 8
   */
  readonly javaVersion?: number;

  /**
   * Garbage collector.
   *
   * @default - what the JVM picks by itself on that many cores
   */
  readonly collector?: GarbageCollector;

  /**
   * `spark.memory.fraction`. From 0 to 1.
   *
   * @default - 0.6; of Spark 1.6 0.75
   */
  readonly memoryFraction?: number;

  /**
   * `spark.memory.storageFraction`. From 0 to 1.
   *
   * @default 0.5
   */
  readonly storageFraction?: number;

  /**
   * Which memory manager divides the heap.
   *
   * @default - static up to Spark 1.5, else unified
   */
  readonly manager?: SparkMemoryManager;

  /**
   * Memory of the machine that the JVM sees, where its initial heap depends on it.
   *
   * @default - of Kubernetes and EMR Serverless the container, else a machine that just holds the heap
   */
  readonly machineMemory?: Size;
}

/** The memory of one executor or driver, region by region. */
export interface MemoryExplanation {
  /** Version of Spark that the explanation is for. */
  readonly sparkVersion: string;
  /** Which memory manager divides the heap. */
  readonly manager: SparkMemoryManager;
  /** Garbage collector. */
  readonly collector: GarbageCollector;
  /** Major version of Java. */
  readonly javaVersion: number;
  /** The heap as the JVM sees it. */
  readonly jvm: JvmHeapBreakdown;
  /**
   * Regions of the heap under the unified manager.
   *
   * @default - the static manager divides the heap
   */
  readonly unified?: UnifiedMemoryBreakdown;
  /**
   * Regions of the heap under the static manager.
   *
   * @default - the unified manager divides the heap
   */
  readonly legacy?: LegacyMemoryBreakdown;
  /** Off-heap memory. */
  readonly offHeap: OffHeapBreakdown;
  /** Page size of Tungsten, in bytes. */
  readonly pageBytes: number;
  /** What a task is sure to get once execution has grown, in bytes: ⌊M / 2N⌋ of N slots. */
  readonly taskMinimumBytes: number;
  /** What a task never gets more than, in bytes: ⌊M / N⌋ of N slots. */
  readonly taskMaximumBytes: number;
  /** The container asked for. */
  readonly container: ContainerBreakdown;
  /** The container granted, in MiB: after YARN's rounding; of EMR Serverless the memory of the worker. */
  readonly grantedMiB: number;
  /** What the Executors page of Spark's UI prints as storage memory, such as `2 GiB`. */
  readonly uiStorageMemory: string;
  /** What the log prints as capacity of the memory store. */
  readonly logCapacity: string;
  /** What was assumed, what surprises, and what to look out for. */
  readonly notes: string[];
}
