import { Found } from '../rule';
import { Value } from '../template/value';

/** What a value can break of its schema; each is a rule of its own. */
export type ViolationKind = 'unknown' | 'missing' | 'type' | 'word' | 'form' | 'range' | 'length' | 'count' | 'repeated' | 'readOnly';

export interface Violation extends Found {
  readonly kind: ViolationKind;
}

export function violation(kind: ViolationKind, { path }: Value, message: string): Violation {
  return { kind, path, message };
}

/** Where a number lies outside of its bounds, what they are: `15 to 720`, `at least 1`. */
export function outside(value: number, least: number | undefined, most: number | undefined): string | undefined {
  if (value >= (least ?? -Infinity) && value <= (most ?? Infinity)) return undefined;
  if (least !== undefined && most !== undefined) return `${least} to ${most}`;
  return least === undefined ? `at most ${most}` : `at least ${least}`;
}
