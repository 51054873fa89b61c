import { demand } from './table';
import { SchemaNode, SchemaType } from '../../src/core/catalog/rows';

/** A type, or a definition of a service. */
export interface SchemaRow extends SchemaNode {
  readonly name: string;
}

/** A schema of the CloudFormation registry, or a part of one. */
interface RawSchema {
  readonly [keyword: string]: unknown;
  readonly $ref?: string;
  readonly typeName?: string;
  readonly properties?: Readonly<Record<string, RawSchema>>;
  readonly definitions?: Readonly<Record<string, RawSchema>>;
  readonly patternProperties?: Readonly<Record<string, RawSchema>>;
  readonly items?: RawSchema;
  readonly readOnlyProperties?: readonly string[];
}

/** How AWS writes "any text that XML can hold"; JavaScript does not read all forms of it. */
export const ANY_TEXT = /^(\.\*)?\[\\u0020-\\uD7FF/;

const COPIED = ['enum', 'minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'maxItems'] as const;
const READ = [...COPIED, '$ref', 'type', 'properties', 'patternProperties', 'additionalProperties', 'required', 'items', 'pattern', 'uniqueItems', 'insertionOrder'];
const IGNORED = ['description', 'default', 'format', 'title', 'examples'];
const IGNORED_OF_TYPES = [
  'typeName', 'definitions', 'readOnlyProperties', 'primaryIdentifier', 'createOnlyProperties', 'conditionalCreateOnlyProperties', 'writeOnlyProperties', 'tagging', 'handlers',
  'sourceUrl', 'documentationUrl', 'replacementStrategy', 'additionalIdentifiers', 'propertyTransform', 'deprecatedProperties', 'nonPublicProperties',
];

/** All types, then their definitions; one that two types share stands once. Throws on a keyword that is not known, so that none is lost in silence. */
export function schemaRows(schemas: readonly RawSchema[]): SchemaRow[] {
  const definitions = new Map<string, SchemaRow>();
  const types = schemas.map(schema => {
    const names = new Map(Object.keys(schema.definitions ?? {}).map(name => [name, freeName(name, schema, definitions)]));
    for (const [own, name] of names) definitions.set(name, { name, ...nodeOf(schema.definitions![own], names) });
    return typeRow(schema, names);
  });
  return [...types, ...[...definitions.values()].sort((a, b) => a.name < b.name ? -1 : 1)];
}

/** `EMR.Tag`, and `EMR.Studio.Tag` where another type has a different one of that name. */
function freeName(name: string, { typeName = '', definitions = {} }: RawSchema, taken: ReadonlyMap<string, SchemaRow>): string {
  const [, service, resource] = typeName.split('::');
  const common = `${service}.${name}`;
  const other = taken.get(common);
  const names = new Map(Object.keys(definitions).map(one => [one, `${service}.${one}`]));
  return !other || JSON.stringify(other) === JSON.stringify({ name: common, ...nodeOf(definitions[name], names) }) ? common : `${service}.${resource}.${name}`;
}

function typeRow(schema: RawSchema, names: ReadonlyMap<string, string>): SchemaRow {
  const readOnly = (schema.readOnlyProperties ?? []).map(pointer => pointer.replace('/properties/', ''));
  demand(readOnly.every(name => !name.includes('/')), `${schema.typeName}: a read-only property that is nested`);
  const own = Object.fromEntries(Object.entries(schema).filter(([keyword]) => !IGNORED_OF_TYPES.includes(keyword)));
  return { name: schema.typeName!, ...nodeOf(own, names), ...readOnly.length ? { readOnly } : {} };
}

function nodeOf(raw: RawSchema, names: ReadonlyMap<string, string>): SchemaNode {
  const strange = Object.keys(raw).filter(keyword => !READ.includes(keyword) && !IGNORED.includes(keyword));
  demand(strange.length === 0, `a schema has keywords that are not read: ${strange.join(', ')}`);
  const isObject = raw.properties !== undefined || raw.patternProperties !== undefined || [raw.type].flat().includes('object');
  const required = raw.required as readonly string[] | undefined;
  return {
    ...raw.$ref ? { $ref: names.get(raw.$ref.replace('#/definitions/', ''))! } : {},
    ...raw.type !== undefined || isObject ? { type: (raw.type ?? 'object') as SchemaType } : {},
    ...raw.properties ? { properties: nodesOf(raw.properties, names) } : {},
    ...raw.patternProperties ? { patternProperties: nodesOf(raw.patternProperties, names) } : {},
    ...isObject && raw.additionalProperties !== false ? { open: true } : {},
    ...required?.length ? { required } : {},
    ...raw.items ? { items: nodeOf(raw.items, names) } : {},
    // the older schemas call every list unique, steps whose arguments repeat --conf too; a list that is meant as a set says that its order does not count
    ...raw.uniqueItems === true && raw.insertionOrder === false ? { uniqueItems: true } : {},
    ...typeof raw.pattern === 'string' && !ANY_TEXT.test(raw.pattern) ? { pattern: patternOf(raw.pattern) } : {},
    ...Object.fromEntries(COPIED.filter(keyword => raw[keyword] !== undefined && raw[keyword] !== 0).map(keyword => [keyword, raw[keyword]])),
  };
}

function nodesOf(nodes: Readonly<Record<string, RawSchema>>, names: ReadonlyMap<string, string>): Record<string, SchemaNode> {
  return Object.fromEntries(Object.entries(nodes).map(([key, node]) => [key, nodeOf(node, names)]));
}

/** As JavaScript writes it: Java's end of the text is $. */
function patternOf(pattern: string): string {
  const written = pattern.replace(/\\Z/g, '$');
  new RegExp(written); // throws where it is none
  return written;
}
