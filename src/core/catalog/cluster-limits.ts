import { clusterFeatureSince } from './cluster-features';
import { HasVersion } from './release-label';
import { rangeOf } from './resource-schemas';

/** The least and the most that are allowed. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

/** `IdleTimeout` of auto-termination. */
export function idleTimeoutRange(): Range {
  return published('EMR.AutoTerminationPolicy', 'IdleTimeout');
}

/** Steps that run at the same time. */
export function stepConcurrencyRange(): Range {
  return published('AWS::EMR::Cluster', 'StepConcurrencyLevel');
}

function published(name: string, property: string): Range {
  const [least, most] = rangeOf(name, property);
  return { least, most };
}

/** Applications whose work auto-termination does not see. Source: https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-auto-termination-policy.html (2026-11-20). */
export const UNSEEN_BY_AUTO_TERMINATION: readonly string[] = ['presto', 'prestosql', 'trino', 'hbase'];

/** Source: RunJobFlow of the EMR API (2026-11-20). */
export const MOST_STEPS = 256;

/** Source: RunJobFlow of the EMR API (2026-11-20). */
export const MOST_BOOTSTRAP_ACTIONS = 16;

/** Source: https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-instance-group-configuration.html (2026-11-20). */
export const MOST_TASK_GROUPS = 48;

/** Types of one fleet: with an allocation strategy, and without. Source: https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-instance-fleet.html (2026-11-20). */
export const MOST_FLEET_TYPES = { withStrategy: 30, without: 5 } as const;

const ROOT_VOLUME_GIB = { before: { least: 10, most: 100 }, since: { least: 15, most: 100 } } as const satisfies Record<string, Range>;

/** Source: https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-custom-ami-root-volume-size.html (2026-11-20). */
export function rootVolumeGiB(release: HasVersion): Range {
  return clusterFeatureSince(release, 'largeRootVolume') ? ROOT_VOLUME_GIB.before : ROOT_VOLUME_GIB.since;
}

export function isWithin(value: number, { least, most }: Range): boolean {
  return value >= least && value <= most;
}
