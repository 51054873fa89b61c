import { capacityNeeded, capacityOf, maximumCapacity } from '../../../src/core/planning/capacity';
import { Worker } from '../../../src/core/planning/plan';

const driver: Worker = { vCpu: 2, memoryGiB: 4, diskGiB: 20, diskType: 'STANDARD' };
const executor: Worker = { vCpu: 4, memoryGiB: 16, diskGiB: 60, diskType: 'SHUFFLE_OPTIMIZED' };
const runs = { driver, executor, executors: 10, concurrentRuns: 3 };

describe('an application holds', () => {
  test('concurrentRuns × (driver + maximum × executor), in all three dimensions', () => {
    // 3 · (2 + 40), 3 · (4 + 160), 3 · (20 + 600)
    expect(capacityNeeded(runs)).toEqual({ vCpu: 126, memoryGiB: 492, diskGiB: 1860 });
  });

  test('warm executors as part of what the runs use', () => {
    expect(capacityNeeded({ ...runs, warm: 30 })).toEqual(capacityNeeded(runs));
  });

  test('warm executors beyond what the runs use on top', () => {
    // 3 · 2 + 31 · 4, 3 · 4 + 31 · 16, 3 · 20 + 31 · 60
    expect(capacityNeeded({ ...runs, warm: 31 })).toEqual({ vCpu: 130, memoryGiB: 508, diskGiB: 1920 });
  });
});

test('capacities are written with the service\'s units', () => {
  expect(maximumCapacity({ vCpu: 126, memoryGiB: 492, diskGiB: 1860 })).toEqual({ cpu: '126 vCPU', memory: '492 GB', disk: '1860 GB' });
});

describe('the values of a template', () => {
  test('pre-initialise nothing unless asked', () => {
    expect(capacityOf(runs)).toEqual({ initialCapacity: [], maximumCapacity: { cpu: '126 vCPU', memory: '492 GB', disk: '1860 GB' } });
  });

  test('keep warm executors and a driver for each concurrent run', () => {
    expect(capacityOf({ ...runs, warm: 5 }).initialCapacity).toEqual([
      { key: 'Driver', workerCount: 3, cpu: '2 vCPU', memory: '4 GB', disk: '20 GB', diskType: 'STANDARD' },
      { key: 'Executor', workerCount: 5, cpu: '4 vCPU', memory: '16 GB', disk: '60 GB', diskType: 'SHUFFLE_OPTIMIZED' },
    ]);
  });
});
