// Every example on the packed library: no finding of the newest validator in strict mode, none of this library's rules, none of AwsSolutions that has no
// reason here. What is acknowledged is what an example leaves to the reader, or as narrow as the service allows.
const { join } = require('node:path');
const { Validations } = require('aws-cdk-lib');
const { AwsSolutionsChecks } = require('cdk-nag');
const { FindingSeverity, SizingChecks } = require('cdk-sized-emr');

const VAGUE = {
  'IAM5': 'objects of a folder, clusters with one tag, or what the service names no resource for; docs/jobs.md prints each',
  'IAM4': 'the policies that EMR and Session Manager document for these roles',
  'EMR2': 'the example leaves logs to the reader',
  'EMR4': 'the example leaves keys to the reader',
  'EMR5': 'the example leaves certificates to the reader',
  'EMR6': 'people reach the nodes through Session Manager, or not at all',
  'S1': 'the example leaves access logs to the reader',
  'S10': 'the example leaves the bucket policy to the reader',
  'VPC7': 'the example leaves flow logs to the reader',
};

let failed = false;
for (const name of ['nightly', 'cluster', 'scheduled', 'transient']) {
  const { app } = require(join(__dirname, 'examples', `${name}.js`));
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new SizingChecks({ failOn: FindingSeverity.ERROR }));
  for (const [rule, reason] of Object.entries(VAGUE)) Validations.of(app).acknowledge({ id: `AwsSolutions::AwsSolutions-${rule}`, reason });
  app.synth();
  if (process.exitCode) { console.error(`${name}: findings`); failed = true; }
}
if (!failed) console.log('examples: clean');
