import { Aws, Stack } from 'aws-cdk-lib';
import { IRoleRef, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { CLUSTER_RULE, ClusterPlace, ruleStatement } from './cluster-step-request';

/** Tag of the clusters of one fragment: what its state machine is allowed on clusters, it is allowed on these. */
export const OWNER_TAG = 'cdk-sized-emr:created-by';

const EMR = 'elasticmapreduce.amazonaws.com';

/** Clusters that a state machine made itself. */
export function ownClusters(scope: IConstruct, owner: string): ClusterPlace {
  return { resources: [clusters(scope)], conditions: { StringEquals: { [`elasticmapreduce:ResourceTag/${OWNER_TAG}`]: owner } } };
}

function clusters(scope: IConstruct): string {
  return Stack.of(scope).formatArn({ service: 'elasticmapreduce', resource: 'cluster', resourceName: '*' });
}

/** Roles of a cluster as they are passed. */
export interface PassedRoles {
  readonly serviceRole: IRoleRef;
  readonly jobFlowRole: IRoleRef;
}

/**
 * To make clusters with the tag, and to see and end those that have it.
 * Sources: https://docs.aws.amazon.com/step-functions/latest/dg/emr-iam.html; what RunJobFlow with tags asks for since 2023:
 * https://github.com/aws/aws-cdk/issues/24842; conditions as in https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-managed-policy-fullaccess-v2.html (2026-11-29).
 */
export function createStatements(scope: IConstruct, owner: string, { serviceRole, jobFlowRole }: PassedRoles): PolicyStatement[] {
  const cleanup = `arn:${Aws.PARTITION}:iam::${Stack.of(scope).account}:role/aws-service-role/${EMR}*/AWSServiceRoleForEMRCleanup*`;
  return [
    new PolicyStatement({ actions: ['elasticmapreduce:RunJobFlow'], resources: ['*'], conditions: { StringEquals: { [`aws:RequestTag/${OWNER_TAG}`]: owner } } }),
    new PolicyStatement({ actions: ['elasticmapreduce:AddTags'], resources: [clusters(scope)] }),
    new PolicyStatement({ actions: ['elasticmapreduce:DescribeCluster', 'elasticmapreduce:TerminateJobFlows'], ...ownClusters(scope, owner) }),
    passRole(serviceRole, EMR),
    passRole(jobFlowRole, 'ec2.amazonaws.com'),
    new PolicyStatement({ actions: ['iam:CreateServiceLinkedRole'], resources: [cleanup], conditions: { StringEquals: { 'iam:AWSServiceName': EMR } } }),
    ruleStatement(scope, CLUSTER_RULE),
  ];
}

function passRole({ roleRef }: IRoleRef, service: string): PolicyStatement {
  return new PolicyStatement({ actions: ['iam:PassRole'], resources: [roleRef.roleArn], conditions: { StringLike: { 'iam:PassedToService': `${service}*` } } });
}
