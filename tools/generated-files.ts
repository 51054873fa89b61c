import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A file that a generator owns. `path` is relative to the root of the project. */
export interface GeneratedFile {
  readonly path: string;
  readonly content: string;
}

/** Paths whose file on disk is not what the generator would write. */
export function staleFiles(root: string, files: readonly GeneratedFile[]): string[] {
  return files.filter(({ path, content }) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== content).map(({ path }) => path);
}

/** Writes every stale file and returns their paths. */
export function writeStaleFiles(root: string, files: readonly GeneratedFile[]): string[] {
  const stale = staleFiles(root, files);
  for (const { path, content } of files.filter(file => stale.includes(file.path))) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return stale;
}

/** `tool [--check]`: writes what is stale, or only says what is and returns 1. `say` gets one line a file. */
export function runGenerator(root: string, files: readonly GeneratedFile[], argv: readonly string[], say: (line: string) => void): number {
  const check = argv.includes('--check');
  const stale = check ? staleFiles(root, files) : writeStaleFiles(root, files);
  for (const path of stale) say(`${check ? 'stale' : 'wrote'} ${path}`);
  return check && stale.length > 0 ? 1 : 0;
}
