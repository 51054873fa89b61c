import fc from 'fast-check';
import { maxMemoryBytes } from '../../../src/core/memory/jvm-heap';
import {
  MINIMUM_HEAP_BYTES, UnifiedMemoryRequest, checkHeap, minimumHeapMiB, unifiedBytes, unifiedMemory,
} from '../../../src/core/memory/unified';
import { GIB, MIB } from '../../../src/core/units';

describe('unifiedBytes', () => {
  // 4g under ParallelGC: (3817865216 - 314572800) * 0.6 = 2101975449.6, truncated
  test('truncates (maxMemory - 300 MiB) * fraction', () => {
    expect(unifiedBytes(3_817_865_216, 0.6)).toBe(2_101_975_449);
  });
});

describe('unifiedMemory', () => {
  test('gives every region of a 4g heap under ParallelGC', () => {
    expect(unifiedMemory({ maxMemoryBytes: maxMemoryBytes(4 * GIB, 'parallel', 17) })).toEqual({
      reservedBytes: 314_572_800,
      userBytes: 1_401_316_967, // 3817865216 - 314572800 - 2101975449
      unifiedBytes: 2_101_975_449,
      storageBytes: 1_050_987_724, // half, rounded down
      executionBytes: 1_050_987_725,
      offHeap: { bytes: 0, storageBytes: 0, executionBytes: 0 },
    });
  });

  test('keeps three quarters for Spark in 1.6', () => {
    expect(unifiedMemory({ maxMemoryBytes: 1_029_177_344, sparkVersion: '1.6.3' }).unifiedBytes).toBe(535_953_408);
  });

  test('gives all off-heap memory to execution in 1.6, half of it to storage since 2.0', () => {
    const request: UnifiedMemoryRequest = { maxMemoryBytes: GIB, offHeapBytes: 1001 };
    expect(unifiedMemory({ ...request, sparkVersion: '1.6.0' }).offHeap).toEqual({ bytes: 1001, storageBytes: 0, executionBytes: 1001 });
    expect(unifiedMemory({ ...request, sparkVersion: '2.0.0' }).offHeap).toEqual({ bytes: 1001, storageBytes: 500, executionBytes: 501 });
  });

  const requestArbitrary: fc.Arbitrary<UnifiedMemoryRequest> = fc.record({
    maxMemoryBytes: fc.integer({ min: MINIMUM_HEAP_BYTES, max: 2 ** 40 }),
    memoryFraction: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
    storageFraction: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
    offHeapBytes: fc.option(fc.nat({ max: 2 ** 40 }), { nil: undefined }),
    sparkVersion: fc.constantFrom('1.6.3', '2.4.8', '3.5.6', undefined),
  });

  test('adds up to the heap, and no part is negative', () => {
    fc.assert(fc.property(requestArbitrary, (request) => {
      const { offHeap, ...onHeap } = unifiedMemory(request);
      expect(onHeap.reservedBytes + onHeap.userBytes + onHeap.unifiedBytes).toBe(request.maxMemoryBytes);
      expect(onHeap.storageBytes + onHeap.executionBytes).toBe(onHeap.unifiedBytes);
      expect(offHeap.storageBytes + offHeap.executionBytes).toBe(offHeap.bytes);
      expect(Math.min(...Object.values(onHeap), ...Object.values(offHeap))).toBeGreaterThanOrEqual(0);
    }));
  });
});

describe('checkHeap', () => {
  test('passes a heap and an executor of exactly 450 MiB', () => {
    expect(checkHeap({ maxMemoryBytes: MINIMUM_HEAP_BYTES, executorMemoryBytes: 450 * MIB })).toEqual([]);
  });

  test.each([
    ['1.6.3', 'System memory 471859199 must be at least 4.718592E8. Please use a larger heap size.'],
    ['2.0.0', 'System memory 471859199 must be at least 471859200. Please increase heap size using the --driver-memory option or spark.driver.memory in Spark configuration.'],
    ['3.4.4', 'System memory 471859199 must be at least 471859200. Please increase heap size using the --driver-memory option or spark.driver.memory in Spark configuration.'],
    ['3.5.0', 'System memory 471859199 must be at least 471859200. Please increase heap size using the --driver-memory option or "spark.driver.memory" in Spark configuration.'],
  ])('fails one byte below, in the words of Spark %s', (sparkVersion, message) => {
    expect(checkHeap({ maxMemoryBytes: MINIMUM_HEAP_BYTES - 1, sparkVersion })).toEqual([{ id: 'SZ2004', path: 'spark.driver.memory', message }]);
  });

  test.each([
    ['2.4.8', 'Executor memory 4096 must be at least 471859200. Please increase executor memory using the --executor-memory option or spark.executor.memory in Spark configuration.'],
    ['4.0.0', 'Executor memory 4096 must be at least 471859200. Please increase executor memory using the --executor-memory option or "spark.executor.memory" in Spark configuration.'],
  ])('fails an executor memory that was written without a unit, in the words of Spark %s', (sparkVersion, message) => {
    expect(checkHeap({ maxMemoryBytes: GIB, executorMemoryBytes: 4096, sparkVersion })).toEqual([{ id: 'SZ2004', path: 'spark.executor.memory', message }]);
  });

  test.each([['4.2.0', 'driver'], ['4.3.0', 'executor']])('lets an executor\'s own check speak of the executor only from Spark 4.3 on: %s of the %s', (sparkVersion, role) => {
    const [{ message }] = checkHeap({ maxMemoryBytes: MINIMUM_HEAP_BYTES - 1, executorMemoryBytes: 450 * MIB, sparkVersion });
    expect(message).toBe(`System memory 471859199 must be at least 471859200. Please increase heap size using the --${role}-memory option or "spark.${role}.memory" in Spark configuration.`);
  });

  test('does not look at the executor in 1.6, and names the heap before the executor since', () => {
    expect(checkHeap({ maxMemoryBytes: GIB, executorMemoryBytes: 1, sparkVersion: '1.6.3' })).toEqual([]);
    expect(checkHeap({ maxMemoryBytes: 1, executorMemoryBytes: 1 }).map(({ path }) => path)).toEqual(['spark.driver.memory', 'spark.executor.memory']);
  });
});

describe('minimumHeapMiB', () => {
  test.each([['g1', 450], ['parallel', 505], ['serial', 465], ['zgc', 450]] as const)('under %s is %d MiB', (collector, heapMiB) => {
    expect(minimumHeapMiB(collector, 17)).toBe(heapMiB);
  });

  test.each(['parallel', 'serial'] as const)('is the least: one MiB less fails the check under %s', (collector) => {
    const heapMiB = minimumHeapMiB(collector, 17);
    expect(checkHeap({ maxMemoryBytes: maxMemoryBytes(heapMiB * MIB, collector, 17) })).toEqual([]);
    expect(checkHeap({ maxMemoryBytes: maxMemoryBytes((heapMiB - 1) * MIB, collector, 17) })).toHaveLength(1);
  });
});
