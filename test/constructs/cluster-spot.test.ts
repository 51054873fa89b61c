import { App, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { clusterOf, clusterPropertiesOf, etl, PINS, reports } from './cluster-fixture';
import { InstanceMarket, SparkPlan } from '../../src';
import { thrownBy } from '../api/thrown';

const HALF = { workload: etl, ...PINS, nodes: 4, executorCores: 4, spotShare: 0.5 };
const SPOT_PLAN = SparkPlan.forCluster(etl, { ...PINS, nodes: 4, executorCores: 4, spotShare: 0.5 });

describe('spotShare', () => {
  test('makes task nodes on Spot of that share, and keeps application masters on core nodes', () => {
    const { Instances, Configurations } = clusterPropertiesOf(clusterOf(HALF));
    expect(Instances.CoreInstanceGroup).toMatchObject({ InstanceCount: 2, Market: 'ON_DEMAND' });
    expect(Instances.TaskInstanceGroups).toMatchObject([{ InstanceCount: 2, InstanceType: 'r5.2xlarge', Market: 'SPOT' }]);
    expect(Configurations.find((one: any) => one.Classification === 'yarn-site').ConfigurationProperties).toMatchObject({
      'yarn.node-labels.enabled': 'true', 'yarn.node-labels.am.default-node-label-expression': 'CORE',
    });
  });

  test('is in what the cluster costs while it stands', () => {
    const onDemand = clusterOf({ ...HALF, spotShare: undefined });
    const saved = onDemand.idleUsdPerHour - clusterOf(HALF).idleUsdPerHour;
    expect(saved).toBeCloseTo(2 * 0.504 / 2, 5); // half of the price on demand, of two nodes
    const corrected = clusterOf({ ...HALF, instanceTypeCorrections: [{ instanceType: 'r5.2xlarge', spotUsdPerHour: 0.1 }] });
    expect(onDemand.idleUsdPerHour - corrected.idleUsdPerHour).toBeCloseTo(2 * (0.504 - 0.1), 5);
  });

  test('stays with the first workload: further ones add nodes on demand', () => {
    const cluster = clusterOf(HALF);
    cluster.addWorkload('Reports', reports);
    const { Instances } = clusterPropertiesOf(cluster);
    expect(Instances.TaskInstanceGroups[0].InstanceCount).toBe(2);
    expect(Instances.CoreInstanceGroup.InstanceCount).toBe(cluster.nodeCount - 2);
    expect(cluster.nodeCount).toBeGreaterThan(4);
  });

  test('stands in a lock file, which makes the same nodes', () => {
    const read = SparkPlan.fromJson(SPOT_PLAN.toJson());
    expect(clusterPropertiesOf(clusterOf({ plan: read })).Instances).toEqual(clusterPropertiesOf(clusterOf(HALF)).Instances);
    const broken = JSON.parse(SPOT_PLAN.toJson());
    broken.cluster.task.instanceType = 'm5.xlarge';
    expect(thrownBy(() => SparkPlan.fromJson(JSON.stringify(broken))).join()).toContain('SZ1007 cluster.task.instanceType: got m5.xlarge; core nodes are r5.2xlarge');
    broken.cluster.task = { count: 0 };
    expect(thrownBy(() => SparkPlan.fromJson(JSON.stringify(broken))).slice(1).map(line => line.split(':')[0])).toEqual([
      'SZ1001 cluster.task.instanceType', 'SZ1004 cluster.task.count', 'SZ1001 cluster.task.market', 'SZ1001 cluster.task.usdPerHour',
    ]);
  });

  test('is refused beside task nodes, as a share that is none, on releases without node labels, and beside a plan', () => {
    expect(thrownBy(() => clusterOf({ ...HALF, taskNodes: 1 })).join()).toContain('SZ1007 taskNodes: got a count or a market of task nodes beside spotShare');
    expect(thrownBy(() => clusterOf({ ...HALF, taskMarket: InstanceMarket.SPOT })).join()).toContain('SZ1007 taskNodes');
    expect(thrownBy(() => clusterOf({ ...HALF, spotShare: 1 })).join()).toContain('SZ1004 spotShare: got 1; a share of the nodes from 0 to below 1');
    expect(thrownBy(() => clusterOf({ plan: SPOT_PLAN, spotShare: 0.5 })).join()).toContain('SZ1007 spotShare: stands beside a pinned plan');
  });
});

describe('encryption that cdk-nag does not see', () => {
  function acknowledged(props: object): string[] {
    const cluster = clusterOf(props);
    return cluster.node.findAll().flatMap(({ node }) => node.metadata).flatMap(({ data }) => JSON.stringify(data)?.match(/AwsSolutions-EMR\d/g) ?? []);
  }

  test('is acknowledged where it is there, and only there', () => {
    const stack = new Stack(new App(), 'Keys');
    const key = Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef');
    const bucket = Bucket.fromBucketName(stack, 'Bucket', 'certificates');
    expect(acknowledged({})).toEqual([]);
    expect(acknowledged({ diskEncryptionKey: key })).toEqual(['AwsSolutions-EMR4']);
    expect(acknowledged({ tlsCertificates: { bucket, objectKey: 'all.zip' } })).toEqual(['AwsSolutions-EMR5']);
  });
});
