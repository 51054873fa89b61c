import { CdkViolation } from './verdicts';
import { findingsOf } from '../../test/checks/rule-case';

/** How our .rego rules compare with our own. */
export interface Agreement {
  readonly rules: readonly string[];
  readonly templates: number;
  /** Findings that both have. */
  readonly agreed: number;
  readonly disagreements: readonly string[];
}

/** A template and what it is called. */
interface Judged {
  readonly file: string;
  readonly template: unknown;
}

/** Every finding of a rule that has a .rego form has to be found by both, at the same resource, and by no other. */
export function agreement(violations: Readonly<Record<string, readonly CdkViolation[]>>, judged: readonly Judged[]): Agreement {
  const rules = [...new Set(Object.values(violations).flatMap(found => found.map(([rule]) => rule)).filter(rule => rule.startsWith('SZ')))].sort();
  const compared = judged.map(({ file, template }) => {
    const ours = findingsOf(template).map(({ id, resource }) => [id, resource]);
    return { file, ours: keys(ours, rules), theirs: keys(violations[file], rules) };
  });
  return {
    rules,
    templates: judged.length,
    agreed: compared.reduce((sum, { ours, theirs }) => sum + ours.filter(one => theirs.includes(one)).length, 0),
    disagreements: compared.flatMap(({ file, ours, theirs }) => [
      ...ours.filter(one => !theirs.includes(one)).map(one => `${file}: ${one} is found by the rule in TypeScript alone`),
      ...theirs.filter(one => !ours.includes(one)).map(one => `${file}: ${one} is found by the rule in Rego alone`),
    ]),
  };
}

function keys(found: readonly (readonly string[])[], rules: readonly string[]): string[] {
  return [...new Set(found.filter(([id]) => rules.includes(id)).map(([id, resource]) => `${id} ${resource}`))];
}
