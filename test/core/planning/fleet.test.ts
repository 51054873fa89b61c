import { allowedTypes } from '../../../src/core/catalog/instance-lookup';
import { findRelease } from '../../../src/core/catalog/releases';
import { planEc2 } from '../../../src/core/planning/ec2';
import { Ec2Plan, Ec2Request } from '../../../src/core/planning/ec2-plan';
import { fleetTypes } from '../../../src/core/planning/fleet';
import { containersOf, nodesForJobs, sharedPrimary, spareUnits, withSpare } from '../../../src/core/planning/shared-cluster';
import { readWorkload } from '../../../src/core/workload/read';

const REQUEST: Ec2Request = { release: 'emr-7.12.0', architecture: 'x86_64', region: 'us-east-1', objective: 'cost', pins: {} };
const release = (findRelease('emr-7.12.0') as any).value;
const scope = { release, architecture: 'x86_64', path: 'fleetInstanceTypes' } as const;

function planOf(more: Partial<Ec2Request> = {}, source: object = { input: '200GiB', shuffle: '60GiB', coreTime: '10h', finishWithin: '2h' }): Ec2Plan {
  const workload = readWorkload(source);
  const plan = workload.ok ? planEc2(workload.value, { ...REQUEST, ...more }) : workload;
  if (!plan.ok) throw new Error(JSON.stringify(plan.problems));
  return plan.value;
}

function typesOf(plan: Ec2Plan, names: readonly string[]) {
  const types = fleetTypes(plan, names, scope);
  if (!types.ok) throw new Error(JSON.stringify(types.problems));
  return types.value;
}

describe('a plan for a fleet', () => {
  test.each([
    ['r5.2xlarge', ['r6i.2xlarge', 'r5.4xlarge', 'r7i.4xlarge']],
    ['m5.4xlarge', ['m6i.4xlarge', 'm7i.2xlarge']],
    ['c5.4xlarge', ['c6i.4xlarge', 'c7i.8xlarge']],
  ])('on %s fills %s: less than an executor more or less for as many cores', (own, fleet) => {
    const plan = planOf({ fleet, pins: { instanceTypes: [own] } });
    const types = typesOf(plan, fleet);
    for (const { yarn, weight } of types) {
      expect(weight * plan.executor.containerMiB).toBeLessThanOrEqual(yarn.memoryMiB);
      expect(weight * plan.executor.cores).toBeLessThanOrEqual(yarn.vCores);
      expect(weight / yarn.vCores).toBeGreaterThan(types[0].weight / types[0].yarn.vCores - 1 / yarn.vCores);
    }
  });

  test('is on a type that is like all of them, in the free search', () => {
    const plan = planOf({ fleet: ['r5.4xlarge', 'r6i.4xlarge'] });
    expect(plan.cluster.core.yarnMemoryMiB / plan.cluster.core.vCores).toBeLessThanOrEqual(118_784 / 16);
    expect(typesOf(plan, ['r5.4xlarge', 'r6i.4xlarge']).length).toBeGreaterThanOrEqual(2);
  });

  test('names a type once, the plan\'s own first', () => {
    const plan = planOf({ pins: { instanceTypes: ['r5.2xlarge'] } });
    expect(typesOf(plan, ['r5.4xlarge', 'r5.2xlarge', 'r5.4xlarge']).map(({ instanceType }) => instanceType)).toEqual(['r5.2xlarge', 'r5.4xlarge']);
  });

  test('has as much disk for an executor on every type', () => {
    const plan = planOf({ pins: { instanceTypes: ['r5.2xlarge'], diskGiB: 500 } });
    const [, large, small] = typesOf(plan, ['r5.8xlarge', 'r5.2xlarge', 'r5d.2xlarge']);
    expect(large.ebs!.volumes * large.ebs!.sizeGiB).toBeGreaterThanOrEqual(500 * large.weight / plan.cluster.core.executorsPerNode);
    expect(small.ebs!.volumes * small.ebs!.sizeGiB).toBeLessThan(500); // 300 GB of instance store beside it
  });

  test('finds the executors a place on any allowed type that is alike', () => {
    const plan = planOf({ pins: { instanceTypes: ['m5.4xlarge'], executorCores: 4 } });
    const names = allowedTypes({ release, architecture: 'x86_64' }).map(({ instanceType }) => instanceType);
    const fits = names.map(name => fleetTypes(plan, [name], scope)).filter(one => one.ok);
    expect(fits.length).toBeGreaterThan(20);
    for (const one of fits) for (const { weight } of one.ok ? one.value : []) expect(weight).toBeGreaterThan(0);
  });
});

describe('nodes that several jobs share', () => {
  const plan = planOf({ pins: { instanceTypes: ['r5.2xlarge'], executorCores: 4, nodes: 3 } });
  const [own] = typesOf(plan, []);
  const jobs = (count: number) => containersOf([{ id: 'Job', concurrentRuns: count, settings: plan.sparkDefaults }], release);

  test('are the plan\'s for one run', () => {
    expect(nodesForJobs({ type: own, taskNodes: 0, masterOnCore: false }, jobs(1), 3)).toBe(3);
  });

  test('are enough for more runs than they were planned for, one node fewer is not', () => {
    const shape = { type: own, taskNodes: 0, masterOnCore: false };
    const count = nodesForJobs(shape, jobs(4), 3);
    expect(count).toBeGreaterThanOrEqual(12);
    expect(nodesForJobs(shape, jobs(4), count)).toBe(count);
  });

  test('keep room for masters on core nodes', () => {
    const shape = { type: own, taskNodes: 2, masterOnCore: true };
    expect(nodesForJobs(shape, jobs(1), 3)).toBeGreaterThanOrEqual(3);
  });

  test('of a fleet have spare units where masters take places, task nodes first', () => {
    const [first, larger] = typesOf(plan, ['r5.4xlarge']);
    const units = { core: 3 * first.weight, task: 0 };
    const spare = spareUnits([first, larger], units, jobs(1), false);
    expect(units.core + spare).toBeGreaterThanOrEqual(plan.executors.maximum);
    expect(withSpare({ core: 4, task: 2 }, 1)).toEqual({ core: 4, task: 3 });
    expect(withSpare({ core: 4, task: 0 }, 1)).toEqual({ core: 5, task: 0 });
  });

  test('settings of no plan are a mistake of the caller', () => {
    expect(() => containersOf([{ id: 'Job', concurrentRuns: 1, settings: { 'spark.executor.memory': 'x' } }], release)).toThrow('the settings of Job are none of a plan');
  });
});

describe('the primary node of several plans', () => {
  const plan = planOf();

  test('is the first plan\'s where it holds all drivers', () => {
    expect(sharedPrimary([plan], plan.cluster.core.count, REQUEST)).toBe(plan.cluster.primary);
  });

  test('is the cheapest that holds them else, or none', () => {
    const two = sharedPrimary([plan, plan], 2 * plan.cluster.core.count, REQUEST)!;
    expect(two.memoryMiB).toBeGreaterThanOrEqual(6144 + 2 * plan.driver.containerMiB);
    expect(two.usdPerHour).toBeGreaterThan(plan.cluster.primary.usdPerHour);
    const huge = { ...plan, driver: { ...plan.driver, containerMiB: 2 ** 25 } };
    expect(sharedPrimary([huge, plan], 2, REQUEST)).toBeUndefined();
  });

  test('is of the families asked for', () => {
    expect(sharedPrimary([plan, plan], 2, { ...REQUEST, families: ['c5'] })!.instanceType).toMatch(/^c5\./);
  });
});
