import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { QueryLanguage, TaskMetricsConfig, TaskStateBase } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { ruleStatement } from './cluster-step-request';
import { checkedRequest, runsOf, startStatements } from './job-run';
import { EmrServerlessStartJobRunJsonataProps, EmrServerlessStartJobRunJsonPathProps, EmrServerlessStartJobRunProps } from './job-run-props';
import { StartJobRunRequest } from './job-run-request';
import { brokenStatements } from './statements';
import { languageOf, listExpression, NO_TASK_TOKEN, waits } from './task-parts';

/** Rule that Step Functions follows runs with. Source: https://docs.aws.amazon.com/step-functions/latest/dg/emr-serverless-iam.html (2026-11-29). */
const EVENT_RULE = 'StepFunctionsGetEventsForEMRServerlessJobRule';

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
    this.request = checkedRequest(this, props, brokenStatements([NO_TASK_TOKEN], props));
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
    return [
      ...startStatements(this.props),
      ...waits(this.props) ? [
        new PolicyStatement({ actions: ['emr-serverless:GetJobRun', 'emr-serverless:CancelJobRun'], resources: [runsOf(this.props)] }),
        ruleStatement(this, EVENT_RULE),
      ] : [],
    ];
  }
}

function withListExpression(request: StartJobRunRequest): StartJobRunRequest {
  const { SparkSubmit } = request.JobDriver;
  return { ...request, JobDriver: { SparkSubmit: { ...SparkSubmit, EntryPointArguments: listExpression(SparkSubmit.EntryPointArguments) } } };
}
