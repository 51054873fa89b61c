import { MIB_PER_GIB } from '../units';
import { hasFeature, ServerlessFeature } from './features';
import { HasVersion } from './release-label';
import { DiskType, WorkerRow } from './rows';
import { DISK_THROUGHPUT, DISK_TYPES, WORKER_ROWS } from './workers.generated';

export type { DiskType, WorkerRow } from './rows';
export { DISK_TYPES, WORKER_ROWS } from './workers.generated';

export type DiskTypeName = DiskType['name'];

/** vCPU and memory of a worker. The service's GB are GiB. */
export interface WorkerSize {
  readonly vCpu: number;
  readonly memoryGiB: number;
}

/** Standard disks: what each worker has without charge. Shuffle-optimized disks are billed from the first GiB. */
export const FREE_DISK_GIB = diskType('STANDARD').freeGiB;

const SIZES: readonly WorkerSize[] = WORKER_ROWS.flatMap(({ vCpu, sizesGiB }) => sizesGiB.map(memoryGiB => ({ vCpu, memoryGiB })));

/** All legal sizes, by vCPU, then by memory, ascending. */
export function workerSizes(): readonly WorkerSize[] {
  return SIZES;
}

export function isLegalWorker(vCpu: number, memoryGiB: number): boolean {
  return workerRow(vCpu)?.sizesGiB.includes(memoryGiB) ?? false;
}

/**
 * The least worker of a row that takes a container of `memoryMiB`: memory = the least size ≥ container.
 * Undefined where the row ends before, or where it has tiers and the container does not reach one (the service refuses, it does not round up).
 */
export function smallestWorker(vCpu: number, memoryMiB: number): WorkerSize | undefined {
  const row = workerRow(vCpu);
  const memoryGiB = row?.sizesGiB.find(size => size * MIB_PER_GIB >= memoryMiB);
  if (!row || memoryGiB === undefined) return undefined;
  const leastMiB = row.reachGiB === undefined ? 0 : (memoryGiB - row.reachGiB) * MIB_PER_GIB;
  return memoryMiB >= leastMiB ? { vCpu, memoryGiB } : undefined;
}

/** The largest worker of a row. Undefined: no worker has so many vCPU. */
export function largestWorker(vCpu: number): WorkerSize | undefined {
  return SIZES.filter(size => size.vCpu === vCpu).pop();
}

/** For messages: the largest worker that exceeds the size asked in neither dimension, and the smallest that falls short in neither. */
export function nearestWorkers(vCpu: number, memoryGiB: number): readonly WorkerSize[] {
  const below = SIZES.filter(size => size.vCpu <= vCpu && size.memoryGiB <= memoryGiB).slice(-1);
  const above = SIZES.filter(size => size.vCpu >= vCpu && size.memoryGiB >= memoryGiB).slice(0, 1);
  return [...below, ...above.filter(size => size !== below[0])];
}

/** `4 vCPU, 16 GB`, in the service's words. */
export function formatWorker({ vCpu, memoryGiB }: WorkerSize): string {
  return `${vCpu} vCPU, ${memoryGiB} GB`;
}

/** Least and largest disk of a type, in GiB. Undefined where the release does not have the type. */
export function diskRange(name: DiskTypeName, release: HasVersion): { readonly minimumGiB: number; readonly maximumGiB: number } | undefined {
  const { minimumGiB, maximumGiB, feature } = diskType(name);
  if (feature !== undefined && !hasFeature(release, feature as ServerlessFeature)) return undefined;
  return { minimumGiB, maximumGiB };
}

/** What a worker's disk carries, in MiB/s. Provisional: no page of the service gives a figure. */
export function diskThroughputMiBps(name: DiskTypeName, diskGiB: number, vCpu: number): number {
  const reached = DISK_THROUGHPUT.filter(row => row.name === name && row.fromGiB <= diskGiB && row.fromVCpu <= vCpu);
  return reached[reached.length - 1]?.mibPerSecond ?? 0;
}

/** The sizes in GiB from which a worker's disk of a type carries more, ascending. */
export function diskSpeedSteps(name: DiskTypeName, vCpu: number): readonly number[] {
  return DISK_THROUGHPUT.filter(row => row.name === name && row.fromVCpu <= vCpu).map(row => row.fromGiB);
}

function workerRow(vCpu: number): WorkerRow | undefined {
  return WORKER_ROWS.find(row => row.vCpu === vCpu);
}

function diskType(name: DiskTypeName): DiskType {
  return DISK_TYPES.find(type => type.name === name)!;
}
