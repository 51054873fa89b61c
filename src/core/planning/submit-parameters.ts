/** Settings as `sparkSubmitParameters` has them, in the order given: `--conf key=value`, in double quotes where a blank would split it. */
export function submitParameters(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings).map(([key, value]) => `--conf ${quoted(`${key}=${value}`)}`).join(' ');
}

function quoted(word: string): string {
  return /[\s"'\\]/.test(word) ? `"${word.replace(/["\\]/g, mark => `\\${mark}`)}"` : word;
}

/** The settings in `sparkSubmitParameters`: every `--conf`, the last one of a key wins, as spark-submit takes them. */
export function parseSubmitParameters(text: string): Record<string, string> {
  const words = wordsOf(text);
  const settings: Record<string, string> = {};
  words.forEach((word, index) => {
    const setting = word === '--conf' || word === '-c' ? words[index + 1] : word.startsWith('--conf=') ? word.slice('--conf='.length) : undefined;
    const split = setting?.indexOf('=') ?? -1;
    if (setting !== undefined && split > 0) settings[setting.slice(0, split)] = setting.slice(split + 1);
  });
  return settings;
}

/** Splits at blanks outside quotes, as a shell does. */
function wordsOf(text: string): string[] {
  const raw = text.match(/(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])+/g) ?? [];
  return raw.map(word => word.replace(/"((?:\\.|[^"\\])*)"|'([^']*)'|\\(.)/g, (_, double, single, escaped) => (
    double !== undefined ? double.replace(/\\(["\\])/g, '$1') : single ?? escaped
  )));
}
