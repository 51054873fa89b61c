import { isIntrinsic } from './value-changes';
import { isObject } from '../../core/problems/json-value';
import { TemplateNode, childOf, keysOf } from '../../core/simulation/template-node';

/** A place whose value is made from something else in the template. */
export interface Reference {
  readonly path: string;
  /** Keys below Properties, lists passed through. */
  readonly property: readonly string[];
  /** What it is made from: logical ids and parameters, `Mappings.NAME`, `Conditions.NAME`. */
  readonly names: readonly string[];
}

/** Every place below a value that refers to something, by the outermost function there. */
export function referencesOf(node: TemplateNode, property: readonly string[] = []): Reference[] {
  if (isIntrinsic(node.value)) {
    const names = [...new Set(namesIn(node.value))];
    return names.length ? [{ path: node.path, property, names }] : [];
  }
  if (Array.isArray(node.value)) return node.value.flatMap((value: unknown, index) => referencesOf({ value, path: `${node.path}/${index}` }, property));
  return keysOf(node).flatMap(key => referencesOf(childOf(node, key), [...property, key]));
}

function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, argument]) => [...OWN_NAMES.get(key)?.(argument) ?? [], ...namesIn(argument)]);
}

const OWN_NAMES: ReadonlyMap<string, (argument: unknown) => string[]> = new Map([
  ['Ref', textOnly],
  ['Fn::GetAtt', argument => textOnly(Array.isArray(argument) ? argument[0] : argument).map(text => text.split('.')[0])],
  ['Fn::Sub', argument => textOnly(Array.isArray(argument) ? argument[0] : argument).flatMap(namesInText)],
  ['Fn::FindInMap', argument => firstOf(argument).map(name => `Mappings.${name}`)],
  ['Fn::If', argument => firstOf(argument).map(name => `Conditions.${name}`)],
  ['Condition', argument => textOnly(argument).map(name => `Conditions.${name}`)],
]);

function textOnly(value: unknown): string[] {
  return typeof value === 'string' ? [value] : [];
}

function firstOf(argument: unknown): string[] {
  return Array.isArray(argument) ? textOnly(argument[0]) : [];
}

/** `${App}` and `${App.Arn}`; `${!App}` is text. */
function namesInText(text: string): string[] {
  return [...text.matchAll(/\$\{([^!}.][^}.]*)(\.[^}]*)?\}/g)].map(([, name]) => name.trim());
}
