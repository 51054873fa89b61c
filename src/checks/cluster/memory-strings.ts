import { Cluster } from './cluster';
import { typedMembers } from './instance-types';
import { settingsOfRuns } from './settings';
import { SparkRun, sparkRuns } from './steps';
import { LAWS } from '../../core/catalog/laws';
import { BYTE_SETTINGS, YARN_BYTE_SETTINGS, parseByteSetting } from '../../core/memory/byte-settings';
import { isBareNumber, parseByteString, toMiB } from '../../core/memory/byte-string';
import { MIB } from '../../core/units';
import { Found, Rule, found } from '../rule';
import { settingText } from '../settings';

/** Sizes of jobs on YARN. */
const SIZES = new Map([...BYTE_SETTINGS, ...YARN_BYTE_SETTINGS]);

/** Sizes that Spark cannot read. */
export const sizesRead: Rule<Cluster> = {
  id: 'SZ6315',
  find: cluster => settingsOfRuns(sparkRuns(cluster), [...SIZES.keys()]).flatMap(({ key, path, text }) => {
    const parsed = parseByteSetting(text, SIZES.get(key)!);
    return parsed.ok ? [] : [found(path, `got ${key} ${parsed.problems[0].message}`)];
  }),
};

/** Sizes that mean something else to one of their readers. */
export const sizesMeant: Rule<Cluster> = {
  id: 'SZ6316',
  find: cluster => sparkRuns(cluster).flatMap(run => [...executorUnit(run), ...bytesMeant(run), ...driverUnit(run, cluster)]),
};

/** YARN's client reads MiB, the memory manager bytes. Source: UnifiedMemoryManager.getMaxMemory, Spark 2.0 to 4.1. */
function executorUnit(run: SparkRun): Found[] {
  return settingsOfRuns([run], ['spark.executor.memory']).filter(({ text }) => isNumber(text))
    .map(({ key, path, text }) => found(path, `got ${key} ${text}, which YARN's client reads as MiB and Spark's memory manager as bytes, so that no executor starts; write ${text}m`));
}

function isNumber(text: string): boolean {
  return /^\d+$/.test(text.trim()) && isBareNumber(text);
}

/** A size in bytes that was meant in a larger unit. 0 has its own meaning. */
function bytesMeant(run: SparkRun): Found[] {
  const offHeap = settingText(run.settings, 'spark.memory.offHeap.enabled')?.toLowerCase() === 'true';
  return settingsOfRuns([run], ['spark.driver.maxResultSize', ...offHeap ? ['spark.memory.offHeap.size'] : []])
    .filter(({ text }) => isNumber(text) && Number(text) > 0 && Number(text) < MIB)
    .map(({ key, path, text }) => found(path, `got ${key} ${text}, which Spark reads as bytes; write ${text}m or ${text}g`));
}

/** In client mode the text stands behind -Xmx as it is: the JVM reads digits with k, m, g or t. Source: SparkSubmitCommandBuilder, Spark 3.5. */
function driverUnit(run: SparkRun, cluster: Cluster): Found[] {
  if (!isClientMode(run, cluster)) return [];
  return settingsOfRuns([run], ['spark.driver.memory']).filter(({ text }) => parseByteString(text, 'm').ok && !/^\d+[kmgt]$/i.test(text))
    .map(({ key, path, text }) => found(path, `got ${key} ${JSON.stringify(text)}, which client mode hands to the JVM as -Xmx${text}, with which it does not start; write ${letterOnly(text)}`));
}

function letterOnly(text: string): string {
  const [, digits = '', letter = 'm'] = /^\s*(\d+)\s*([kmgt])?/i.exec(text) ?? [];
  return `${digits}${letter.toLowerCase()}`;
}

/** The driver of what the cluster's defaults run: not known where steps say for themselves. */
function isClientMode({ settings, step }: SparkRun, cluster: Cluster): boolean {
  const mode = settingText(settings, 'spark.submit.deployMode');
  return !settings.isPartial && (mode ?? 'client') === 'client' && (!settings.all.has('spark.submit.deployMode') || mode !== undefined)
    && (step !== undefined || cluster.steps.length === 0);
}

/** Executors with which Spark does not start. */
export const heapLargeEnough: Rule<Cluster> = {
  id: 'SZ6317',
  find: cluster => settingsOfRuns(sparkRuns(cluster), ['spark.executor.memory', 'spark.driver.memory']).flatMap(({ key, path, text }) => {
    const parsed = parseByteString(text, 'm');
    const least = LAWS.neededHeapFloorMiB.value;
    return parsed.ok && !isNumber(text) && toMiB(parsed.value) < least ? [found(path, `got ${key} ${text}; Spark starts with ${least}m and more`)] : [];
  }),
};

/** The driver of client mode stands on the primary node. */
export const driverOnPrimary: Rule<Cluster> = {
  id: 'SZ6320',
  find: cluster => {
    const primaries = typedMembers(cluster).filter(({ role }) => role === 'primary').map(({ type }) => cluster.instanceTypes().get(type.text() ?? ''));
    const most = Math.max(...primaries.map(type => type?.memoryMiB ?? Infinity));
    if (!Number.isFinite(most)) return [];
    return settingsOfRuns(sparkRuns(cluster).filter(run => isClientMode(run, cluster)), ['spark.driver.memory']).flatMap(({ key, path, text }) => {
      const parsed = parseByteString(text, 'm');
      return parsed.ok && toMiB(parsed.value) > most
        ? [found(path, `got ${key} ${text} in client mode, and the primary node, ${primaries.map(type => type?.instanceType).join(' or ')}, has ${most} MiB; use less, or a larger primary node`)] : [];
    });
  },
};
