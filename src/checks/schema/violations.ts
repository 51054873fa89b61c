import { flagViolation, hasForm, numberViolation, textViolation } from './scalars';
import { Violation, outside, violation } from './violation';
import { resolvedNode } from '../../core/catalog/resource-schemas';
import { SchemaNode, SchemaType } from '../../core/catalog/rows';
import { shown } from '../../core/problems/json-value';
import { nearestWord } from '../../core/problems/nearest';
import { Value } from '../template/value';

/** No longer key has a form that is worth trying. */
const MOST_CHARACTERS_OF_KEYS = 1024;

/** Of one resource. More of them help nobody. */
const MOST_VIOLATIONS = 1000;

interface TypeCheck {
  /** As messages name it. */
  readonly name: string;
  readonly fits: (value: Value) => boolean;
  readonly check: (value: Value, schema: SchemaNode, into: Violation[]) => void;
}

/** CloudFormation takes any scalar for any other one that its text can be read as. */
const TYPES: Readonly<Record<SchemaType, TypeCheck>> = {
  string: scalarCheck('text', textViolation),
  boolean: scalarCheck('true or false', flagViolation),
  integer: scalarCheck('a whole number', (value, schema) => numberViolation(value, schema, true)),
  number: scalarCheck('a number', (value, schema) => numberViolation(value, schema, false)),
  array: { name: 'a list', fits: value => value.isList, check: checkList },
  object: { name: 'an object', fits: value => value.isObject, check: checkObject },
};

function scalarCheck(name: string, violationOf: (value: Value, schema: SchemaNode) => Violation | undefined): TypeCheck {
  return {
    name,
    fits: value => (value.scalar() ?? null) !== null,
    check: (value, schema, into) => {
      const found = violationOf(value, schema);
      if (found) into.push(found);
    },
  };
}

/** Everything in a value that its schema does not take. Of what is only known at deployment nothing is said. */
export function violationsOf(value: Value, node: SchemaNode): Violation[] {
  const found: Violation[] = [];
  checkValue(value, node, found);
  return found;
}

/** Into one list: a large template has tens of thousands of values with nothing to say about. */
function checkValue(value: Value, node: SchemaNode, into: Violation[]): void {
  if (value.isMissing || value.isUnknown || into.length >= MOST_VIOLATIONS) return;
  const schema = resolvedNode(node);
  const types = typesOf(schema);
  const type = types.find(({ fits }) => fits(value));
  if (type) type.check(value, schema, into);
  else if (types.length) into.push(violation('type', value, `got ${kindOf(value)}; ${types.map(({ name }) => name).join(' or ')} is expected`));
}

function typesOf({ type }: SchemaNode): readonly TypeCheck[] {
  return [type ?? []].flat().map(one => TYPES[one]);
}

function kindOf(value: Value): string {
  if (value.isList) return 'a list';
  return value.isObject ? `an object${value.keys().length ? ` with ${value.keys().slice(0, 3).map(shown).join(', ')}` : ''}` : shown(value.scalar());
}

function checkObject(value: Value, schema: SchemaNode, into: Violation[]): void {
  const members = new Map(value.keys().map(key => [key, value.at(key)] as const).filter(([, member]) => member.isStated));
  for (const key of schema.required ?? []) {
    if (!members.has(key)) into.push(violation('missing', value, `${key} is left out; ${expectation(propertyOf(schema, key)!)} is expected`));
  }
  const most = outside(members.size, undefined, schema.maxProperties);
  if (most) into.push(violation('count', value, `got ${members.size} keys; ${most} are allowed`));
  for (const [key, member] of members) checkMember(key, member, schema, into);
}

function checkMember(key: string, value: Value, schema: SchemaNode, into: Violation[]): void {
  const isReadOnly = schema.readOnly?.includes(key) ?? false;
  const node = propertyOf(schema, key) ?? patternNodeOf(schema, key);
  if (node && !isReadOnly) checkValue(value, node, into);
  else if (isReadOnly) into.push(violation('readOnly', value, `${key} is set; the service sets it, and it can be read with Fn::GetAtt`));
  else if (!schema.open) into.push(strangeKey(key, value, schema));
}

function strangeKey(key: string, value: Value, { properties = {}, patternProperties = {}, readOnly = [] }: SchemaNode): Violation {
  const patterns = Object.keys(patternProperties);
  if (patterns.length) return violation('form', value, `got the key ${shown(key)}; keys have the form ${patterns.join(' or ')}`);
  const names = Object.keys(properties).filter(name => !readOnly.includes(name));
  return violation('unknown', value, `got ${shown(key)}, which is no property here${nearestWord(key, names) || `; ${names.join(', ')} are`}`);
}

function propertyOf({ properties = {} }: SchemaNode, key: string): SchemaNode | undefined {
  return Object.prototype.hasOwnProperty.call(properties, key) ? properties[key] : undefined;
}

function patternNodeOf({ patternProperties = {} }: SchemaNode, key: string): SchemaNode | undefined {
  return key.length > MOST_CHARACTERS_OF_KEYS ? undefined : Object.entries(patternProperties).find(([pattern]) => hasForm(key, pattern))?.[1];
}

/** What a value must be, in words. */
function expectation(node: SchemaNode): string {
  const schema = resolvedNode(node);
  return schema.enum ? `one of ${schema.enum.join(', ')}` : typesOf(schema).map(({ name }) => name).join(' or ');
}

function checkList(value: Value, schema: SchemaNode, into: Violation[]): void {
  const items = value.knownItems();
  const count = items.some(item => item.isUnknown) ? undefined : outside(items.length, schema.minItems, schema.maxItems);
  if (count) into.push(violation('count', value, `got ${items.length} items; ${count} are allowed`));
  if (schema.uniqueItems) into.push(...repeatedItems(items).slice(0, MOST_VIOLATIONS));
  for (const item of schema.items ? items : []) checkValue(item, schema.items!, into);
}

function repeatedItems(items: readonly Value[]): Violation[] {
  const texts = items.map(item => JSON.stringify(item.plain()) as string | undefined);
  const seen = new Set<string | undefined>([undefined]);
  return items.filter((_, index) => texts[index] !== undefined && seen.size === seen.add(texts[index]).size)
    .map(item => violation('repeated', item, `${shown(item.plain())} stands in this list twice; each item may stand there once`));
}
