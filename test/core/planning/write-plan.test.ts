import { attemptOf, planOf, PRICES, question, stageOf, WORKLOAD } from './cases';
import { ExecutorJvm, leastHeapMiB } from '../../../src/core/memory/ledger';
import { sorterMemory } from '../../../src/core/memory/operators';
import { Attempt } from '../../../src/core/planning/attempts';
import { runUsd, workerUsdPerHour } from '../../../src/core/planning/cost';
import { Plan, ServerlessRequest } from '../../../src/core/planning/plan';
import { writePlan } from '../../../src/core/planning/write-plan';
import { GIB, MIB } from '../../../src/core/units';
import { Workload } from '../../../src/core/workload/workload';

const PLAN = planOf();

function written(workload: Partial<Workload>, request: Partial<ServerlessRequest>, change: (found: Attempt) => Attempt): Plan {
  return writePlan(question(workload, request), change(attemptOf(workload, request)), []);
}

function jvmOf({ executor: { cores, slots, collector } }: Plan): ExecutorJvm {
  return { cores, slots, collector, javaVersion: 17, memoryFraction: 0.6, storageFraction: 0.5, offHeapBytes: 0 };
}

describe('a plan says', () => {
  test('what it was made for', () => {
    expect(PLAN).toMatchObject({
      schema: 'sized-emr/plan/1', sizingModel: '1', platform: 'serverless', release: 'emr-7.12.0', architecture: 'x86_64', region: 'us-east-1', objective: 'cost', concurrentRuns: 1,
    });
    expect(PLAN).not.toHaveProperty('name');
    expect(planOf({ name: 'nightly' }).name).toBe('nightly');
  });

  test('how often all slots are filled', () => {
    const { executors, executor, partitions, runTime } = PLAN;
    expect(runTime.waves).toBe(Math.ceil(partitions / (executors.maximum * executor.slots)));
  });

  test('how long a run takes at either end, in whole seconds', () => {
    expect(PLAN.runTime.lowSeconds).toBeLessThan(PLAN.runTime.seconds);
    expect(PLAN.runTime.seconds).toBeLessThan(PLAN.runTime.highSeconds);
    expect(PLAN.runTime.seconds).toBe(Math.ceil(attemptOf().best.seconds));
  });

  test('what a run costs at either end, in millionths of a dollar', () => {
    const { space, best } = attemptOf();
    expect(PLAN.cost).toMatchObject({ usd: Number(best.usd.toFixed(6)), per: 'run', pricedAt: '2026-11-20', region: 'us-east-1', idleUsdPerHour: 0 });
    expect(PLAN.cost.lowUsd).toBeLessThan(PLAN.cost.usd);
    expect(PLAN.cost.highUsd).toBeGreaterThan(PLAN.cost.usd);
    expect(best.usd).toBe(runUsd(space.pace, { driver: best.driver, executor: best.worker, count: best.count }, best.seconds, PRICES));
  });

  test('what a stream costs an hour', () => {
    expect(planOf({ profile: 'streaming', finishWithinSeconds: 3600 }).cost.per).toBe('hour');
  });

  test('what warm workers cost while they are idle: the executors kept ready and a driver for each run', () => {
    const { cost, executor, driver } = planOf({ concurrentRuns: 2 }, { warm: 3 });
    const prices = question().prices;
    expect(cost.idleUsdPerHour).toBeCloseTo(3 * workerUsdPerHour(executor.worker, prices) + 2 * workerUsdPerHour(driver.worker, prices), 6);
  });
});

describe('the parts of an executor', () => {
  test('add up to its worker', () => {
    const { executor } = planOf({ language: 'python', pythonMemoryPerTaskBytes: 200 * MIB, offHeapBytes: 2 * GIB });
    expect(executor.pysparkMiB).toBe(executor.slots * 264); // 200 and 64 of Arrow
    expect(executor.offHeapMiB).toBe(2048);
    expect(executor.heapMiB + executor.overheadMiB + executor.offHeapMiB + executor.pysparkMiB).toBe(executor.containerMiB);
    expect(executor.containerMiB).toBe(1024 * executor.worker.memoryGiB);
  });

  test('are those of its worker: cores, disk and the type of disk', () => {
    const { executor: { cores, diskGiB, diskType, worker } } = planOf({}, { pins: { diskGiB: 300 } });
    expect(worker).toMatchObject({ vCpu: cores, diskGiB, diskType });
    expect([diskGiB, diskType]).toEqual([300, 'SHUFFLE_OPTIMIZED']);
  });
});

describe('neededHeapMiB', () => {
  const sort = stageOf({ operator: 'sort', records: 1e9, rowBytes: 88 });
  const pins = { executorCores: 4, partitions: 200, executors: 10 };

  test('is the ledger alone: the operators as stated, without growth and without an assumed broadcast', () => {
    const plan = planOf({ stages: [sort], growth: 1.5, broadcastBytes: undefined, userMemoryPerTaskBytes: 300 * MIB }, { pins });
    const least = leastHeapMiB(jvmOf(plan), { mustStayBytes: 0, evictableBytes: 0 }, page => sorterMemory(5e6, 88, 32, page).peakBytes);
    expect(plan.executor.neededHeapMiB).toBe(least);
    expect(plan.executor.neededBy).toMatch(/^4 tasks at once of up to \d+ MiB$/);
  });

  test('counts the cache and the broadcast that are stated', () => {
    const stored = { cacheBytes: 10 * GIB, broadcastBytes: 100 * MIB, storageLevel: 'MEMORY_ONLY' as const };
    const plan = planOf({ stages: [sort], ...stored, growth: 1.5 }, { pins });
    const least = leastHeapMiB(jvmOf(plan), { mustStayBytes: GIB, evictableBytes: 200 * MIB }, page => sorterMemory(5e6, 88, 32, page).peakBytes);
    expect(plan.executor.neededHeapMiB).toBe(least);
    expect(plan.executor.neededBy).toMatch(/, and 1224 MiB stored$/);
  });

  test('is 450 at the least', () => {
    expect(planOf({ shuffleBytes: 0, shuffleTotalBytes: 0 }, { pins: { executorCores: 4 } }).executor.neededHeapMiB).toBe(450);
  });
});

describe('slackToNextStep', () => {
  test('is how much more data the emitted heap still holds', () => {
    const stages = [stageOf({ operator: 'sort', records: 1e9, rowBytes: 88 })];
    const pins = { executorCores: 4, partitions: 200, executors: 10, taskCpus: 1 };
    const { executor } = planOf({ stages }, { pins });
    const again = (more: number) => planOf({ stages, growth: 1 + more }, { pins: { ...pins, executorMemoryMiB: executor.heapMiB } });
    expect(executor.slackToNextStep).toBeGreaterThan(0);
    expect(executor.slackToNextStep).toBeLessThan(4);
    expect(again(executor.slackToNextStep - 1e-4).executor.heapMiB).toBe(executor.heapMiB);
    const memoryGiB = (plan: Plan) => plan.executor.worker.memoryGiB;
    expect(memoryGiB(planOf({ stages, growth: 1.002 + executor.slackToNextStep }, { pins }))).toBeGreaterThan(executor.worker.memoryGiB);
  });

  test('is not searched beyond four times more', () => {
    expect(PLAN.executor.slackToNextStep).toBe(4);
  });
});

describe('executors', () => {
  test('are dynamic from none to all, and three at first: Spark asks for the rest within seconds', () => {
    expect(PLAN.executors).toEqual({ minimum: 0, initial: 3, maximum: PLAN.executors.maximum, dynamic: true });
    expect(written({}, {}, found => ({ ...found, best: { ...found.best, count: 2 } })).executors).toEqual({ minimum: 0, initial: 2, maximum: 2, dynamic: true });
  });

  test('are as many at first as are warm', () => {
    expect(planOf({}, { warm: 5 }).executors).toMatchObject({ initial: 5, minimum: 0 });
    expect(planOf({}, { warm: 2 }).executors).toMatchObject({ initial: 3 });
  });

  test('are fixed where their count is pinned', () => {
    expect(planOf({}, { pins: { executors: 12 } }).executors).toEqual({ minimum: 12, initial: 12, maximum: 12, dynamic: false });
  });

  test('are all there from the start to the end where they hold a cache, since blocks do not move', () => {
    const { executors } = planOf({ cacheBytes: 20 * GIB });
    expect(executors).toEqual({ minimum: executors.maximum, initial: executors.maximum, maximum: executors.maximum, dynamic: true });
  });

  test('are all asked for at first where the deadline leaves no time to ask for them by and by', () => {
    // 24 executors are 3 doubled three times: 3 s
    const seconds = (left: number) => written({}, {}, found => {
      const best = { ...found.best, count: 24 };
      const high = planOfCount(best.count);
      return { ...found, best, space: { ...found.space, deadline: { seconds: high + left, yields: false } } };
    }).executors.initial;
    expect([seconds(3.01), seconds(2.99)]).toEqual([3, 24]);
  });

  function planOfCount(count: number): number {
    const { space, best } = attemptOf();
    const { scanWork, shuffleWork, scanLargest } = space.pace;
    const slots = count * best.shape.slots;
    return 90 + (count + 1) / 40 + (scanWork.high + 0.05 * 800) / slots + scanLargest.high + 0.05
      + (shuffleWork.high + 0.05 * best.partitions) / slots + shuffleWork.high / best.partitions + 0.05;
  }
});

describe('memory of a task', () => {
  test('is what Spark is sure to give, rounded down, and what it needs, rounded up', () => {
    const { perTask, executor } = PLAN;
    // M = 0.6 · (3538 − 300) MiB, less 128 KiB, over two slots
    expect(perTask.memoryMiB).toBe(Math.floor((0.6 * (executor.heapMiB - 300) - 0.125) / 2));
    expect(perTask.demandMiB).toBe(114); // 64 GiB / 800 maps = 81.92, and a page of 32
    expect(perTask.basis).toBe('expansion');
  });
});

describe('waste', () => {
  test('is memory that neither the demand nor native memory asks for', () => {
    const { executor, waste } = PLAN;
    const used = executor.neededHeapMiB + Math.max(0.1 * executor.neededHeapMiB, 320 + 96 + 0.04 * executor.neededHeapMiB);
    expect(waste.memory).toBeCloseTo(1 - used / executor.containerMiB, 3);
  });

  test('is vCPU time that is billed and not worked', () => {
    const { cost, driver, waste, executor, runTime } = PLAN;
    const prices = question().prices;
    const driverUsd = workerUsdPerHour(driver.worker, prices) * (runTime.seconds - 60) / 3600;
    const executorHours = (cost.usd - driverUsd) / workerUsdPerHour(executor.worker, prices);
    expect(waste.vCpu).toBeCloseTo(1 - 10 / (executorHours * executor.cores), 3); // 10 core-hours of work
  });

  test('of a stream is by what its executors stand ready', () => {
    const { waste, runTime, executors, executor } = planOf({ profile: 'streaming', finishWithinSeconds: 3600 });
    expect(waste.vCpu).toBeCloseTo(1 - WORKLOAD.coreTimeSeconds! / (runTime.seconds * executors.maximum * executor.cores), 2);
  });
});

describe('assumptions of the planner', () => {
  const assumed = (plan: Plan) => Object.fromEntries(plan.assumptions.map(({ field, value }) => [field, value]));

  test('are the collector that Java picks, the quota, and prices that no list gives', () => {
    expect(assumed(planOf({ maxConcurrentVcpus: undefined }))).toMatchObject({
      collector: 'g1', maxConcurrentVcpus: 'no limit', prices: 'shuffleStorageGiBHourUsd',
    });
    expect(assumed(planOf({}, { architecture: 'arm64' })).prices).toBe('vCpuHourUsd, memoryGiBHourUsd, shuffleStorageGiBHourUsd');
  });

  test('are none of what is stated', () => {
    const stated = assumed(planOf({ finishWithinSeconds: 3600 }, { pins: { collector: 'parallel' }, prices: { shuffleStorageGiBHourUsd: 0.0002 } }));
    expect(stated).toEqual({});
  });

  test('are the target of a run that names none: what it takes today, else an hour', () => {
    expect(assumed(planOf()).finishWithin).toBe('1h');
    expect(assumed(planOf({ today: { workers: 4, vCpu: 4, durationSeconds: 5400 } })).finishWithin).toBe('1h 30m');
    expect(assumed(planOf({ finishWithinSeconds: 3600 }))).not.toHaveProperty('finishWithin');
  });
});
