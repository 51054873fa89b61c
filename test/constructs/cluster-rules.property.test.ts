import { Duration, Size } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import fc from 'fast-check';
import { stackOf } from './app-fixture';
import { EmrRelease, InstanceMarket, SizedEmrCluster, SparkWorkload } from '../../src';
import { checkTemplate } from '../../src/checks/check-template';

const workload = fc.record({
  input: fc.integer({ min: 1, max: 400 }),
  shuffleShare: fc.double({ min: 0, max: 0.6, noNaN: true }),
  coreHours: fc.integer({ min: 1, max: 12 }),
  concurrentRuns: fc.integer({ min: 1, max: 3 }),
}).map(({ input, shuffleShare, coreHours, concurrentRuns }) => SparkWorkload.of({
  input: Size.gibibytes(input),
  shuffle: Size.mebibytes(Math.ceil(input * shuffleShare * 1024)),
  coreTime: Duration.hours(coreHours),
  finishWithin: Duration.hours(6),
  concurrentRuns,
}));

const types = fc.constantFrom<string[][]>(['r5.2xlarge', 'r6i.2xlarge', 'r5.4xlarge'], ['m5.xlarge', 'm5.4xlarge', 'm6i.2xlarge'], ['c5.4xlarge', 'c5.9xlarge', 'c6i.4xlarge']);

const cluster = fc.record({
  workload, types, isFleet: fc.boolean(), spot: fc.boolean(), scaled: fc.boolean(), label: fc.constantFrom('emr-7.12.0', 'emr-6.10.0'),
});

test('no rule finds anything in the template of a random workload with its job as a step', () => {
  fc.assert(fc.property(cluster, ({ workload: first, types: names, isFleet, spot, scaled, label }) => {
    const [own, ...further] = names;
    const fleetInstanceTypes = isFleet ? further : undefined;
    const stack = stackOf();
    const { plan, nodeCount } = new SizedEmrCluster(stack, 'Cluster', { workload: first, release: EmrRelease.of(label), instanceTypes: [own], fleetInstanceTypes });
    const all = new SizedEmrCluster(stack, 'All', {
      plan,
      fleetInstanceTypes,
      ...spot && nodeCount > 1 ? { taskNodes: 1, taskMarket: InstanceMarket.SPOT } : {},
      ...scaled ? { minimumNodes: 1 } : {},
    });
    all.addStep({ name: 'run', args: all.workload.sparkSubmitArguments(['s3://code/job.py']) });
    const checked = checkTemplate(Template.fromStack(stack).toJSON(), 'stack.template.json');
    expect(checked).toMatchObject({ ok: true });
    expect(checked.ok && checked.value.findings.map(({ id, path, message }) => `${id} ${path} ${message}`)).toEqual([]);
  }), { numRuns: 40 });
}, 300_000);
