import { Json, JsonObject, LEGAL_TEMPLATE } from './legal-templates';
import { checkTemplate } from '../../src/checks/check-template';
import { Finding } from '../../src/checks/findings';
import { ProblemId } from '../../src/core/problems/problem';

/** JSON pointer below `/Resources` (`/../` leads out of it) → the value to put there; undefined takes it away. */
export type Patch = Readonly<Record<string, Json | undefined>>;

/** A rule, a template that fires it, and one that comes close and is fine. */
export interface RuleCase {
  readonly id: ProblemId;
  readonly what: string;
  readonly fires: Patch;
  /** JSON pointer below `/Resources` at which it is found. */
  readonly at: string;
  /** Has to be in the message: the value got, the value allowed. */
  readonly says: RegExp;
  /** No finding at all. */
  readonly close: Patch;
  /** Other rules that the firing template breaks by its nature. */
  readonly also?: readonly ProblemId[];
}

/** The legal template with changes. */
export function patched(patch: Patch): JsonObject {
  const template = structuredClone(LEGAL_TEMPLATE);
  for (const [pointer, value] of Object.entries(patch)) put(template, pointer.startsWith('/../') ? pointer.slice(3) : `/Resources${pointer}`, structuredClone(value));
  return template;
}

/** The last key of a pointer may be `-`: behind the end of a list. Objects on the way are made. */
function put(root: JsonObject, pointer: string, value: Json | undefined): void {
  const keys = pointer.split('/').slice(1).map(key => key.replace(/~1/g, '/').replace(/~0/g, '~'));
  const last = keys.pop()!;
  const parent = keys.reduce<JsonObject>((node, key) => (node[key] ??= {}) as JsonObject, root);
  if (Array.isArray(parent)) parent.splice(last === '-' ? parent.length : Number(last), last === '-' ? 0 : 1, ...value === undefined ? [] : [value]);
  else if (value === undefined) delete parent[last];
  else parent[last] = value;
}

/** The findings of a template. */
export function findingsOf(template: unknown): readonly Finding[] {
  const checked = checkTemplate(template, 'a.template.json');
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
  return checked.value.findings;
}
