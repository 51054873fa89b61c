import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fence } from './markdown';
import { PROGRAM } from '../src/cli/help';
import { Io } from '../src/cli/io';
import { run } from '../src/cli/run';

const ROOT = join(__dirname, '..');
const LONGEST_LINE = 100;

/** What a command line answered. */
export interface CliAnswer {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a command line may read. */
export interface Readable {
  readonly files?: Readonly<Record<string, string>>;
  readonly stdin?: string;
}

/** Runs a command line that answers at once; it reads the files given, else those of the repository, and writes none. */
export function cliAnswer(words: readonly string[], { files, stdin }: Readable = {}): CliAnswer {
  let stdout = '';
  let stderr = '';
  const refuse = () => { throw new Error(`a document runs no such command: ${words.join(' ')}`); };
  const io: Io = {
    stdout: text => { stdout += text; },
    stderr: text => { stderr += text; },
    readFile: name => files ? files[name] ?? refuse() : readFileSync(join(ROOT, name), 'utf8'),
    writeFile: refuse,
    filesBelow: () => undefined,
    get logs() { return refuse(); },
    readStdin: () => stdin ?? refuse(),
    env: {},
    isTTY: false,
    now: () => 0,
    version: () => '',
    repository: () => '',
  };
  const exit = run(words, io);
  return typeof exit === 'number' ? { exit, stdout, stderr } : refuse();
}

/** `$ sized-emr … | head -N`: the command, what it prints, and its exit code where that is not 0. */
export function commandBlock(line: string): string {
  const [command, lines] = line.slice('$ '.length).split(' | head -');
  const [program, ...words] = command.split(' ');
  if (program !== PROGRAM) throw new Error(`${line}: documents show ${PROGRAM} only`);
  const { exit, stdout, stderr } = cliAnswer(words);
  const shown = `${stdout}${stderr}`.trimEnd().split('\n').slice(0, lines ? Number(lines) : undefined);
  return fence([...folded(line), ...shown.flatMap(text => wrapped(text.trimEnd())), ...exit === 0 ? [] : [`(exit ${exit})`]]);
}

/** A long command line, broken before flags. */
function folded(line: string): string[] {
  const lines = [''];
  for (const word of line.split(/ (?=-)/)) {
    const last = lines[lines.length - 1];
    if (last && last.length + word.length >= LONGEST_LINE) lines.push(`    ${word}`);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines.map((text, index) => index < lines.length - 1 ? `${text} \\` : text);
}

/** A long line as a terminal would wrap it, at blanks. */
function wrapped(line: string): string[] {
  const lines = [''];
  for (const word of line.length > LONGEST_LINE ? line.split(' ') : [line]) {
    const last = lines[lines.length - 1];
    if (last && last.length + word.length >= LONGEST_LINE) lines.push(`  ${word}`);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines;
}
