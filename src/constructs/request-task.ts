import { Aws, IResolvable } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { QueryLanguage, TaskMetricsConfig, TaskStateBase, TaskStateJsonPathBaseProps } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';

/** A request to EMR that Step Functions makes, and what allows it. */
export interface EmrCall {
  /** Such as `addStep.sync`. */
  readonly action: string;
  /** With expressions, or resolved as a whole once all is known. */
  readonly request: object | IResolvable;
  readonly statements: PolicyStatement[];
}

/** A state in JSONPath that makes a request to EMR. */
export class RequestTask extends TaskStateBase {
  protected readonly taskMetrics?: TaskMetricsConfig = undefined;
  protected readonly taskPolicies?: PolicyStatement[];

  public constructor(scope: Construct, id: string, props: TaskStateJsonPathBaseProps, private readonly call: EmrCall) {
    super(scope, id, { ...props, queryLanguage: QueryLanguage.JSON_PATH });
    this.taskPolicies = call.statements;
  }

  /** @internal */
  protected _renderTask(): object {
    const { action, request } = this.call;
    const parameters = 'resolve' in request ? { Parameters: request } : this._renderParametersOrArguments(request, QueryLanguage.JSON_PATH) as object;
    return { Resource: `arn:${Aws.PARTITION}:states:::elasticmapreduce:${action}`, ...parameters };
  }
}
