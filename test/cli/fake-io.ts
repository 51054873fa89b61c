import { Io, LogFiles } from '../../src/cli/io';
import { nodeLogFiles } from '../../src/cli/log-files';
import { run } from '../../src/cli/run';

/** A world in memory. */
export interface World {
  readonly files?: Record<string, string>;
  readonly stdin?: string;
  /** Of event logs; the disk where left out. */
  readonly logs?: LogFiles;
  readonly env?: Record<string, string>;
  readonly isTTY?: boolean;
  readonly isErrorTTY?: boolean;
  readonly now?: () => number;
  readonly columns?: number;
}

export interface Ran {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly files: Record<string, string>;
}

/** Runs a command line in a world of its own. Words are split at blanks; an array is taken as it is. */
export function ran(line: string | readonly string[], world: World = {}): Ran {
  const { exit, rest } = started(line, world);
  if (typeof exit !== 'number') throw new Error('this command answers later: use ranAsync');
  return { exit, ...rest() };
}

/** The same for a command that answers later. */
export async function ranAsync(line: string | readonly string[], world: World = {}): Promise<Ran> {
  const { exit, rest } = started(line, world);
  return { exit: await exit, ...rest() };
}

interface Started {
  readonly exit: number | Promise<number>;
  readonly rest: () => Omit<Ran, 'exit'>;
}

function started(line: string | readonly string[], world: World): Started {
  const files = { ...world.files };
  let stdout = '';
  let stderr = '';
  const io: Io = {
    stdout: text => { stdout += text; },
    stderr: text => { stderr += text; },
    readFile: path => {
      if (files[path] === undefined) throw new Error(`no such file: ${path}`);
      return files[path];
    },
    writeFile: (path, text) => {
      if (path.startsWith('/readonly/')) throw new Error('read-only file system');
      files[path] = text;
    },
    filesBelow: folder => {
      const below = Object.keys(files).filter(path => path.startsWith(`${folder.replace(/\/+$/, '')}/`));
      return below.length ? below.map(path => path.slice(folder.replace(/\/+$/, '').length + 1)) : undefined;
    },
    readStdin: () => world.stdin ?? '',
    logs: world.logs ?? nodeLogFiles(),
    env: world.env ?? {},
    isTTY: world.isTTY ?? false,
    isErrorTTY: world.isErrorTTY ?? false,
    now: world.now ?? (() => 0),
    columns: world.columns,
    version: () => '1.2.3',
    repository: () => 'https://example.com/sized-emr',
  };
  const exit = run(typeof line === 'string' ? line.split(' ').filter(Boolean) : line, io);
  return { exit, rest: () => ({ stdout, stderr, files }) };
}
