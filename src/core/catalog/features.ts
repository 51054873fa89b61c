import { FEATURE_ROWS, SERVERLESS_STORAGE_LIMITS, SERVERLESS_STORAGE_SMALL_REGIONS } from './features.generated';
import { compareNumbers, HasVersion, parseReleaseLabel } from './release-label';
import { FeatureRow } from './rows';

export type { FeatureRow } from './rows';

/** A feature of EMR Serverless that depends on the release. */
export type ServerlessFeature = keyof typeof FEATURE_ROWS;

/** Feature → first release of each line that has it, and the page that says so. */
export const SERVERLESS_FEATURES: Readonly<Record<ServerlessFeature, FeatureRow>> = FEATURE_ROWS;

export function hasFeature(release: HasVersion, feature: ServerlessFeature): boolean {
  const { since, sinceSpark8 } = SERVERLESS_FEATURES[feature];
  return isFrom(release, since) || isFrom(release, sinceSpark8);
}

/** The first release that has a feature, of the line of the release given. */
export function firstReleaseWith(feature: ServerlessFeature, { version }: HasVersion): string {
  const { since, sinceSpark8 } = SERVERLESS_FEATURES[feature];
  return version.line === 'emr' ? since : sinceSpark8;
}

/** Whether a page states from which release of this line the feature is there; else `hasFeature` rests on the other line. */
export function isFeatureStated(release: HasVersion, feature: ServerlessFeature): boolean {
  return !SERVERLESS_FEATURES[feature].assumed.includes(release.version.line === 'emr' ? 'since' : 'sinceSpark8');
}

/** What one job may keep in serverless storage. Undefined where the release has none. */
export function serverlessStorageLimitGiB(release: HasVersion, region?: string): number | undefined {
  const limits = SERVERLESS_STORAGE_LIMITS.filter(row => isFrom(release, row.since)).map(row => row.limitGiB);
  if (limits.length === 0) return undefined;
  const ofRegion = SERVERLESS_STORAGE_SMALL_REGIONS.find(row => row.region === region)?.limitGiB ?? Infinity;
  return Math.min(Math.max(...limits), ofRegion);
}

/** Whether a release is of the line of `since` and not before it. */
function isFrom({ version }: HasVersion, since: string): boolean {
  const first = parseReleaseLabel(since)!;
  return version.line === first.line && compareNumbers(version, first) >= 0;
}
