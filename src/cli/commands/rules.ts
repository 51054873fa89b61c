import { nearestWord } from '../../core/problems/nearest';
import { problem } from '../../core/problems/problem';
import { PROBLEM_TABLE, ProblemRow } from '../../core/problems/problem-table';
import { section, table } from '../../report/table';
import { styleOf, wrap } from '../../report/text-style';
import { RunCommand } from '../command';
import { hasFlag } from '../flag';
import { EXIT, Io } from '../io';
import { allProblems, jsonText, refuse, textOptions } from '../output';

const RULES_SCHEMA = 'sized-emr/rules/1';

interface Rule extends ProblemRow {
  readonly id: string;
}

const ALL: readonly Rule[] = Object.entries(PROBLEM_TABLE).map(([id, row]) => ({ id, ...row }));

/** `sized-emr rules [ID…]`. */
export const runRules: RunCommand = (args, io) => {
  const ids = args.positionals.map(id => id.toUpperCase());
  const unknown = ids.filter(id => !ALL.some(rule => rule.id === id));
  const problems = allProblems(args, unknown.map(id => problem('SZ1005', id, `no such id${nearestWord(id, ALL.map(rule => rule.id))}`)));
  if (problems.length) return refuse(problems, io);
  const rules = ids.length ? ALL.filter(rule => ids.includes(rule.id)) : ALL;
  if (hasFlag(args, '--json')) io.stdout(jsonText({ schema: RULES_SCHEMA, rules }));
  else io.stdout(ids.length ? rules.map(rule => ruleText(rule, io)).join('\n') : listText(rules, io));
  return EXIT.fine;
};

function listText(rules: readonly Rule[], io: Io): string {
  const rows = rules.map(({ id, severity, title }) => [id, severity, title]);
  return table(rows, [{ ink: 'cyan' }, { ink: row => rules[row].severity === 'error' ? 'red' : 'yellow' }, {}], styleOf(textOptions(io))).join('\n') + '\n';
}

function ruleText({ id, severity, title, explanation, fix, source }: Rule, io: Io): string {
  const style = styleOf(textOptions(io));
  const rows = [['what', explanation], ['fix', fix], ['source', source]];
  return [...section(`${id} ${title}`, [...wrap(severity, style.width).map(line => `  ${line}`), ...table(rows, [{ ink: 'dim' }, {}], style)], style).slice(1)].join('\n') + '\n';
}
