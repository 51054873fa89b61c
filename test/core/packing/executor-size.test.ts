import { knownInstanceTypes } from '../../../src/core/catalog/instance-types';
import { findRelease, Release } from '../../../src/core/catalog/releases';
import { YarnSettings, yarnSettings } from '../../../src/core/catalog/yarn-memory';
import { largestContainerMiB, largestExecutor, stepMiB } from '../../../src/core/packing/executor-size';
import { allocationRules, executorRoom, nodeGroup } from '../../../src/core/packing/pack';
import { containersIn, grantOf, largestAllocation, shortage } from '../../../src/core/packing/resource';

function release(label: string): Release {
  const found = findRelease(label);
  if (!found.ok) throw new Error(label);
  return found.value;
}

const R7 = release('emr-7.12.0');
const R6 = release('emr-6.5.0');
const yarnOf = (name: string, on = R7): YarnSettings => yarnSettings(knownInstanceTypes().get(name)!, on);
const ALL = [...knownInstanceTypes().values()];

describe('largestContainerMiB', () => {
  test.each([
    ['r5.12xlarge', 9, 0, 42_752], // 385024 / 9 = 42780.4; 1336 · 32
    ['r5.12xlarge', 9, 896, 42_656], // 384128 / 9 = 42680.9; 1333 · 32
    ['m5.xlarge', 1, 0, 12_288],
    ['c1.xlarge', 1, 0, 2048], // YARN's maximum
    ['m1.large', 1, 896, 4096], // 4224 down to a multiple of 256
    ['m1.small', 1, 0, 0],
  ])('of %s with %d executors beside %d MiB is %d', (name, executors, reservedMiB, containerMiB) => {
    expect(largestContainerMiB({ yarn: yarnOf(name, R6), executors, reservedMiB })).toBe(containerMiB);
  });

  test('is granted as it is asked for, and as many times, on every type and both steps', () => {
    for (const type of ALL) {
      for (const on of [R7, R6]) {
        const yarn = yarnSettings(type, on);
        const rules = allocationRules([yarn]);
        for (const executors of [1, 2, 3, 5, 7]) {
          const memoryMiB = largestContainerMiB({ yarn, executors, reservedMiB: 896 });
          if (memoryMiB === 0) continue;
          const grant = grantOf({ memoryMiB, vCores: 1 }, largestAllocation([yarn], rules), rules);
          expect(grant).toEqual({ refused: undefined, container: { memoryMiB, vCores: 1 } });
          const room = executorRoom({ groups: [nodeGroup(type, on, 3)], master: { memoryMiB: 896, vCores: 1 }, calculator: 'default' }, { memoryMiB, vCores: 1 });
          expect(room).toBeGreaterThanOrEqual(3 * executors);
        }
      }
    }
  });

  test('leaves less than a step and a remainder for each executor', () => {
    const wasted = ALL.filter(type => type.yarn === undefined && type.memoryMiB > 8192).filter(type => {
      const yarn = yarnSettings(type, R7);
      return yarn.memoryMiB - 3 * largestContainerMiB({ yarn, executors: 3 }) >= 3 * 32 + 3;
    });
    expect(wasted).toEqual([]);
  });
});

describe('largestExecutor', () => {
  test('gives what the explicit overhead leaves to the heap', () => {
    expect(largestExecutor({ yarn: yarnOf('r5.12xlarge'), executors: 9, reservedMiB: 896 }, { platform: 'emr', role: 'executor', overheadMiB: 4266 }))
      .toEqual({ heapMiB: 38_390, overheadMiB: 4266, offHeapMiB: 0, pysparkMiB: 0, requestedMiB: 42_656 });
  });

  test('leaves 0.1875 of the heap where none is set', () => {
    // 12288 / 1.1875 = 10347.8; ⌊10347 · 0.1875⌋ = 1940; 10348 + 1940 = 12288
    expect(largestExecutor({ yarn: yarnOf('m5.xlarge'), executors: 1 }, { platform: 'emr', role: 'executor' }))
      .toMatchObject({ heapMiB: 10_348, overheadMiB: 1940, requestedMiB: 12_288 });
  });

  test('is none where overhead and off-heap memory leave no heap', () => {
    expect(largestExecutor({ yarn: yarnOf('m5.xlarge'), executors: 3 }, { platform: 'emr', role: 'executor', overheadMiB: 1000, offHeapMiB: 3096 })).toBeUndefined();
  });
});

describe('what YARN makes of a request', () => {
  const rules = { minimumAllocationMiB: 32, calculator: 'default' as const };
  const largest = largestAllocation([{ memoryMiB: 12_288, vCores: 4 }, { memoryMiB: 6144, vCores: 16 }], rules);

  test('is bounded by the largest memory and the most vcores of any node, each on its own', () => {
    expect(largest).toEqual({ memoryMiB: 12_288, vCores: 16 });
    expect(largestAllocation([{ memoryMiB: 12_288, vCores: 4 }], { ...rules, maximumAllocationMiB: 2048 })).toEqual({ memoryMiB: 2048, vCores: 4 });
    expect(largestAllocation([], rules)).toEqual({ memoryMiB: 0, vCores: 0 });
  });

  test('is rounded up to the step, to the minimum at least, to the largest container at most', () => {
    const grantedMiB = (memoryMiB: number, minimumAllocationMiB: number) => grantOf({ memoryMiB, vCores: 1 }, largest, { ...rules, minimumAllocationMiB });
    expect(grantedMiB(1025, 1)).toMatchObject({ container: { memoryMiB: 1025 } });
    expect(grantedMiB(1025, 32)).toMatchObject({ container: { memoryMiB: 1056 } });
    expect(grantedMiB(100, 256)).toMatchObject({ container: { memoryMiB: 256 } });
    expect(grantedMiB(12_280, 1000)).toMatchObject({ container: { memoryMiB: 12_288 } });
  });

  test('is a refusal above it: memory first, then vcores, by the memory-only calculator as well', () => {
    expect(grantOf({ memoryMiB: 12_289, vCores: 17 }, largest, rules)).toEqual({ refused: 'memory-mb' });
    expect(grantOf({ memoryMiB: 100, vCores: 17 }, largest, rules)).toEqual({ refused: 'vcores' });
  });

  test('lies as often as memory allows, and vcores where they count', () => {
    const room = { memoryMiB: 12_288, vCores: 4 };
    expect([containersIn(room, { memoryMiB: 1024, vCores: 3 }, 'default'), containersIn(room, { memoryMiB: 1024, vCores: 3 }, 'dominant')]).toEqual([12, 1]);
    const stops = (memoryMiB: number, calculator: 'default' | 'dominant') => shortage(room, { memoryMiB, vCores: 5 }, calculator);
    expect([stops(12_289, 'dominant'), stops(12_288, 'dominant'), stops(12_288, 'default')]).toEqual(['memory', 'vcores', 'none']);
  });

  test('takes the largest step and container of a cluster of several types', () => {
    expect(allocationRules([yarnOf('m5.xlarge', R6), yarnOf('m1.large', R6)])).toEqual({ minimumAllocationMiB: 256, maximumAllocationMiB: 12_288, calculator: 'default' });
    expect(stepMiB(yarnOf('m5.xlarge'))).toBe(32);
  });
});
