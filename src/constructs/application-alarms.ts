import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { IApplicationRef } from 'aws-cdk-lib/aws-emrserverless';
import { Construct } from 'constructs';
import { SizingAlarmOptions } from './alarm-options';
import { capacityUsed, waitingJobs } from './application-expressions';
import { EmrServerlessApplicationMetrics, EmrServerlessApplicationMetricsOptions } from './application-metrics';
import { ALARM_PERIOD, AlarmSpec, expression, sizingAlarm } from './sizing-alarm';

const FULL_PERCENT = 95;
const NEARLY_FULL_PERCENT = 90;
const PERIOD = { period: ALARM_PERIOD };

/**
 * Alarms of an application of EMR Serverless, each made when its method is called, once. An alarm tells nobody before an action is added to it:
 * `app.alarms.jobsFailed().addAlarmAction(…)`.
 *
 * Each throws SZ1004 for options with which it would never go off or never end, and SZ1007 when it is called again.
 */
export class EmrServerlessApplicationAlarms {
  /**
   * Alarms of an application, sized by this library or not.
   *
   * @param scope that holds the alarms
   * @param application that is watched
   * @param options its name
   */
  public static fromApplication(
    scope: Construct, application: IApplicationRef, options: EmrServerlessApplicationMetricsOptions = {},
  ): EmrServerlessApplicationAlarms {
    return new EmrServerlessApplicationAlarms(scope, EmrServerlessApplicationMetrics.fromApplication(application, options));
  }

  private constructor(private readonly scope: Construct, private readonly metrics: EmrServerlessApplicationMetrics) {}

  /**
   * Runs wait while the capacity is used up: of any of the three limits 95 %, for 15 minutes. That the limits are reached alone is no fault: a sized
   * application holds all of them when all of its runs have all of their executors.
   *
   * @param options that are other than the default; `threshold` counts runs that wait
   */
  public capacityExceeded(options?: SizingAlarmOptions): Alarm {
    const metric = expression(`IF(used >= ${FULL_PERCENT}, waiting, 0)`, 'runs that wait at full capacity', { used: capacityUsed(this.metrics), waiting: waitingJobs(this.metrics) });
    return this.alarm({
      id: 'CapacityExceeded', metric, threshold: 1, evaluationPeriods: 3, meaning: 'Runs wait while maximumCapacity is used up: raise concurrentRuns of their workload, or start fewer at once.',
    }, options);
  }

  /**
   * The capacity is nearly used up: 90 % of any limit, for 15 minutes. For an application that has room to spare by design.
   *
   * @param options that are other than the default; `threshold` is a percentage
   */
  public capacityNearlyUsed(options?: SizingAlarmOptions): Alarm {
    return this.alarm({
      id: 'CapacityNearlyUsed',
      metric: capacityUsed(this.metrics),
      threshold: NEARLY_FULL_PERCENT,
      evaluationPeriods: 3,
      meaning: 'A limit of maximumCapacity is nearly reached: further workers would be refused.',
    }, options);
  }

  /**
   * Workers are idle while nothing runs, for an hour: a warm pool that is kept, and paid, for nobody. It cannot go off where the application stops
   * earlier by itself.
   *
   * @param options that are other than the default; `threshold` counts workers
   */
  public warmPoolIdle(options?: SizingAlarmOptions): Alarm {
    const [idle, running] = [this.metrics.idleWorkerCount(PERIOD), this.metrics.runningJobs(PERIOD)];
    return this.alarm({
      id: 'WarmPoolIdle',
      metric: expression('IF(FILL(running, 0) > 0, 0, FILL(idle, 0))', 'workers idle while nothing runs', { idle, running }),
      threshold: 1,
      evaluationPeriods: 12,
      meaning: 'Warm workers are paid for, and nothing has run for an hour: stop the application, or leave autoStop on.',
    }, options);
  }

  /**
   * A run has failed in the last five minutes.
   *
   * @param options that are other than the default; `threshold` counts runs
   */
  public jobsFailed(options?: SizingAlarmOptions): Alarm {
    const metric = this.metrics.failedJobs({ ...PERIOD, statistic: 'Sum' });
    return this.alarm({ id: 'JobsFailed', metric, threshold: 1, evaluationPeriods: 1, meaning: 'A run has failed: its state details and its logs say why.' }, options);
  }

  /**
   * Runs wait for half an hour, whatever for.
   *
   * @param options that are other than the default; `threshold` counts runs
   */
  public jobsWaiting(options?: SizingAlarmOptions): Alarm {
    const meaning = 'Runs have been waiting for half an hour: for capacity, for the quota of the account, or for an application that does not start.';
    return this.alarm({ id: 'JobsWaiting', metric: waitingJobs(this.metrics), threshold: 1, evaluationPeriods: 6, meaning }, options);
  }

  private alarm(spec: AlarmSpec, options?: SizingAlarmOptions): Alarm {
    return sizingAlarm(this.scope, spec, options);
  }
}
