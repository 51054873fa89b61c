import { Duration } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { EmrServerlessApplicationMetrics } from './application-metrics';
import { ALARM_PERIOD, expression } from './sizing-alarm';

/** Runs that were submitted and do not run yet. The service has no metric of those in the queue of the scheduler. */
export function waitingJobs(metrics: EmrServerlessApplicationMetrics, period: Duration = ALARM_PERIOD): MathExpression {
  const [submitted, pending, scheduled] = [metrics.submittedJobs({ period }), metrics.pendingJobs({ period }), metrics.scheduledJobs({ period })];
  return expression('FILL(submitted, 0) + FILL(pending, 0) + FILL(scheduled, 0)', 'waiting', { submitted, pending, scheduled }, period);
}

/** How much of its limits an application holds, in per cent, in the dimension that is fullest. */
export function capacityUsed(metrics: EmrServerlessApplicationMetrics, period: Duration = ALARM_PERIOD): MathExpression {
  const of = { period };
  const cpuUsed = expression('100 * cpu / maxCpu', 'vCPUs', { cpu: metrics.cpuAllocated(of), maxCpu: metrics.maxCpuAllowed(of) }, period);
  const memoryUsed = expression('100 * memory / maxMemory', 'memory', { memory: metrics.memoryAllocated(of), maxMemory: metrics.maxMemoryAllowed(of) }, period);
  const diskUsed = expression('100 * disk / maxDisk', 'disk', { disk: metrics.storageAllocated(of), maxDisk: metrics.maxStorageAllowed(of) }, period);
  return expression('MAX([cpuUsed, memoryUsed, diskUsed])', 'capacity used, %', { cpuUsed, memoryUsed, diskUsed }, period);
}
