import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import * as fc from 'fast-check';
import { readWorkload } from '../../src/core/workload/read';
import { observe } from '../../src/eventlog/observe';
import { schemaFile, workloadSchema } from '../../tools/generate-schema';
import { EXPECTED, readFixture } from '../eventlog/log-fixture';

const ROOT = join(__dirname, '..', '..');
const valid = new Ajv2020({ allErrors: true }).compile(workloadSchema());

/** What the reader says of the form of a document, not of what its values mean together. */
function isRead(document: unknown): boolean {
  return readWorkload(document).ok;
}

test('schema/workload.schema.json is what the fields say (else run: npx projen generate)', () => {
  expect(readFileSync(join(ROOT, schemaFile().path), 'utf8')).toBe(schemaFile().content);
});

test('it is published', () => {
  expect(existsSync(join(ROOT, '.npmignore'))).toBe(true);
  expect(readFileSync(join(ROOT, '.npmignore'), 'utf8')).not.toMatch(/^\/schema/m);
});

test.each(['nightly.workload.json', 'q72.observed.workload.json', 'q72.intent.workload.json'].filter(name => existsSync(join(ROOT, 'examples', name))))('examples/%s is valid', name => {
  expect(valid(JSON.parse(readFileSync(join(ROOT, 'examples', name), 'utf8')))).toBe(true);
});

test.each(Object.keys(EXPECTED))('the workload observed from %s is valid', async name => {
  const { workload } = observe(await readFixture(name));
  expect([valid({ input: '1GiB', ...workload }), valid.errors]).toEqual([true, null]);
});

test.each<[string, object]>([
  ['no input', {}],
  ['a size without a unit', { input: '500' }],
  ['a size that is a number', { input: 500 }],
  ['an unknown unit', { input: '500XiB' }],
  ['a duration without a unit', { input: '1GiB', coreTime: '45' }],
  ['an empty duration', { input: '1GiB', coreTime: '' }],
  ['units in the wrong order', { input: '1GiB', coreTime: '5m1h' }],
  ['a count with a fraction', { input: '1GiB', inputFiles: 1.5 }],
  ['a number out of range', { input: '1GiB', skew: 0.5 }],
  ['a word that is none', { input: '1GiB', profile: 'etl' }],
  ['a misspelt field', { input: '1GiB', shufle: '1GiB' }],
  ['another schema', { input: '1GiB', schema: 'sized-emr/plan/1' }],
  ['a stage without an operator', { input: '1GiB', stages: [{ rowBytes: 8 }] }],
  ['a misspelt field of a stage', { input: '1GiB', stages: [{ operator: 'sort', records: 1, rowBytes: 8, row: 1 }] }],
  ['a stage alongside that is none', { input: '1GiB', stages: [{ operator: 'sort', records: 1, rowBytes: 8, alongside: [1] }] }],
  ['today without a duration', { input: '1GiB', today: { workers: 1, vCpu: 1 } }],
])('%s is refused by the schema and by the reader', (_name, document) => {
  expect([valid(document), isRead(document)]).toEqual([false, false]);
});

test('what the reader takes, the schema takes', () => {
  const size = fc.tuple(fc.integer({ min: 1, max: 9999 }), fc.constantFrom('', ' '), fc.constantFrom('B', 'KB', 'MiB', 'gib', 'TB', 'XB', '')).map(([n, blank, unit]) => `${n}${blank}${unit}`);
  const duration = fc.constantFrom('45m', '1h30m', '1h 30m', '90s', '1.5h', '30', 'm', '1m1m', '2H', ' 1h ');
  const count = fc.oneof(fc.integer({ min: -2, max: 1e6 }), fc.constantFrom('12', '1e3', '', 'many', 1.5));
  const document = fc.record({ input: size, shuffle: size, coreTime: duration, skew: fc.double({ min: 0, max: 10, noNaN: true }), inputFiles: count, profile: fc.constantFrom('batch-etl', 'x'), $schema: fc.constant('s') }, { requiredKeys: [] });
  let read = 0;
  fc.assert(fc.property(document, one => {
    if (!isRead(one)) return;
    read++;
    expect([one, valid(one)]).toEqual([one, true]);
  }), { numRuns: 2000 });
  expect(read).toBeGreaterThan(20);
});
