import { checkPlan } from '../../../src/core/planning/check-plan';
import { changed, planFixture } from '../../api/plan-fixture';

const setting = (key: string) => `sparkDefaults["${key}"]`;

/** Ids and paths of what is wrong after one change. */
function problemsOf(values: Record<string, unknown>): string[] {
  return checkPlan(changed(values)).map(({ id, path }) => `${id} ${path}`);
}

test('a plan whose numbers agree has no problem', () => {
  expect(checkPlan(planFixture())).toEqual([]);
});

test('fails on a plan that does not have what it was pinned to', () => {
  const { executor, executors, partitions } = planFixture();
  const pins = {
    executorCores: executor.cores,
    taskCpus: executor.taskCpus,
    executors: executors.maximum,
    partitions,
    executorMemoryMiB: executor.heapMiB,
    diskGiB: executor.diskGiB,
  };
  expect(problemsOf({ pins: { ...pins, collector: executor.collector } })).toEqual([]);
  for (const [name, value] of Object.entries(pins)) expect(problemsOf({ pins: { ...pins, [name]: value + 1 } })).toEqual([`SZ1007 pins.${name}`]);
  expect(problemsOf({ pins: { collector: 'cms' } })).toEqual(['SZ1007 pins.collector']);
});

describe('fails on a plan that the service would refuse', () => {
  test.each([
    ['an unknown release', { release: 'seven' }, 'SZ4001 release'],
    ['a release without EMR Serverless', { release: 'emr-5.36.0' }, 'SZ4003 release'],
    ['a worker outside the grid', { 'executor.worker.memoryGiB': 31 }, 'SZ2001 executor.worker'],
    ['a driver outside the grid', { 'driver.worker.memoryGiB': 3 }, 'SZ2001 driver.worker'],
    ['a container larger than its worker', { 'executor.worker.memoryGiB': 15 }, 'SZ2003 executor.containerMiB'],
    ['a container that a smaller worker would take', { 'executor.worker.memoryGiB': 17 }, 'SZ2003 executor.containerMiB'],
    ['a heap below Spark\'s least', { 'driver.heapMiB': 449, 'driver.overheadMiB': 3647 }, 'SZ2004 driver.heapMiB'],
    ['an initial count above the maximum', { 'executors.initial': 9 }, 'SZ2005 executors'],
    ['a minimum above the initial count', { 'executors.minimum': 4 }, 'SZ2005 executors'],
    ['a fixed count that is three counts', { 'executors.dynamic': false }, 'SZ2005 executors'],
    ['limits that are a GB short', { 'serverless.maximumCapacity.memory': '263 GB' }, 'SZ2006 serverless.maximumCapacity.memory'],
    ['limits without a unit', { 'serverless.maximumCapacity.disk': '680' }, 'SZ1004 serverless.maximumCapacity.disk'],
  ])('%s', (_, values, expected) => {
    expect(problemsOf(values)).toContain(expected);
  });

  test('disks below 20 GiB and above 200 GiB, and those just inside pass', () => {
    const withDisk = (diskGiB: number, diskType = 'STANDARD', release = 'emr-7.12.0') => problemsOf({
      release,
      'executor.diskGiB': diskGiB,
      'executor.worker.diskGiB': diskGiB,
      'executor.diskType': diskType,
      'executor.worker.diskType': diskType,
      [setting('spark.emr-serverless.executor.disk')]: `${diskGiB}G`,
      [setting('spark.emr-serverless.executor.disk.type')]: diskType.toLowerCase(),
      'serverless.maximumCapacity.disk': '99999 GB',
    });
    expect(withDisk(19)).toEqual(['SZ2002 executor.worker.diskGiB']);
    expect(withDisk(20)).toEqual([]);
    expect(withDisk(200)).toEqual([]);
    expect(withDisk(201)).toEqual(['SZ2002 executor.worker.diskGiB']);
    expect(withDisk(2000, 'SHUFFLE_OPTIMIZED')).toEqual([]);
    expect(withDisk(2001, 'SHUFFLE_OPTIMIZED')).toEqual(['SZ2002 executor.worker.diskGiB']);
    expect(withDisk(2000, 'SHUFFLE_OPTIMIZED', 'emr-7.0.0')).toEqual(['SZ1013 executor.worker.diskType']);
  });
});

describe('fails on a plan whose numbers disagree', () => {
  test.each([
    ['slots', { 'executor.slots': 3 }, ['SZ1007 executor.slots']],
    ['more task CPUs than cores', { 'executor.taskCpus': 5, 'executor.slots': 0 }, ['SZ1007 executor.taskCpus', `SZ1007 ${setting('spark.task.cpus')}`]],
    ['the sum of the container', { 'executor.overheadMiB': 4095 }, ['SZ1007 executor.containerMiB', `SZ1007 ${setting('spark.executor.memoryOverhead')}`]],
    ['the sum of the driver\'s container', { 'driver.overheadMiB': 2047 }, ['SZ1007 driver.containerMiB', `SZ1007 ${setting('spark.driver.memoryOverhead')}`]],
    ['cores and worker', { 'driver.cores': 1 }, ['SZ1007 driver.worker.vCpu', `SZ1007 ${setting('spark.driver.cores')}`]],
    ['disk and worker', { 'driver.diskGiB': 21 }, ['SZ1007 driver.worker.diskGiB', `SZ1007 ${setting('spark.emr-serverless.driver.disk')}`]],
    ['an unknown collector', { 'executor.collector': 'g2' }, ['SZ1005 executor.collector']],
    ['a setting', { [setting('spark.executor.memory')]: '14g' }, [`SZ1007 ${setting('spark.executor.memory')}`]],
    ['a setting that is no byte string', { [setting('spark.executor.memory')]: '12.5g' }, [`SZ1008 ${setting('spark.executor.memory')}`]],
    ['a setting left out', { [setting('spark.memory.fraction')]: undefined }, [`SZ1007 ${setting('spark.memory.fraction')}`]],
    ['a setting too many', { [setting('spark.speculation')]: 'true' }, [`SZ1007 ${setting('spark.speculation')}`]],
    ['the partitions', { partitions: 201 }, [`SZ1007 ${setting('spark.sql.shuffle.partitions')}`, `SZ1007 ${setting('spark.default.parallelism')}`]],
  ])('%s', (_, values, expected) => {
    expect(problemsOf(values)).toEqual(expected);
  });

  test('memory may be written in any unit that Spark reads', () => {
    expect(problemsOf({ [setting('spark.executor.memory')]: '12288m' })).toEqual([]);
    expect(problemsOf({ [setting('spark.executor.memory')]: '12582912k' })).toEqual([]);
  });
});

describe('warm workers', () => {
  const executor = { key: 'Executor', workerCount: 4, cpu: '4 vCPU', memory: '16 GB', disk: '40 GB', diskType: 'STANDARD' };
  const driver = { key: 'Driver', workerCount: 2, cpu: '2 vCPU', memory: '4 GB', disk: '20 GB', diskType: 'STANDARD' };
  const warm = (...rows: object[]) => problemsOf({ 'serverless.initialCapacity': rows });

  test('of the plan\'s own workers pass', () => {
    expect(warm(driver, executor)).toEqual([]);
  });

  test('fails where they are other workers, another key or no count', () => {
    expect(warm({ ...executor, memory: '15 GB' })).toEqual(['SZ1007 serverless.initialCapacity[0]']);
    expect(warm(driver, { ...executor, key: 'EXECUTORS' })).toEqual(['SZ1005 serverless.initialCapacity[1].key']);
    expect(warm({ ...driver, workerCount: 0 })).toEqual(['SZ1004 serverless.initialCapacity[0].workerCount']);
  });

  test('fails where they are more than the runs use and the limits do not hold them', () => {
    // 16 executors belong to two runs; a 17th takes 4 vCPU, 16 GB and 40 GB more
    expect(warm({ ...executor, workerCount: 17 })).toEqual([
      'SZ2006 serverless.maximumCapacity.cpu', 'SZ2006 serverless.maximumCapacity.memory', 'SZ2006 serverless.maximumCapacity.disk',
    ]);
  });

  test('fails beside serverless storage, which they never use', () => {
    const values = { [setting('spark.aws.serverlessStorage.enabled')]: 'true' };
    expect(problemsOf(values)).toEqual([]);
    expect(problemsOf({ ...values, 'serverless.initialCapacity': [driver] })).toEqual([`SZ1007 ${setting('spark.aws.serverlessStorage.enabled')}`]);
    expect(problemsOf({ ...values, release: 'emr-7.11.0' })).toEqual([`SZ1013 ${setting('spark.aws.serverlessStorage.enabled')}`]);
  });
});
