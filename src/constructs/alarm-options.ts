import type { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';

/** What of an alarm is other than its default. */
export interface SizingAlarmOptions {
  /**
   * Name of the alarm.
   *
   * @default - made by CloudFormation
   */
  readonly alarmName?: string;

  /**
   * Description of the alarm.
   *
   * @default - what it means, and what to do
   */
  readonly alarmDescription?: string;

  /**
   * The alarm goes off at this value and above it: a number above 0.
   *
   * @default - each alarm's own
   */
  readonly threshold?: number;

  /**
   * Over how many periods of five minutes, at least 1.
   *
   * @default - each alarm's own
   */
  readonly evaluationPeriods?: number;

  /**
   * In how many of these periods: from 1 to all of them.
   *
   * @default - in all of them
   */
  readonly datapointsToAlarm?: number;

  /**
   * What a period without data means.
   *
   * @default TreatMissingData.NOT_BREACHING: nothing runs, and nothing costs
   */
  readonly treatMissingData?: TreatMissingData;

  /**
   * Whether the actions of the alarm are taken.
   *
   * @default true
   */
  readonly actionsEnabled?: boolean;
}
