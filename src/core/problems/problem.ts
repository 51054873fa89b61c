import { PROBLEM_TABLE } from './problem-table';

/** The stable id of a problem: `SZ1001` and so on. Ids are never reused. */
export type ProblemId = keyof typeof PROBLEM_TABLE;

/** Something wrong with a request, or worth a warning about a plan. */
export interface Problem {
  /** Stable id, a row of the problem table. */
  readonly id: string;
  /** Where: the field, flag or property in the words of the caller. */
  readonly path: string;
  /** What is wrong, the value got, the values allowed and the change to make. */
  readonly message: string;
}

/** A result, or everything that stands in its way. Warnings come with a result. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** A problem of the table. */
export function problem(id: ProblemId, path: string, message: string): Problem {
  return { id, path, message };
}

/** A result without problems. */
export function ok<T>(value: T, warnings: readonly Problem[] = []): Outcome<T> {
  return { ok: true, value, warnings };
}

/** No result, and why. */
export function fails<T>(problems: readonly Problem[]): Outcome<T> {
  return { ok: false, problems };
}

/** One line: `SZ3102 finishWithin: …`. */
export function problemLine({ id, path, message }: Problem): string {
  return path ? `${id} ${path}: ${message}` : `${id} ${message}`;
}
