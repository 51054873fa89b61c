import { diffTemplates } from '../../checks/diff/template-diff';
import { AnyPlan } from '../../core/planning/ec2-plan';
import { PLAN_SCHEMA } from '../../core/planning/plan';
import { diffPlans } from '../../core/planning/plan-diff';
import { readPlan } from '../../core/planning/read-plan';
import { isObject } from '../../core/problems/json-value';
import { Outcome, Problem, fails, ok, problem, problemLine } from '../../core/problems/problem';
import { diffMarkdown, planDiffMarkdown } from '../../report/diff-markdown';
import { diffText } from '../../report/diff-text';
import { planDiffText } from '../../report/plan-diff-text';
import { RunCommand } from '../command';
import { Arguments } from '../flag';
import { EXIT, Io } from '../io';
import { Options } from '../options';
import { allProblems, jsonText, refuse, tell, textOptions } from '../output';
import { readTemplateFile } from '../read-file';
import { Forms, checkForms, deliver } from '../reports';

const PRINTED = ['--json', '--markdown'];

/** `sized-emr diff OLD NEW`. */
export const runDiff: RunCommand = (args, io) => {
  const options = new Options(args);
  checkForms(options, PRINTED, []);
  const usage = [...usageProblems(args), ...options.problems];
  const compared: Outcome<Compared> = usage.length || args.problems.length ? fails(usage) : compare(args.positionals, io);
  if (!compared.ok) return refuse(allProblems(args, compared.problems), io);
  tell(compared.warnings.map(problemLine), args, io);
  deliver({ ...compared.value.forms, files: {} }, options, io);
  return compared.value.exit;
};

/** The answer in its forms, and what the exit code makes of it. */
interface Compared {
  readonly forms: Omit<Forms, 'files'>;
  readonly exit: number;
}

function usageProblems({ positionals: [old, young, ...more] }: Arguments): Problem[] {
  return [
    ...old === undefined ? [problem('SZ1001', 'OLD', 'left out; a template that was deployed is expected')] : [],
    ...young === undefined ? [problem('SZ1001', 'NEW', 'left out; the template to deploy is expected')] : [],
    ...more.map(word => problem('SZ1006', word, 'two templates are compared, and this is one more')),
    ...old === '-' && young === '-' ? [problem('SZ1007', '-', 'only one of the templates can be stdin')] : [],
  ];
}

function compare([old, young]: readonly string[], io: Io): Outcome<Compared> {
  const [before, after] = [readTemplateFile(old, io), readTemplateFile(young, io)];
  if (!before.ok || !after.ok) return fails([before, after].flatMap(one => one.ok ? [] : one.problems));
  const [a, b] = [{ file: old, value: before.value.value }, { file: young, value: after.value.value }];
  if (!isPlan(a) && !isPlan(b)) return templatesCompared(a, b, io);
  const strangers = [a, b].filter(one => !isPlan(one));
  if (strangers.length) return fails(strangers.map(({ file }) => problem('SZ1010', file, NO_PLAN)));
  return plansCompared(a, b, io);
}

const NO_PLAN = `is no plan, and the other one is; "schema": "${PLAN_SCHEMA}" is expected of both, or of neither`;

interface Side {
  readonly file: string;
  readonly value: unknown;
}

/** A document that says so, of whatever version. */
function isPlan({ value }: Side): boolean {
  return isObject(value) && typeof value.schema === 'string' && value.schema.startsWith(PLAN_SCHEMA.replace(/\d+$/, ''));
}

function templatesCompared(a: Side, b: Side, io: Io): Outcome<Compared> {
  const diffed = diffTemplates(a.value, b.value, { old: a.file, new: b.file });
  if (!diffed.ok) return diffed;
  const diff = diffed.value;
  const printed = { '--json': () => jsonText(diff), '--markdown': () => diffMarkdown(diff) };
  const exit = diff.findings.length ? EXIT.findings : EXIT.fine;
  return ok({ forms: { text: () => diffText(diff, textOptions(io)), printed }, exit }, diffed.warnings);
}

function plansCompared(a: Side, b: Side, io: Io): Outcome<Compared> {
  const [before, after] = [planOf(a), planOf(b)];
  if (!before.ok || !after.ok) return fails([before, after].flatMap(one => one.ok ? [] : one.problems));
  const diff = diffPlans(before.value, after.value);
  const printed = { '--json': () => jsonText(diff), '--markdown': () => planDiffMarkdown(diff) };
  return ok({ forms: { text: () => planDiffText(diff, textOptions(io)), printed }, exit: EXIT.fine });
}

function planOf({ file, value }: Side): Outcome<AnyPlan> {
  const read = readPlan(value);
  return read.ok ? read : fails(read.problems.map(one => ({ ...one, path: `${file}: ${one.path}` })));
}
