import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Agreement, agreement } from './agreement';
import { CASES, CLOSE_TEMPLATES } from './cases';
import { judgesDocument } from './document';
import { CaseVerdicts, CdkViolation, JudgedCase } from './verdicts';
import { LEGAL_TEMPLATE } from '../../test/checks/legal-templates';
import { findingsOf } from '../../test/checks/rule-case';

/** `judge.ts WORK [--write]`: asks every judge about every case. */
const ROOT = join(__dirname, '..', '..');
const DOCUMENT = 'docs/rules-by-judge.md';
const MOST_OUTPUT = 256 * 2 ** 20;

/** File → what a judge says of it, each as one text. */
type Answers = Readonly<Record<string, readonly string[]>>;

function printed(command: string, args: readonly string[], options: { cwd: string; env?: NodeJS.ProcessEnv }): string {
  try {
    return execFileSync(command, args, { ...options, encoding: 'utf8', maxBuffer: MOST_OUTPUT, stdio: ['ignore', 'pipe', 'inherit'] });
  } catch (error) {
    const { stdout } = error as { stdout?: string }; // cfn-lint's exit code says that it found something
    if (stdout) return stdout;
    throw error;
  }
}

function cfnLint(work: string, files: readonly string[]): Answers {
  const found = JSON.parse(printed('venv/bin/cfn-lint', ['--regions', 'us-east-1', '--format', 'json', '--', ...files], { cwd: work })) as CfnLintMatch[];
  return Object.fromEntries(files.map(file => [file, found.filter(one => one.Filename === file).map(one => `${one.Rule.Id} ${one.Message}`)]));
}

interface CfnLintMatch {
  readonly Filename: string;
  readonly Rule: { readonly Id: string };
  readonly Message: string;
}

function botocore(work: string, files: readonly string[]): Answers {
  return JSON.parse(printed('venv/bin/python', [join(__dirname, 'botocore_judge.py'), ...files], { cwd: work })) as Answers;
}

function cdkViolations(work: string, files: readonly string[], rules?: string): Record<string, readonly CdkViolation[]> {
  const env = { ...process.env, ...rules ? { RULES: rules } : {} };
  return JSON.parse(printed('node', ['cdk-judge.js', ...files], { cwd: work, env })) as Record<string, readonly CdkViolation[]>;
}

function cdk(work: string, files: readonly string[]): Answers {
  return Object.fromEntries(Object.entries(cdkViolations(work, files)).map(([file, found]) => [file, found.map(([rule, id, , message]) => `${rule} ${id} ${message}`)]));
}

/** What a judge says of a case that it does not say of the template without the mistake. */
function caught(answers: Answers, file: string, legal: string): boolean {
  const known = new Set(answers[legal]);
  return answers[file].some(one => !known.has(one));
}

function main(work: string, write: boolean): void {
  const folder = join(work, 'templates');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const files = CASES.map((_, index) => join('templates', `case-${index}.json`));
  const legal = join('templates', 'legal.json');
  writeFileSync(join(work, legal), JSON.stringify(LEGAL_TEMPLATE));
  CASES.forEach(({ template }, index) => writeFileSync(join(work, files[index]), JSON.stringify(template)));
  const all = [legal, ...files];
  const [lint, validator, models] = [cfnLint(work, all), cdk(work, all), botocore(work, all)];
  const verdicts = CASES.map((one: JudgedCase, index): CaseVerdicts => ({
    ...one,
    ours: findingsOf(one.template).map(({ id }) => id),
    cfnLint: caught(lint, files[index], legal),
    cdkValidator: caught(validator, files[index], legal),
    botocore: caught(models, files[index], legal),
  }));
  const rego = regoAgreement(work, [LEGAL_TEMPLATE, ...CASES.map(({ template }) => template), ...CLOSE_TEMPLATES]);
  for (const line of rego.disagreements) console.error(line);
  report(judgesDocument(verdicts, rego), write);
  if (rego.disagreements.length) process.exitCode = 1;
}

/** Both forms of the rules on the same templates. */
function regoAgreement(work: string, templates: readonly unknown[]): Agreement {
  const judged = templates.map((template, index) => ({ file: join('templates', `rego-${index}.json`), template }));
  for (const { file, template } of judged) writeFileSync(join(work, file), JSON.stringify(template));
  return agreement(cdkViolations(work, judged.map(({ file }) => file), join(ROOT, 'rego')), judged);
}

function report(document: string, write: boolean): void {
  const path = join(ROOT, DOCUMENT);
  if (write) {writeFileSync(path, document);} else if (readFileSync(path, 'utf8') !== document) {
    console.error(`${DOCUMENT} is not what the judges say; run: npm run judge:checks -- --write`);
    process.exitCode = 1;
  }
  console.log(document.split('\n').filter(line => line.startsWith('Of ')).join('\n'));
}

main(process.argv[2], process.argv.includes('--write'));
