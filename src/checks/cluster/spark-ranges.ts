import { Cluster } from './cluster';
import { typedMembers } from './instance-types';
import { settingsOfRuns } from './settings';
import { sparkRuns } from './steps';
import { Rule, found } from '../rule';
import { settingText } from '../settings';

/** Shares with which Spark starts. */
interface ShareRange {
  readonly holds: (share: number) => boolean;
  readonly allowed: string;
}

const FACTOR: ShareRange = { holds: share => share > 0, allowed: 'a number above 0' };

/** Source: SparkConf.validateSettings, config/package.scala and ExecutorAllocationManager.validateSettings, Spark 3.5. */
const SHARES: Readonly<Record<string, ShareRange>> = {
  'spark.memory.fraction': { holds: share => share >= 0 && share <= 1, allowed: 'a number from 0 to 1' },
  'spark.memory.storageFraction': { holds: share => share >= 0 && share < 1, allowed: 'a number from 0 to below 1' },
  'spark.dynamicAllocation.executorAllocationRatio': { holds: share => share > 0 && share <= 1, allowed: 'a number above 0 and up to 1' },
  'spark.executor.memoryOverheadFactor': FACTOR,
  'spark.driver.memoryOverheadFactor': FACTOR,
};

/** Shares that Spark refuses. */
export const sharesInRange: Rule<Cluster> = {
  id: 'SZ6330',
  find: cluster => settingsOfRuns(sparkRuns(cluster), Object.keys(SHARES))
    .filter(({ key, text }) => text.trim() === '' || !SHARES[key].holds(Number(text)))
    .map(({ key, path, text }) => found(path, `got ${key} ${JSON.stringify(text)}; ${SHARES[key].allowed} is expected`)),
};

/** An executor that has room for no task. */
export const coresForTask: Rule<Cluster> = {
  id: 'SZ6331',
  find: cluster => sparkRuns(cluster).flatMap(({ settings }) => {
    const [cores, cpus] = ['spark.executor.cores', 'spark.task.cpus'].map(key => wholeOf(settingText(settings, key)));
    return cores === undefined || cpus === undefined || cpus <= cores ? []
      : [found(settings.all.get('spark.task.cpus')!.path, `got spark.task.cpus ${cpus} above spark.executor.cores ${cores}; use ${cores} or less, or more cores`)];
  }),
};

function wholeOf(text: string | undefined): number | undefined {
  return /^\d{1,6}$/.test(text ?? '') ? Number(text) : undefined;
}

/** Memory that YARN hands out and the node does not have. */
export const yarnMemory: Rule<Cluster> = {
  id: 'SZ6329',
  find: cluster => {
    const setting = cluster.settingsOf('yarn-site').all.get('yarn.nodemanager.resource.memory-mb');
    const memoryMiB = wholeOf(setting?.text) ?? 0;
    const smaller = typedMembers(cluster).filter(({ role }) => role !== 'primary').map(({ type }) => cluster.instanceTypes().get(type.text() ?? ''))
      .find(type => type && type.memoryMiB < memoryMiB);
    return setting && smaller ? [found(setting.path, `got yarn.nodemanager.resource.memory-mb ${setting.text}, and ${smaller.instanceType} has ${smaller.memoryMiB} MiB `
      + 'in all; leave it out: EMR sets it for each type')] : [];
  },
};
