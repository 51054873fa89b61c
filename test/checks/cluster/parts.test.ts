import { attached, classification, CORE, INSTANCES, spark, submit } from '../cluster-patches';
import { Json } from '../legal-templates';
import { Patch, findingsOf, patched } from '../rule-case';

function found(patch: Patch): string[] {
  return findingsOf(patched(patch)).map(({ id, resource }) => `${id} ${resource}`);
}

const steps = (...all: Json[]): Patch => ({ '/Cluster/Properties/Steps': all });

describe('what belongs to a cluster', () => {
  const tooSmall = attached('AWS::EMR::InstanceGroupConfig', { InstanceRole: 'TASK', InstanceCount: 1, InstanceType: 'm5.xlarge' });

  test('is found at its own resource', () => {
    expect(found({ '/Tasks': tooSmall })).toEqual(['SZ6304 Tasks']);
    expect(found({ '/Far': { Type: 'AWS::EMR::InstanceGroupConfig', Properties: { JobFlowId: 'j-1', InstanceRole: 'TASK', InstanceCount: 1, InstanceType: 'm5.large' } } }))
      .toEqual(['SZ6205 Far']);
  });

  test('is left alone while nobody knows whether it will be there, or that it will not', () => {
    expect(found({ '/Tasks': { ...tooSmall, Condition: 'Unheard' } })).toEqual([]);
    const template = patched({ '/Tasks': { ...tooSmall, Condition: 'Never' } });
    expect(findingsOf({ ...template, Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } } })).toEqual([]);
  });
});

describe('the arguments of a step', () => {
  const args = (...words: Json[]) => steps({ Name: 'run', ActionOnFailure: 'CONTINUE', HadoopJarStep: { Jar: 'command-runner.jar', Args: words } });

  test('are read up to the application', () => {
    expect(found(args('spark-submit', '--verbose', '--executor-memory', '60g', 's3://code/job.py'))).toEqual(['SZ6301 Cluster']);
    expect(found(args('spark-submit', '--verbose', 's3://code/job.py', '--executor-memory', '60g'))).toEqual([]);
    expect(found(args('spark-submit', { Ref: 'Flags' }, '--executor-memory', '60g', 's3://code/job.py'))).toEqual([]);
  });

  test('stand over the cluster\'s own settings, a flag over --conf', () => {
    expect(found(steps(submit('--executor-memory', '16g', '--conf', 'spark.executor.memory=60g')))).toEqual([]);
    expect(found(steps(submit('--conf', 'spark.executor.memory=60g', '--conf', 'spark.executor.memory=16g')))).toEqual([]);
  });

  test('are not all that is known where a file is read as well', () => {
    expect(found(steps(submit('--properties-file', 's3://code/spark.conf', '--executor-memory', '60g')))).toEqual([]);
  });

  test('are unknown where the deployment puts something into them', () => {
    expect(found(steps(submit('--conf', { 'Fn::Sub': 'spark.executor.memory=${Memory}' })))).toEqual([]);
    expect(found(steps(submit('--conf', { 'Fn::Sub': '${Setting}=60g' })))).toEqual([]);
  });

  test('of other programs are none of Spark\'s', () => {
    expect(found(args('hive', '--executor-memory', '60g'))).toEqual([]);
    expect(found(steps({ ...submit('--executor-memory', '60g'), HadoopJarStep: { Jar: 's3://code/job.jar', Args: ['spark-submit', '--executor-memory', '60g'] } }))).toEqual([]);
  });
});

describe('sizes are left alone', () => {
  const large = { [spark('spark.executor.memory')]: '60g' };

  test.each<[string, Patch]>([
    ['where a group has its own yarn-site', { [`${CORE}/Configurations`]: [{ Classification: 'yarn-site', ConfigurationProperties: {} }] }],
    ['where YARN schedules in another way', classification('yarn-site', { 'yarn.resourcemanager.scheduler.class': 'org.apache.hadoop.yarn.server.resourcemanager.scheduler.fair.FairScheduler' })],
    ['where EMR sizes executors itself', classification('spark', { maximizeResourceAllocation: 'true' })],
    ['where HBase may take its half', { '/Cluster/Properties/Applications': { Ref: 'Applications' } }],
    ['where the primary node is all there is', { [CORE]: undefined }],
    ['where the release is not known', { '/Cluster/Properties/ReleaseLabel': { Ref: 'Release' } }],
    ['where a type of node is not known', { [`${INSTANCES}/TaskInstanceGroups`]: [{ InstanceCount: 1, InstanceType: { Ref: 'Type' } }] }],
    ['where some setting may stand in a classification of any name', { '/Cluster/Properties/Configurations/-': { Classification: { Ref: 'Name' }, ConfigurationProperties: {} } }],
  ])('%s', (_, patch) => {
    expect(found({ ...large, ...patch })).toEqual([]);
  });

  test('and not otherwise', () => {
    expect(found(large)).toEqual(['SZ6301 Cluster']);
  });
});
