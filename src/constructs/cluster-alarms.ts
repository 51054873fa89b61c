import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { IClusterRef } from 'aws-cdk-lib/aws-emr';
import { Construct } from 'constructs';
import { SizingAlarmOptions } from './alarm-options';
import { EmrClusterMetrics } from './cluster-metrics';
import { AlarmSpec, expression, sizingAlarm } from './sizing-alarm';

const LEAST_FREE_PERCENT = 5;

/**
 * Alarms of a cluster of EMR, each made when its method is called, once. An alarm tells nobody before an action is added to it:
 * `cluster.alarms.clusterIdle().addAlarmAction(…)`.
 *
 * Each throws SZ1004 for options with which it would never go off or never end, and SZ1007 when it is called again.
 */
export class EmrClusterAlarms {
  /**
   * Alarms of a cluster, sized by this library or not.
   *
   * @param scope that holds the alarms
   * @param cluster that is watched
   */
  public static fromCluster(scope: Construct, cluster: IClusterRef): EmrClusterAlarms {
    return new EmrClusterAlarms(scope, EmrClusterMetrics.fromCluster(cluster));
  }

  private constructor(private readonly scope: Construct, private readonly metrics: EmrClusterMetrics) {}

  /**
   * Containers wait while YARN's memory is used up: at most 5 % of it is free, for 15 minutes.
   *
   * @param options that are other than the default; `threshold` counts containers
   */
  public capacityExceeded(options?: SizingAlarmOptions): Alarm {
    const usingMetrics = { free: this.metrics.yarnMemoryAvailablePercentage(), pending: this.metrics.containerPending() };
    const metric = expression(`IF(free <= ${LEAST_FREE_PERCENT}, pending, 0)`, 'containers that wait for memory', usingMetrics);
    const meaning = 'Containers wait, and YARN has no memory left: raise concurrentRuns of the workload, or start fewer runs at once.';
    return this.alarm({ id: 'CapacityExceeded', metric, threshold: 1, evaluationPeriods: 3, meaning }, options);
  }

  /**
   * The cluster is idle for half an hour: it costs as much as a busy one.
   *
   * @param options that are other than the default; the metric is 1 while it is idle
   */
  public clusterIdle(options?: SizingAlarmOptions): Alarm {
    const meaning = 'The cluster has been idle for half an hour and costs as much as a busy one: terminate it, or set idleTimeout.';
    return this.alarm({ id: 'ClusterIdle', metric: this.metrics.isIdle(), threshold: 1, evaluationPeriods: 6, meaning }, options);
  }

  /**
   * A node is unhealthy for ten minutes: YARN gives it no more containers. Its disks are full, more often than not.
   *
   * @param options that are other than the default; `threshold` counts nodes
   */
  public nodesUnhealthy(options?: SizingAlarmOptions): Alarm {
    const meaning = 'YARN gives an unhealthy node no more containers; its disks are full, more often than not: give the nodes larger ones.';
    return this.alarm({ id: 'NodesUnhealthy', metric: this.metrics.mrUnhealthyNodes({ statistic: 'Maximum' }), threshold: 1, evaluationPeriods: 2, meaning }, options);
  }

  /**
   * HDFS is nearly full: 80 % of it, for 15 minutes.
   *
   * @param options that are other than the default; `threshold` is a percentage
   */
  public hdfsNearlyFull(options?: SizingAlarmOptions): Alarm {
    const meaning = 'HDFS is nearly full: what a full disk cannot take fails the job.';
    return this.alarm({ id: 'HdfsNearlyFull', metric: this.metrics.hdfsUtilization(), threshold: 80, evaluationPeriods: 3, meaning }, options);
  }

  private alarm(spec: AlarmSpec, options?: SizingAlarmOptions): Alarm {
    return sizingAlarm(this.scope, spec, options);
  }
}
