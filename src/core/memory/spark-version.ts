/** The release that the rules are those of where none is named. */
export const ASSUMED_SPARK_VERSION = '3.5.6';

const VERSION = /^(\d+)\.(\d+)(\.\d+)*(-.*)?$/;

/** Whether this is a version of Spark's form: `3.5`, `3.5.6`, `3.5.6-amzn-0`. */
export function isSparkVersion(version: string): boolean {
  return VERSION.test(version);
}

/** Whether `version` has the rules that came with `least` (`3.0`); patch releases change none of them. */
export function sparkAtLeast(version: string, least: string): boolean {
  return line(version) >= line(least);
}

/** 3.5.6 → 3005. */
function line(version: string): number {
  const [, major, minor] = VERSION.exec(version) ?? ['', '0', '0'];
  return Number(major) * 1000 + Number(minor);
}
