/* eslint-disable @typescript-eslint/no-require-imports -- zlib is only loaded for logs, so that starting stays quick */
import * as fs from 'fs';
import * as path from 'path';
import { Io } from './io';

const STDIN = 0;
const PACKAGE_JSON = path.join(__dirname, '..', '..', 'package.json');

/** The process's own world. */
export function nodeIo(): Io {
  return {
    stdout: text => void process.stdout.write(text),
    stderr: text => void process.stderr.write(text),
    readFile: file => fs.readFileSync(file, 'utf8'),
    writeFile: writeAtomically,
    filesBelow,
    get logs() { return (require('./log-files') as typeof import('./log-files')).nodeLogFiles(); },
    readStdin: () => fs.readFileSync(STDIN, 'utf8'),
    env: process.env,
    isTTY: process.stdout.isTTY === true,
    isErrorTTY: process.stderr.isTTY === true,
    now: () => performance.now(),
    columns: process.stdout.columns,
    version: () => ownPackage().version,
    repository: () => ownPackage().repository.url.replace(/\.git$/, ''),
  };
}

function ownPackage(): { readonly version: string; readonly repository: { readonly url: string } } {
  return JSON.parse(fs.readFileSync(PACKAGE_JSON, 'utf8')) as ReturnType<typeof ownPackage>;
}

function filesBelow(folder: string): string[] | undefined {
  if (!fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return undefined;
  return fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
    .map(entry => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)).split(path.sep).join('/'));
}

/** Readers see the old file or the new one, never a half of it. */
export function writeAtomically(file: string, text: string): void {
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.tmp`);
  try {
    fs.writeFileSync(temporary, text);
    fs.renameSync(temporary, file);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw error;
  }
}

/** A reader that has seen enough, such as `head`, closes the pipe: that is no error of ours. */
export function endQuietlyOnBrokenPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit();
    });
  }
}
