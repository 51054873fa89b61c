import { SettingsFound, SettingsRule } from './settings-rule';
import { heapOption, refusedOptions } from '../../core/memory/jvm-options';
import { isUnset, settingText } from '../settings';

/** A heap in the options of a JVM, which Spark refuses. */
export function heapInOptions(key: string, text: string): SettingsFound[] {
  const [, role] = /^spark\.(driver|executor)\.extraJavaOptions$/.exec(key) ?? [];
  const option = role === undefined ? undefined : heapOption(text);
  return option?.startsWith('-Xmx') ? [{ keys: [key], message: `got ${option}: Spark refuses a heap in the options of a JVM; use spark.${role}.memory` }] : [];
}

const JAVA_HOMES = ['spark.emr-serverless.driverEnv.JAVA_HOME', 'spark.executorEnv.JAVA_HOME'];

/** The JVMs' paths name the architecture that they are for. Source: https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/using-java-runtime.html. */
const JVM_OF: ReadonlyMap<string | undefined, string> = new Map([['ARM64', 'aarch64'], ['X86_64', 'x86_64']]);

export const javaOfArchitecture: SettingsRule = {
  id: 'SZ6116',
  find: subject => JAVA_HOMES.flatMap(key => {
    const text = settingText(subject.settings, key) ?? '';
    const [, named] = /^\/usr\/lib\/jvm\/.*\.(aarch64|x86_64)\/?$/.exec(text) ?? [];
    const right = named === undefined ? undefined : JVM_OF.get(subject.architecture);
    return named === undefined || right === undefined || named === right ? []
      : [{ keys: [key], message: `got ${text} on ${subject.architecture}; use ${text.replace(named, right)}` }];
  }),
};

const OPTIONS = ['driver', 'executor'].flatMap(role => [`spark.${role}.extraJavaOptions`, `spark.${role}.defaultJavaOptions`]);

/** Options with which the release's Java does not start. */
export const javaTakesOptions: SettingsRule = {
  id: 'SZ6120',
  find: subject => {
    const { settings, release } = subject;
    const stated = OPTIONS.filter(key => settingText(settings, key) !== undefined);
    if (!release || !stated.length || subject.hasImage || !JAVA_HOMES.every(key => isUnset(settings, key))) return [];
    return stated.flatMap(key => refusedOptions(settingText(settings, key)!, release.java)
      .map(({ option, because }) => ({ keys: [key], message: `got ${option} on ${release.label}, which runs Java ${release.java}: ${because}` })));
  },
};
