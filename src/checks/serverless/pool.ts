import { Capacity } from '../../core/simulation/capacity';
import { Value } from '../template/value';

export type WorkerKind = 'driver' | 'executor';

/** One entry of `InitialCapacity`, its texts read as far as they are known and have the form that the schema asks for. */
export interface PoolEntry {
  readonly item: Value;
  readonly key: Value;
  readonly configuration: Value;
  /** What a worker of Spark is for. Undefined: not known, or none of Spark's. */
  readonly kind: WorkerKind | undefined;
  readonly count: number | undefined;
  readonly vCpu: number | undefined;
  readonly memoryGiB: number | undefined;
  readonly disk: Value;
  readonly diskGiB: number | undefined;
}

/** The entries of `InitialCapacity` as far as they are known. */
export function readPool(properties: Value): PoolEntry[] {
  return properties.at('InitialCapacity').knownItems().map(item => {
    const [key, configuration] = [item.at('Key'), item.at('Value', 'WorkerConfiguration')];
    const disk = configuration.at('Disk');
    return {
      item,
      key,
      configuration,
      disk,
      ...amountsIn(configuration),
      diskGiB: gibibytesOf(disk),
      kind: kindOf(key),
      count: item.at('Value', 'WorkerCount').whole(),
    };
  });
}

/** `MaximumCapacity` as far as it is known; what is not known of it has no limit here. */
export interface Maximum {
  readonly at: Value;
  readonly capacity: Capacity;
}

export function readMaximum(properties: Value): Maximum | undefined {
  const at = properties.at('MaximumCapacity');
  const { vCpu: cpu, memoryGiB } = amountsIn(at);
  const capacity = { cpu, memoryGiB, diskGiB: gibibytesOf(at.at('Disk')) };
  return Object.values(capacity).every(value => value === undefined) ? undefined : { at, capacity };
}

function amountsIn(value: Value) {
  return { vCpu: vCpuOf(value.at('Cpu')), memoryGiB: gibibytesOf(value.at('Memory')) };
}

/** Worker types by engine. Source: CreateApplication's workerTypeSpecifications (botocore 1.43.107); the guide writes them in capitals. */
export const WORKER_TYPES: ReadonlyMap<string, readonly string[]> = new Map([['spark', ['Driver', 'Executor']], ['hive', ['HiveDriver', 'TezTask']]]);

/** `HIVE_DRIVER` and `HiveDriver` are one. */
export function plainKey(key: string): string {
  return key.replace(/[-_]/g, '').toLowerCase();
}

function kindOf(key: Value): WorkerKind | undefined {
  const word = plainKey(key.text() ?? '');
  return word === 'driver' || word === 'executor' ? word : undefined;
}

/** Source of both forms: the patterns of AWS::EMRServerless::Application's schema (2026-04-30). What they refuse is undefined here. */
function vCpuOf(value: Value): number | undefined {
  return numberIn(value, /^([1-9]\d{0,8})\s?(vCPU|vcpu|VCPU)?$/);
}

/** The service's GB are GiB. */
function gibibytesOf(value: Value): number | undefined {
  return numberIn(value, /^([1-9]\d{0,8})\s?(GB|gb|gB|Gb)?$/);
}

function numberIn(value: Value, pattern: RegExp): number | undefined {
  const [, digits] = pattern.exec(value.text() ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits);
}
