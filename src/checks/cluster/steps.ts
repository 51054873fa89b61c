import { Cluster, ClusterStep } from './cluster';
import { once } from './once';
import { settingsInWords } from '../../core/planning/submit-parameters';
import { Settings, merged } from '../settings';
import { Value } from '../template/value';

/** A run of Spark on a cluster: as its own defaults have it, or as a step submits it. */
export interface SparkRun {
  /** Those of `spark-defaults`, and over them the step's own. */
  readonly settings: Settings;
  /** Undefined: the cluster's defaults alone. */
  readonly step: ClusterStep | undefined;
}

/** What is looked at for sizes: the cluster's own defaults, and every step that runs spark-submit. */
export const sparkRuns = once((cluster: Cluster): readonly SparkRun[] => {
  const defaults = cluster.settingsOf('spark-defaults');
  const steps = cluster.steps.flatMap((step): SparkRun[] => {
    const words = submitWords(step);
    return words ? [{ settings: merged(defaults, submitSettings(words)), step }] : [];
  });
  return [{ settings: defaults, step: undefined }, ...steps];
});

/** What a step hands to spark-submit. Undefined: it runs something else, or what it runs is not known. */
export const submitWords = once(({ value }: ClusterStep): Value[] | undefined => {
  const [jar, args] = ['Jar', 'Args'].map(key => value.at('HadoopJarStep', key));
  const [program, ...words] = args.items() ?? [];
  return isCommandRunner(jar) && program?.text() === 'spark-submit' ? words : undefined;
});

/** Source: https://docs.aws.amazon.com/emr/latest/ReleaseGuide/emr-commandrunner.html (2026-11-20). */
export function isCommandRunner(jar: Value): boolean {
  return /(^|\/)command-runner\.jar$/.test(jar.text() ?? '');
}

/** Flags of spark-submit that stand alone. Source: Spark 3.5 SparkSubmitOptionParser. */
const SWITCHES = ['--help', '-h', '--supervise', '--usage-error', '--verbose', '-v', '--version'];

/** Stands for what is unknown inside a word. */
const HOLE = '\uE000';

/** A flag with its value, and where the value stands. */
interface Option {
  readonly words: readonly string[];
  readonly path: string;
}

/** The settings of the words before the application; what comes after them is its own. */
function submitSettings(values: readonly Value[]): Settings {
  const words = values.map(markedWord);
  const options = optionsOf(words, values);
  const application = words[options.reduce((count, option) => count + option.words.length, 0)] ?? '';
  const stated = inOrder(options).flatMap(({ words: own, path }) => Object.entries(settingsInWords(own)).map(([key, text]) => ({ key, path, text })));
  const all = stated.map(({ key, path, text }) => [key, { path, text: text.includes(HOLE) ? undefined : text }] as const);
  const python = /\.py$/i.test(application) ? [['spark.yarn.isPython', { path: '', text: 'true' }] as const] : [];
  return {
    all: new Map([...all.filter(([key]) => !key.includes(HOLE)), ...python]),
    isPartial: application.startsWith(HOLE) || all.some(([key]) => key.includes(HOLE)) || options.some(readsFile),
  };
}

/** Everything up to the first word that is no flag. */
function optionsOf(words: readonly string[], values: readonly Value[]): Option[] {
  const options: Option[] = [];
  let index = 0;
  while (words[index]?.startsWith('-')) {
    const taken = SWITCHES.includes(words[index]) || words[index].includes('=') ? 1 : 2;
    const last = Math.min(index + taken, words.length);
    options.push({ words: words.slice(index, last), path: values[last - 1].path });
    index = last;
  }
  return options;
}

/** A flag's own word wins over `--conf`, wherever it stands. */
function inOrder(options: readonly Option[]): Option[] {
  const isConf = ({ words: [flag] }: Option) => /^(--conf|-c)(=|$)/.test(flag);
  return [...options.filter(isConf), ...options.filter(option => !isConf(option))];
}

/** A file of settings stands in place of the cluster's defaults. */
function readsFile({ words: [flag] }: Option): boolean {
  return flag.startsWith('--properties-file');
}

function markedWord(value: Value): string {
  return (value.pieces() ?? [{}]).map(piece => typeof piece === 'string' ? piece : HOLE).join('');
}
