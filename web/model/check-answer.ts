import { checkTemplate } from '../../src/checks/check-template';
import { FINDINGS_SCHEMA, Finding, Findings, SEVERITIES } from '../../src/checks/findings';
import { Outcome, ok } from '../../src/core/problems/problem';
import { parseTemplateText } from '../../src/template/template-file';

/** A finding with its place in the text. */
export interface PlacedFinding extends Finding {
  readonly line: number;
  readonly column: number;
  /** The line itself. */
  readonly excerpt: string;
}

/** What the checks say of one template. */
export interface CheckAnswer {
  /** `sized-emr/findings/1`. */
  readonly document: Findings;
  /** The worst first, then as they stand in the text. */
  readonly findings: readonly PlacedFinding[];
}

const LONGEST_EXCERPT = 160;

/** Runs every rule over a template that was dropped or pasted. */
export function checkAnswer(text: string, file: string): Outcome<CheckAnswer> {
  const read = parseTemplateText(text, file);
  if (!read.ok) return read;
  const checked = checkTemplate(read.value.value, file);
  if (!checked.ok) return checked;
  const { findings, resources } = checked.value;
  const lines = text.split(/\r?\n/);
  const placed = findings.map(one => {
    const { line, column } = read.value.positionOf(one.path);
    return { ...one, line, column, excerpt: (lines[line - 1] ?? '').trim().slice(0, LONGEST_EXCERPT) };
  });
  placed.sort((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) || a.line - b.line);
  return ok({ document: { schema: FINDINGS_SCHEMA, checked: { templates: 1, resources }, findings }, findings: placed });
}
