import { Conditions } from './conditions';
import { FUNCTIONS } from './functions';
import { Form, Raw, formOf } from './value';
import { isObject } from '../../core/problems/json-value';
import { TemplateNode, childOf } from '../../core/simulation/template-node';

/** A followed value: what it is, and where it stands. */
export interface Followed {
  readonly path: string;
  readonly form: Form;
}

/** No template that people write follows so many functions; one that does is made to take time. */
const MOST_STEPS = 500_000;

/** Follows the functions of one template. */
export class Resolver {
  readonly conditions: Conditions;
  private steps = 0;

  constructor(readonly root: TemplateNode) {
    this.conditions = new Conditions(childOf(root, 'Conditions'), this);
  }

  /** A value with its own functions followed, those inside it not yet. */
  follow(raw: Raw): Followed {
    this.steps += 1;
    if (this.steps > MOST_STEPS) return { path: raw.path, form: { kind: 'unknown' } };
    const call = callOf(raw.value);
    if (!call) return { path: raw.path, form: isMade(raw.value) ? { kind: 'unknown' } : formOf(raw) };
    const run = FUNCTIONS.get(call.name);
    return run ? run({ value: call.argument, path: `${raw.path}/${call.name.replace(/\//g, '~1')}` }, raw, this) : { path: raw.path, form: { kind: 'unknown' } };
  }

  /** Names of the template's sections. */
  section(name: string, ...keys: readonly string[]): TemplateNode {
    return keys.reduce(childOf, childOf(this.root, name));
  }
}

/** A function with its argument. */
function callOf(value: unknown): { readonly name: string; readonly argument: unknown } | undefined {
  if (!isObject(value)) return undefined;
  const keys = Object.keys(value);
  return keys.length === 1 && /^(Ref|Fn::.+)$/.test(keys[0]) && keys[0] !== 'Fn::Transform' ? { name: keys[0], argument: value[keys[0]] } : undefined;
}

/** An object that a macro or a loop makes, so that its keys are not all that it will have. */
function isMade(value: unknown): boolean {
  return isObject(value) && Object.keys(value).some(key => key === 'Fn::Transform' || key.startsWith('Fn::ForEach::'));
}
