import { Duration } from 'aws-cdk-lib';
import { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { IApplicationRef } from 'aws-cdk-lib/aws-emrserverless';
import { refuse } from '../api/refusal';
import { problem } from '../core/problems/problem';

/** As the service names an application or a job that has no name. */
const UNNAMED = '[Unspecified]';

/** How an application is known to CloudWatch. */
export interface EmrServerlessApplicationMetricsOptions {
  /**
   * Name of the application, which is part of every metric.
   *
   * @default '[Unspecified]', as the service publishes an application without a name, or with one that is not ASCII
   */
  readonly applicationName?: string;
}

/** A metric of workers: of all, or of one kind. */
export interface WorkerMetricOptions extends MetricOptions {
  /**
   * Kind of workers, such as `SPARK_DRIVER`. It goes together with `capacityAllocationType`.
   *
   * @default - all
   */
  readonly workerType?: string;

  /**
   * `PreInitCapacity` for warm workers, `OnDemandCapacity` for all others. It goes together with `workerType`.
   *
   * @default - all
   */
  readonly capacityAllocationType?: string;
}

/** A metric of the workers of one run: all four words are part of it. */
export interface JobWorkerMetricOptions extends MetricOptions {
  /** Id of the run, such as `00fhht6ulpr1jg09`. It is known when the run has started. */
  readonly jobRunId: string;

  /**
   * Name of the run.
   *
   * @default '[Unspecified]', as the service publishes a run without a name, or with one that is not ASCII
   */
  readonly jobName?: string;

  /** Kind of workers: `SPARK_DRIVER` or `SPARK_EXECUTORS`. */
  readonly workerType: string;

  /** `PreInitCapacity` for warm workers, `OnDemandCapacity` for all others. */
  readonly capacityAllocationType: string;
}

/**
 * Metrics that EMR Serverless sends to CloudWatch every minute, in the namespace AWS/EMRServerless. By default their average over one minute. Those of
 * jobs count runs by their state; there is none of runs that wait in the queue of the scheduler.
 *
 * No metric is asked for by its unit, so that none is missed: the units named here are those of AWS's page.
 *
 * Source: https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/app-job-metrics.html (2026-11-29).
 */
export class EmrServerlessApplicationMetrics {
  /**
   * Metrics of an application, sized by this library or not.
   *
   * @param application that is watched
   * @param options its name
   */
  public static fromApplication(application: IApplicationRef, options: EmrServerlessApplicationMetricsOptions = {}): EmrServerlessApplicationMetrics {
    return new EmrServerlessApplicationMetrics(application, options);
  }

  private constructor(private readonly application: IApplicationRef, private readonly options: EmrServerlessApplicationMetricsOptions) {}

  /**
   * The limit of the application, in vCPUs.
   *
   * @param options of the metric
   */
  public maxCpuAllowed(options?: MetricOptions): Metric {
    return this.metric('MaxCPUAllowed', options);
  }

  /**
   * The limit of the application, in GB of memory.
   *
   * @param options of the metric
   */
  public maxMemoryAllowed(options?: MetricOptions): Metric {
    return this.metric('MaxMemoryAllowed', options);
  }

  /**
   * The limit of the application, in GB of disk.
   *
   * @param options of the metric
   */
  public maxStorageAllowed(options?: MetricOptions): Metric {
    return this.metric('MaxStorageAllowed', options);
  }

  /**
   * What workers have, in vCPUs.
   *
   * @param options of the metric
   */
  public cpuAllocated(options?: WorkerMetricOptions): Metric {
    return this.workerMetric('CPUAllocated', options);
  }

  /**
   * What workers have, in GB of memory.
   *
   * @param options of the metric
   */
  public memoryAllocated(options?: WorkerMetricOptions): Metric {
    return this.workerMetric('MemoryAllocated', options);
  }

  /**
   * What workers have, in GB of disk.
   *
   * @param options of the metric
   */
  public storageAllocated(options?: WorkerMetricOptions): Metric {
    return this.workerMetric('StorageAllocated', options);
  }

  /**
   * Workers that are there.
   *
   * @param options of the metric
   */
  public totalWorkerCount(options?: WorkerMetricOptions): Metric {
    return this.workerMetric('TotalWorkerCount', options);
  }

  /**
   * Workers that jobs use.
   *
   * @param options of the metric
   */
  public runningWorkerCount(options?: WorkerMetricOptions): Metric {
    return this.workerMetric('RunningWorkerCount', options);
  }

  /**
   * Workers that are there and idle.
   *
   * @param options of the metric
   */
  public idleWorkerCount(options?: WorkerMetricOptions): Metric {
    return this.workerMetric('IdleWorkerCount', options);
  }

  /**
   * Workers that are being made.
   *
   * @param options of the metric
   */
  public pendingCreationWorkerCount(options?: WorkerMetricOptions): Metric {
    return this.workerMetric('PendingCreationWorkerCount', options);
  }

  /**
   * How many runs are in state Submitted.
   *
   * @param options of the metric
   */
  public submittedJobs(options?: MetricOptions): Metric {
    return this.metric('SubmittedJobs', options);
  }

  /**
   * How many runs are in state Pending.
   *
   * @param options of the metric
   */
  public pendingJobs(options?: MetricOptions): Metric {
    return this.metric('PendingJobs', options);
  }

  /**
   * How many runs are in state Scheduled.
   *
   * @param options of the metric
   */
  public scheduledJobs(options?: MetricOptions): Metric {
    return this.metric('ScheduledJobs', options);
  }

  /**
   * How many runs are in state Running.
   *
   * @param options of the metric
   */
  public runningJobs(options?: MetricOptions): Metric {
    return this.metric('RunningJobs', options);
  }

  /**
   * How many runs are in state Success.
   *
   * @param options of the metric
   */
  public successJobs(options?: MetricOptions): Metric {
    return this.metric('SuccessJobs', options);
  }

  /**
   * How many runs are in state Failed.
   *
   * @param options of the metric
   */
  public failedJobs(options?: MetricOptions): Metric {
    return this.metric('FailedJobs', options);
  }

  /**
   * How many runs are in state Cancelling.
   *
   * @param options of the metric
   */
  public cancellingJobs(options?: MetricOptions): Metric {
    return this.metric('CancellingJobs', options);
  }

  /**
   * How many runs are in state Cancelled.
   *
   * @param options of the metric
   */
  public cancelledJobs(options?: MetricOptions): Metric {
    return this.metric('CancelledJobs', options);
  }

  /**
   * vCPUs that workers of a run have.
   *
   * @param options of the metric, and whose it is
   */
  public workerCpuAllocated(options: JobWorkerMetricOptions): Metric {
    return this.jobMetric('WorkerCpuAllocated', options);
  }

  /**
   * vCPUs that workers of a run use.
   *
   * @param options of the metric, and whose it is
   */
  public workerCpuUsed(options: JobWorkerMetricOptions): Metric {
    return this.jobMetric('WorkerCpuUsed', options);
  }

  /**
   * Memory that workers of a run have, in GB.
   *
   * @param options of the metric, and whose it is
   */
  public workerMemoryAllocated(options: JobWorkerMetricOptions): Metric {
    return this.jobMetric('WorkerMemoryAllocated', options);
  }

  /**
   * Memory that workers of a run use, in GB.
   *
   * @param options of the metric, and whose it is
   */
  public workerMemoryUsed(options: JobWorkerMetricOptions): Metric {
    return this.jobMetric('WorkerMemoryUsed', options);
  }

  /**
   * Disk that workers of a run have, in GB.
   *
   * @param options of the metric, and whose it is
   */
  public workerEphemeralStorageAllocated(options: JobWorkerMetricOptions): Metric {
    return this.jobMetric('WorkerEphemeralStorageAllocated', options);
  }

  /**
   * Disk that workers of a run use, in GB.
   *
   * @param options of the metric, and whose it is
   */
  public workerEphemeralStorageUsed(options: JobWorkerMetricOptions): Metric {
    return this.jobMetric('WorkerEphemeralStorageUsed', options);
  }

  /**
   * What workers of a run read from their disks, in bytes.
   *
   * @param options of the metric, and whose it is
   */
  public workerStorageRead(options: JobWorkerMetricOptions): Metric {
    return this.jobMetric('WorkerStorageReadBytes', options);
  }

  /**
   * What workers of a run write to their disks, in bytes.
   *
   * @param options of the metric, and whose it is
   */
  public workerStorageWrite(options: JobWorkerMetricOptions): Metric {
    return this.jobMetric('WorkerStorageWriteBytes', options);
  }

  private metric(metricName: string, options: MetricOptions = {}, dimensions: Record<string, string> = {}): Metric {
    const { applicationId: ApplicationId } = this.application.applicationRef;
    const dimensionsMap = { ApplicationId, ApplicationName: this.options.applicationName ?? UNNAMED, ...dimensions, ...options.dimensionsMap };
    return new Metric({ namespace: 'AWS/EMRServerless', metricName, period: Duration.minutes(1), statistic: 'Average', ...options, dimensionsMap });
  }

  private workerMetric(metricName: string, { workerType, capacityAllocationType, ...options }: WorkerMetricOptions = {}): Metric {
    if ((workerType === undefined) !== (capacityAllocationType === undefined)) {
      refuse(metricName, [problem('SZ1007', workerType === undefined ? 'workerType' : 'capacityAllocationType', 'left out; the service has metrics of both together, or of all workers: give both, or none')]);
    }
    const kind: Record<string, string> = workerType === undefined ? {} : { WorkerType: workerType, CapacityAllocationType: capacityAllocationType! };
    return this.metric(metricName, options, kind);
  }

  private jobMetric(metricName: string, { jobRunId, jobName = UNNAMED, workerType, capacityAllocationType, ...options }: JobWorkerMetricOptions): Metric {
    return this.metric(metricName, options, { JobId: jobRunId, JobName: jobName, WorkerType: workerType, CapacityAllocationType: capacityAllocationType });
  }
}
