import { Duration, Token } from 'aws-cdk-lib';
import { tokenProblem } from '../api/plain-props';
import { Problem, problem, ProblemId } from '../core/problems/problem';

/** What cannot stand, or stand together. */
export interface Statement<P> {
  readonly id: ProblemId;
  readonly path: string;
  readonly broken: (props: P) => boolean;
  readonly message: (props: P) => string;
}

/** A problem for each statement that props break. */
export function brokenStatements<P>(statements: readonly Statement<P>[], props: P): Problem[] {
  return statements.filter(({ broken }) => broken(props)).map(({ id, path, message }) => problem(id, path, message(props)));
}

/** Text that is known at synth and has another form. */
export function isWrongText(text: string | undefined, form: RegExp): boolean {
  return text !== undefined && !Token.isUnresolved(text) && !form.test(text);
}

/** A unit of time, with what makes a number of it. */
export interface TimeUnit {
  readonly name: string;
  readonly of: (duration: Duration) => number;
}

export const MINUTES: TimeUnit = { name: 'minutes', of: duration => duration.toMinutes({ integral: false }) };
export const SECONDS: TimeUnit = { name: 'seconds', of: duration => duration.toSeconds({ integral: false }) };

/** Whole units of time in a range of the service. */
export function durationProblems(path: string, duration: Duration | undefined, [least, most]: readonly [number, number], unit: TimeUnit): Problem[] {
  if (!duration) return [];
  if (duration.isUnresolved()) return [tokenProblem(path)];
  const amount = unit.of(duration);
  return Number.isInteger(amount) && amount >= least && amount <= most ? []
    : [problem('SZ1004', path, `got ${amount} ${unit.name}; whole ${unit.name} from ${least} to ${most} are allowed`)];
}
