import { ARCHITECTURES } from './types-spec';
import { typesDocument } from '../../core/catalog/instance-document';
import { allowedTypes } from '../../core/catalog/instance-lookup';
import { InstanceType, knownInstanceTypes } from '../../core/catalog/instance-types';
import { DEFAULT_RELEASE, Release, findRelease } from '../../core/catalog/releases';
import { nearestWord } from '../../core/problems/nearest';
import { Problem, problem, problemLine } from '../../core/problems/problem';
import { typesText } from '../../report/instance-text';
import { RunCommand } from '../command';
import { hasFlag } from '../flag';
import { EXIT } from '../io';
import { Options } from '../options';
import { allProblems, jsonText, refuse, tell, textOptions } from '../output';

/** `sized-emr types`. */
export const runTypes: RunCommand = (args, io) => {
  const options = new Options(args);
  const warnings: Problem[] = [];
  const release = releaseOf(options, warnings);
  const types = typesOf(options, options.has('--release') ? release : undefined);
  for (const word of args.positionals) options.problems.push(problem('SZ1006', word, 'types reads no file; write --family m7g'));
  const problems = allProblems(args, options.problems);
  if (problems.length || !release) return refuse(problems, io);
  tell(warnings.map(problemLine), args, io);
  const document = typesDocument(types, release);
  io.stdout(hasFlag(args, '--json') ? jsonText(document) : typesText(document, textOptions(io)));
  return EXIT.fine;
};

function releaseOf(options: Options, warnings: Problem[]): Release | undefined {
  const found = findRelease(options.text('--release') ?? DEFAULT_RELEASE, '--release');
  if (found.ok) warnings.push(...found.warnings);
  else options.problems.push(...found.problems);
  return found.ok ? found.value : undefined;
}

/** Nothing is left of a family that the release does not take; a family that does not exist is a problem. */
function typesOf(options: Options, release: Release | undefined): InstanceType[] {
  const families = options.texts('--family');
  const known = [...new Set([...knownInstanceTypes().values()].map(type => type.family))];
  for (const family of families.filter(one => !known.includes(one))) {
    options.problems.push(problem('SZ4101', '--family', `got ${JSON.stringify(family)}, which is no family of the catalog${nearestWord(family, known)}`));
  }
  const allowed = allowedTypes({ release, architecture: options.word('--architecture', ARCHITECTURES) });
  return families.length ? allowed.filter(type => families.includes(type.family)) : allowed;
}
