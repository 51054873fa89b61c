import { attemptOf } from './cases';
import { Attempt } from '../../../src/core/planning/attempts';
import { runnersUp, summaryOf } from '../../../src/core/planning/runners-up';
import { Candidate } from '../../../src/core/planning/search';

const FOUND = attemptOf();

/** 10 executors of 4 vCPU and 16 GB beside a driver of 2 vCPU and 4 GB, for 1 USD. */
const BEST: Candidate = {
  ...FOUND.best,
  count: 10,
  partitions: 960,
  usd: 1,
  shape: { ...FOUND.best.shape, vCpu: 4, memoryGiB: 16, taskCpus: 1 },
  worker: { vCpu: 4, memoryGiB: 16, diskGiB: 40, diskType: 'STANDARD' },
  driver: { vCpu: 2, memoryGiB: 4, diskGiB: 20, diskType: 'STANDARD' },
};

function lost(...others: Partial<Candidate>[]): string[] {
  return runnersUp({ ...FOUND, best: BEST, others: others.map(other => ({ ...BEST, ...other })) }).map(({ lostBecause }) => lostBecause);
}

function sized(vCpu: number, memoryGiB: number): Partial<Candidate> {
  return { shape: { ...BEST.shape, vCpu, memoryGiB } };
}

describe('a runner-up', () => {
  test('is summed up in one line', () => {
    expect(summaryOf(BEST)).toBe('10 × 4 vCPU, 16 GB, 40 GB disk, 960 partitions');
    expect(summaryOf({ ...BEST, shape: { ...BEST.shape, taskCpus: 2 } })).toBe('10 × 4 vCPU, 16 GB, 40 GB disk, 2 cores a task, 960 partitions');
  });

  test('lost because it is dearer by more than 1 %', () => {
    expect(lost({ usd: 1.0101 })).toEqual(['1.0 % dearer ($1.01 against $1.00)']);
    expect(lost({ usd: 1.0999 })).toEqual(['10.0 % dearer ($1.10 against $1.00)']);
    expect(lost({ usd: 1.5 })).toEqual(['50 % dearer ($1.50 against $1.00)']);
  });

  test('is measured by the price of the picked one', () => {
    const told = runnersUp({ ...FOUND, best: { ...BEST, usd: 0.5 }, others: [{ ...BEST, usd: 0.55 }] });
    expect(told[0].lostBecause).toBe('10 % dearer ($0.550 against $0.500)');
  });

  test('lost within 1 % because it has more vCPUs, its driver counted', () => {
    expect(lost({ usd: 1.0099, ...sized(8, 16) })).toEqual(['as cheap within 1 %, and 40 vCPUs more']);
    expect(lost({ usd: 0.99, driver: { ...BEST.driver, vCpu: 4 } })).toEqual(['as cheap within 1 %, and 2 vCPUs more']);
    expect(lost({ usd: 1.0051, count: 11 })).toEqual(['as cheap within 1 %, and 4 vCPUs more']);
  });

  test('lost with as many vCPUs because it has more memory', () => {
    expect(lost({ ...sized(4, 20) })).toEqual(['as cheap within 1 %, and 40 GB more']);
  });

  test('lost because it is in nothing smaller', () => {
    expect(lost({ ...sized(4, 16) })).toEqual(['as cheap within 1 %, and no smaller']);
    expect(lost({ ...sized(2, 12) })).toEqual(['as cheap within 1 %, and no smaller']);
  });
});

test('the five cheapest are told of, the nearest first, in millionths of a dollar', () => {
  const usds = [1.7, 1.2, 1.5000004, 1.4, 1.3, 1.6];
  const told = runnersUp({ ...FOUND, best: BEST, others: usds.map(usd => ({ ...BEST, usd })) });
  expect(told.map(({ usd }) => usd)).toEqual([1.2, 1.3, 1.4, 1.5, 1.6]);
  expect(told[0].summary).toBe(summaryOf(BEST));
});

test('of a search for the fastest plan they are as fast', () => {
  const space: Attempt['space'] = { ...FOUND.space, request: { ...FOUND.space.request, objective: 'time' } };
  expect(runnersUp({ ...FOUND, space, best: BEST, others: [{ ...BEST, usd: 2 }] })[0].lostBecause).toBe('100 % dearer ($2.00 against $1.00) and as fast');
});
