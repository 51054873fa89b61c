import fc from 'fast-check';
import { allReleases, compareReleases, DEFAULT_RELEASE, findRelease, findServerlessRelease, Release } from '../../../src/core/catalog/releases';
import { Outcome, problemLine } from '../../../src/core/problems/problem';

/** The release it takes and what it says, in one line. */
function told(outcome: Outcome<Release>): string {
  if (!outcome.ok) return outcome.problems.map(problemLine).join('\n');
  return [outcome.value.catalogLabel, ...outcome.warnings.map(problemLine)].join(' ← ');
}

function known(label: string): Release {
  const found = findRelease(label);
  if (!found.ok) throw new Error(label);
  return found.value;
}

describe('allReleases', () => {
  test('is oldest first, without doubles', () => {
    const releases = allReleases();
    expect([...releases].sort(compareReleases)).toEqual(releases);
    expect(new Set(releases.map(release => release.label)).size).toBe(releases.length);
  });

  test('has the default release, on Serverless', () => {
    expect(DEFAULT_RELEASE).toBe('emr-7.12.0');
    expect(allReleases().find(release => release.label === DEFAULT_RELEASE)?.onServerless).toBe(true);
  });

  // copied by hand from the release pages of EMR Serverless and of EMR
  test.each([
    ['emr-5.0.0', '2.0.0', 8], ['emr-5.34.0', '2.4.8', 8], ['emr-6.0.0', '2.4.4', 8], ['emr-6.6.0', '3.2.0', 8], ['emr-6.9.0', '3.3.0', 8], ['emr-6.11.0', '3.3.2', 8],
    ['emr-6.15.0', '3.4.1', 8], ['emr-7.0.0', '3.5.0', 17], ['emr-7.3.0', '3.5.1', 17], ['emr-7.8.0', '3.5.4', 17], ['emr-7.12.0', '3.5.6', 17], ['emr-7.14.0', '3.5.8', 17],
    ['emr-spark-8.0-preview', '4.0.1', 17], ['emr-spark-8.0.0', '4.0.2', 17], ['emr-spark-8.1.0', '4.1.1', 17],
  ])('%s runs Spark %s on Java %d', (label, spark, java) => {
    expect(known(label)).toMatchObject({ label, spark, java });
  });

  test('takes Spark apart', () => {
    expect(known('emr-7.12.0')).toMatchObject({ sparkBuild: '3.5.6-amzn-1', sparkLine: { major: 3, minor: 5, patch: 6 }, hadoop: '3.4.1-amzn-4' });
    expect(known('emr-6.11.1')).toMatchObject({ spark: '3.3.2', sparkBuild: '3.3.2-amzn-0.1', sparkLine: { major: 3, minor: 3, patch: 2 } });
  });

  test('says where a release was not seen: EC2 for the newest of Serverless', () => {
    expect(known('emr-7.13.0').onEc2).toBe(true);
    expect(known('emr-7.14.0').onEc2).toBeUndefined();
  });
});

describe('findRelease', () => {
  test.each(allReleases().map(release => release.label))('finds %s without a warning', label => {
    expect(told(findRelease(label))).toBe(label);
  });

  test.each([
    ['emr-7.12.0-20260131', 'emr-7.12.0'],
    ['emr-6.15.0-latest', 'emr-6.15.0'],
    ['emr-7.99.0', 'emr-7.14.0 ← SZ4002 release: emr-7.99.0 is not in this catalog: Spark 3.5.8 and Java 17 are those of emr-7.14.0, the newest known before it'],
    ['emr-7.5.3', 'emr-7.5.0 ← SZ4002 release: emr-7.5.3 is not in this catalog: Spark 3.5.2 and Java 17 are those of emr-7.5.0, the newest known before it'],
    ['emr-6.99.0', 'emr-6.15.0 ← SZ4002 release: emr-6.99.0 is not in this catalog: Spark 3.4.1 and Java 8 are those of emr-6.15.0, the newest known before it'],
    ['emr-5.36.2', 'emr-5.34.0 ← SZ4002 release: emr-5.36.2 is not in this catalog: Spark 2.4.8 and Java 8 are those of emr-5.34.0, the newest known before it'],
    ['emr-8.0.0', 'emr-7.14.0 ← SZ4002 release: emr-8.0.0 is not in this catalog: Spark 3.5.8 and Java 17 are those of emr-7.14.0, the newest known before it; did you mean emr-spark-8.0.0?'],
    ['emr-spark-9.0.0', 'emr-spark-8.1.0 ← SZ4002 release: emr-spark-9.0.0 is not in this catalog: Spark 4.1.1 and Java 17 are those of emr-spark-8.1.0, the newest known before it'],
    ['emr-spark-8.2-preview', 'emr-spark-8.1.0 ← SZ4002 release: emr-spark-8.2-preview is not in this catalog: Spark 4.1.1 and Java 17 are those of emr-spark-8.1.0, the newest known before it'],
  ])('takes %s as %s', (label, text) => {
    expect(told(findRelease(label))).toBe(text);
  });

  test('keeps the label that was asked for', () => {
    expect(known('emr-7.99.0-20270101')).toMatchObject({ label: 'emr-7.99.0-20270101', catalogLabel: 'emr-7.14.0', spark: '3.5.8', onServerless: true });
  });

  test.each([
    ['emr-7.12', 'got emr-7.12; use emr-7.12.0'],
    ['7.12.0', 'got 7.12.0; use emr-7.12.0'],
    ['EMR-7.1.0', 'got EMR-7.1.0; use emr-7.1.0'],
    ['emr-7.99', 'got emr-7.99; use emr-7.14.0'],
    ['emr-spark-8.0', 'got emr-spark-8.0; use emr-spark-8.0.0'],
    ['emr-8.0', 'got emr-8.0; use emr-spark-8.0.0'],
    ['emr-4.9.0', 'got emr-4.9.0; use emr-5.0.0'],
    ['emr-spark-7.12.0', 'got emr-spark-7.12.0; use emr-spark-8.0-preview'],
    ['spark-3.5', 'got spark-3.5; use emr-spark-8.0-preview'],
    ['emr-5.0.1 beta', 'got emr-5.0.1 beta; use emr-5.0.0 or emr-5.0.3'],
    ['', 'got nothing; use emr-7.12.0, emr-7.14.0 or emr-spark-8.1.0'],
    ['latest', 'got latest; use emr-7.12.0, emr-7.14.0 or emr-spark-8.1.0'],
    ['${Token[TOKEN.12]}', 'got ${Token[TOKEN.12]}; use emr-7.12.0, emr-7.14.0 or emr-spark-8.1.0'],
  ])('fails %j', (label, message) => {
    expect(findRelease(label, '--release')).toEqual({ ok: false, problems: [{ id: 'SZ4001', path: '--release', message }] });
  });

  test('answers any text without throwing', () => {
    fc.assert(fc.property(fc.string(), label => {
      const found = findRelease(label);
      return found.ok || found.problems.length === 1;
    }));
  });

  test('never takes a newer label from an older row', () => {
    const numbers = fc.tuple(fc.integer({ min: 5, max: 9 }), fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 5 }));
    fc.assert(fc.property(numbers, numbers, (one, other) => {
      const [older, newer] = [one, other].map(parts => known(`emr-${parts.join('.')}`)).sort(compareReleases);
      const rows = [older, newer].map(release => known(release.catalogLabel));
      return compareReleases(rows[0], rows[1]) <= 0 && compareReleases(rows[1], newer) <= 0;
    }));
  });
});

describe('findServerlessRelease', () => {
  test('finds 28 releases, from emr-6.6.0 on, without the patch releases of 6.x', () => {
    const found = allReleases().filter(release => findServerlessRelease(release.label).ok).map(release => release.label);
    expect(found).toHaveLength(28); // 10 of 6.x, 15 of 7.x, the preview of 8.0, 8.0.0, 8.1.0
    expect(found.slice(0, 6)).toEqual(['emr-6.6.0', 'emr-6.7.0', 'emr-6.8.0', 'emr-6.9.0', 'emr-6.10.0', 'emr-6.11.0']);
  });

  test('passes the warning about an unknown label on', () => {
    expect(told(findServerlessRelease('emr-7.99.0'))).toContain('emr-7.14.0 ← SZ4002');
  });

  test.each([
    ['emr-6.8.1', 'use emr-6.8.0 or emr-6.9.0'], ['emr-6.9.1', 'use emr-6.9.0 or emr-6.10.0'], ['emr-6.11.1', 'use emr-6.11.0 or emr-6.12.0'],
    ['emr-6.5.0', 'use emr-6.6.0'], ['emr-5.34.0', 'use emr-6.6.0'], ['emr-5.36.0', 'use emr-6.6.0'],
  ])('fails %s', (label, hint) => {
    expect(told(findServerlessRelease(label))).toBe(`SZ4003 release: got ${label}, which EMR Serverless does not have; ${hint}`);
  });

  test('fails text that is no label as findRelease does', () => {
    expect(findServerlessRelease('emr-7.12')).toEqual(findRelease('emr-7.12'));
  });
});
