import { Duration, SecretValue, Size } from 'aws-cdk-lib';
import { SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { CfnSecurityConfiguration } from 'aws-cdk-lib/aws-emr';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { stackOf } from './app-fixture';
import { clusterOf, etl, PINS } from './cluster-fixture';
import { EmrArchitecture, EmrRelease, InstanceMarket, SizedEmrClusterProps } from '../../src';
import { thrownBy } from '../api/thrown';

const stack = stackOf();
const vpc = new Vpc(stack, 'Vpc');
const group = new SecurityGroup(stack, 'Group', { vpc });
const key = new Key(stack, 'Key');
const bucket = new Bucket(stack, 'Bucket');
const securityConfiguration = new CfnSecurityConfiguration(stack, 'Security', { securityConfiguration: {} });

/** What is wrong with a cluster of the lock file. */
function problemsOf(props: Partial<SizedEmrClusterProps>): string[] {
  return thrownBy(() => clusterOf(props, stackOf())).slice(1);
}

/** Without the lock file: on the release named. */
function problemsOn(label: string, props: Partial<SizedEmrClusterProps>): string[] {
  return problemsOf({ workload: etl, ...PINS, release: EmrRelease.of(label), ...props });
}

const step = (more: object) => ({ name: 'Step', ...more });

test.each<[string, Partial<SizedEmrClusterProps>, RegExp]>([
  ['a name with a bracket', { clusterName: 'a<b' }, /^SZ1004 clusterName: got "a<b"/],
  ['half a task node', { taskNodes: 0.5 }, /^SZ1004 taskNodes: got 0\.5/],
  ['as many task nodes as nodes', { taskNodes: 3 }, /^SZ1007 taskNodes: got 3, the plan has 3 nodes; at most 2/],
  ['Spot without task nodes', { taskMarket: InstanceMarket.SPOT }, /^SZ1007 taskMarket/],
  ['a minimum of no node', { minimumNodes: 0 }, /^SZ1004 minimumNodes: got 0/],
  ['a minimum above the plan', { minimumNodes: 4 }, /^SZ1007 minimumNodes: got 4, the plan has 3 nodes/],
  ['managed scaling with a fixed count', { workload: etl, ...PINS, executors: 6, minimumNodes: 1 }, /^SZ1007 minimumNodes: got a minimum with a fixed count/],
  ['an idle timeout below a minute', { idleTimeout: Duration.seconds(59) }, /^SZ1004 idleTimeout: got 59 seconds; whole seconds from 60 to 604800/],
  ['an idle timeout above a week', { idleTimeout: Duration.days(8) }, /^SZ1004 idleTimeout/],
  ['an idle timeout of a cluster that ends with its steps', { idleTimeout: Duration.hours(1), terminateAfterSteps: true, steps: [step({})] }, /^SZ1007 idleTimeout/],
  ['an idle timeout with Trino', { idleTimeout: Duration.hours(1), applications: ['Spark', 'Trino'] }, /^SZ1007 idleTimeout: got a timeout with Presto, Trino or HBase/],
  ['no Spark', { applications: ['Hadoop', 'Hive'] }, /^SZ1007 applications: got Hadoop, Hive/],
  ['HBase', { applications: ['Spark', 'HBase'] }, /^SZ1012 applications: got HBase/],
  ['subnets without a network', { vpcSubnets: {} }, /^SZ1007 vpc: got subnets/],
  ['one security group of two', { vpc, primarySecurityGroup: group }, /^SZ1007 primarySecurityGroup/],
  ['EMR\'s access without groups of nodes', { vpc, serviceSecurityGroup: group }, /^SZ1007 serviceSecurityGroup/],
  ['two security configurations', { securityConfiguration, diskEncryptionKey: key }, /^SZ1007 securityConfiguration/],
  ['Kerberos without a security configuration', { kerberos: { realm: 'R', kdcAdminPassword: SecretValue.unsafePlainText('x') } }, /^SZ1007 kerberos/],
  ['two systems', { customAmiId: 'ami-1', osReleaseLabel: '2023.5' }, /^SZ1007 osReleaseLabel/],
  ['a root volume that is too small', { rootVolume: Size.gibibytes(14) }, /^SZ1004 rootVolume: got 14 GiB; whole GiB from 15 to 100/],
  ['seventeen scripts', { bootstrapActions: Array.from({ length: 17 }, (_, index) => ({ name: `${index}`, path: 's3://b/s' })) }, /^SZ1004 bootstrapActions: got 17/],
  ['257 steps', { steps: Array.from({ length: 257 }, () => step({})) }, /^SZ1004 steps: got 257/],
  ['an unknown action on failure', { steps: [step({ actionOnFailure: 'PANIC' })] }, /^SZ1005 steps: got PANIC/],
  ['an argument twice', { steps: [step({ args: ['--conf', 'a=1', '--conf', 'b=2'] })] }, /^SZ1004 args: got "--conf" twice/],
  ['thirty further types', { fleetInstanceTypes: Array.from({ length: 30 }, () => 'r5.4xlarge') }, /^SZ1004 fleetInstanceTypes: got 30/],
  ['an unknown primary node', { primaryInstanceType: 'm5.tiny' }, /^SZ4101 primaryInstanceType/],
  ['a primary node of another architecture', { primaryInstanceType: 'm6g.xlarge' }, /^SZ4102 primaryInstanceType/],
  ['a master', { sparkSettings: { 'spark.master': 'local[4]' } }, /^SZ1012 sparkSettings\["spark\.master"\]: got "local\[4\]": the plan is proven for YARN/],
  ['executors that EMR resizes', { sparkSettings: { 'spark.yarn.heterogeneousExecutors.enabled': 'true' } }, /^SZ1012 .*EMR would resize executors/],
  ['an overhead of old Spark', { sparkSettings: { 'spark.yarn.executor.memoryOverheadFactor': '0.2' } }, /^SZ1012 .*the plan states the overhead itself/],
  ['an overhead without effect', { sparkSettings: { 'spark.driver.memoryOverhead': '1g' } }, /^SZ1012 .*outside of YARN/],
  ['a size of the plan', { sparkSettings: { 'spark.executor.memory': '1g' } }, /^SZ1012 sparkSettings\["spark\.executor\.memory"\]: got "1g", the plan states/],
  ['Spark\'s settings as a classification', { configurations: [{ classification: 'spark-defaults', properties: { a: 'b' } }] }, /^SZ1012 configurations\[0\]\.properties\["a"\]: got "b": use sparkSettings/],
  ['maximizeResourceAllocation', { configurations: [{ classification: 'spark', properties: { maximizeResourceAllocation: 'true' } }] }, /^SZ1012 .*EMR would size executors itself/],
  ['memory of YARN', { configurations: [{ classification: 'yarn-site', properties: { 'yarn.nodemanager.resource.memory-mb': '1' } }] }, /^SZ1012 /],
  ['a least container', { configurations: [{ classification: 'yarn-site', properties: { 'yarn.scheduler.minimum-allocation-mb': '1024' } }] }, /^SZ1012 /],
  ['labels', { configurations: [{ classification: 'yarn-site', properties: { 'yarn.node-labels.enabled': 'true' } }] }, /^SZ1012 .*use taskNodes and taskMarket/],
  ['queues', { configurations: [{ classification: 'capacity-scheduler', properties: { 'yarn.scheduler.capacity.root.queues': 'a,b' } }] }, /^SZ1012 .*one queue/],
  ['a faulty row of a type', { workload: etl, instanceTypeCorrections: [{ instanceType: 'm99.large', memory: Size.gibibytes(8), architecture: EmrArchitecture.X86_64 }] }, /^SZ4103 instanceTypeCorrections\[0\]\.vcores: left out; m99\.large is not in the catalog, so architecture, vcores, memory are needed/],
  ['an unknown type', { workload: etl, instanceTypes: ['r5.3xlarge'] }, /^SZ4101 instanceTypes/],
  ['an unknown family', { workload: etl, families: ['r55'] }, /^SZ1005 families/],
  ['a price below nothing', { workload: etl, prices: { gp3GiBMonthUsd: -1 } }, /^SZ1004 prices\.gp3GiBMonthUsd: got -1/],
  ['an odd disk', { workload: etl, disk: Size.mebibytes(100) }, /^SZ1004 disk/],
])('fails on %s', (_name, props, problem) => {
  expect(problemsOf(props)).toEqual([expect.stringMatching(problem)]);
});

describe('fails on what a release does not have', () => {
  test.each<[string, string, Partial<SizedEmrClusterProps>, RegExp]>([
    ['managed scaling', 'emr-5.29.0', { minimumNodes: 1 }, /^SZ1013 minimumNodes: got a value on emr-5\.29\.0, which does not have it; use emr-5\.30\.0 or later/],
    ['auto-termination', 'emr-6.0.0', { idleTimeout: Duration.hours(1) }, /^SZ1013 idleTimeout: .*emr-6\.1\.0/],
    ['a key for logs', 'emr-5.29.0', { s3Logs: { bucket, encryptionKey: key } }, /^SZ1013 s3Logs\.encryptionKey/],
    ['node labels', 'emr-5.18.0', { nodes: 3, taskNodes: 1, taskMarket: InstanceMarket.SPOT }, /^SZ1013 taskMarket: .*emr-5\.19\.0/],
  ])('%s', (_name, label, props, problem) => {
    expect(problemsOn(label, props)).toEqual([expect.stringMatching(problem)]);
  });

  test('but not on what it has, nor on a smaller root volume of an old one', () => {
    const props = { minimumNodes: 1, idleTimeout: Duration.hours(1), rootVolume: Size.gibibytes(10) };
    expect(() => clusterOf({ workload: etl, ...PINS, release: EmrRelease.of('emr-5.36.0'), ...props })).not.toThrow();
  });
});
