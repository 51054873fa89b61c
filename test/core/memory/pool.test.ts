import fc from 'fast-check';
import { MemoryPool } from '../../../src/core/memory/pool';

/**
 * A pool of 1000 bytes whose storage can always be evicted by exactly what is asked, as in Spark's own suites.
 * `evicted` holds what was evicted, in order.
 */
function poolOf({ storageFraction = 0.5, sparkVersion = '3.5.6' } = {}) {
  const evicted: number[] = [];
  const pool: MemoryPool = new MemoryPool({ maxBytes: 1000, storageRegionBytes: 1000 * storageFraction, sparkVersion }, (bytes) => {
    if (pool.storedBytes < bytes) return 0;
    evicted.push(bytes);
    return bytes;
  });
  const execute = (task: number, bytes: number) => pool.acquireExecution(task, bytes).grantedBytes ?? 'waits';
  return { pool, evicted, execute };
}

/** Source of the figures: UnifiedMemoryManagerSuite of Spark 3.5. */
describe('MemoryPool, as UnifiedMemoryManagerSuite', () => {
  test('basic execution memory: one task may take all, and gives back no more than it has', () => {
    const { pool, execute } = poolOf();
    expect([execute(0, 10), execute(0, 100), execute(0, 1000), execute(0, 1)]).toEqual([10, 100, 890, 0]);
    pool.releaseExecution(0, 800);
    expect(pool.executionBytes).toBe(200);
    expect(execute(0, 1)).toBe(1);
    pool.releaseExecution(0, 1000);
    expect(pool.executionBytes).toBe(0);
  });

  test('basic storage memory: evicts what is stored, refuses what is larger than the pool', () => {
    const { pool, evicted } = poolOf();
    expect([pool.acquireStorage(10), pool.acquireStorage(100), pool.acquireStorage(1001)]).toEqual([true, true, false]);
    expect(pool.storedBytes).toBe(110);
    expect(evicted).toEqual([]);
    expect(pool.acquireStorage(1000)).toBe(true);
    expect(evicted).toEqual([110]);
    expect(pool.storedBytes).toBe(1000);
    expect(pool.acquireStorage(1)).toBe(true);
    expect(evicted).toEqual([110, 1]);
    expect(pool.storedBytes).toBe(1000);
    pool.releaseStorage(800);
    expect(pool.acquireStorage(1)).toBe(true);
    expect(pool.storedBytes).toBe(201);
  });

  test('execution evicts storage down to its region', () => {
    const { pool, evicted, execute } = poolOf();
    expect(pool.acquireStorage(750)).toBe(true);
    expect(execute(0, 100)).toBe(100);
    expect([pool.storedBytes, evicted]).toEqual([750, []]);
    expect(execute(0, 200)).toBe(200);
    expect([pool.executionBytes, pool.storedBytes, evicted]).toEqual([300, 700, [50]]);
    pool.releaseStorage(700);
    expect(pool.acquireStorage(400)).toBe(true);
    expect(execute(0, 400)).toBe(300);
    expect([pool.executionBytes, pool.storedBytes, evicted]).toEqual([600, 400, [50]]);
  });

  test('execution evicts storage in one step where the free part does not suffice', () => {
    const { pool, evicted, execute } = poolOf();
    expect(pool.acquireStorage(700)).toBe(true);
    expect(execute(0, 500)).toBe(500);
    expect([evicted, pool.storedBytes]).toEqual([[200], 500]);
  });

  test('storage never evicts execution', () => {
    const { pool, evicted, execute } = poolOf();
    expect(execute(0, 800)).toBe(800);
    expect([pool.acquireStorage(100), pool.acquireStorage(250)]).toEqual([true, false]);
    expect([pool.executionBytes, evicted]).toEqual([800, []]);
    pool.releaseExecution(0, 1000);
    pool.releaseStorage(1000);
    expect(execute(0, 200)).toBe(200);
    expect([pool.acquireStorage(750), evicted]).toEqual([true, []]);
    expect([pool.acquireStorage(850), pool.storedBytes]).toEqual([false, 750]);
  });

  test('a storage region of nothing protects nothing', () => {
    const { pool, evicted, execute } = poolOf({ storageFraction: 0 });
    expect([execute(0, 100), execute(1, 100)]).toEqual([100, 100]);
    expect(pool.acquireStorage(800)).toBe(true);
    expect(execute(0, 100)).toBe(100);
    expect([evicted, pool.executionBytes, pool.storedBytes]).toEqual([[100], 300, 700]);
  });

  test('a block too large to fit beside execution is refused, one that fits is not', () => {
    const { pool, execute } = poolOf();
    expect(execute(0, 400)).toBe(400);
    expect([pool.acquireStorage(700), pool.acquireStorage(100)]).toEqual([false, true]);
  });
});

/** Source of the figures: MemoryManagerSuite of Spark 3.5. */
describe('MemoryPool, as MemoryManagerSuite', () => {
  test('one task asks until all is gone, and again after it has given back', () => {
    const { pool, execute } = poolOf();
    expect([100, 400, 400, 200, 100, 100].map(bytes => execute(0, bytes))).toEqual([100, 400, 400, 100, 0, 0]);
    pool.releaseExecution(0, 500);
    expect([execute(0, 300), execute(0, 300)]).toEqual([300, 200]);
  });

  test('two tasks that ask for half each get it, and no more', () => {
    const { execute } = poolOf();
    expect([execute(1, 500), execute(2, 500), execute(1, 500), execute(2, 500)]).toEqual([500, 500, 0, 0]);
  });

  test('two tasks cannot grow past half', () => {
    const { execute } = poolOf();
    expect([execute(1, 250), execute(2, 250), execute(1, 500), execute(2, 500)]).toEqual([250, 250, 250, 250]);
  });

  test('a task waits for its quarter until another gives back', () => {
    const { pool, execute } = poolOf();
    expect(execute(1, 1000)).toBe(1000);
    const second = pool.acquireExecution(2, 250);
    expect(second.grantedBytes).toBeUndefined();
    expect(pool.waitingAcquisitions).toEqual([second]);
    pool.releaseExecution(1, 250);
    expect(second.grantedBytes).toBe(250);
    expect(pool.waitingAcquisitions).toEqual([]);
    expect(execute(2, 100)).toBe(0);
  });
});

describe('MemoryPool', () => {
  test('wakes who waits when a task ends', () => {
    const { pool, execute } = poolOf();
    execute(1, 1000);
    const second = pool.acquireExecution(2, 500);
    expect(pool.releaseTask(1)).toBe(1000);
    expect(second.grantedBytes).toBe(500);
    expect(pool.activeTasks).toBe(1);
  });

  // One task holds 990 of 1000; the next has 10 < 1000/4 and waits; with a third, 1000/6 = 166 is still more than 10
  test('a task that comes makes the shares smaller for those that wait', () => {
    const { pool, execute } = poolOf();
    execute(1, 850);
    const second = pool.acquireExecution(2, 200);
    expect(second.grantedBytes).toBeUndefined(); // 150 < 1000/4
    const third = pool.acquireExecution(3, 1);
    expect(third.grantedBytes).toBe(1);
    expect(second.grantedBytes).toBeUndefined(); // 149 < 1000/6 = 166
    const fourth = pool.acquireExecution(4, 1);
    expect(fourth.grantedBytes).toBe(1);
    expect(second.grantedBytes).toBe(148); // 148 ≥ 1000/8 = 125
  });

  test('a task that ends while it waits leaves the queue', () => {
    const { pool, execute } = poolOf();
    execute(1, 1000);
    const second = pool.acquireExecution(2, 250);
    expect(pool.releaseTask(2)).toBe(0);
    expect(second.grantedBytes).toBeUndefined();
    expect([pool.waitingAcquisitions, pool.activeTasks]).toEqual([[], 1]);
  });

  test('what storage borrows in vain it keeps', () => {
    // 100 bytes stored cannot be evicted: 600 execution bytes are free, so the pool grows from 300 to 900, and 850 > 800 all the same
    const pool = new MemoryPool({ maxBytes: 1000, storageRegionBytes: 300 }, () => 0);
    expect(pool.acquireStorage(100)).toBe(true);
    expect(pool.acquireExecution(0, 100).grantedBytes).toBe(100);
    expect(pool.acquireStorage(850)).toBe(false);
    expect([pool.storageSizeBytes, pool.executionSizeBytes]).toEqual([900, 100]);
  });

  // Storage has 500, of which 400 are used; 200 more lack 100. Up to 2.2 the whole 200 are borrowed.
  test.each([['1.6.3', 700], ['2.2.3', 700], ['2.3.0', 600], ['3.5.6', 600]])('of Spark %s has a storage pool of %d after it borrowed', (sparkVersion, bytes) => {
    const { pool } = poolOf({ sparkVersion });
    pool.acquireStorage(400);
    pool.acquireStorage(200);
    expect(pool.storageSizeBytes).toBe(bytes);
  });

  test('fails on amounts that are none: bugs of ours', () => {
    const { pool, execute } = poolOf();
    expect(() => pool.acquireExecution(0, 0)).toThrow('acquireExecution: not a number of bytes: 0');
    expect(() => pool.acquireExecution(0, 0.5)).toThrow('not a number of bytes');
    expect(() => pool.acquireStorage(-1)).toThrow('acquireStorage');
    expect(() => pool.releaseStorage(-1)).toThrow('releaseStorage');
    expect(() => pool.releaseExecution(0, -1)).toThrow('releaseExecution');
    execute(1, 1000);
    pool.acquireExecution(2, 100);
    expect(() => pool.acquireExecution(2, 100)).toThrow('task 2 waits already');
    expect([pool.acquireStorage(0), pool.executionBytes]).toEqual([true, 1000]);
  });

  const stepArbitrary = fc.record({
    call: fc.constantFrom('execute', 'release', 'end', 'store', 'unstore'),
    task: fc.nat({ max: 4 }),
    bytes: fc.integer({ min: 1, max: 700 }),
  });

  test('never hands out more than it has, nor more than was asked, whatever is asked in whatever order', () => {
    fc.assert(fc.property(fc.array(stepArbitrary, { maxLength: 60 }), fc.constantFrom(0, 0.3, 0.5, 0.9), fc.constantFrom('1.6.3', '3.5.6'), (steps, storageFraction, sparkVersion) => {
      const { pool } = poolOf({ storageFraction, sparkVersion });
      for (const { call, task, bytes } of steps) {
        const waits = pool.waitingAcquisitions.some(waiting => waiting.task === task);
        if (call === 'execute' && !waits) expect(pool.acquireExecution(task, bytes).grantedBytes ?? 0).toBeLessThanOrEqual(bytes);
        if (call === 'release' && !waits) pool.releaseExecution(task, bytes);
        if (call === 'end') pool.releaseTask(task);
        if (call === 'store') pool.acquireStorage(bytes);
        if (call === 'unstore') pool.releaseStorage(bytes);
        expect(pool.storageSizeBytes + pool.executionSizeBytes).toBe(1000);
        expect(pool.storedBytes).toBeLessThanOrEqual(pool.storageSizeBytes);
        expect(pool.executionBytes).toBeLessThanOrEqual(pool.executionSizeBytes);
        expect(pool.storedBytes).toBeGreaterThanOrEqual(0);
      }
    }));
  });

  test('gives every one of N tasks at least 1/2N, once all have asked for more and nothing is stored', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 12 }), (tasks) => {
      const { pool, execute } = poolOf();
      for (let task = 0; task < tasks; task++) execute(task, 1000);
      for (let round = 0; round < 20; round++) {
        const holder = [...Array(tasks).keys()].find(task => pool.taskBytes(task) > Math.floor(1000 / tasks));
        if (holder === undefined) break;
        pool.releaseExecution(holder, pool.taskBytes(holder) - Math.floor(1000 / tasks));
      }
      expect(pool.waitingAcquisitions).toEqual([]);
      for (let task = 0; task < tasks; task++) expect(pool.taskBytes(task)).toBeGreaterThanOrEqual(Math.floor(1000 / (2 * tasks)));
    }));
  });
});
