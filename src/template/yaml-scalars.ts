/** Source: https://yaml.org/type/ (YAML 1.1), which CloudFormation reads. */
const WORDS: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([
  ...everyCase(['true', 'yes', 'on'], true), ...everyCase(['false', 'no', 'off'], false), ...everyCase(['null', '~'], null), ['', null],
]);

const INTEGER = /^[-+]?(0|[1-9][0-9_]*)$/;
const FLOAT = /^[-+]?[0-9][0-9_]*\.[0-9_]*(e[-+][0-9]+)?$/i;

function everyCase<T>(words: readonly string[], value: T): [string, T][] {
  return words.flatMap(word => [word, word.toUpperCase(), word[0].toUpperCase() + word.slice(1)].map((written): [string, T] => [written, value]));
}

/**
 * What a plain scalar means. Dates, sexagesimals and numbers that begin with 0 stay text: of an account id nobody means the octal number. So does a number
 * with more digits than a double has.
 */
export function plainScalar(text: string): string | number | boolean | null {
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  if (!INTEGER.test(text) && !FLOAT.test(text)) return text;
  const number = Number(text.replace(/_/g, ''));
  return Number.isFinite(number) && Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : text;
}
