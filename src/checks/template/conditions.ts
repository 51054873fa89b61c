import type { Resolver } from './resolver';
import { Raw, Value } from './value';
import { isObject } from '../../core/problems/json-value';
import { TemplateNode, childOf } from '../../core/simulation/template-node';

/** True, false, or only known at deployment. */
type Truth = boolean | undefined;

/** The section `Conditions`, each judged once. */
export class Conditions {
  private readonly judged = new Map<string, Truth>();

  constructor(private readonly section: TemplateNode, private readonly resolver: Resolver) {}

  /** Undefined too where there is no such condition, or it refers to itself. */
  holds(name: string): Truth {
    if (this.judged.has(name)) return this.judged.get(name);
    this.judged.set(name, undefined); // what a condition that refers to itself finds
    const truth = this.judge(childOf(this.section, name));
    this.judged.set(name, truth);
    return truth;
  }

  private judge({ value, path }: Raw): Truth {
    if (!isObject(value)) return undefined;
    const [[name, argument] = ['', undefined], ...others] = Object.entries(value);
    if (others.length) return undefined;
    if (name === 'Condition') return typeof argument === 'string' ? this.holds(argument) : undefined;
    const list = Array.isArray(argument) ? argument.map((one: unknown, index): Raw => ({ value: one, path: `${path}/${name}/${index}` })) : [];
    const operation = OPERATIONS.get(name);
    return operation ? operation(list, one => this.judge(one), this.resolver) : undefined;
  }
}

type Operation = (list: readonly Raw[], judge: (one: Raw) => Truth, resolver: Resolver) => Truth;

const OPERATIONS: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['Fn::Equals', equals],
  ['Fn::Not', ([one], judge) => not(one && judge(one))],
  ['Fn::And', (list, judge) => every(list.map(judge))],
  ['Fn::Or', (list, judge) => not(every(list.map(one => not(judge(one)))))],
]);

function equals([a, b]: readonly Raw[], _judge: unknown, resolver: Resolver): Truth {
  if (!a || !b) return undefined;
  const [left, right] = [new Value(a, resolver).plain(), new Value(b, resolver).plain()];
  return left === undefined || right === undefined ? undefined : textOf(left) === textOf(right);
}

/** CloudFormation compares texts: a number is the same as its digits. */
function textOf(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function not(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth;
}

function every(truths: readonly Truth[]): Truth {
  return truths.includes(false) ? false : truths.includes(undefined) ? undefined : true;
}
