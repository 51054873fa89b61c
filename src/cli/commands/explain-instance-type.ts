import { EXPLAIN_SPEC } from './explain-spec';
import { InstanceExplanation, explainInstanceType } from '../../core/catalog/instance-document';
import { findInstanceType } from '../../core/catalog/instance-lookup';
import { DEFAULT_RELEASE, findRelease } from '../../core/catalog/releases';
import { Outcome, fails, ok, problem, problemLine } from '../../core/problems/problem';
import { instanceText } from '../../report/instance-text';
import { RunCommand, flagsOf } from '../command';
import { COMMON_FLAGS, hasFlag } from '../flag';
import { EXIT } from '../io';
import { Options } from '../options';
import { allProblems, jsonText, refuse, tell, textOptions } from '../output';

const OWN_FLAGS: readonly string[] = ['--instance-type', '--release', ...COMMON_FLAGS.flags.map(flag => flag.name)];

/** `sized-emr explain --instance-type`. */
export const runExplainInstanceType: RunCommand = (args, io) => {
  const options = new Options(args);
  const explained = explanationOf(options);
  for (const word of args.positionals) options.problems.push(problem('SZ1006', word, 'explain reads no file here; its request is in flags'));
  const problems = allProblems(args, [...options.problems, ...explained.ok ? [] : explained.problems]);
  if (problems.length || !explained.ok) return refuse(problems, io);
  tell(explained.warnings.map(problemLine), args, io);
  io.stdout(hasFlag(args, '--json') ? jsonText(explained.value) : instanceText(explained.value, textOptions(io)));
  return EXIT.fine;
};

function explanationOf(options: Options): Outcome<InstanceExplanation> {
  const others = flagsOf(EXPLAIN_SPEC).filter(flag => options.has(flag.name) && !OWN_FLAGS.includes(flag.name));
  options.problems.push(...others.map(flag => problem('SZ1007', flag.name, 'does not go with --instance-type; leave one of them out')));
  const release = findRelease(options.text('--release') ?? DEFAULT_RELEASE, '--release');
  const type = findInstanceType(options.text('--instance-type') ?? '', release.ok ? { release: release.value } : {}, '--instance-type');
  if (release.ok && type.ok) return ok(explainInstanceType(type.value, release.value), [...release.warnings, ...type.warnings]);
  return fails([release, type].flatMap(one => one.ok ? [] : one.problems));
}
