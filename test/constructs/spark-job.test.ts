import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { CfnParameter } from 'aws-cdk-lib/core';
import { stackOf } from './app-fixture';
import { clusterOf } from './cluster-fixture';
import { SparkFile, SparkJob, SparkJobProps } from '../../src';
import { parseSubmitParameters, settingsInWords } from '../../src/core/planning/submit-parameters';

const script = SparkFile.fromUri('s3://code/job.py');

function jobOf(props: SparkJobProps, stack = stackOf()): SparkJob {
  return new SparkJob(stack, 'Code', props);
}

function readable(job: SparkJob): any[] {
  const role = new Role(job, 'Role', { assumedBy: new ServicePrincipal('emr-serverless.amazonaws.com') });
  job.grantRead(role);
  const [policy] = Object.values(Template.fromStack(Stack.of(job)).findResources('AWS::IAM::Policy'));
  return policy ? policy.Properties.PolicyDocument.Statement : [];
}

test('files become the settings that Spark reads', () => {
  const job = jobOf({
    entryPoint: script,
    pyFiles: [SparkFile.fromUri('s3://code/a.zip'), SparkFile.fromUri('s3://code/b.py')],
    jars: [SparkFile.fromUri('s3://code/udf.jar')],
    files: [SparkFile.fromUri('s3://code/words.txt')],
    archives: { environment: SparkFile.fromUri('s3://code/venv.tar.gz') },
    sparkSettings: { 'spark.app.x': 'y' },
  });
  expect(job.sparkSettings).toEqual({
    'spark.app.x': 'y',
    'spark.archives': 's3://code/venv.tar.gz#environment',
    'spark.files': 's3://code/words.txt',
    'spark.jars': 's3://code/udf.jar',
    'spark.submit.pyFiles': 's3://code/a.zip,s3://code/b.py',
  });
  expect(job.entryPoint).toBe('s3://code/job.py');
  expect(parseSubmitParameters(job._submitParameters(undefined, {}))).toEqual(job.sparkSettings);
});

test('a main class is part of the parameters', () => {
  const job = jobOf({ entryPoint: SparkFile.fromUri('s3://code/job.jar'), mainClass: 'com.example.Nightly' });
  expect(job._submitParameters(undefined, {})).toBe('--class com.example.Nightly');
});

test('exactly the objects of the job may be read', () => {
  const stack = stackOf();
  const bucket = Bucket.fromBucketName(stack, 'Bucket', 'code');
  const job = jobOf({ entryPoint: SparkFile.fromBucket(bucket, 'job.py'), pyFiles: [SparkFile.fromUri('s3://other/a.zip'), SparkFile.fromUri('local:///opt/b.zip')] }, stack);
  expect(readable(job)).toEqual([{
    Action: 's3:GetObject',
    Effect: 'Allow',
    Resource: [
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::code/job.py']] },
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::other/a.zip']] },
    ],
  }]);
});

test('a job of the image alone, and one whose place is not known, allow nothing', () => {
  expect(readable(jobOf({ entryPoint: SparkFile.fromUri('local:///opt/job.py') }))).toEqual([]);
  const stack = stackOf();
  const place = new CfnParameter(stack, 'Place').valueAsString;
  expect(readable(jobOf({ entryPoint: SparkFile.fromUri(place) }, stack))).toEqual([]);
});

test('a local file is uploaded, and read where it is uploaded to', () => {
  const folder = mkdtempSync(join(tmpdir(), 'job-'));
  writeFileSync(join(folder, 'job.py'), 'print(1)');
  const stack = new Stack(new App({ analyticsReporting: false }), 'Stack');
  const job = jobOf({ entryPoint: SparkFile.fromAsset(join(folder, 'job.py')) }, stack);
  const place = JSON.stringify(stack.resolve(job.entryPoint));
  expect(place).toMatch(/s3:\/\/cdk-hnb659fds-assets-/);
  const key = /\/([0-9a-f]{64}\.py)"/.exec(place)![1];
  const [{ Action, Resource }] = readable(job);
  expect(Action).toBe('s3:GetObject');
  expect(JSON.stringify(Resource)).toContain(`/${key}"`);
});

test('a step runs the job with the sizes of its workload, and no argument stands there twice', () => {
  const cluster = clusterOf();
  const job = new SparkJob(cluster.stack, 'Code', { entryPoint: SparkFile.fromUri('s3://code/job.jar'), mainClass: 'com.example.Nightly', entryPointArguments: ['today'], sparkSettings: { 'spark.app.x': 'y' } });
  const args = job.sparkSubmitArguments(cluster.workload);
  expect(args.slice(-3)).toEqual(['--class=com.example.Nightly', 's3://code/job.jar', 'today']);
  expect(settingsInWords(args)).toEqual({ ...cluster.workload.sparkSettings, 'spark.app.x': 'y' });
  cluster.addStep({ name: 'Nightly', args });
  Template.fromStack(cluster.stack).hasResourceProperties('AWS::EMR::Cluster', { Steps: [{ HadoopJarStep: { Jar: 'command-runner.jar', Args: args } }] });
});

test('options of the JVM stand behind those of the plan', () => {
  const cluster = clusterOf();
  const key = 'spark.executor.extraJavaOptions';
  const job = new SparkJob(cluster.stack, 'Code', { entryPoint: script, sparkSettings: { [key]: '-Dx=y' } });
  const planned = cluster.workload.sparkSettings[key] ?? '';
  expect(settingsInWords(job.sparkSubmitArguments(cluster.workload))[key]).toBe(`${planned} -Dx=y`.trim());
});

test('settings that break a plan are refused where the job meets it', () => {
  const cluster = clusterOf();
  const job = new SparkJob(cluster.stack, 'Code', { entryPoint: script, sparkSettings: { 'spark.executor.memory': '1g', 'spark.memory.fraction': '0.9' } });
  expect(() => job.sparkSubmitArguments(cluster.workload)).toThrow(/SZ1012 sparkSettings\["spark.memory.fraction"\][\s\S]*SZ1012 sparkSettings\["spark.executor.memory"\]/);
});

test.each<[string, SparkJobProps, string]>([
  ['no entry point', { entryPoint: SparkFile.fromUri(' ') }, 'SZ1004 entryPoint'],
  ['a class of a script', { entryPoint: script, mainClass: 'X' }, 'SZ1007 mainClass'],
  ['an empty class', { entryPoint: SparkFile.fromUri('s3://a/b.jar'), mainClass: '' }, 'SZ1004 mainClass'],
  ['files of Python with an archive', { entryPoint: SparkFile.fromUri('s3://a/b.jar'), pyFiles: [script] }, 'SZ1007 pyFiles'],
  ['a folder that is a path', { entryPoint: script, archives: { 'a/b': script } }, 'SZ1004 archives'],
  ['a list stated twice', { entryPoint: script, jars: [SparkFile.fromUri('s3://a/b.jar')], sparkSettings: { 'spark.jars': 's3://a/c.jar' } }, 'SZ1007 sparkSettings["spark.jars"]'],
])('%s is refused', (_, props, line) => {
  expect(() => jobOf(props)).toThrow(line);
});
