/** What a job's settings say about its executor count. `maximum` may be infinite. */
export interface AllocationSettings {
  readonly dynamic: boolean;
  readonly initial: number;
  readonly minimum: number;
  readonly maximum: number;
  /** `spark.executor.instances`. Left out: not set. */
  readonly instances?: number;
  /** `spark.dynamicAllocation.maxExecutorsRatio`: the share of `maximum` that one resource profile may have. Left out: all of it. */
  readonly maximumRatio?: number;
}

/** Without dynamic allocation and a count. Source: Spark 3.5 SchedulerBackendUtils.DEFAULT_NUMBER_EXECUTORS. */
const SPARK_INSTANCES = 2;

/**
 * Executors that one resource profile asks for at its start: max(initial, minimum, instances), held to its share of the maximum; or instances without
 * dynamic allocation. Source: Spark 3.5 SchedulerBackendUtils and, for a profile that comes later, ExecutorAllocationManager.onStageSubmitted.
 */
export function executorsAsked(settings: AllocationSettings): number {
  if (!settings.dynamic) return settings.instances ?? SPARK_INSTANCES;
  const asked = startOf(settings);
  return settings.maximumRatio === undefined ? asked : Math.min(asked, executorsMaximum(settings));
}

function startOf({ initial, minimum, instances = 0 }: AllocationSettings): number {
  return Math.max(initial, minimum, instances);
}

/**
 * The most executors that one resource profile will ever ask for: ⌊maximum × ratio⌋, one at least. Source: a driver's log of emr-7.12.0 ("Using
 * effectiveMaxExecutors = 4, (spark.dynamicAllocation.maxExecutors * spark.dynamicAllocation.maxExecutorsRatio)"); that it is rounded down is a guess.
 */
export function executorsMaximum(settings: AllocationSettings): number {
  const { dynamic, maximum, maximumRatio = 1 } = settings;
  if (!dynamic) return executorsAsked(settings);
  return Math.min(maximum, Math.max(1, Math.floor(maximum * maximumRatio + 1e-9))); // 0.7 × 10 is not 7 in doubles
}

interface Check {
  readonly broken: (settings: AllocationSettings) => boolean;
  readonly text: (settings: AllocationSettings) => string;
}

const PREFIX = 'spark.dynamicAllocation';

/**
 * Why a job fails at once, in the order and the words of the programs that fail.
 * Sources: Spark 3.5 ExecutorAllocationManager.validateSettings and SchedulerBackendUtils.getInitialTargetExecutorNumber;
 * the fourth is EMR Serverless's own, as quoted in https://github.com/aws-samples/aws-emr-utilities/pull/175.
 */
const CHECKS: readonly Check[] = [
  { broken: s => s.minimum < 0 || s.maximum < 0, text: () => `${PREFIX}.minExecutors and ${PREFIX}.maxExecutors must be positive!` },
  { broken: s => s.maximum === 0, text: () => `${PREFIX}.maxExecutors cannot be 0!` },
  {
    broken: s => s.minimum > s.maximum,
    text: s => `${PREFIX}.minExecutors (${s.minimum}) must be less than or equal to ${PREFIX}.maxExecutors (${s.maximum})!`,
  },
  {
    broken: s => s.initial > s.maximum,
    text: s => `Maximum value of ${PREFIX}.initialExecutors: ${s.initial} must be between ${PREFIX}.minExecutor ${s.minimum}`
      + ` and ${PREFIX}.maxExecutors ${s.maximum}.`,
  },
  {
    broken: s => startOf(s) > s.maximum,
    text: s => `requirement failed: initial executor number ${startOf(s)} must between min executor number ${s.minimum}`
      + ` and max executor number ${s.maximum}`,
  },
];

/** The text of the failure, or nothing where the settings agree. An initial count below the minimum is only ignored, as Spark does. */
export function allocationFailure(settings: AllocationSettings): string | undefined {
  return settings.dynamic ? CHECKS.find(check => check.broken(settings))?.text(settings) : undefined;
}
