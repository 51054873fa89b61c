import { Duration, Lazy } from 'aws-cdk-lib';
import { GraphWidget, IMetric, IWidget, MathExpression, Row, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { waitingJobs } from './application-expressions';
import type { SizedEmrCluster } from './sized-emr-cluster';
import type { SizedEmrServerlessApp } from './sized-emr-serverless-app';
import type { SizedWorkload } from './sized-workload';
import { expression } from './sizing-alarm';
import { formatUsd } from '../core/workload/quantities';

/** Of a dashboard, in CloudWatch's units. */
const WHOLE_WIDTH = 24;
const HEIGHT = 6;
const MINUTE = { period: Duration.minutes(1) };

/** What an application holds against its limits, its runs, its warm pool and what it costs. */
export function applicationWidgets(app: SizedEmrServerlessApp): IWidget[] {
  const { metrics } = app;
  return [
    header(app.node.path, () => headerText(app, app.workloads, 'while idle and started')),
    row([
      ['vCPUs', metrics.cpuAllocated({ label: 'held' }), metrics.maxCpuAllowed({ label: 'maximumCapacity' })],
      ['GB of memory', metrics.memoryAllocated({ label: 'held' }), metrics.maxMemoryAllowed({ label: 'maximumCapacity' })],
      ['GB of disk', metrics.storageAllocated({ label: 'held' }), metrics.maxStorageAllowed({ label: 'maximumCapacity' })],
    ]),
    row([
      ['Workers', metrics.runningWorkerCount({ label: 'in use' }), metrics.idleWorkerCount({ label: 'warm and idle' }), metrics.pendingCreationWorkerCount({ label: 'being made' })],
      ['Runs', metrics.runningJobs({ label: 'running' }), waitingJobs(metrics, MINUTE.period)],
      ['Ended runs', ...[metrics.successJobs({ label: 'succeeded' }), metrics.failedJobs({ label: 'failed' }), metrics.cancelledJobs({ label: 'cancelled' })].map(one => one.with({ statistic: 'Sum' }))],
      ['USD an hour, estimated', applicationCost(app)],
    ]),
  ];
}

/** Of the workers that are there, at the prices of the plans. What is billed begins when a worker is ready, and a minute is the least. */
function applicationCost({ metrics, _hourlyPrices: { vCpuUsd, memoryGiBUsd, diskGiBUsd, freeDiskGiB } }: SizedEmrServerlessApp): MathExpression {
  const disk = freeDiskGiB > 0 ? `(disk - ${freeDiskGiB} * workers)` : 'disk';
  const free: Record<string, IMetric> = freeDiskGiB > 0 ? { workers: metrics.totalWorkerCount() } : {};
  const usingMetrics = { cpu: metrics.cpuAllocated(), memory: metrics.memoryAllocated(), disk: metrics.storageAllocated(), ...free };
  return expression(`${vCpuUsd} * cpu + ${memoryGiBUsd} * memory + ${diskGiBUsd} * ${disk}`, 'USD an hour', usingMetrics, MINUTE.period);
}

/** What waits for YARN, how full it is, how many nodes there are and what they cost. */
export function clusterWidgets(cluster: SizedEmrCluster): IWidget[] {
  const { metrics } = cluster;
  return [
    header(cluster.node.path, () => headerText(cluster, cluster.workloads, 'while it stands')),
    row([
      ['Free memory of YARN, %', metrics.yarnMemoryAvailablePercentage({ label: 'free' })],
      ['Containers', metrics.containerAllocated({ label: 'allocated' }), metrics.containerPending({ label: 'waiting' })],
      ['Applications', metrics.appsRunning({ label: 'running' }), metrics.appsPending({ label: 'waiting' })],
    ]),
    row([
      ['Nodes', metrics.coreNodesRunning({ label: 'core' }), metrics.taskNodesRunning({ label: 'task' }), metrics.mrUnhealthyNodes({ label: 'unhealthy' })],
      ['Idle', metrics.isIdle({ label: 'idle when checked' })],
      ['HDFS, % used', metrics.hdfsUtilization({ label: 'used' })],
      ['USD an hour, estimated', clusterCost(cluster)],
    ]),
  ];
}

/** Of the nodes that there are and the primary node, at the prices of the plans. */
function clusterCost({ metrics, _hourlyPrices: { coreUsd, taskUsd, primaryUsd } }: SizedEmrCluster): MathExpression {
  const usingMetrics = { core: metrics.coreNodesRunning(), task: metrics.taskNodesRunning() };
  return expression(`${primaryUsd} + ${coreUsd} * FILL(core, 0) + ${taskUsd} * FILL(task, 0)`, 'USD an hour', usingMetrics);
}

function header(path: string, text: () => string): IWidget {
  return new TextWidget({ width: WHOLE_WIDTH, height: 3, markdown: Lazy.string({ produce: () => `## ${path}\n${text()}` }) });
}

/** Each plan in a line, once all are known. */
function headerText({ idleUsdPerHour }: { readonly idleUsdPerHour: number }, workloads: readonly SizedWorkload[], when: string): string {
  const plans = workloads.map(({ node, plan }) => `**${node.id}**: ${plan._headline}`);
  return [...plans, ...idleUsdPerHour > 0 ? [`${formatUsd(idleUsdPerHour)} an hour ${when}.`] : []].join('\n\n');
}

type Graph = readonly [title: string, ...metrics: IMetric[]];

/** Graphs side by side, all of one width. */
function row(graphs: readonly Graph[]): IWidget {
  const width = WHOLE_WIDTH / graphs.length;
  const leftYAxis = { min: 0, showUnits: false };
  return new Row(...graphs.map(([title, ...left]) => new GraphWidget({ title, width, height: HEIGHT, left, leftYAxis })));
}
