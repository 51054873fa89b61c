import { isObject, shown } from '../problems/json-value';
import { Problem, problem } from '../problems/problem';

/** A value of a template and its JSON pointer. */
export interface TemplateNode {
  readonly value: unknown;
  readonly path: string;
}

export function childOf({ value, path }: TemplateNode, key: string): TemplateNode {
  const own = isObject(value) && Object.prototype.hasOwnProperty.call(value, key) ? value[key] : undefined;
  return { value: own, path: `${path}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}` }; // RFC 6901
}

export function keysOf({ value }: TemplateNode): string[] {
  return isObject(value) ? Object.keys(value) : [];
}

/** The items of a list; none where it is left out. */
export function itemsOf(node: TemplateNode, problems: Problem[]): TemplateNode[] {
  if (node.value === undefined) return [];
  if (Array.isArray(node.value)) return node.value.map((value: unknown, index) => ({ value, path: `${node.path}/${index}` }));
  problems.push(isObject(node.value) ? unresolved(node) : problem('SZ1010', node.path, `got ${shown(node.value)}; a list is expected`));
  return [];
}

/** A text, or a number or boolean as CloudFormation would write it. */
export function textOf(node: TemplateNode, problems: Problem[]): string | undefined {
  const { value, path } = node;
  if (value === undefined || typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  problems.push(isObject(value) ? unresolved(node) : problem('SZ1010', path, `got ${shown(value)}; text is expected`));
  return undefined;
}

export function wholeOf(node: TemplateNode, problems: Problem[]): number | undefined {
  const text = textOf(node, problems);
  if (text === undefined) return undefined;
  if (/^\d{1,15}$/.test(text.trim())) return Number(text);
  problems.push(problem('SZ1004', node.path, `got ${shown(text)}; a whole number is expected`));
  return undefined;
}

function unresolved({ value, path }: TemplateNode): Problem {
  return problem('SZ1009', path, `got ${shown(value)}, which CloudFormation resolves at deployment; only the value itself can be simulated`);
}
