import { attemptOf, planOf, question, stageOf } from './cases';
import { Attempt } from '../../../src/core/planning/attempts';
import { Reason, ServerlessRequest } from '../../../src/core/planning/plan';
import { Candidate } from '../../../src/core/planning/search';
import { writePlan } from '../../../src/core/planning/write-plan';
import { GIB, MIB } from '../../../src/core/units';
import { Workload } from '../../../src/core/workload/workload';

/** The reason of one quantity, `binds: because`. */
function reason(quantity: string, workload: Partial<Workload> = {}, request: Partial<ServerlessRequest> = {}): string {
  return told(planOf(workload, request).reasons, quantity);
}

function told(reasons: readonly Reason[], quantity: string): string {
  const { binds, because } = reasons.find(one => one.quantity === quantity)!;
  return `${binds}: ${because}`;
}

/** The reason of one quantity where the plan found is another one in some respect. */
function reasonOf(quantity: string, best: Partial<Candidate>, workload: Partial<Workload> = {}): string {
  const found: Attempt = attemptOf(workload);
  return told(writePlan(question(workload), { ...found, best: { ...found.best, ...best } }, []).reasons, quantity);
}

const BEST = attemptOf().best;

test('every number of a plan has a reason, in one order', () => {
  expect(planOf().reasons.map(({ quantity }) => quantity)).toEqual([
    'executor.worker', 'executor.neededHeapMiB', 'executor.heapMiB', 'executor.overheadMiB', 'executor.diskGiB', 'executors.maximum', 'executors.initial',
    'partitions', 'driver.worker', 'maximumCapacity', 'runTime',
  ]);
});

test('every reason has the figure of its quantity', () => {
  const { executor, executors, partitions, driver, reasons } = planOf();
  const values = Object.fromEntries(reasons.map(({ quantity, value }) => [quantity, value]));
  expect(values).toMatchObject({
    'executor.worker': `${executor.worker.vCpu} vCPU, ${executor.worker.memoryGiB} GB`,
    'executor.neededHeapMiB': `${executor.neededHeapMiB} MiB`,
    'executor.heapMiB': `${executor.heapMiB} MiB`,
    'executor.overheadMiB': `${executor.overheadMiB} MiB`,
    'executor.diskGiB': `${executor.diskGiB} GB STANDARD`,
    'executors.maximum': `${executors.maximum}`,
    'executors.initial': `${executors.initial}`,
    'partitions': `${partitions}`,
    'driver.worker': `${driver.worker.vCpu} vCPU, ${driver.worker.memoryGiB} GB`,
  });
});

describe('the worker', () => {
  test('is bound by what was asked for, cost or time', () => {
    expect(reason('executor.worker')).toBe('cost: the cheapest of all workers that hold 2 tasks at once and are done in time');
    expect(reason('executor.worker', {}, { objective: 'time' })).toMatch(/^time: the fastest of all workers that hold \d+ tasks at once/);
  });

  test('is bound by its pin', () => {
    expect(reason('executor.worker', {}, { pins: { executorCores: 4 } })).toMatch(/^pin: the cheapest of all workers with 4 vCPU that hold/);
  });

  test('gives a task more than one core only for its memory', () => {
    expect(reason('executor.worker', {}, { pins: { taskCpus: 2 } })).toMatch(/; 2 cores a task, so that one task gets more memory$/);
  });
});

describe('what a task needs', () => {
  const sort = stageOf({ operator: 'sort', records: 1e9, rowBytes: 88 });

  test('is about the largest partition of the stage that needs most', () => {
    expect(reason('executor.neededHeapMiB', { stages: [sort] }, { pins: { partitions: 200 } })).toMatch(/: a sort of 5,000,000 records in its largest partition$/);
    expect(reason('executor.neededHeapMiB', { stages: [sort] }, { pins: { partitions: 200 } })).toMatch(/^stages: /);
  });

  test('is about the largest partition of the shuffle where no stage is stated', () => {
    expect(reason('executor.neededHeapMiB', {}, { pins: { partitions: 200 } })).toMatch(/^expansion: .*: the largest of 200 partitions of 64 GiB in memory, and one page$/);
  });

  test('is about what a map task writes where that is more, above 200 partitions', () => {
    expect(reason('executor.neededHeapMiB')).toMatch(/: the output of one of 800 map tasks, which above 200 partitions stands in execution memory$/);
  });

  test('is a closed bound where the Spark has not been measured', () => {
    expect(reason('executor.neededHeapMiB', { stages: [sort] }, { release: 'emr-6.15.0', pins: { partitions: 200 } })).toMatch(/^bound: .*; closed bound$/);
  });
});

describe('the heap', () => {
  test('is the largest feasible one that leaves its overhead in the worker, with the room to grow that it has', () => {
    expect(reason('executor.heapMiB', { growth: 1.3 })).toMatch(/^worker: the largest feasible heap that leaves its overhead in \d+ MiB; feasible for 1\.3 times the data, and [\d.]+ % beyond$/);
  });

  test('is not carried across 31 GiB', () => {
    expect(reason('executor.heapMiB', {}, { pins: { executorCores: 32 } })).toMatch(/^compressed pointers: not carried across 31 GiB only to fill the worker; feasible for/);
  });

  test('is the pinned one', () => {
    expect(reason('executor.heapMiB', {}, { pins: { executorMemoryMiB: 3000 } })).toMatch(/^pin: feasible for 1 times the data/);
  });
});

test('the overhead names Python where there is any', () => {
  expect(reason('executor.overheadMiB')).not.toMatch(/Python/);
  const python = planOf({ language: 'python', pythonMemoryPerTaskBytes: 200 * MIB });
  expect(told(python.reasons, 'executor.overheadMiB')).toMatch(new RegExp(`^worker is a hard limit: .*, beside ${python.executor.pysparkMiB} MiB for Python workers$`));
});

describe('the disk', () => {
  const disk = (diskGiB: number) => ({ disk: { ...BEST.disk, diskGiB } });

  test('is the least there is where no more is needed', () => {
    // 64 GiB · 1.3 / 11 = 7.56, two slots 0.25, 4 of files
    expect(reason('executor.diskGiB')).toBe('least disk: 12 GB needed: 64 GiB of shuffle over 11 executors × 1.3, upload buffers, 4 GB of files');
  });

  test('is what the shuffle needs', () => {
    expect(reasonOf('executor.diskGiB', { ...disk(46), present: 2 })).toMatch(/^shuffle: 46 GB needed/); // 41.6 + 0.25, rounded up, + 4
  });

  test('is larger where a stage would wait for a smaller one', () => {
    expect(reasonOf('executor.diskGiB', { ...disk(170), present: 2 })).toMatch(/^disk throughput: 46 GB needed/);
    expect(reasonOf('executor.diskGiB', disk(170))).toMatch(/^disk throughput: 12 GB needed/);
  });

  test('is the pinned one', () => {
    expect(reason('executor.diskGiB', {}, { pins: { diskGiB: 60 } })).toMatch(/^pin: \d+ GB needed/);
  });

  test('holds no shuffle with serverless storage', () => {
    expect(reason('executor.diskGiB', {}, { serverlessStorage: true })).toMatch(/^least disk: \d GB needed: the shuffle is in serverless storage, upload/);
  });
});

describe('the count', () => {
  test('is bound by the quota where one more would pass it', () => {
    const eleven = { ...BEST, count: 11 }; // of 2 vCPU, beside a driver of one: 23, a twelfth makes 25
    expect(reasonOf('executors.maximum', eleven, { maxConcurrentVcpus: 24 })).toBe('maxConcurrentVcpus: one more would pass the quota of 24 vCPUs');
    expect(reasonOf('executors.maximum', eleven, { maxConcurrentVcpus: 49, concurrentRuns: 2 })).toBe('maxConcurrentVcpus: one more would pass the quota of 49 vCPUs');
    expect(reasonOf('executors.maximum', eleven, { maxConcurrentVcpus: 25 })).not.toMatch(/quota/);
    expect(reasonOf('executors.maximum', eleven, { maxConcurrentVcpus: undefined })).not.toMatch(/quota/);
  });

  test('is bound by the deadline where one fewer would be late', () => {
    expect(reason('executors.maximum', { finishWithinSeconds: 900 })).toBe('deadline: one fewer would not be done in time at the high end of the core time');
  });

  test('is bound by its pin', () => {
    expect(reason('executors.maximum', {}, { pins: { executors: 12 } })).toBe('pin: a fixed count, no dynamic allocation');
  });

  test('else is the cheapest', () => {
    expect(reason('executors.maximum', { finishWithinSeconds: 30_000 })).toMatch(/^cost: /);
    expect(reasonOf('executors.maximum', { count: 1 })).toBe('cost: one is enough');
    expect(reasonOf('executors.maximum', { count: 100 })).toBe('cost: fewer keep the driver longer or hold less; more wait longer for the longest task');
  });
});

describe('executors at first', () => {
  test('are Spark\'s default, those that a cache needs, or the pinned count', () => {
    expect(reason('executors.initial')).toMatch(/^service default: /);
    expect(reason('executors.initial', { cacheBytes: GIB })).toMatch(/^cache: /);
    expect(reason('executors.initial', {}, { pins: { executors: 12 } })).toBe('pin: the count is fixed');
  });

  test('are all of them where the deadline leaves no time', () => {
    const found = attemptOf();
    const late: Attempt = { ...found, best: { ...found.best, count: 24 }, space: { ...found.space, deadline: { seconds: 1, yields: false } } };
    expect(told(writePlan(question(), late, []).reasons, 'executors.initial')).toMatch(/^deadline: /);
    expect(told(writePlan(question(), { ...late, best: { ...late.best, count: 3 } }, []).reasons, 'executors.initial')).toMatch(/^service default: /);
  });
});

describe('partitions', () => {
  test('are bound by a law of which one more would be outside', () => {
    expect(reasonOf('partitions', { partitions: 2621 })).toBe('minimumShuffleBlockKiB: more would break this law of good plans');
  });

  test('are bound by memory where fewer would not fit', () => {
    expect(reasonOf('partitions', { partitions: 500, partitionBounds: [500, 2000] })).toBe('memory: fewer would not fit into what one task gets');
    expect(reasonOf('partitions', { partitions: 1, partitionBounds: [1, 2000] })).toMatch(/^cost: /);
  });

  test('else are the fewest within 1 % of the cheapest, or the pinned ones', () => {
    expect(reason('partitions')).toMatch(/^cost: the fewest within 1 % of the cheapest/);
    expect(reason('partitions', {}, { pins: { partitions: 300 } })).toBe('pin: as asked');
  });
});

test('the driver is bound by memory, or by the tasks and executors that it schedules', () => {
  expect(reason('driver.worker', { broadcastBytes: 100 * MIB, collectBytes: 10 * MIB })).toMatch(/^memory: 1\d{3} MiB needed: 1 GiB, 3 × 100 MiB of broadcast, 2 × 10 MiB collected × 1, map statuses, tasks$/);
  expect(reasonOf('driver.worker', { driverLoad: { ...BEST.driverLoad, vCpu: 2 } })).toMatch(/^tasks: /);
});

test('capacity is that of all runs, in all three dimensions', () => {
  const { executors, reasons } = planOf({ concurrentRuns: 2 });
  expect(told(reasons, 'maximumCapacity')).toBe(`executors: 2 runs × (1 driver + ${executors.maximum} executors), in all three dimensions`);
  expect(reasons.find(({ quantity }) => quantity === 'maximumCapacity')!.value).toMatch(/^\d+ vCPU, \d+ GB, \d+ GB disk$/);
  expect(reason('maximumCapacity')).toMatch(/^executors: 1 run × /);
});

describe('the run time', () => {
  test('is made of the ramp, the scan and the shuffles, and has its price', () => {
    expect(reason('runTime')).toMatch(/^work: 1m 30s until executors are ready, scan \d+m \d+s, shuffles \d+m \d+s \(longest task \d+s\); \$0\.\d+ a run$/);
    expect(reason('runTime', { profile: 'streaming', finishWithinSeconds: 3600 })).toMatch(/^\w+: 0s until executors are ready, .* an hour$/);
  });

  test('is bound by the longest task where that takes most of the shuffles', () => {
    expect(reason('runTime', { hotKeyBytes: 2 * GIB, finishWithinSeconds: 900 })).toMatch(/^longest task: /);
  });
});
