import { Aws, Stack } from 'aws-cdk-lib';
import { IRole, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { ContextAttribute, ISchedule, Schedule, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { Universal } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import { checkedRequest, startStatements } from './job-run';
import { scheduleProblems } from './schedule-problems';
import { EmrServerlessScheduleProps } from './schedule-props';

/**
 * A job on EMR Serverless that EventBridge Scheduler starts, with the sizes of its workload and nothing in between.
 *
 * Nobody waits for the run: alarms on the application's `metrics`, or a state machine with `EmrServerlessStartJobRun` and a schedule of its own, tell of
 * runs that fail. A start that is tried again has the token of its attempt, so the service starts no attempt twice.
 *
 * Its role is its own, for schedules of the default group of this account, and may start runs of this application, pass this execution role to EMR
 * Serverless, and nothing else.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
 */
export class EmrServerlessSchedule extends Construct {
  /** The schedule. */
  public readonly schedule: ISchedule;

  /** Role that EventBridge Scheduler has. */
  public readonly role: IRole;

  /**
   * Throws one error with all problems: SZ1004 for what is out of its range or what the service's own model refuses, SZ1007 for what contradicts itself, SZ1012 for settings of
   * the job that break the plan of its workload.
   *
   * @param scope that holds the schedule
   * @param id of the schedule
   * @param props what runs, and when
   */
  constructor(scope: Construct, id: string, props: EmrServerlessScheduleProps) {
    super(scope, id);
    const request = checkedRequest(this, props, scheduleProblems(props));
    const { schedule, scheduleName, description, enabled, timeWindow, maxEventAge, retryAttempts, deadLetterQueue } = props;
    const role = new Role(this, 'Role', { assumedBy: schedulerOf(this) });
    this.role = role;
    this.schedule = new Schedule(this, 'Schedule', {
      schedule,
      scheduleName,
      description,
      enabled,
      timeWindow,
      target: new Universal({
        service: 'emrserverless',
        action: 'startJobRun',
        input: ScheduleTargetInput.fromObject({ ClientToken: ContextAttribute.executionId, ...request }),
        policyStatements: startStatements(props),
        role,
        maxEventAge,
        retryAttempts,
        deadLetterQueue,
      }),
    });
  }
}

/** Source: https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html (2026-11-29): the ARN is the group's. */
function schedulerOf(scope: Construct): ServicePrincipal {
  const group = Stack.of(scope).formatArn({ service: 'scheduler', resource: 'schedule-group', resourceName: 'default' });
  return new ServicePrincipal('scheduler.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID, 'aws:SourceArn': group } } });
}
