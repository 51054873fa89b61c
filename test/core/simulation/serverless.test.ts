import * as fc from 'fast-check';
import { ServerlessSimulation, simulateServerless } from '../../../src/core/simulation/serverless';

const DEFAULT_WORKER = { vCpu: 4, memoryGiB: 16, diskGiB: 20 };
const DYNAMIC = { dynamic: true, initial: 3, minimum: 0, maximum: Infinity };

function fixed(instances: number) {
  return { ...DYNAMIC, dynamic: false, instances };
}

describe('the surprises of a notebook on EMR Serverless', () => {
  test('150 GB of disk hold the driver and 6 of 10 executors', () => {
    // A driver of 1 core and executors of 2 cores, 4g each: containers of 4.4 GiB, so workers of 5 GB, with 20 GB of disk each.
    // ⌊150 / 20⌋ = 7 workers, the driver takes one. The published run had 5: it was a notebook's session, and that the session
    // holds one worker more is a guess that no AWS page confirms.
    const result = simulateServerless({
      maximumCapacity: { cpu: 100, memoryGiB: 500, diskGiB: 150 },
      driver: { vCpu: 1, memoryGiB: 5, diskGiB: 20 },
      executor: { vCpu: 2, memoryGiB: 5, diskGiB: 20 },
      allocation: { ...DYNAMIC, instances: 10 },
    });
    expect(result).toMatchObject({ starts: true, executorsAsked: 10, executorsGranted: 6, binds: { dimension: 'disk' } });
    expect(result.binds.detail).toBe('150 GB of disk: 1 driver takes 20 GB, 6 executors take 120 GB; 10 GB left, one more executor takes 20 GB');
    expect(result.message).toBe('ApplicationMaxCapacityExceededException: Worker could not be allocated as the application has exceeded'
      + ' maximumCapacity settings: [disk: 150 GB]');
    expect(result.capacityForAll).toEqual({ cpu: '21 vCPU', memory: '55 GB', disk: '220 GB' }); // 1 + 10 × 2; 11 × 5; 11 × 20
  });

  test('one executor asked for starts three', () => {
    const result = simulateServerless({ driver: DEFAULT_WORKER, executor: DEFAULT_WORKER, allocation: { ...DYNAMIC, instances: 1 } });
    expect(result).toMatchObject({ executorsAsked: 3, executorsGranted: 3, binds: { dimension: 'none' }, message: null });
    expect(result.notes).toEqual([expect.stringContaining('spark.executor.instances is 1 and 3 start')]);
  });

  test('one executor without dynamic allocation starts one', () => {
    const result = simulateServerless({ driver: DEFAULT_WORKER, executor: DEFAULT_WORKER, allocation: fixed(1) });
    expect(result).toMatchObject({ executorsAsked: 1, executorsGranted: 1, executorsMaximum: 1, executorsAtMaximum: 1, notes: [] });
  });
});

describe('what a new account may use', () => {
  const account = { cpu: 16, memoryGiB: 64, diskGiB: 80 };
  const job = { driver: DEFAULT_WORKER, executor: DEFAULT_WORKER, allocation: DYNAMIC };

  test('is exactly one job with the service\'s defaults', () => {
    // 1 driver + 3 executors of 4 vCPU, 16 GB and 20 GB: 16 vCPU, 64 GB, 80 GB.
    const result = simulateServerless({ ...job, maximumCapacity: account });
    expect(result).toMatchObject({
      starts: true,
      executorsAsked: 3,
      executorsGranted: 3,
      binds: { dimension: 'none' },
      capacityForAll: { cpu: '16 vCPU', memory: '64 GB', disk: '80 GB' },
      executorsMaximum: null,
      executorsAtMaximum: 3,
      bindsAtMaximum: { dimension: 'cpu' },
    });
  });

  test('is too little by one vCPU, and the bracket names the short dimension only', () => {
    const result = simulateServerless({ ...job, maximumCapacity: { ...account, cpu: 15 } });
    expect(result).toMatchObject({ starts: true, executorsGranted: 2, binds: { dimension: 'cpu' } });
    expect(result.message).toContain('maximumCapacity settings: [cpu: 15 vCPU]');
    expect(result.notes).toEqual([expect.stringContaining('can be marked FAILED')]);
  });

  test('fails without an executor where the driver takes it all, and names every short dimension', () => {
    const result = simulateServerless({ ...job, maximumCapacity: { cpu: 4, memoryGiB: 16 } });
    expect(result).toMatchObject({ starts: false, executorsGranted: 0 });
    expect(result.message).toContain('[cpu: 4 vCPU, memory: 16 GB]');
    expect(result.notes).toEqual([expect.stringContaining('waits 20 minutes')]);
  });

  test('fails at the driver where not even that fits', () => {
    const result = simulateServerless({ ...job, maximumCapacity: { cpu: 3, memoryGiB: 64 } });
    expect(result).toMatchObject({ starts: false, executorsGranted: 0, binds: { dimension: 'cpu', detail: '3 vCPU: 3 vCPU left, one more driver takes 4 vCPU' } });
    expect(result.message).toBe('Job failed as application has exceeded maximumCapacity settings');
  });
});

describe('runs that start together', () => {
  const job = { driver: DEFAULT_WORKER, executor: DEFAULT_WORKER, allocation: DYNAMIC };

  test('fail where two drivers leave no room for an executor of each', () => {
    const result = simulateServerless({ ...job, maximumCapacity: { cpu: 12, memoryGiB: 48 }, concurrentRuns: 2 });
    expect(result).toMatchObject({ starts: false, executorsAsked: 6, executorsGranted: 1, granted: [1, 0] });
    expect(result.runs.map(run => run.starts)).toEqual([true, false]);
    expect(result.notes[0]).toBe('2 of 2 drivers hold the capacity that executors need: the runs starve each other');
  });

  test('share executors round robin', () => {
    const result = simulateServerless({ ...job, maximumCapacity: { cpu: 28, memoryGiB: 112 }, concurrentRuns: 2 }); // 7 workers: 2 drivers, 5 executors
    expect(result).toMatchObject({ starts: true, granted: [3, 2] });
  });

  test('wait behind the scheduler', () => {
    const result = simulateServerless({ ...job, maximumCapacity: { cpu: 16, memoryGiB: 64 }, concurrentRuns: 3, maxConcurrentRuns: 1 });
    expect(result).toMatchObject({ starts: true, executorsAsked: 3, executorsGranted: 3, granted: [3, 0, 0] });
    expect(result.runs.map(run => run.queued)).toEqual([false, true, true]);
    expect(result.notes).toEqual(['2 of 3 runs wait in the scheduler\'s queue']);
  });

  test('fail where the second driver finds no place', () => {
    const result = simulateServerless({ ...job, maximumCapacity: { cpu: 7, memoryGiB: 64 }, concurrentRuns: 2 });
    expect(result.binds.detail).toBe('7 vCPU: 1 driver takes 4 vCPU; 3 vCPU left, one more driver takes 4 vCPU');
  });
});

describe('pre-initialised workers', () => {
  const allocation = { ...DYNAMIC, instances: 4 };

  test('are used where the job\'s workers fit in', () => {
    const large = { vCpu: 4, memoryGiB: 30, diskGiB: 20 };
    const result = simulateServerless({
      maximumCapacity: { cpu: 16, memoryGiB: 106 },
      driver: DEFAULT_WORKER,
      executor: DEFAULT_WORKER,
      allocation,
      pool: [{ key: 'Executor', count: 3, worker: large }],
    });
    expect(result).toMatchObject({ executorsGranted: 3 }); // 3 × 30 + 16 = 106: the fourth executor finds no memory
    expect(result.binds.detail).toContain('pre-initialised workers take 12 vCPU');
  });

  test('count against the maximum capacity although no job uses them', () => {
    const result = simulateServerless({
      maximumCapacity: { cpu: 24, memoryGiB: 96 },
      driver: DEFAULT_WORKER,
      executor: DEFAULT_WORKER,
      allocation,
      pool: [{ key: 'Executor', count: 4, worker: { vCpu: 2, memoryGiB: 8, diskGiB: 20 } }], // too small for the job
    });
    expect(result).toMatchObject({ executorsGranted: 3, capacityForAll: { cpu: '28 vCPU' } }); // 24 − 8 = 16 vCPU; 8 + 5 × 4
    expect(result.perNode).toContainEqual({ type: 'idle pre-initialised executor 2x8x20', count: 4, containers: 0, usedMiB: 0, idleMiB: 8192 });
  });

  test('fail where they alone exceed the maximum capacity', () => {
    const result = simulateServerless({
      maximumCapacity: { cpu: 8, memoryGiB: 96 },
      driver: DEFAULT_WORKER,
      executor: DEFAULT_WORKER,
      allocation,
      pool: [{ key: 'Driver', count: 3, worker: DEFAULT_WORKER }],
    });
    expect(result).toMatchObject({ starts: false, binds: { dimension: 'cpu', detail: 'the pre-initialised workers alone exceed 8 vCPU' }, message: null });
  });

  test('are idle beyond what the job takes', () => {
    const result = simulateServerless({
      driver: DEFAULT_WORKER,
      executor: DEFAULT_WORKER,
      allocation,
      pool: [{ key: 'Driver', count: 1, worker: DEFAULT_WORKER }, { key: 'Executor', count: 6, worker: DEFAULT_WORKER }],
    });
    expect(result.perNode.map(({ type, count }) => [type, count])).toEqual([
      ['driver 4x16x20', 1], ['executor 4x16x20', 4], ['idle pre-initialised executor 4x16x20', 2],
    ]);
  });
});

describe('dynamic allocation that contradicts itself', () => {
  const job = { driver: DEFAULT_WORKER, executor: DEFAULT_WORKER };

  test.each([
    [{ ...DYNAMIC, maximum: 2 }, 'Maximum value of spark.dynamicAllocation.initialExecutors: 3 must be between'
      + ' spark.dynamicAllocation.minExecutor 0 and spark.dynamicAllocation.maxExecutors 2.'],
    [{ ...DYNAMIC, maximum: 0 }, 'spark.dynamicAllocation.maxExecutors cannot be 0!'],
    [{ ...DYNAMIC, minimum: 5, maximum: 4 }, 'spark.dynamicAllocation.minExecutors (5) must be less than or equal to spark.dynamicAllocation.maxExecutors (4)!'],
    [{ ...DYNAMIC, minimum: -1 }, 'spark.dynamicAllocation.minExecutors and spark.dynamicAllocation.maxExecutors must be positive!'],
    [{ ...DYNAMIC, maximum: 4, instances: 5 }, 'requirement failed: initial executor number 5 must between min executor number 0 and max executor number 4'],
  ])('fails with %j', (allocation, message) => {
    expect(simulateServerless({ ...job, allocation })).toMatchObject({ starts: false, executorsGranted: 0, executorsAtMaximum: 0, binds: { dimension: 'none' }, message });
  });

  test.each([
    { ...DYNAMIC, maximum: 3 },
    { ...DYNAMIC, initial: 1, maximum: 1 },
    { ...DYNAMIC, minimum: 5, maximum: 5 }, // the initial 3 is ignored
    { ...DYNAMIC, maximum: 5, instances: 5 },
    { ...DYNAMIC, initial: 0, maximum: 5 },
  ])('starts with %j', allocation => {
    expect(simulateServerless({ ...job, allocation }).starts).toBe(true);
  });
});

test('a job that begins without executors starts only where its first one finds room', () => {
  const job = { driver: DEFAULT_WORKER, executor: DEFAULT_WORKER, allocation: { ...DYNAMIC, initial: 0 } };
  const enough = simulateServerless({ ...job, maximumCapacity: { cpu: 8, memoryGiB: 32 } });
  expect(enough).toMatchObject({ starts: true, executorsAsked: 0, executorsGranted: 0 });
  expect(simulateServerless({ ...job, maximumCapacity: { cpu: 7, memoryGiB: 32 } })).toMatchObject({ starts: false, binds: { dimension: 'cpu' } });
});

test('a fixed count of no executors does not start', () => {
  const result = simulateServerless({ driver: DEFAULT_WORKER, executor: DEFAULT_WORKER, allocation: fixed(0) });
  expect(result).toMatchObject({ starts: false, executorsAsked: 0 });
});

describe('Lake Formation', () => {
  // two profiles, the user's and the system's: 2 drivers and 2 × 3 executors of 4 vCPU, 16 GB, 20 GB: 32 vCPU, 128 GB, 160 GB
  const job = { driver: DEFAULT_WORKER, executor: DEFAULT_WORKER, allocation: DYNAMIC, lakeFormation: true };
  const played = (cpu: number, more: Partial<ServerlessSimulation> = {}) => simulateServerless({ ...job, maximumCapacity: { cpu, memoryGiB: 1000 }, ...more });

  test('takes a second driver and a second set of executors', () => {
    expect(played(32)).toMatchObject({
      starts: true,
      executorsAsked: 6,
      executorsGranted: 6,
      granted: [6],
      message: null,
      capacityForAll: { cpu: '32 vCPU', memory: '128 GB', disk: '160 GB' },
    });
    expect(played(32).perNode.map(({ type, count }) => [type, count])).toEqual([['driver (user and system) 4x16x20', 2], ['executor (user and system) 4x16x20', 6]]);
    expect(played(32).notes).toEqual([expect.stringContaining('both are counted here')]);
  });

  test('is refused system executors where the capacity was counted without them', () => {
    // 16 vCPU are what the job takes without Lake Formation
    const result = played(16);
    expect(result).toMatchObject({ starts: true, executorsAsked: 6, executorsGranted: 2, binds: { dimension: 'cpu' } });
    expect(result.binds.detail).toBe('16 vCPU: 2 drivers take 8 vCPU, 2 executors take 8 vCPU; 0 vCPU left, one more executor takes 4 vCPU');
    expect(result.message).toMatch(/ApplicationMaxCapacityExceededException: .*\[cpu: 16 vCPU\]$/);
    expect(simulateServerless({ ...job, lakeFormation: false, maximumCapacity: { cpu: 16 } })).toMatchObject({ executorsAsked: 3, executorsGranted: 3 });
  });

  test('fails with executors of one profile and none of the other', () => {
    const result = played(12);
    expect(result).toMatchObject({ starts: false, executorsGranted: 1, runs: [{ starts: false, executorsAsked: 6, executorsGranted: 1 }] });
    expect(result.notes).toContainEqual(expect.stringContaining('the job can get stuck'));
    expect(result.notes.join()).not.toContain('waits 20 minutes');
  });

  test('fails at the system driver', () => {
    expect(played(7)).toMatchObject({
      starts: false, executorsAtMaximum: 0, message: 'Job failed as application has exceeded maximumCapacity settings', binds: { detail: '7 vCPU: 1 driver takes 4 vCPU; 3 vCPU left, one more driver takes 4 vCPU' },
    });
  });

  test('takes both drivers and all executors of every run from the pool, where they fit', () => {
    const pool = [{ key: 'Driver' as const, count: 4, worker: DEFAULT_WORKER }, { key: 'Executor' as const, count: 12, worker: DEFAULT_WORKER }];
    expect(played(64, { concurrentRuns: 2, pool })).toMatchObject({ starts: true, granted: [6, 6], capacityForAll: { cpu: '64 vCPU' } });
    expect(played(60, { concurrentRuns: 2 })).toMatchObject({ starts: true, executorsAsked: 12, granted: [6, 5] });
  });

  test('lets each profile have its share of the maximum, and no more at the start', () => {
    const allocation = { ...DYNAMIC, maximum: 3, maximumRatio: 0.9 }; // ⌊2.7⌋ = 2 each
    expect(played(100, { allocation })).toMatchObject({ executorsAsked: 4, executorsMaximum: 4, executorsAtMaximum: 4 });
    expect(played(100, { allocation: { ...allocation, initial: 1, maximum: 1 } })).toMatchObject({ executorsMaximum: 2 });
    expect(played(100, { allocation: { ...allocation, maximum: 10, maximumRatio: 0.7 } })).toMatchObject({ executorsMaximum: 14 });
    expect(played(100, { allocation: { ...allocation, maximum: Infinity } })).toMatchObject({ executorsMaximum: null });
  });

  test('fails where more start than the maximum allows, whatever the share', () => {
    expect(played(100, { allocation: { ...DYNAMIC, instances: 5, maximum: 4, maximumRatio: 0.9 } })).toMatchObject({ starts: false, message: expect.stringContaining('number 5 must') });
  });

  test('does not take a fixed count', () => {
    expect(played(100, { allocation: fixed(3) }).notes).toContainEqual(expect.stringContaining('does not take a job without dynamic allocation'));
  });
});

test('without a driver no executor is granted in the end, however many may be asked for', () => {
  const result = simulateServerless({ driver: DEFAULT_WORKER, executor: DEFAULT_WORKER, allocation: DYNAMIC, maximumCapacity: { cpu: 3 } });
  expect(result).toMatchObject({ executorsMaximum: null, executorsAtMaximum: 0 });
});

test('a container without a worker never starts', () => {
  const result = simulateServerless({ driver: DEFAULT_WORKER, executor: DEFAULT_WORKER, allocation: DYNAMIC, unplaceable: 'no worker of 3 vCPU' });
  expect(result).toMatchObject({ starts: false, binds: { dimension: 'container', detail: 'no worker of 3 vCPU' }, message: null });
});

test('containers leave the rest of their worker idle', () => {
  const job = { driver: DEFAULT_WORKER, executor: DEFAULT_WORKER, allocation: fixed(2) };
  const result = simulateServerless({ ...job, containers: { driverMiB: 15_770, executorMiB: 16_000 } });
  expect(result.perNode).toEqual([
    { type: 'driver 4x16x20', count: 1, containers: 1, usedMiB: 15_770, idleMiB: 614 },
    { type: 'executor 4x16x20', count: 2, containers: 1, usedMiB: 16_000, idleMiB: 384 },
  ]);
});

describe('any simulation', () => {
  const upTo = (max: number, min = 1) => fc.integer({ min, max });
  const worker = fc.record({ vCpu: fc.constantFrom(1, 2, 4, 8, 16), memoryGiB: upTo(120, 2), diskGiB: upTo(200, 20) });
  const capacity = fc.record({ cpu: upTo(400), memoryGiB: upTo(2000), diskGiB: upTo(4000) });
  const request: fc.Arbitrary<ServerlessSimulation & { maximumCapacity: { cpu: number; memoryGiB: number; diskGiB: number } }> = fc.record({
    maximumCapacity: capacity,
    driver: worker,
    executor: worker,
    allocation: fc.integer({ min: 0, max: 40 }).map(instances => ({ ...DYNAMIC, instances })),
    concurrentRuns: fc.integer({ min: 1, max: 4 }),
    pool: fc.array(fc.record({ key: fc.constantFrom('Driver' as const, 'Executor' as const), count: fc.integer({ min: 1, max: 5 }), worker }), { maxLength: 2 }),
  });

  test('never grants beyond the capacity, in any dimension', () => {
    fc.assert(fc.property(request, given => {
      const { perNode, starts, executorsGranted, binds } = simulateServerless({ ...given, pool: [] });
      const drivers = perNode.find(node => node.type.startsWith('driver'))?.count ?? 0;
      const taken = (of: 'vCpu' | 'memoryGiB' | 'diskGiB') => drivers * given.driver[of] + executorsGranted * given.executor[of];
      expect(taken('vCpu')).toBeLessThanOrEqual(given.maximumCapacity.cpu);
      expect(taken('memoryGiB')).toBeLessThanOrEqual(given.maximumCapacity.memoryGiB);
      expect(taken('diskGiB')).toBeLessThanOrEqual(given.maximumCapacity.diskGiB);
      expect(starts && executorsGranted < given.concurrentRuns!).toBe(false);
      expect(binds.detail).not.toMatch(/-\d|NaN|Infinity/);
    }));
  });

  test('grants as many as placing the workers one by one', () => {
    fc.assert(fc.property(request, given => {
      const result = simulateServerless(given);
      expect(result.granted).toEqual(oneByOne(given));
    }));
  });

  test('never grants less with more capacity once every driver has a place', () => {
    fc.assert(fc.property(request, fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 }), (given, cpu, disk) => {
      const { maximumCapacity: limit } = given;
      const more = { ...given, maximumCapacity: { cpu: limit.cpu + cpu, memoryGiB: limit.memoryGiB, diskGiB: limit.diskGiB + disk } };
      const before = simulateServerless(given);
      fc.pre(before.starts);
      expect(simulateServerless(more).executorsGranted).toBeGreaterThanOrEqual(before.executorsGranted);
    }));
  });

  test('is granted in full with the capacity it names', () => {
    fc.assert(fc.property(request, given => {
      const { capacityForAll, executorsAsked } = simulateServerless(given);
      const [cpu, memoryGiB, diskGiB] = [capacityForAll.cpu, capacityForAll.memory, capacityForAll.disk].map(text => parseInt(text, 10));
      const whole = { cpu, memoryGiB, diskGiB };
      const result = simulateServerless({ ...given, maximumCapacity: whole });
      expect(result).toMatchObject({ starts: true, executorsGranted: executorsAsked, message: null });
      for (const [name, amount] of Object.entries(whole)) {
        expect(simulateServerless({ ...given, maximumCapacity: { ...whole, [name]: amount - 1 } }).executorsGranted).toBeLessThan(executorsAsked);
      }
    }));
  });
});

/** The slow and obvious way: every worker looks for a free place in the pool, then in the capacity. */
function oneByOne({ maximumCapacity, driver, executor, allocation, concurrentRuns, pool = [] }: ServerlessSimulation): number[] {
  const left = { vCpu: maximumCapacity!.cpu!, memoryGiB: maximumCapacity!.memoryGiB!, diskGiB: maximumCapacity!.diskGiB! };
  const dims = ['vCpu', 'memoryGiB', 'diskGiB'] as const;
  const places = pool.flatMap(row => Array.from({ length: row.count }, () => ({ ...row, free: true })));
  for (const place of places) dims.forEach(dim => { left[dim] -= place.worker[dim]; });
  const runs = Array.from({ length: concurrentRuns! }, () => ({ driver: false, executors: 0 }));
  if (dims.some(dim => left[dim] < 0)) return runs.map(() => 0);
  const place = (key: string, worker: typeof driver) => {
    const ready = places.find(one => one.free && one.key === key && dims.every(dim => one.worker[dim] >= worker[dim]));
    if (ready) ready.free = false;
    else if (dims.some(dim => left[dim] < worker[dim])) return false;
    else dims.forEach(dim => { left[dim] -= worker[dim]; });
    return true;
  };
  for (const run of runs) run.driver = place('Driver', driver);
  const asked = Math.max(allocation.initial, allocation.minimum, allocation.instances ?? 0);
  for (let round = 0; round < asked; round++) {
    for (const run of runs) if (run.driver && place('Executor', executor)) run.executors++;
  }
  return runs.map(run => run.executors);
}
