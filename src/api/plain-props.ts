import { Duration, Size, SizeRoundingBehavior, Token } from 'aws-cdk-lib';
import { Problem, problem } from '../core/problems/problem';

/** Props as the readers of the core take them: sizes and durations as exact text. */
export interface PlainProps {
  readonly values: Record<string, unknown>;
  readonly problems: readonly Problem[];
}

/** Turns `Size` and `Duration` into text such as `123B` and `90s`, and refuses everything that is only known at deployment. */
export function plainProps(props: object, path = ''): PlainProps {
  const problems: Problem[] = [];
  const values = plainObject(props, path, problems);
  return { values, problems };
}

/** SZ1009 where a value is a token. */
export function tokenProblem(path: string): Problem {
  return problem('SZ1009', path, 'got a value that is only known at deployment; sizes are planned at synth, so give the value itself');
}

/** Whether a value, or anything in it, is only known at deployment. */
export function isToken(value: unknown): boolean {
  if (value instanceof Size || value instanceof Duration) return value.isUnresolved();
  if (Array.isArray(value) && value.some(isToken)) return true;
  return Token.isUnresolved(value);
}

/** SZ1009 for each of the values named that is a token. */
export function tokenProblems(values: object): Problem[] {
  return Object.entries(values).filter(([, value]) => isToken(value)).map(([name]) => tokenProblem(name));
}

function plainObject(source: object, path: string, problems: Problem[]): Record<string, unknown> {
  const entries = Object.entries(source).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, plain(value, path ? `${path}.${name}` : name, problems)]));
}

function plain(value: unknown, path: string, problems: Problem[]): unknown {
  if (isToken(value)) {
    problems.push(tokenProblem(path));
    return undefined;
  }
  if (value instanceof Size) return sizeText(value);
  if (value instanceof Duration) return durationText(value);
  if (Array.isArray(value)) return value.map((item, index) => plain(item, `${path}[${index}]`, problems));
  return typeof value === 'object' && value !== null ? plainObject(value, path, problems) : value;
}

/** Whole bytes, rounded up: a fraction of a byte must be held too. */
export function sizeText(size: Size): string {
  return `${Math.ceil(size.toBytes({ rounding: SizeRoundingBehavior.NONE }))}B`;
}

export function durationText(duration: Duration): string {
  return `${duration.toSeconds({ integral: false })}s`;
}
