import { TemplateDiff } from '../../checks/diff/diff';
import { diffTemplates } from '../../checks/diff/template-diff';
import { Outcome, Problem, fails, problem, problemLine } from '../../core/problems/problem';
import { diffText } from '../../report/diff-text';
import { RunCommand } from '../command';
import { Arguments, hasFlag } from '../flag';
import { EXIT, Io } from '../io';
import { allProblems, jsonText, refuse, tell, textOptions } from '../output';
import { readTemplateFile } from '../read-file';

/** `sized-emr diff OLD NEW`. */
export const runDiff: RunCommand = (args, io) => {
  const usage = usageProblems(args);
  const compared: Outcome<TemplateDiff> = usage.length || args.problems.length ? fails(usage) : compare(args.positionals, io);
  if (!compared.ok) return refuse(allProblems(args, compared.problems), io);
  tell(compared.warnings.map(problemLine), args, io);
  io.stdout(hasFlag(args, '--json') ? jsonText(compared.value) : diffText(compared.value, textOptions(io)));
  return compared.value.findings.length ? EXIT.findings : EXIT.fine;
};

function usageProblems({ positionals: [old, young, ...more] }: Arguments): Problem[] {
  return [
    ...old === undefined ? [problem('SZ1001', 'OLD', 'left out; a template that was deployed is expected')] : [],
    ...young === undefined ? [problem('SZ1001', 'NEW', 'left out; the template to deploy is expected')] : [],
    ...more.map(word => problem('SZ1006', word, 'two templates are compared, and this is one more')),
    ...old === '-' && young === '-' ? [problem('SZ1007', '-', 'only one of the templates can be stdin')] : [],
  ];
}

function compare([old, young]: readonly string[], io: Io): Outcome<TemplateDiff> {
  const [before, after] = [readTemplateFile(old, io), readTemplateFile(young, io)];
  if (!before.ok || !after.ok) return fails([before, after].flatMap(one => one.ok ? [] : one.problems));
  return diffTemplates(before.value.value, after.value.value, { old, new: young });
}
