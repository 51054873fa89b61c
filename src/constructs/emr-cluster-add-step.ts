import { Aws, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { QueryLanguage, TaskMetricsConfig, TaskStateBase } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { ClusterStepTaskOptions, EmrClusterAddStepJsonataProps, EmrClusterAddStepJsonPathProps, EmrClusterAddStepProps } from './cluster-step-props';
import { stepRequest, StepRequest, stepRequestProblems, stepStatements } from './cluster-step-request';
import { SizedClusterWorkload } from './sized-cluster-workload';
import { SizedEmrCluster } from './sized-emr-cluster';
import { brokenStatements } from './statements';
import { escalationProblems, languageOf, listExpression, NO_TASK_TOKEN, waits } from './task-parts';
import { refuseAny } from '../api/refusal';
import { Problem, problem } from '../core/problems/problem';

/**
 * A task of Step Functions that runs a Spark job on a cluster of EMR as a step, with the sizes of its workload.
 *
 * By default it waits for the end of the step (`.sync`): a step that fails fails the task, a task that is stopped or times out cancels the step.
 *
 * The role of the state machine is allowed exactly this: to add steps to this cluster; to wait, to read and cancel them and to keep the one rule of
 * EventBridge that Step Functions follows steps with.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr.html
 */
export class EmrClusterAddStep extends TaskStateBase {
  /**
   * A task whose expressions are of JSONPath.
   *
   * Throws as the constructor does.
   *
   * @param scope that holds the task
   * @param id of the task, and name of its state
   * @param props what runs
   */
  public static jsonPath(scope: Construct, id: string, props: EmrClusterAddStepJsonPathProps): EmrClusterAddStep {
    return new EmrClusterAddStep(scope, id, props);
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
  public static jsonata(scope: Construct, id: string, props: EmrClusterAddStepJsonataProps): EmrClusterAddStep {
    return new EmrClusterAddStep(scope, id, { ...props, queryLanguage: QueryLanguage.JSONATA });
  }

  /** Step Functions has no metrics of its own for this task. */
  protected readonly taskMetrics?: TaskMetricsConfig = undefined;

  /** What the role of the state machine is allowed. */
  protected readonly taskPolicies?: PolicyStatement[];

  private readonly props: EmrClusterAddStepProps;
  private readonly step: StepRequest;

  /**
   * Throws one error with all problems: SZ1004 for what the service's own model refuses, SZ1007 for what contradicts itself, SZ1012 for settings of
   * the job that break the plan of its workload.
   *
   * @param scope that holds the task
   * @param id of the task, and name of its state
   * @param props what runs
   */
  constructor(scope: Construct, id: string, props: EmrClusterAddStepProps) {
    super(scope, id, props);
    this.props = props;
    const workload = workloadOfStep(props);
    this.step = stepRequest(props, props.escalated ? workload?._escalatedSettings : workload?.sparkSettings, props.actionOnFailure);
    refuseAny(`new EmrClusterAddStep at ${this.node.path}`, [
      ...brokenStatements([NO_TASK_TOKEN], props), ...workloadProblems(props), ...props.job._problemsWith(workload, 'ec2'),
      ...escalationProblems(props, workload), ...stepRequestProblems(this, this.step),
    ]);
    const resources = [Stack.of(this).formatArn({ service: 'elasticmapreduce', resource: 'cluster', resourceName: props.cluster.clusterRef.clusterId })];
    this.taskPolicies = stepStatements(this, { resources }, waits(props));
  }

  /**
   * The state's own part of the definition.
   *
   * @internal
   */
  protected _renderTask(topLevelQueryLanguage?: QueryLanguage): object {
    const language = languageOf(this.props, topLevelQueryLanguage);
    const request = { ClusterId: this.props.cluster.clusterRef.clusterId, Step: inLanguage(this.step, language) };
    return {
      Resource: `arn:${Aws.PARTITION}:states:::elasticmapreduce:addStep${waits(this.props) ? '.sync' : ''}`,
      ...this._renderParametersOrArguments(request, language) as object,
    };
  }
}

function inLanguage(step: StepRequest, language: QueryLanguage): object {
  const { Args, Jar } = step.HadoopJarStep;
  return language === QueryLanguage.JSON_PATH ? { ...step, HadoopJarStep: { Jar, Args: listExpression(Args) } } : step;
}

/** Workload of a step: a sized cluster has one; of another one nothing is known. */
export function workloadOfStep({ cluster, workload }: ClusterStepTaskOptions): SizedClusterWorkload | undefined {
  return workload ?? (cluster instanceof SizedEmrCluster ? cluster.workload : undefined);
}

function workloadProblems({ cluster, workload }: EmrClusterAddStepProps): Problem[] {
  return cluster instanceof SizedEmrCluster && workload && workload.node.scope !== cluster
    ? [problem('SZ1007', 'workload', `got ${workload.node.path}, which is not a workload of ${cluster.node.path}; give one of its own`)] : [];
}
