import { DEMAND } from './cases';
import {
  driverReadySeconds, fastestPartitions, Fleet, longestShuffleTask, meanReadySeconds, Pace, paceOf, presentExecutors, runSeconds, scanSeconds,
  serialSeconds, shuffleSeconds,
} from '../../../src/core/planning/time';
import { GIB, MIB } from '../../../src/core/units';
import { Demand } from '../../../src/core/workload/demand';

/** A quarter of all bytes is shuffle: of 10,000 core-seconds 7,500 are scan, 2,500 shuffle. 96 GiB in 768 splits. */
const QUARTER: Demand = {
  ...DEMAND,
  inputBytes: 96 * GIB,
  splits: 768,
  shuffleBytes: 32 * GIB,
  shuffleTotalBytes: 32 * GIB,
  shuffleInMemoryBytes: 32 * GIB,
  coreSeconds: { low: 8000, mid: 10_000, high: 12_000 },
};
const NO_SHUFFLE = { shuffleBytes: 0, shuffleTotalBytes: 0, shuffleInMemoryBytes: 0 };

function pace(values: Partial<Demand> = {}, warm = 0): Pace {
  return paceOf({ ...QUARTER, ...values }, false, warm);
}

function stream(values: Partial<Demand> = {}): Pace {
  return paceOf({ ...QUARTER, ...values }, true, 0);
}

/** 4 executors of 5 slots, whose disks never wait. */
const TWENTY: Fleet = { count: 4, slots: 5, diskBytesPerSecond: Infinity };

describe('core time', () => {
  test('is split over scan and shuffle by their bytes', () => {
    expect(pace()).toMatchObject({ scanWork: { low: 6000, mid: 7500, high: 9000 }, shuffleWork: { low: 2000, mid: 2500, high: 3000 }, hasShuffle: true });
  });

  test('is all scan where nothing is shuffled', () => {
    expect(pace(NO_SHUFFLE)).toMatchObject({ scanWork: { mid: 10_000 }, shuffleWork: { mid: 0 }, hasShuffle: false });
  });

  test('falls to the longest scan task as its split to the input', () => {
    expect(pace().scanLargest).toEqual({ low: 6000 / 768, mid: 7500 / 768, high: 9000 / 768 });
    expect(pace({ splits: 1, largestSplitBytes: 96 * GIB }).scanLargest.mid).toBe(7500); // a file that does not split is one task
    expect(pace({ splits: 1, largestSplitBytes: 500 * GIB }).scanLargest.mid).toBe(7500);
  });
});

describe('a hot key', () => {
  test('is the share of the shuffle in memory that it stands for, at most all of it', () => {
    expect(pace({ skew: { ratio: 1, hotShare: 0.9, hotBytes: 8 * GIB } }).hotShare).toBe(0.25);
    expect(pace({ skew: { ratio: 1, hotShare: 0, hotBytes: 80 * GIB } }).hotShare).toBe(1);
    expect(pace({ ...NO_SHUFFLE, skew: { ratio: 1, hotShare: 0, hotBytes: GIB } }).hotShare).toBe(0);
  });

  test('is the pessimistic share of a ratio where it is not stated', () => {
    expect(pace({ skew: { ratio: 5, hotShare: 0.02 } }).hotShare).toBe(0.02);
  });
});

describe('the ramp', () => {
  test('has a driver 60 s after submission and executor i 30 s + i/20 s later', () => {
    expect(driverReadySeconds(pace())).toBe(60);
    expect(meanReadySeconds(pace(), 1)).toBeCloseTo(90.05, 9);
    expect(meanReadySeconds(pace(), 39)).toBeCloseTo(91, 9); // the 20th of 39, 1 s after 90
  });

  test('is nothing of what is pre-initialised', () => {
    expect(driverReadySeconds(pace({}, 1))).toBe(0);
    expect(meanReadySeconds(pace({}, 10), 10)).toBe(0);
    expect(meanReadySeconds(pace({}, 10), 5)).toBe(0);
    expect(meanReadySeconds(pace({}, 10), 30)).toBeCloseTo(20 * (30 + 10.5 / 20) / 30, 9); // 20 cold ones, the driver at once
  });

  test('is nothing where micro-batches follow each other', () => {
    expect([driverReadySeconds(stream()), meanReadySeconds(stream(), 50)]).toEqual([0, 0]);
  });
});

describe('a stage takes its work over all slots and its longest task', () => {
  test('of a scan by its splits, each 50 ms longer than its work', () => {
    // (7500 + 768 · 0.05) / 20 + 7500 / 768 + 0.05
    expect(scanSeconds(pace(), TWENTY, 'mid')).toBeCloseTo(376.92 + 9.765625 + 0.05, 9);
    expect(scanSeconds(pace(), TWENTY, 'high')).toBeCloseTo((9000 + 38.4) / 20 + 9000 / 768 + 0.05, 9);
  });

  test('of a shuffle by its partitions', () => {
    expect(shuffleSeconds(pace(), TWENTY, 100, 'mid')).toBeCloseTo((2500 + 5) / 20 + 25 + 0.05, 9);
    expect(shuffleSeconds(pace({ skew: { ratio: 2, hotShare: 0 } }), TWENTY, 100, 'low')).toBeCloseTo((2000 + 5) / 20 + 2 * 20 + 0.05, 9);
  });

  test('or the time that its disks take for the shuffle, whichever is longer', () => {
    const slow = { ...TWENTY, diskBytesPerSecond: 10 * MIB }; // 32 GiB / 4 = 8192 MiB each
    expect(scanSeconds(pace(), slow, 'mid')).toBeCloseTo(819.2, 9);
    expect(shuffleSeconds(pace(), slow, 100, 'mid')).toBeCloseTo(819.2, 9);
    expect(scanSeconds(pace(NO_SHUFFLE), slow, 'mid')).toBeCloseTo((10_000 + 38.4) / 20 + 10_000 / 768 + 0.05, 9);
  });

  test('and nothing where nothing is shuffled', () => {
    expect(shuffleSeconds(pace(NO_SHUFFLE), TWENTY, 100, 'mid')).toBe(0);
    expect(longestShuffleTask(pace(NO_SHUFFLE), 100, 'mid')).toBe(0);
  });
});

test('the longest shuffle task holds the hot key and a mean of the rest, or the skewed mean', () => {
  expect(longestShuffleTask(pace({ skew: { ratio: 1, hotShare: 0.1 } }), 100, 'mid')).toBeCloseTo(2500 * (0.1 + 0.009) + 0.05, 9);
  expect(longestShuffleTask(pace({ skew: { ratio: 3, hotShare: 0 } }), 100, 'mid')).toBeCloseTo(2500 * 0.03 + 0.05, 9);
});

test('a run is the mean arrival of its executors, its scan and its shuffles', () => {
  // executors 1 to 4: 90 + 2.5 / 20
  expect(runSeconds(pace(), TWENTY, 100, 'mid')).toBeCloseTo(90.125 + 386.735625 + 150.3, 9);
});

test('no number of executors shortens the longest task of either stage', () => {
  expect(serialSeconds(pace(), 100, 'mid')).toBeCloseTo(9.765625 + 0.05 + 25 + 0.05, 9);
  expect(serialSeconds(pace(NO_SHUFFLE), 100, 'high')).toBeCloseTo(12_000 / 768 + 0.05, 9);
});

describe('executors that are there while the first stage writes', () => {
  const brief = { splits: 1, coreSeconds: { low: 0, mid: 1000, high: 1000 } };

  test('are those that came before it ends, at the short end of the core time', () => {
    // the scan takes 0.05 / 100 + 0.05 s beyond the mean arrival at 90 + 50.5 / 20: 1.01 arrivals beyond the 50.5th
    expect(presentExecutors(pace(brief), { count: 100, slots: 1, diskBytesPerSecond: 1 })).toBe(51);
    expect(presentExecutors(pace(), { count: 100, slots: 1, diskBytesPerSecond: 1 })).toBe(100);
  });

  test('are one at least', () => {
    expect(presentExecutors(pace({ ...brief, splits: 0 }), { count: 1, slots: 1, diskBytesPerSecond: Infinity })).toBe(1);
  });

  test('are all of them where they stand ready', () => {
    expect(presentExecutors(stream(brief), { count: 100, slots: 1, diskBytesPerSecond: Infinity })).toBe(100);
    expect(presentExecutors(pace(brief, 100), { count: 100, slots: 1, diskBytesPerSecond: Infinity })).toBe(100);
  });

  test('are the warm ones alone where the scan is over before the others come', () => {
    const four: Fleet = { count: 4, slots: 1, diskBytesPerSecond: 1 };
    const scanOnly = (seconds: number) => ({ ...NO_SHUFFLE, splits: 1, largestSplitBytes: 0, coreSeconds: { low: seconds, mid: seconds, high: seconds } });
    // 2 warm, 2 cold from 30.05 and 30.1 s: 15.0375 s on the mean of all. Nothing to do ends at 15.1 s, 40 core-seconds over 4 slots at 25.1 s, 64 at 31.1 s
    expect(presentExecutors(pace(scanOnly(0), 2), four)).toBe(2);
    expect(presentExecutors(pace(scanOnly(40), 2), four)).toBe(2);
    expect(presentExecutors(pace(scanOnly(64), 2), four)).toBe(4);
  });
});

describe('the fastest partition count', () => {
  function byTrying(one: Pace, [least, most]: readonly [number, number]): number {
    let best = least;
    for (let partitions = least; partitions <= most; partitions++) {
      if (shuffleSeconds(one, TWENTY, partitions, 'mid') < shuffleSeconds(one, TWENTY, best, 'mid')) best = partitions;
    }
    return best;
  }

  test('balances 50 ms a partition against the longest task: √(work · ratio · slots / 0.05)', () => {
    expect(fastestPartitions(pace(), TWENTY, [1, 10_000], 'mid')).toBe(1000); // √(2500 · 20 / 0.05)
    expect(fastestPartitions(pace({ skew: { ratio: 4, hotShare: 0 } }), TWENTY, [1, 10_000], 'mid')).toBe(2000);
  });

  test('stays within its bounds', () => {
    expect(fastestPartitions(pace(), TWENTY, [1, 400], 'mid')).toBe(400);
    expect(fastestPartitions(pace(), TWENTY, [2000, 3000], 'mid')).toBe(2000);
  });

  test('is the fewest where none is faster', () => {
    expect(fastestPartitions(pace(), { ...TWENTY, diskBytesPerSecond: MIB }, [7, 400], 'mid')).toBe(7);
    expect(fastestPartitions(pace(NO_SHUFFLE), TWENTY, [7, 400], 'mid')).toBe(7);
  });

  test('is the fewer of two that the disks make equal', () => {
    expect(fastestPartitions(pace(), { ...TWENTY, diskBytesPerSecond: 20.48 * MIB }, [1, 6000], 'mid')).toBe(1000); // 400 s of disk
  });

  test('follows the skewed mean with a hot key too, where that is the longest task', () => {
    // 100 core-seconds, a quarter of them shuffle: √(25 · 20 / 0.05 · 0.95 · 40) = 616.4, and the hot key is not the longest before 0.95 · 39 / 0.05 = 741
    const one = pace({ coreSeconds: { low: 80, mid: 100, high: 120 }, skew: { ratio: 40, hotShare: 0.05 } });
    expect(fastestPartitions(one, TWENTY, [1, 6000], 'mid')).toBe(byTrying(one, [1, 6000]));
    expect(byTrying(one, [1, 6000])).toBe(616);
  });

  test.each([
    [1, 0], [1, 0.5], [1.5, 0.001], [3, 0.01], [11, 0.005], [11, 0.01], [40, 0.0001], [2, 0.3], [1, 1],
  ])('with a ratio of %d and a hot share of %d is what trying all of them finds', (ratio, hotShare) => {
    const one = pace({ skew: { ratio, hotShare } });
    for (const bounds of [[1, 6000], [1500, 3500], [3, 50]] as const) expect(fastestPartitions(one, TWENTY, bounds, 'mid')).toBe(byTrying(one, bounds));
  });
});
