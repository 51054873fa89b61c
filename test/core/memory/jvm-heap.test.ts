import fc from 'fast-check';
import { Collector, defaultCollector, hasCompressedPointers, jvmHeap, maxMemoryBytes } from '../../../src/core/memory/jvm-heap';
import { GIB, KIB, MIB } from '../../../src/core/units';

describe('maxMemoryBytes', () => {
  test.each([
    ['parallel', 512, 477_626_368], ['serial', 512, 518_979_584], ['g1', 512, 536_870_912],
    ['parallel', 1024, 954_728_448], ['serial', 1024, 1_037_959_168], ['g1', 1024, 1_073_741_824],
    ['parallel', 4096, 3_817_865_216], ['serial', 4096, 4_151_836_672], ['g1', 4096, 4_294_967_296],
    ['parallel', 9486, 8_841_592_832], ['serial', 9486, 9_615_245_312], ['g1', 9486, 9_948_889_088],
    ['parallel', 65536, 61_084_270_592], ['serial', 65536, 66_428_862_464], ['g1', 65536, 68_719_476_736],
  ] as const)('under %s with -Xmx%dm is %d', (collector, heapMiB, bytes) => {
    expect(maxMemoryBytes(heapMiB * MIB, collector, 17)).toBe(bytes);
  });
});

describe('jvmHeap', () => {
  const xmx1g = { xmxBytes: GIB, collector: 'parallel', javaVersion: 17 } as const;

  test('under ParallelGC leaves the largest survivor space out', () => {
    // 1 GiB / 3 = 341.33 MiB, on whole 512 KiB 341; / 3 = 113.67, on whole 512 KiB 113.5 MiB
    expect(jvmHeap(xmx1g)).toEqual({ xmxBytes: GIB, reservedBytes: GIB, unusableBytes: 113.5 * MIB, maxMemoryBytes: 954_728_448 });
  });

  test('under ParallelGC leaves the initial survivor space out where the initial heap is the largest', () => {
    // 341 MiB / 8 = 42.6, on whole 512 KiB 42.5 MiB
    expect(jvmHeap({ ...xmx1g, initialHeapBytes: GIB })).toMatchObject({ unusableBytes: 42.5 * MIB, maxMemoryBytes: 1_029_177_344 });
  });

  test('takes a 64th of the machine as initial heap, of at most 128 GiB', () => {
    expect(jvmHeap({ ...xmx1g, machineMemoryBytes: 64 * GIB }).maxMemoryBytes).toBe(1_029_177_344);
    expect(jvmHeap({ ...xmx1g, machineMemoryBytes: 32 * GIB }).maxMemoryBytes).toBe(954_728_448);
    const xmx3g = { ...xmx1g, xmxBytes: 3 * GIB };
    expect(jvmHeap({ ...xmx3g, machineMemoryBytes: 1024 * GIB })).toEqual(jvmHeap({ ...xmx3g, initialHeapBytes: 2 * GIB }));
    expect(jvmHeap({ ...xmx3g, machineMemoryBytes: 1024 * GIB })).toEqual(jvmHeap(xmx3g));
  });

  test('an initial heap above the largest counts as the largest', () => {
    expect(jvmHeap({ ...xmx1g, initialHeapBytes: 2 * GIB })).toEqual(jvmHeap({ ...xmx1g, initialHeapBytes: GIB }));
  });

  // 65000 MiB: (65000 + 1015.6) / 2 / 2048 = 16.1 MiB, so regions of 16 MiB and 65008 MiB; on 128 GiB (65000 + 2048) / 2 / 2048 = 16.4, the same;
  // on the 23.5 GiB of the measurements (65000 + 376.7) / 2 / 2048 = 15.96: 8 MiB and 65000
  test('under G1 before Java 17 depends on the machine, since 17 on nothing but -Xmx', () => {
    const g1 = { xmxBytes: 65_000 * MIB, collector: 'g1', javaVersion: 11 } as const;
    expect(jvmHeap(g1).reservedBytes).toBe(65_008 * MIB);
    expect(jvmHeap({ ...g1, machineMemoryBytes: 24_684_084 * KIB }).reservedBytes).toBe(65_000 * MIB);
    expect(jvmHeap({ ...g1, javaVersion: 17 }).reservedBytes).toBe(65_024 * MIB); // 31.7 MiB up to regions of 32
  });

  // Four heaps of Java 26 were measured: 512m, 1g, 4g and 7g, each 64 KiB below
  test.each([512, 1024, 4096, 7168])('under the serial collector of Java 26 leaves 64 KiB out of %dm', (heapMiB) => {
    expect(jvmHeap({ xmxBytes: heapMiB * MIB, collector: 'serial', javaVersion: 26 }).unusableBytes).toBe(64 * KIB);
  });

  test('under CMS leaves less out the fewer threads the collector has, and no bound means the most', () => {
    const cms = { xmxBytes: 8 * GIB, collector: 'cms', javaVersion: 8 } as const;
    const unusable = [1, 2, 4, 64, undefined].map(parallelGcThreads => jvmHeap({ ...cms, parallelGcThreads }).unusableBytes);
    expect(unusable).toEqual([...unusable].sort((a, b) => a - b));
    expect(unusable[3]).toBe(unusable[4]);
    expect(jvmHeap(cms).maxMemoryBytes).toBe(maxMemoryBytes(8 * GIB, 'cms', 8));
  });

  const requestArbitrary = fc.record({
    xmxBytes: fc.integer({ min: 8 * MIB, max: 256 * GIB }),
    collector: fc.constantFrom<Collector[]>('g1', 'parallel', 'serial', 'zgc', 'shenandoah', 'cms'),
    javaVersion: fc.constantFrom(8, 11, 17, 21, 26),
    initialHeapBytes: fc.option(fc.integer({ min: 8 * MIB, max: 256 * GIB }), { nil: undefined }),
    machineMemoryBytes: fc.option(fc.integer({ min: GIB, max: 2048 * GIB }), { nil: undefined }),
  });

  test('adds up, and never gives back less than six sevenths nor more than 32 MiB above -Xmx', () => {
    fc.assert(fc.property(requestArbitrary, (request) => {
      const { reservedBytes, unusableBytes, maxMemoryBytes: maxMemory, xmxBytes } = jvmHeap(request);
      expect(reservedBytes - unusableBytes).toBe(maxMemory);
      expect(reservedBytes).toBeGreaterThanOrEqual(xmxBytes);
      expect(reservedBytes - xmxBytes).toBeLessThan(32 * MIB);
      expect(maxMemory).toBeGreaterThanOrEqual((xmxBytes * 6) / 7);
    }));
  });

  test('equals the short form wherever the initial heap is that of a machine which just holds the heap', () => {
    fc.assert(fc.property(requestArbitrary, ({ xmxBytes, collector, javaVersion }) => {
      fc.pre(xmxBytes <= 128 * GIB);
      expect(jvmHeap({ xmxBytes, collector, javaVersion }).maxMemoryBytes).toBe(maxMemoryBytes(xmxBytes, collector, javaVersion));
    }));
  });

  test('never gives less for a larger -Xmx', () => {
    fc.assert(fc.property(requestArbitrary, fc.integer({ min: 0, max: GIB }), ({ xmxBytes, collector, javaVersion }, more) => {
      const [less, greater] = [xmxBytes, xmxBytes + more].map(bytes => maxMemoryBytes(bytes, collector, javaVersion));
      expect(greater).toBeGreaterThanOrEqual(less);
    }));
  });
});

describe('hasCompressedPointers', () => {
  // Measured with OpenJDK 17.0.15 and Temurin 25.0.3: the largest whole MiB of -Xmx with UseCompressedOops
  test.each([['g1', 32_736], ['shenandoah', 32_736], ['parallel', 32_766], ['serial', 32_766]] as const)('under %s ends above %dm', (collector, heapMiB) => {
    expect(hasCompressedPointers(heapMiB * MIB, collector)).toBe(true);
    expect(hasCompressedPointers((heapMiB + 1) * MIB, collector)).toBe(false);
  });

  test('is never so under ZGC', () => {
    expect(hasCompressedPointers(GIB, 'zgc')).toBe(false);
  });
});

describe('defaultCollector', () => {
  test.each([
    [17, 2, 1792, 'g1'], [8, 2, 1792, 'parallel'], [17, 1, 65536, 'serial'], [17, 64, 1791, 'serial'], [9, 2, 1792, 'g1'],
  ])('of Java %d on %d cores and %d MiB is %s', (javaVersion, cores, memoryMiB, collector) => {
    expect(defaultCollector({ javaVersion, cores, memoryBytes: memoryMiB * MIB })).toBe(collector);
  });
});
