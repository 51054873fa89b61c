import { CLUSTER, CORE, INSTANCES, UNKNOWN } from './cluster-patches';
import { Json, JsonObject } from './legal-templates';
import { Patch, RuleCase } from './rule-case';

const ROLE: JsonObject = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } };
const PROFILE: JsonObject = { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [{ Ref: 'NodeRole' }] } };
const V2 = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/service-role/AmazonEMRServicePolicy_v2']] };
const V2_TAG = { Key: 'for-use-with-amazon-emr-managed-policies', Value: 'true' };

const configuration = (value: Json): Patch => ({ '/Security': { Type: 'AWS::EMR::SecurityConfiguration', Properties: { SecurityConfiguration: value } } });
const encryption = (more: JsonObject) => ({ EncryptionConfiguration: { EnableAtRestEncryption: false, EnableInTransitEncryption: false, ...more } });
const localDisk = (disk: JsonObject) => encryption({ EnableAtRestEncryption: true, AtRestEncryptionConfiguration: { LocalDiskEncryptionConfiguration: disk } });
const s3 = (more: JsonObject) => encryption({ EnableAtRestEncryption: true, AtRestEncryptionConfiguration: { S3EncryptionConfiguration: more } });
const tls = (more: JsonObject) => encryption({ EnableInTransitEncryption: true, InTransitEncryptionConfiguration: { TLSCertificateConfiguration: more } });
const v2Role = (more: JsonObject = {}): Patch => ({
  '/EmrRole': { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {}, ManagedPolicyArns: [V2], ...more } },
  [`${CLUSTER}/ServiceRole`]: { 'Fn::GetAtt': ['EmrRole', 'Arn'] },
});
const allows = (action: string): JsonObject => ({ PolicyName: 'more', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: [action], Resource: '*' }] } });

const CONFIGURATION = '/Security/Properties/SecurityConfiguration';
const KMS = 'arn:aws:kms:eu-west-1:123456789012:key/1';

export const CLUSTER_SECURITY_CASES: readonly RuleCase[] = [
  {
    id: 'SZ6401',
    what: 'a role for the nodes',
    fires: { '/NodeRole': ROLE, [`${CLUSTER}/JobFlowRole`]: { Ref: 'NodeRole' } },
    at: `${CLUSTER}/JobFlowRole`,
    says: /got NodeRole, an AWS::IAM::Role; make an AWS::IAM::InstanceProfile/,
    close: { '/NodeRole': ROLE, '/NodeProfile': PROFILE, [`${CLUSTER}/JobFlowRole`]: { Ref: 'NodeProfile' } },
  },
  {
    id: 'SZ6401',
    what: 'a role beside a profile of another name',
    fires: { '/NodeRole': ROLE, '/NodeProfile': PROFILE, [`${CLUSTER}/JobFlowRole`]: { Ref: 'NodeRole' } },
    at: `${CLUSTER}/JobFlowRole`,
    says: /got NodeRole/,
    close: { '/NodeRole': ROLE, '/NodeProfile': PROFILE, '/NodeProfile/Properties/InstanceProfileName': { Ref: 'NodeRole' }, [`${CLUSTER}/JobFlowRole`]: { Ref: 'NodeRole' } },
  },
  {
    id: 'SZ6401',
    what: 'the ARN of a role for the nodes',
    fires: { [`${CLUSTER}/JobFlowRole`]: 'arn:aws:iam::123456789012:role/EMR_EC2_DefaultRole' },
    at: `${CLUSTER}/JobFlowRole`,
    says: /the ARN of a role/,
    close: { [`${CLUSTER}/JobFlowRole`]: 'arn:aws:iam::123456789012:instance-profile/EMR_EC2_DefaultRole' },
  },
  {
    id: 'SZ6402',
    what: 'an instance profile for EMR',
    fires: { '/NodeRole': ROLE, '/NodeProfile': PROFILE, [`${CLUSTER}/ServiceRole`]: { Ref: 'NodeProfile' } },
    at: `${CLUSTER}/ServiceRole`,
    says: /got NodeProfile, an AWS::IAM::InstanceProfile/,
    close: { '/NodeRole': ROLE, '/NodeProfile': PROFILE, [`${CLUSTER}/ServiceRole`]: { Ref: 'NodeRole' } },
  },
  {
    id: 'SZ6403',
    what: 'automatic scaling without its role',
    fires: { [`${CORE}/AutoScalingPolicy`]: { Constraints: { MinCapacity: 1, MaxCapacity: 4 }, Rules: [] } },
    at: `${CORE}/AutoScalingPolicy`,
    says: /without AutoScalingRole/,
    close: { [`${CORE}/AutoScalingPolicy`]: { Constraints: { MinCapacity: 1, MaxCapacity: 4 }, Rules: [] }, [`${CLUSTER}/AutoScalingRole`]: UNKNOWN },
  },
  {
    id: 'SZ6404',
    what: 'the second default role without the tag',
    fires: { [`${CLUSTER}/ServiceRole`]: 'EMR_DefaultRole_V2' },
    at: CLUSTER,
    says: /for-use-with-amazon-emr-managed-policies: true.*EMR_DefaultRole_V2/,
    close: { [`${CLUSTER}/ServiceRole`]: 'EMR_DefaultRole_V2', [`${CLUSTER}/Tags`]: [V2_TAG] },
  },
  {
    id: 'SZ6404',
    what: 'a role with the second policy, and a tag of another value',
    fires: { ...v2Role(), [`${CLUSTER}/Tags`]: [{ ...V2_TAG, Value: 'yes' }] },
    at: `${CLUSTER}/Tags`,
    says: /EmrRole has AmazonEMRServicePolicy_v2 alone/,
    close: { ...v2Role({ Policies: [allows('ec2:RunInstances')] }), [`${CLUSTER}/Tags`]: [{ ...V2_TAG, Value: 'yes' }] },
  },
  {
    id: 'SZ6404',
    what: 'a role with the second policy and rights of another kind',
    fires: v2Role({ Policies: [allows('iam:PassRole')] }),
    at: CLUSTER,
    says: /EmrRole/,
    close: { ...v2Role({ Policies: [allows('iam:PassRole')] }), [`${CLUSTER}/Tags`]: UNKNOWN },
  },
  {
    id: 'SZ6405',
    what: 'Kerberos alone',
    fires: { [`${CLUSTER}/KerberosAttributes`]: { Realm: 'EC2.INTERNAL', KdcAdminPassword: UNKNOWN } },
    at: `${CLUSTER}/KerberosAttributes`,
    says: /without SecurityConfiguration/,
    close: { [`${CLUSTER}/KerberosAttributes`]: { Realm: 'EC2.INTERNAL', KdcAdminPassword: UNKNOWN }, [`${CLUSTER}/SecurityConfiguration`]: 'kerberos' },
  },
  {
    id: 'SZ6406',
    what: 'the group of the primary node alone',
    fires: { [`${INSTANCES}/EmrManagedMasterSecurityGroup`]: { 'Fn::GetAtt': ['Group', 'GroupId'] } },
    at: `${INSTANCES}/EmrManagedMasterSecurityGroup`,
    says: /without EmrManagedSlaveSecurityGroup/,
    close: { [`${INSTANCES}/EmrManagedMasterSecurityGroup`]: 'sg-1', [`${INSTANCES}/EmrManagedSlaveSecurityGroup`]: 'sg-2' },
  },
  {
    id: 'SZ6407',
    what: 'the name of a bucket',
    fires: { [`${CLUSTER}/LogUri`]: 'logs/emr/' },
    at: `${CLUSTER}/LogUri`,
    says: /got logs\/emr\/.*s3:\/\//,
    close: { [`${CLUSTER}/LogUri`]: { 'Fn::Sub': '${Bucket}/emr/' } },
  },
  {
    id: 'SZ6407',
    what: 'a bucket of the template',
    fires: { '/Bucket': { Type: 'AWS::S3::Bucket' }, [`${CLUSTER}/LogUri`]: { Ref: 'Bucket' } },
    at: `${CLUSTER}/LogUri`,
    says: /got Bucket, the name of a bucket.*s3:\/\/\$\{Bucket\}\//,
    close: { '/Bucket': { Type: 'AWS::S3::Bucket' }, [`${CLUSTER}/LogUri`]: { 'Fn::Join': ['', ['s3://', { Ref: 'Bucket' }, '/emr/']] } },
  },
  {
    id: 'SZ6407',
    what: 'a key for logs that are not kept',
    fires: { [`${CLUSTER}/LogUri`]: undefined, [`${CLUSTER}/LogEncryptionKmsKeyId`]: KMS },
    at: `${CLUSTER}/LogEncryptionKmsKeyId`,
    says: /without LogUri/,
    close: { [`${CLUSTER}/LogUri`]: { 'Fn::Sub': 's3://${Bucket}/emr/' }, [`${CLUSTER}/LogEncryptionKmsKeyId`]: KMS },
  },
  {
    id: 'SZ6408',
    what: 'text with a comma too many',
    fires: configuration('{"EncryptionConfiguration": {"EnableAtRestEncryption": false,}}'),
    at: CONFIGURATION,
    says: /no JSON object/,
    close: configuration('{"EncryptionConfiguration": {"EnableAtRestEncryption": false, "EnableInTransitEncryption": false}}'),
  },
  {
    id: 'SZ6409',
    what: 'encryption at rest without its settings',
    fires: configuration(encryption({ EnableAtRestEncryption: true })),
    at: `${CONFIGURATION}/EncryptionConfiguration/EnableAtRestEncryption`,
    says: /got EnableAtRestEncryption true without AtRestEncryptionConfiguration/,
    close: configuration(localDisk({ EncryptionKeyProviderType: 'AwsKms', AwsKmsKey: KMS, EnableEbsEncryption: true })),
  },
  {
    id: 'SZ6409',
    what: 'encryption in transit without certificates, as text',
    fires: configuration(JSON.stringify(encryption({ EnableInTransitEncryption: true }))),
    at: CONFIGURATION,
    says: /^EncryptionConfiguration\/EnableInTransitEncryption: got EnableInTransitEncryption true/,
    close: configuration(JSON.stringify(tls({ CertificateProviderType: 'PEM', S3Object: 's3://certificates/all.zip' }))),
  },
  {
    id: 'SZ6409',
    what: 'local disks without a key',
    fires: configuration(localDisk({ EncryptionKeyProviderType: 'AwsKms' })),
    at: `${CONFIGURATION}/EncryptionConfiguration/AtRestEncryptionConfiguration/LocalDiskEncryptionConfiguration/EncryptionKeyProviderType`,
    says: /AwsKms without AwsKmsKey/,
    close: configuration(localDisk({ EncryptionKeyProviderType: 'AwsKms', AwsKmsKey: UNKNOWN })),
  },
  {
    id: 'SZ6409',
    what: 'certificates of one\'s own without a class',
    fires: configuration(tls({ CertificateProviderType: 'Custom', S3Object: 's3://certificates/all.jar' })),
    at: `${CONFIGURATION}/EncryptionConfiguration/InTransitEncryptionConfiguration/TLSCertificateConfiguration/CertificateProviderType`,
    says: /Custom without CertificateProviderClass/,
    close: configuration(tls({ CertificateProviderType: 'Custom', S3Object: 's3://certificates/all.jar', CertificateProviderClass: 'com.example.Certificates' })),
  },
  {
    id: 'SZ6409',
    what: 'client-side encryption without a key',
    fires: configuration(s3({ EncryptionMode: 'CSE-KMS' })),
    at: `${CONFIGURATION}/EncryptionConfiguration/AtRestEncryptionConfiguration/S3EncryptionConfiguration/EncryptionMode`,
    says: /CSE-KMS without AwsKmsKey/,
    close: configuration(s3({ EncryptionMode: 'SSE-S3' })),
  },
  {
    id: 'SZ6410',
    what: 'a key provider in capitals',
    fires: configuration(localDisk({ EncryptionKeyProviderType: 'AWS-KMS', AwsKmsKey: KMS })),
    at: `${CONFIGURATION}/EncryptionConfiguration/AtRestEncryptionConfiguration/LocalDiskEncryptionConfiguration/EncryptionKeyProviderType`,
    says: /got AWS-KMS.*write AwsKms/,
    close: configuration(localDisk({ EncryptionKeyProviderType: 'Custom', S3Object: 's3://keys/all.jar', EncryptionKeyProviderClass: 'com.example.Keys' })),
  },
  {
    id: 'SZ6411',
    what: 'a switch beside EncryptionConfiguration',
    fires: configuration({ EnableAtRestEncryption: true, ...encryption({}) }),
    at: `${CONFIGURATION}/EnableAtRestEncryption`,
    says: /put it inside/,
    close: configuration({ ...encryption({}), InstanceMetadataServiceConfiguration: { MinimumInstanceMetadataServiceVersion: 2, HttpPutResponseHopLimit: 1 } }),
  },
  {
    id: 'SZ6411',
    what: 'a misspelt switch',
    fires: configuration(encryption({ EnableAtRestEncrpytion: true })),
    at: `${CONFIGURATION}/EncryptionConfiguration/EnableAtRestEncrpytion`,
    says: /did you mean EnableAtRestEncryption/,
    close: configuration(encryption({ EMRWALEncryptionConfiguration: {} })),
  },
];
