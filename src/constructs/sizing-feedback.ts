import { Duration, Resource } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, MetricOptions, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { IFunction } from 'aws-cdk-lib/aws-lambda';
import { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { SizingFeedbackMetric } from './feedback-metric';
import { alarmProblems, feedbackProblems, machineOf, nameOf, readerOf, scheduleOf } from './feedback-parts';
import { SizingFeedbackAlarmsProps, SizingFeedbackProps } from './feedback-props';
import { refuseAny } from '../api/refusal';
import { LAWS } from '../core/catalog/laws';
import { problem } from '../core/problems/problem';
import { FEEDBACK_DIMENSION, FEEDBACK_NAMESPACE } from '../eventlog/demand/feedback';

/**
 * Reads the event logs of Spark as they come, with the reader of `sized-emr observe`, and makes metrics of them: what a run spilled, what it left
 * idle, how far it was from what was stated. Alarms are opt-in: `addAlarms`.
 *
 * A schedule starts a state machine that lists the objects of `logs` in a distributed map; a function on arm64 without a network of its own reads
 * what has changed since the last look. Old logs are read by an execution with the input `{ "prefix": "…" }`, however many there are.
 *
 * It reads the objects below `logs`, and writes to its own log group: it changes neither jobs nor logs.
 */
@propertyInjectable
export class SizingFeedback extends Resource {
  /** Uniquely identifies this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-sized-emr.SizingFeedback';

  /** Reads logs. Its input is `{ "prefix": "…" }`: everything below a prefix, which has to be in `logs`. */
  public readonly stateMachine: IStateMachine;

  /** Value of the dimension `Feedback` of all metrics. */
  public readonly feedbackName: string;

  /** Whether runs are held against a workload. */
  private readonly hasIntent: boolean;

  private readonly reader: IFunction;

  /**
   * Throws one error with all problems: SZ1004 for what is out of its range, SZ1009 for what is only known at deployment.
   *
   * @param scope that holds the feedback
   * @param id of the feedback
   * @param props what is watched
   */
  constructor(scope: Construct, id: string, props: SizingFeedbackProps) {
    super(scope, id);
    this.feedbackName = nameOf(this, props);
    refuseAny(`new SizingFeedback at ${this.node.path}`, feedbackProblems(this.feedbackName, props));
    this.hasIntent = props.workload !== undefined;
    const reader = readerOf(this, props);
    this.reader = reader.function;
    const machine = machineOf(this, reader, this.feedbackName, props);
    scheduleOf(this, machine, props);
    this.stateMachine = machine;
  }

  /**
   * A metric of the runs. By default its sum over one hour.
   *
   * @param metric which one
   * @param options of the metric
   */
  public metric(metric: SizingFeedbackMetric, options: MetricOptions = {}): Metric {
    return new Metric({
      namespace: FEEDBACK_NAMESPACE, metricName: metric, dimensionsMap: { [FEEDBACK_DIMENSION]: this.feedbackName }, statistic: 'Sum', period: Duration.hours(1), ...options,
    });
  }

  /**
   * Alarms on what costs money or breaks a promise: a run that spilled, one that broke a bound of the workload, slots that were idle, logs that could
   * not be read, and a function that failed.
   *
   * Throws SZ1004 for a fraction out of its range, SZ1007 when it is called again.
   *
   * @param props when they are raised, and what they set off
   */
  public addAlarms(props: SizingFeedbackAlarmsProps = {}): Alarm[] {
    refuseAny(`addAlarms at ${this.node.path}`, [...alarmProblems(props), ...this.node.tryFindChild('Spilled') ? [problem('SZ1007', 'addAlarms', 'the alarms are there already; call it once')] : []]);
    const { mostIdleFraction = 1 - LAWS.adviceBusyShare.value, actions = [] } = props;
    const mostIdlePercent = Math.round(mostIdleFraction * 1e6) / 1e4; // 100 × 0.07 is not quite 7
    const daily = { statistic: 'Average', period: Duration.days(1) };
    const alarms = [
      this.alarm('Spilled', 'a run spilled', this.metric(SizingFeedbackMetric.MEMORY_BYTES_SPILLED)),
      ...this.hasIntent ? [this.alarm('Broken', 'a run broke a bound of its workload', this.metric(SizingFeedbackMetric.BROKEN_BOUNDS))] : [],
      this.alarm('Idle', `slots were idle for more than ${mostIdlePercent} % of the time`, this.metric(SizingFeedbackMetric.IDLE_SLOT_SHARE, daily), mostIdlePercent),
      this.alarm('Unread', 'a log could not be read', this.metric(SizingFeedbackMetric.UNREAD_LOGS)),
      this.alarm('Failed', 'the function that reads has failed, as where a log takes more memory than it has: the rest of a batch was not read', this.reader.metricErrors({ period: Duration.hours(1) })),
    ];
    for (const alarm of alarms) alarm.addAlarmAction(...actions);
    return alarms;
  }

  private alarm(id: string, what: string, metric: Metric, threshold = 0): Alarm {
    return new Alarm(this, id, {
      metric,
      threshold,
      alarmDescription: `${this.feedbackName}: ${what}`,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}
