import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { ClusterJobOptions } from './cluster-step-props';
import { refusedOf } from './request-problems';
import { Problem } from '../core/problems/problem';

/** A step as the API takes it. */
export interface StepRequest {
  readonly Name: string;
  readonly ActionOnFailure: string;
  readonly HadoopJarStep: { readonly Jar: string; readonly Args: string[] };
}

/** Rules that Step Functions follows clusters and steps with. Source: https://docs.aws.amazon.com/step-functions/latest/dg/emr-iam.html (2026-11-29). */
const STEP_RULE = 'StepFunctionsGetEventForEMRAddJobFlowStepsRule';
export const CLUSTER_RULE = 'StepFunctionsGetEventForEMRRunJobFlowRule';

/** What runs a job with these sizes. */
export function stepRequest(options: ClusterJobOptions, sizes: Readonly<Record<string, string>> | undefined, actionOnFailure = 'CONTINUE'): StepRequest {
  const { job, stepName, entryPointArguments } = options;
  const args = [...job._submitWords(sizes), ...entryPointArguments ?? job.entryPointArguments];
  return { Name: stepName ?? job.node.id, ActionOnFailure: actionOnFailure, HadoopJarStep: { Jar: 'command-runner.jar', Args: args } };
}

/** SZ1004 for what the service's own model refuses of a step. */
export function stepRequestProblems(scope: IConstruct, request: StepRequest): Problem[] {
  return refusedOf(Stack.of(scope).resolve(request), 'EMR.RunJobFlow.StepConfig');
}

/** Clusters that something is allowed on. */
export interface ClusterPlace {
  readonly resources: string[];
  readonly conditions?: Record<string, unknown>;
}

/** To add steps to a cluster; to wait for them is to read and to cancel them. */
export function stepStatements(scope: IConstruct, place: ClusterPlace, waits: boolean): PolicyStatement[] {
  const actions = ['elasticmapreduce:AddJobFlowSteps', ...waits ? ['elasticmapreduce:DescribeStep', 'elasticmapreduce:CancelSteps'] : []];
  return [new PolicyStatement({ actions, ...place }), ...waits ? [ruleStatement(scope, STEP_RULE)] : []];
}

/** To keep the one rule of EventBridge with which Step Functions hears of an end. */
export function ruleStatement(scope: IConstruct, rule: string): PolicyStatement {
  const resource = Stack.of(scope).formatArn({ service: 'events', resource: 'rule', resourceName: rule });
  return new PolicyStatement({ actions: ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'], resources: [resource] });
}
