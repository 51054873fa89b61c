// A user's app on the packed library: most of the construct's props, then what the newest validator says of the template.
const { App, Duration, Mixins, Size, Stack, Validations } = require('aws-cdk-lib');
const { CfnApplication } = require('aws-cdk-lib/aws-emrserverless');
const { Vpc } = require('aws-cdk-lib/aws-ec2');
const { Key } = require('aws-cdk-lib/aws-kms');
const { Bucket } = require('aws-cdk-lib/aws-s3');
const { AwsSolutionsChecks } = require('cdk-nag');
const { EmrRelease, EmrServerlessSizing, FindingSeverity, InstanceMarket, SizedEmrCluster, SizedEmrServerlessApp, SizingChecks, SparkWorkload } = require('cdk-sized-emr');

const app = new App({ analyticsReporting: false, context: { '@aws-cdk/core:validateAgainstDefaultRules': true } });
Validations.of(app).addPlugins(
  new AwsSolutionsChecks(app),
  new SizingChecks({ failOn: FindingSeverity.NOTE }),
  SizingChecks.regoPlugin(),
);

const nightly = new Stack(app, 'Nightly');
const job = new SizedEmrServerlessApp(nightly, 'Job', {
  release: EmrRelease.EMR_7_12_0,
  workload: SparkWorkload.of({ input: Size.gibibytes(500), shuffle: Size.gibibytes(180), coreTime: Duration.hours(16), finishWithin: Duration.minutes(45) }),
});
job.addWorkload('Reports', SparkWorkload.of({ input: Size.gibibytes(40), coreTime: Duration.hours(2), concurrentRuns: 3 }));

const q72 = new Stack(app, 'Q72');
new SizedEmrServerlessApp(q72, 'Job', { workload: SparkWorkload.fromFile(process.env.WORKLOAD) });

const warm = new Stack(app, 'Warm');
new SizedEmrServerlessApp(warm, 'Job', {
  release: EmrRelease.of('emr-spark-8.1.0'), warm: 2, applicationName: 'warm',
  workload: SparkWorkload.of({ input: Size.gibibytes(20), cache: Size.gibibytes(30), finishWithin: Duration.hours(1), coreTime: Duration.hours(1) }),
});

const raw = new Stack(app, 'Raw');
const anybodys = new CfnApplication(raw, 'Application', { type: 'Spark', releaseLabel: 'emr-7.12.0' });
Mixins.of(anybodys).apply(new EmrServerlessSizing({ workload: SparkWorkload.of({ input: Size.gibibytes(40), coreTime: Duration.hours(2) }) }));

const warehouse = new Stack(app, 'Warehouse', { env: { region: 'us-east-1', account: '123456789012' } });
const network = Vpc.fromVpcAttributes(warehouse, 'Vpc', {
  vpcId: 'vpc-0123456789abcdef0', availabilityZones: ['us-east-1a'], privateSubnetIds: ['subnet-0123456789abcdef0'],
});
const bucket = Bucket.fromBucketName(warehouse, 'Bucket', 'logs-and-certificates');
const hardened = {
  vpc: network,
  s3Logs: { bucket },
  diskEncryptionKey: Key.fromKeyArn(warehouse, 'Key', 'arn:aws:kms:us-east-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef'),
  tlsCertificates: { bucket, objectKey: 'certificates.zip' },
  sessionManager: true,
};
const groups = new SizedEmrCluster(warehouse, 'Groups', {
  ...hardened,
  workload: SparkWorkload.of({ input: Size.gibibytes(500), shuffle: Size.gibibytes(180), coreTime: Duration.hours(16), finishWithin: Duration.minutes(45) }),
  instanceTypes: ['r5.2xlarge'], taskNodes: 2, taskMarket: InstanceMarket.SPOT, minimumNodes: 3, idleTimeout: Duration.hours(1),
});
groups.addWorkload('Reports', SparkWorkload.of({ input: Size.gibibytes(40), coreTime: Duration.hours(2), concurrentRuns: 2 }));
new SizedEmrCluster(warehouse, 'Fleet', {
  ...hardened,
  workload: SparkWorkload.of({ input: Size.gibibytes(100), coreTime: Duration.hours(4) }),
  instanceTypes: ['m5.4xlarge'], fleetInstanceTypes: ['m5a.4xlarge', 'm6i.4xlarge'],
});

// Judgement calls of AwsSolutions, not bugs of it: what they are about is EMR's and Session Manager's own, or as narrow as S3 and KMS allow.
const ACKNOWLEDGED = {
  'EMR6': 'people reach the nodes through Session Manager, which IAM allows and CloudTrail records; no key pair exists that could be lost',
  'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonEMRServicePolicy_v2]': 'EMR documents this policy for its service role, and narrows it to tagged resources',
  'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/AmazonSSMManagedInstanceCore]': 'what Session Manager documents',
  'IAM5[Resource::arn:<AWS::Partition>:s3:::logs-and-certificates/*]': 'logs are written under names that EMR makes',
  'IAM5[Action::kms:ReEncrypt*]': 'two actions of one key',
  'IAM5[Action::kms:GenerateDataKey*]': 'four actions of one key',
};
for (const [rule, reason] of Object.entries(ACKNOWLEDGED)) Validations.of(warehouse).acknowledge({ id: `AwsSolutions::AwsSolutions-${rule}`, reason });

app.synth();
if (process.exitCode) console.error('the validator of this aws-cdk-lib, or cdk-nag, has findings');
