import { Io } from './io';
import { Options } from './options';
import { messageOf } from '../core/problems/message';
import { Outcome, Problem, fails, ok, problem } from '../core/problems/problem';

const STDOUT = '-';

/** An answer in each form that a command has, by its flag. */
export interface Forms {
  /** Without a flag. */
  readonly text: () => string;
  /** Of which one at most is printed. */
  readonly printed: Readonly<Record<string, () => string>>;
  /** That go to the file that the flag names. */
  readonly files: Readonly<Record<string, () => string>>;
}

/** At most one form goes to stdout. */
export function checkForms(options: Options, printed: readonly string[], files: readonly string[]): void {
  const asked = onStdout(options, printed, files);
  if (asked.length > 1) options.problems.push(problem('SZ1007', asked[1], `contradicts ${asked[0]}; one form of output is printed`));
}

function onStdout(options: Options, printed: readonly string[], files: readonly string[]): string[] {
  return [...printed.filter(flag => options.has(flag)), ...files.filter(flag => options.text(flag) === STDOUT)];
}

/** Writes the files, then prints; answers what to tell. Nothing is printed where a file cannot be written. */
export function deliver({ text, printed, files }: Forms, options: Options, io: Io): Outcome<string[]> {
  const named = Object.keys(files).filter(flag => options.has(flag) && options.text(flag) !== STDOUT);
  const problems = named.flatMap(flag => write(options.text(flag)!, files[flag], io));
  if (problems.length) return fails(problems);
  const [form] = onStdout(options, Object.keys(printed), Object.keys(files));
  io.stdout((form === undefined ? text : { ...printed, ...files }[form])());
  return ok(named.map(flag => `wrote ${options.text(flag)}`));
}

function write(file: string, render: () => string, io: Io): Problem[] {
  try {
    io.writeFile(file, render());
    return [];
  } catch (error) {
    return [problem('SZ1010', file, `cannot be written: ${messageOf(error)}`)];
  }
}
