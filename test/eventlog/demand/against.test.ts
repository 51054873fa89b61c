import { readWorkload } from '../../../src/core/workload/read';
import { Workload } from '../../../src/core/workload/workload';
import { Deviation, deviations } from '../../../src/eventlog/demand/against';

function workload(source: object): Workload {
  const read = readWorkload({ input: '100GiB', ...source });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

function compared(stated: object, observed: object, outcome = {}): Deviation[] {
  return deviations(workload(stated), new Set(Object.keys(stated)), workload(observed), { wallSeconds: undefined, memoryBytesSpilled: 0, ...outcome });
}

test('what grows may grow by growth, and no further', () => {
  expect(compared({ shuffle: '10GiB', growth: 1.5 }, { shuffle: '15GiB' })).toEqual([
    { field: 'shuffle', stated: '10 GiB', observed: '15 GiB', ratio: 1.5, bound: '15 GiB', broken: false },
  ]);
  expect(compared({ shuffle: '10GiB', growth: 1.5 }, { shuffle: '15.1GiB' })[0].broken).toBe(true);
});

test('without a stated growth it is the profile\'s', () => {
  expect(compared({ shuffle: '10GiB' }, { shuffle: '12GiB' })[0].broken).toBe(false);
  expect(compared({ shuffle: '10GiB' }, { shuffle: '12.1GiB' })[0].broken).toBe(true);
});

test('ratios do not grow', () => {
  expect(compared({ skew: 2, growth: 3 }, { skew: 2.1, skewPartitions: 10 })).toMatchObject([{ field: 'skew', bound: '2', broken: true }]);
});

test('only what the file states and the log holds is compared', () => {
  expect(compared({}, { shuffle: '1TiB', skew: 9, skewPartitions: 10 })).toEqual([]);
  expect(compared({ broadcast: '1GiB' }, {})).toEqual([]);
});

test('the deadline, by the time from start to end', () => {
  expect(compared({ finishWithin: '10m' }, {}, { wallSeconds: 601 })).toMatchObject([{ field: 'finishWithin', stated: '10m', observed: '10m 1s', broken: true }]);
  expect(compared({ finishWithin: '10m' }, {}, { wallSeconds: 600 })[0].broken).toBe(false);
  expect(compared({ finishWithin: '10m' }, {})).toEqual([]);
});

test('spill: never is broken by one byte, where it was stated', () => {
  expect(compared({ spill: 'never' }, {}, { memoryBytesSpilled: 1 })).toMatchObject([{ field: 'spill', observed: '1 B', broken: true }]);
  expect(compared({ spill: 'never' }, {})[0].broken).toBe(false);
  expect(compared({ spill: 'allowed' }, {}, { memoryBytesSpilled: 1 })).toEqual([]);
  expect(compared({}, {}, { memoryBytesSpilled: 1 })).toEqual([]);
});

test('stages by what their fullest task needs', () => {
  const sort = (records: number) => ({ skewPartitions: 10, stages: [{ operator: 'sort', records, rowBytes: 100 }] });
  expect(compared({ ...sort(1_000_000), growth: 1 }, sort(1_000_000))).toMatchObject([{ field: 'stages', ratio: 1, broken: false }]);
  expect(compared({ ...sort(1_000_000), growth: 1 }, sort(9_000_000))).toMatchObject([{ field: 'stages', broken: true }]);
});
