import { compareNumbers, HasVersion, parseReleaseLabel } from './release-label';

/** A feature of EMR on EC2 that depends on the release. */
export type ClusterFeature = keyof typeof SINCE;

/**
 * First releases, one a line; lines that come later have it from their beginning.
 * Sources: https://docs.aws.amazon.com/emr/latest/ManagementGuide/ emr-managed-scaling.html, emr-auto-termination-policy.html,
 * emr-plan-instances-guidelines.html, emr-plan-debugging.html, emr-concurrent-steps.html, emr-plan-output-override.html, emr-plan-ha.html,
 * emr-plan-storage.html; of Spark's https://docs.aws.amazon.com/emr/latest/ReleaseGuide/emr-spark-configure.html, the later of the releases named (2026-11-20).
 */
const SINCE = {
  managedScaling: ['emr-5.30.0', 'emr-6.1.0'],
  autoTermination: ['emr-5.30.0', 'emr-6.1.0'],
  logEncryption: ['emr-5.30.0', 'emr-6.1.0'],
  nodeLabels: ['emr-5.19.0'],
  stepConcurrency: ['emr-5.28.0'],
  largeRootVolume: ['emr-6.10.0'],
  rootVolumePerformance: ['emr-6.15.0'],
  heterogeneousExecutors: ['emr-5.34.0', 'emr-6.5.0'],
  sparkLog4j2: ['emr-6.8.0'],
  threePrimaryNodes: ['emr-5.23.0'],
  threePrimaryNodesInFleet: ['emr-5.36.1', 'emr-6.8.1'],
} as const satisfies Record<string, readonly string[]>;

/** The first release of the line that has a feature, where the one given does not; undefined where it does. */
export function clusterFeatureSince({ version }: HasVersion, feature: ClusterFeature): string | undefined {
  const firsts = SINCE[feature].map(label => parseReleaseLabel(label)!);
  const first = firsts.find(({ major }) => major >= version.major);
  return version.line !== 'emr' || first === undefined || compareNumbers(version, first) >= 0 ? undefined : first.label;
}
