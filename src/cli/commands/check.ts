import { SEVERITY_WORDS } from './check-spec';
import { checkTemplate } from '../../checks/check-template';
import { FINDINGS_SCHEMA, FindPosition, Findings, isAtLeast } from '../../checks/findings';
import { messageOf } from '../../core/problems/message';
import { Outcome, Problem, fails, ok, problem } from '../../core/problems/problem';
import { findingsText } from '../../report/findings-text';
import { sarifLog } from '../../report/sarif';
import { RunCommand } from '../command';
import { EXIT, Io } from '../io';
import { Options } from '../options';
import { allProblems, jsonText, refuse, textOptions } from '../output';
import { readTemplates } from '../template-files';

/** `sized-emr check TEMPLATE…`. */
export const runCheck: RunCommand = (args, io) => {
  const options = new Options(args);
  const least = options.word('--severity', SEVERITY_WORDS) ?? 'warning';
  if (!args.positionals.length) options.problems.push(problem('SZ1001', 'TEMPLATE', 'left out; a template, or a folder of templates such as cdk.out, is expected'));
  const checked: Outcome<Checked> = options.problems.length || args.problems.length ? fails(options.problems) : checkAll(args.positionals, io);
  if (!checked.ok) return refuse(allProblems(args, checked.problems), io);
  const told = tell(checked.value, { sarif: options.text('--sarif'), json: options.has('--json') }, io);
  if (told.length) return refuse(told, io);
  return checked.value.findings.findings.some(({ severity }) => isAtLeast(severity, least)) ? EXIT.findings : EXIT.fine;
};

/** The findings, and where each stands in its file. */
interface Checked {
  readonly findings: Findings;
  readonly positionOf: FindPosition;
}

interface Forms {
  readonly sarif: string | undefined;
  readonly json: boolean;
}

/** Writes the findings in the forms asked for; gives what prevents that. */
function tell(checked: Checked, { sarif, json }: Forms, io: Io): Problem[] {
  const written = sarif === undefined ? [] : writeSarif(sarif, checked, io);
  if (!written.length && sarif !== '-') io.stdout(json ? jsonText(checked.findings) : findingsText(checked.findings, { ...textOptions(io), positionOf: checked.positionOf }));
  return written;
}

function checkAll(words: readonly string[], io: Io): Outcome<Checked> {
  const templates = readTemplates(words, io);
  if (!templates.ok) return templates;
  const checked = templates.value.map(({ file, value }) => checkTemplate(value, file));
  const problems = checked.flatMap(one => one.ok ? [] : one.problems);
  if (problems.length) return fails(problems);
  const all = checked.flatMap(one => one.ok ? [one.value] : []);
  const findings: Findings = {
    schema: FINDINGS_SCHEMA,
    checked: { templates: all.length, resources: all.reduce((sum, { resources }) => sum + resources, 0) },
    findings: all.flatMap(one => one.findings),
  };
  return ok({ findings, positionOf: (file, pointer) => templates.value.find(one => one.file === file)?.positionOf(pointer) });
}

function writeSarif(file: string, { findings, positionOf }: Checked, io: Io): Problem[] {
  const text = jsonText(sarifLog(findings, { version: io.version(), repository: io.repository(), positionOf }));
  try {
    if (file === '-') io.stdout(text);
    else io.writeFile(file, text);
    return [];
  } catch (error) {
    return [problem('SZ1010', '--sarif', `cannot be written: ${messageOf(error)}`)];
  }
}
