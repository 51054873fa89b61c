/** An option that a JVM does not start with, and what to write in its place. */
export interface RefusedOption {
  readonly option: string;
  readonly because: string;
}

const NOT_SINCE_17 = 'Java 17 does not know it';
const NOT_IN_8 = 'Java 8 does not know it';

/**
 * Flags of Java 8 that a JVM 17 refuses to start with, by what takes their place. Every one tried with OpenJDK 17.0.15: "Unrecognized VM option".
 * PrintGC, PrintGCDetails and -Xloggc are still taken, with a warning.
 */
const GONE_IN_17: readonly { readonly flags: readonly string[]; readonly use: string }[] = [
  {
    flags: [
      'UseConcMarkSweepGC', 'UseParNewGC', 'CMSClassUnloadingEnabled', 'CMSParallelRemarkEnabled', 'CMSIncrementalMode', 'UseCMSInitiatingOccupancyOnly',
      'CMSInitiatingOccupancyFraction', 'CMSFullGCsBeforeCompaction', 'ParallelCMSThreads', 'CMSMaxAbortablePrecleanTime', 'CMSYoungGenPerWorker',
      'ParGCCardsPerStrideChunk', 'UseAutoGCSelectPolicy',
    ],
    use: 'the collector is gone: leave it out, or use -XX:+UseG1GC',
  },
  { flags: ['UseParallelOldGC'], use: 'use -XX:+UseParallelGC, which has it' },
  {
    flags: [
      'PrintGCDateStamps', 'PrintGCTimeStamps', 'PrintGCCause', 'PrintGCApplicationStoppedTime', 'PrintGCApplicationConcurrentTime', 'PrintTenuringDistribution',
      'PrintAdaptiveSizePolicy', 'UseGCLogFileRotation', 'NumberOfGCLogFiles', 'GCLogFileSize', 'PrintHeapAtGC', 'PrintReferenceGC', 'PrintPromotionFailure',
      'PrintFLSStatistics', 'G1PrintRegionLivenessInfo', 'G1SummarizeConcMark', 'PrintClassHistogramBeforeFullGC', 'PrintClassHistogramAfterFullGC',
      'PrintGCTaskTimeStamps', 'PrintJNIGCStalls', 'PrintParallelOldGCPhaseTimes', 'PrintSafepointStatistics', 'PrintSafepointStatisticsCount',
      'TraceClassLoading', 'TraceClassUnloading',
    ],
    use: 'use -Xlog:gc*',
  },
  {
    flags: ['MaxPermSize', 'PermSize', 'AggressiveOpts', 'UseAdaptiveGCBoundary', 'UseCGroupMemoryLimitForHeap', 'UseCompressedStrings', 'UseFastAccessorMethods',
      'UseMembar', 'UseSplitVerifier', 'FailOverToOldVerifier', 'UseStringCache', 'UnlockCommercialFeatures'],
    use: 'leave it out',
  },
];

const GONE = new Map(GONE_IN_17.flatMap(({ flags, use }) => flags.map(flag => [flag, use])));

/** Options that came after Java 8. Source: JEP 158 and JEP 271 (-Xlog), JEP 261 (modules), JEP 333 (ZGC). */
const AFTER_8 = /^(-Xlog(:.*)?|--add-(opens|exports|modules|reads)([= ].*)?|-XX:[+]UseZGC)$/;

/** Collectors of which a JVM takes one. */
const COLLECTOR = /^-XX:\+Use(Serial|Parallel|G1|Z|Shenandoah|ConcMarkSweep)GC$/;

/** Options in a text that a JVM of the major version refuses to start with. */
export function refusedOptions(text: string, java: number): RefusedOption[] {
  const options = text.trim().split(/\s+/);
  if (options.includes('-XX:+IgnoreUnrecognizedVMOptions')) return severalCollectors(options);
  return [...options.flatMap(option => refusedOption(option, java)), ...severalCollectors(options)];
}

function refusedOption(option: string, java: number): RefusedOption[] {
  if (java === 8) return AFTER_8.test(option) ? [{ option, because: `${NOT_IN_8}; leave it out` }] : [];
  const flag = /^-XX:[+-]?(\w+)/.exec(option)?.[1] ?? '';
  const use = java >= 17 ? GONE.get(flag) : undefined;
  if (use !== undefined) return [{ option, because: `${NOT_SINCE_17}; ${use}` }];
  return java >= 17 && option === '-Xincgc' ? [{ option, because: `${NOT_SINCE_17}; leave it out` }] : [];
}

function severalCollectors(options: readonly string[]): RefusedOption[] {
  const [first, other] = [...new Set(options.filter(option => COLLECTOR.test(option)))];
  return other === undefined ? [] : [{ option: other, because: `${first} stands beside it, and a JVM has one collector; leave out one of the two` }];
}

const MAXIMUM_HEAP = /^(-Xmx\S*|-XX:MaxHeapSize=\S*)$/;

/** The option that sets the largest heap, which Spark sets itself. Source: SparkConf.validateSettings (3.5) looks for Xmx. */
export function heapOption(text: string): string | undefined {
  return text.trim().split(/\s+/).find(option => MAXIMUM_HEAP.test(option));
}
