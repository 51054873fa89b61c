import fc from 'fast-check';
import { GIB, KIB, MIB, TIB } from '../../../src/core/units';
import {
  formatCount, formatDuration, formatSize, formatUsd, parseDuration, parseSize, parseWorkerGiB,
} from '../../../src/core/workload/quantities';

describe('parseSize', () => {
  test.each([
    ['1B', 1], ['1KB', 1000], ['1MB', 1e6], ['1GB', 1e9], ['1TB', 1e12], ['1KiB', KIB], ['1MiB', MIB], ['1GiB', GIB], ['1TiB', TIB],
  ])('reads %s: without an i the unit is decimal', (text, bytes) => {
    expect(parseSize(text)).toBe(bytes);
  });

  test.each([['500 GiB', 500 * GIB], ['  500GiB  ', 500 * GIB], ['1.5TB', 1.5e12], ['0.5 gib', GIB / 2], ['20gB', 20e9], ['0B', 0]])('reads %j', (text, bytes) => {
    expect(parseSize(text)).toBe(bytes);
  });

  test('rounds up to whole bytes, and not because a product of doubles is a hair above', () => {
    expect(parseSize('0.0001KiB')).toBe(1);
    expect(parseSize('1.0001KB')).toBe(1001); // 1000.1
    expect(parseSize('16.1KB')).toBe(16_100); // 16.1 · 1000 = 16100.000000000002
    expect(parseSize('64.9 KB')).toBe(64_900);
  });

  test('reads whole bytes exactly as far as doubles go', () => {
    expect(parseSize('9007199254740991B')).toBe(Number.MAX_SAFE_INTEGER);
    expect(parseSize('4503599627370497.0B')).toBe(4_503_599_627_370_497);
  });

  test.each(['', '500', '500G', 'GiB', '-5GiB', '+5GiB', '.5GiB', '5.GiB', '1e3GiB', '5 Gi B', '5GiB6', 'x5GiB', '5GiB x', '5,5GiB', 'NaNGiB', 'InfinityB', '5PiB', '5iB', '1B2KiB'])(
    'fails to read %j', (text) => {
      expect(parseSize(text)).toBeUndefined();
    });
});

describe('parseDuration', () => {
  test.each([
    ['45m', 2700], ['1h30m', 5400], ['90s', 90], ['200h', 720_000], ['1.5h', 5400], ['1h 30m', 5400], [' 2 h 5 s ', 7205], ['1H30M15S', 5415], ['1h30m15s', 5415],
    ['0.5m', 30], ['0s', 0], ['5m30s', 330], ['1.25h1.5m', 4590], ['12h', 43_200],
  ])('reads %j', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  test.each(['', '45', 'm', '1h1h', '30m1h', '5s1m', '5s1h', '1d', '-45m', '1h-30m', '45 min', 'x45m', '45m!', '1.h', '.5h', '1h30', 'PT45M', '1:30'])('fails to read %j', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});

describe('parseWorkerGiB', () => {
  test.each([
    ['150GB', 150], ['150 GB', 150], ['150 GiB', 150], ['150g', 150], ['150', 150], ['1.5 gb', 1.5], [' 30 ', 30], ['120.25GB', 120.25], ['150  gb', 150],
  ])('reads %j: a GB of EMR Serverless is a GiB', (text, gib) => {
    expect(parseWorkerGiB(text)).toBe(gib);
  });

  test.each(['', 'GB', '150MB', '-1', '1.', '.5', '150 GBs', 'x150', '1 2', '150 G B'])('fails to read %j', (text) => {
    expect(parseWorkerGiB(text)).toBeUndefined();
  });
});

describe('formatSize', () => {
  test.each([
    [0, '0 B'], [1, '1 B'], [1023, '1023 B'], [KIB, '1 KiB'], [1536, '1.5 KiB'], [MIB - 1, '1024 KiB'], [MIB, '1 MiB'], [1_000_436_531, '954 MiB'],
    [99.5 * MIB, '99.5 MiB'], [99.96 * MIB, '100 MiB'], [100 * MIB, '100 MiB'], [100.4 * MIB, '100 MiB'], [500 * GIB, '500 GiB'], [99.99 * GIB, '100 GiB'], [1.5 * GIB, '1.5 GiB'], [2 * TIB, '2 TiB'], [20_000 * TIB, '20000 TiB'],
    [-1.5 * GIB, '-1.5 GiB'], [10 * GIB, '10 GiB'], [0.05 * KIB, '51.2 B'],
  ])('of %d is %s', (bytes, text) => {
    expect(formatSize(bytes)).toBe(text);
  });

  test('reads back what it prints, to within a twentieth of the unit', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 50 }), (bytes) => {
      const back = parseSize(formatSize(bytes))!;
      expect(Math.abs(back - bytes)).toBeLessThanOrEqual(1 + 0.051 * bytes);
    }));
  });
});

describe('formatDuration', () => {
  test.each([
    [0, '0s'], [0.4, '0s'], [45, '45s'], [59.6, '1m'], [60, '1m'], [125, '2m 5s'], [3600, '1h'], [3605, '1h 5s'], [5400, '1h 30m'], [5425, '1h 30m'], [720_000, '200h'],
  ])('of %d s is %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });

  test('of whole minutes reads back as it was', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1e6 }), (minutes) => {
      expect(parseDuration(formatDuration(60 * minutes))).toBe(60 * minutes);
    }));
  });
});

describe('formatUsd', () => {
  test.each([
    [0, '$0.00'], [0.0421, '$0.0421'], [0.5, '$0.500'], [1, '$1.00'], [1.919, '$1.92'], [999.4, '$999.40'], [999.996, '$1,000'], [1000, '$1,000'], [1204.4, '$1,204'], [1_234_567.5, '$1,234,568'],
  ])('of %d is %s', (usd, text) => {
    expect(formatUsd(usd)).toBe(text);
  });
});

describe('formatCount', () => {
  test.each([[0, '0'], [999, '999'], [1000, '1,000'], [1_081_062, '1,081,062'], [1_000_000_000, '1,000,000,000'], [-1000, '-1,000']])('of %d is %s', (count, text) => {
    expect(formatCount(count)).toBe(text);
  });
});
