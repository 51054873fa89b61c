import { pageBytes, taskShare } from '../../../src/core/memory/page';
import { GIB, MIB } from '../../../src/core/units';

describe('pageBytes', () => {
  // 1 GiB / 4 cores / 16 = 16 MiB exactly; one byte more of pool per core and sixteenth rounds up to 32 MiB
  test('is the next power of two of a sixteenth of a core\'s share', () => {
    expect(pageBytes({ executionPoolBytes: GIB, cores: 4, g1OnHeap: false })).toBe(16 * MIB);
    expect(pageBytes({ executionPoolBytes: GIB + 64, cores: 4, g1OnHeap: false })).toBe(32 * MIB);
  });

  test('stays between 1 and 64 MiB', () => {
    expect(pageBytes({ executionPoolBytes: 1, cores: 4, g1OnHeap: false })).toBe(MIB);
    expect(pageBytes({ executionPoolBytes: 100 * GIB, cores: 1, g1OnHeap: false })).toBe(64 * MIB);
  });

  test('leaves room for the array header under G1, from Spark 3.3', () => {
    const request = { executionPoolBytes: GIB, cores: 4, g1OnHeap: true };
    expect(pageBytes(request)).toBe(16 * MIB - 16);
    expect(pageBytes({ ...request, sparkVersion: '3.3.0' })).toBe(16 * MIB - 16);
    expect(pageBytes({ ...request, sparkVersion: '3.2.4' })).toBe(16 * MIB);
  });
});

describe('taskShare', () => {
  test('lies between M/2N and M/N, rounded down', () => {
    expect(taskShare({ poolBytes: 1001, slots: 4 })).toEqual({ minimumBytes: 125, maximumBytes: 250 });
  });

  test('leaves out what execution cannot evict', () => {
    expect(taskShare({ poolBytes: 1001, storageBytes: 500, slots: 4 })).toEqual({ minimumBytes: 62, maximumBytes: 125 });
  });
});
