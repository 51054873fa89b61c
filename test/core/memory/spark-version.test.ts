import { isSparkVersion, sparkAtLeast } from '../../../src/core/memory/spark-version';

describe('sparkAtLeast', () => {
  test.each([
    ['3.5.6', '3.5', true], ['3.5.6-amzn-0', '3.5', true], ['3.10.0', '3.9', true], ['4.0.0', '3.5', true], ['3.4.9', '3.5', false], ['2.4.8', '3.0', false], ['3.5', '3.5', true],
    ['3.4.4.9', '3.4', true], ['10.0.0', '9.9', true], ['3.5.12', '3.5', true], ['nonsense', '1.0', false],
  ])('%s against %s is %s', (version, least, holds) => {
    expect(sparkAtLeast(version, least)).toBe(holds);
  });
});

describe('isSparkVersion', () => {
  test.each([['3.5', true], ['3.5.6', true], ['10.1', true], ['3.5.10', true], ['3.5.6-amzn-0', true], ['3', false], ['', false], ['v3.5', false], ['3.5.6x', false]])('of %j is %s', (version, is) => {
    expect(isSparkVersion(version)).toBe(is);
  });
});
