import { InstanceTypeCorrection } from '../../../src/core/catalog/instance-corrections';
import { checkPlan } from '../../../src/core/planning/check-plan';
import { planEc2 } from '../../../src/core/planning/ec2';
import { Ec2Pins, Ec2Plan } from '../../../src/core/planning/ec2-plan';
import { readPlan } from '../../../src/core/planning/read-plan';
import { readWorkload } from '../../../src/core/workload/read';

const WORKLOAD = { input: '500GiB', shuffle: '180GiB', coreTime: '16h', finishWithin: '3h' };

function planOf(source: object = WORKLOAD, pins: Ec2Pins = {}, instanceTypes?: InstanceTypeCorrection[], release = 'emr-7.12.0'): Ec2Plan {
  const workload = readWorkload(source);
  if (!workload.ok) throw new Error(JSON.stringify(workload.problems));
  const plan = planEc2(workload.value, { release, architecture: 'x86_64', region: 'us-east-1', objective: 'cost', pins, instanceTypes });
  if (!plan.ok) throw new Error(JSON.stringify(plan.problems));
  return plan.value;
}

const pinned = { instanceTypes: ['r5.2xlarge'], executorCores: 4, nodes: 4 };
const plan = planOf(WORKLOAD, pinned);

/** The plan with some fields replaced, by path. */
function changed(values: Record<string, unknown>): Ec2Plan {
  const copy = JSON.parse(JSON.stringify(plan));
  for (const [path, value] of Object.entries(values)) {
    const names = path.includes('"') ? [path.slice(0, path.indexOf('[')), JSON.parse(path.slice(path.indexOf('[') + 1, -1))] : path.split('.');
    const last = names.pop()!;
    names.reduce((target, name) => target[name], copy)[last] = value;
  }
  return copy;
}

function problemsOf(values: Record<string, unknown>): string[] {
  return checkPlan(changed(values)).map(({ id, path }) => `${id} ${path}`);
}

describe('a lock file for a cluster', () => {
  test.each<[string, Ec2Plan]>([
    ['free', planOf()],
    ['pinned', plan],
    ['with a fixed count, a disk and a heap', planOf(WORKLOAD, { executors: 12, diskGiB: 500, executorMemoryMiB: 12_000, collector: 'parallel', partitions: 900, taskCpus: 2 })],
    ['of several runs', planOf({ ...WORKLOAD, concurrentRuns: 3 })],
    ['with off-heap memory on Spark 2', planOf({ ...WORKLOAD, offHeap: '2GiB' }, {}, undefined, 'emr-5.36.2')],
    ['of Python with a cache', planOf({ ...WORKLOAD, language: 'python', cache: '40GiB', offHeap: '1GiB' })],
    ['on an instance store', planOf(WORKLOAD, { instanceTypes: ['r5d.4xlarge'] })],
    ['of a streaming job', planOf({ input: '2GiB', profile: 'streaming', finishWithin: '1m', coreTime: '10m' })],
    ['on a type of one\'s own', planOf(WORKLOAD, { instanceTypes: ['m99g.4xlarge'] }, [
      { instanceType: 'm99g.4xlarge', architecture: 'x86_64', vCores: 16, memoryMiB: 65536, yarnMemoryMiB: 60000, usdPerHour: 0.7, emrUsdPerHour: 0.1 },
    ])],
  ])('%s is read back as it is, and legal', (_name, written) => {
    const reading = readPlan(JSON.parse(JSON.stringify(written)));
    expect(reading).toMatchObject({ ok: true });
    expect(reading.ok && reading.value).toEqual(JSON.parse(JSON.stringify(written)));
    expect(checkPlan(written)).toEqual([]);
  });

  test('fails on what it does not have of a cluster', () => {
    const reading = readPlan({ ...changed({ 'cluster.core.ebs.volumes': 0, 'cluster.deployMode': 'cluster' }), executor: { ...plan.executor, diskType: 'STANDARD' } });
    expect(!reading.ok && reading.problems.map(({ id, path }) => `${id} ${path}`)).toEqual([
      'SZ1004 executor.diskType', 'SZ1004 cluster.deployMode', 'SZ1004 cluster.core.ebs.volumes',
    ]);
  });
});

describe('fails where EMR, YARN or Spark would not do what the plan says', () => {
  test.each([
    ['an unknown release', { release: 'seven' }, 'SZ4001 release'],
    ['a faulty row of a type', { instanceTypes: [{ instanceType: 'x' }] }, 'SZ4103 instanceTypes[0].instanceType'],
    ['an unknown type', { 'cluster.core.instanceType': 'r5.3xlarge', 'pins': {} }, 'SZ4101 cluster.core.instanceType'],
    ['a primary node of another architecture', { 'cluster.primary.instanceType': 'm6g.xlarge' }, 'SZ4102 cluster.primary.instanceType'],
    ['a primary node that is said to have more than it has', { 'cluster.primary.memoryMiB': 99_999 }, 'SZ1007 cluster.primary.memoryMiB'],
    ['more of YARN than a node has', { 'cluster.core.yarnMemoryMiB': plan.cluster.core.yarnMemoryMiB + 32 }, 'SZ1007 cluster.core.yarnMemoryMiB'],
    ['other vcores than a node has', { 'cluster.core.vCores': 16 }, 'SZ1007 cluster.core.vCores'],
    ['too few nodes', { 'cluster.core.count': 3, 'pins': {} }, 'SZ2006 cluster.core'],
    ['too many volumes', { 'cluster.core.ebs.volumes': 26 }, 'SZ2002 cluster.core.ebs.volumes'],
    ['a volume below the least', { 'cluster.core.ebs.sizeGiB': 4 }, 'SZ2002 cluster.core.ebs.sizeGiB'],
    ['drivers that the primary node does not hold', { concurrentRuns: 2 }, 'SZ2007 cluster.primary'],
    ['a master that is larger than was placed', { 'sparkDefaults["spark.yarn.am.memory"]': '1g' }, 'SZ1007 cluster.applicationMaster.memoryMiB'],
    ['a master whose memory is no size', { 'sparkDefaults["spark.yarn.am.memory"]': 'much' }, 'SZ1008 sparkDefaults["spark.yarn.am.memory"]'],
    ['cluster mode', { 'sparkDefaults["spark.submit.deployMode"]': 'cluster' }, 'SZ1007 sparkDefaults["spark.submit.deployMode"]'],
    ['an overhead that is not the plan\'s', { 'sparkDefaults["spark.executor.memoryOverhead"]': '1g' }, 'SZ1007 sparkDefaults["spark.executor.memoryOverhead"]'],
    ['a setting of the other platform', { 'sparkDefaults["spark.driver.cores"]': '1' }, 'SZ1007 sparkDefaults["spark.driver.cores"]'],
    ['counts that contradict each other', { 'executors.initial': 999 }, 'SZ2005 executors'],
  ])('%s', (_name, values, problem) => {
    expect(problemsOf(values)).toContain(problem);
  });

  test('more cores than a node has', () => {
    expect(problemsOf({ 'executor.cores': 9, 'executor.slots': 9 })).toContain('SZ2006 executor.cores');
  });

  test('what was pinned otherwise', () => {
    expect(problemsOf({ pins: { ...pinned, nodes: 5 } })).toEqual(['SZ1007 pins.nodes']);
    expect(problemsOf({ pins: { ...pinned, instanceTypes: ['r5.4xlarge'] } })).toEqual(['SZ1007 pins.instanceTypes']);
    expect(problemsOf({ pins: { ...pinned, diskGiB: 7777 } })).toEqual(['SZ1007 pins.diskGiB']);
    expect(problemsOf({ pins: { ...pinned, executorCores: 8 } })).toEqual(['SZ1007 pins.executorCores']);
  });
});
