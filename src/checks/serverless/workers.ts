import { Application } from './application';
import { PoolEntry, WORKER_TYPES, plainKey } from './pool';
import { WORKER_ROWS, formatWorker, isLegalWorker, largestWorker, nearestWorkers } from '../../core/catalog/workers';
import { nearestWord } from '../../core/problems/nearest';
import { Found, Rule, found } from '../rule';
import { Value } from '../template/value';

/** Pre-initialised workers come in the sizes of the grid. */
export const workerOffered: Rule<Application> = {
  id: 'SZ6001',
  find: ({ pool }) => pool.flatMap(offGrid),
};

function offGrid({ configuration: worker, vCpu, memoryGiB }: PoolEntry): Found[] {
  if (vCpu === undefined) return [];
  if (!largestWorker(vCpu) && memoryGiB === undefined) return [found(worker.at('Cpu'), `got ${vCpu} vCPU; a worker has ${WORKER_ROWS.map(row => row.vCpu).join(', ')} vCPU`)];
  if (memoryGiB === undefined || isLegalWorker(vCpu, memoryGiB)) return [];
  const near = nearestWorkers(vCpu, memoryGiB).map(formatWorker).join(' or ');
  return [found(worker, `got ${formatWorker({ vCpu, memoryGiB })}, which EMR Serverless does not have; use ${near}`)];
}

/** The worker types of an application's engine. Undefined: its engine is not known. */
function typesOf({ engine }: Application): readonly string[] | undefined {
  return WORKER_TYPES.get(engine ?? '');
}

/** `Driver` and `Executor` are Spark's, `HiveDriver` and `TezTask` Hive's. */
export const workerTypesOfEngine: Rule<Application> = {
  id: 'SZ6007',
  find: application => {
    const types = typesOf(application);
    const stated = [...application.pool.map(({ key }) => [key, key.text()] as const), ...specifiedTypes(application)];
    return types ? stated.flatMap(([at, text]) => wrongType(at, text, types, application.engine!)) : [];
  },
};

function specifiedTypes({ properties }: Application): (readonly [Value, string])[] {
  const specifications = properties.at('WorkerTypeSpecifications');
  return specifications.keys().map(key => [specifications.at(key), key] as const);
}

function wrongType(at: Value, text: string | undefined, types: readonly string[], engine: string): Found[] {
  if (text === undefined || types.some(type => plainKey(type) === plainKey(text))) return [];
  return [found(at, `got ${text}; workers of an application of ${engine} are ${types.join(' and ')}${nearestWord(text, types)}`)];
}

/** The service's capacity is a map: of two entries with one key one is lost. */
export const workerTypesOnce: Rule<Application> = {
  id: 'SZ6008',
  find: ({ pool }) => {
    const seen = new Map<string, PoolEntry>();
    return pool.flatMap(entry => {
      const text = entry.key.text();
      const first = text === undefined ? undefined : seen.get(plainKey(text));
      if (text !== undefined && !first) seen.set(plainKey(text), entry);
      return first ? [found(entry.key, `got ${text} again, which stands at ${first.key.path} already; use one entry for each type of worker`)] : [];
    });
  },
};

/** Images for one type of worker need images for all. */
export const workerTypesAll: Rule<Application> = {
  id: 'SZ6009',
  find: application => {
    const specifications = application.properties.at('WorkerTypeSpecifications');
    const stated = specifications.keys();
    const missing = (typesOf(application) ?? []).filter(type => !stated.some(key => plainKey(key) === plainKey(type)));
    if (!stated.length || !missing.length || specifications.isUnknown) return [];
    return [found(specifications, `got ${stated.join(', ')}; ${missing.join(' and ')} is missing, and every type of worker has to be there`)];
  },
};
