import fc from 'fast-check';
import { readWorkload } from '../../../src/core/workload/read';
import { workloadText } from '../../../src/core/workload/write';

const DOCUMENT = {
  name: 'nightly',
  input: '500GiB',
  skew: 2,
  today: { workers: 10, vCpu: 4, duration: '2h' },
  stages: [{ operator: 'sort', records: 1000, rowBytes: 64, alongside: [{ operator: 'window', keys: 'other', records: 10, rowBytes: 8 }] }],
  observed: { log: 'nightly.zstd', sparkVersion: '3.5.6', of: 'a cluster' },
};

/** The same values with the keys of all objects in another order. */
function shuffled(value: unknown, seed: number): unknown {
  if (Array.isArray(value)) return value.map(item => shuffled(item, seed));
  if (typeof value !== 'object' || value === null) return value;
  const keys = Object.keys(value);
  const turned = [...keys.slice(seed % keys.length), ...keys.slice(0, seed % keys.length)];
  return Object.fromEntries((seed % 2 ? turned.reverse() : turned).map(key => [key, shuffled((value as Record<string, unknown>)[key], seed)]));
}

test('the text does not depend on the order in which fields were given', () => {
  fc.assert(fc.property(fc.nat(100), seed => workloadText(shuffled(DOCUMENT, seed) as object as Record<string, unknown>) === workloadText(DOCUMENT)));
});

test('it says the same as the document, in the order of the documentation', () => {
  const text = workloadText({ schema: 'sized-emr/workload/1', ...DOCUMENT });
  expect(JSON.parse(text)).toEqual({ schema: 'sized-emr/workload/1', ...DOCUMENT });
  expect(readWorkload(JSON.parse(text))).toEqual(readWorkload(DOCUMENT));
  expect(Object.keys(JSON.parse(text))).toEqual(['schema', 'name', 'input', 'skew', 'today', 'stages', 'observed']);
  expect(Object.keys(JSON.parse(text).stages[0].alongside[0])).toEqual(['operator', 'keys', 'records', 'rowBytes']);
});
