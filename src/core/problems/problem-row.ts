/** How bad: `error` will fail or never start, `warning` costs or surprises, `note` is worth knowing. */
export type Severity = 'error' | 'warning' | 'note';

/** A row of the problem table. */
export interface ProblemRow {
  readonly severity: Severity;
  readonly title: string;
  /** What lies behind it. */
  readonly explanation: string;
  /** What to do about it. */
  readonly fix: string;
  /** Where the rule comes from. */
  readonly source: string;
}

export function error(title: string, explanation: string, fix: string, source: string): ProblemRow {
  return { severity: 'error', title, explanation, fix, source };
}

export function warning(title: string, explanation: string, fix: string, source: string): ProblemRow {
  return { severity: 'warning', title, explanation, fix, source };
}

export function note(title: string, explanation: string, fix: string, source: string): ProblemRow {
  return { severity: 'note', title, explanation, fix, source };
}
