import { Outcome, Problem, problemLine } from '../core/problems/problem';

/** Throws everything that is wrong at once: the first line says what was called, each further line is one problem, its id first. */
export function refuse(call: string, problems: readonly Problem[]): never {
  const ids = [...new Set(problems.map(({ id }) => id))].join(', ');
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  throw new Error([`${ids} ${call}: ${count}`, ...problems.map(problemLine)].join('\n'));
}

/** Throws if there is a problem at all. */
export function refuseAny(call: string, problems: readonly Problem[]): void {
  if (problems.length) refuse(call, problems);
}

/** The value of an outcome; throws its problems. */
export function valueOf<T>(call: string, outcome: Outcome<T>): T {
  return outcome.ok ? outcome.value : refuse(call, outcome.problems);
}
