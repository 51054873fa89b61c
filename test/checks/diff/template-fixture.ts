import { DiffFinding, TemplateDiff } from '../../../src/checks/diff/diff';
import { diffTemplates } from '../../../src/checks/diff/template-diff';

/** A template of one resource, `It`. */
export function templateOf(type: string, properties: object, beside: object = {}): object {
  return { Resources: { It: { Type: type, Properties: properties, ...beside } } };
}

export function diffOf(before: object, after: object): TemplateDiff {
  const outcome = diffTemplates(before, after);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.value;
}

/** `SZ6901 It Configurations: message`, one a finding. */
export function saidOf(before: object, after: object): string[] {
  return diffOf(before, after).findings.map(said);
}

/** The same without the message. */
export function foundIn(before: object, after: object): string[] {
  return diffOf(before, after).findings.map(({ id, logicalId, property }) => [id, logicalId, property].filter(Boolean).join(' '));
}

function said({ id, logicalId, message }: DiffFinding): string {
  return `${id} ${logicalId} ${message}`;
}
