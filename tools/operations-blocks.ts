import { App, Stack } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnCluster } from 'aws-cdk-lib/aws-emr';
import { CfnApplication } from 'aws-cdk-lib/aws-emrserverless';
import { table } from './markdown';
import { EmrServerlessApplicationAlarms } from '../src/constructs/application-alarms';
import { EmrClusterAlarms } from '../src/constructs/cluster-alarms';
import { ALARM_PERIOD } from '../src/constructs/sizing-alarm';

/** Every figure of docs/operations.md: from the alarms themselves. */
export const OPERATIONS_BLOCKS: Record<string, () => string> = {
  'application-alarms': () => alarmTable(stack => {
    const alarms = EmrServerlessApplicationAlarms.fromApplication(stack, CfnApplication.fromApplicationId(stack, 'App', 'id'));
    return [alarms.capacityExceeded(), alarms.capacityNearlyUsed(), alarms.warmPoolIdle(), alarms.jobsFailed(), alarms.jobsWaiting()];
  }),
  'cluster-alarms': () => alarmTable(stack => {
    const alarms = EmrClusterAlarms.fromCluster(stack, CfnCluster.fromClusterId(stack, 'Cluster', 'id'));
    return [alarms.capacityExceeded(), alarms.clusterIdle(), alarms.nodesUnhealthy(), alarms.hdfsNearlyFull()];
  }),
};

interface AlarmProperties {
  readonly Threshold: number;
  readonly EvaluationPeriods: number;
  readonly AlarmDescription: string;
}

function alarmTable(make: (stack: Stack) => Alarm[]): string {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Stack');
  const rows = make(stack).map(alarm => {
    const resource = alarm.node.defaultChild as unknown as { _toCloudFormation(): object };
    const { Resources } = stack.resolve(resource._toCloudFormation()) as { Resources: Record<string, { Properties: AlarmProperties }> };
    const [{ Properties: { Threshold, EvaluationPeriods, AlarmDescription } }] = Object.values(Resources);
    const { id } = alarm.node;
    return [`\`${id[0].toLowerCase()}${id.slice(1)}()\``, Threshold, `${ALARM_PERIOD.toMinutes() * EvaluationPeriods} min`, AlarmDescription];
  });
  return table(['alarm', 'from', 'for', 'what it says'], rows);
}
