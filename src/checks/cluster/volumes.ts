import { Cluster, NodeRole } from './cluster';
import { outside } from './fleets';
import { typedMembers } from './instance-types';
import { Range, isWithin, rootVolumeGiB } from '../../core/catalog/cluster-limits';
import { LAWS } from '../../core/catalog/laws';
import { Found, Rule, found } from '../rule';
import { Value } from '../template/value';

/** What EBS makes of a type of volume. */
interface VolumeType {
  readonly sizeGiB: Range;
  /** Undefined: its IOPS cannot be chosen. */
  readonly iops?: Range;
  readonly iopsPerGiB?: number;
  readonly needsIops?: boolean;
  readonly mibPerSecond?: Range;
}

/**
 * Types that EMR takes, and EBS's ranges.
 * Sources: VolumeSpecification of the EMR API; https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html (2026-11-20).
 */
const VOLUME_TYPES: Readonly<Record<string, VolumeType>> = {
  gp3: { sizeGiB: { least: 1, most: 65536 }, iops: { least: 3000, most: 80000 }, iopsPerGiB: 500, mibPerSecond: { least: 125, most: 2000 } },
  gp2: { sizeGiB: { least: 1, most: 16384 } },
  io1: { sizeGiB: { least: 4, most: 16384 }, iops: { least: 100, most: 64000 }, iopsPerGiB: 50, needsIops: true },
  st1: { sizeGiB: { least: 125, most: 16384 } },
  sc1: { sizeGiB: { least: 125, most: 16384 } },
  standard: { sizeGiB: { least: 1, most: 1024 } },
};

/** Volumes that EBS and EMR make. */
export const volumes: Rule<Cluster> = {
  id: 'SZ6210',
  find: cluster => typedMembers(cluster).flatMap(({ value, role }) => {
    const configs = value.at('EbsConfiguration', 'EbsBlockDeviceConfigs');
    return [...volumeCount(configs), ...configs.knownItems().flatMap(item => specification(item.at('VolumeSpecification'), role))];
  }),
};

function volumeCount(configs: Value): Found[] {
  const counts = configs.knownItems().map(item => item.at('VolumesPerInstance')).map(count => count.isMissing ? 1 : count.whole() ?? 0);
  const all = counts.reduce((sum, count) => sum + count, 0);
  const most = LAWS.nodeMostVolumes.value;
  return all <= most ? [] : [found(configs, `got ${all} volumes on each instance; up to ${most} are allowed`)];
}

function specification(volume: Value, role: NodeRole): Found[] {
  const name = volume.at('VolumeType').text();
  if (name === undefined) return [];
  const type = Object.prototype.hasOwnProperty.call(VOLUME_TYPES, name.toLowerCase()) ? VOLUME_TYPES[name.toLowerCase()] : undefined;
  if (!type) return [found(volume.at('VolumeType'), `got ${name}; EMR takes ${Object.keys(VOLUME_TYPES).join(', ')}`)];
  return [...volumeSize(volume, name, type, role), ...volumeIops(volume, name, type), ...throughput(volume.at('Throughput'), name, type)];
}

function volumeSize(volume: Value, name: string, { sizeGiB }: VolumeType, role: NodeRole): Found[] {
  const least = role === 'core' ? Math.max(sizeGiB.least, LAWS.emrLeastVolumeGiB.value) : sizeGiB.least;
  return outside(volume.at('SizeInGB'), { least, most: sizeGiB.most }, `GiB of ${name}${role === 'core' ? ' on core nodes' : ''}`);
}

function volumeIops(volume: Value, name: string, type: VolumeType): Found[] {
  const at = volume.at('Iops');
  const iops = at.whole();
  if (at.isMissing) return type.needsIops ? [found(volume, `got ${name} without Iops; ${type.iops?.least} to ${type.iops?.most} are allowed`)] : [];
  if (iops === undefined || iops < 0) return [];
  if (!type.iops) return [found(at, `got ${iops} for ${name}, whose IOPS follow from its size; leave Iops out, or use gp3`)];
  const most = Math.min(type.iops.most, Math.max(type.iops.least, (volume.at('SizeInGB').whole() ?? Infinity) * (type.iopsPerGiB ?? Infinity)));
  return outside(at, { least: type.iops.least, most }, `IOPS of ${name} of this size`);
}

function throughput(at: Value, name: string, { mibPerSecond }: VolumeType): Found[] {
  if (at.isMissing || at.isUnknown) return [];
  return mibPerSecond ? outside(at, mibPerSecond, `MiB/s of ${name}`) : [found(at, `got ${at.text()} for ${name}; only gp3 has a throughput of its own`)];
}

/** The root volume of every instance. Its performance: https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-plan-storage.html (2026-11-20). */
export const rootVolume: Rule<Cluster> = {
  id: 'SZ6211',
  find: ({ properties, release }) => {
    const { iops, mibPerSecond } = VOLUME_TYPES.gp3;
    return [
      ...release ? outside(properties.at('EbsRootVolumeSize'), rootVolumeGiB(release), `GiB on ${release.label}`) : [],
      ...below(properties.at('EbsRootVolumeIops'), iops, 'IOPS'),
      ...below(properties.at('EbsRootVolumeThroughput'), mibPerSecond, 'MiB/s'),
    ];
  },
};

function below(at: Value, range: Range | undefined, unit: string): Found[] {
  const value = at.whole();
  return value === undefined || value < 0 || !range || isWithin(value, { ...range, most: Infinity }) ? [] : [found(at, `got ${value}; at least ${range.least} ${unit} are allowed`)];
}
