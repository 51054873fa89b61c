import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Alarm, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnApplication } from 'aws-cdk-lib/aws-emrserverless';
import { appOf, TYPE } from './app-fixture';
import { clusterOf } from './cluster-fixture';
import { EmrClusterMetrics, EmrServerlessApplicationAlarms, SizingAlarmOptions } from '../../src';
import { thrownBy } from '../api/thrown';

const ALARM = 'AWS::CloudWatch::Alarm';

function onlyAlarm(stack: Stack): any {
  const [alarm, ...more] = Object.values(Template.fromStack(stack).findResources(ALARM));
  expect(more).toEqual([]);
  return alarm.Properties;
}

/** What is computed, with the metrics that it is computed from. */
function mathOf({ Metrics }: { Metrics: any[] }): { expressions: string[]; metrics: string[] } {
  return {
    expressions: Metrics.flatMap(({ Expression }) => Expression ?? []),
    metrics: Metrics.flatMap(({ MetricStat }) => MetricStat?.Metric.MetricName ?? []).sort(),
  };
}

function ofApplication(make: (alarms: EmrServerlessApplicationAlarms) => Alarm): any {
  const app = appOf();
  make(app.alarms);
  return onlyAlarm(app.stack);
}

test('no alarm is there unless it is asked for', () => {
  Template.fromStack(appOf().stack).resourceCountIs(ALARM, 0);
  Template.fromStack(clusterOf().stack).resourceCountIs(ALARM, 0);
});

test('runs that wait at full capacity', () => {
  const alarm = ofApplication(alarms => alarms.capacityExceeded());
  expect(alarm).toMatchObject({ Threshold: 1, EvaluationPeriods: 3, ComparisonOperator: 'GreaterThanOrEqualToThreshold', TreatMissingData: 'notBreaching' });
  expect(alarm.AlarmDescription).toContain('raise concurrentRuns');
  expect(mathOf(alarm)).toEqual({
    expressions: [
      'IF(used >= 95, waiting, 0)', 'MAX([cpuUsed, memoryUsed, diskUsed])', '100 * cpu / maxCpu', '100 * memory / maxMemory', '100 * disk / maxDisk',
      'FILL(submitted, 0) + FILL(pending, 0) + FILL(scheduled, 0)',
    ],
    metrics: ['CPUAllocated', 'MaxCPUAllowed', 'MaxMemoryAllowed', 'MaxStorageAllowed', 'MemoryAllocated', 'PendingJobs', 'ScheduledJobs', 'StorageAllocated', 'SubmittedJobs'],
  });
  const periods = alarm.Metrics.flatMap(({ MetricStat }: any) => MetricStat?.Period ?? []);
  expect(new Set(periods)).toEqual(new Set([300]));
  expect(alarm.Metrics.filter(({ ReturnData }: any) => ReturnData !== false)).toHaveLength(1);
});

test('a capacity that is nearly used up', () => {
  const alarm = ofApplication(alarms => alarms.capacityNearlyUsed({ threshold: 75, datapointsToAlarm: 2, alarmName: 'nearly' }));
  expect(alarm).toMatchObject({ Threshold: 75, EvaluationPeriods: 3, DatapointsToAlarm: 2, AlarmName: 'nearly' });
  expect(mathOf(alarm).expressions[0]).toBe('MAX([cpuUsed, memoryUsed, diskUsed])');
});

test('a warm pool that nothing uses', () => {
  const alarm = ofApplication(alarms => alarms.warmPoolIdle());
  expect(alarm).toMatchObject({ Threshold: 1, EvaluationPeriods: 12 });
  expect(mathOf(alarm)).toEqual({ expressions: ['IF(FILL(running, 0) > 0, 0, FILL(idle, 0))'], metrics: ['IdleWorkerCount', 'RunningJobs'] });
});

test('runs that failed, and runs that wait long', () => {
  const failed = ofApplication(alarms => alarms.jobsFailed({ treatMissingData: TreatMissingData.IGNORE, actionsEnabled: false }));
  expect(failed).toMatchObject({ MetricName: 'FailedJobs', Statistic: 'Sum', Period: 300, Threshold: 1, EvaluationPeriods: 1, TreatMissingData: 'ignore', ActionsEnabled: false });
  expect(failed.Dimensions).toEqual([{ Name: 'ApplicationId', Value: expect.anything() }, { Name: 'ApplicationName', Value: '[Unspecified]' }]);
  expect(ofApplication(alarms => alarms.jobsWaiting())).toMatchObject({ Threshold: 1, EvaluationPeriods: 6 });
});

test('an application of somebody else, and all alarms of one together', () => {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Stack');
  const alarms = EmrServerlessApplicationAlarms.fromApplication(stack, CfnApplication.fromApplicationId(stack, 'App', '00f1'), { applicationName: 'etl' });
  for (const make of ['capacityExceeded', 'capacityNearlyUsed', 'warmPoolIdle', 'jobsFailed', 'jobsWaiting'] as const) alarms[make]();
  const template = Template.fromStack(stack);
  template.resourceCountIs(ALARM, 5);
  template.resourceCountIs(TYPE, 0);
  template.hasResourceProperties(ALARM, { MetricName: 'FailedJobs', Dimensions: [{ Name: 'ApplicationId', Value: '00f1' }, { Name: 'ApplicationName', Value: 'etl' }] });
});

test('a cluster: containers that wait without memory, idleness, unhealthy nodes, a full HDFS', () => {
  const cluster = clusterOf();
  const { alarms } = cluster;
  for (const make of ['capacityExceeded', 'clusterIdle', 'nodesUnhealthy', 'hdfsNearlyFull'] as const) alarms[make]();
  const template = Template.fromStack(cluster.stack);
  const dimensions = [{ Name: 'JobFlowId', Value: cluster.stack.resolve(cluster.clusterId) }];
  template.resourceCountIs(ALARM, 4);
  template.hasResourceProperties(ALARM, { MetricName: 'IsIdle', Namespace: 'AWS/ElasticMapReduce', Dimensions: dimensions, Threshold: 1, EvaluationPeriods: 6, Period: 300 });
  template.hasResourceProperties(ALARM, { MetricName: 'MRUnhealthyNodes', Statistic: 'Maximum', Threshold: 1, EvaluationPeriods: 2 });
  template.hasResourceProperties(ALARM, { MetricName: 'HDFSUtilization', Threshold: 80, EvaluationPeriods: 3 });
  const exceeded = Object.values(template.findResources(ALARM)).find(({ Properties }) => Properties.Metrics)!;
  expect(mathOf(exceeded.Properties as any)).toEqual({ expressions: ['IF(free <= 5, pending, 0)'], metrics: ['ContainerPending', 'YARNMemoryAvailablePercentage'] });
});

/** Of AWS's page (UsingEMR_ViewingMetrics.html) what is of YARN, nodes and HDFS; of managed-scaling-metrics.html the nodes. */
const PUBLISHED = [
  'AppsCompleted', 'AppsFailed', 'AppsKilled', 'AppsPending', 'AppsRunning', 'AppsSubmitted', 'CapacityRemainingGB', 'ContainerAllocated', 'ContainerPending',
  'ContainerPendingRatio', 'ContainerReserved', 'CoreNodesPending', 'CoreNodesRunning', 'HDFSUtilization', 'IsIdle', 'MRActiveNodes', 'MRLostNodes',
  'MRUnhealthyNodes', 'MemoryAllocatedMB', 'MemoryAvailableMB', 'MemoryReservedMB', 'MemoryTotalMB', 'TaskNodesPending', 'TaskNodesRunning', 'TotalNodesRequested',
  'TotalNodesRunning', 'YARNMemoryAvailablePercentage',
];

test('metrics of a cluster, each with its id', () => {
  const { metrics, clusterId } = clusterOf();
  const names = Object.getOwnPropertyNames(EmrClusterMetrics.prototype).filter(name => !['constructor', 'metric'].includes(name));
  const all = names.map(name => (metrics as any)[name]());
  expect(all.map(({ metricName }) => metricName).sort()).toEqual(PUBLISHED);
  for (const { namespace, period, statistic, dimensions } of [...all, metrics.metric('LiveDataNodes')]) {
    expect({ namespace, minutes: period.toMinutes(), statistic, dimensions }).toEqual({ namespace: 'AWS/ElasticMapReduce', minutes: 5, statistic: 'Average', dimensions: { JobFlowId: clusterId } });
  }
});

test.each<[string, SizingAlarmOptions]>([
  ['threshold: got 0; a number above 0', { threshold: 0 }],
  ['threshold: got -5', { threshold: -5 }],
  ['threshold: got NaN', { threshold: NaN }],
  ['threshold: got Infinity', { threshold: Infinity }],
  ['evaluationPeriods: got 0; a whole number from 1', { evaluationPeriods: 0 }],
  ['evaluationPeriods: got 1.5', { evaluationPeriods: 1.5 }],
  ['evaluationPeriods: got NaN', { evaluationPeriods: NaN }],
  ['datapointsToAlarm: got 4; a whole number from 1 to evaluationPeriods, 3,', { datapointsToAlarm: 4 }],
  ['datapointsToAlarm: got 0', { datapointsToAlarm: 0 }],
  ['datapointsToAlarm: got 3; a whole number from 1 to evaluationPeriods, 2,', { evaluationPeriods: 2, datapointsToAlarm: 3 }],
  ['alarmName: got ""', { alarmName: '' }],
])('an alarm that could not work is refused: %s', (words, options) => {
  const text = thrownBy(() => appOf().alarms.capacityNearlyUsed(options)).join('\n');
  expect(text).toContain('SZ1004 the alarm CapacityNearlyUsed of Stack/App: 1 problem');
  expect(text).toContain(`SZ1004 ${words}`);
});

test('of an alarm everything is refused at once, of a cluster too, and a second one as well', () => {
  const text = thrownBy(() => clusterOf().alarms.clusterIdle({ threshold: NaN, evaluationPeriods: 0, alarmName: '' })).join('\n');
  expect(text.match(/SZ1004 \w+:/g)).toEqual(['SZ1004 alarmName:', 'SZ1004 threshold:', 'SZ1004 evaluationPeriods:']);
  const { alarms } = appOf();
  alarms.jobsFailed();
  expect(() => alarms.jobsFailed()).toThrow('SZ1007 JobsFailed: is there already');
});

test('what an alarm is may be known at deployment only', () => {
  const app = appOf();
  const number = new CfnParameter(app.stack, 'Number', { type: 'Number' }).valueAsNumber;
  app.alarms.jobsFailed({ threshold: number, evaluationPeriods: number, datapointsToAlarm: number });
  expect(onlyAlarm(app.stack)).toMatchObject({ Threshold: { Ref: 'Number' }, EvaluationPeriods: { Ref: 'Number' }, DatapointsToAlarm: { Ref: 'Number' } });
});
