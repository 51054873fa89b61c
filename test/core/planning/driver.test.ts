import { DEMAND, PRICES } from './cases';
import { DriverChoice, driverHeapMiB, driverLoad, driverOverheadMiB, plannedDriver, tasksOf } from '../../../src/core/planning/driver';
import { Worker } from '../../../src/core/planning/plan';
import { GIB, MIB } from '../../../src/core/units';

const NO_SHUFFLE = { ...DEMAND, shuffleBytes: 0, shuffleTotalBytes: 0 };

describe('the tasks of a run', () => {
  test('are the splits of the scan and the partitions of every shuffle', () => {
    expect(tasksOf(DEMAND, 500)).toBe(800 + 500);
    expect(tasksOf({ ...DEMAND, shuffleTotalBytes: 128 * GIB }, 500)).toBe(800 + 2 * 500);
    expect(tasksOf({ ...DEMAND, shuffleTotalBytes: 96 * GIB }, 500)).toBe(800 + 2 * 500); // one and a half are two
  });

  test('are the splits alone where nothing is shuffled', () => {
    expect(tasksOf(NO_SHUFFLE, 500)).toBe(800);
  });
});

describe('the heap of a driver', () => {
  test('is 1 GiB, and 8 KiB for each task and twice the map statuses', () => {
    // 2 · 800 · 512 B = 0.78125 MiB, (800 + 512) · 8 KiB = 10.25 MiB
    expect(driverHeapMiB(DEMAND, 512)).toBe(1024 + 12);
    // 2 · 800 · (4096 / 8 + 64) B = 0.87890625 MiB, (800 + 4096) · 8 KiB = 38.25 MiB
    expect(driverHeapMiB(DEMAND, 4096)).toBe(1024 + 40);
  });

  test('holds every broadcast three times', () => {
    expect(driverHeapMiB({ ...DEMAND, broadcastBytes: 100 * MIB }, 512)).toBe(1024 + 312);
  });

  test('holds what is collected twice, as it stands in memory', () => {
    expect(driverHeapMiB({ ...DEMAND, collectBytes: 10 * MIB, expansion: 3 }, 512)).toBe(1024 + 72);
  });

  test('keeps no more than 100,000 tasks', () => {
    // 781.25 MiB of tasks; 2 · 800 · (200,000 / 8 + 64) B = 38.25 MiB of map statuses
    expect(driverHeapMiB(DEMAND, 200_000)).toBe(1024 + 820);
    expect(driverHeapMiB({ ...NO_SHUFFLE, splits: 100_000, skew: { ratio: 1, hotShare: 0 } }, 1)).toBe(1024 + 782); // 0.19 MiB of map statuses
  });
});

test('the overhead of a driver is a tenth of its heap, at least 384 MiB, and what comes back to Python', () => {
  expect(driverOverheadMiB(1024, 0)).toBe(384);
  expect(driverOverheadMiB(3840, 0)).toBe(384);
  expect(driverOverheadMiB(3841, 0)).toBe(385);
  expect(driverOverheadMiB(1024, 200)).toBe(584);
});

describe('the load of a driver', () => {
  test('has one vCPU up to 10,000 tasks and 200 executors, else two', () => {
    expect(driverLoad(DEMAND, 9200, 200).vCpu).toBe(1);
    expect(driverLoad(DEMAND, 9201, 200).vCpu).toBe(2);
    expect(driverLoad(DEMAND, 9200, 201).vCpu).toBe(2);
  });

  test('has twice what is collected beside the heap of a Python job', () => {
    const collecting = { ...DEMAND, collectBytes: 100.2 * MIB };
    expect(driverLoad(collecting, 512, 1)).toEqual({ heapMiB: 1024 + 212, overheadMiB: 384, vCpu: 1 }); // 200.4 + 11.03125
    expect(driverLoad({ ...collecting, pythonBytesPerSlot: 1 }, 512, 1)).toEqual({ heapMiB: 1024 + 212, overheadMiB: 384 + 201, vCpu: 1 });
  });
});

describe('the worker of a driver', () => {
  const choice = new DriverChoice(PRICES, 1);
  const size = (heapMiB: number, overheadMiB: number, vCpu: number, from = choice) => {
    const worker = from.for({ heapMiB, overheadMiB, vCpu });
    return worker && `${worker.vCpu} vCPU, ${worker.memoryGiB} GB`;
  };

  test('is the cheapest that holds heap and overhead', () => {
    expect(size(1024, 384, 1)).toBe('1 vCPU, 2 GB');
    expect(size(1664, 384, 1)).toBe('1 vCPU, 2 GB');
    expect(size(1665, 384, 1)).toBe('1 vCPU, 3 GB');
    expect(size(7000, 1193, 1)).toBe('2 vCPU, 9 GB'); // 8193 MiB: 1 vCPU ends at 8 GB
  });

  test('has the vCPUs that it needs', () => {
    expect(size(1024, 384, 2)).toBe('2 vCPU, 4 GB');
    expect(size(1024, 384, 1)).toBe('1 vCPU, 2 GB'); // the same memory, asked again
    expect(size(3712, 384, 1)).toBe('1 vCPU, 4 GB');
    expect(size(3712, 384, 2)).toBe('2 vCPU, 4 GB');
  });

  test('has the standard disk that is free', () => {
    expect(choice.for({ heapMiB: 1024, overheadMiB: 384, vCpu: 1 })).toEqual({ vCpu: 1, memoryGiB: 2, diskGiB: 20, diskType: 'STANDARD' });
    expect(choice.cheapest).toEqual({ vCpu: 1, memoryGiB: 2, diskGiB: 20, diskType: 'STANDARD' });
  });

  test('has 4 vCPU or more with serverless storage', () => {
    const large = new DriverChoice(PRICES, 4);
    expect(size(1024, 384, 1, large)).toBe('4 vCPU, 8 GB');
    expect(large.cheapest).toMatchObject({ vCpu: 4, memoryGiB: 8 });
  });

  test('of equal price is the smaller one', () => {
    const freeCpus = new DriverChoice({ ...PRICES, vCpuHourUsd: 0 }, 1);
    expect(size(3000, 384, 1, freeCpus)).toBe('1 vCPU, 4 GB');
  });

  test('is none where the largest does not hold it', () => {
    expect(size(244 * 1024 - 384, 384, 1)).toBe('32 vCPU, 244 GB');
    expect(size(244 * 1024 - 383, 384, 1)).toBeUndefined();
  });
});

describe('a planned driver', () => {
  const worker = (vCpu: number, memoryGiB: number): Worker => ({ vCpu, memoryGiB, diskGiB: 20, diskType: 'STANDARD' });
  const load = { heapMiB: 1100, overheadMiB: 384, vCpu: 1 };

  test('fills its worker: the heap grows with it, the overhead stays a tenth and 384 MiB at least', () => {
    expect(plannedDriver(load, worker(1, 3), DEMAND)).toEqual({
      cores: 1, heapMiB: 2688, overheadMiB: 384, containerMiB: 3072, diskGiB: 20, diskType: 'STANDARD', worker: worker(1, 3),
    });
    expect(plannedDriver(load, worker(2, 16), DEMAND)).toMatchObject({ heapMiB: 14_894, overheadMiB: 1490 }); // 16,384 / 1.1 = 14,894.5
  });

  test('leaves Python its part of the worker', () => {
    // 3072 − 2 · 100 − 384
    expect(plannedDriver(load, worker(1, 3), { ...DEMAND, collectBytes: 100 * MIB, pythonBytesPerSlot: 1 })).toMatchObject({ heapMiB: 2488, overheadMiB: 584 });
  });

  test('does not cross 31 GiB of heap only to fill its worker', () => {
    expect(plannedDriver({ ...load, heapMiB: 31_744 }, worker(8, 36), DEMAND)).toMatchObject({ heapMiB: 31_744, overheadMiB: 5120 });
    expect(plannedDriver({ ...load, heapMiB: 31_745 }, worker(8, 36), DEMAND)).toMatchObject({ heapMiB: 33_512, overheadMiB: 3352 }); // 36,864 / 1.1 = 33,512.7
  });
});
