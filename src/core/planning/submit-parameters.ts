/** Settings as `sparkSubmitParameters` has them, in the order given: `--conf key=value`, in double quotes where a blank would split it. */
export function submitParameters(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings).map(([key, value]) => `--conf ${quoted(`${key}=${value}`)}`).join(' ');
}

/** Settings as arguments of spark-submit that are apart already, each in one: `--conf=key=value`. */
export function submitArguments(settings: Readonly<Record<string, string>>): string[] {
  return Object.entries(settings).map(([key, value]) => `--conf=${key}=${value}`);
}

function quoted(word: string): string {
  return /[\s"'\\]/.test(word) ? `"${word.replace(/["\\]/g, mark => `\\${mark}`)}"` : word;
}

/** Flags of spark-submit as the settings that they stand for. Source: Spark 3.5 SparkSubmitArguments. */
const SETTING_OF_FLAG: ReadonlyMap<string, string> = new Map([
  ['--executor-memory', 'spark.executor.memory'],
  ['--executor-cores', 'spark.executor.cores'],
  ['--num-executors', 'spark.executor.instances'],
  ['--driver-memory', 'spark.driver.memory'],
  ['--driver-cores', 'spark.driver.cores'],
  ['--driver-java-options', 'spark.driver.extraJavaOptions'],
  ['--deploy-mode', 'spark.submit.deployMode'],
  ['--master', 'spark.master'],
]);

/** The settings in `sparkSubmitParameters`: every `--conf` and every flag that stands for one, the last one of a key wins, as spark-submit takes them. */
export function parseSubmitParameters(text: string): Record<string, string> {
  return settingsInWords(wordsOf(text));
}

/** The same of arguments that are apart already. A flag's own word wins over `--conf`, wherever it stands. */
export function settingsInWords(words: readonly string[]): Record<string, string> {
  const conf: [string, string][] = [];
  const flags: [string, string][] = [];
  words.forEach((word, index) => {
    const [flag, joined] = word.startsWith('--') && word.includes('=') ? splitAt(word, word.indexOf('=')) : [word, undefined];
    const value = joined ?? words[index + 1];
    if (value === undefined) return;
    const key = SETTING_OF_FLAG.get(flag);
    if (key !== undefined) flags.push([key, value]);
    else if ((flag === '--conf' || flag === '-c') && value.indexOf('=') > 0) conf.push(splitAt(value, value.indexOf('=')));
  });
  return Object.fromEntries([...conf, ...flags]);
}

function splitAt(text: string, index: number): [string, string] {
  return [text.slice(0, index), text.slice(index + 1)];
}

/** Splits at blanks outside quotes, as a shell does. */
export function wordsOf(text: string): string[] {
  const raw = text.match(/(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])+/g) ?? [];
  return raw.map(word => word.replace(/"((?:\\.|[^"\\])*)"|'([^']*)'|\\(.)/g, (_, double, single, escaped) => (
    double !== undefined ? double.replace(/\\(["\\])/g, '$1') : single ?? escaped
  )));
}
