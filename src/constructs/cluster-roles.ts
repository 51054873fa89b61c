import { Arn, Aws, Stack } from 'aws-cdk-lib';
import { CfnInstanceProfile, IRole, IRoleRef, ManagedPolicy, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { SizedEmrClusterProps } from './cluster-props';

/** Props that roles follow from. */
export type RoleProps = Pick<SizedEmrClusterProps, 'serviceRole' | 'jobFlowRole' | 'sessionManager' | 's3Logs' | 'diskEncryptionKey' | 'tlsCertificates'>;

/** The roles of a cluster, as its resource names them. */
export interface ClusterRoles {
  readonly serviceRole: IRoleRef;
  readonly jobFlowRole: IRole;
  readonly instanceProfile: CfnInstanceProfile;
}

/** The roles that were given, and those that the cluster needs beside them. */
export function clusterRoles(scope: Construct, props: RoleProps): ClusterRoles {
  const jobFlowRole = props.jobFlowRole ?? new Role(scope, 'JobFlowRole', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
  for (const statement of nodeStatements(props)) jobFlowRole.addToPrincipalPolicy(statement);
  if (props.sessionManager) jobFlowRole.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName('AmazonSSMManagedInstanceCore'));
  return {
    jobFlowRole,
    serviceRole: props.serviceRole ?? serviceRole(scope, jobFlowRole, props),
    instanceProfile: new CfnInstanceProfile(scope, 'InstanceProfile', { roles: [jobFlowRole.roleName] }),
  };
}

/**
 * EMR's own role: the managed policy, which is bound to tagged resources, and one role to pass.
 * Source: https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-managed-iam-policies.html (2026-11-20).
 */
function serviceRole(scope: Construct, jobFlowRole: IRole, { diskEncryptionKey }: RoleProps): Role {
  const key = diskEncryptionKey ? [useKey(diskEncryptionKey.keyRef.keyArn), grantKey(diskEncryptionKey.keyRef.keyArn)] : [];
  return new Role(scope, 'ServiceRole', {
    assumedBy: new ServicePrincipal('elasticmapreduce.amazonaws.com', { conditions: onlyFromHere(scope) }),
    managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('service-role/AmazonEMRServicePolicy_v2')],
    inlinePolicies: {
      PassJobFlowRole: new PolicyDocument({
        statements: [
          new PolicyStatement({
            actions: ['iam:PassRole'],
            resources: [jobFlowRole.roleArn],
            conditions: { StringLike: { 'iam:PassedToService': 'ec2.amazonaws.com*' } },
          }),
          ...key,
        ],
      }),
    },
  });
}

/** Clusters of this account and Region alone may have EMR take the role. */
function onlyFromHere(scope: Construct): Record<string, Record<string, string>> {
  const clusters = Arn.format({ service: 'elasticmapreduce', resource: '*' }, Stack.of(scope));
  return { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID }, ArnLike: { 'aws:SourceArn': clusters } };
}

/** What nodes need for what the props ask: nothing else is allowed to them. */
function nodeStatements({ s3Logs, diskEncryptionKey, tlsCertificates }: RoleProps): PolicyStatement[] {
  const logs = s3Logs && new PolicyStatement({ actions: ['s3:PutObject'], resources: [`${s3Logs.bucket.bucketRef.bucketArn}/${keyPrefix(s3Logs.prefix)}*`] });
  const certificates = tlsCertificates
    && new PolicyStatement({ actions: ['s3:GetObject'], resources: [`${tlsCertificates.bucket.bucketRef.bucketArn}/${tlsCertificates.objectKey}`] });
  const keys = [s3Logs?.encryptionKey, diskEncryptionKey].map(key => key && useKey(key.keyRef.keyArn));
  return [logs, certificates, ...keys].filter(statement => statement !== undefined);
}

/** A prefix of keys without slashes before it, and with one behind. */
export function keyPrefix(prefix = ''): string {
  const bare = prefix.replace(/^\/+|\/+$/g, '');
  return bare ? `${bare}/` : '';
}

function useKey(keyArn: string): PolicyStatement {
  return new PolicyStatement({ actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'], resources: [keyArn] });
}

/** EBS takes a grant for each volume. */
function grantKey(keyArn: string): PolicyStatement {
  return new PolicyStatement({ actions: ['kms:CreateGrant'], resources: [keyArn], conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } } });
}
