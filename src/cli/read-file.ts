import { Io } from './io';
import { Outcome, fails, ok, problem } from '../core/problems/problem';

const BYTE_ORDER_MARK = /^\uFEFF/;

/** A file's JSON; `-` is stdin. */
export function readJson(file: string, io: Io): Outcome<unknown> {
  const text = readText(file, io);
  return text.ok ? parsed(text.value, file) : text;
}

/** What a template in YAML begins a line with. */
const YAML = /^(---|(AWSTemplateFormatVersion|Description|Metadata|Parameters|Rules|Mappings|Conditions|Transform|Resources|Outputs)\s*:)/m;

/** A template; `-` is stdin. */
export function readTemplateFile(file: string, io: Io): Outcome<unknown> {
  const text = readText(file, io);
  if (!text.ok) return text;
  const template = parsed(text.value, file);
  return template.ok || !YAML.test(text.value) ? template
    : fails([problem('SZ1010', file, 'is YAML; this version reads templates in JSON, such as cdk.out/STACK.template.json')]);
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

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
