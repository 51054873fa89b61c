import { Agreement } from './agreement';
import { CaseVerdicts } from './verdicts';
import { PROBLEM_TABLE } from '../../src/core/problems/problem-table';

const JUDGES = ['ours', 'cfnLint', 'cdkValidator', 'botocore'] as const;
const HEAD = ['this library', 'cfn-lint 1.58.0', 'validator of aws-cdk-lib 2.276.0', 'models of botocore 1.43.107'];

/** docs/rules-by-judge.md. */
export function judgesDocument(verdicts: readonly CaseVerdicts[], rego: Agreement): string {
  const planted = verdicts.filter(({ group }) => group === 'planted');
  const cases = verdicts.filter(({ group }) => group !== 'planted');
  return [
    '# Who finds what',
    '<!-- Written by npm run judge:checks -- --write. -->',
    'Each mistake stands alone in a template that is right otherwise, and the same template is given to every judge. A judge finds it where it says anything that it does not say of the template without the mistake, warnings included. botocore\'s models are taken at their word: patterns, enums and ranges too, which botocore itself does not look at.',
    '## Mistakes that the service refuses',
    countLine(planted, 'planted mistakes'),
    table(['mistake', ...HEAD], planted.map(one => [one.what, ...JUDGES.map(judge => mark(one, judge))])),
    '## Every rule',
    'A rule has one template or more that fire it; the figure is how many of them a judge finds.',
    countLine(cases, 'templates'),
    table(['rule', 'severity', '', ...HEAD, 'in Rego'], ruleRows(cases, rego)),
    `Of the rules that the package has in Rego for CDK's own validator, ${rego.rules.length} say the same as those in TypeScript in all ${rego.templates} templates, those that come close to a mistake included: ${rego.agreed} findings of both, ${rego.disagreements.length} of one alone.`,
  ].join('\n\n') + '\n';
}

function countLine(verdicts: readonly CaseVerdicts[], what: string): string {
  const counts = JUDGES.map((judge, index) => `${verdicts.filter(one => finds(one, judge)).length} by ${HEAD[index]}`);
  const nobody = verdicts.filter(one => !JUDGES.slice(1).some(judge => finds(one, judge))).length;
  return `Of ${verdicts.length} ${what} are found: ${counts.join(', ')}; ${nobody} by none of the other three.`;
}

function finds(verdicts: CaseVerdicts, judge: typeof JUDGES[number]): boolean {
  return judge === 'ours' ? verdicts.ours.length > 0 : verdicts[judge];
}

function mark(verdicts: CaseVerdicts, judge: typeof JUDGES[number]): string {
  if (!finds(verdicts, judge)) return '';
  return judge === 'ours' ? [...new Set(verdicts.ours)].join(', ') : 'yes';
}

function ruleRows(cases: readonly CaseVerdicts[], { rules }: Agreement): string[][] {
  const ids = [...new Set(cases.map(({ group }) => group))].sort() as (keyof typeof PROBLEM_TABLE)[];
  return ids.map(id => {
    const own = cases.filter(({ group }) => group === id);
    const counts = JUDGES.map(judge => `${own.filter(one => judge === 'ours' ? one.ours.includes(id) : finds(one, judge)).length} of ${own.length}`);
    const { severity, title } = PROBLEM_TABLE[id];
    return [id, severity, title, ...counts.map(count => count.startsWith('0 ') ? '' : count), rules.includes(id) ? 'yes' : ''];
  });
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map(row => `| ${row.map(cell => cell.replace(/\|/g, '\\|')).join(' | ')} |`).join('\n');
}
