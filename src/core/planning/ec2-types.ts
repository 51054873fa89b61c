import { Ec2Request } from './ec2-plan';
import { instancePrices } from '../catalog/instance-prices';
import { InstanceType } from '../catalog/instance-types';
import { LAWS } from '../catalog/laws';
import { HasVersion } from '../catalog/release-label';
import { YarnSettings, yarnSettings } from '../catalog/yarn-memory';
import { GIB, MIB, roundUp } from '../units';

/** An instance type as nodes of a plan have it. */
export interface NodeType {
  readonly type: InstanceType;
  readonly yarn: YarnSettings;
  /** What computes: EMR gives YARN twice as many vcores on a few older families. */
  readonly vCpu: number;
  /** The application master as YARN grants it. */
  readonly masterMiB: number;
  /** Instance, EMR's fee and root volume. */
  readonly usdPerHour: number;
  /** The same of a Spot instance. */
  readonly spotUsdPerHour: number;
  /** Instance store that YARN may fill; 0 without one. */
  readonly storeGiB: number;
  readonly storeBytesPerSecond: number;
  readonly ebsBytesPerSecond: number;
  /** Whether the instance store is of hard disks, and so HDFS. */
  readonly hardDisks: boolean;
}

/** Families on which YARN has twice EC2's vCPUs: more tasks than those are no faster. Source: data/instance-types.jsonc, held against EC2's figures. */
const DOUBLED_FAMILIES: ReadonlySet<string> = new Set(['d2', 'i2', 'm4']);
/** The one of them whose vcores are not just twice as many. */
const EC2_VCPUS: Readonly<Record<string, number>> = { 'd2.8xlarge': 36 };

/** Families whose instance store is of hard disks. Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/InstanceStorage.html (2026-11-20). */
const HARD_DISK_FAMILIES: ReadonlySet<string> = new Set(['c1', 'd2', 'd3', 'd3en', 'h1', 'm1', 'm2']);
const BYTES_PER_GB = 1e9;
const BITS_PER_BYTE = 8;

/** USD for a GiB of gp3 for an hour. */
export function ebsUsdPerGiBHour({ prices }: Pick<Ec2Request, 'prices'>): number {
  return (prices?.gp3UsdPerGiBMonth ?? LAWS.gp3UsdPerGiBMonth.value) / LAWS.hoursPerMonth.value;
}

/** A type that a plan can use, `ebsUsd` a GiB an hour; undefined without a price. */
export function nodeType(type: InstanceType, release: HasVersion, ebsUsd: number): NodeType | undefined {
  const { usdPerHour, emrUsdPerHour, spotUsdPerHour } = instancePrices(type);
  if (usdPerHour === undefined || emrUsdPerHour === undefined) return undefined;
  const yarn = yarnSettings(type, release);
  const besideUsdPerHour = emrUsdPerHour + LAWS.rootVolumeGiB.value * ebsUsd; // EMR's fee is the same on Spot
  return {
    type,
    yarn,
    vCpu: EC2_VCPUS[type.instanceType] ?? type.vCores / (DOUBLED_FAMILIES.has(type.family) ? 2 : 1),
    masterMiB: roundUp(LAWS.applicationMasterMiB.value, yarn.minimumAllocationMiB),
    usdPerHour: usdPerHour + besideUsdPerHour,
    spotUsdPerHour: (spotUsdPerHour ?? usdPerHour * LAWS.spotPriceShare.value) + besideUsdPerHour,
    ...storeOf(type),
    ebsBytesPerSecond: ebsBytesPerSecond(type),
    hardDisks: type.instanceStore !== undefined && HARD_DISK_FAMILIES.has(type.family),
  };
}

/**
 * Types without those that another of the same vcores and memory makes superfluous: no dearer, and no slower or smaller in disks.
 * Of equals the first by name stays.
 */
export function undominated(types: readonly NodeType[]): NodeType[] {
  const bySize = new Map<string, NodeType[]>();
  for (const one of [...types].sort((a, b) => a.usdPerHour - b.usdPerHour || (a.type.instanceType < b.type.instanceType ? -1 : 1))) {
    const key = [one.vCpu, one.type.memoryMiB, one.yarn.memoryMiB, one.yarn.maximumAllocationMiB, one.masterMiB, one.hardDisks].join();
    const kept = bySize.get(key) ?? [];
    bySize.set(key, kept);
    if (!kept.some(cheaper => isNoDearerOrSlower(cheaper, one))) kept.push(one);
  }
  return [...bySize.values()].flat();
}

function isNoDearerOrSlower(a: NodeType, b: NodeType): boolean {
  return a.spotUsdPerHour <= b.spotUsdPerHour
    && a.storeGiB >= b.storeGiB && a.storeBytesPerSecond >= b.storeBytesPerSecond && a.ebsBytesPerSecond >= b.ebsBytesPerSecond;
}

/** GiB that may be filled, rounded down, and what the disks write: HDD by the disk, the others by the GB. */
export function storeOf({ family, instanceStore }: InstanceType): Pick<NodeType, 'storeGiB' | 'storeBytesPerSecond'> {
  if (!instanceStore) return { storeGiB: 0, storeBytesPerSecond: 0 };
  const { disks, totalGB } = instanceStore;
  const mibps = HARD_DISK_FAMILIES.has(family) ? disks * LAWS.hardDiskMiBps.value : totalGB * LAWS.instanceStoreMiBpsPerGB.value;
  return { storeGiB: Math.floor(totalGB * BYTES_PER_GB * LAWS.nodeDiskFill.value / GIB), storeBytesPerSecond: mibps * MIB };
}

/** min(what the instance carries, what as many gp3 volumes as it may have carry); one volume's where the instance's figure is not known. */
function ebsBytesPerSecond({ ebsMbps }: InstanceType): number {
  const volume = LAWS.gp3MiBps.value * MIB;
  return ebsMbps === undefined ? volume : Math.min(ebsMbps * 1e6 / BITS_PER_BYTE, LAWS.nodeMostVolumes.value * volume);
}
