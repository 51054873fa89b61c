import { Size } from 'aws-cdk-lib';
import { bytesOf, checkMemoryProps, maybeBytes, maybeMebibytes, mebibytesOf } from './memory-checks';
import {
  ContainerBreakdown, ContainerProps, HeapContainerProps, JvmHeapBreakdown, JvmHeapProps, LargestHeapProps, LegacyMemoryBreakdown, LegacyMemoryProps,
  MemoryExplainProps, MemoryExplanation, StageMemoryBreakdown, StageMemoryProps, UnifiedMemoryBreakdown, UnifiedMemoryProps,
} from './memory-structs';
import { ContainerPlatform, ContainerRole, SparkMemoryManager } from './memory-words';
import { GarbageCollector } from './planner-words';
import { refuse, refuseAny, valueOf } from './refusal';
import { SparkStage } from './spark-stage';
import { LAWS } from '../core/catalog/laws';
import { containerOf, ContainerSettings, largestHeapMiB } from '../core/memory/container';
import { explainExecutor, Explanation } from '../core/memory/explain';
import { jvmHeap } from '../core/memory/jvm-heap';
import { ASSUMED_SPARK_VERSION } from '../core/memory/spark-version';
import { largestRecordsOf, operatorMemory, stageNeedBytes } from '../core/memory/stage-need';
import { staticMemory } from '../core/memory/static';
import { checkHeap, unifiedMemory } from '../core/memory/unified';
import { Problem } from '../core/problems/problem';
import { readStage } from '../core/workload/read';
import { Stage } from '../core/workload/stage';

const DEFAULT_JAVA = 17;
/** Of Spark itself. */
const DEFAULT_PARTITIONS = LAWS.skewPartitions.value;
const LARGEST_PAGE_MIB = 64;

/**
 * Spark's memory, exactly: what a JVM, its memory manager, an operator and a container make of a size.
 *
 * Every function answers with a breakdown whose parts add up. All throw one error with every problem: SZ1004 for a value out of range, SZ1009
 * for one that is only known at deployment.
 */
export class SparkMemory {
  /**
   * The memory of one executor or driver, region by region.
   *
   * Throws SZ1004 and SZ1007 for the configuration, SZ2001 and SZ2003 where no worker or container holds it, SZ2004 where Spark would not start.
   *
   * @param props the configuration
   */
  public static explain(props: MemoryExplainProps): MemoryExplanation {
    const call = 'SparkMemory.explain';
    checkMemoryProps(call, props);
    const { executorMemory, offHeap, pyspark, overhead, overheadFactor, machineMemory, ...rest } = props;
    // explainExecutor knows no factor: it is given the overhead that the factor makes
    const isStated = overhead !== undefined || overheadFactor !== undefined;
    const overheadMiB = isStated ? containerOf(mebibytesOf(executorMemory), settingsOf(props)).overheadMiB : undefined;
    return explanationOf(valueOf(call, explainExecutor({
      ...rest,
      executorMemory: mebibytes(mebibytesOf(executorMemory)),
      offHeap: offHeap && `${bytesOf(offHeap)}b`,
      pyspark: pyspark && mebibytes(mebibytesOf(pyspark)),
      overhead: overheadMiB === undefined ? undefined : mebibytes(overheadMiB),
      machineMemoryBytes: maybeBytes(machineMemory),
    })));
  }

  /**
   * What a JVM makes of `-Xmx`: the bytes that `Runtime.maxMemory()` answers. Source: HotSpot; measured on OpenJDK 8, 11, 17 and 21.
   *
   * @param props the JVM
   */
  public static jvmHeap(props: JvmHeapProps): JvmHeapBreakdown {
    checkMemoryProps('SparkMemory.jvmHeap', props);
    const { xmx, collector, javaVersion = DEFAULT_JAVA, initialHeap, machineMemory } = props;
    return jvmHeap({
      xmxBytes: bytesOf(xmx), collector, javaVersion, initialHeapBytes: maybeBytes(initialHeap), machineMemoryBytes: maybeBytes(machineMemory),
    });
  }

  /**
   * The regions of a heap under the unified memory manager, Spark 1.6 and later. Source: UnifiedMemoryManager.getMaxMemory.
   *
   * Throws SZ2004 for a heap that Spark does not start with: below 450 MiB.
   *
   * @param props the heap
   */
  public static unified(props: UnifiedMemoryProps): UnifiedMemoryBreakdown {
    const call = 'SparkMemory.unified';
    checkMemoryProps(call, props);
    const { maxMemory, memoryFraction, storageFraction, offHeap, sparkVersion = ASSUMED_SPARK_VERSION } = props;
    const request = { maxMemoryBytes: bytesOf(maxMemory), memoryFraction, storageFraction, offHeapBytes: maybeBytes(offHeap), sparkVersion };
    refuseAny(call, checkHeap(request).map((one): Problem => ({ ...one, path: 'maxMemory' })));
    return unifiedOf(unifiedMemory(request));
  }

  /**
   * The regions of a heap under the legacy memory manager: Spark up to 1.5, optional until 2.4. Source: StaticMemoryManager.
   *
   * @param props the heap
   */
  public static legacy(props: LegacyMemoryProps): LegacyMemoryBreakdown {
    checkMemoryProps('SparkMemory.legacy', props);
    const { maxMemory, ...fractions } = props;
    return staticMemory({ maxMemoryBytes: bytesOf(maxMemory), ...fractions });
  }

  /**
   * The container around a heap, part by part, before any rounding. Source: Spark's yarn.Client and ResourceProfile; EMR's release guide.
   *
   * @param props the heap and what stands beside it
   */
  public static container(props: HeapContainerProps): ContainerBreakdown {
    checkMemoryProps('SparkMemory.container', props);
    return containerOf(mebibytesOf(props.heap), settingsOf(props));
  }

  /**
   * The container with the largest heap, in whole MiB, that asks for no more than the size given: the inverse of `container`.
   *
   * @param props the container and what stands beside the heap
   */
  public static largestHeap(props: LargestHeapProps): ContainerBreakdown {
    checkMemoryProps('SparkMemory.largestHeap', props);
    const settings = settingsOf(props);
    return containerOf(largestHeapMiB(mebibytesOf(props.container), settings), settings);
  }

  /**
   * What a stage takes of execution memory in its largest task. Source: Spark 3.5 UnsafeExternalSorter, BytesToBytesMap, LongToUnsafeRowMap.
   *
   * Throws SZ1001 and SZ1004 for the stage.
   *
   * @param stage the stage
   * @param props partitions, skew and page size
   */
  public static stage(stage: SparkStage, props: StageMemoryProps = {}): StageMemoryBreakdown {
    const call = 'SparkMemory.stage';
    checkMemoryProps(call, props);
    const reading = readStage(stage._source(), 'stage');
    if ('problems' in reading) return refuse(call, reading.problems);
    return stageMemory(reading.value as Stage, props);
  }

  private constructor() {}
}

function stageMemory(stage: Stage, props: StageMemoryProps): StageMemoryBreakdown {
  const { partitions = DEFAULT_PARTITIONS, skew = 1, pageSize = Size.mebibytes(LARGEST_PAGE_MIB) } = props;
  const unevenness = { ratio: skew, hotShare: 0 };
  const { endBytes, peakBytes } = operatorMemory(stage, unevenness, partitions, bytesOf(pageSize));
  return {
    largestRecords: largestRecordsOf(stage, unevenness, partitions),
    endBytes,
    peakBytes,
    taskBytes: stageNeedBytes(stage, unevenness, partitions, bytesOf(pageSize)),
  };
}

function settingsOf({ platform, role, sparkVersion, overhead, overheadFactor, offHeap, pyspark }: ContainerProps): ContainerSettings {
  return {
    platform: platform ?? ContainerPlatform.YARN,
    role: role ?? ContainerRole.EXECUTOR,
    sparkVersion,
    overheadMiB: maybeMebibytes(overhead),
    overheadFactor,
    offHeapMiB: maybeMebibytes(offHeap),
    pysparkMiB: maybeMebibytes(pyspark),
    nonJvm: pyspark !== undefined,
  };
}

function explanationOf(explanation: Explanation): MemoryExplanation {
  const { sparkVersion, manager, jvm: { collector, java, ...jvm }, onHeap, offHeap, container, perTask, ui } = explanation;
  const { heapMiB, overheadMiB, offHeapMiB, pysparkMiB, requestedMiB, grantedMiB } = container;
  return {
    sparkVersion,
    manager: manager as SparkMemoryManager,
    collector: collector as GarbageCollector,
    javaVersion: java,
    jvm,
    ...'shuffleBytes' in onHeap ? { legacy: { ...onHeap } } : { unified: unifiedOf(onHeap) },
    offHeap: { totalBytes: offHeap.bytes, storageBytes: offHeap.storageBytes, executionBytes: offHeap.executionBytes },
    pageBytes: explanation.pageBytes,
    taskMinimumBytes: perTask.minimumBytes,
    taskMaximumBytes: perTask.maximumBytes,
    container: { heapMiB, overheadMiB, offHeapMiB, pysparkMiB, requestedMiB },
    grantedMiB,
    uiStorageMemory: ui.storageMemory,
    logCapacity: ui.logCapacity,
    notes: [...explanation.notes],
  };
}

function unifiedOf({ reservedBytes, userBytes, unifiedBytes, storageBytes, executionBytes }: UnifiedMemoryBreakdown): UnifiedMemoryBreakdown {
  return { reservedBytes, userBytes, unifiedBytes, storageBytes, executionBytes };
}

/** As Spark's settings have it. */
function mebibytes(mib: number): string {
  return `${mib}m`;
}
