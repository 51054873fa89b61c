import { Severity } from '../core/problems/problem-table';

export const FINDINGS_SCHEMA = 'sized-emr/findings/1';

/** What is wrong, or worth knowing, about one value of a template. */
export interface Finding {
  readonly id: string;
  readonly severity: Severity;
  /** The template's file. */
  readonly template: string;
  /** The logical id of the resource. */
  readonly resource: string;
  /** JSON pointer into the template, at the property at fault. */
  readonly path: string;
  readonly message: string;
  readonly fix: string;
  /** Where the rule comes from. */
  readonly source: string;
}

/** `sized-emr/findings/1`. */
export interface Findings {
  readonly schema: typeof FINDINGS_SCHEMA;
  readonly checked: { readonly templates: number; readonly resources: number };
  readonly findings: readonly Finding[];
}

/** The mildest first. */
export const SEVERITIES: readonly Severity[] = ['note', 'warning', 'error'];

/** Whether a severity is at least another. */
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least);
}

/** A place in a text file, both counted from 1. */
export interface Position {
  readonly line: number;
  /** In UTF-16 code units. */
  readonly column: number;
}

/** Where a JSON pointer of a template's file stands. Undefined: not known. */
export type FindPosition = (template: string, pointer: string) => Position | undefined;
