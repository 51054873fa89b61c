// Every example on the packed library: no finding of the newest validator in strict mode, none of this library's rules, none of AwsSolutions that has no
// reason here: what an example leaves to the reader, and what is as narrow as the service allows. Templates go to cdk.examples.
const { join } = require('node:path');
const { Validations } = require('aws-cdk-lib');
const { AwsSolutionsChecks } = require('cdk-nag');
const { FindingSeverity, SizingChecks } = require('cdk-sized-emr');

const FOLDER = 'the objects of a folder, or of a bucket';
const GRANT = 'what grantReadWrite of CDK allows on one bucket';
const MACHINE = 'clusters with the tag of this state machine, or what EMR names no resource for: docs/jobs.md prints each statement';
const ARN = 'arn:<AWS::Partition>';

const ACKNOWLEDGED = {
  'EMR2': 'the example leaves logs to the reader',
  'EMR4': 'the example leaves keys to the reader',
  'EMR5': 'the example leaves certificates to the reader',
  'EMR6': 'no key pair exists that could be lost: people reach the nodes through Session Manager, or not at all',
  'S1': 'the example leaves access logs to the reader',
  'S10': 'the example leaves the bucket policy to the reader',
  'VPC7': 'the example leaves flow logs to the reader',
  [`IAM4[Policy::${ARN}:iam::aws:policy/service-role/AmazonEMRServicePolicy_v2]`]: 'EMR documents this policy for its service role, and narrows it to tagged resources',
  [`IAM4[Policy::${ARN}:iam::aws:policy/AmazonSSMManagedInstanceCore]`]: 'what Session Manager documents',
  'IAM5[Resource::<Logs6819BB44.Arn>/*]': FOLDER,
  ...Object.fromEntries(['sales-lake/raw', 'sales-lake/sales', 'emr-logs', 'lake'].map(folder => [`IAM5[Resource::${ARN}:s3:::${folder}/*]`, FOLDER])),
  ...Object.fromEntries(['GetObject', 'GetBucket', 'List', 'DeleteObject', 'Abort'].map(action => [`IAM5[Action::s3:${action}*]`, GRANT])),
  'IAM5[Resource::*]': MACHINE,
  [`IAM5[Resource::${ARN}:elasticmapreduce:us-east-1:123456789012:cluster/*]`]: MACHINE,
  [`IAM5[Resource::${ARN}:iam::123456789012:role/aws-service-role/elasticmapreduce.amazonaws.com*/AWSServiceRoleForEMRCleanup*]`]: MACHINE,
};

let failed = false;
for (const name of ['nightly', 'cluster', 'scheduled', 'transient']) {
  process.env.CDK_OUTDIR = join(__dirname, 'cdk.examples', name);
  const { app } = require(join(__dirname, 'examples', `${name}.js`));
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new SizingChecks({ failOn: FindingSeverity.ERROR }));
  for (const [rule, reason] of Object.entries(ACKNOWLEDGED)) Validations.of(app).acknowledge({ id: `AwsSolutions::AwsSolutions-${rule}`, reason });
  app.synth(); // throws, or sets the exit code, where something is found
  failed ||= Boolean(process.exitCode);
}
if (!failed) console.log('the examples: clean');
