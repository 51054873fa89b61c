import { join } from 'node:path';
import { GeneratedFile, runGenerator } from './generated-files';
import { PROBLEM_TABLE, ProblemRow } from '../src/core/problems/problem-table';

/** What the thousands of an id stand for. */
const SECTIONS: Readonly<Record<string, string>> = {
  SZ1: 'Request: what was asked for cannot be read',
  SZ2: 'Fit: the service or Spark would refuse it',
  SZ3: 'Plan: no plan, or one worth a second look',
  SZ4: 'Catalog: what the tables know',
  SZ5: 'Event log: what a log says, or fails to say',
  SZ6: 'Template: findings in a CloudFormation template',
};

const INTRODUCTION = [
  '<!-- Generated from src/core/problems/problem-table.ts by tools/generate-rules.ts. Change that file, then run: npx tsx tools/generate-rules.ts -->',
  '# Rules',
  'Everything that this library refuses or warns of, by id. An id is never reused, and it is the same everywhere: an error begins with it, '
  + '`sized-emr rules SZ3201` prints its row, SARIF carries it as the rule, and a CDK warning is acknowledged by it:',
  '```ts\nValidations.of(app).acknowledge({ id: \'cdk-sized-emr:SZ3201\', reason: \'measured twice, the guess holds\' });\n```',
];

/** RULES.md: a section a thousand, a heading an id, so that `RULES.md#sz3201` stays a good link whatever the title says. */
export function rulesFile(table: Readonly<Record<string, ProblemRow>>): GeneratedFile {
  const sections = Object.keys(SECTIONS).flatMap(prefix => section(prefix, Object.keys(table).filter(id => id.startsWith(prefix)).sort(), table));
  return { path: 'RULES.md', content: `${[...INTRODUCTION, ...sections].join('\n\n')}\n` };
}

/** Nothing for a section without rules. */
function section(prefix: string, ids: readonly string[], table: Readonly<Record<string, ProblemRow>>): string[] {
  if (ids.length === 0) return [];
  return [`## ${SECTIONS[prefix]}`, ...ids.map(id => rule(id, table[id]))];
}

function rule(id: string, { severity, title, explanation, fix, source }: ProblemRow): string {
  return [`### ${id}`, `**${text(title)}** (${severity})`, text(explanation), `Fix: ${text(fix)}`, `Source: ${link(source)}`].join('\n\n');
}

/** Prose in which nothing is a tag. */
function text(prose: string): string {
  return prose.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function link(source: string): string {
  if (source.startsWith('https://')) return `<${source}>`;
  return /^[\w/.-]+\.md$/.test(source) ? `[${source}](${source})` : text(source);
}

if (require.main === module) {
  process.exitCode = runGenerator(join(__dirname, '..'), [rulesFile(PROBLEM_TABLE)], process.argv.slice(2), console.log);
}
