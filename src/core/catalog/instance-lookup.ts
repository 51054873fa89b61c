import { Architecture, InstanceCatalog, InstanceType, knownInstanceTypes } from './instance-types';
import { ADVISED_FAMILIES } from './instance-types.generated';
import { nearestTypes, similarNames } from './nearest-instances';
import { compareNumbers, parseReleaseLabel, ReleaseVersion } from './release-label';
import { Release } from './releases';
import { Outcome, Problem, fails, ok, problem } from '../problems/problem';

/** Which types may be used. What is left out does not matter. */
export interface InstanceScope {
  readonly catalog?: InstanceCatalog;
  readonly release?: Release;
  readonly architecture?: Architecture;
}

/** The emr-spark releases are taken to have the types of this line, the newest one listed. */
const MAJOR_LIKE_EMR_SPARK = 7;

/**
 * The type of a name. SZ4101 where there is none, with names like it; SZ4102 where the release or the architecture does not take it, with
 * the nearest that fit; warns with SZ4104 where EMR advises a later release.
 */
export function findInstanceType(name: string, scope: InstanceScope = {}, path = 'instanceType'): Outcome<InstanceType> {
  const catalog = scope.catalog ?? knownInstanceTypes();
  const type = catalog.get(name);
  if (!type) return fails([unknownType(name, allowedTypes(scope), path)]);
  const refused = refusal(type, scope);
  if (refused !== undefined) return fails([problem('SZ4102', path, `got ${name}, ${refused}; ${use(nearestTypes(type, allowedTypes(scope)))}`)]);
  return ok(type, scope.release ? advice(type, scope.release, path) : []);
}

/** Every type within the scope, in the catalog's order. */
export function allowedTypes(scope: InstanceScope): InstanceType[] {
  return [...(scope.catalog ?? knownInstanceTypes()).values()].filter(type => refusal(type, scope) === undefined);
}

/** The first release that takes the type in the line of `version`. Of emr-spark labels that of 7.x: EMR's list does not name them. */
export function firstReleaseOf({ since }: InstanceType, version: ReleaseVersion): ReleaseVersion | undefined {
  const major = version.line === 'emr' ? version.major : MAJOR_LIKE_EMR_SPARK;
  return since.map(label => parseReleaseLabel(label)!).find(first => first.major === major);
}

/** `{ '6.x': 'emr-6.10.0', '7.x': 'emr-7.0.0' }`. */
export function firstReleasesByLine({ since }: InstanceType): Record<string, string> {
  return Object.fromEntries(since.map(label => [`${parseReleaseLabel(label)!.major}.x`, label]));
}

/** Why a type is out of scope; undefined where it is not. */
function refusal(type: InstanceType, { release, architecture }: InstanceScope): string | undefined {
  if (architecture !== undefined && type.architecture !== architecture) return `which is ${type.architecture}, not ${architecture}`;
  if (release === undefined || isOn(type, release.version)) return undefined;
  const first = firstReleaseOf(type, release.version);
  return first ? `which EMR has from ${first.label} on, not on ${release.label}` : `which EMR does not have on ${release.label} (first: ${type.since.join(', ')})`;
}

function isOn(type: InstanceType, version: ReleaseVersion): boolean {
  if (type.since.length === 0) return true;
  const first = firstReleaseOf(type, version);
  return first !== undefined && (first.line !== version.line || compareNumbers(version, first) >= 0);
}

function unknownType(name: string, allowed: readonly InstanceType[], path: string): Problem {
  return problem('SZ4101', path, `got ${name || 'nothing'}, which is not in the catalog; ${use(similarNames(name, allowed))}, or give a row of its own`);
}

/** `use m7g.xlarge or m6g.xlarge`. */
function use(names: readonly string[]): string {
  if (names.length === 0) return 'no type fits';
  return `use ${names.length > 1 ? `${names.slice(0, -1).join(', ')} or ` : ''}${names[names.length - 1]}`;
}

function advice({ instanceType, family }: InstanceType, { label, version }: Release, path: string): Problem[] {
  const row = ADVISED_FAMILIES.find(({ families }) => families.includes(family));
  const first = row?.since.map(text => parseReleaseLabel(text)!).find(one => one.line === version.line && one.major === version.major);
  if (!first || compareNumbers(version, first) >= 0) return [];
  return [problem('SZ4104', path, `${instanceType} on ${label}: EMR has defaults for it from ${first.label} on`)];
}
