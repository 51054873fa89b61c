import { App, Duration, Mixins, Size, Stack } from 'aws-cdk-lib';
import { CfnApplication } from 'aws-cdk-lib/aws-emrserverless';
import fc from 'fast-check';
import { EmrArchitecture, EmrRelease, EmrServerlessSizing, SizedEmrCluster, SizedEmrServerlessApp, SparkWorkload, WorkloadProfile } from '../../src';
import { checkTemplate } from '../../src/checks/check-template';
import { Finding } from '../../src/checks/findings';

const RUNS = Number(process.env.PROPERTY_RUNS ?? 60);

const workload = fc.record({
  input: fc.integer({ min: 1, max: 2000 }),
  shuffleShare: fc.double({ min: 0, max: 0.8, noNaN: true }),
  cacheShare: fc.constantFrom(0, 0, 0, 0.3),
  coreHours: fc.integer({ min: 1, max: 60 }),
  concurrentRuns: fc.constantFrom(1, 1, 2, 5),
  profile: fc.constantFrom(WorkloadProfile.BATCH_ETL, WorkloadProfile.SQL_ANALYTICS, WorkloadProfile.MACHINE_LEARNING, WorkloadProfile.INTERACTIVE),
  pythonMiB: fc.constantFrom(0, 0, 512),
}).map(({ input, shuffleShare, cacheShare, coreHours, concurrentRuns, profile, pythonMiB }) => SparkWorkload.of({
  input: Size.gibibytes(input),
  shuffle: Size.mebibytes(Math.ceil(input * shuffleShare * 1024)),
  cache: cacheShare ? Size.gibibytes(Math.ceil(input * cacheShare)) : undefined,
  pythonMemoryPerTask: pythonMiB ? Size.mebibytes(pythonMiB) : undefined,
  coreTime: Duration.hours(coreHours),
  concurrentRuns,
  profile,
}));

const release = fc.constantFrom('emr-6.6.0', 'emr-6.9.0', 'emr-6.15.0', 'emr-7.0.0', 'emr-7.5.0', 'emr-7.12.0', 'emr-spark-8.1.0');
const architecture = fc.constantFrom(EmrArchitecture.X86_64, EmrArchitecture.ARM64);

const application = fc.record({
  workloads: fc.array(workload, { minLength: 1, maxLength: 2 }),
  release,
  architecture,
  warm: fc.constantFrom(undefined, undefined, 1, 4),
  lakeFormation: fc.constantFrom(undefined, undefined, true),
  stopForUpdate: fc.constantFrom(undefined, true),
  stopOnDelete: fc.constantFrom(undefined, true),
});

const cluster = fc.record({
  workloads: fc.array(workload, { minLength: 1, maxLength: 2 }),
  release: fc.constantFrom('emr-6.10.0', 'emr-7.0.0', 'emr-7.12.0'),
  types: fc.constantFrom<string[][]>(['r5.2xlarge', 'r6i.2xlarge'], ['m5.4xlarge', 'm6i.4xlarge'], ['c5.9xlarge', 'c5.9xlarge']),
  isFleet: fc.boolean(),
  minimumNodes: fc.constantFrom(undefined, 1),
  defaultsInCluster: fc.boolean(),
  task: fc.constantFrom({}, { spotShare: 0.5 }),
});

/** The findings of a stack; undefined where the construct refused the request. */
function findingsOf(build: (stack: Stack) => void): readonly Finding[] | undefined {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Stack');
  try {
    build(stack);
  } catch (error) {
    if (/^SZ\d{4}/.test((error as Error).message)) return undefined;
    throw error;
  }
  const checked = checkTemplate(app.synth().getStackArtifact(stack.artifactId).template, 'a.json');
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
  return checked.value.findings;
}

/** Runs the property, and sees that most cases were no refusals. */
function neverFinds<T>(cases: fc.Arbitrary<T>, build: (value: T, stack: Stack) => void): void {
  let built = 0;
  fc.assert(fc.property(cases, value => {
    const findings = findingsOf(stack => build(value, stack));
    if (findings === undefined) return;
    built += 1;
    expect(findings).toEqual([]);
  }), { numRuns: RUNS });
  expect(built).toBeGreaterThan(RUNS / 3);
}

test('an application of random workloads has no finding', () => {
  neverFinds(application, ({ workloads: [first, ...others], release: label, ...props }, stack) => {
    const app = new SizedEmrServerlessApp(stack, 'App', { workload: first, release: EmrRelease.of(label), ...props });
    others.forEach((other, index) => app.addWorkload(`More${index}`, other));
  });
}, 600_000);

test('a raw application that a mixin sized has no finding', () => {
  neverFinds(application, ({ workloads: [first], release: label, architecture: kind, warm }, stack) => {
    const raw = new CfnApplication(stack, 'App', { type: 'Spark', releaseLabel: label, architecture: kind.toUpperCase() });
    Mixins.of(raw).apply(new EmrServerlessSizing({ workload: first, warm }));
  });
}, 600_000);

test('a cluster of random workloads has no finding', () => {
  neverFinds(cluster, ({ workloads: [first, ...others], release: label, types: [own, ...further], isFleet, task, ...props }, stack) => {
    const sized = new SizedEmrCluster(stack, 'Cluster', {
      workload: first, release: EmrRelease.of(label), instanceTypes: [own], fleetInstanceTypes: isFleet ? further.filter(type => type !== own) : undefined, ...props, ...task,
    });
    others.forEach((other, index) => sized.addWorkload(`More${index}`, other));
    const { workload: main } = sized;
    sized.addStep({ name: 'job', args: main.sparkSubmitArguments(['s3://code/job.py']) });
  });
}, 600_000);
