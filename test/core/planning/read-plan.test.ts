import { readPlan } from '../../../src/core/planning/read-plan';
import { changed, planFixture } from '../../api/plan-fixture';

function problemsOf(source: unknown): string[] {
  const reading = readPlan(source);
  return reading.ok ? [] : reading.problems.map(({ id, path }) => `${id} ${path}`);
}

test('readPlan() gives back a whole document as it is', () => {
  const plan = planFixture();
  const reading = readPlan(plan);
  expect(reading.ok && reading.value).toBe(plan);
});

test.each([[null], [[]], ['text'], [3]])('fails on %j, which is no document', source => {
  expect(problemsOf(source)).toEqual(['SZ1010 ']);
});

test('fails on another schema', () => {
  expect(problemsOf(changed({ schema: 'sized-emr/plan/2' }))).toEqual(['SZ1010 schema']);
});

test('fails with every field that is missing or of another form, at once', () => {
  expect(problemsOf(changed({
    'executor.cores': 4.5,
    'executor.heapMiB': '12g',
    'driver.worker': undefined,
    'executors.dynamic': 'yes',
    'reasons': {},
    'partitions': 0,
    'sparkDefaults["spark.executor.cores"]': 4,
    'architecture': 'sparc',
    'cost.usd': Infinity,
  }))).toEqual([
    'SZ1004 architecture', 'SZ1004 executor.cores', 'SZ1004 executor.heapMiB',
    'SZ1004 executors.dynamic', 'SZ1004 partitions', 'SZ1004 sparkDefaults', 'SZ1004 cost.usd', 'SZ1004 reasons',
    'SZ1001 driver.worker.vCpu', 'SZ1001 driver.worker.memoryGiB', 'SZ1001 driver.worker.diskGiB', 'SZ1001 driver.worker.diskType',
  ]);
});

test('reads a document without pins, as earlier versions wrote it, and fails on pins that are none', () => {
  expect(problemsOf(changed({ pins: { executorCores: 4, collector: 'g1' } }))).toEqual([]);
  expect(problemsOf(changed({ pins: 'all' }))).toEqual(['SZ1004 pins']);
  expect(problemsOf(changed({ pins: { executorCores: 'four', diskGiB: 0, collector: 'none', partitions: null } })))
    .toEqual(['SZ1004 pins.executorCores', 'SZ1001 pins.partitions', 'SZ1004 pins.diskGiB', 'SZ1004 pins.collector']);
});
