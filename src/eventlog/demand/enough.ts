import { MeasuredStage } from './stages';
import { Collector as GarbageCollector } from '../../core/memory/jvm-heap';
import { ExecutorJvm, leastHeapMiB } from '../../core/memory/ledger';
import { NO_SKEW, stageNeedBytes } from '../../core/memory/stage-need';
import { Collector } from '../facts/collector';
import { RunFacts } from '../observation';

/** Spark's defaults. Source: spark.memory.fraction and spark.memory.storageFraction, Spark 1.6 to 4.1. */
const MEMORY_FRACTION = 0.6;
const STORAGE_FRACTION = 0.5;
const OLDEST_G1_JAVA = 9;
const ASSUMED_JAVA = 17;

const COLLECTORS: readonly (readonly [flag: string, collector: GarbageCollector])[] = [
  ['UseParallelGC', 'parallel'], ['UseSerialGC', 'serial'], ['UseZGC', 'zgc'], ['UseShenandoahGC', 'shenandoah'], ['UseG1GC', 'g1'],
];

/** The least heap at which the stages of the run, in the tasks and slots that they had, would not have spilled; nothing where no stage is known. */
export function enoughHeapMiB(facts: Collector, { executors }: RunFacts, stages: readonly MeasuredStage[]): number | undefined {
  if (facts.application.property('spark.memory.offHeap.enabled') === 'true') return undefined; // then no heap is what tasks lack
  if (stages.length === 0 || executors.cores === null || executors.maximumAtOnce === 0) return undefined;
  const jvm = jvmOf(facts, executors.cores, Math.max(1, Math.floor(executors.slotsAtOnce / executors.maximumAtOnce)));
  const stored = { mustStayBytes: 0, evictableBytes: facts.sql.broadcastBytes ?? 0 };
  return leastHeapMiB(jvm, stored, page => Math.max(...stages.map(({ ran }) => stageNeedBytes(ran, NO_SKEW, 1, page))));
}

function jvmOf({ application }: Collector, cores: number, slots: number): ExecutorJvm {
  const javaVersion = javaOf(application.javaVersion);
  const options = application.property(application.isLocal ? 'spark.driver.extraJavaOptions' : 'spark.executor.extraJavaOptions') ?? '';
  const named = COLLECTORS.find(([flag]) => options.includes(`+${flag}`))?.[1];
  return {
    cores,
    slots,
    javaVersion,
    collector: named ?? (javaVersion < OLDEST_G1_JAVA ? 'parallel' : 'g1'),
    memoryFraction: shareOf(application.property('spark.memory.fraction'), MEMORY_FRACTION),
    storageFraction: shareOf(application.property('spark.memory.storageFraction'), STORAGE_FRACTION),
    offHeapBytes: 0,
  };
}

/** `1.8.0_382 (Amazon.com Inc.)` is 8. */
function javaOf(version: string | undefined): number {
  const [, major, minor] = /^(\d+)(?:\.(\d+))?/.exec(version ?? '') ?? [];
  return Number(major === '1' ? minor : major ?? ASSUMED_JAVA) || ASSUMED_JAVA;
}

function shareOf(text: string | undefined, otherwise: number): number {
  const value = Number(text);
  return value > 0 && value < 1 ? value : otherwise;
}
