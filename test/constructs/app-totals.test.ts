import fc from 'fast-check';
import { appOf, pinned, propertiesOf } from './app-fixture';
import { SparkPlan } from '../../src';
import { amountsOfPlan, totalCapacity } from '../../src/constructs/app-totals';
import { Plan } from '../../src/core/planning/plan';
import { changed, planFixture } from '../api/plan-fixture';

const warm = (executors: number): Plan => changed({
  'serverless.initialCapacity': [
    { key: 'Driver', workerCount: 2, cpu: '2 vCPU', memory: '4 GB', disk: '20 GB', diskType: 'STANDARD' },
    { key: 'Executor', workerCount: executors, cpu: '4 vCPU', memory: '16 GB', disk: '40 GB', diskType: 'STANDARD' },
  ],
});
const total = (plans: Plan[], lakeFormation = false) => Object.values(totalCapacity({ plans, lakeFormation })).map(text => Number(text.split(' ')[0]));

test('one plan: runs × (driver + maximum × executor)', () => {
  // 2 × (2 + 8 × 4), 2 × (4 + 8 × 16), 2 × (20 + 8 × 40)
  expect(total([planFixture()])).toEqual([68, 264, 680]);
});

test('several plans: their sum', () => {
  expect(total([planFixture(), planFixture(), changed({ concurrentRuns: 1 })])).toEqual([68 * 2.5, 264 * 2.5, 680 * 2.5]);
});

test('warm workers that the runs use come out of their own share', () => {
  expect(total([warm(16)])).toEqual([68, 264, 680]);
});

test('warm workers beyond what the runs use come on top', () => {
  expect(total([warm(20)])).toEqual([68 + 4 * 4, 264 + 4 * 16, 680 + 4 * 40]);
});

test('what smaller workers of another workload leave unused of the warm ones comes on top', () => {
  // a guest of 2 vCPU, 8 GB, 20 GB, one run of 3 executors: it may sit in 3 of 16 warm workers, and leaves 2 vCPU, 8 GB and 20 GB of each
  const guest = changed({
    'concurrentRuns': 1, 'executors.maximum': 3, 'executor.worker.vCpu': 2, 'executor.worker.memoryGiB': 8, 'executor.worker.diskGiB': 20,
  });
  const own = [2 + 3 * 2, 4 + 3 * 8, 20 + 3 * 20];
  expect(total([warm(16), guest])).toEqual([68 + own[0] + 3 * 2, 264 + own[1] + 3 * 8, 680 + own[2] + 3 * 20]);
  // not with serverless storage, which never takes a warm worker, nor where its worker does not fit in one
  const storage = { ...guest, sparkDefaults: { ...guest.sparkDefaults, 'spark.aws.serverlessStorage.enabled': 'true' } };
  expect(total([warm(16), storage])).toEqual([68 + own[0], 264 + own[1], 680 + own[2]]);
  expect(total([warm(16), { ...guest, executor: { ...guest.executor, worker: { ...guest.executor.worker, diskGiB: 41 } } }])[0]).toBe(68 + own[0]);
});

test('Lake Formation: a system driver for each driver, a system executor for each executor', () => {
  expect(total([planFixture()], true)).toEqual([136, 528, 1360]);
  expect(amountsOfPlan(planFixture(), true)).toEqual({ cpu: 136, memory: 528, disk: 1360 });
  const app = appOf({ plan: pinned({ 'serverless.initialCapacity': warm(3).serverless.initialCapacity }), lakeFormation: true });
  expect(propertiesOf(app).InitialCapacity.map(({ Value }: any) => Value.WorkerCount)).toEqual([4, 3]);
  expect(propertiesOf(app).MaximumCapacity).toEqual({ Cpu: '136 vCPU', Memory: '528 GB', Disk: '1360 GB' });
});

test('whatever the workloads, the limits grant what each promises while the others hold theirs', () => {
  const counts = fc.record({ runs: fc.integer({ min: 1, max: 4 }), maximum: fc.integer({ min: 3, max: 20 }), warm: fc.integer({ min: 0, max: 30 }) });
  fc.assert(fc.property(fc.array(counts, { minLength: 1, maxLength: 3 }), workloads => {
    const [first, ...others] = workloads.map(({ runs, maximum, warm: executors }, index) => planOf(runs, maximum, index === 0 ? executors : 0));
    const app = appOf({ plan: first });
    others.forEach((plan, index) => app.addPlan(`Other${index}`, plan));
    expect(() => propertiesOf(app)).not.toThrow();
  }), { numRuns: 25 });
});

function planOf(concurrentRuns: number, maximum: number, executors: number): SparkPlan {
  return pinned({
    concurrentRuns,
    'executors.maximum': maximum,
    'sparkDefaults["spark.dynamicAllocation.maxExecutors"]': `${maximum}`,
    'serverless.initialCapacity': executors > 0 ? warm(executors).serverless.initialCapacity : [],
    'serverless.maximumCapacity': { cpu: '9999 vCPU', memory: '99999 GB', disk: '99999 GB' },
  });
}
