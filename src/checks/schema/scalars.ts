import { Violation, outside, violation } from './violation';
import { SchemaNode } from '../../core/catalog/rows';
import { shown } from '../../core/problems/json-value';
import { nearestWord } from '../../core/problems/nearest';
import { Value } from '../template/value';

/** No pattern is tried on more characters where the schema sets no length: some take their time with long texts. */
const MOST_CHARACTERS_MATCHED = 2048;

const CHARACTERS_OF_TWO = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g;

/** CloudFormation fills these in when it deploys. */
const DYNAMIC_REFERENCE = /\{\{resolve:/;

const WHOLE = /^\s*[-+]?\d+(\.0*)?\s*$/;

/** A text as CloudFormation reads any scalar. Undefined: it cannot be judged, or is none. */
export function knownText(value: Value): string | undefined {
  const text = value.text();
  return text === undefined || DYNAMIC_REFERENCE.test(text) ? undefined : text;
}

export function textViolation(value: Value, schema: SchemaNode): Violation | undefined {
  const text = knownText(value);
  if (text === undefined) return undefined;
  if (schema.enum && !schema.enum.includes(text)) return violation('word', value, `got ${shown(text)}; use ${schema.enum.join(', ')}${nearestWord(text, schema.enum)}`);
  const characters = text.replace(CHARACTERS_OF_TWO, '_').length;
  const length = outside(characters, schema.minLength, schema.maxLength);
  if (length) return violation('length', value, `got ${shown(text)}, ${characters} characters long; ${length} characters are allowed`);
  return formViolation(text, value, schema);
}

/** An empty text where no least length is stated is not held against a pattern: services take it for a value left out. */
function formViolation(text: string, value: Value, { pattern, maxLength = MOST_CHARACTERS_MATCHED }: SchemaNode): Violation | undefined {
  if (pattern === undefined || text === '' || text.length > maxLength || hasForm(text, pattern)) return undefined;
  return violation('form', value, `got ${shown(text)}; a text of the form ${pattern} is expected`);
}

const compiled = new Map<string, RegExp>();

/** Whether a text matches a pattern of the catalog. */
export function hasForm(text: string, pattern: string): boolean {
  const expression = compiled.get(pattern) ?? new RegExp(pattern);
  compiled.set(pattern, expression);
  return expression.test(text);
}

/** CloudFormation reads a number from a text too. */
export function numberViolation(value: Value, schema: SchemaNode, isWhole: boolean): Violation | undefined {
  const text = knownText(value);
  if (text === undefined) return undefined;
  const number = text.trim() === '' ? NaN : Number(text);
  if (!Number.isFinite(number) || isWhole && !WHOLE.test(text) && !Number.isInteger(value.scalar())) {
    return violation('type', value, `got ${shown(value.scalar())}; a ${isWhole ? 'whole ' : ''}number is expected`);
  }
  const range = outside(number, schema.minimum, schema.maximum);
  return range ? violation('range', value, `got ${number}; ${range} is allowed`) : undefined;
}

/** CloudFormation reads true and false from a text too. */
export function flagViolation(value: Value): Violation | undefined {
  const isWrong = knownText(value) !== undefined && value.flag() === undefined;
  return isWrong ? violation('type', value, `got ${shown(value.scalar())}; true or false is expected`) : undefined;
}
