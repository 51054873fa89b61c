import { Io } from './io';
import { Outcome, fails, ok, problem } from '../core/problems/problem';

const BYTE_ORDER_MARK = /^\uFEFF/;

/** A file's JSON; `-` is stdin. */
export function readJson(file: string, io: Io): Outcome<unknown> {
  const text = readText(file, io);
  if (!text.ok) return text;
  try {
    return ok(JSON.parse(text.value) as unknown);
  } catch (error) {
    return fails([problem('SZ1010', file, `is not JSON: ${messageOf(error)}`)]);
  }
}

function readText(file: string, io: Io): Outcome<string> {
  try {
    return ok((file === '-' ? io.readStdin() : io.readFile(file)).replace(BYTE_ORDER_MARK, ''));
  } catch (error) {
    return fails([problem('SZ1010', file, `cannot be read: ${messageOf(error)}`)]);
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
