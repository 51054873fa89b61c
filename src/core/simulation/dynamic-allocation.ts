/** What a job's settings say about its executor count. `maximum` may be infinite. */
export interface AllocationSettings {
  readonly dynamic: boolean;
  readonly initial: number;
  readonly minimum: number;
  readonly maximum: number;
  /** `spark.executor.instances`. Left out: not set. */
  readonly instances?: number;
}

/** Without dynamic allocation and a count. Source: Spark 3.5 SchedulerBackendUtils.DEFAULT_NUMBER_EXECUTORS. */
const SPARK_INSTANCES = 2;

/** Executors asked for at the start: max(initial, minimum, instances), or instances without dynamic allocation. Source: Spark 3.5 SchedulerBackendUtils. */
export function executorsAsked({ dynamic, initial, minimum, instances }: AllocationSettings): number {
  if (!dynamic) return instances ?? SPARK_INSTANCES;
  return Math.max(initial, minimum, instances ?? 0);
}

/** The most executors that the job will ever ask for. */
export function executorsMaximum(settings: AllocationSettings): number {
  return settings.dynamic ? settings.maximum : executorsAsked(settings);
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
    broken: s => executorsAsked(s) > s.maximum,
    text: s => `requirement failed: initial executor number ${executorsAsked(s)} must between min executor number ${s.minimum}`
      + ` and max executor number ${s.maximum}`,
  },
];

/** The text of the failure, or nothing where the settings agree. An initial count below the minimum is only ignored, as Spark does. */
export function allocationFailure(settings: AllocationSettings): string | undefined {
  return settings.dynamic ? CHECKS.find(check => check.broken(settings))?.text(settings) : undefined;
}
