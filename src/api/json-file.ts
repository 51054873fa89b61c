import { readFileSync } from 'node:fs';
import { Outcome, fails, ok, problem } from '../core/problems/problem';

/** The text of a file, or SZ1010. */
export function readText(path: string): Outcome<string> {
  try {
    return ok(readFileSync(path, 'utf8'));
  } catch (error) {
    return fails([problem('SZ1010', path, `cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}`)]);
  }
}

/** The value of JSON text, or SZ1010. `where` names the text in the problem. */
export function parseJson(text: string, where: string): Outcome<unknown> {
  try {
    return ok(JSON.parse(text));
  } catch (error) {
    return fails([problem('SZ1010', where, `is not JSON: ${(error as Error).message}`)]);
  }
}
