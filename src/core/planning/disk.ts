import { Shape } from './container';
import { DiskTypeName } from './plan';
import { LAWS } from '../catalog/laws';
import { Release } from '../catalog/releases';
import { diskRange, diskSpeedSteps, diskThroughputMiBps } from '../catalog/workers';
import { ceilDiv, GIB, MIB } from '../units';
import { Demand } from '../workload/demand';

/** A disk worth a try. */
export interface DiskOption<D extends string = DiskTypeName> {
  /** Of a worker, or of a node. */
  readonly diskGiB: number;
  readonly diskType: D;
  /** Of one executor. Infinite where the shuffle does not go through the worker's disk. */
  readonly bytesPerSecond: number;
}

/** What decides the disk of one executor. */
export interface DiskRequest {
  readonly demand: Demand;
  readonly shape: Shape;
  /** R of its heap. */
  readonly storageRegionBytes: number;
  /** Executors that are there when the shuffle and the cache are written. */
  readonly present: number;
  readonly serverlessStorage: boolean;
  /** Bytes that a hot partition spills where that is allowed. */
  readonly spilledBytes: number;
}

/** GiB of disk that one executor needs: what the job writes there, and what else lies there; rounded up. */
export function neededDiskGiB(request: DiskRequest): number {
  return ceilDiv(diskBytes(request), GIB) + LAWS.diskReserveGiB.value;
}

/** Bytes that a job writes to one executor's disk: its share of all shuffles × 1.3, spilled cache, a spilled hot partition, upload buffers. */
export function diskBytes(request: DiskRequest): number {
  const { demand, shape, present, serverlessStorage, spilledBytes } = request;
  const shuffle = serverlessStorage ? 0 : demand.shuffleTotalBytes * LAWS.diskImbalance.value / present;
  return shuffle + spilledCacheBytes(request) + spilledBytes + shape.slots * LAWS.uploadBufferMiBPerSlot.value * MIB;
}

/** Cache that execution pushes out of memory: what does not fit into the storage region. */
function spilledCacheBytes({ demand, storageRegionBytes, present }: DiskRequest): number {
  if (!demand.cacheFallsToDisk) return 0;
  return Math.max(0, demand.cacheBytes / present - storageRegionBytes);
}

const DISK_TYPES: readonly DiskTypeName[] = ['STANDARD', 'SHUFFLE_OPTIMIZED'];

/** A type of disk that a release has. */
export interface DiskTypeRange {
  readonly diskType: DiskTypeName;
  readonly minimumGiB: number;
  readonly maximumGiB: number;
}

/** The types of disk that a release has. */
export function diskTypesOf(release: Release): DiskTypeRange[] {
  return DISK_TYPES.flatMap(diskType => {
    const range = diskRange(diskType, release);
    return range ? [{ diskType, ...range }] : [];
  });
}

/** What decides which disks are worth a try. */
export interface DiskChoice {
  readonly neededGiB: number;
  readonly vCpu: number;
  readonly types: readonly DiskTypeRange[];
  readonly serverlessStorage: boolean;
  readonly pinnedGiB?: number;
}

/** The disks worth a try: of each type the least that holds what is needed, and the sizes from which it is faster. */
export function diskOptions({ neededGiB, vCpu, types, serverlessStorage, pinnedGiB }: DiskChoice): DiskOption[] {
  return types.flatMap(({ diskType, minimumGiB, maximumGiB }) => {
    if (serverlessStorage && diskType !== 'STANDARD') return [];
    const least = Math.max(neededGiB, minimumGiB);
    if (serverlessStorage && least > minimumGiB) return []; // the local disk is the least there is, and cannot be sized
    const sizes = serverlessStorage ? [least] : [least, ...diskSpeedSteps(diskType, vCpu).filter(size => size > least)];
    const wanted = pinnedGiB === undefined ? sizes : pinnedGiB >= least ? [pinnedGiB] : [];
    return wanted.filter(size => size <= maximumGiB).map(diskGiB => ({
      diskGiB,
      diskType,
      bytesPerSecond: serverlessStorage ? Infinity : diskThroughputMiBps(diskType, diskGiB, vCpu) * MIB,
    }));
  });
}

/** Bytes a second of the fastest disk that a worker can have. */
export function fastestDisk(types: readonly DiskTypeRange[], vCpu: number): number {
  return Math.max(...types.map(({ diskType, maximumGiB }) => diskThroughputMiBps(diskType, maximumGiB, vCpu))) * MIB;
}
