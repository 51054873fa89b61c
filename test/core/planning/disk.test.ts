import { DEMAND, g1Shape, release } from './cases';
import { diskOptions, DiskRequest, diskTypesOf, fastestDisk, neededDiskGiB } from '../../../src/core/planning/disk';
import { GIB, MIB } from '../../../src/core/units';

const REQUEST: DiskRequest = {
  demand: { ...DEMAND, shuffleTotalBytes: 100 * GIB },
  shape: g1Shape(4, 16),
  storageRegionBytes: GIB,
  present: 10,
  serverlessStorage: false,
  spilledBytes: 0,
};

function needed(values: Partial<DiskRequest> = {}): number {
  return neededDiskGiB({ ...REQUEST, ...values });
}

describe('the disk of an executor holds', () => {
  test('its share of all shuffles × 1.3, 128 MiB of upload buffers a slot, and 4 GiB of files, rounded up', () => {
    expect(needed()).toBe(18); // 100 · 1.3 / 10 = 13, + 0.5, rounded up, + 4
    expect(needed({ shape: g1Shape(4, 16, 4) })).toBe(18); // 13.125
    expect(needed({ present: 26 })).toBe(10); // 5.5
    expect(needed({ shape: g1Shape(32, 60) })).toBe(21); // 13 + 4
  });

  test('the shuffle of the executors that are there when it is written', () => {
    expect(needed({ present: 1 })).toBe(135);
  });

  test('no shuffle with serverless storage', () => {
    expect(needed({ serverlessStorage: true })).toBe(5);
  });

  test('the cache that its storage region does not keep, where the level has a disk', () => {
    const demand = { ...REQUEST.demand, cacheBytes: 40 * GIB };
    expect(needed({ demand })).toBe(21); // 40 / 10 − 1
    expect(needed({ demand: { ...demand, cacheFallsToDisk: false } })).toBe(18);
    expect(needed({ demand: { ...demand, cacheBytes: 9 * GIB } })).toBe(18);
  });

  test('a hot partition that may spill', () => {
    expect(needed({ spilledBytes: 2 * GIB })).toBe(20);
  });
});

describe('disks of a release', () => {
  test('are standard ones of 20 to 200 GB, and from emr-7.1.0 on shuffle-optimized ones of 20 to 2000 GB', () => {
    expect(diskTypesOf(release('emr-7.0.0'))).toEqual([{ diskType: 'STANDARD', minimumGiB: 20, maximumGiB: 200 }]);
    expect(diskTypesOf(release('emr-7.1.0'))).toEqual([
      { diskType: 'STANDARD', minimumGiB: 20, maximumGiB: 200 }, { diskType: 'SHUFFLE_OPTIMIZED', minimumGiB: 20, maximumGiB: 2000 },
    ]);
  });

  test('write at most 250 MiB/s, shuffle-optimized ones of 16 vCPU and more 500', () => {
    const [older, newer] = [diskTypesOf(release('emr-7.0.0')), diskTypesOf(release())];
    expect([4, 8, 16, 32].map(vCpu => fastestDisk(newer, vCpu) / MIB)).toEqual([250, 250, 500, 500]);
    expect([4, 16].map(vCpu => fastestDisk(older, vCpu) / MIB)).toEqual([250, 250]);
  });
});

describe('the disks worth a try', () => {
  const options = (neededGiB: number, values: { vCpu?: number; label?: string; serverlessStorage?: boolean; pinnedGiB?: number } = {}) =>
    diskOptions({ neededGiB, vCpu: values.vCpu ?? 4, types: diskTypesOf(release(values.label)), serverlessStorage: values.serverlessStorage ?? false, pinnedGiB: values.pinnedGiB })
      .map(({ diskGiB, diskType, bytesPerSecond }) => `${diskGiB} ${diskType} ${bytesPerSecond / MIB}`);

  test('are of each type the least that holds what is needed, 128 MiB/s below 170 GiB and 250 above', () => {
    expect(options(18, { label: 'emr-7.0.0' })).toEqual(['20 STANDARD 128', '170 STANDARD 250']);
    expect(options(30, { label: 'emr-7.0.0' })).toEqual(['30 STANDARD 128', '170 STANDARD 250']);
    expect(options(170, { label: 'emr-7.0.0' })).toEqual(['170 STANDARD 250']);
    expect(options(18)).toEqual(['20 STANDARD 128', '170 STANDARD 250', '20 SHUFFLE_OPTIMIZED 128', '170 SHUFFLE_OPTIMIZED 250']);
  });

  test('are shuffle-optimized alone where standard disks end', () => {
    expect(options(200)).toContain('200 STANDARD 250');
    expect(options(201).every(option => option.includes('SHUFFLE_OPTIMIZED'))).toBe(true);
    expect(options(201)).toEqual(['201 SHUFFLE_OPTIMIZED 250']);
    expect(options(2000)).toEqual(['2000 SHUFFLE_OPTIMIZED 250']);
    expect(options(2001)).toEqual([]);
  });

  test('are as fast as their size, and the vCPUs of the worker, let them be', () => {
    expect(options(18, { vCpu: 16 })).toContain('1000 SHUFFLE_OPTIMIZED 500');
    expect(options(18, { vCpu: 8 }).some(option => option.startsWith('1000'))).toBe(false); // no faster there than from 170 GB on
  });

  test('are the pinned size alone, of either type, where it holds what is needed', () => {
    expect(options(18, { pinnedGiB: 60 })).toEqual(['60 STANDARD 128', '60 SHUFFLE_OPTIMIZED 128']);
    expect(options(60, { pinnedGiB: 60 })).toEqual(['60 STANDARD 128', '60 SHUFFLE_OPTIMIZED 128']);
    expect(options(61, { pinnedGiB: 60 })).toEqual([]);
    expect(options(18, { pinnedGiB: 500 })).toEqual(['500 SHUFFLE_OPTIMIZED 250']);
    expect(options(18, { pinnedGiB: 19 })).toEqual([]);
  });

  test('with serverless storage are the least standard disk, which nothing waits for, or none', () => {
    expect(options(20, { serverlessStorage: true })).toEqual(['20 STANDARD Infinity']);
    expect(options(21, { serverlessStorage: true })).toEqual([]);
  });
});
