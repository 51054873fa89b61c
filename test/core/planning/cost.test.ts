import { DEMAND, PRICES } from './cases';
import { driverBilledSeconds, executorBilledSeconds, executorLeastSeconds, runUsd, workerUsdPerHour } from '../../../src/core/planning/cost';
import { Worker } from '../../../src/core/planning/plan';
import { paceOf } from '../../../src/core/planning/time';

const COLD = paceOf(DEMAND, false, 0);
const STREAM = paceOf(DEMAND, true, 0);
const EXECUTOR: Worker = { vCpu: 4, memoryGiB: 16, diskGiB: 20, diskType: 'STANDARD' };
const DRIVER: Worker = { vCpu: 1, memoryGiB: 2, diskGiB: 20, diskType: 'STANDARD' };

function warm(count: number) {
  return paceOf(DEMAND, false, count);
}

describe('a worker costs', () => {
  test('its vCPUs and its memory; 20 GB of standard disk are free', () => {
    expect(workerUsdPerHour(EXECUTOR, PRICES)).toBeCloseTo(4 * 0.052624 + 16 * 0.0057785, 12);
    expect(workerUsdPerHour({ ...EXECUTOR, diskGiB: 10 }, PRICES)).toBe(workerUsdPerHour(EXECUTOR, PRICES));
  });

  test('what its standard disk has beyond, and a shuffle-optimized disk from the first GB', () => {
    const free = workerUsdPerHour(EXECUTOR, PRICES);
    expect(workerUsdPerHour({ ...EXECUTOR, diskGiB: 60 }, PRICES)).toBeCloseTo(free + 40 * 0.000111, 12);
    expect(workerUsdPerHour({ ...EXECUTOR, diskGiB: 60, diskType: 'SHUFFLE_OPTIMIZED' }, { ...PRICES, shuffleStorageGiBHourUsd: 0.001 })).toBeCloseTo(free + 0.06, 12);
  });
});

describe('a driver is billed', () => {
  test('from its readiness to the end, rounded up to seconds', () => {
    expect(driverBilledSeconds(COLD, 160.5)).toBe(101);
    expect(driverBilledSeconds(warm(3), 160.5)).toBe(161);
  });

  test('a minute at least', () => {
    expect(driverBilledSeconds(COLD, 100)).toBe(60);
  });
});

describe('executors are billed', () => {
  test('each from its own readiness to the end, rounded up to seconds', () => {
    // ready at 90.05 and 90.1 s: 109.95 and 109.9
    expect(executorBilledSeconds(COLD, 2, 200)).toBe(220);
    // 110 s the first 19, 109 s numbers 20 to 39, 108 s number 40
    expect(executorBilledSeconds(COLD, 40, 200)).toBe(19 * 110 + 20 * 109 + 108);
  });

  test('a minute each at least', () => {
    // 62 s the first 19, 61 s numbers 20 to 39, 60 s number 40, and 59.95 and less counts for 60
    expect(executorBilledSeconds(COLD, 50, 152)).toBe(19 * 62 + 20 * 61 + 11 * 60);
    expect(executorBilledSeconds(COLD, 3, 80)).toBe(180);
  });

  test('from the start where they are warm or a stream\'s', () => {
    expect(executorBilledSeconds(warm(2), 3, 100)).toBe(2 * 100 + 70); // the third is ready at 30.05 s
    expect(executorBilledSeconds(warm(5), 3, 100.2)).toBe(3 * 101);
    expect(executorBilledSeconds(warm(2), 2, 30)).toBe(120);
    expect(executorBilledSeconds(STREAM, 3, 100.2)).toBe(303);
  });

  test.each([1, 19, 20, 21, 59, 60, 61, 200])('as the sum of %d of them, one by one', count => {
    for (const seconds of [90.3, 149.99, 150, 150.03, 151.2, 153, 170, 333.3, 4000]) {
      for (const warmOnes of [0, 7]) {
        const first = warmOnes > 0 ? 30 : 90;
        let sum = 0;
        for (let one = 1; one <= count; one++) sum += Math.max(60, Math.ceil(seconds - (one <= warmOnes ? 0 : first + (one - warmOnes) / 20) - 1e-9));
        expect([seconds, executorBilledSeconds(warm(warmOnes), count, seconds)]).toEqual([seconds, sum]);
      }
    }
  });
});

describe('the least seconds that executors are billed', () => {
  test('are those that they are billed, not rounded up', () => {
    // cold ones ready at 90.05 and 90.1 s; 50 of which 40 have more than a minute: 62 − i/20
    expect(executorLeastSeconds(COLD, 2, 200)).toBeCloseTo(109.95 + 109.9, 9);
    expect(executorLeastSeconds(COLD, 50, 152)).toBeCloseTo(40 * 62 - 820 / 20 + 10 * 60, 9);
    expect(executorLeastSeconds(warm(2), 3, 100.5)).toBeCloseTo(2 * 100.5 + 70.45, 9);
    expect(executorLeastSeconds(STREAM, 3, 100.5)).toBeCloseTo(301.5, 9);
    expect(executorLeastSeconds(warm(2), 3, 20)).toBe(180);
  });

  test('are at most a second each below', () => {
    for (const count of [1, 20, 77, 500]) {
      for (const seconds of [91, 120.7, 151.3, 400.01]) {
        const billed = executorBilledSeconds(warm(7), count, seconds);
        expect(executorLeastSeconds(warm(7), count, seconds)).toBeLessThanOrEqual(billed + 1e-9);
        expect(executorLeastSeconds(warm(7), count, seconds)).toBeGreaterThanOrEqual(billed - count);
      }
    }
  });
});

test('a run costs its driver and its executors for the seconds that each is billed', () => {
  // driver 0.064181 USD an hour for 140 s, executors 0.302952 for 220 s together
  expect(runUsd(COLD, { driver: DRIVER, executor: EXECUTOR, count: 2 }, 200, PRICES)).toBeCloseTo((0.064181 * 140 + 0.302952 * 220) / 3600, 12);
});

test('a stream costs its workers by the hour', () => {
  expect(runUsd(STREAM, { driver: DRIVER, executor: EXECUTOR, count: 2 }, 200, PRICES)).toBeCloseTo(0.064181 + 2 * 0.302952, 12);
});
