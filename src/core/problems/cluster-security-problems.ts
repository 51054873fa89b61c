import { ProblemRow, error, warning } from './problem-row';

const GUIDE = 'https://docs.aws.amazon.com/emr/latest/ManagementGuide';
const API = 'https://docs.aws.amazon.com/emr/latest/APIReference';
const ROLES = `${GUIDE}/emr-iam-roles.html`;
const SECURITY = `${GUIDE}/emr-create-security-configuration.html`;

/** Problems of roles, logs and security of clusters of EMR on EC2 in templates (SZ64xx). */
export const CLUSTER_SECURITY_PROBLEMS = {
  SZ6401: error(
    'no instance profile for JobFlowRole',
    'The nodes get their rights from an instance profile, which has the role inside.',
    'Make an AWS::IAM::InstanceProfile with the role, and refer to it.',
    ROLES,
  ),
  SZ6402: error('an instance profile for ServiceRole', 'EMR takes a role to make instances; an instance profile is for the instances.', 'Refer to the role.', ROLES),
  SZ6403: error(
    'automatic scaling without its role',
    'The rules of a group are carried out with AutoScalingRole.',
    'Give AutoScalingRole, or use ManagedScalingPolicy, which needs none.',
    `${GUIDE}/emr-automatic-scaling.html`,
  ),
  SZ6404: warning(
    'the tag that the managed policy asks for is missing',
    'AmazonEMRServicePolicy_v2 lets EMR make instances only where the cluster, its subnet and its security groups carry a tag. A stack may add it at deployment.',
    'Add the tag for-use-with-amazon-emr-managed-policies with the value true, to the cluster or to the whole stack.',
    `${GUIDE}/emr-managed-iam-policies.html`,
  ),
  SZ6405: error(
    'attributes of Kerberos without a security configuration',
    'The attributes belong to a security configuration that has Kerberos in it.',
    'Give SecurityConfiguration, or leave KerberosAttributes out.',
    `${GUIDE}/emr-kerberos.html`,
  ),
  SZ6406: error(
    'one of two security groups',
    'EMR takes the managed groups of primary and other nodes together, or makes both.',
    'Give both or neither.',
    `${API}/API_JobFlowInstancesConfig.html`,
  ),
  SZ6407: error('logs go nowhere', 'EMR writes logs to a bucket of S3.', 'Give the path of a bucket, s3://bucket/prefix/.', `${GUIDE}/emr-plan-debugging.html`),
  SZ6408: error('security configuration is no JSON', 'EMR reads the configuration as a JSON object.', 'Give the object itself in the template.', SECURITY),
  SZ6409: error(
    'encryption lacks its settings',
    'Encryption that is switched on needs its keys or certificates; EMR refuses the configuration without.',
    'Give the settings named, or switch the encryption off.',
    SECURITY,
  ),
  SZ6410: error('misspelt word in a security configuration', 'EMR takes a few words, spelt exactly.', 'Write the word named.', SECURITY),
  SZ6411: warning(
    'encryption switched where EMR does not look',
    'The switches of encryption stand inside EncryptionConfiguration, spelt exactly.',
    'Move the key into EncryptionConfiguration, or correct it.',
    SECURITY,
  ),
} satisfies Record<string, ProblemRow>;
