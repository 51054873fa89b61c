import { Arguments, Flag } from './flag';
import { nearestWord } from '../core/problems/nearest';
import { Problem, problem } from '../core/problems/problem';

const STDIN = '-';
const END_OF_FLAGS = '--';

/** Takes a command line apart by a command's flags, and keeps everything that is wrong with it. */
export function parseArguments(argv: readonly string[], allowed: readonly Flag[]): Arguments {
  const positionals: string[] = [];
  const flags = new Map<string, string[]>();
  const problems: Problem[] = [];
  const rest = [...argv];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === END_OF_FLAGS) positionals.push(...rest.splice(0));
    else if (!word.startsWith('-') || word === STDIN) positionals.push(word);
    else readFlag({ word, rest, allowed, flags, problems });
  }
  return { positionals, flags, problems };
}

interface Reading {
  readonly word: string;
  readonly rest: string[];
  readonly allowed: readonly Flag[];
  readonly flags: Map<string, string[]>;
  readonly problems: Problem[];
}

/** `--flag`, `--flag value` or `--flag=value`. */
function readFlag({ word, rest, allowed, flags, problems }: Reading): void {
  const [, name, inline] = /^([^=]+)(?:=([\s\S]*))?$/.exec(word) ?? [word, word];
  const flag = allowed.find(one => one.name === name || one.short === name);
  if (!flag) {
    problems.push(problem('SZ1006', name, `no such flag${nearestWord(name, allowed.map(one => one.name))}`));
    if (inline === undefined && isValue(rest[0], allowed)) rest.shift(); // what may have been its value is no file
    return;
  }
  if (!flags.has(flag.name)) flags.set(flag.name, []);
  readValue(flag, inline, { word, rest, allowed, flags, problems });
}

function readValue(flag: Flag, inline: string | undefined, { rest, allowed, flags, problems }: Reading): void {
  if (flag.value === undefined) {
    if (inline !== undefined) problems.push(problem('SZ1007', flag.name, `takes no value, got ${JSON.stringify(inline)}; leave it out`));
    return;
  }
  const value = inline ?? (isValue(rest[0], allowed) ? rest.shift() : undefined);
  if (!value) problems.push(problem('SZ1001', flag.name, `its value is ${value === undefined ? 'left out' : 'empty'}; ${flag.name} ${flag.value}`));
  else flags.get(flag.name)!.push(value);
}

/** A word that is no flag of this command: so that a negative number is a value, and a flag after a forgotten value is none. */
function isValue(word: string | undefined, allowed: readonly Flag[]): boolean {
  if (word === undefined || word === END_OF_FLAGS) return false;
  const name = word.split('=')[0];
  return !allowed.some(flag => flag.name === name || flag.short === name) && !word.startsWith('--');
}
