import { FEEDBACK_DIMENSION, FEEDBACK_NAMESPACE, FOLLOWED_FIGURES, FollowedRun } from '../../eventlog/demand/feedback';

/** CloudWatch takes no value that is older. Source: PutMetricData, https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html (2026-11-29). */
const OLDEST_MS = 14 * 24 * 3600 * 1000;

interface Metric {
  readonly Name: string;
  readonly Unit: string;
}

/** Where a line comes from. */
export interface LineSource {
  /** Name of the feedback. */
  readonly feedback: string;
  readonly log: string;
  readonly nowMs: number;
}

type Line = Record<string, unknown>;

/**
 * A run as one line of the log, which CloudWatch makes metrics of: the embedded metric format. A run that ended longer ago than CloudWatch takes is
 * a line without metrics.
 */
export function runLine(run: FollowedRun, { feedback, log, nowMs }: LineSource): Line {
  const { application, advice, executors } = run.observation;
  const figures = FOLLOWED_FIGURES.flatMap(({ name, unit, valueOf }) => {
    const value = valueOf(run);
    return value === null ? [] : [{ name, unit, value }];
  });
  const metrics = [{ Name: 'Runs', Unit: 'Count' }, ...figures.map(({ name, unit }) => ({ Name: name, Unit: unit }))];
  return {
    ...described(metrics, application.endedAt === null ? nowMs : Date.parse(application.endedAt), nowMs),
    [FEEDBACK_DIMENSION]: feedback,
    log,
    application,
    executors,
    advice: advice.map(({ id, message }) => ({ id, message })),
    ...run.against ? { against: run.against } : {},
    Runs: 1,
    ...Object.fromEntries(figures.map(({ name, value }) => [name, value])),
  };
}

/** A log that was not read to its end, and why. */
export function unreadLine(metric: 'UnreadLogs' | 'UnfinishedLogs', why: string, { feedback, log, nowMs }: LineSource): Line {
  return { ...described([{ Name: metric, Unit: 'Count' }], nowMs, nowMs), [FEEDBACK_DIMENSION]: feedback, log, why, [metric]: 1 };
}

/** Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html (2026-11-29). */
function described(metrics: readonly Metric[], timestamp: number, nowMs: number): Line {
  if (timestamp < nowMs - OLDEST_MS) return {};
  const directive = { Namespace: FEEDBACK_NAMESPACE, Dimensions: [[FEEDBACK_DIMENSION]], Metrics: metrics };
  return { _aws: { Timestamp: Math.min(timestamp, nowMs), CloudWatchMetrics: [directive] } };
}
