import fc from 'fast-check';
import { checkStaticHeap, evictableForUnrollBytes, staticMemory } from '../../../src/core/memory/static';
import { GIB, MIB } from '../../../src/core/units';

describe('staticMemory', () => {
  test.each([
    // Spark 1.5, 1g with -Xms = -Xmx under ParallelGC: logs of 2015 and 2016 print 530.0 MB
    [1_029_177_344, 555_755_765],
    // Spark 1.4, 512m: event log local-1426533911241 of Spark's own tests, 265.1 MB
    [514_850_816, 278_019_440],
  ])('of %d bytes stores %d', (maxMemoryBytes, storageBytes) => {
    expect(staticMemory({ maxMemoryBytes }).storageBytes).toBe(storageBytes);
  });

  // 1 GiB · 0.6 · 0.9 = 579820584.96; · 0.2 · 0.8 = 171798691.84; a fifth of storage 115964116.8
  test('truncates each region', () => {
    expect(staticMemory({ maxMemoryBytes: GIB })).toEqual({
      storageBytes: 579_820_584, shuffleBytes: 171_798_691, unrollBytes: 115_964_116, otherBytes: 322_122_549,
    });
  });

  test('takes every fraction that is set', () => {
    const fractions = { storageFraction: 0.5, storageSafetyFraction: 0.8, unrollFraction: 0.1, shuffleFraction: 0.4, shuffleSafetyFraction: 0.5 };
    expect(staticMemory({ maxMemoryBytes: 1000, ...fractions })).toEqual({ storageBytes: 400, shuffleBytes: 200, unrollBytes: 40, otherBytes: 400 });
  });

  test('adds up to the heap', () => {
    fc.assert(fc.property(fc.nat({ max: 2 ** 38 }), (maxMemoryBytes) => {
      const { storageBytes, shuffleBytes, otherBytes, unrollBytes } = staticMemory({ maxMemoryBytes });
      expect(storageBytes + shuffleBytes + otherBytes).toBe(maxMemoryBytes);
      expect(unrollBytes).toBeLessThanOrEqual(storageBytes);
    }));
  });
});

describe('checkStaticHeap', () => {
  test('asks 32 MiB from Spark 2.0', () => {
    expect(checkStaticHeap({ maxMemoryBytes: 32 * MIB, executorMemoryBytes: 32 * MIB, sparkVersion: '2.4.5' })).toEqual([]);
  });

  test('fails one byte below, naming heap and executor', () => {
    const problems = checkStaticHeap({ maxMemoryBytes: 32 * MIB - 1, executorMemoryBytes: 32 * MIB - 1, sparkVersion: '2.0.0' });
    expect(problems.map(({ message }) => message)).toEqual([
      'System memory 33554431 must be at least 33554432. Please increase heap size using the --driver-memory option or spark.driver.memory in Spark configuration.',
      'Executor memory 33554431 must be at least 33554432. Please increase executor memory using the --executor-memory option or spark.executor.memory in Spark configuration.',
    ]);
  });

  test('is that of 2.x where no version is named', () => {
    expect(checkStaticHeap({ maxMemoryBytes: 1 })).toHaveLength(1);
  });

  test('asks nothing before 2.0', () => {
    expect(checkStaticHeap({ maxMemoryBytes: 1, executorMemoryBytes: 1, sparkVersion: '1.6.3' })).toEqual([]);
  });
});

describe('evictableForUnrollBytes', () => {
  test('is what the unroll region still lacks, and never negative', () => {
    expect(evictableForUnrollBytes(200, 50, 30)).toBe(120);
    expect(evictableForUnrollBytes(200, 150, 100)).toBe(0);
  });
});
