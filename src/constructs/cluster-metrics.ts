import { Duration } from 'aws-cdk-lib';
import { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { IClusterRef } from 'aws-cdk-lib/aws-emr';

/**
 * Metrics that EMR sends to CloudWatch of a cluster, in the namespace AWS/ElasticMapReduce: every five minutes, with managed scaling every minute. By
 * default their average over five minutes.
 *
 * Sources: https://docs.aws.amazon.com/emr/latest/ManagementGuide/UsingEMR_ViewingMetrics.html and managed-scaling-metrics.html (2026-11-29).
 */
export class EmrClusterMetrics {
  /**
   * Metrics of a cluster, sized by this library or not.
   *
   * @param cluster that is watched
   */
  public static fromCluster(cluster: IClusterRef): EmrClusterMetrics {
    return new EmrClusterMetrics(cluster);
  }

  private constructor(private readonly cluster: IClusterRef) {}

  /**
   * Whether no job runs: 1 means idle at the time of the check, every five minutes.
   *
   * @param options of the metric
   */
  public isIdle(options?: MetricOptions): Metric {
    return this.metric('IsIdle', options);
  }

  /**
   * Applications of YARN that wait.
   *
   * @param options of the metric
   */
  public appsPending(options?: MetricOptions): Metric {
    return this.metric('AppsPending', options);
  }

  /**
   * Applications of YARN that run.
   *
   * @param options of the metric
   */
  public appsRunning(options?: MetricOptions): Metric {
    return this.metric('AppsRunning', options);
  }

  /**
   * Applications that were submitted to YARN.
   *
   * @param options of the metric
   */
  public appsSubmitted(options?: MetricOptions): Metric {
    return this.metric('AppsSubmitted', options);
  }

  /**
   * Applications of YARN that have completed.
   *
   * @param options of the metric
   */
  public appsCompleted(options?: MetricOptions): Metric {
    return this.metric('AppsCompleted', options);
  }

  /**
   * Applications of YARN that have failed.
   *
   * @param options of the metric
   */
  public appsFailed(options?: MetricOptions): Metric {
    return this.metric('AppsFailed', options);
  }

  /**
   * Applications of YARN that were killed.
   *
   * @param options of the metric
   */
  public appsKilled(options?: MetricOptions): Metric {
    return this.metric('AppsKilled', options);
  }

  /**
   * Containers that YARN has allocated.
   *
   * @param options of the metric
   */
  public containerAllocated(options?: MetricOptions): Metric {
    return this.metric('ContainerAllocated', options);
  }

  /**
   * Containers that wait for room.
   *
   * @param options of the metric
   */
  public containerPending(options?: MetricOptions): Metric {
    return this.metric('ContainerPending', options);
  }

  /**
   * Containers that wait, divided by those allocated: a number, not a percentage.
   *
   * @param options of the metric
   */
  public containerPendingRatio(options?: MetricOptions): Metric {
    return this.metric('ContainerPendingRatio', options);
  }

  /**
   * Containers that YARN has reserved.
   *
   * @param options of the metric
   */
  public containerReserved(options?: MetricOptions): Metric {
    return this.metric('ContainerReserved', options);
  }

  /**
   * Memory of YARN on all nodes, in MB.
   *
   * @param options of the metric
   */
  public memoryTotal(options?: MetricOptions): Metric {
    return this.metric('MemoryTotalMB', options);
  }

  /**
   * Memory of YARN that containers have, in MB.
   *
   * @param options of the metric
   */
  public memoryAllocated(options?: MetricOptions): Metric {
    return this.metric('MemoryAllocatedMB', options);
  }

  /**
   * Memory of YARN that is free, in MB.
   *
   * @param options of the metric
   */
  public memoryAvailable(options?: MetricOptions): Metric {
    return this.metric('MemoryAvailableMB', options);
  }

  /**
   * Memory of YARN that is reserved, in MB.
   *
   * @param options of the metric
   */
  public memoryReserved(options?: MetricOptions): Metric {
    return this.metric('MemoryReservedMB', options);
  }

  /**
   * Free share of YARN's memory, in per cent.
   *
   * @param options of the metric
   */
  public yarnMemoryAvailablePercentage(options?: MetricOptions): Metric {
    return this.metric('YARNMemoryAvailablePercentage', options);
  }

  /**
   * Core nodes that work.
   *
   * @param options of the metric
   */
  public coreNodesRunning(options?: MetricOptions): Metric {
    return this.metric('CoreNodesRunning', options);
  }

  /**
   * Core nodes that are waited for.
   *
   * @param options of the metric
   */
  public coreNodesPending(options?: MetricOptions): Metric {
    return this.metric('CoreNodesPending', options);
  }

  /**
   * Task nodes that work.
   *
   * @param options of the metric
   */
  public taskNodesRunning(options?: MetricOptions): Metric {
    return this.metric('TaskNodesRunning', options);
  }

  /**
   * Task nodes that are waited for.
   *
   * @param options of the metric
   */
  public taskNodesPending(options?: MetricOptions): Metric {
    return this.metric('TaskNodesPending', options);
  }

  /**
   * Nodes of YARN that work.
   *
   * @param options of the metric
   */
  public mrActiveNodes(options?: MetricOptions): Metric {
    return this.metric('MRActiveNodes', options);
  }

  /**
   * Nodes of YARN that are unhealthy, for want of disk above all.
   *
   * @param options of the metric
   */
  public mrUnhealthyNodes(options?: MetricOptions): Metric {
    return this.metric('MRUnhealthyNodes', options);
  }

  /**
   * Nodes of YARN that are lost.
   *
   * @param options of the metric
   */
  public mrLostNodes(options?: MetricOptions): Metric {
    return this.metric('MRLostNodes', options);
  }

  /**
   * Disk of HDFS that is used, in per cent.
   *
   * @param options of the metric
   */
  public hdfsUtilization(options?: MetricOptions): Metric {
    return this.metric('HDFSUtilization', options);
  }

  /**
   * Disk of HDFS that is left, in GB.
   *
   * @param options of the metric
   */
  public capacityRemaining(options?: MetricOptions): Metric {
    return this.metric('CapacityRemainingGB', options);
  }

  /**
   * Nodes that managed scaling wants. Only of a cluster of instance groups with managed scaling.
   *
   * @param options of the metric
   */
  public totalNodesRequested(options?: MetricOptions): Metric {
    return this.metric('TotalNodesRequested', options);
  }

  /**
   * Nodes that there are. Only of a cluster of instance groups with managed scaling.
   *
   * @param options of the metric
   */
  public totalNodesRunning(options?: MetricOptions): Metric {
    return this.metric('TotalNodesRunning', options);
  }

  /**
   * Any other metric that EMR sends of a cluster.
   *
   * @param metricName as EMR names it, such as `LiveDataNodes`
   * @param options of the metric
   */
  public metric(metricName: string, options: MetricOptions = {}): Metric {
    const dimensionsMap = { JobFlowId: this.cluster.clusterRef.clusterId, ...options.dimensionsMap };
    const { period = Duration.minutes(5), statistic = 'Average' } = options;
    return new Metric({ namespace: 'AWS/ElasticMapReduce', metricName, ...options, period, statistic, dimensionsMap });
  }
}
