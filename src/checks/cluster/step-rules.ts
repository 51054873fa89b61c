import { Cluster } from './cluster';
import { outside } from './fleets';
import { isCommandRunner, submitWords } from './steps';
import { MOST_BOOTSTRAP_ACTIONS, MOST_STEPS, stepConcurrencyRange } from '../../core/catalog/cluster-limits';
import { Found, Rule, found } from '../rule';
import { Value } from '../template/value';

/** How many steps run at the same time. */
export const stepConcurrency: Rule<Cluster> = {
  id: 'SZ6321',
  find: ({ properties }) => outside(properties.at('StepConcurrencyLevel'), stepConcurrencyRange(), 'steps at the same time'),
};

const NOT_WITH_OTHERS = ['TERMINATE_CLUSTER', 'TERMINATE_JOB_FLOW', 'CANCEL_AND_WAIT'];

/** Beside other steps a step that fails cannot end the cluster. Source: StepConfig of the EMR API (2026-11-20), of steps that are added to a cluster. */
export const actionOnFailure: Rule<Cluster> = {
  id: 'SZ6322',
  find: ({ properties, steps }) => {
    const level = properties.at('StepConcurrencyLevel').whole() ?? 1;
    return level <= 1 ? [] : steps.filter(({ isResource }) => isResource).map(({ value }) => value.at('ActionOnFailure'))
      .filter(action => NOT_WITH_OTHERS.includes(action.text() ?? ''))
      .map(action => found(action, `got ${action.text()} on a cluster with StepConcurrencyLevel ${level}, where the step is refused; use CONTINUE`));
  },
};

/** The same of steps that the cluster begins with. */
export const firstActionOnFailure: Rule<Cluster> = {
  id: 'SZ6326',
  find: ({ properties, steps }) => {
    const level = properties.at('StepConcurrencyLevel').whole() ?? 1;
    return level <= 1 ? [] : steps.filter(({ isResource }) => !isResource).map(({ value }) => value.at('ActionOnFailure'))
      .filter(action => NOT_WITH_OTHERS.includes(action.text() ?? ''))
      .map(action => found(action, `got ${action.text()} with StepConcurrencyLevel ${level}, under which a step that fails ends nothing; use CONTINUE, or a level of 1`));
  },
};

/** A step of Spark needs it on the cluster. */
export const sparkInstalled: Rule<Cluster> = {
  id: 'SZ6323',
  find: ({ properties, steps }) => {
    const applications = properties.at('Applications').items();
    const names = applications?.map(item => item.at('Name'));
    if (!names || names.some(name => name.isUnknown || name.text()?.toLowerCase() === 'spark')) return [];
    const got = names.map(name => name.text()).join(', ') || 'none';
    return steps.filter(step => submitWords(step)).map(({ value }) => (
      found(value.at('HadoopJarStep', 'Args'), `got spark-submit on a cluster whose Applications are ${got}; add Spark`)
    ));
  },
};

/** How many steps and bootstrap actions a cluster begins with. */
export const firstSteps: Rule<Cluster> = {
  id: 'SZ6324',
  find: ({ properties }) => [...tooMany(properties.at('Steps'), MOST_STEPS, 'steps'), ...tooMany(properties.at('BootstrapActions'), MOST_BOOTSTRAP_ACTIONS, 'bootstrap actions')],
};

function tooMany(list: Value, most: number, what: string): Found[] {
  const count = list.knownItems().length;
  return count > most ? [found(list, `got ${count} ${what}; up to ${most} are allowed`)] : [];
}

/** A whole command in one argument is the name of a program that does not exist. */
export const wordsApart: Rule<Cluster> = {
  id: 'SZ6325',
  find: ({ steps }) => steps.flatMap(({ value }) => {
    const [jar, args] = ['Jar', 'Args'].map(key => value.at('HadoopJarStep', key));
    const [program] = args.items() ?? [];
    return isCommandRunner(jar) && /^(spark|hadoop|hive|pyspark)\S*\s+\S/.test(program?.text() ?? '')
      ? [found(program, `got ${JSON.stringify(program.text())} as one argument; give every word as an argument of its own`)] : [];
  }),
};
