import { Aws, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { QueryLanguage, TaskMetricsConfig, TaskStateBase } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { ruleStatement } from './cluster-step-request';
import { EmrServerlessStartJobRunJsonataProps, EmrServerlessStartJobRunJsonPathProps, EmrServerlessStartJobRunProps, JobRunOptions } from './job-run-props';
import { RunPlace, startJobRunRequest, StartJobRunRequest } from './job-run-request';
import { refusedOf } from './request-problems';
import { SizedEmrServerlessApp } from './sized-emr-serverless-app';
import { SizedServerlessWorkload } from './sized-serverless-workload';
import { brokenStatements, durationProblems, MINUTES, Statement } from './statements';
import { escalationProblems, languageOf, listExpression, NO_TASK_TOKEN, waits } from './task-parts';
import { refuseAny } from '../api/refusal';
import { rangeOf } from '../core/catalog/resource-schemas';
import { Problem, problem } from '../core/problems/problem';

/** Rule that Step Functions follows runs with. Source: https://docs.aws.amazon.com/step-functions/latest/dg/emr-serverless-iam.html (2026-11-29). */
const EVENT_RULE = 'StepFunctionsGetEventsForEMRServerlessJobRule';
/** In the service's own model. */
const REQUEST = 'EMRServerless.StartJobRun.StartJobRunRequest';
const SERVICE = 'emr-serverless.amazonaws.com';

/**
 * A task of Step Functions that runs a Spark job on EMR Serverless, with the sizes of its workload.
 *
 * By default it waits for the end of the run (`.sync`): a run that fails fails the task, a task that is stopped or times out cancels the run.
 *
 * The role of the state machine is allowed exactly this: to start runs of this application, to pass this execution role to EMR Serverless; to
 * wait, to read and cancel runs of this application and to keep the one rule of EventBridge that Step Functions follows runs with.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-serverless.html
 */
export class EmrServerlessStartJobRun extends TaskStateBase {
  /**
   * A task whose expressions are of JSONPath.
   *
   * Throws as the constructor does.
   *
   * @param scope that holds the task
   * @param id of the task, and name of its state
   * @param props what runs
   */
  public static jsonPath(scope: Construct, id: string, props: EmrServerlessStartJobRunJsonPathProps): EmrServerlessStartJobRun {
    return new EmrServerlessStartJobRun(scope, id, props);
  }

  /**
   * A task whose expressions are of JSONata.
   *
   * Throws as the constructor does.
   *
   * @param scope that holds the task
   * @param id of the task, and name of its state
   * @param props what runs
   */
  public static jsonata(scope: Construct, id: string, props: EmrServerlessStartJobRunJsonataProps): EmrServerlessStartJobRun {
    return new EmrServerlessStartJobRun(scope, id, { ...props, queryLanguage: QueryLanguage.JSONATA });
  }

  /** Step Functions has no metrics of its own for this task. */
  protected readonly taskMetrics?: TaskMetricsConfig = undefined;

  /** What the role of the state machine is allowed. */
  protected readonly taskPolicies?: PolicyStatement[];

  private readonly props: EmrServerlessStartJobRunProps;
  private readonly request: StartJobRunRequest;

  /**
   * Throws one error with all problems: SZ1004 for what the service's own model refuses, SZ1007 for what contradicts itself, SZ1012 for settings of
   * the job that break the plan of its workload.
   *
   * @param scope that holds the task
   * @param id of the task, and name of its state
   * @param props what runs
   */
  constructor(scope: Construct, id: string, props: EmrServerlessStartJobRunProps) {
    super(scope, id, props);
    this.props = props;
    const workload = workloadOf(props);
    this.request = startJobRunRequest(props, placeOf(props, workload));
    refuseAny(`new EmrServerlessStartJobRun at ${this.node.path}`, [
      ...durationProblems('executionTimeout', props.executionTimeout, rangeOf(REQUEST, 'ExecutionTimeoutMinutes'), MINUTES),
      ...brokenStatements(STATEMENTS, props), ...workloadProblems(props), ...props.job._problemsWith(workload, 'serverless'), ...escalationProblems(props, workload),
      ...refusedOf(Stack.of(this).resolve({ ...this.request, ExecutionTimeoutMinutes: undefined }), REQUEST),
    ]);
    if (props.escalated && props.application instanceof SizedEmrServerlessApp) props.application._holdEscalationOf(workload!);
    this.taskPolicies = this.statements();
  }

  /**
   * The state's own part of the definition.
   *
   * @internal
   */
  protected _renderTask(topLevelQueryLanguage?: QueryLanguage): object {
    const language = languageOf(this.props, topLevelQueryLanguage);
    const suffix = waits(this.props) ? '.sync' : '';
    const request = language === QueryLanguage.JSON_PATH ? withListExpression(this.request) : this.request;
    return {
      Resource: `arn:${Aws.PARTITION}:states:::emr-serverless:startJobRun${suffix}`,
      ...this._renderParametersOrArguments(request, language) as object,
    };
  }

  private statements(): PolicyStatement[] {
    const { application, executionRole, jobTags } = this.props;
    const { applicationArn } = application.applicationRef;
    const runs = `${applicationArn}/jobruns/*`;
    return [
      new PolicyStatement({ actions: ['emr-serverless:StartJobRun'], resources: [applicationArn] }),
      new PolicyStatement({ actions: ['iam:PassRole'], resources: [executionRole.roleRef.roleArn], conditions: { StringEquals: { 'iam:PassedToService': SERVICE } } }),
      ...jobTags && Object.keys(jobTags).length ? [new PolicyStatement({ actions: ['emr-serverless:TagResource'], resources: [runs] })] : [],
      ...waits(this.props) ? [
        new PolicyStatement({ actions: ['emr-serverless:GetJobRun', 'emr-serverless:CancelJobRun'], resources: [runs] }),
        ruleStatement(this, EVENT_RULE),
      ] : [],
    ];
  }
}

function withListExpression(request: StartJobRunRequest): StartJobRunRequest {
  const { SparkSubmit } = request.JobDriver;
  return { ...request, JobDriver: { SparkSubmit: { ...SparkSubmit, EntryPointArguments: listExpression(SparkSubmit.EntryPointArguments) } } };
}

/** Workload of a run: a sized application has one; of another one nothing is known. */
export function workloadOf({ application, workload }: JobRunOptions): SizedServerlessWorkload | undefined {
  return workload ?? (application instanceof SizedEmrServerlessApp ? application.workload : undefined);
}

function placeOf({ application, escalated }: EmrServerlessStartJobRunProps, workload: SizedServerlessWorkload | undefined): RunPlace {
  return {
    sizes: escalated ? workload?._escalatedSettings : workload?.sparkSettings,
    applicationSettings: application instanceof SizedEmrServerlessApp ? application._listSettings : {},
  };
}

function workloadProblems({ application, workload }: EmrServerlessStartJobRunProps): Problem[] {
  return application instanceof SizedEmrServerlessApp && workload && workload.node.scope !== application
    ? [problem('SZ1007', 'workload', `got ${workload.node.path}, which is not a workload of ${application.node.path}; give one of its own`)] : [];
}

/** What cannot stand together. */
const STATEMENTS: readonly Statement<EmrServerlessStartJobRunProps>[] = [
  NO_TASK_TOKEN,
  {
    id: 'SZ1007',
    path: 'maxAttempts',
    broken: ({ maxAttempts, streaming }) => maxAttempts !== undefined && streaming === true,
    message: () => 'got attempts for a streaming run, which does not read them; use maxFailedAttemptsPerHour',
  },
  {
    id: 'SZ1007',
    path: 'maxFailedAttemptsPerHour',
    broken: ({ maxFailedAttemptsPerHour, streaming = false }) => maxFailedAttemptsPerHour !== undefined && !streaming,
    message: () => 'got a number for a batch run, which does not read it; use maxAttempts',
  },
];
