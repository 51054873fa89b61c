import { flagViolations, hasForm, numberViolations, textViolations } from './scalars';
import { Violation, outside, violation } from './violation';
import { resolvedNode } from '../../core/catalog/resource-schemas';
import { SchemaNode, SchemaType } from '../../core/catalog/rows';
import { shown } from '../../core/problems/json-value';
import { nearestWord } from '../../core/problems/nearest';
import { Value } from '../template/value';

/** No longer key has a form that is worth trying. */
const MOST_CHARACTERS_OF_KEYS = 1024;

interface TypeCheck {
  /** As messages name it. */
  readonly name: string;
  readonly fits: (value: Value) => boolean;
  readonly check: (value: Value, schema: SchemaNode) => Violation[];
}

const isScalar = (value: Value) => (value.scalar() ?? null) !== null;

/** CloudFormation takes any scalar for any other one that its text can be read as. */
const TYPES: Readonly<Record<SchemaType, TypeCheck>> = {
  string: { name: 'text', fits: isScalar, check: textViolations },
  boolean: { name: 'true or false', fits: isScalar, check: flagViolations },
  integer: { name: 'a whole number', fits: isScalar, check: (value, schema) => numberViolations(value, schema, true) },
  number: { name: 'a number', fits: isScalar, check: (value, schema) => numberViolations(value, schema, false) },
  array: { name: 'a list', fits: value => value.isList, check: listViolations },
  object: { name: 'an object', fits: value => value.isObject, check: objectViolations },
};

/** Everything in a value that its schema does not take. Of what is only known at deployment nothing is said. */
export function violationsOf(value: Value, node: SchemaNode): Violation[] {
  if (value.isMissing || value.isUnknown) return [];
  const schema = resolvedNode(node);
  const types = [schema.type ?? []].flat().map(type => TYPES[type]);
  const type = types.find(({ fits }) => fits(value));
  if (type) return type.check(value, schema);
  return types.length ? [violation('type', value, `got ${kindOf(value)}; ${types.map(({ name }) => name).join(' or ')} is expected`)] : [];
}

function kindOf(value: Value): string {
  if (value.isList) return 'a list';
  return value.isObject ? `an object${value.keys().length ? ` with ${value.keys().slice(0, 3).map(shown).join(', ')}` : ''}` : shown(value.scalar());
}

function objectViolations(value: Value, schema: SchemaNode): Violation[] {
  const keys = value.keys().filter(key => value.at(key).isStated);
  const most = outside(keys.length, undefined, schema.maxProperties);
  return [
    ...(schema.required ?? []).filter(key => value.at(key).isMissing).map(key => violation('missing', value, `${key} is left out; ${describe(propertyOf(schema, key)!)} is expected`)),
    ...most ? [violation('count', value, `got ${keys.length} keys; ${most} are allowed`)] : [],
    ...keys.flatMap(key => keyViolations(key, value.at(key), schema)),
  ];
}

function keyViolations(key: string, value: Value, schema: SchemaNode): Violation[] {
  if (schema.readOnly?.includes(key)) return [violation('readOnly', value, `${key} is set; the service sets it, and it can be read with Fn::GetAtt`)];
  const node = propertyOf(schema, key) ?? patternNodeOf(schema, key);
  if (node) return violationsOf(value, node);
  if (schema.open) return [];
  const patterns = Object.keys(schema.patternProperties ?? {});
  if (patterns.length) return [violation('form', value, `got the key ${shown(key)}; keys have the form ${patterns.join(' or ')}`)];
  const names = Object.keys(schema.properties ?? {}).filter(name => !schema.readOnly?.includes(name));
  return [violation('unknown', value, `got ${shown(key)}, which is no property here${nearestWord(key, names) || `; ${names.join(', ')} are`}`)];
}

function propertyOf({ properties = {} }: SchemaNode, key: string): SchemaNode | undefined {
  return Object.prototype.hasOwnProperty.call(properties, key) ? properties[key] : undefined;
}

function patternNodeOf({ patternProperties = {} }: SchemaNode, key: string): SchemaNode | undefined {
  return key.length > MOST_CHARACTERS_OF_KEYS ? undefined : Object.entries(patternProperties).find(([pattern]) => hasForm(key, pattern))?.[1];
}

function describe(node: SchemaNode): string {
  const { type, enum: words } = resolvedNode(node);
  return words ? `one of ${words.join(', ')}` : [type ?? []].flat().map(one => TYPES[one].name).join(' or ');
}

function listViolations(value: Value, schema: SchemaNode): Violation[] {
  const items = value.knownItems();
  const count = items.some(item => item.isUnknown) ? undefined : outside(items.length, schema.minItems, schema.maxItems);
  return [
    ...count ? [violation('count', value, `got ${items.length} items; ${count} are allowed`)] : [],
    ...schema.uniqueItems ? repeatedItems(items) : [],
    ...schema.items ? items.flatMap(item => violationsOf(item, schema.items!)) : [],
  ];
}

function repeatedItems(items: readonly Value[]): Violation[] {
  const texts = items.map(item => JSON.stringify(item.plain()) as string | undefined);
  const seen = new Set<string | undefined>([undefined]);
  return items.filter((_, index) => texts[index] !== undefined && seen.size === seen.add(texts[index]).size)
    .map(item => violation('repeated', item, `${shown(item.plain())} stands in this list twice; each item may stand there once`));
}
