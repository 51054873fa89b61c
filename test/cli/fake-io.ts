import { Io } from '../../src/cli/io';
import { run } from '../../src/cli/run';

/** A world in memory. */
export interface World {
  readonly files?: Record<string, string>;
  readonly stdin?: string;
  readonly env?: Record<string, string>;
  readonly isTTY?: boolean;
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
    env: world.env ?? {},
    isTTY: world.isTTY ?? false,
    columns: world.columns,
    version: () => '1.2.3',
    repository: () => 'https://example.com/sized-emr',
  };
  const exit = run(typeof line === 'string' ? line.split(' ').filter(Boolean) : line, io);
  return { exit, stdout, stderr, files };
}
