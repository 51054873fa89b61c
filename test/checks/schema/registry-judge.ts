import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { ErrorObject, ValidateFunction } from 'ajv';
import { Json } from '../legal-templates';

const FOLDER = join(__dirname, 'registry');

/** A published schema, in a form that ajv reads: Java's end of a text is $. */
function schemaIn(name: string): { readonly typeName: string } {
  return JSON.parse(readFileSync(join(FOLDER, name), 'utf8').replace(/\\\\Z/g, '$')) as { typeName: string };
}

/** As CloudFormation does, scalars are read as one another. */
const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: true, unicodeRegExp: false, validateFormats: false, verbose: true });

const validators = new Map<string, ValidateFunction>(readdirSync(FOLDER).filter(name => name.endsWith('.json')).map(name => {
  const schema = schemaIn(name);
  return [schema.typeName, ajv.compile(schema)];
}));

export const JUDGED_TYPES = [...validators.keys()].sort();

/** What the published schema has against the properties of a resource, coercion aside. The copy is made by JSON: objects of structuredClone are of another realm, and equal to none. */
export function registryErrors(type: string, properties: Json): ErrorObject[] {
  const validate = validators.get(type)!;
  return validate(JSON.parse(JSON.stringify(properties))) ? [] : validate.errors!;
}

/** Where we say less than the schema, on purpose. */
export function isExcused({ keyword, parentSchema, data }: ErrorObject): boolean {
  // the older schemas call every list unique, arguments of steps included; their sets are those whose order does not count
  if (keyword === 'uniqueItems') return (parentSchema as { insertionOrder?: boolean }).insertionOrder !== false;
  // an empty text is held against a pattern only where the schema says that it must not be empty; a long one only where it says how long it may be
  return keyword === 'pattern' && typeof data === 'string' && (data === '' || data.length > 2048);
}
