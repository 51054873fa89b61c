import * as fc from 'fast-check';
import { LEGAL_RESOURCES } from './legal-resources';
import { JUDGED_TYPES, isExcused, registryErrors } from './registry-judge';
import { schemaTypes } from '../../../src/core/catalog/resource-schemas';
import { Json, JsonObject } from '../legal-templates';
import { findingsOf } from '../rule-case';

const RUNS = Number(process.env.PROPERTY_RUNS ?? 2000);

type Path = readonly (string | number)[];

/** Every place below a value. */
function placesIn(value: Json, path: Path = []): Path[] {
  const inner = Array.isArray(value) ? value.map((item, index) => [index, item] as const) : typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return inner.flatMap(([key, item]) => [[...path, key], ...placesIn(item, [...path, key])]);
}

/** Puts something else at a place; what it gets is the value that is there. */
type Mutation = readonly [name: string, change: (parent: JsonObject, key: string | number) => void];

const replaced = (name: string, value: Json): Mutation => [name, (parent, key) => { parent[key] = value; }];

const MUTATIONS: readonly Mutation[] = [
  ['left out', (parent, key) => { if (Array.isArray(parent)) parent.splice(Number(key), 1); else delete parent[key]; }],
  ['renamed', (parent, key) => { if (!Array.isArray(parent)) { parent[`${key}s`] = parent[key]; delete parent[key]; } }],
  ['in lower case', (parent, key) => { if (!Array.isArray(parent)) { const value = parent[key]; delete parent[key]; parent[String(key).toLowerCase()] = value; } }],
  ['beside itself', (parent, key) => { if (Array.isArray(parent)) parent.push(structuredClone(parent[Number(key)]) as Json); }],
  ['in a list', (parent, key) => { parent[key] = [parent[key]]; }],
  ['forty times', (parent, key) => { parent[key] = Array.from({ length: 40 }, (_, index) => index); }],
  ['in an object', (parent, key) => { parent[key] = { Value: parent[key] }; }],
  ['with one key more', (parent, key) => { const value = parent[key]; if (typeof value === 'object' && value !== null && !Array.isArray(value)) value.Colour = 'blue'; }],
  ['written as text', (parent, key) => { if (typeof parent[key] !== 'object') parent[key] = String(parent[key]); }],
  replaced('an empty list', []),
  replaced('an empty object', {}),
  replaced('an empty text', ''),
  replaced('words', 'two words'),
  replaced('a long text', 'ab:'.repeat(4000)),
  replaced('a fraction', 1.5),
  replaced('a negative number', -1),
  replaced('a huge number', 10_000_000),
  replaced('a boolean', true),
];

const cases = fc.constantFrom(...JUDGED_TYPES).chain(type => fc.record({
  type: fc.constant(type),
  changes: fc.array(fc.tuple(fc.constantFrom(...placesIn(LEGAL_RESOURCES[type])), fc.constantFrom(...MUTATIONS)), { minLength: 2, maxLength: 2 }),
}));

/** The second change may have lost its place to the first. */
function mutated(type: string, changes: readonly (readonly [Path, Mutation])[]): JsonObject {
  const properties = structuredClone(LEGAL_RESOURCES[type]);
  for (const [path, [, change]] of changes) {
    const parent = path.slice(0, -1).reduce<unknown>((node, key) => (node as JsonObject | undefined)?.[key], properties);
    if (typeof parent === 'object' && parent !== null && path[path.length - 1] in parent) change(parent as JsonObject, path[path.length - 1]);
  }
  return properties;
}

function foundIn(type: string, properties: JsonObject): string[] {
  return findingsOf({ Resources: { One: { Type: type, Properties: properties } } }).map(({ id, path }) => `${id} ${path}`);
}

test('every type of the registry has a schema in the catalog, a legal resource, and nothing to say about it', () => {
  expect(schemaTypes().sort()).toEqual(JUDGED_TYPES);
  for (const type of JUDGED_TYPES) {
    expect(registryErrors(type, LEGAL_RESOURCES[type])).toEqual([]);
    expect(foundIn(type, LEGAL_RESOURCES[type]).filter(finding => finding.startsWith('SZ65'))).toEqual([]);
  }
});

/** Whether it is refused by the published schema, and by which keywords; what is refused has to be found. */
function refusals(type: string, changes: readonly (readonly [Path, Mutation])[]): string[] {
  const properties = mutated(type, changes);
  const errors = registryErrors(type, properties).filter(error => !isExcused(error));
  if (errors.length && foundIn(type, properties).length === 0) throw new Error(`${type} ${JSON.stringify(properties)}: ${errors[0].instancePath} ${errors[0].message} is not found`);
  return errors.map(({ keyword }) => keyword);
}

test('one change anywhere that a published schema refuses is found', () => {
  const keywords = JUDGED_TYPES.flatMap(type => placesIn(LEGAL_RESOURCES[type]).flatMap(path => MUTATIONS.flatMap(mutation => refusals(type, [[path, mutation]]))));
  expect([...new Set(keywords)].sort())
    .toEqual(['additionalProperties', 'enum', 'maxItems', 'maxLength', 'maximum', 'minItems', 'minLength', 'minimum', 'pattern', 'required', 'type', 'uniqueItems']);
});

test('so are two at once', () => {
  fc.assert(fc.property(cases, ({ type, changes }) => void refusals(type, changes)), { numRuns: RUNS });
});

/** Rules that rest on the published schema alone. */
const BY_SCHEMA_ALONE = /^SZ65(01|02|05|09)/;

test('what a published schema takes, its rules take', () => {
  let taken = 0;
  fc.assert(fc.property(cases, ({ type, changes }) => {
    const properties = mutated(type, changes);
    if (registryErrors(type, properties).length) return;
    taken += 1;
    expect(foundIn(type, properties).filter(finding => BY_SCHEMA_ALONE.test(finding))).toEqual([]);
  }), { numRuns: RUNS });
  expect(taken).toBeGreaterThan(RUNS / 20);
});
