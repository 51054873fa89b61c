import { Duration, Size } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import fc from 'fast-check';
import { stackOf } from './app-fixture';
import { EmrRelease, SizedEmrServerlessApp, SparkWorkload } from '../../src';
import { checkTemplate } from '../../src/checks/check-template';

const workload = fc.record({
  input: fc.integer({ min: 1, max: 2000 }),
  shuffleShare: fc.double({ min: 0, max: 1, noNaN: true }),
  coreHours: fc.integer({ min: 1, max: 60 }),
  broadcast: fc.integer({ min: 0, max: 4 }),
  concurrentRuns: fc.integer({ min: 1, max: 4 }),
}).map(({ input, shuffleShare, coreHours, broadcast, concurrentRuns }) => SparkWorkload.of({
  input: Size.gibibytes(input),
  shuffle: Size.mebibytes(Math.ceil(input * shuffleShare * 1024)),
  broadcast: Size.gibibytes(broadcast),
  coreTime: Duration.hours(coreHours),
  finishWithin: Duration.hours(9),
  maxConcurrentVcpus: 4000,
  concurrentRuns,
}));

const application = fc.record({
  workloads: fc.array(workload, { minLength: 1, maxLength: 3 }),
  warm: fc.boolean(),
  lakeFormation: fc.boolean(),
  sizesInApplication: fc.boolean(),
  label: fc.constantFrom('emr-6.9.0', 'emr-7.2.0', 'emr-7.12.0', 'emr-7.14.0', 'emr-spark-8.0.0', 'emr-spark-8.1.0'),
});

test('the templates of random workloads have no finding', () => {
  fc.assert(fc.property(application, ({ workloads: [first, ...others], warm, lakeFormation, sizesInApplication, label }) => {
    const stack = stackOf();
    const app = new SizedEmrServerlessApp(stack, 'App', {
      workload: first,
      release: EmrRelease.of(label),
      sizesInApplication,
      lakeFormation: lakeFormation && label !== 'emr-6.9.0',
      ...warm ? { warm: 2 } : {},
    });
    others.forEach((other, index) => app.addWorkload(`More${index}`, other));
    const checked = checkTemplate(Template.fromStack(stack).toJSON(), 'stack.template.json');
    const findings = checked.ok ? checked.value.findings.filter(({ severity }) => sizesInApplication || severity !== 'note') : checked.problems;
    expect(findings).toEqual([]); // without sizes in the application it is noted what jobs without sizes would meet
  }), { numRuns: Number(process.env.RUNS ?? 40) });
}, 300_000);
