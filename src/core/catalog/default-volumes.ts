import { InstanceType } from './instance-types';
import { DEFAULT_VOLUMES } from './instance-types.generated';
import { compareNumbers, HasVersion, parseReleaseLabel } from './release-label';

/** EBS volumes of one instance, all alike. */
export interface EbsVolumes {
  readonly volumes: number;
  readonly sizeGiB: number;
}

/** The first release with the table of default volumes. Source: https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-plan-storage.html (2026-11-20). */
const SINCE = parseReleaseLabel('emr-5.22.0')!;

/** What EMR attaches where a cluster asks for nothing. Undefined: the type has an instance store, or its size is not in the table. */
export function defaultVolumes({ size, instanceStore }: InstanceType, { version }: HasVersion): EbsVolumes | undefined {
  if (instanceStore || (version.line === 'emr' && compareNumbers(version, SINCE) < 0)) return undefined;
  const row = DEFAULT_VOLUMES.find(one => one.size === size);
  return row && { volumes: row.volumes, sizeGiB: row.sizeGiB };
}
