import { Duration, Size, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import fc from 'fast-check';
import { stackOf } from './app-fixture';
import { EmrRelease, SizedEmrServerlessApp, SizedServerlessWorkload, SparkWorkload } from '../../src';
import { checkTemplate } from '../../src/checks/check-template';

const workload = fc.record({
  input: fc.integer({ min: 1, max: 2000 }),
  shuffleShare: fc.double({ min: 0, max: 1, noNaN: true }),
  coreHours: fc.integer({ min: 1, max: 40 }),
  broadcast: fc.integer({ min: 0, max: 4 }),
  concurrentRuns: fc.integer({ min: 1, max: 4 }),
}).map(({ input, shuffleShare, coreHours, broadcast, concurrentRuns }) => SparkWorkload.of({
  input: Size.gibibytes(input),
  shuffle: Size.mebibytes(Math.ceil(input * shuffleShare * 1024)),
  broadcast: Size.gibibytes(broadcast),
  coreTime: Duration.hours(coreHours),
  finishWithin: Duration.hours(20),
  maxConcurrentVcpus: 4000,
  concurrentRuns,
}));

const application = fc.record({
  workloads: fc.array(workload, { minLength: 1, maxLength: 3 }),
  warm: fc.boolean(),
  lakeFormation: fc.boolean(),
  sizesInApplication: fc.boolean(),
  hasJobs: fc.boolean(),
  label: fc.constantFrom('emr-6.9.0', 'emr-7.2.0', 'emr-7.12.0', 'emr-7.14.0', 'emr-spark-8.0.0', 'emr-spark-8.1.0'),
});

/** A state machine that starts a run of every workload. */
function startAll(app: SizedEmrServerlessApp, all: readonly SizedServerlessWorkload[]): void {
  const state = (placed: SizedServerlessWorkload) => ({
    Type: 'Task',
    Resource: 'arn:aws:states:::emr-serverless:startJobRun.sync',
    Parameters: {
      ApplicationId: app.applicationId,
      ExecutionRoleArn: 'arn:aws:iam::123456789012:role/job',
      JobDriver: { SparkSubmit: { EntryPoint: 's3://code/job.py', SparkSubmitParameters: placed.sparkSubmitParameters() } },
    },
    End: true,
  });
  const States = { All: { Type: 'Parallel', End: true, Branches: all.map(placed => ({ StartAt: 'Run', States: { Run: state(placed) } })) } };
  const definitionString = Stack.of(app).toJsonString({ StartAt: 'All', States });
  new CfnStateMachine(app, 'Machine', { roleArn: 'arn:aws:iam::123456789012:role/run', definitionString });
}

test('the templates of random workloads have no finding', () => {
  fc.assert(fc.property(application, ({ workloads: [first, ...others], warm, lakeFormation, sizesInApplication, hasJobs, label }) => {
    const stack = stackOf();
    const app = new SizedEmrServerlessApp(stack, 'App', {
      workload: first,
      release: EmrRelease.of(label),
      sizesInApplication,
      lakeFormation: lakeFormation && label !== 'emr-6.9.0',
      ...warm ? { warm: 2 } : {},
    });
    const workloads = [app.workload, ...others.map((other, index) => app.addWorkload(`More${index}`, other))];
    if (hasJobs) startAll(app, workloads);
    const checked = checkTemplate(Template.fromStack(stack).toJSON(), 'stack.template.json');
    expect(checked).toMatchObject({ ok: true, value: { resources: hasJobs ? 2 : 1 } });
    const findings = checked.ok ? checked.value.findings.filter(({ severity }) => sizesInApplication || severity !== 'note') : checked.problems;
    expect(findings).toEqual([]); // without sizes in the application it is noted what jobs without sizes would meet
  }), { numRuns: 40 });
}, 300_000);
