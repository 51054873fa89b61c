import { parseSubmitParameters } from './submit-parameters';
import { isObject } from '../problems/json-value';
import { messageOf } from '../problems/message';
import { Outcome, fails, ok, problem } from '../problems/problem';

/** Spark properties as text. */
export type SparkSettings = Readonly<Record<string, string>>;

/** Longer than any configuration that people write. */
const MOST_CHARACTERS = 1_000_000;

/** Spark's settings in whatever form people keep them: spark-defaults.conf, a spark-submit line, or the JSON of EMR's configurations or of a plan. */
export function parseSettingsText(text: string, path = ''): Outcome<SparkSettings> {
  if (text.length > MOST_CHARACTERS) return fails([problem('SZ1010', path, `has ${text.length} characters; at most ${MOST_CHARACTERS} are read`)]);
  const trimmed = text.trim();
  if (/^[{[]/.test(trimmed)) return jsonSettings(trimmed, path);
  if (isSubmitLine(trimmed)) return ok(parseSubmitParameters(trimmed.replace(/\\\r?\n/g, ' ')));
  return ok(parseProperties(text));
}

/** Lines of spark-defaults.conf begin with a key; options of Java in them may look like flags. */
function isSubmitLine(text: string): boolean {
  const words = text.replace(/^[ \t]*[#!].*$/gm, '').trim();
  return !words.startsWith('spark.') && /(^|\s)(--\w|-c\s)|spark-submit\b/.test(words);
}

function jsonSettings(text: string, path: string): Outcome<SparkSettings> {
  try {
    return ok(Object.fromEntries(settingsIn(JSON.parse(text))));
  } catch (error) {
    return fails([problem('SZ1010', path, `is not JSON: ${messageOf(error)}`)]);
  }
}

/** The settings anywhere in a document, parameters of spark-submit among them; of a key the last one. */
function settingsIn(value: unknown): [string, string][] {
  if (Array.isArray(value)) return value.flatMap(settingsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, one]): [string, string][] => {
    if (typeof one === 'object') return settingsIn(one);
    if (key.toLowerCase() === 'sparksubmitparameters') return Object.entries(parseSubmitParameters(String(one)));
    return key.startsWith('spark.') ? [[key, String(one)]] : [];
  });
}

/** Lines of spark-defaults.conf: a key, then blanks, `=` or `:`, then the value. Source: java.util.Properties, with which Spark reads it. */
export function parseProperties(text: string): SparkSettings {
  const logical = text.replace(/^[ \t]*[#!].*$/gm, '').replace(/\\\r?\n[ \t]*/g, '');
  const rows = logical.split(/\r?\n/).map(line => /^\s*([^\s=:]+)(?:\s*[=:]\s*|\s+)(.*)$/.exec(line));
  return Object.fromEntries(rows.flatMap(row => row ? [[row[1], row[2].trim()]] : []));
}
