import { App, Mixins, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnCluster, CfnClusterProps } from 'aws-cdk-lib/aws-emr';
import { nightly, stackOf } from './app-fixture';
import { EmrClusterSizing, EmrClusterSizingProps, SizedEmrCluster, SizingChecks } from '../../src';
import { thrownBy } from '../api/thrown';

const told = (run: () => unknown) => thrownBy(run).join('\n');

/** As another library would make it. */
function rawCluster(props: Partial<CfnClusterProps> = {}, stack: Stack = stackOf()): CfnCluster {
  return new CfnCluster(stack, 'Cluster', {
    name: 'reports',
    releaseLabel: 'emr-7.12.0',
    applications: [{ name: 'Spark' }],
    jobFlowRole: 'EMR_EC2_DefaultRole',
    serviceRole: 'EMR_DefaultRole',
    instances: {
      ec2SubnetId: 'subnet-0a1b2c3d',
      masterInstanceGroup: { instanceCount: 3, instanceType: 'm5.xlarge', name: 'Primary' },
      coreInstanceGroup: { instanceCount: 2, instanceType: 'm5.xlarge', market: 'SPOT' },
    },
    configurations: [
      { classification: 'spark-defaults', configurationProperties: { 'spark.executor.memory': '30g', 'spark.sql.ansi.enabled': 'true' } },
      { classification: 'hive-site', configurationProperties: { 'hive.exec.dynamic.partition.mode': 'nonstrict' } },
    ],
    ...props,
  });
}

const SIZING: EmrClusterSizingProps = { workload: nightly, instanceTypes: ['r5.2xlarge', 'm5.4xlarge'] };

function propertiesOf(cluster: CfnCluster): Record<string, any> {
  const [{ Properties }] = Object.values(Template.fromStack(cluster.stack).findResources('AWS::EMR::Cluster'));
  return Properties as Record<string, any>;
}

test('a raw cluster gets the nodes and the settings of the construct, and keeps what is its own', () => {
  const cluster = rawCluster();
  Mixins.of(cluster).apply(new EmrClusterSizing(SIZING));
  const sized = new SizedEmrCluster(stackOf(), 'Cluster', { ...SIZING, defaultsInCluster: true, sparkSettings: { 'spark.sql.ansi.enabled': 'true' } });
  const expected = propertiesOf(sized.node.defaultChild as CfnCluster);
  const { Instances, Configurations, ...rest } = propertiesOf(cluster);
  expect(Instances).toEqual({
    Ec2SubnetId: 'subnet-0a1b2c3d',
    MasterInstanceGroup: { InstanceCount: 3, InstanceType: expected.Instances.MasterInstanceGroup.InstanceType, Name: 'Primary', Market: 'ON_DEMAND' },
    CoreInstanceGroup: { ...expected.Instances.CoreInstanceGroup, Market: 'SPOT' },
  });
  expect(Configurations).toEqual([...expected.Configurations, { Classification: 'hive-site', ConfigurationProperties: { 'hive.exec.dynamic.partition.mode': 'nonstrict' } }]);
  expect(rest).toMatchObject({ Name: 'reports', JobFlowRole: 'EMR_EC2_DefaultRole' });
});

test('managed scaling keeps to the nodes of the plan', () => {
  const managedScalingPolicy = { computeLimits: { unitType: 'Instances', minimumCapacityUnits: 1, maximumCapacityUnits: 900 } };
  const cluster = rawCluster({ managedScalingPolicy });
  Mixins.of(cluster).apply(new EmrClusterSizing({ ...SIZING, minimumNodes: 2 }));
  const { ManagedScalingPolicy: { ComputeLimits }, Instances } = propertiesOf(cluster);
  expect(ComputeLimits).toMatchObject({ MinimumCapacityUnits: 2, MaximumCapacityUnits: Instances.CoreInstanceGroup.InstanceCount });
  expect(told(() => Mixins.of(rawCluster({ managedScalingPolicy })).apply(new EmrClusterSizing(SIZING)))).toMatch(/SZ1001 minimumNodes: left out/);
});

test('the rules find nothing in it', () => {
  const app = new App({ analyticsReporting: false });
  rawCluster({}, new Stack(app, 'Stack'));
  Mixins.of(app).requireAny().apply(new EmrClusterSizing(SIZING));
  const templatePaths = app.synth().stacks.map(one => one.templateFullPath);
  expect(new SizingChecks().validate({ appConstruct: app, templatePaths })).toEqual({ success: true, violations: [] });
});

test('what somebody changes after it is proven at synthesis', () => {
  const cluster = rawCluster();
  Mixins.of(cluster).apply(new EmrClusterSizing(SIZING));
  cluster.addPropertyOverride('Instances.CoreInstanceGroup.InstanceCount', 1);
  expect(() => (cluster.node.root as App).synth()).toThrow(/SZ2006 nodes/);
});

test.each<[string, Partial<CfnClusterProps>, RegExp]>([
  ['fleets', { instances: { coreInstanceFleet: { targetOnDemandCapacity: 2 } } }, /SZ1007 instances\.coreInstanceFleet/],
  ['task groups', { instances: { taskInstanceGroups: [{ instanceCount: 2, instanceType: 'm5.xlarge' }] } }, /SZ1007 instances\.taskInstanceGroups/],
  ['no release', { releaseLabel: undefined }, /SZ1001 releaseLabel: left out/],
  ['settings of YARN that the plan is not proven for', { configurations: [{ classification: 'yarn-site', configurationProperties: { 'yarn.nodemanager.resource.memory-mb': '1024' } }] }, /SZ1012/],
  ['settings that move the pools', { configurations: [{ classification: 'spark-defaults', configurationProperties: { 'spark.buffer.pageSize': '1m' } }] }, /SZ1012 configurations spark-defaults/],
])('%s is refused', (_, props, message) => {
  expect(told(() => Mixins.of(rawCluster(props)).apply(new EmrClusterSizing(SIZING)))).toMatch(message);
});

test('it supports clusters and nothing else, and sizes each once', () => {
  const cluster = rawCluster();
  const mixin = new EmrClusterSizing(SIZING);
  expect([mixin.supports(cluster), mixin.supports(cluster.stack)]).toEqual([true, false]);
  Mixins.of(cluster).apply(mixin);
  expect(told(() => Mixins.of(cluster).apply(mixin))).toMatch(/SZ1007 resource/);
});
