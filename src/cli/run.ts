import { flagsOf } from './command';
import { COMMANDS } from './command-table';
import { hasFlag, LATER_FLAGS } from './flag';
import { commandHelp, programHelp } from './help';
import { EXIT, Io } from './io';
import { refuse, textOptions } from './output';
import { parseArguments } from './parse-arguments';
import { messageOf } from '../core/problems/message';
import { nearestWord } from '../core/problems/nearest';
import { problem } from '../core/problems/problem';

/** Runs a command line; answers its exit code. Nothing is thrown: a bug of ours is one line and exit 70. */
export function run(argv: readonly string[], io: Io): number | Promise<number> {
  try {
    const code = dispatch(argv, io);
    return typeof code === 'number' ? code : code.catch((error: unknown) => ourBug(error, io));
  } catch (error) {
    return ourBug(error, io);
  }
}

function ourBug(error: unknown, io: Io): number {
  const detail = io.env.SIZED_EMR_DEBUG && error instanceof Error ? error.stack : messageOf(error);
  io.stderr(`internal error: ${detail}; please report it with the command line\n`);
  return EXIT.bug;
}

function dispatch([name, ...rest]: readonly string[], io: Io): number | Promise<number> {
  switch (name) {
    case undefined:
      io.stderr(programHelp(COMMANDS.map(row => row.spec)));
      return EXIT.usage;
    case '--version':
      io.stdout(`${io.version()}\n`);
      return EXIT.fine;
    case 'help': case '--help': case '-h':
      return help(rest, io);
    default:
      return runCommand(name, rest, io);
  }
}

function help([name]: readonly string[], io: Io): number {
  const row = COMMANDS.find(({ spec }) => spec.name === name);
  if (name !== undefined && !row) return unknown(name, io);
  io.stdout(row ? commandHelp(row.spec, textOptions(io)) : programHelp(COMMANDS.map(({ spec }) => spec), textOptions(io)));
  return EXIT.fine;
}

function runCommand(name: string, argv: readonly string[], io: Io): number | Promise<number> {
  const row = COMMANDS.find(({ spec }) => spec.name === name);
  if (!row) return unknown(name, io);
  if (asksForHelp(argv)) return help([name], io);
  const own = flagsOf(row.spec);
  const later = [...row.spec.later ?? [], ...LATER_FLAGS.filter(({ name: flag }) => !own.some(one => one.name === flag))];
  const args = parseArguments(argv, [...own, ...later]);
  const early = later.filter(flag => hasFlag(args, flag.name));
  if (early.length) return refuse(early.map(flag => problem('SZ1013', flag.name, `${flag.meaning}: not in this version`)), io);
  return row.load()(args, io);
}

function asksForHelp(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return argv.slice(0, end < 0 ? undefined : end).some(word => word === '--help' || word === '-h');
}

function unknown(name: string, io: Io): number {
  const names = COMMANDS.map(({ spec }) => spec.name);
  if (name.startsWith('-')) return refuse([problem('SZ1006', name, `no such flag; a command comes first: ${names.join(', ')}`)], io);
  return refuse([problem('SZ1005', name, `no such command; one of ${[...names, 'help'].join(', ')} is expected${nearestWord(name, [...names, 'help'])}`)], io);
}
