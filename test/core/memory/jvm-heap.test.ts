import { defaultCollector, jvmHeap, maxMemoryBytes } from '../../../src/core/memory/jvm-heap';
import { GIB, MIB } from '../../../src/core/units';

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
  test('gives ParallelGC its second value where the initial heap is the largest', () => {
    const heap = jvmHeap({ xmxBytes: GIB, initialHeapBytes: GIB, collector: 'parallel', javaVersion: 17 });
    expect(heap).toEqual({ xmxBytes: GIB, reservedBytes: GIB, unusableBytes: 44_564_480, maxMemoryBytes: 1_029_177_344 });
  });
});

describe('defaultCollector', () => {
  test.each([
    [17, 2, 1792, 'g1'], [8, 2, 1792, 'parallel'], [17, 1, 65536, 'serial'], [17, 64, 1791, 'serial'], [9, 2, 1792, 'g1'],
  ])('of Java %d on %d cores and %d MiB is %s', (javaVersion, cores, memoryMiB, collector) => {
    expect(defaultCollector({ javaVersion, cores, memoryBytes: memoryMiB * MIB })).toBe(collector);
  });
});
