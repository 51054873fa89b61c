import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, IMetric, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { SizingAlarmOptions } from './alarm-options';

/** Of every alarm. */
export const ALARM_PERIOD = Duration.minutes(5);

/** An alarm with its defaults. */
export interface AlarmSpec {
  readonly id: string;
  readonly metric: IMetric;
  readonly threshold: number;
  readonly evaluationPeriods: number;
  readonly meaning: string;
}

/** An alarm in a scope; what the caller states wins. */
export function sizingAlarm(scope: Construct, spec: AlarmSpec, options: SizingAlarmOptions = {}): Alarm {
  const { id, metric, threshold, evaluationPeriods, meaning } = spec;
  return new Alarm(scope, id, {
    metric,
    threshold,
    evaluationPeriods,
    alarmDescription: meaning,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    ...options,
  });
}

/** A sum of metric math over periods of alarms, with a label for graphs. */
export function expression(formula: string, label: string, usingMetrics: Record<string, IMetric>, period: Duration = ALARM_PERIOD): MathExpression {
  return new MathExpression({ expression: formula, label, usingMetrics, period });
}
