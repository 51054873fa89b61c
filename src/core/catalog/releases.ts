import { baseLabel, compareNumbers, compareReleases, HasVersion, parseReleaseLabel, ReleaseVersion } from './release-label';
import { RELEASE_ROWS } from './releases.generated';
import { ReleaseRow } from './rows';
import { fails, ok, Outcome, Problem, problem } from '../problems/problem';

export { firstReleaseWith, hasFeature, isFeatureStated, SERVERLESS_FEATURES, serverlessStorageLimitGiB } from './features';
export type { FeatureRow, ServerlessFeature } from './features';
export { compareReleases } from './release-label';
export type { HasVersion, ReleaseVersion } from './release-label';

/** A release of EMR and what it runs. */
export interface Release extends HasVersion {
  /** As it was asked for. */
  readonly label: string;
  /** The row of the catalog that it is taken from: another label where the one asked for is not in it. */
  readonly catalogLabel: string;
  readonly version: ReleaseVersion;
  /** Spark's version: `3.5.6`. */
  readonly spark: string;
  /** EMR's build of it: `3.5.6-amzn-1`. */
  readonly sparkBuild: string;
  readonly sparkLine: { readonly major: number; readonly minor: number; readonly patch: number };
  readonly hadoop?: string;
  /** Major version of the Java that runs Spark unless a job asks for another. */
  readonly java: number;
  readonly onServerless: boolean;
  /** Undefined: not known. */
  readonly onEc2?: boolean;
}

/** The release of a plan that names none. */
export const DEFAULT_RELEASE = 'emr-7.12.0';

const RELEASES: readonly Release[] = RELEASE_ROWS.map(row => releaseOf(row, parseReleaseLabel(row.label)!)).sort(compareReleases);
const MAXIMUM_HINTS = 3;

/** Every release of the catalog, oldest first. */
export function allReleases(): readonly Release[] {
  return RELEASES;
}

/**
 * The release of a label. An open set: a label that is not in the catalog takes the newest known before it in its line (SZ4002).
 * Fails with SZ4001 on text that is no label, or a label older than any known.
 */
export function findRelease(label: string, path = 'release'): Outcome<Release> {
  const version = parseReleaseLabel(label);
  const known = version && newestUpTo(version, RELEASES);
  if (!version || !known) return fails([problem('SZ4001', path, `got ${label || 'nothing'}; ${hint(label, RELEASES)}`)]);
  const release: Release = { ...known, label, version };
  return ok(release, baseLabel(version) === known.label ? [] : [unknownRelease(version, known, path)]);
}

/** The same for EMR Serverless: SZ4003 where it does not have the release. */
export function findServerlessRelease(label: string, path = 'release'): Outcome<Release> {
  const found = findRelease(label, path);
  if (!found.ok || found.value.onServerless) return found;
  const serverless = RELEASES.filter(release => release.onServerless);
  return fails([problem('SZ4003', path, `got ${label}, which EMR Serverless does not have; ${hint(label, serverless)}`)]);
}

function releaseOf(row: ReleaseRow, version: ReleaseVersion): Release {
  const spark = row.spark.split('-')[0];
  const [major, minor, patch] = spark.split('.').map(Number);
  const { label, hadoop, java, onServerless, onEc2 } = row;
  return { label, catalogLabel: label, version, spark, sparkBuild: row.spark, sparkLine: { major, minor, patch }, hadoop, java, onServerless, onEc2 };
}

/** `releases` must be oldest first. */
function newestUpTo(version: ReleaseVersion, releases: readonly Release[]): Release | undefined {
  return releases.filter(release => release.version.line === version.line && compareNumbers(release.version, version) <= 0).pop();
}

function unknownRelease(version: ReleaseVersion, known: Release, path: string): Problem {
  const otherLine = version.line === 'emr' ? version.label.replace('emr-', 'emr-spark-') : version.label.replace('emr-spark-', 'emr-');
  const meant = RELEASES.some(release => release.label === otherLine) ? `; did you mean ${otherLine}?` : '';
  return problem('SZ4002', path, `${version.label} is not in this catalog: Spark ${known.spark} and Java ${known.java} are those of ${known.label}, the newest known before it${meant}`);
}

/** `use emr-7.12.0 or emr-7.13.0`: what is nearest to the numbers of the text, else the newest of each line. */
function hint(text: string, releases: readonly Release[]): string {
  const near = nearestLabels(text, releases);
  return `use ${near.length > 1 ? `${near.slice(0, -1).join(', ')} or ` : ''}${near[near.length - 1]}`;
}

function nearestLabels(text: string, releases: readonly Release[]): readonly string[] {
  const [, major, minor, patch] = /(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?/.exec(text) ?? [];
  if (major === undefined) return newestLabels(releases);
  const line = /spark/i.test(text) || Number(major) >= 8 ? 'emr-spark' : 'emr'; // from 8 on the labels carry spark
  const version: ReleaseVersion = { label: text, line, major: Number(major), minor: Number(minor), patch: Number(patch ?? 0), date: 0 };
  const below = newestUpTo(version, releases);
  const above = releases.find(release => release.version.line === line && compareNumbers(release.version, version) >= 0);
  return unique([below, above].flatMap(release => release ? [release.label] : []));
}

function newestLabels(releases: readonly Release[]): readonly string[] {
  const newest = (['emr', 'emr-spark'] as const).flatMap(line => releases.filter(release => release.version.line === line).slice(-1));
  return unique([DEFAULT_RELEASE, ...newest.map(release => release.label)]).slice(0, MAXIMUM_HINTS);
}

function unique(labels: readonly string[]): readonly string[] {
  return [...new Set(labels)];
}
