import { Aws, Stack, Token } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IntegrationPattern, JsonPath, QueryLanguage, TaskMetricsConfig, TaskStateBase } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { EmrServerlessStartJobRunJsonataProps, EmrServerlessStartJobRunJsonPathProps, EmrServerlessStartJobRunProps } from './job-run-props';
import { requestProblems, RunPlace, startJobRunRequest, StartJobRunRequest } from './job-run-request';
import { SizedEmrServerlessApp } from './sized-emr-serverless-app';
import { brokenStatements, durationProblems, MINUTES, Statement } from './statements';
import { refuseAny } from '../api/refusal';
import { rangeOf } from '../core/catalog/resource-schemas';
import { Problem, problem } from '../core/problems/problem';

/** Rule that Step Functions follows runs with. Source: https://docs.aws.amazon.com/step-functions/latest/dg/emr-serverless-iam.html (2026-11-29). */
const EVENT_RULE = 'StepFunctionsGetEventsForEMRServerlessJobRule';
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
    const place = placeOf(props);
    this.request = startJobRunRequest(props, place);
    refuseAny(`new EmrServerlessStartJobRun at ${this.node.path}`, [
      ...durationProblems('executionTimeout', props.executionTimeout, rangeOf('EMRServerless.StartJobRun.StartJobRunRequest', 'ExecutionTimeoutMinutes'), MINUTES),
      ...brokenStatements(STATEMENTS, props), ...workloadProblems(props), ...props.job._problemsWith(place.workload, 'serverless'),
      ...requestProblems(Stack.of(this).resolve({ ...this.request, ExecutionTimeoutMinutes: undefined })),
    ]);
    this.taskPolicies = this.statements();
  }

  /**
   * The state's own part of the definition.
   *
   * @internal
   */
  protected _renderTask(topLevelQueryLanguage?: QueryLanguage): object {
    const language = this.props.queryLanguage ?? topLevelQueryLanguage ?? QueryLanguage.JSON_PATH;
    const suffix = this.waits ? '.sync' : '';
    const request = language === QueryLanguage.JSON_PATH ? withListExpression(this.request) : this.request;
    return {
      Resource: `arn:${Aws.PARTITION}:states:::emr-serverless:startJobRun${suffix}`,
      ...this._renderParametersOrArguments(request, language) as object,
    };
  }

  private get waits(): boolean {
    return (this.props.integrationPattern ?? IntegrationPattern.RUN_JOB) === IntegrationPattern.RUN_JOB;
  }

  private statements(): PolicyStatement[] {
    const { application, executionRole, jobTags } = this.props;
    const { applicationArn } = application.applicationRef;
    const runs = `${applicationArn}/jobruns/*`;
    const rule = Stack.of(this).formatArn({ service: 'events', resource: 'rule', resourceName: EVENT_RULE });
    return [
      new PolicyStatement({ actions: ['emr-serverless:StartJobRun'], resources: [applicationArn] }),
      new PolicyStatement({ actions: ['iam:PassRole'], resources: [executionRole.roleRef.roleArn], conditions: { StringEquals: { 'iam:PassedToService': SERVICE } } }),
      ...jobTags && Object.keys(jobTags).length ? [new PolicyStatement({ actions: ['emr-serverless:TagResource'], resources: [runs] })] : [],
      ...this.waits ? [
        new PolicyStatement({ actions: ['emr-serverless:GetJobRun', 'emr-serverless:CancelJobRun'], resources: [runs] }),
        new PolicyStatement({ actions: ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'], resources: [rule] }),
      ] : [],
    ];
  }
}

/** JSONPath has no expressions inside a list: one expression gives the whole list. */
function withListExpression(request: StartJobRunRequest): StartJobRunRequest {
  const { SparkSubmit } = request.JobDriver;
  const words = SparkSubmit.EntryPointArguments;
  if (!Array.isArray(words) || Token.isUnresolved(words) || !words.some(word => JsonPath.isEncodedJsonPath(word))) return request;
  return { ...request, JobDriver: { SparkSubmit: { ...SparkSubmit, EntryPointArguments: JsonPath.array(...words) } } };
}

/** A sized application has a workload and settings; of another one nothing is known. */
function placeOf({ application, workload }: EmrServerlessStartJobRunProps): RunPlace {
  return application instanceof SizedEmrServerlessApp
    ? { workload: workload ?? application.workload, applicationSettings: application._listSettings } : { workload, applicationSettings: {} };
}

function workloadProblems({ application, workload }: EmrServerlessStartJobRunProps): Problem[] {
  return application instanceof SizedEmrServerlessApp && workload && workload.node.scope !== application
    ? [problem('SZ1007', 'workload', `got ${workload.node.path}, which is not a workload of ${application.node.path}; give one of its own`)] : [];
}

/** What cannot stand together. */
const STATEMENTS: readonly Statement<EmrServerlessStartJobRunProps>[] = [
  {
    id: 'SZ1007',
    path: 'integrationPattern',
    broken: ({ integrationPattern }) => integrationPattern === IntegrationPattern.WAIT_FOR_TASK_TOKEN,
    message: () => 'got WAIT_FOR_TASK_TOKEN, which EMR Serverless does not have; use RUN_JOB or REQUEST_RESPONSE',
  },
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
