import { Io } from './io';
import { messageOf } from '../core/problems/message';
import { Outcome, fails, ok, problem } from '../core/problems/problem';
import { TemplateFile, parseTemplateText } from '../template/template-file';

const BYTE_ORDER_MARK = /^\uFEFF/;

/** A file's JSON; `-` is stdin. */
export function readJson(file: string, io: Io): Outcome<unknown> {
  const text = readText(file, io);
  return text.ok ? parsed(text.value, file) : text;
}

/** A template, in JSON or YAML; `-` is stdin. */
export function readTemplateFile(file: string, io: Io): Outcome<TemplateFile> {
  const text = readText(file, io);
  return text.ok ? parseTemplateText(text.value, file) : text;
}

function parsed(text: string, file: string): Outcome<unknown> {
  try {
    return ok(JSON.parse(text) as unknown);
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
