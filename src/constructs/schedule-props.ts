import { Duration } from 'aws-cdk-lib';
import { ScheduleExpression, TimeWindow } from 'aws-cdk-lib/aws-scheduler';
import { IQueue } from 'aws-cdk-lib/aws-sqs';
import { JobRunOptions } from './job-run-props';

/** A job and when it runs. Its arguments may hold `ContextAttribute.scheduledTime` and the like. */
export interface EmrServerlessScheduleProps extends JobRunOptions {
  /** When it runs: `ScheduleExpression.cron({ hour: '2', minute: '0' })`, with a time zone where it matters. */
  readonly schedule: ScheduleExpression;

  /**
   * Name of the schedule: 1 to 64 letters, digits and `-_.`. Changing it replaces the schedule.
   *
   * @default - CloudFormation's own
   */
  readonly scheduleName?: string;

  /**
   * What people read of the schedule, up to 512 characters.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * Whether it runs.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * Window after the time in which a run may start.
   *
   * @default TimeWindow.off()
   */
  readonly timeWindow?: TimeWindow;

  /**
   * How long a start that the service refuses is tried again: a minute to a day. A nightly job seldom wants a day.
   *
   * @default - EventBridge Scheduler's: 24 hours
   */
  readonly maxEventAge?: Duration;

  /**
   * How often a start that the service refuses is tried again: a whole number from 0 to 185.
   *
   * @default - EventBridge Scheduler's: 185
   */
  readonly retryAttempts?: number;

  /**
   * Queue for starts that were given up. What becomes of a run that started, it does not tell.
   *
   * @default - none: they are lost
   */
  readonly deadLetterQueue?: IQueue;
}
