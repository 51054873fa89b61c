import { isObject } from '../../core/problems/json-value';
import { TemplateNode, childOf, keysOf } from '../../core/simulation/template-node';

/** A value that differs between two templates. */
export interface ValueChange {
  /** JSON pointer, in the new template; in the old one where it is gone. */
  readonly path: string;
  /** Keys below Properties, lists passed through. */
  readonly property: readonly string[];
  /** Undefined: left out. */
  readonly before: unknown;
  readonly after: unknown;
}

/** A function of CloudFormation: an object of one key, `Ref` or `Fn::…`. It is compared as data, whatever it resolves to. */
export function isIntrinsic(value: unknown): value is Record<string, unknown> {
  if (!isObject(value)) return false;
  const keys = Object.keys(value);
  return keys.length === 1 && /^(Ref|Condition|Fn::.*)$/.test(keys[0]);
}

/** What CloudFormation takes as left out. */
function isLeftOut(value: unknown): boolean {
  return value === undefined || (isObject(value) && isIntrinsic(value) && value.Ref === 'AWS::NoValue');
}

/** Whether two values of JSON are the same: keys in any order, lists in theirs. */
export function isSame(a: unknown, b: unknown): boolean {
  if (isLeftOut(a) || isLeftOut(b)) return isLeftOut(a) && isLeftOut(b);
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, index) => isSame(one, b[index]));
  if (!isObject(a) || !isObject(b)) return a === b;
  const [old, young] = [{ value: a, path: '' }, { value: b, path: '' }];
  return keysOfBoth(old, young).every(key => isSame(childOf(old, key).value, childOf(young, key).value));
}

/** JSON with its keys in order: one text for all that is the same. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) => isObject(one) ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => a < b ? -1 : 1)) : one) ?? '';
}

/** Where two values differ, as deep as both have the same form. */
export function changesBetween(before: TemplateNode, after: TemplateNode, property: readonly string[] = []): ValueChange[] {
  if (isSame(before.value, after.value)) return [];
  if (areAlike(before.value, after.value)) {
    return keysOfBoth(before, after).flatMap(key => changesBetween(childOf(before, key), childOf(after, key), [...property, key]));
  }
  const items = pairsOf(before, after);
  if (items) return items.flatMap(([old, young]) => changesBetween(old, young, property));
  const present = (value: unknown) => isLeftOut(value) ? undefined : value;
  return [{ path: after.path, property, before: present(before.value), after: present(after.value) }];
}

/** Objects of which either is a value of its own. */
function areAlike(a: unknown, b: unknown): boolean {
  return isObject(a) && isObject(b) && !isIntrinsic(a) && !isIntrinsic(b);
}

/** Items of lists of one length; of others it cannot be said which item became which. */
function pairsOf(before: TemplateNode, after: TemplateNode): [TemplateNode, TemplateNode][] | undefined {
  const [old, young] = [before.value, after.value];
  if (!Array.isArray(old) || !Array.isArray(young) || old.length !== young.length) return undefined;
  return old.map((value: unknown, index) => [{ value, path: `${before.path}/${index}` }, { value: young[index] as unknown, path: `${after.path}/${index}` }]);
}

function keysOfBoth(a: TemplateNode, b: TemplateNode): string[] {
  return [...new Set([...keysOf(a), ...keysOf(b)])];
}
