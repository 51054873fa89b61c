import { Cluster } from './cluster';
import { settingsOfRuns } from './settings';
import { sparkRuns } from './steps';
import { heapOption, refusedOptions } from '../../core/memory/jvm-options';
import { Rule, found } from '../rule';

const KEYS = [
  'spark.executor.extraJavaOptions', 'spark.executor.defaultJavaOptions', 'spark.driver.extraJavaOptions', 'spark.driver.defaultJavaOptions',
  'spark.yarn.am.extraJavaOptions',
];

/** Options with which the release's Java does not start. */
export const javaOptions: Rule<Cluster> = {
  id: 'SZ6313',
  find: cluster => {
    const { release } = cluster;
    if (!release || mayRunOtherJava(cluster)) return [];
    return settingsOfRuns(sparkRuns(cluster), KEYS).flatMap(({ key, path, text }) => refusedOptions(text, release.java)
      .map(({ option, because }) => found(path, `got ${option} in ${key} on ${release.label}, which runs Java ${release.java}: ${because}`)));
  },
};

/** Source: https://docs.aws.amazon.com/emr/latest/ReleaseGuide/configuring-java8.html (2026-11-20). */
function mayRunOtherJava(cluster: Cluster): boolean {
  const runs = sparkRuns(cluster).flatMap(({ settings }) => [...settings.all.keys()]);
  const classified = cluster.classifications.flatMap(({ settings }) => [...settings.all.keys()]);
  return [...runs, ...classified].some(key => key.includes('JAVA_HOME')) || cluster.classifications.some(({ name }) => name === undefined);
}

/** The heap has settings of its own. */
export const heapInOptions: Rule<Cluster> = {
  id: 'SZ6319',
  find: cluster => settingsOfRuns(sparkRuns(cluster), ['spark.executor.extraJavaOptions', 'spark.driver.extraJavaOptions']).flatMap(({ key, path, text }) => {
    const option = heapOption(text);
    return option?.startsWith('-Xmx') ? [found(path, `got ${option} in ${key}, which Spark refuses; use ${key.replace('extraJavaOptions', 'memory')}`)] : [];
  }),
};
