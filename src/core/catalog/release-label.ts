/** A release label taken apart: `emr-7.12.0`, `emr-spark-8.0.0`, `emr-spark-8.0-preview`, each with a date or `-latest` behind it where there is one. */
export interface ReleaseVersion {
  readonly label: string;
  readonly line: 'emr' | 'emr-spark';
  readonly major: number;
  readonly minor: number;
  /** −1 for a preview, which comes before its release. */
  readonly patch: number;
  /** `20260131` of a dated label, else 0. */
  readonly date: number;
}

/** Anything that stands at one place in the order of releases. */
export interface HasVersion {
  readonly version: ReleaseVersion;
}

const NUMBER = '(0|[1-9]\\d{0,3})';
const LABEL = new RegExp(`^emr-(spark-)?${NUMBER}\\.${NUMBER}(?:\\.${NUMBER}|-preview)(-(\\d{8})|-latest)?$`);

/** Undefined where the text does not have the form of a label. */
export function parseReleaseLabel(label: string): ReleaseVersion | undefined {
  const [matched, spark, major, minor, patch, , date] = LABEL.exec(label) ?? [];
  if (matched === undefined || (patch === undefined && spark === undefined)) return undefined; // only emr-spark has previews
  return {
    label,
    line: spark === undefined ? 'emr' : 'emr-spark',
    major: Number(major),
    minor: Number(minor),
    patch: patch === undefined ? -1 : Number(patch),
    date: Number(date ?? 0),
  };
}

/** The label without its date or `-latest`. */
export function baseLabel(version: ReleaseVersion): string {
  return version.label.replace(/-(\d{8}|latest)$/, '');
}

/** A total order: emr before emr-spark, then by number, a preview before its release, a dated label after the plain one. */
export function compareReleases({ version: a }: HasVersion, { version: b }: HasVersion): number {
  if (a.line !== b.line) return a.line < b.line ? -1 : 1;
  const difference = compareNumbers(a, b) || a.date - b.date;
  if (difference !== 0) return difference;
  return a.label < b.label ? -1 : Number(a.label > b.label);
}

/** By major, minor and patch alone: 0 for labels of the same release. Only for labels of one line. */
export function compareNumbers(a: ReleaseVersion, b: ReleaseVersion): number {
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch;
}
