import { clamp } from '../units';
import { InstanceType } from './instance-types';
import { MINIMUM_ALLOCATIONS } from './instance-types.generated';
import { compareNumbers, HasVersion, parseReleaseLabel } from './release-label';

/** What YARN has on a node of EMR, in its own settings. */
export interface YarnSettings {
  /** `yarn.nodemanager.resource.memory-mb`. */
  readonly memoryMiB: number;
  /** `yarn.nodemanager.resource.cpu-vcores`. */
  readonly vCores: number;
  /** `yarn.scheduler.minimum-allocation-mb`: containers are rounded up to multiples of it. */
  readonly minimumAllocationMiB: number;
  /** `yarn.scheduler.maximum-allocation-mb`. */
  readonly maximumAllocationMiB: number;
}

const LEAST_RESERVE_MIB = 2048;
const MOST_RESERVE_MIB = 8192;

/**
 * Multiples of this are multiples of every release's minimum allocation, so YARN rounds nothing.
 * Types from before 2013 have 256; they state it themselves.
 */
export const SAFE_STEP_MIB = Math.max(...MINIMUM_ALLOCATIONS.map(row => row.minimumAllocationMiB));

/**
 * ⌊M − clamp(M / 4, 2048, 8192)⌋, M the memory that EMR reports; 0 where nothing is left.
 * Equals 528 of the 535 rows of https://docs.aws.amazon.com/emr/latest/ReleaseGuide/emr-hadoop-task-config.html (2026-11-20); the others are exceptions of the catalog.
 */
export function yarnMemoryMiB(memoryMiB: number): number {
  return Math.max(0, Math.floor(memoryMiB - clamp(memoryMiB / 4, LEAST_RESERVE_MIB, MOST_RESERVE_MIB)));
}

/** YARN's settings on nodes of a type; 0 MiB where it cannot run containers. */
export function yarnSettings(type: InstanceType, release: HasVersion): YarnSettings {
  const memoryMiB = type.yarn?.yarnMemoryMiB ?? yarnMemoryMiB(type.memoryMiB);
  return {
    memoryMiB,
    vCores: type.vCores,
    minimumAllocationMiB: type.yarn?.minimumAllocationMiB ?? minimumAllocationMiB(release),
    maximumAllocationMiB: type.yarn?.maximumAllocationMiB ?? memoryMiB,
  };
}

/** `yarn.scheduler.minimum-allocation-mb` of a release. */
export function minimumAllocationMiB(release: HasVersion): number {
  return minimumAllocationRow(release).minimumAllocationMiB;
}

/** Whether a page prints the minimum allocation of this release; else the one of the row before is assumed. */
export function isMinimumAllocationStated(release: HasVersion): boolean {
  const { statedUntil } = minimumAllocationRow(release);
  return release.version.line === 'emr' && (statedUntil === undefined || compareNumbers(release.version, parseReleaseLabel(statedUntil)!) <= 0);
}

/** The last row that has begun; of releases of another line the newest. */
function minimumAllocationRow({ version }: HasVersion) {
  const begun = MINIMUM_ALLOCATIONS.filter(({ since }) => version.line !== 'emr' || compareNumbers(version, parseReleaseLabel(since)!) >= 0);
  return begun[begun.length - 1] ?? MINIMUM_ALLOCATIONS[0];
}
