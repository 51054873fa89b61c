import { Application } from './application';
import { WORKER_TYPES } from './pool';
import { nearestWord } from '../../core/problems/nearest';
import { Found, Rule, found } from '../rule';
import { Value } from '../template/value';

/** Spark or Hive, in any case; the schema takes every text. */
export const engineThere: Rule<Application> = {
  id: 'SZ6006',
  find: ({ properties, engine }) => {
    const words = ['Spark', 'Hive'];
    return engine === undefined || WORKER_TYPES.has(engine) ? []
      : [found(properties.at('Type'), `got ${properties.at('Type').text()}; ${words.join(' or ')} is expected${nearestWord(engine, words)}`)];
  },
};

/** A network needs both. */
export const networkWhole: Rule<Application> = {
  id: 'SZ6021',
  find: ({ properties }) => {
    const network = properties.at('NetworkConfiguration');
    const [subnets, groups] = [network.at('SubnetIds'), network.at('SecurityGroupIds')];
    if (network.isUnknown || subnets.isMissing === groups.isMissing) return [];
    const [got, missing] = subnets.isMissing ? ['SecurityGroupIds', 'SubnetIds'] : ['SubnetIds', 'SecurityGroupIds'];
    return [found(network, `got ${got} without ${missing}; give both, or leave NetworkConfiguration out`)];
  },
};

/** Types of logs by worker. Source: CloudWatchLoggingConfiguration of the registry's schema (2026-04-30). */
const LOG_TYPES = ['STDOUT', 'STDERR', 'HIVE_LOG', 'TEZ_AM', 'SYSTEM_LOGS'];

/** The words of `LogTypeMap` and of `LogTypes`, its form in the API. */
export function wrongLogTypes(cloudWatch: Value): Found[] {
  const map = cloudWatch.at('LogTypes');
  const values = [...cloudWatch.at('LogTypeMap').knownItems().map(item => item.at('Value')), ...map.keys().map(key => map.at(key))];
  return values.flatMap(value => value.knownItems()).flatMap(item => {
    const text = item.text();
    return text === undefined || text.startsWith('{%') || LOG_TYPES.includes(text.toUpperCase()) ? [] : [found(item, `got ${text}; ${LOG_TYPES.join(', ')} are the types of logs${nearestWord(text, LOG_TYPES)}`)];
  });
}

/** `Enabled` is false unless it is said to be true. */
export function loggingOff(cloudWatch: Value): Found[] {
  const stated = cloudWatch.keys().filter(key => cloudWatch.at(key).isStated);
  return cloudWatch.isUnknown || !stated.length || stated.some(key => /^Enabled(\.\$)?$/.test(key)) ? []
    : [found(cloudWatch, `got ${stated.join(', ')} without Enabled, which is false by default; add Enabled true, or no log arrives`)];
}

/** `s3://bucket/prefix`. */
export function wrongLogUri(uri: Value): Found[] {
  const text = uri.text();
  return text === undefined || /^s3[an]?:\/\/[^/]/.test(text) ? [] : [found(uri, `got ${text}; s3://BUCKET/PREFIX is expected`)];
}

const monitoring = ({ properties }: Application, name: string) => properties.at('MonitoringConfiguration', name);

export const cloudWatchIsOn: Rule<Application> = { id: 'SZ6022', find: application => loggingOff(monitoring(application, 'CloudWatchLoggingConfiguration')) };

export const logTypesThere: Rule<Application> = { id: 'SZ6023', find: application => wrongLogTypes(monitoring(application, 'CloudWatchLoggingConfiguration')) };

export const logsGoToS3: Rule<Application> = { id: 'SZ6024', find: application => wrongLogUri(monitoring(application, 'S3MonitoringConfiguration').at('LogUri')) };

/** Managed logs are on by default; without them and without another place nobody sees why a job failed. */
export const logsAreKept: Rule<Application> = {
  id: 'SZ6025',
  find: application => {
    const managed = monitoring(application, 'ManagedPersistenceMonitoringConfiguration').at('Enabled');
    const others = [monitoring(application, 'S3MonitoringConfiguration').at('LogUri'), monitoring(application, 'CloudWatchLoggingConfiguration')];
    const isElsewhere = others.some(value => value.isStated && value.at('Enabled').flag() !== false);
    return managed.flag() !== false || isElsewhere ? []
      : [found(managed, 'got false, and no logs in S3 or CloudWatch; state one of them, or leave this out, and the service keeps logs itself')];
  },
};
