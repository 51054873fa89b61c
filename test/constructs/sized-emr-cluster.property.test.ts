import { Duration, Size } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import fc from 'fast-check';
import { stackOf } from './app-fixture';
import { CLUSTER } from './cluster-fixture';
import { EmrRelease, InstanceMarket, SizedEmrCluster, SparkWorkload } from '../../src';
import { knownInstanceTypes } from '../../src/core/catalog/instance-types';
import { findRelease } from '../../src/core/catalog/releases';
import { yarnSettings } from '../../src/core/catalog/yarn-memory';
import { parseSubmitParameters } from '../../src/core/planning/submit-parameters';
import { simulateClusterTemplate } from '../../src/core/simulation/cluster-template';

const workload = fc.record({
  input: fc.integer({ min: 1, max: 300 }),
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

/** Types of one memory per core, but for the share that EMR keeps on newer families. */
const types = fc.constantFrom<string[][]>(['r5.2xlarge', 'r6i.2xlarge', 'r5.4xlarge'], ['m5.xlarge', 'm5.4xlarge', 'm6i.2xlarge'], ['c5.4xlarge', 'c5.9xlarge', 'c6i.4xlarge']);

const cluster = fc.record({
  workloads: fc.array(workload, { minLength: 1, maxLength: 3 }), types, isFleet: fc.boolean(), spot: fc.boolean(), scaled: fc.boolean(), label: fc.constantFrom('emr-7.12.0', 'emr-6.10.0'),
});

/** What the jobs of a cluster ask for, read from their submit parameters as Spark does, by hand. */
function askedOf(parameters: string): { readonly executors: number; readonly memoryMiB: number; readonly cores: number } {
  const settings = parseSubmitParameters(parameters);
  const mebibytes = (text: string) => text.endsWith('g') ? 1024 * parseInt(text, 10) : parseInt(text, 10);
  return {
    executors: Number(settings['spark.dynamicAllocation.maxExecutors']),
    memoryMiB: mebibytes(settings['spark.executor.memory']) + mebibytes(settings['spark.executor.memoryOverhead']),
    cores: Number(settings['spark.executor.cores']),
  };
}

test('the template of random workloads holds every executor that is promised, whatever the fleet is filled with', () => {
  fc.assert(fc.property(cluster, ({ workloads: [first, ...others], types: names, isFleet, spot, scaled, label }) => {
    const [own, ...further] = names;
    const stack = stackOf();
    const sized = new SizedEmrCluster(stack, 'Cluster', { workload: first, release: EmrRelease.of(label), instanceTypes: [own], fleetInstanceTypes: isFleet ? further : undefined });
    const hasTask = spot && sized.nodeCount > 1;
    const all = new SizedEmrCluster(stack, 'All', {
      plan: sized.plan,
      fleetInstanceTypes: isFleet ? further : undefined,
      ...hasTask ? { taskNodes: 1, taskMarket: InstanceMarket.SPOT } : {},
      ...scaled ? { minimumNodes: 1 } : {},
    });
    const placed = [all.workload, ...others.map((other, index) => all.addWorkload(`More${index}`, other))];
    const resources = Template.fromStack(stack).findResources(CLUSTER);
    const properties = resources[stack.getLogicalId(all.node.defaultChild as any)].Properties;

    const jobs = placed.map(one => ({ id: one.node.id, concurrentRuns: one.plan.concurrentRuns, settings: parseSubmitParameters(one.sparkSubmitParameters()) }));
    const played = simulateClusterTemplate(properties, { jobs });
    const promised = placed.reduce((sum, { plan }) => sum + plan.concurrentRuns * (plan.executors.maximum + 1), -1);
    expect(played).toMatchObject({ ok: true });
    for (const { simulation } of played.ok ? played.value : []) {
      expect(simulation.executorsAsked).toBe(promised);
      expect(simulation.executorsForCertain).toBe(promised);
    }
    expect(played.ok && played.value.length).toBe(isFleet ? 3 : 1);
    holdsByArea(properties, placed.map(one => ({ runs: one.plan.concurrentRuns, ...askedOf(one.sparkSubmitParameters()) })));
    withinLimits(properties, scaled);
  }), { numRuns: 25 });
}, 300_000);

/** No more memory is asked for than the nodes have, and no executor is larger than a node: by sums alone, whatever the simulation says. */
function holdsByArea({ Instances, ReleaseLabel }: any, jobs: readonly (ReturnType<typeof askedOf> & { runs: number })[]): void {
  const release = findRelease(ReleaseLabel);
  const yarn = (name: string) => yarnSettings(knownInstanceTypes().get(name)!, (release as any).value);
  const asked = jobs.reduce((sum, { runs, executors, memoryMiB }) => sum + runs * (executors * memoryMiB + 896), 0);
  const groups = [Instances.CoreInstanceGroup, ...Instances.TaskInstanceGroups ?? []].filter(Boolean);
  if (groups.length) expect(groups.reduce((sum, { InstanceType, InstanceCount }: any) => sum + InstanceCount * yarn(InstanceType).memoryMiB, 0)).toBeGreaterThanOrEqual(asked);
  for (const { InstanceType } of [...groups, ...Instances.CoreInstanceFleet?.InstanceTypeConfigs ?? []]) {
    for (const { memoryMiB, cores } of jobs) {
      expect(memoryMiB).toBeLessThanOrEqual(yarn(InstanceType).memoryMiB);
      expect(cores).toBeLessThanOrEqual(yarn(InstanceType).vCores);
    }
  }
}

/** Targets never exceed managed scaling's limits. */
function withinLimits({ Instances, ManagedScalingPolicy }: any, scaled: boolean): void {
  expect(ManagedScalingPolicy !== undefined).toBe(scaled);
  if (!scaled) return;
  const { MinimumCapacityUnits, MaximumCapacityUnits, MaximumOnDemandCapacityUnits, MaximumCoreCapacityUnits } = ManagedScalingPolicy.ComputeLimits;
  const fleets = [Instances.CoreInstanceFleet, ...Instances.TaskInstanceFleets ?? []].filter(Boolean);
  const groups = [Instances.CoreInstanceGroup, ...Instances.TaskInstanceGroups ?? []].filter(Boolean);
  const onDemand = [...fleets.map(fleet => fleet.TargetOnDemandCapacity), ...groups.map(({ Market, InstanceCount }) => Market === 'ON_DEMAND' ? InstanceCount : 0)];
  const all = [...fleets.map(fleet => fleet.TargetOnDemandCapacity + fleet.TargetSpotCapacity), ...groups.map(({ InstanceCount }) => InstanceCount)];
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  expect(sum(onDemand)).toBeLessThanOrEqual(MaximumOnDemandCapacityUnits);
  expect(sum(all)).toBeLessThanOrEqual(MaximumCapacityUnits);
  expect(all[0]).toBeLessThanOrEqual(MaximumCoreCapacityUnits);
  expect(MinimumCapacityUnits).toBeLessThanOrEqual(MaximumCapacityUnits);
}
