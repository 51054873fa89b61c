import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { apiRows } from '../../tools/catalog/api-constraints';
import { schemaRows } from '../../tools/catalog/registry-schema';
import { requestRows } from '../../tools/catalog/request-shapes';
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

test('a request is read with everything below it, and one that holds itself ends', () => {
  const member = (shape: string) => ({ shape });
  const shapes = {
    Start: { type: 'structure', required: ['token', 'id'], members: { token: { shape: 'Word', idempotencyToken: true }, id: member('Word'), tree: member('Tree'), tags: member('Tags'), minutes: member('Minutes') } },
    Tree: { type: 'structure', members: { trees: member('Trees'), isRoot: member('Flag') } },
    Trees: { type: 'list', member: member('Tree'), min: 0, max: 100 },
    Tags: { type: 'map', key: member('Word'), value: member('Any'), max: 2 },
    Word: { type: 'string', pattern: 'a|b', min: 1, max: 9 },
    Any: { type: 'string', enum: ['X', 'Y'] },
    Minutes: { type: 'long', min: 0, max: 60 },
    Flag: { type: 'boolean' },
  };
  const operations = { Go: { input: member('Start') } };
  const word = { type: 'string', minLength: 1, maxLength: 9, pattern: '^(?:a|b)$' };
  expect(requestRows('EMR', 'Go', { operations, shapes })).toEqual([
    {
      name: 'EMR.Go.Start',
      type: 'object',
      properties: {
        Token: word,
        Id: word,
        Tree: { $ref: 'EMR.Go.Tree' },
        Tags: { type: 'object', patternProperties: { '^(?:a|b)$': { type: 'string', enum: ['X', 'Y'] } }, maxProperties: 2 },
        Minutes: { type: 'integer', minimum: 0, maximum: 60 },
      },
      required: ['Id'],
    },
    { name: 'EMR.Go.Tree', type: 'object', properties: { Trees: { type: 'array', items: { $ref: 'EMR.Go.Tree' }, maxItems: 100 }, IsRoot: { type: 'boolean' } } },
  ]);
  expect(() => requestRows('EMR', 'Go', { operations, shapes: { ...shapes, Flag: { type: 'blob' } } })).toThrow('Flag is a blob, which is not read');
});
