import { Application } from './application';
import { Value } from '../template/value';

export type WorkerKind = 'driver' | 'executor';

/** One entry of `InitialCapacity`. */
export interface PoolEntry {
  readonly item: Value;
  readonly key: Value;
  readonly count: Value;
  readonly configuration: Value;
}

/** The entries of `InitialCapacity` as far as they are known. */
export function poolOf({ properties }: Application): PoolEntry[] {
  return properties.at('InitialCapacity').knownItems().map(item => ({
    item, key: item.at('Key'), count: item.at('Value', 'WorkerCount'), configuration: item.at('Value', 'WorkerConfiguration'),
  }));
}

/** Worker types by engine. Source: CreateApplication's workerTypeSpecifications (botocore 1.43.107); the guide writes them in capitals. */
export const WORKER_TYPES: ReadonlyMap<string, readonly string[]> = new Map([['spark', ['Driver', 'Executor']], ['hive', ['HiveDriver', 'TezTask']]]);

/** `HIVE_DRIVER` and `HiveDriver` are one. */
export function plainKey(key: string): string {
  return key.replace(/[-_]/g, '').toLowerCase();
}

/** What a worker of Spark is for. Undefined: not known, or none of Spark's. */
export function kindOf(key: Value): WorkerKind | undefined {
  const word = plainKey(key.text() ?? '');
  return word === 'driver' || word === 'executor' ? word : undefined;
}

/** Source of both forms: the patterns of AWS::EMRServerless::Application's schema (2026-04-30). What they refuse is undefined here. */
export function vCpuOf(value: Value): number | undefined {
  return numberIn(value, /^([1-9]\d{0,8})\s?(vCPU|vcpu|VCPU)?$/);
}

/** The service's GB are GiB. */
export function gibibytesOf(value: Value): number | undefined {
  return numberIn(value, /^([1-9]\d{0,8})\s?(GB|gb|gB|Gb)?$/);
}

function numberIn(value: Value, pattern: RegExp): number | undefined {
  const [, digits] = pattern.exec(value.text() ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits);
}
