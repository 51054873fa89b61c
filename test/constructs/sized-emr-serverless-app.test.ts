import { App, Duration, IPropertyInjector, InjectionContext, Lazy, PropertyInjectors, Size, Stack, Validations } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { TYPE, appOf, hourly, nightly, pinned, propertiesOf, stackOf, warningsOf } from './app-fixture';
import { EmrArchitecture, EmrRelease, PlannedWorker, SizedEmrServerlessApp, SparkPlan, SparkWorkload } from '../../src';
import { parseSubmitParameters } from '../../src/core/planning/submit-parameters';
import { planFixture } from '../api/plan-fixture';
import { thrownBy } from '../api/thrown';

describe('by default', () => {
  test('there is one resource, which costs nothing while idle', () => {
    const app = appOf({ workload: nightly });
    const template = Template.fromStack(app.stack).toJSON();
    expect(Object.values(template.Resources).map((resource: any) => resource.Type)).toEqual([TYPE]);
    expect(app.idleUsdPerHour).toBe(0);
    expect(propertiesOf(app)).not.toHaveProperty('InitialCapacity');
  });

  test('it states the release, the architecture, the limits and the settings of the plan, and nothing else', () => {
    expect(propertiesOf(appOf())).toMatchInlineSnapshot(`
{
  "Architecture": "X86_64",
  "MaximumCapacity": {
    "Cpu": "68 vCPU",
    "Disk": "680 GB",
    "Memory": "264 GB",
  },
  "ReleaseLabel": "emr-7.12.0",
  "RuntimeConfiguration": [
    {
      "Classification": "spark-defaults",
      "Properties": {
        "spark.aws.serverlessStorage.enabled": "false",
        "spark.default.parallelism": "200",
        "spark.driver.cores": "2",
        "spark.driver.maxResultSize": "1g",
        "spark.driver.memory": "2g",
        "spark.driver.memoryOverhead": "2g",
        "spark.dynamicAllocation.enabled": "true",
        "spark.dynamicAllocation.initialExecutors": "3",
        "spark.dynamicAllocation.maxExecutors": "8",
        "spark.dynamicAllocation.minExecutors": "1",
        "spark.emr-serverless.driver.disk": "20G",
        "spark.emr-serverless.driver.disk.type": "standard",
        "spark.emr-serverless.executor.disk": "40G",
        "spark.emr-serverless.executor.disk.type": "standard",
        "spark.executor.cores": "4",
        "spark.executor.extraJavaOptions": "-XX:+UseG1GC",
        "spark.executor.instances": "3",
        "spark.executor.memory": "12g",
        "spark.executor.memoryOverhead": "4g",
        "spark.memory.fraction": "0.6",
        "spark.memory.offHeap.enabled": "false",
        "spark.memory.offHeap.size": "0",
        "spark.memory.storageFraction": "0.5",
        "spark.sql.adaptive.advisoryPartitionSizeInBytes": "134217728",
        "spark.sql.files.maxPartitionBytes": "134217728",
        "spark.sql.shuffle.partitions": "200",
        "spark.sql.sortMergeJoinExec.buffer.in.memory.threshold": "2147483632",
        "spark.task.cpus": "1",
      },
    },
  ],
  "SchedulerConfiguration": {
    "MaxConcurrentRuns": 2,
  },
  "Type": "Spark",
}
`);
  });

  test('the limits are those of the plan and grant every executor', () => {
    const app = appOf({ workload: nightly });
    expect(app.maximumCapacity).toEqual(app.plan.maximumCapacity);
    Template.fromStack(app.stack).hasResourceProperties(TYPE, {
      MaximumCapacity: { Cpu: app.plan.maximumCapacity!.cpu, Memory: app.plan.maximumCapacity!.memory, Disk: app.plan.maximumCapacity!.disk },
    });
  });

  test('the same input gives the same template', () => {
    expect(Template.fromStack(appOf({ workload: nightly }).stack).toJSON()).toEqual(Template.fromStack(appOf({ workload: nightly }).stack).toJSON());
  });

  test('every runtime value is short enough for the service', () => {
    const values = Object.values(propertiesOf(appOf({ workload: nightly })).RuntimeConfiguration[0].Properties);
    expect(values.every(value => typeof value === 'string' && value.length >= 1 && value.length <= 1024)).toBe(true);
  });
});

describe('workloads', () => {
  test('limits and concurrent runs are sums, taken when the template is made', () => {
    const app = appOf();
    const other = app.addWorkload('Hourly', hourly);
    const { driver, executor, executors } = other.plan;
    // the fixture: 2 × (2 + 8 × 4) = 68 vCPU, 264 GB, 680 GB
    const sum = (first: number, driverAmount: number, executorAmount: number) => first + 3 * (driverAmount + executors.maximum * executorAmount);
    Template.fromStack(app.stack).hasResourceProperties(TYPE, {
      MaximumCapacity: {
        Cpu: `${sum(68, driver.worker!.vcpu, executor.worker!.vcpu)} vCPU`,
        Memory: `${sum(264, driver.worker!.memoryGiB, executor.worker!.memoryGiB)} GB`,
        Disk: `${sum(680, driver.worker!.diskGiB, executor.worker!.diskGiB)} GB`,
      },
      SchedulerConfiguration: { MaxConcurrentRuns: 5 },
    });
    expect(app.maxConcurrentRuns).toBe(5);
  });

  test('every workload states the same full set of keys, so that no size of the application leaks into a job', () => {
    const app = appOf();
    const others = [app.addWorkload('Hourly', hourly), app.addWorkload('Pinned', nightly, { executors: 4 }), app.addPlan('Lock', pinned({ name: 'lock' }))];
    const inApplication = Object.keys(propertiesOf(app).RuntimeConfiguration[0].Properties);
    for (const workload of [app.workload, ...others]) {
      expect(Object.keys(parseSubmitParameters(workload.sparkSubmitParameters())).sort()).toEqual([...inApplication].sort());
      expect(parseSubmitParameters(workload.sparkSubmitParameters())).toEqual(workload.sparkSettings);
    }
    expect(others[1].sparkSettings['spark.dynamicAllocation.maxExecutors']).toBe('4');
    expect(app.sparkSubmitParameters()).toBe(app.workload.sparkSubmitParameters());
  });

  test('sizes may stand in the submit parameters alone', () => {
    const app = appOf({ plan: pinned(), sizesInApplication: false });
    expect(propertiesOf(app)).not.toHaveProperty('RuntimeConfiguration');
    expect(parseSubmitParameters(app.sparkSubmitParameters())).toEqual(planFixture().sparkDefaults);
  });

  test('one further workload may claim the settings of the application', () => {
    const app = appOf({ plan: pinned(), sizesInApplication: false });
    const other = app.addWorkload('Hourly', hourly, { sizesInApplication: true });
    expect(propertiesOf(app).RuntimeConfiguration[0].Properties).toEqual(other.plan.sparkDefaults);
    expect(thrownBy(() => app.addPlan('Third', pinned(), { sizesInApplication: true }))[1]).toMatch(/^SZ1007 sizesInApplication: the sizes of workload Hourly/);
  });

  test('fails on a taken id, a token for one, and on what cannot be planned, all at once', () => {
    const app = appOf();
    app.addPlan('One', pinned());
    expect(thrownBy(() => app.addWorkload('One', hourly, { executorCores: 3 }))).toEqual([
      'SZ1007, SZ1011 addWorkload("One") at Stack/App: 2 problems',
      'SZ1007 id: got "One", which the application has already; give another',
      expect.stringMatching(/^SZ1011 executorCores: got 3/),
    ]);
    expect(thrownBy(() => app.addPlan(Lazy.string({ produce: () => 'x' }), pinned()))[1]).toMatch(/^SZ1009 id/);
    expect(app.workload.node.scope!.node.children.map(({ node }) => node.id)).toEqual(['Resource', 'Workload', 'One']);
  });

  test('fails where neither a workload nor a plan is given', () => {
    expect(thrownBy(() => new SizedEmrServerlessApp(stackOf(), 'App', {}))).toEqual([
      'SZ1001 new SizedEmrServerlessApp at Stack/App: 1 problem', 'SZ1001 workload: left out; give a workload, or a plan',
    ]);
  });

  test('fails at synth where more runs start together than a scheduler takes, and 1000 pass', () => {
    const runs = (concurrentRuns: number) => SparkWorkload.of({ input: Size.mebibytes(100), coreTime: Duration.minutes(1), concurrentRuns });
    const app = appOf({ workload: runs(1000) });
    expect(propertiesOf(app).SchedulerConfiguration.MaxConcurrentRuns).toBe(1000);
    const more = appOf({ workload: runs(1000) });
    more.addWorkload('Other', runs(1));
    expect(() => Template.fromStack(more.stack)).toThrow(/SZ1004 concurrentRuns: the workloads have 1001 together/);
  });
});

describe('a pinned plan', () => {
  test('is emitted exactly', () => {
    const { serverless: { maximumCapacity }, sparkDefaults } = planFixture();
    expect(propertiesOf(appOf())).toMatchObject({
      MaximumCapacity: { Cpu: maximumCapacity.cpu, Memory: maximumCapacity.memory, Disk: maximumCapacity.disk },
      RuntimeConfiguration: [{ Classification: 'spark-defaults', Properties: sparkDefaults }],
    });
  });

  test('brings its release and architecture', () => {
    const properties = propertiesOf(appOf({ plan: pinned({ release: 'emr-7.9.0', architecture: 'arm64' }) }));
    expect([properties.ReleaseLabel, properties.Architecture]).toEqual(['emr-7.9.0', 'ARM64']);
  });

  test('warns where it was written by another model', () => {
    expect(warningsOf(appOf({ plan: pinned({ sizingModel: '0' }) }))).toEqual(['SZ3207']);
    expect(warningsOf(appOf())).toEqual([]);
  });

  test('warns where a fresh plan of the workload beside it differs, and not where it is the same', () => {
    const fresh = SparkPlan.forServerless(nightly, { executors: 12 });
    expect(warningsOf(appOf({ plan: fresh, workload: nightly, executors: 12 }))).toEqual([]);
    const app = appOf({ plan: fresh, workload: nightly, executors: 13 });
    expect(warningsOf(app)).toEqual(['SZ3207']);
    Annotations.fromStack(app.stack).hasWarning('*', Match.stringLikeRegexp('a fresh plan differs: .*spark.dynamicAllocation.*Executors 12 → 13'));
    expect(app.plan.executors.maximum).toBe(12);
  });

  test('is compared with a fresh plan of the same pins, read back from its file, unless other pins stand beside it', () => {
    const options = { executorCores: 16, partitions: 333 };
    const plan = SparkPlan.fromJson(SparkPlan.forServerless(nightly, options).toJson());
    expect(warningsOf(appOf({ plan, workload: nightly }))).toEqual([]);
    expect(warningsOf(appOf({ plan, workload: nightly, partitions: 334 }))).toEqual(['SZ3207']);
    const { pins, ...earlier } = JSON.parse(plan.toJson()) as { pins: object };
    expect(pins).toEqual(options);
    expect(warningsOf(appOf({ plan: SparkPlan.fromJson(JSON.stringify(earlier)), workload: nightly }))).toEqual(['SZ3207']);
  });

  test('names the first few of many differences', () => {
    const app = appOf({ plan: pinned(), workload: nightly });
    Annotations.fromStack(app.stack).hasWarning('*', Match.stringLikeRegexp('a fresh plan differs: spark.driver.cores 2 → \\d+, .* and \\d+ more'));
  });

  test('with warm workers is compared with a fresh plan that has as many', () => {
    const fresh = SparkPlan.forServerless(nightly, { warm: 3 });
    expect(warningsOf(appOf({ plan: fresh, workload: nightly }))).toEqual(['SZ3209']);
  });

  test('warns where the workload beside it cannot be planned any more', () => {
    const workload = SparkWorkload.of({ input: Size.gibibytes(1), finishWithin: Duration.seconds(5), coreTime: Duration.hours(1) });
    const app = appOf({ plan: pinned(), workload });
    Annotations.fromStack(app.stack).hasWarning('*', Match.stringLikeRegexp('a fresh plan is not possible: SZ3102'));
  });

  test('fails beside a release, an architecture or pins that it cannot follow', () => {
    const others = { release: EmrRelease.EMR_7_9_0, architecture: EmrArchitecture.ARM64, executors: 3, warm: 1 };
    expect(thrownBy(() => appOf({ plan: pinned(), ...others }))).toEqual([
      'SZ1007 new SizedEmrServerlessApp at Stack/App: 4 problems',
      expect.stringMatching(/^SZ1007 release: got emr-7\.9\.0, the plan is for emr-7\.12\.0/),
      expect.stringMatching(/^SZ1007 architecture: got arm64, the plan is for x86_64/),
      expect.stringMatching(/^SZ1007 executors: stands beside a pinned plan/),
      expect.stringMatching(/^SZ1007 warm: stands beside a pinned plan/),
    ]);
  });

  test('fails in an application of another release', () => {
    expect(thrownBy(() => appOf().addPlan('Old', pinned({ release: 'emr-7.9.0' })))[1]).toMatch(/^SZ1007 release: got emr-7\.12\.0, the plan is for emr-7\.9\.0/);
  });
});

describe('warm workers', () => {
  test('have the sizes of their workload, one driver for each concurrent run, and a price', () => {
    const app = appOf({ workload: hourly, warm: 4 });
    const { driver, executor } = app.plan;
    const size = ({ vcpu, memoryGiB, diskGiB, diskType }: PlannedWorker) => ({ Cpu: `${vcpu} vCPU`, Memory: `${memoryGiB} GB`, Disk: `${diskGiB} GB`, DiskType: diskType });
    expect(propertiesOf(app).InitialCapacity).toEqual([
      { Key: 'Driver', Value: { WorkerCount: 3, WorkerConfiguration: size(driver.worker!) } },
      { Key: 'Executor', Value: { WorkerCount: 4, WorkerConfiguration: size(executor.worker!) } },
    ]);
    expect(app.idleUsdPerHour).toBeGreaterThan(0);
    expect(warningsOf(app)).toContain('SZ3209');
    Annotations.fromStack(app.stack).hasWarning('*', Match.stringLikeRegexp('kept ready cost \\$[0-9.]+ an hour'));
  });

  test('are not told a type of disk where the release has only one', () => {
    const [driver] = propertiesOf(appOf({ workload: hourly, warm: 1, release: EmrRelease.EMR_7_0_0 })).InitialCapacity;
    expect(Object.keys(driver.Value.WorkerConfiguration).sort()).toEqual(['Cpu', 'Disk', 'Memory']);
  });

  test('fails for a second workload, and beside serverless storage', () => {
    const app = appOf({ workload: hourly, warm: 1 });
    expect(thrownBy(() => app.addWorkload('Other', nightly, { warm: 1 }))[1]).toMatch(/^SZ1007 warm: workload Workload of the application is warm already/);
    expect(thrownBy(() => appOf({ workload: hourly, warm: 1, serverlessStorage: true }))[1]).toMatch(/^SZ1007 warm/);
  });
});

describe('the simulation of the template', () => {
  const tooSmall = (path: string, value: unknown) => {
    const app = appOf();
    (app.node.defaultChild as any).addPropertyOverride(path, value);
    return () => Template.fromStack(app.stack);
  };

  test('fails the synth where a limit was lowered by a GB, in each dimension', () => {
    expect(tooSmall('MaximumCapacity.Disk', '679 GB')).toThrow(/SZ2006 Workload: 16 executors are promised and 15 would be granted: 679 GB of disk: /);
    expect(tooSmall('MaximumCapacity.Memory', '263 GB')).toThrow(/SZ2006 Workload: 16 executors are promised and 15 would be granted: 263 GB of memory: /);
    expect(tooSmall('MaximumCapacity.Cpu', '67 vCPU')).toThrow(/SZ2006 Workload: 16 executors are promised and 15 would be granted: 67 vCPU: /);
    expect(tooSmall('MaximumCapacity.Cpu', '68 vCPU')).not.toThrow();
  });

  test('fails the synth where limits hold no system workers of Lake Formation', () => {
    // 68 vCPU, 264 GB and 680 GB are what the plan takes without them
    const limitedTo = (Cpu: string, Memory: string, Disk: string) => {
      const app = appOf({ plan: pinned(), lakeFormation: true });
      (app.node.defaultChild as any).addPropertyOverride('MaximumCapacity', { Cpu, Memory, Disk });
      return () => Template.fromStack(app.stack);
    };
    expect(limitedTo('136 vCPU', '528 GB', '1360 GB')).not.toThrow();
    expect(limitedTo('68 vCPU', '264 GB', '680 GB'))
      .toThrow(/SZ2006 Workload: 32 executors are promised and 15 would be granted: .*; the service would say: .*maximumCapacity settings: \[cpu: 68 vCPU, memory: 264 GB, disk: 680 GB\]/);
    expect(limitedTo('135 vCPU', '528 GB', '1360 GB')).toThrow(/SZ2006 Workload: 32 executors are promised and 31 would be granted: 135 vCPU: .*\[cpu: 135 vCPU\]/);
  });

  test('fails the synth where nothing would start', () => {
    expect(tooSmall('MaximumCapacity.Memory', '7 GB')).toThrow(/SZ2006 Workload: would not start/);
  });

  test('fails the synth where an executor grew in the runtime configuration', () => {
    expect(tooSmall('RuntimeConfiguration.0.Properties.spark\\.executor\\.memory', '14g')).toThrow(/SZ2006/);
  });

  test('fails the synth where an override is no amount, or one that is only known at deployment', () => {
    expect(tooSmall('MaximumCapacity.Cpu', 'many')).toThrow(/SZ1004 Workload: .*MaximumCapacity\/Cpu: got "many"/);
    expect(tooSmall('MaximumCapacity.Cpu', { Ref: 'Cpu' })).toThrow(/SZ1009 Workload: .*MaximumCapacity\/Cpu/);
    expect(tooSmall('RuntimeConfiguration', { Ref: 'Settings' })).toThrow(/SZ1009 Workload: .*RuntimeConfiguration/);
  });

  test('passes where an override takes the limits away', () => {
    expect(tooSmall('MaximumCapacity', undefined)).not.toThrow();
  });

  test('looks at every workload while the others hold their share', () => {
    const app = appOf();
    app.addPlan('Other', pinned());
    (app.node.defaultChild as any).addPropertyOverride('MaximumCapacity.Disk', '1359 GB');
    expect(() => Template.fromStack(app.stack)).toThrow(/SZ2006 Workload: .*\n.*SZ2006 Other: /);
  });

  test('passes where a setting is only known at deployment', () => {
    const stack = stackOf();
    const bucket = new Bucket(stack, 'Bucket');
    const app = appOf({ plan: pinned(), sparkSettings: { 'spark.sql.warehouse.dir': `s3://${bucket.bucketName}/` } }, stack);
    expect(propertiesOf(app).RuntimeConfiguration[0].Properties['spark.sql.warehouse.dir']).toEqual({ 'Fn::Join': ['', ['s3://', { Ref: expect.stringMatching(/^Bucket/) }, '/']] });
  });
});

describe('warnings', () => {
  test('are those of the plan, on its workload, and can be acknowledged one by one', () => {
    const workload = SparkWorkload.of({ input: Size.gibibytes(200), coreTime: Duration.hours(20), inputFormat: 'gzip' });
    expect(warningsOf(appOf({ workload })).sort()).toEqual(['SZ3202', 'SZ3206']);
    const app = appOf({ workload });
    Validations.of(app.workload).acknowledge({ id: 'cdk-sized-emr:SZ3206', reason: 'the files are small' });
    expect(warningsOf(app)).toEqual(['SZ3202']);
    const both = appOf({ workload });
    Validations.of(both).acknowledge({ id: 'cdk-sized-emr:SZ3206', reason: 'known' }, { id: 'cdk-sized-emr:SZ3202', reason: 'known' });
    expect(warningsOf(both)).toEqual([]);
  });

  test('SZ3208: below emr-7.0.0 there is no scheduler', () => {
    const old = appOf({ workload: nightly, release: EmrRelease.EMR_6_15_0 });
    expect(warningsOf(old)).toContain('SZ3208');
    expect(propertiesOf(old)).not.toHaveProperty('SchedulerConfiguration');
    expect(warningsOf(appOf({ workload: nightly, release: EmrRelease.EMR_7_0_0 }))).not.toContain('SZ3208');
  });

  test('SZ3211: an application that never stops cannot change its sizes', () => {
    expect(warningsOf(appOf({ plan: pinned(), autoStop: false }))).toEqual(['SZ3211']);
    expect(warningsOf(appOf({ plan: pinned(), autoStop: false, sizesInApplication: false }))).toEqual([]);
  });

  test('SZ3202: all workloads together exceed the quota that each keeps to', () => {
    const quota = (maxConcurrentVcpus: number) => ({ maxConcurrentVcpus });
    const app = appOf({ workload: nightly, ...quota(60) });
    expect(warningsOf(app)).toEqual([]);
    const two = appOf({ workload: nightly, ...quota(60) });
    two.addWorkload('Other', nightly, quota(60));
    expect(warningsOf(two)).toEqual(['SZ3202']);
    const enough = appOf({ workload: nightly, ...quota(600) });
    enough.addWorkload('Other', nightly, quota(600));
    expect(warningsOf(enough)).toEqual([]);
  });
});

test('the Region of the stack is the Region of the prices', () => {
  expect(appOf({ workload: nightly }, stackOf({ region: 'ap-southeast-1', account: '123456789012' })).plan.cost.region).toBe('ap-southeast-1');
  expect(appOf({ workload: nightly }).plan.cost.region).toBe('us-east-1');
  expect(appOf({ workload: nightly, region: 'us-west-2' }).plan.cost.region).toBe('us-west-2');
  expect(warningsOf(appOf({ workload: nightly }, stackOf({ region: 'eu-west-1', account: '123456789012' })))).toContain('SZ4004');
});

test('a property injector sets defaults', () => {
  class Injector implements IPropertyInjector {
    public readonly constructUniqueId = SizedEmrServerlessApp.PROPERTY_INJECTION_ID;
    public inject(props: any, _context: InjectionContext) {
      return { architecture: EmrArchitecture.ARM64, ...props };
    }
  }
  const app = new App();
  PropertyInjectors.of(app).add(new Injector());
  expect(propertiesOf(appOf({ workload: nightly }, new Stack(app, 'Stack'))).Architecture).toBe('ARM64');
});

test('an application that exists is a reference', () => {
  const stack = stackOf({ region: 'us-east-1', account: '123456789012' });
  const byId = SizedEmrServerlessApp.fromApplicationId(stack, 'ById', '00f1abcd2efg3h4i');
  const byArn = SizedEmrServerlessApp.fromApplicationArn(stack, 'ByArn', 'arn:aws:emr-serverless:us-east-1:123456789012:/applications/00f1abcd2efg3h4i');
  expect(byId.applicationRef.applicationId).toBe('00f1abcd2efg3h4i');
  expect(byArn.applicationRef.applicationId).toBe('00f1abcd2efg3h4i');
  expect(byArn.applicationRef.applicationArn).toContain('00f1abcd2efg3h4i');
});

test('another stack may refer to the application', () => {
  const app = new App();
  const producer = appOf({ plan: pinned() }, new Stack(app, 'Producer'));
  const consumer = new Stack(app, 'Consumer');
  new StringParameter(consumer, 'Id', { stringValue: producer.applicationRef.applicationId });
  new StringParameter(consumer, 'Arn', { stringValue: producer.applicationArn });
  Template.fromStack(consumer).hasResourceProperties('AWS::SSM::Parameter', { Value: { 'Fn::ImportValue': Match.stringLikeRegexp('Producer:ExportsOutputRefApp') } });
  Template.fromStack(producer.stack).hasOutput('*', { Export: { Name: Match.stringLikeRegexp('Arn') } });
  expect(producer.applicationId).toBe(producer.applicationRef.applicationId);
});
