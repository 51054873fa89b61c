import { DEMAND, g1Shape, question } from './cases';
import { deadlineOf, spaceOf } from '../../../src/core/planning/attempts';
import { ServerlessRequest } from '../../../src/core/planning/plan';
import { countBounds, isInTime, limitSeconds, partitionBounds, partitionLaws, shapes, Space } from '../../../src/core/planning/space';
import { runSeconds } from '../../../src/core/planning/time';
import { GIB, KIB, MIB } from '../../../src/core/units';
import { Demand } from '../../../src/core/workload/demand';
import { Workload } from '../../../src/core/workload/workload';

function space(workload: Partial<Workload> = {}, request: Partial<ServerlessRequest> = {}, lawful = true): Space {
  const asked = question(workload, request);
  return spaceOf(asked, lawful, deadlineOf(asked.filled), false);
}

function withDemand(values: Partial<Demand>, lawful = true): Space {
  return { ...space({}, {}, lawful), demand: { ...DEMAND, ...values } };
}

describe('the laws on partitions', () => {
  test('leave a mean shuffle block of 32 KiB: the shuffle ÷ (maps × partitions)', () => {
    expect(partitionLaws(DEMAND).minimumShuffleBlockKiB).toBe(2621); // 64 GiB / (800 · 32 KiB) = 2621.4
  });

  test('leave a mean partition of 16 MiB, compressed', () => {
    expect(partitionLaws(DEMAND).minimumMeanPartitionMiB).toBe(4096);
    expect(partitionLaws({ ...DEMAND, shuffleBytes: 64 * GIB - 1 }).minimumMeanPartitionMiB).toBe(4095);
  });

  test('leave a mean task of a second: the shuffles\' share of the core time by their bytes', () => {
    expect(partitionLaws({ ...DEMAND, inputBytes: 192 * GIB }).minimumMeanTaskSeconds).toBe(9000); // 36,000 · 64 / 256
    expect(partitionLaws({ ...DEMAND, coreSeconds: { low: 1, mid: 40.9, high: 1e9 }, inputBytes: 64 * GIB }).minimumMeanTaskSeconds).toBe(20);
  });
});

describe('the partition counts of the search', () => {
  test('range over every integer that all laws allow', () => {
    expect(partitionBounds(space())).toEqual([1, 2621]);
    expect(partitionBounds(withDemand({ splits: 1 }))).toEqual([1, 4096]);
    expect(partitionBounds(withDemand({ splits: 1, coreSeconds: { low: 1, mid: 1640, high: 2000 } }))).toEqual([1, 640]); // 1640 · 64 / 164
  });

  test('are one at least', () => {
    expect(partitionBounds(withDemand({ shuffleBytes: MIB, shuffleTotalBytes: MIB }))).toEqual([1, 1]);
  });

  test('are never held below one for every 128 MiB by small blocks alone', () => {
    expect(partitionBounds(withDemand({ splits: 1_000_000 }))).toEqual([1, 512]);
  });

  test('end at a million', () => {
    const huge = { splits: 1, shuffleBytes: 1e8 * 16 * MIB, coreSeconds: { low: 1e9, mid: 1e9, high: 1e9 } };
    expect(partitionBounds(withDemand(huge))).toEqual([1, 1_000_000]);
    expect(partitionBounds(withDemand(huge, false))).toEqual([1, 1_000_000]);
  });

  test('go on to sixteen times as many, and 200 at least, where the laws leave nothing', () => {
    expect(partitionBounds(space({}, {}, false))).toEqual([1, 16 * 2621]);
    expect(partitionBounds(withDemand({ shuffleBytes: 20 * 32 * KIB * 800 }, false))).toEqual([1, 320]); // blocks of 32 KiB allow 20
    expect(partitionBounds(withDemand({ shuffleBytes: MIB, shuffleTotalBytes: MIB }, false))).toEqual([1, 200]);
  });

  test('are the pinned one alone, law or not', () => {
    expect(partitionBounds(space({}, { pins: { partitions: 100_000 } }))).toEqual([100_000, 100_000]);
  });
});

describe('the shapes of the search', () => {
  const sizes = (of: Space) => shapes(of).map(({ vCpu, memoryGiB, taskCpus }) => `${vCpu}/${memoryGiB}/${taskCpus}`);

  test('are every worker with every power of two of its cores for one task', () => {
    const all = sizes(space());
    expect(all).toHaveLength(7 * 1 + 13 * 2 + 23 * 3 + 12 * 4 + 12 * 5 + 3 * 6);
    expect(new Set(all).size).toBe(all.length);
    for (const one of ['1/2/1', '4/30/4', '16/120/8', '32/244/32']) expect(all).toContain(one);
  });

  test('begin with those that are cheapest for a task, or with those that have most tasks', () => {
    expect(sizes(space())[0]).toBe('32/60/1'); // 1.875 GB for each vCPU, of others 2
    expect(shapes(space({}, { objective: 'time' }))[0]).toMatchObject({ vCpu: 32, slots: 32 });
  });

  test('are those of the pinned cores and cores a task', () => {
    expect(sizes(space({}, { pins: { executorCores: 1 } }))).toEqual(['1/2/1', '1/3/1', '1/4/1', '1/5/1', '1/6/1', '1/7/1', '1/8/1']);
    expect(shapes(space({}, { pins: { taskCpus: 3 } })).every(({ taskCpus, vCpu }) => taskCpus === 3 && vCpu >= 4)).toBe(true);
    expect(shapes(space({}, { pins: { taskCpus: 3, executorCores: 4 } }))[0].slots).toBe(1);
  });

  test('have 4 vCPU or more with serverless storage', () => {
    expect(Math.min(...shapes(space({}, { serverlessStorage: true })).map(({ vCpu }) => vCpu))).toBe(4);
  });

  test('have the collector that their Java picks: Serial on one core, Parallel on Java 8, G1 from 9, unless pinned', () => {
    const collectors = (request: Partial<ServerlessRequest>) => [1, 4].map(vCpu => shapes(space({}, request)).find(shape => shape.vCpu === vCpu)!.jvm.collector);
    expect(collectors({})).toEqual(['serial', 'g1']);
    expect(collectors({ release: 'emr-6.15.0' })).toEqual(['serial', 'parallel']);
    expect(collectors({ pins: { collector: 'zgc' } })).toEqual(['zgc', 'zgc']);
  });

  test('know the Java of the release and the off-heap memory', () => {
    expect(shapes(space({ offHeapBytes: GIB }, { release: 'emr-6.15.0' }))[0].jvm).toMatchObject({ javaVersion: 8, offHeapBytes: GIB });
  });
});

describe('executor counts of a shape', () => {
  const shape = g1Shape(4, 16);

  test('are at least what the high end of the core time needs within the deadline', () => {
    expect(countBounds(space({ finishWithinSeconds: 3600 }), shape, 1000)[0]).toBe(3); // 43,200 / 3600 / 4
    expect(countBounds(space({ finishWithinSeconds: 3599 }), shape, 1000)[0]).toBe(4);
    expect(countBounds(space({ finishWithinSeconds: 1e6 }), shape, 1000)[0]).toBe(1);
    expect(countBounds({ ...space(), deadline: undefined }, shape, 1000)[0]).toBe(1);
  });

  test('are at most one slot for every task', () => {
    expect(countBounds(space({ maxConcurrentVcpus: undefined }), shape, 1001)[1]).toBe(251);
    expect(countBounds(space({ maxConcurrentVcpus: undefined }), shape, 100)[1]).toBe(200); // 800 splits
  });

  test('are at most what the account\'s quota holds beside a driver of one vCPU, for each of the concurrent runs', () => {
    expect(countBounds(space({ maxConcurrentVcpus: 41 }), shape, 1000)[1]).toBe(10);
    expect(countBounds(space({ maxConcurrentVcpus: 40 }), shape, 1000)[1]).toBe(9);
    expect(countBounds(space({ maxConcurrentVcpus: 82, concurrentRuns: 2 }), shape, 1000)[1]).toBe(10);
  });

  test('reach what is kept warm, and what the deadline needs, with few tasks too', () => {
    const few = { inputBytes: 128 * MIB, maxConcurrentVcpus: undefined };
    expect(countBounds(space(few, { warm: 7 }), shape, 1)).toEqual([3, 7]);
    expect(countBounds(space({ ...few, finishWithinSeconds: 400 }), shape, 1)).toEqual([27, 27]);
  });

  test('are the pinned count alone, and none where the quota is smaller', () => {
    expect(countBounds(space({}, { pins: { executors: 5 } }), shape, 1000)).toEqual([5, 5]);
    expect(countBounds(space({ maxConcurrentVcpus: 17 }, { pins: { executors: 5 } }), shape, 1000)).toEqual([5, 4]);
  });
});

describe('a run is in time', () => {
  const fleet = { count: 10, slots: 4, diskBytesPerSecond: Infinity };

  test('where its high end is within a stated deadline', () => {
    const { pace } = space();
    const seconds = runSeconds(pace, fleet, 1000, 'high');
    const inTime = (finishWithinSeconds: number) => isInTime(space({ finishWithinSeconds }), fleet, 1000);
    expect([inTime(Math.ceil(seconds)), inTime(Math.floor(seconds))]).toEqual([true, false]);
    expect(limitSeconds(space({ finishWithinSeconds: 700 }), 1)).toBe(700);
  });

  test('always without a deadline', () => {
    expect(limitSeconds({ ...space(), deadline: undefined }, 1)).toBe(Infinity);
    expect(isInTime({ ...space(), deadline: undefined }, { ...fleet, count: 1 }, 1)).toBe(true);
  });

  test('of an assumed target with half of itself beside the longest tasks', () => {
    expect(limitSeconds(space(), 1000)).toBe(3600);
    // one partition: 43,200 · 64 / 164 = 16,858.5 s; the longest scan 43,200 · 100 / 164 / 800 = 32.9; twice 0.05
    expect(limitSeconds(space(), 1)).toBeCloseTo(43_200 * 64 / 164 + 43_200 * 100 / 164 / 800 + 0.1 + 1800, 6);
  });

  test('of an assumed target where a job of today takes as long', () => {
    expect(limitSeconds(space({ today: { workers: 1, vCpu: 1, durationSeconds: 5000 } }), 1000)).toBe(5000);
  });

  test('where its likely end is within the fastest plan\'s, when that is asked for', () => {
    const seconds = runSeconds(space().pace, fleet, 1000, 'mid');
    expect(isInTime({ ...space(), mostSeconds: seconds }, fleet, 1000)).toBe(true);
    expect(isInTime({ ...space(), mostSeconds: seconds - 0.001 }, fleet, 1000)).toBe(false);
  });
});
