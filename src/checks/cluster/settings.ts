import { Cluster } from './cluster';
import { typedMembers } from './instance-types';
import { once } from './once';
import { isMaximized } from './sizing';
import { SparkRun, sparkRuns } from './steps';
import { clusterFeatureSince } from '../../core/catalog/cluster-features';
import { nearestWord } from '../../core/problems/nearest';
import { Found, Rule, found } from '../rule';
import { Classification, Settings, classificationsOf, settingText } from '../settings';
import { Value } from '../template/value';

const HETEROGENEOUS = 'spark.yarn.heterogeneousExecutors.enabled';

/** Nodes that are alike gain nothing from executors that are not. */
export const executorsAlike: Rule<Cluster> = {
  id: 'SZ6309',
  find: cluster => {
    const types = new Set(typedMembers(cluster).filter(({ role }) => role !== 'primary').map(({ type }) => type.text()));
    const { release, fleets } = cluster;
    if (release?.version.line !== 'emr' || clusterFeatureSince(release, 'heterogeneousExecutors') || fleets.length > 0 || types.size !== 1 || types.has(undefined)) return [];
    return sparkRuns(cluster).flatMap(({ settings }) => {
      const [memory, cores] = ['spark.executor.memory', 'spark.executor.cores'].map(key => settings.all.get(key));
      const isOn = settingText(settings, HETEROGENEOUS)?.toLowerCase() === 'true' || (!settings.isPartial && !settings.all.has(HETEROGENEOUS));
      return memory?.text !== undefined && cores?.text !== undefined && isOn
        ? [found(memory.path, `got spark.executor.memory ${memory.text} and spark.executor.cores ${cores.text}, which EMR may change while ${HETEROGENEOUS} is not false`)] : [];
    });
  },
};

const MAXIMIZE = 'maximizeResourceAllocation';

/** Executors that EMR sizes once, for nodes that differ or are shared. */
export const maximized: Rule<Cluster> = {
  id: 'SZ6310',
  find: cluster => {
    const setting = cluster.settingsOf('spark').all.get(MAXIMIZE);
    const because = setting && isMaximized(cluster) ? whyNotMaximized(cluster) : undefined;
    return setting && because !== undefined ? [found(setting.path, `got ${MAXIMIZE} ${setting.text}, and ${because}; leave it out, and state the sizes of executors`)] : [];
  },
};

function whyNotMaximized(cluster: Cluster): string | undefined {
  const { properties } = cluster;
  const workers = typedMembers(cluster).filter(({ role }) => role !== 'primary').map(({ type, role }) => ({ role, type: cluster.instanceTypes().get(type.text() ?? '') }));
  const coreMiB = Math.min(...workers.map(({ role, type }) => role === 'core' && type ? type.memoryMiB : Infinity));
  const smaller = workers.find(({ role, type }) => role === 'task' && type && type.memoryMiB < coreMiB);
  const names = new Set(workers.map(({ type }) => type?.instanceType));
  if (cluster.fleets.length > 0 && names.size > 1) return 'executors are sized once, for one of the types of the fleets';
  if (Number.isFinite(coreMiB) && smaller) return `executors sized for the core nodes do not fit on ${smaller.type?.instanceType}`;
  if ((properties.at('StepConcurrencyLevel').whole() ?? 1) > 1) return 'steps that run at the same time would each take the whole cluster';
  const hbase = properties.at('Applications').knownItems().some(item => item.at('Name').text()?.toLowerCase() === 'hbase');
  return hbase ? 'HBase takes half of the memory' : undefined;
}

/** A count that does not fall while EMR scales by what is asked for. */
export const dynamicUnderScaling: Rule<Cluster> = {
  id: 'SZ6311',
  find: cluster => {
    if (!cluster.properties.at('ManagedScalingPolicy').isObject) return [];
    return sparkRuns(cluster).flatMap(({ settings }) => {
      const dynamic = settings.all.get('spark.dynamicAllocation.enabled');
      return dynamic?.text?.toLowerCase() === 'false'
        ? [found(dynamic.path, 'got spark.dynamicAllocation.enabled false under ManagedScalingPolicy: executors are never given back, and the cluster grows to its maximum; leave it on')] : [];
    });
  },
};

/** Every list of configurations: of the cluster, of its groups and of the types of its fleets. */
function configurationLists(cluster: Cluster): Value[] {
  return [cluster.properties, ...typedMembers(cluster).map(({ value }) => value)].map(value => value.at('Configurations'));
}

const allClassifications = once((cluster: Cluster): readonly Classification[] => (
  configurationLists(cluster).flatMap(list => classificationsOf(list, 'ConfigurationProperties'))
));

/** The API's name of the key, which CloudFormation does not have. */
export const propertiesKey: Rule<Cluster> = {
  id: 'SZ6312',
  find: cluster => allClassifications(cluster).filter(({ item }) => item.at('Properties').isStated)
    .map(({ item, name }) => found(item.at('Properties'), `got Properties in ${name ?? 'a classification'}, which CloudFormation does not hand on; write ConfigurationProperties`)),
};

/** Classifications that a release refuses, and what took their place. */
const REFUSED = [{ name: 'spark-log4j', feature: 'sparkLog4j2', use: 'spark-log4j2' }] as const;

/** A name that the release does not take any more. */
export const classificationOnRelease: Rule<Cluster> = {
  id: 'SZ6314',
  find: cluster => {
    const { release } = cluster;
    return !release ? [] : allClassifications(cluster).flatMap(({ name, item }) => REFUSED
      .filter(row => row.name === name && clusterFeatureSince(release, row.feature) === undefined)
      .map(row => found(item.at('Classification'), `got ${row.name} on ${release.label}, which refuses it; use ${row.use}`)));
  },
};

/** Those that decide sizes, and that no other classification is called like. */
const SIZING = ['spark-defaults', 'yarn-site', 'capacity-scheduler'];

/** A misspelt classification: its settings are lost. */
export const classificationNamed: Rule<Cluster> = {
  id: 'SZ6327',
  find: cluster => allClassifications(cluster).flatMap(({ name = '', item }) => {
    const meant = SIZING.includes(name.toLowerCase()) ? '' : nearestWord(name, SIZING);
    return meant ? [found(item.at('Classification'), `got ${name}, which no application reads${meant}`)] : [];
  }),
};

const DEPLOY_MODES = ['client', 'cluster'];

/** Where the driver runs. Source: SparkSubmit, Spark 3.5. */
export const deployMode: Rule<Cluster> = {
  id: 'SZ6328',
  find: cluster => settingsOfRuns(sparkRuns(cluster), ['spark.submit.deployMode']).filter(({ text }) => !DEPLOY_MODES.includes(text))
    .map(({ key, path, text }) => found(path, `got ${key} ${text}; ${DEPLOY_MODES.join(' or ')} is expected`)),
};

const MOST = 'spark.dynamicAllocation.maxExecutors';
const OTHERS = ['spark.dynamicAllocation.minExecutors', 'spark.dynamicAllocation.initialExecutors', 'spark.executor.instances'];

/** Counts with which Spark does not start. Source: SchedulerBackendUtils.getInitialTargetExecutorNumber and ExecutorAllocationManager.validateSettings, Spark 3.5. */
export const countsAgree: Rule<Cluster> = {
  id: 'SZ6318',
  find: cluster => sparkRuns(cluster).flatMap(({ settings }) => isDynamic(settings) ? counts(settings) : []),
};

function isDynamic(settings: Settings): boolean {
  const text = settingText(settings, 'spark.dynamicAllocation.enabled')?.toLowerCase();
  return text === 'true' || (!settings.isPartial && !settings.all.has('spark.dynamicAllocation.enabled'));
}

function counts(settings: Settings): Found[] {
  const most = wholeOf(settings, MOST);
  if (most === undefined) return [];
  if (most === 0) return [found(settings.all.get(MOST)!.path, `got ${MOST} 0; 1 or more is expected`)];
  return OTHERS.flatMap(key => {
    const count = wholeOf(settings, key);
    return count === undefined || count <= most ? [] : [found(settings.all.get(key)!.path, `got ${key} ${count} above ${MOST} ${most}; use ${most} or less, or a larger maximum`)];
  });
}

function wholeOf(settings: Settings, key: string): number | undefined {
  const text = settingText(settings, key) ?? '';
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** A setting that is known, with its key. */
export interface KnownSetting {
  readonly key: string;
  readonly path: string;
  readonly text: string;
}

/** What is known of some settings in every run. */
export function settingsOfRuns(runs: readonly SparkRun[], keys: readonly string[]): KnownSetting[] {
  return runs.flatMap(run => keys.flatMap(key => {
    const setting = run.settings.all.get(key);
    return setting?.text === undefined ? [] : [{ key, path: setting.path, text: setting.text }];
  }));
}
