import fc from 'fast-check';
import { baseLabel, compareReleases, parseReleaseLabel, ReleaseVersion } from '../../../src/core/catalog/release-label';

const number = fc.integer({ min: 0, max: 99 });
const suffix = fc.constantFrom('', '-20260131', '-20251231', '-latest');
const labels = fc.oneof(
  fc.tuple(fc.constantFrom('emr-', 'emr-spark-'), number, number, number, suffix).map(([line, a, b, c, end]) => `${line}${a}.${b}.${c}${end}`),
  fc.tuple(number, number).map(([a, b]) => `emr-spark-${a}.${b}-preview`),
);
const versions = labels.map(label => ({ version: parseReleaseLabel(label)! }));

describe('parseReleaseLabel', () => {
  test.each<[string, Omit<ReleaseVersion, 'label'>]>([
    ['emr-7.12.0', { line: 'emr', major: 7, minor: 12, patch: 0, date: 0 }],
    ['emr-6.11.1', { line: 'emr', major: 6, minor: 11, patch: 1, date: 0 }],
    ['emr-5.0.0', { line: 'emr', major: 5, minor: 0, patch: 0, date: 0 }],
    ['emr-7.99.0', { line: 'emr', major: 7, minor: 99, patch: 0, date: 0 }],
    ['emr-7.12.0-20260131', { line: 'emr', major: 7, minor: 12, patch: 0, date: 20260131 }],
    ['emr-6.15.0-latest', { line: 'emr', major: 6, minor: 15, patch: 0, date: 0 }],
    ['emr-spark-8.0.0', { line: 'emr-spark', major: 8, minor: 0, patch: 0, date: 0 }],
    ['emr-spark-8.0-preview', { line: 'emr-spark', major: 8, minor: 0, patch: -1, date: 0 }],
    ['emr-spark-8.1.0-20261001', { line: 'emr-spark', major: 8, minor: 1, patch: 0, date: 20261001 }],
  ])('reads %s', (label, version) => {
    expect(parseReleaseLabel(label)).toEqual({ label, ...version });
  });

  test.each([
    '', 'emr', 'emr-', '7.12.0', 'EMR-7.12.0', 'emr-7.12', 'emr-7', 'emr-7.12.0.1', 'emr-07.12.0', 'emr-7.12.0 ', ' emr-7.12.0', 'emr-7.12.0\n', 'emr-7.12.x', 'emr_7.12.0',
    'emr-7.12.0-2026', 'emr-7.12.0-newest', 'emr-7.0-preview', 'emr-7.12.0-preview', 'emr-spark-8.0', 'emr-spark-8', 'emr-hive-8.0.0', 'emr-99999.0.0', 'emr--7.1.0', 'emr-7.-1.0',
  ])('fails %j', label => {
    expect(parseReleaseLabel(label)).toBeUndefined();
  });

  test('gives back every label it reads', () => {
    fc.assert(fc.property(labels, label => parseReleaseLabel(label)?.label === label));
  });
});

describe('baseLabel', () => {
  test.each([
    ['emr-7.12.0-20260131', 'emr-7.12.0'], ['emr-7.12.0-latest', 'emr-7.12.0'], ['emr-7.12.0', 'emr-7.12.0'], ['emr-spark-8.0-preview', 'emr-spark-8.0-preview'],
  ])('takes %s back to %s', (label, base) => {
    expect(baseLabel(parseReleaseLabel(label)!)).toBe(base);
  });
});

describe('compareReleases', () => {
  test('orders by number, not by text, previews first, dates last, emr-spark after emr', () => {
    const ordered = [
      'emr-5.34.0', 'emr-6.9.0', 'emr-6.10.0', 'emr-6.10.1', 'emr-7.2.0', 'emr-7.12.0', 'emr-7.12.0-latest', 'emr-7.12.0-20251231', 'emr-7.12.0-20260131', 'emr-7.13.0',
      'emr-spark-8.0-preview', 'emr-spark-8.0.0', 'emr-spark-8.1.0',
    ];
    const shuffled = [...ordered].reverse().map(label => ({ version: parseReleaseLabel(label)! }));
    expect(shuffled.sort(compareReleases).map(({ version }) => version.label)).toEqual(ordered);
  });

  test('is total: 0 only for the same label, and never both ways', () => {
    fc.assert(fc.property(versions, versions, (a, b) => {
      const forth = Math.sign(compareReleases(a, b));
      return forth === -Math.sign(compareReleases(b, a)) + 0 && (forth === 0) === (a.version.label === b.version.label);
    }));
  });

  test('is transitive', () => {
    fc.assert(fc.property(versions, versions, versions, (a, b, c) => {
      const [first, second, third] = [a, b, c].sort(compareReleases);
      return compareReleases(first, second) <= 0 && compareReleases(second, third) <= 0 && compareReleases(first, third) <= 0;
    }));
  });
});
