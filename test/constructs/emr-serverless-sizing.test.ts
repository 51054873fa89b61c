import { App, Duration, Mixins, Size, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnApplication, CfnApplicationProps } from 'aws-cdk-lib/aws-emrserverless';
import { hourly, nightly, pinned, stackOf } from './app-fixture';
import { EmrServerlessSizing, SizedEmrServerlessApp, SizingChecks, SparkWorkload } from '../../src';
import { thrownBy } from '../api/thrown';

const told = (run: () => unknown) => thrownBy(run).join('\n');

/** As another library would make it: capacity by rule of thumb, settings of its own. */
function rawApplication(props: Partial<CfnApplicationProps> = {}, stack = stackOf()): CfnApplication {
  return new CfnApplication(stack, 'App', {
    type: 'Spark',
    releaseLabel: 'emr-7.12.0',
    maximumCapacity: { cpu: '400 vCPU', memory: '1600 GB' },
    runtimeConfiguration: [
      { classification: 'spark-defaults', properties: { 'spark.executor.memory': '30g', 'spark.sql.ansi.enabled': 'true' } },
      { classification: 'spark-driver-log4j2', properties: { 'rootLogger.level': 'warn' } },
    ],
    ...props,
  });
}

function propertiesOf(application: CfnApplication): Record<string, any> {
  const [{ Properties }] = Object.values(Template.fromStack(application.stack).findResources('AWS::EMRServerless::Application'));
  return Properties as Record<string, any>;
}

test('a raw application is sized as the construct sizes it, and keeps what is its own', () => {
  const application = rawApplication({ tags: [{ key: 'team', value: 'a' }], autoStopConfiguration: { enabled: true, idleTimeoutMinutes: 5 } });
  Mixins.of(application).apply(new EmrServerlessSizing({ workload: nightly }));
  const sized = new SizedEmrServerlessApp(stackOf(), 'App', { workload: nightly, sparkSettings: { 'spark.sql.ansi.enabled': 'true' } });
  const { MaximumCapacity, SchedulerConfiguration, RuntimeConfiguration: [defaults] } = propertiesOf(sized.node.defaultChild as CfnApplication);
  expect(propertiesOf(application)).toMatchObject({
    MaximumCapacity,
    SchedulerConfiguration,
    RuntimeConfiguration: [defaults, { Classification: 'spark-driver-log4j2', Properties: { 'rootLogger.level': 'warn' } }],
    AutoStopConfiguration: { Enabled: true, IdleTimeoutMinutes: 5 },
    Tags: [{ Key: 'team', Value: 'a' }],
  });
});

test('every application below a scope is sized, and the rules find nothing in it', () => {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Stack');
  rawApplication({}, stack);
  Mixins.of(app).requireAny().apply(new EmrServerlessSizing({ workload: hourly }));
  const templatePaths = app.synth().stacks.map(one => one.templateFullPath);
  expect(new SizingChecks().validate({ appConstruct: app, templatePaths })).toEqual({ success: true, violations: [] });
});

test('the scheduler keeps its queue, and gets the runs of the workload', () => {
  const application = rawApplication({ schedulerConfiguration: { maxConcurrentRuns: 50, queueTimeoutMinutes: 60 } });
  Mixins.of(application).apply(new EmrServerlessSizing({ workload: hourly }));
  expect(propertiesOf(application).SchedulerConfiguration).toEqual({ MaxConcurrentRuns: 3, QueueTimeoutMinutes: 60 });
});

test('warm workers get the size of the jobs where warm says so', () => {
  const initialCapacity = [{ key: 'Executor', value: { workerCount: 5, workerConfiguration: { cpu: '4 vCPU', memory: '30 GB' } } }];
  const application = rawApplication({ initialCapacity });
  Mixins.of(application).apply(new EmrServerlessSizing({ workload: nightly, warm: 2 }));
  expect(propertiesOf(application).InitialCapacity).toMatchObject([{ Key: 'Driver' }, { Key: 'Executor', Value: { WorkerCount: 2 } }]);
  expect(told(() => Mixins.of(rawApplication({ initialCapacity })).apply(new EmrServerlessSizing({ workload: nightly })))).toMatch(/SZ1001 warm: left out/);
});

test('Lake Formation counts twice, as in the construct', () => {
  const properties = { 'spark.emr-serverless.lakeformation.enabled': 'true' };
  const application = rawApplication({ runtimeConfiguration: [{ classification: 'spark-defaults', properties }] });
  Mixins.of(application).apply(new EmrServerlessSizing({ workload: nightly }));
  const sized = new SizedEmrServerlessApp(stackOf(), 'App', { workload: nightly, lakeFormation: true });
  expect(propertiesOf(application).MaximumCapacity).toEqual(sized.maximumCapacity && {
    Cpu: sized.maximumCapacity.cpu, Memory: sized.maximumCapacity.memory, Disk: sized.maximumCapacity.disk,
  });
  expect(propertiesOf(application).RuntimeConfiguration[0].Properties).toMatchObject({ 'spark.dynamicAllocation.maxExecutorsRatio': '1' });
});

test('a pinned plan is emitted as it is, for its own release alone', () => {
  const application = rawApplication();
  Mixins.of(application).apply(new EmrServerlessSizing({ plan: pinned() }));
  expect(propertiesOf(application).MaximumCapacity).toEqual({ Cpu: '68 vCPU', Memory: '264 GB', Disk: '680 GB' });
  expect(told(() => Mixins.of(rawApplication({ releaseLabel: 'emr-7.5.0' })).apply(new EmrServerlessSizing({ plan: pinned() })))).toMatch(/SZ1007 release/);
});

test('what somebody changes after it is proven at synthesis', () => {
  const application = rawApplication();
  Mixins.of(application).apply(new EmrServerlessSizing({ workload: nightly }));
  application.maximumCapacity = { cpu: '4 vCPU', memory: '16 GB', disk: '20 GB' };
  expect(() => (application.node.root as App).synth()).toThrow(/SZ2006 App/);
});

test.each<[string, Partial<CfnApplicationProps>, RegExp]>([
  ['a release that is only known at deployment', { releaseLabel: Token.asString({ Ref: 'Release' }) }, /SZ1009 releaseLabel/],
  ['settings that are only known at deployment', { runtimeConfiguration: Token.asAny({ Ref: 'Settings' }) as any }, /SZ1009 runtimeConfiguration/],
  ['another engine', { type: 'Hive' }, /SZ1007 type: got Hive; only Spark is sized/],
  ['a release that does not exist', { releaseLabel: 'emr-5.30.0' }, /SZ40\d\d releaseLabel/],
  ['settings that move the pools', { runtimeConfiguration: [{ classification: 'spark-defaults', properties: { 'spark.buffer.pageSize': '1m' } }] }, /SZ1012 runtimeConfiguration spark-defaults\["spark.buffer.pageSize"\]/],
])('%s is refused', (_, props, message) => {
  expect(told(() => Mixins.of(rawApplication(props)).apply(new EmrServerlessSizing({ workload: nightly })))).toMatch(message);
});

test('all problems come at once, and a second sizing is one', () => {
  const application = rawApplication({ type: 'Hive', releaseLabel: 'emr-5.30.0' });
  expect(told(() => Mixins.of(application).apply(new EmrServerlessSizing({ workload: nightly })))).toMatch(/2 problems/);
  const sized = rawApplication();
  Mixins.of(sized).apply(new EmrServerlessSizing({ workload: nightly }));
  expect(told(() => Mixins.of(sized).apply(new EmrServerlessSizing({ workload: nightly })))).toMatch(/SZ1007 resource: a mixin has sized it already/);
});

test('what could not be sized can be tried again', () => {
  const impossible = SparkWorkload.of({ input: Size.gibibytes(500), coreTime: Duration.hours(100), finishWithin: Duration.seconds(1) });
  const application = rawApplication();
  expect(() => Mixins.of(application).apply(new EmrServerlessSizing({ workload: impossible }))).toThrow(/SZ31/);
  expect(() => Mixins.of(application).apply(new EmrServerlessSizing({ workload: nightly }))).not.toThrow();
});

test('a demand that cannot be met is told in the planner\'s words', () => {
  const impossible = SparkWorkload.of({ input: Size.gibibytes(500), coreTime: Duration.hours(100), finishWithin: Duration.seconds(1) });
  expect(told(() => Mixins.of(rawApplication()).apply(new EmrServerlessSizing({ workload: impossible })))).toMatch(/SZ31\d\d/);
});

test('it supports applications and nothing else', () => {
  const application = rawApplication();
  const mixin = new EmrServerlessSizing({ workload: nightly });
  expect([mixin.supports(application), mixin.supports(application.stack)]).toEqual([true, false]);
});
