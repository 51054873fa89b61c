import { Duration, Token } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, IMetric, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { SizingAlarmOptions } from './alarm-options';
import { brokenStatements, isWrongText, Statement } from './statements';
import { refuseAny } from '../api/refusal';
import { Problem, problem } from '../core/problems/problem';

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

/** An alarm in a scope; what the caller states wins. Refuses one that could never go off, or would never end. */
export function sizingAlarm(scope: Construct, spec: AlarmSpec, options: SizingAlarmOptions = {}): Alarm {
  const { id, metric, threshold, evaluationPeriods, meaning } = spec;
  refuseAny(`the alarm ${id} of ${scope.node.path}`, [...twiceProblems(scope, id), ...brokenStatements(STATEMENTS, { evaluationPeriods, ...options })]);
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

function twiceProblems(scope: Construct, id: string): Problem[] {
  return scope.node.tryFindChild(id) ? [problem('SZ1007', id, 'is there already; keep the alarm that was made, it is made once')] : [];
}

type CheckedOptions = SizingAlarmOptions & { readonly evaluationPeriods: number };

/** Values that are only known at deployment are taken as they are. */
const STATEMENTS: readonly Statement<CheckedOptions>[] = [
  { id: 'SZ1004', path: 'alarmName', broken: ({ alarmName }) => isWrongText(alarmName, /^[^]{1,255}$/), message: ({ alarmName }) => `got ${JSON.stringify(alarmName)}; 1 to 255 characters are allowed` },
  {
    id: 'SZ1004',
    path: 'threshold',
    broken: ({ threshold = 1 }) => !Token.isUnresolved(threshold) && !(threshold > 0 && threshold < Infinity),
    message: ({ threshold }) => `got ${threshold}; a number above 0 is expected: at 0 the alarm would always be on`,
  },
  {
    id: 'SZ1004',
    path: 'evaluationPeriods',
    broken: ({ evaluationPeriods }) => !isCount(evaluationPeriods),
    message: ({ evaluationPeriods }) => `got ${evaluationPeriods}; a whole number from 1 is expected`,
  },
  {
    id: 'SZ1004',
    path: 'datapointsToAlarm',
    broken: ({ datapointsToAlarm = 1, evaluationPeriods }) => !isCount(datapointsToAlarm, evaluationPeriods),
    message: ({ datapointsToAlarm, evaluationPeriods }) => `got ${datapointsToAlarm}; a whole number from 1 to evaluationPeriods, ${evaluationPeriods}, is expected`,
  },
];

function isCount(value: number, most?: number): boolean {
  if (Token.isUnresolved(value)) return true;
  const isBounded = most !== undefined && !Token.isUnresolved(most) && most >= 1;
  return Number.isInteger(value) && value >= 1 && !(isBounded && value > most);
}

/** A sum of metric math over periods of alarms, with a label for graphs. */
export function expression(formula: string, label: string, usingMetrics: Record<string, IMetric>, period: Duration = ALARM_PERIOD): MathExpression {
  return new MathExpression({ expression: formula, label, usingMetrics, period });
}
