import fc from 'fast-check';
import { allReleases, findRelease, Release } from '../../../src/core/catalog/releases';
import {
  diskRange, diskThroughputMiBps, FREE_DISK_GIB, formatWorker, isLegalWorker, nearestWorkers, smallestWorker, WORKER_ROWS, workerSizes,
} from '../../../src/core/catalog/workers';
import { MIB_PER_GIB } from '../../../src/core/units';

const vCpus = fc.constantFrom(...WORKER_ROWS.map(row => row.vCpu));
const memoryMiB = fc.integer({ min: 1, max: 260 * MIB_PER_GIB });

function release(label: string): Release {
  const found = findRelease(label);
  if (!found.ok) throw new Error(label);
  return found.value;
}

/** Heap and the service's default overhead: max(⌊10 % of heap⌋, 384 MiB). */
function containerMiB(heapGiB: number): number {
  return heapGiB * MIB_PER_GIB + Math.max(Math.floor(heapGiB * MIB_PER_GIB * 0.1), 384);
}

describe('workerSizes', () => {
  test('lists 70 sizes: 7 + 13 + 23 + 12 + 12 + 3', () => {
    expect(workerSizes()).toHaveLength(70);
    expect(WORKER_ROWS.map(row => row.sizesGiB.length)).toEqual([7, 13, 23, 12, 12, 3]);
  });

  test('is ascending by vCPU, then by memory', () => {
    const sizes = workerSizes();
    expect([...sizes].sort((a, b) => a.vCpu - b.vCpu || a.memoryGiB - b.memoryGiB)).toEqual(sizes);
  });

  test.each(workerSizes().map(({ vCpu, memoryGiB }) => [vCpu, memoryGiB]))('has %d vCPU with %d GB: legal, and what a container of that size gets', (vCpu, memoryGiB) => {
    expect(isLegalWorker(vCpu, memoryGiB)).toBe(true);
    expect(smallestWorker(vCpu, memoryGiB * MIB_PER_GIB)).toEqual({ vCpu, memoryGiB });
    expect(nearestWorkers(vCpu, memoryGiB)).toEqual([{ vCpu, memoryGiB }]);
  });

  // copied by hand from the page of worker configurations
  test.each([
    [1, 2, 8, 1], [2, 4, 16, 1], [4, 8, 30, 1], [8, 16, 60, 4], [16, 32, 120, 8],
  ])('%d vCPU: %d to %d GB in steps of %d', (vCpu, minimumGiB, maximumGiB, stepGiB) => {
    expect(WORKER_ROWS.find(row => row.vCpu === vCpu)).toMatchObject({ minimumGiB, maximumGiB, stepGiB });
  });

  test('32 vCPU: 60, 120 or 244 GB and nothing between', () => {
    expect(WORKER_ROWS.find(row => row.vCpu === 32)!.sizesGiB).toEqual([60, 120, 244]);
  });
});

describe('isLegalWorker', () => {
  test.each([
    [1, 1], [1, 9], [2, 3], [2, 17], [4, 7], [4, 31], [8, 18], [8, 64], [16, 36], [16, 128], [32, 64], [32, 240],
    [3, 8], [64, 244], [0, 0], [4, 16.5], [NaN, NaN],
  ])('fails %d vCPU with %d GB', (vCpu, memoryGiB) => {
    expect(isLegalWorker(vCpu, memoryGiB)).toBe(false);
  });
});

describe('smallestWorker', () => {
  // 8 vCPU + 40g: 40 + 4 = 44.0 exactly; 41g: 45.1 → the next step, 48; 16 vCPU + 64g: 70.4 → 72; default 14g: 15.4 → 16; 27g: 29.7 → 30
  test.each([
    [4, 14, 16], [4, 27, 30], [8, 40, 44], [8, 41, 48], [8, 54, 60], [16, 64, 72], [16, 109, 120], [1, 7, 8], [2, 14, 16],
  ])('puts %d cores with a heap of %dg on %d GB', (vCpu, heapGiB, memoryGiB) => {
    expect(smallestWorker(vCpu, containerMiB(heapGiB))).toEqual({ vCpu, memoryGiB });
  });

  test('rounds a container below the row up to its least size', () => {
    expect(smallestWorker(16, 1)).toEqual({ vCpu: 16, memoryGiB: 32 });
  });

  test('fails one MiB above a row: 28g on 4 vCPU is 30.8 GiB', () => {
    expect(smallestWorker(4, 30 * MIB_PER_GIB)).toEqual({ vCpu: 4, memoryGiB: 30 });
    expect(smallestWorker(4, 30 * MIB_PER_GIB + 1)).toBeUndefined();
    expect(smallestWorker(4, containerMiB(28))).toBeUndefined();
  });

  test('fails for a vCPU count that does not exist', () => {
    expect(smallestWorker(3, 8 * MIB_PER_GIB)).toBeUndefined();
  });

  test('takes 32-vCPU heaps only within 8 GB below a tier: 48g to 54g, 102g to 109g, 215g to 221g', () => {
    const legal = Array.from({ length: 240 }, (_, index) => index + 1).filter(heap => smallestWorker(32, containerMiB(heap)) !== undefined);
    const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
    expect(legal).toEqual([...range(48, 54), ...range(102, 109), ...range(215, 221)]);
  });

  test('fails one MiB below the reach of a tier', () => {
    expect(smallestWorker(32, 112 * MIB_PER_GIB)).toEqual({ vCpu: 32, memoryGiB: 120 });
    expect(smallestWorker(32, 112 * MIB_PER_GIB - 1)).toBeUndefined();
    expect(smallestWorker(32, 244 * MIB_PER_GIB)).toEqual({ vCpu: 32, memoryGiB: 244 });
    expect(smallestWorker(32, 244 * MIB_PER_GIB + 1)).toBeUndefined();
  });

  test('is legal, holds the container, and no smaller size of the row does', () => {
    fc.assert(fc.property(vCpus, memoryMiB, (vCpu, container) => {
      const row = workerSizes().filter(size => size.vCpu === vCpu);
      const holding = row.filter(size => size.memoryGiB * MIB_PER_GIB >= container);
      const got = smallestWorker(vCpu, container);
      if (got === undefined) return holding.length === 0 || (vCpu === 32 && holding[0].memoryGiB * MIB_PER_GIB - container > 8 * MIB_PER_GIB);
      return isLegalWorker(got.vCpu, got.memoryGiB) && got.memoryGiB === Math.min(...holding.map(size => size.memoryGiB));
    }));
  });
});

describe('nearestWorkers', () => {
  test.each([
    [4, 33, '4 vCPU, 30 GB | 8 vCPU, 36 GB'],
    [8, 18, '8 vCPU, 16 GB | 8 vCPU, 20 GB'],
    [3, 10, '2 vCPU, 10 GB | 4 vCPU, 10 GB'],
    [2, 1, '2 vCPU, 4 GB'],
    [16, 20, '8 vCPU, 20 GB | 16 vCPU, 32 GB'],
    [32, 100, '32 vCPU, 60 GB | 32 vCPU, 120 GB'],
    [64, 500, '32 vCPU, 244 GB'],
    [0, 0, '1 vCPU, 2 GB'],
    [NaN, NaN, ''],
  ])('names what stands around %d vCPU with %d GB: %s', (vCpu, memoryGiB, text) => {
    expect(nearestWorkers(vCpu, memoryGiB).map(formatWorker).join(' | ')).toBe(text);
  });

  test('names one or two legal workers for any size, never one that is smaller in one dimension and larger in the other', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 64 }), fc.integer({ min: 1, max: 400 }), (vCpu, memoryGiB) => {
      const near = nearestWorkers(vCpu, memoryGiB);
      const ordered = near.every(size => (size.vCpu <= vCpu && size.memoryGiB <= memoryGiB) || (size.vCpu >= vCpu && size.memoryGiB >= memoryGiB));
      return near.length <= 2 && ordered && near.every(size => isLegalWorker(size.vCpu, size.memoryGiB));
    }));
  });
});

describe('disks', () => {
  test('standard disks are 20 to 200 GB on every release, 20 GB of them free', () => {
    for (const each of allReleases()) expect(diskRange('STANDARD', each)).toEqual({ minimumGiB: 20, maximumGiB: 200 });
    expect(FREE_DISK_GIB).toBe(20);
  });

  test.each(['emr-7.1.0', 'emr-7.12.0', 'emr-7.99.0', 'emr-spark-8.0.0'])('shuffle-optimized disks are 20 to 2000 GB on %s', label => {
    expect(diskRange('SHUFFLE_OPTIMIZED', release(label))).toEqual({ minimumGiB: 20, maximumGiB: 2000 });
  });

  test.each(['emr-7.0.0', 'emr-6.15.0', 'emr-6.6.0', 'emr-5.34.0'])('fails shuffle-optimized disks on %s', label => {
    expect(diskRange('SHUFFLE_OPTIMIZED', release(label))).toBeUndefined();
  });

  test.each([
    ['STANDARD', 20, 4, 128], ['STANDARD', 169, 16, 128], ['STANDARD', 170, 1, 250], ['STANDARD', 200, 16, 250],
    ['SHUFFLE_OPTIMIZED', 100, 16, 128], ['SHUFFLE_OPTIMIZED', 200, 16, 250], ['SHUFFLE_OPTIMIZED', 999, 16, 250],
    ['SHUFFLE_OPTIMIZED', 1000, 16, 500], ['SHUFFLE_OPTIMIZED', 2000, 16, 500], ['SHUFFLE_OPTIMIZED', 2000, 8, 250], ['SHUFFLE_OPTIMIZED', 2000, 32, 500],
  ] as const)('a %s disk of %d GB with %d vCPU carries %d MiB/s', (name, diskGiB, vCpu, throughput) => {
    expect(diskThroughputMiBps(name, diskGiB, vCpu)).toBe(throughput);
  });

  test('carries no less when the disk or the worker grows', () => {
    fc.assert(fc.property(fc.constantFrom('STANDARD' as const, 'SHUFFLE_OPTIMIZED' as const), fc.integer({ min: 20, max: 2000 }), vCpus, (name, diskGiB, vCpu) =>
      diskThroughputMiBps(name, diskGiB + 1, vCpu) >= diskThroughputMiBps(name, diskGiB, vCpu)
      && diskThroughputMiBps(name, diskGiB, vCpu * 2) >= diskThroughputMiBps(name, diskGiB, vCpu)));
  });
});
