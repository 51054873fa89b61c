import { Duration, Size } from 'aws-cdk-lib';
import { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import { S3Location } from './job-role-props';
import { SparkWorkload } from '../api/spark-workload';

/** What is watched, and how often. */
export interface SizingFeedbackProps {
  /** Where Spark writes event logs: the objects below are looked at, whatever their folders. Its bucket is not changed. */
  readonly logs: S3Location;

  /**
   * What the runs are held against: the distance from it becomes metrics, `BrokenBounds` and `LargestOverIntent`.
   *
   * @default - they are held against nothing
   */
  readonly workload?: SparkWorkload;

  /**
   * Value of the dimension `Feedback` of all metrics: 1 to 255 printable characters of ASCII.
   *
   * @default - the path of the construct, which has to be such a text
   */
  readonly feedbackName?: string;

  /**
   * How often new logs are read: whole minutes, 5 to 1440. Each look lists all objects of `logs` once.
   *
   * @default Duration.hours(1)
   */
  readonly every?: Duration;

  /**
   * Memory of the function that reads: whole MiB, 512 to 10240. Its share of a processor grows with it.
   *
   * @default Size.mebibytes(1024)
   */
  readonly memory?: Size;
}

/** When an alarm is raised. */
export interface SizingFeedbackAlarmsProps {
  /**
   * What an alarm sets off.
   *
   * @default - nothing: the state of the alarm changes
   */
  readonly actions?: IAlarmAction[];

  /**
   * Fraction of the time of slots that may be idle, as the mean of the runs of a day: 0 to 1.
   *
   * @default 0.5
   */
  readonly mostIdleFraction?: number;
}
