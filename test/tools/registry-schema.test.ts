import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { apiRows } from '../../tools/catalog/api-constraints';
import { schemaRows } from '../../tools/catalog/registry-schema';
import { Block, readData } from '../../tools/catalog/table';

const ROOT = join(__dirname, '..', '..');
const REGISTRY = join(ROOT, 'test', 'checks', 'schema', 'registry');

const published = readdirSync(REGISTRY).filter(name => name.endsWith('.schema.json')).sort().map(name => JSON.parse(readFileSync(join(REGISTRY, name), 'utf8')));

test('the catalog is what the published schemas give', () => {
  expect(schemaRows(published)).toEqual(readData<{ schemas: Block<unknown> }>(ROOT, 'resource-schemas.jsonc').schemas.rows);
});

test('a keyword that is not read is no silent loss', () => {
  expect(() => schemaRows([{ typeName: 'AWS::EMR::New', properties: { A: { oneOf: [] } } }])).toThrow('keywords that are not read: oneOf');
  expect(() => schemaRows([{ typeName: 'AWS::EMR::New', readOnlyProperties: ['/properties/A/B'] }])).toThrow('a read-only property that is nested');
  expect(() => schemaRows([{ typeName: 'AWS::EMR::New', properties: { A: { type: 'string', pattern: '(' } } }])).toThrow();
});

test('definitions of one name stand once where they are the same, and apart where they are not', () => {
  const type = (name: string, words: string[]) => ({ typeName: `AWS::EMR::${name}`, properties: { A: { $ref: '#/definitions/D' } }, definitions: { D: { type: 'string', enum: words } } });
  const rows = schemaRows([type('X', ['a']), type('Y', ['a']), type('Z', ['b'])]);
  expect(rows.map(({ name }) => name)).toEqual(['AWS::EMR::X', 'AWS::EMR::Y', 'AWS::EMR::Z', 'EMR.D', 'EMR.Z.D']);
  expect(rows.map(({ properties }) => properties?.A.$ref)).toEqual(['EMR.D', 'EMR.D', 'EMR.Z.D', undefined, undefined]);
});

test('the model of a service adds what the schema does not say, and only that', () => {
  const rows = schemaRows([{
    typeName: 'AWS::EMR::Step',
    properties: { Name: { type: 'string' }, Own: { type: 'string', maxLength: 5 }, Count: { type: 'integer' }, Free: { type: ['object', 'string'] }, List: { type: 'array', items: { type: 'string' } }, Gone: { type: 'string' }, Xml: { type: 'string' } },
  }]);
  const member = (shape: string) => ({ shape });
  const shapes = {
    StepConfig: { type: 'structure', members: { name: member('Word'), Own: member('Word'), Count: member('Number'), Free: member('Word'), List: member('Some'), Xml: member('Xml') } },
    Word: { type: 'string', pattern: 'a|b', min: 1, max: 9 },
    Number: { type: 'integer', min: 0 },
    Some: { type: 'list', min: 0, max: 3 },
    Xml: { type: 'string', pattern: '[\\u0020-\\uD7FF\\uE000-\\uFFFD]*' },
  };
  expect(apiRows('EMR', { shapes }, rows)).toEqual([
    { name: 'AWS::EMR::Step', property: 'Name', pattern: '^(?:a|b)$', minLength: 1, maxLength: 9 },
    { name: 'AWS::EMR::Step', property: 'Count', minimum: 0 },
    { name: 'AWS::EMR::Step', property: 'List', maxItems: 3 },
  ]);
});
