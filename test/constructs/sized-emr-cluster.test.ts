import { App, Duration, IPropertyInjector, InjectionContext, Lazy, PropertyInjectors, RemovalPolicy, Size, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { CfnCluster } from 'aws-cdk-lib/aws-emr';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { pinned, stackOf } from './app-fixture';
import { changedPlan, CLUSTER, clusterOf, clusterPropertiesOf, clusterWarningsOf, etl, lockFile, PINS, reports } from './cluster-fixture';
import { EmrArchitecture, EmrRelease, SizedEmrCluster, SizedEmrServerlessApp, SparkPlan, SparkWorkload } from '../../src';
import { parseSubmitParameters } from '../../src/core/planning/submit-parameters';
import { thrownBy } from '../api/thrown';

describe('by default', () => {
  test('there is a cluster, its two roles and an instance profile', () => {
    const types = Object.values(Template.fromStack(clusterOf().stack).toJSON().Resources).map((resource: any) => resource.Type);
    expect(types.sort()).toEqual(['AWS::EMR::Cluster', 'AWS::IAM::InstanceProfile', 'AWS::IAM::Role', 'AWS::IAM::Role']);
  });

  test('it states the nodes of the plan, and only what no workload changes', () => {
    expect(clusterPropertiesOf(clusterOf({ clusterName: 'etl' }))).toMatchInlineSnapshot(`
{
  "Applications": [
    {
      "Name": "Hadoop",
    },
    {
      "Name": "Spark",
    },
  ],
  "Configurations": [
    {
      "Classification": "spark-defaults",
      "ConfigurationProperties": {
        "spark.yarn.heterogeneousExecutors.enabled": "false",
      },
    },
    {
      "Classification": "yarn-site",
      "ConfigurationProperties": {
        "yarn.nodemanager.vmem-check-enabled": "false",
        "yarn.scheduler.maximum-allocation-mb": "33554432",
        "yarn.scheduler.maximum-allocation-vcores": "1024",
        "yarn.scheduler.minimum-allocation-mb": "32",
      },
    },
    {
      "Classification": "capacity-scheduler",
      "ConfigurationProperties": {
        "yarn.scheduler.capacity.maximum-am-resource-percent": "1",
        "yarn.scheduler.capacity.resource-calculator": "org.apache.hadoop.yarn.util.resource.DefaultResourceCalculator",
      },
    },
  ],
  "Instances": {
    "CoreInstanceGroup": {
      "EbsConfiguration": {
        "EbsBlockDeviceConfigs": [
          {
            "VolumeSpecification": {
              "SizeInGB": 69,
              "VolumeType": "gp3",
            },
            "VolumesPerInstance": 1,
          },
        ],
      },
      "InstanceCount": 3,
      "InstanceType": "r5.2xlarge",
      "Market": "ON_DEMAND",
    },
    "KeepJobFlowAliveWhenNoSteps": true,
    "MasterInstanceGroup": {
      "InstanceCount": 1,
      "InstanceType": "m5a.xlarge",
      "Market": "ON_DEMAND",
    },
  },
  "JobFlowRole": {
    "Ref": "ClusterInstanceProfile4AFF3FEC",
  },
  "Name": "etl",
  "ReleaseLabel": "emr-7.12.0",
  "ServiceRole": {
    "Ref": "ClusterServiceRole32F1A0E2",
  },
  "StepConcurrencyLevel": 1,
  "Tags": [
    {
      "Key": "for-use-with-amazon-emr-managed-policies",
      "Value": "true",
    },
  ],
  "VisibleToAllUsers": true,
}
`);
  });

  test('the same input gives the same template', () => {
    const template = () => Template.fromStack(clusterOf({ workload: etl, ...PINS }).stack).toJSON();
    expect(template()).toEqual(template());
  });

  test('it says what it costs while it stands', () => {
    const cluster = clusterOf();
    expect(cluster.idleUsdPerHour).toBeCloseTo(lockFile.cluster!.usdPerHour, 4);
    expect([cluster.nodeCount, cluster.instanceType, cluster.primaryInstanceType, cluster.stepConcurrency])
      .toEqual([3, 'r5.2xlarge', lockFile.cluster!.primary.instanceType, 1]);
  });
});

describe('workloads', () => {
  test('two workloads give the same properties but for counts', () => {
    const without = ({ Instances, ...rest }: any) => ({ ...rest, Instances: { ...Instances, CoreInstanceGroup: { ...Instances.CoreInstanceGroup, InstanceCount: 0 } } });
    const volumes = { disk: Size.gibibytes(400) };
    const small = SparkWorkload.of({ input: Size.gibibytes(30), shuffle: Size.gibibytes(12), coreTime: Duration.hours(2), finishWithin: Duration.hours(2) });
    const [one, other] = [clusterOf({ workload: etl, ...PINS, ...volumes }), clusterOf({ workload: small, ...PINS, ...volumes })];
    expect(one.plan.sparkDefaults).not.toEqual(other.plan.sparkDefaults);
    expect(one.plan.executor).not.toEqual(other.plan.executor);
    expect(without(clusterPropertiesOf(one))).toEqual(without(clusterPropertiesOf(other)));
  });

  test('sizes travel with each job, and stand in the cluster where that was asked for', () => {
    const cluster = clusterOf();
    expect(parseSubmitParameters(cluster.sparkSubmitParameters())).toEqual(lockFile.sparkDefaults);
    const [defaults] = clusterPropertiesOf(clusterOf({ defaultsInCluster: true })).Configurations;
    expect(defaults.ConfigurationProperties).toEqual({ ...lockFile.sparkDefaults, 'spark.yarn.heterogeneousExecutors.enabled': 'false' });
  });

  test('share the nodes: the sum of what each needs, on the type of the first', () => {
    const cluster = clusterOf();
    const other = cluster.addWorkload('Reports', reports);
    expect(other.plan.cluster!.core.instanceType).toBe('r5.2xlarge');
    expect(cluster.nodeCount).toBeGreaterThanOrEqual(3 + other.plan.cluster!.core.count);
    const { Instances, StepConcurrencyLevel } = clusterPropertiesOf(cluster);
    expect(Instances.CoreInstanceGroup.InstanceCount).toBe(cluster.nodeCount);
    expect(StepConcurrencyLevel).toBe(3);
    expect(Object.keys(other.sparkSettings)).toEqual(Object.keys(cluster.workload.sparkSettings));
  });

  test('share the primary node, which holds the drivers of all of them', () => {
    const cluster = clusterOf({ families: undefined });
    const before = cluster.primaryInstanceType;
    for (const id of ['One', 'Two', 'Three']) cluster.addPlan(id, lockFile);
    expect(cluster.primaryInstanceType).not.toBe(before);
    Template.fromStack(cluster.stack).hasResourceProperties(CLUSTER, { Instances: { MasterInstanceGroup: { InstanceType: cluster.primaryInstanceType } } });
    expect(cluster.idleUsdPerHour).toBeGreaterThan(4 * 3 * lockFile.cluster!.core.usdPerHour);
  });

  test('are cut as the others where that takes fewer nodes', () => {
    const one = clusterOf();
    const other = one.addWorkload('Reports', reports);
    const free = clusterOf();
    free.addPlan('Reports', SparkPlan.forCluster(reports, PINS));
    expect(one.nodeCount).toBeLessThanOrEqual(free.nodeCount);
    expect([4, SparkPlan.forCluster(reports, PINS).executor.cores]).toContain(other.plan.executor.cores);
  });

  test('get the disks of the one that writes most', () => {
    const cluster = clusterOf();
    cluster.addWorkload('Wide', etl, { disk: Size.gibibytes(900) });
    expect(clusterPropertiesOf(cluster).Instances.CoreInstanceGroup.EbsConfiguration.EbsBlockDeviceConfigs[0].VolumeSpecification.SizeInGB).toBe(900);
  });

  test('fail on a taken id, another type, release or architecture, and a plan for the other platform', () => {
    const cluster = clusterOf();
    expect(thrownBy(() => cluster.addPlan('Resource', lockFile))).toEqual([
      'SZ1007 addPlan("Resource") at Stack/Cluster: 1 problem', 'SZ1007 id: got "Resource", which the cluster has already; give another',
    ]);
    const other = SparkPlan.forCluster(etl, { instanceTypes: ['r5.4xlarge'] });
    expect(thrownBy(() => cluster.addPlan('Other', other))[1]).toMatch(/^SZ1007 plan: got a plan for r5\.4xlarge, the cluster has r5\.2xlarge/);
    expect(thrownBy(() => cluster.addPlan('Serverless', pinned()))[1]).toMatch(/^SZ1007 plan: got a plan for serverless; SizedEmrCluster takes plans for ec2/);
    expect(thrownBy(() => cluster.addPlan('Old', changedPlan({ release: 'emr-7.9.0' })))[1]).toMatch(/^SZ1007 release: got emr-7\.12\.0, the plan is for emr-7\.9\.0/);
    expect(thrownBy(() => new SizedEmrServerlessApp(stackOf(), 'App', { plan: lockFile }))[1]).toMatch(/^SZ1007 plan: got a plan for ec2; SizedEmrServerlessApp takes plans for serverless/);
  });

  test('fail where managed scaling would keep all nodes, and where a type of the fleet does not hold their executors', () => {
    const scaled = clusterOf({ minimumNodes: 1 });
    expect(thrownBy(() => scaled.addWorkload('Fixed', etl, { executors: 4 }))[1]).toMatch(/^SZ1007 executors: got a fixed count of executors in a cluster with managed scaling/);
    const fleet = clusterOf({ workload: etl, ...PINS, executorCores: 2, fleetInstanceTypes: ['r5.xlarge'] });
    const large = SparkPlan.forCluster(etl, { ...PINS, executorCores: 8 });
    expect(thrownBy(() => fleet.addPlan('Large', large))[1]).toMatch(/^SZ2008 fleetInstanceTypes: r5\.xlarge has 24576 MiB and 4 vcores of YARN, an executor of this workload takes \d+ MiB and 8/);
  });

  test('their step has no argument twice', () => {
    const { workload } = clusterOf();
    const args = workload.sparkSubmitArguments(['s3://bucket/job.py', '--date', 'today']);
    expect(new Set(args).size).toBe(args.length);
    expect(args[0]).toBe('spark-submit');
    expect(args.slice(-3)).toEqual(['s3://bucket/job.py', '--date', 'today']);
    expect(args.slice(1, -3)).toEqual(Object.entries(lockFile.sparkDefaults).map(([key, value]) => `--conf=${key}=${value}`));
  });
});

describe('a pinned plan', () => {
  test('is emitted exactly, and a fresh one that differs warns', () => {
    expect(clusterWarningsOf(clusterOf({ plan: lockFile }))).toEqual(['SZ3213']);
    expect(clusterWarningsOf(clusterOf({ plan: lockFile, workload: etl }))).not.toContain('SZ3207');
    expect(clusterWarningsOf(clusterOf({ plan: lockFile, workload: reports }))).toContain('SZ3207');
  });

  test('takes nothing beside it that it could not follow', () => {
    expect(thrownBy(() => clusterOf({ plan: lockFile, nodes: 4, instanceTypes: ['r5.2xlarge'] })).slice(1).map(line => line.slice(0, 20))).toEqual([
      'SZ1007 nodes: stands', 'SZ1007 instanceTypes',
    ]);
    expect(thrownBy(() => clusterOf({ plan: lockFile, release: EmrRelease.EMR_7_9_0, architecture: EmrArchitecture.ARM64 })).slice(1).map(line => line.slice(0, 19)))
      .toEqual(['SZ1007 release: got', 'SZ1007 architecture']);
  });
});

describe('YARN, played with the template', () => {
  test('refuses nodes that were taken away', () => {
    const cluster = clusterOf();
    (cluster.node.defaultChild as CfnCluster).addPropertyOverride('Instances.CoreInstanceGroup.InstanceCount', 2);
    expect(() => Template.fromStack(cluster.stack)).toThrow(/SZ2006 nodes: on 2 × r5\.2xlarge all jobs at the same time ask for 6 containers and YARN grants 4/);
  });

  test('refuses memory that was taken from YARN', () => {
    const cluster = clusterOf();
    (cluster.node.defaultChild as CfnCluster).addPropertyOverride('Configurations.1.ConfigurationProperties', { 'yarn.nodemanager.resource.memory-mb': '40000' });
    expect(() => Template.fromStack(cluster.stack)).toThrow(/SZ2006 nodes/);
  });

  test('refuses a least container that rounds executors up', () => {
    const cluster = clusterOf();
    (cluster.node.defaultChild as CfnCluster).addPropertyOverride('Configurations.1.ConfigurationProperties', { 'yarn.scheduler.minimum-allocation-mb': '16384' });
    expect(() => Template.fromStack(cluster.stack)).toThrow(/SZ2006 nodes/);
  });

  test('says so where a value is only known at deployment', () => {
    const cluster = clusterOf();
    (cluster.node.defaultChild as CfnCluster).addPropertyOverride('Instances.CoreInstanceGroup.InstanceCount', { Ref: 'Nodes' });
    expect(() => Template.fromStack(cluster.stack)).toThrow(/SZ1009 \/Instances\/CoreInstanceGroup\/InstanceCount/);
  });
});

describe('once all workloads are known', () => {
  test('more runs than a cluster has steps are refused', () => {
    const cluster = clusterOf();
    cluster.addPlan('Many', SparkPlan.forCluster(SparkWorkload.of({ input: Size.gibibytes(1), coreTime: Duration.minutes(5), concurrentRuns: 256 }), { instanceTypes: ['r5.2xlarge'] }));
    expect(() => Template.fromStack(cluster.stack)).toThrow(/SZ1004 concurrentRuns: the workloads have 257 together/);
  });

  test('a step that ends others is refused where several run', () => {
    const cluster = clusterOf({ steps: [{ name: 'Load', actionOnFailure: 'TERMINATE_CLUSTER' }] });
    Template.fromStack(cluster.stack);
    const other = clusterOf({ steps: [{ name: 'Load', actionOnFailure: 'TERMINATE_CLUSTER' }] });
    other.addPlan('More', lockFile);
    expect(() => Template.fromStack(other.stack)).toThrow(/SZ1007 steps: got TERMINATE_CLUSTER on failure with 2 concurrent runs/);
  });

  test('an end after no steps is refused', () => {
    const cluster = clusterOf({ terminateAfterSteps: true });
    expect(() => Template.fromStack(clusterOf({ terminateAfterSteps: true }).stack)).toThrow(/SZ1007 terminateAfterSteps: got true without steps/);
    cluster.addStep({ name: 'Job', args: cluster.workload.sparkSubmitArguments(['s3://bucket/job.py']) });
    Template.fromStack(cluster.stack).hasResourceProperties(CLUSTER, {
      Steps: [{ Name: 'Job', ActionOnFailure: 'CONTINUE', HadoopJarStep: { Jar: 'command-runner.jar', Args: cluster.workload.sparkSubmitArguments(['s3://bucket/job.py']) } }],
    });
    expect(thrownBy(() => cluster.addStep({ name: 'Job', args: ['a', 'a'] }))).toEqual([
      'SZ1004 addStep("Job") at Stack/Cluster: 1 problem', expect.stringMatching(/^SZ1004 args: got "a" twice/),
    ]);
  });

  test('executors that do not lie together, and a quota that the sum exceeds, warn', () => {
    const cluster = clusterOf({ workload: etl, ...PINS, executorCores: 8, maxConcurrentVcpus: 40 });
    const narrow = cluster.addWorkload('Narrow', reports, { executorCores: 2, maxConcurrentVcpus: 40 });
    expect(cluster.nodeCount).toBeGreaterThan(cluster.plan.cluster!.core.count + narrow.plan.cluster!.core.count);
    expect(clusterWarningsOf(cluster)).toEqual(expect.arrayContaining(['SZ3202', 'SZ3214']));
    const even = clusterOf({ plan: lockFile });
    expect(clusterWarningsOf(even)).toEqual(['SZ3213']);
  });

  test('a primary node that does not hold the drivers is refused', () => {
    expect(() => Template.fromStack(clusterOf({ primaryInstanceType: 'm5.xlarge' }).stack)).not.toThrow();
    expect(() => Template.fromStack(clusterOf({ primaryInstanceType: 'c5.xlarge' }).stack)).toThrow(/SZ2007 primaryInstanceType: got c5\.xlarge of 8192 MiB/);
  });
});

describe('the construct', () => {
  test('is a reference, and knows an existing cluster by its id', () => {
    const cluster = clusterOf();
    expect(cluster.stack.resolve(cluster.clusterId)).toEqual({ Ref: cluster.stack.getLogicalId(cluster.node.defaultChild as CfnCluster) });
    expect(SizedEmrCluster.fromClusterId(cluster.stack, 'Other', 'j-1').clusterRef.clusterId).toBe('j-1');
  });

  test('is granted what its jobs are granted', () => {
    const cluster = clusterOf();
    new Bucket(cluster.stack, 'Data').grantRead(cluster);
    const [policy] = Object.values(Template.fromStack(cluster.stack).findResources('AWS::IAM::Policy'));
    expect(policy.Properties.Roles).toEqual([cluster.stack.resolve(cluster.jobFlowRole.roleName)]);
  });

  test('has connections where it was given security groups', () => {
    const stack = stackOf();
    const vpc = new Vpc(stack, 'Vpc');
    const group = new SecurityGroup(stack, 'Group', { vpc });
    expect(clusterOf({ vpc, additionalSecurityGroups: [group] }, stack).connections.securityGroups).toEqual([group]);
    expect(thrownBy(() => clusterOf().connections)[1]).toMatch(/^SZ1001 additionalSecurityGroups/);
  });

  test('takes props from an injector', () => {
    const injector: IPropertyInjector = {
      constructUniqueId: SizedEmrCluster.PROPERTY_INJECTION_ID,
      inject: (props: any, _context: InjectionContext) => ({ removalPolicy: RemovalPolicy.RETAIN, ...props }),
    };
    const stack = new Stack(new App({ analyticsReporting: false }), 'Stack');
    PropertyInjectors.of(stack).add(injector);
    Template.fromStack(clusterOf({}, stack).stack).hasResource(CLUSTER, { DeletionPolicy: 'Retain' });
  });

  test('needs a workload or a plan, and says all problems at once', () => {
    expect(thrownBy(() => new SizedEmrCluster(stackOf(), 'Cluster', { taskNodes: -1, idleTimeout: Duration.seconds(5), executorCores: 0 })).map(line => line.slice(0, 22))).toEqual([
      'SZ1001, SZ1004 new Siz', 'SZ1001 workload: left ', 'SZ1004 executorCores: ', 'SZ1004 taskNodes: got ', 'SZ1004 idleTimeout: go',
    ]);
  });

  test('refuses tokens', () => {
    const token = Lazy.number({ produce: () => 1 });
    expect(thrownBy(() => clusterOf({ workload: etl, nodes: token, taskNodes: token, minimumNodes: token, idleTimeout: Duration.seconds(token) })).slice(1).map(line => line.split(':')[0])).toEqual([
      'SZ1009 nodes', 'SZ1009 taskNodes', 'SZ1009 minimumNodes', 'SZ1009 idleTimeout',
    ]);
    const text = Lazy.string({ produce: () => 'r5.2xlarge' });
    expect(thrownBy(() => clusterOf({ primaryInstanceType: text }))[1]).toMatch(/^SZ1009 primaryInstanceType/);
    expect(thrownBy(() => clusterOf({ workload: etl, instanceTypes: [text] }))[1]).toMatch(/^SZ1009 instanceTypes/);
  });
});

describe('types that the catalog lacks', () => {
  const row = { instanceType: 'm5.99xlarge', architecture: EmrArchitecture.X86_64, vcores: 16, memory: Size.gibibytes(64), usdPerHour: 1 };

  test('are known to the rules where a correction has them', () => {
    const cluster = new SizedEmrCluster(stackOf(), 'Cluster', { workload: etl, instanceTypes: ['m5.99xlarge'], instanceTypeCorrections: [row] });
    expect(() => Template.fromStack(cluster.stack)).not.toThrow();
  });

  test('are an error in anybody else\'s template', () => {
    const cluster = new SizedEmrCluster(stackOf(), 'Cluster', { workload: etl, instanceTypes: ['m5.4xlarge'] });
    (cluster.node.defaultChild as CfnCluster).addPropertyOverride('Instances.MasterInstanceGroup.InstanceType', 'm5.99xlarge');
    expect(() => Template.fromStack(cluster.stack)).toThrow(/SZ6205 .*m5\.99xlarge/);
  });
});
