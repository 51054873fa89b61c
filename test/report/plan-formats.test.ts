import { Size } from 'aws-cdk-lib';
import fc from 'fast-check';
import { EmrArchitecture, EmrRelease, SparkPlan, SparkWorkload } from '../../src';
import { violationsOf } from '../../src/checks/schema/violations';
import { Resolver } from '../../src/checks/template/resolver';
import { Value } from '../../src/checks/template/value';
import { schemaOf } from '../../src/core/catalog/resource-schemas';
import { RUN_JOB_FLOW, runJobFlowRequest } from '../../src/core/planning/run-job-flow';
import { parseSubmitParameters, settingsInWords } from '../../src/core/planning/submit-parameters';
import { formatsFor } from '../../src/report/plan-format-names';
import { planFormat } from '../../src/report/plan-formats';
import { clusterOf, clusterPropertiesOf, lockFile } from '../constructs/cluster-fixture';
import { PLAN } from '../fixtures/plan';

test('spark-submit: the parameters read back are the settings', () => {
  expect(parseSubmitParameters(planFormat(PLAN, 'spark-submit'))).toEqual(PLAN.sparkDefaults);
});

test('spark-defaults: one setting a line, key and value apart', () => {
  const lines = planFormat(PLAN, 'spark-defaults').trimEnd().split('\n');
  expect(Object.fromEntries(lines.map(line => line.split(/\s{2,}/)))).toEqual(PLAN.sparkDefaults);
});

test('emr-cli: the job driver is JSON within one word of the shell', () => {
  const text = planFormat({ ...PLAN, name: 'Bob\'s orders' }, 'emr-cli');
  const [, word] = /--job-driver '(.*)'\n$/.exec(text)!;
  const driver = JSON.parse(word.replace(/'\\''/g, '\''));
  expect(parseSubmitParameters(driver.sparkSubmit.sparkSubmitParameters)).toEqual(PLAN.sparkDefaults);
  expect(text).toContain('--name Bob-s-orders \\\n');
  expect(text).toContain('--maximum-capacity \'{"cpu":"50 vCPU","memory":"364 GB","disk":"740 GB"}\'');
  expect(text).not.toContain('--initial-capacity');
});

test('emr-cli: pre-initialised workers come with the application', () => {
  const initialCapacity = [{ key: 'Executor' as const, workerCount: 2, cpu: '4 vCPU', memory: '30 GB', disk: '60 GB', diskType: 'STANDARD' as const }];
  const text = planFormat({ ...PLAN, serverless: { ...PLAN.serverless, initialCapacity } }, 'emr-cli');
  expect(JSON.parse(/--initial-capacity '(.*)'/.exec(text)![1])).toEqual({
    Executor: { workerCount: 2, workerConfiguration: { cpu: '4 vCPU', memory: '30 GB', disk: '60 GB', diskType: 'STANDARD' } },
  });
});

test('emr-cli: a quote in a setting ends no word of the shell', () => {
  const text = planFormat({ ...PLAN, sparkDefaults: { 'spark.app.name': 'it\'s' } }, 'emr-cli');
  expect(text).toContain('it\'\\\'\'s');
});

test('airflow: a task whose parameters read back are the settings', () => {
  const text = planFormat({ ...PLAN, name: undefined }, 'airflow');
  expect(text).toContain('task_id="spark-job",');
  expect(parseSubmitParameters(JSON.parse(/"sparkSubmitParameters": (".*"),\n/.exec(text)![1]))).toEqual(PLAN.sparkDefaults);
});

test('run-job-flow: the cluster that the construct would make, with the job as its only step', () => {
  const cluster = clusterOf({ plan: lockFile });
  const { Instances, Configurations, StepConcurrencyLevel, ReleaseLabel, Applications, Tags, VisibleToAllUsers } = runJobFlowRequest(clusterPropertiesOf(cluster)) as any;
  const printed = JSON.parse(planFormat(lockFile._plan, 'run-job-flow'));
  expect(printed).toMatchObject({ Configurations, StepConcurrencyLevel, ReleaseLabel, Applications, Tags, VisibleToAllUsers });
  expect(printed.Instances).toEqual({ ...Instances, KeepJobFlowAliveWhenNoSteps: false, Ec2SubnetId: 'SUBNET_ID' });
  expect(settingsInWords(printed.Steps[0].HadoopJarStep.Args)).toEqual(lockFile._plan.sparkDefaults);
});

test('run-job-flow: the request of any plan is one that the service\'s own model takes, and has the nodes of the construct', () => {
  const options = fc.record({
    spotShare: fc.constantFrom(undefined, 0.5),
    architecture: fc.constantFrom(EmrArchitecture.X86_64, EmrArchitecture.ARM64),
    release: fc.constantFrom('emr-5.36.0', 'emr-6.15.0', 'emr-7.12.0').map(EmrRelease.of),
  });
  fc.assert(fc.property(options, fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 3 }), (pins, gibibytes, concurrentRuns) => {
    const workload = SparkWorkload.of({ input: Size.gibibytes(gibibytes), concurrentRuns });
    const plan = SparkPlan.forCluster(workload, { ...pins, instanceTypes: pins.architecture === EmrArchitecture.ARM64 ? ['r6g.2xlarge'] : ['r5.2xlarge'] });
    const printed = JSON.parse(planFormat(plan._plan, 'run-job-flow'));
    const value = new Value({ value: printed, path: '' }, new Resolver({ value: {}, path: '' }));
    expect(violationsOf(value, schemaOf(RUN_JOB_FLOW)!)).toEqual([]);
    const made = runJobFlowRequest(clusterPropertiesOf(clusterOf({ plan }))) as any;
    const partsOf = (request: any) => [request.Instances.InstanceGroups, request.Configurations, request.StepConcurrencyLevel];
    expect(partsOf(printed)).toEqual(partsOf(made));
  }), { numRuns: 15 });
});

test('each platform has the forms that hold its sizes', () => {
  expect(formatsFor('serverless')).toEqual(['spark-submit', 'spark-defaults', 'emr-cli', 'airflow']);
  expect(formatsFor('ec2')).toEqual(['spark-submit', 'spark-defaults', 'run-job-flow']);
  expect(formatsFor('any')).toEqual(['spark-submit', 'spark-defaults']);
});
