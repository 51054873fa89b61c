import { pricedRegions, serverlessPrices } from '../../../src/core/catalog/prices';

describe('serverlessPrices', () => {
  // copied by hand: vCPU-hour, GB-hour, storage GB-hour, shuffle-optimized storage GB-hour
  test.each([
    ['us-east-1', 'x86_64', 0.052624, 0.0057785, 0.000111, 0.000111],
    ['us-west-2', 'x86_64', 0.052624, 0.0057785, 0.000111, 0.000111],
    ['ap-southeast-1', 'x86_64', 0.065728, 0.007189, 0.000133, 0.000133],
    ['ap-southeast-1', 'arm64', 0.052585, 0.005746, 0.000133, 0.000133],
    ['us-east-1', 'arm64', 0.0420992, 0.0046228, 0.000111, 0.000111], // 0.80 × 0.052624, 0.80 × 0.0057785
    ['us-west-2', 'arm64', 0.0420992, 0.0046228, 0.000111, 0.000111],
  ] as const)('%s on %s', (region, architecture, vCpuHourUsd, memoryGiBHourUsd, storageGiBHourUsd, shuffleStorageGiBHourUsd) => {
    const { prices, warnings } = serverlessPrices(region, architecture);
    expect(prices).toMatchObject({ region, vCpuHourUsd, memoryGiBHourUsd, storageGiBHourUsd, shuffleStorageGiBHourUsd });
    expect(warnings).toEqual([]);
  });

  test('says when they were read', () => {
    expect(serverlessPrices('us-east-1', 'x86_64').prices.pricedAt).toMatch(/^20\d\d-\d\d-\d\d$/);
  });

  test.each([
    ['us-east-1', 'x86_64', ['shuffleStorageGiBHourUsd']],
    ['us-east-1', 'arm64', ['vCpuHourUsd', 'memoryGiBHourUsd', 'shuffleStorageGiBHourUsd']],
    ['ap-southeast-1', 'arm64', ['shuffleStorageGiBHourUsd']],
  ] as const)('names what no list of %s gave for %s', (region, architecture, provisional) => {
    expect(serverlessPrices(region, architecture).prices.provisional).toEqual(provisional);
  });

  test('warns with SZ4004 and takes us-east-1 for a Region without a list', () => {
    const { prices, warnings } = serverlessPrices('eu-west-1', 'x86_64');
    expect(prices).toEqual(serverlessPrices('us-east-1', 'x86_64').prices);
    expect(warnings).toEqual([{
      id: 'SZ4004',
      path: 'region',
      message: 'no prices of eu-west-1 in this catalog (ap-southeast-1, us-east-1, us-west-2): those of us-east-1 are used; '
        + 'give vCpuHourUsd, memoryGiBHourUsd, storageGiBHourUsd, shuffleStorageGiBHourUsd',
    }]);
  });

  test('puts overrides first: they are not provisional, and 0 is a price', () => {
    const { prices } = serverlessPrices('us-east-1', 'arm64', { vCpuHourUsd: 0.04, shuffleStorageGiBHourUsd: 0, memoryGiBHourUsd: undefined });
    expect(prices).toMatchObject({ vCpuHourUsd: 0.04, memoryGiBHourUsd: 0.0046228, shuffleStorageGiBHourUsd: 0, provisional: ['memoryGiBHourUsd'] });
  });

  test('names only what is missing where some prices of an unknown Region are given', () => {
    const { prices, warnings } = serverlessPrices('eu-west-1', 'x86_64', { vCpuHourUsd: 0.06, memoryGiBHourUsd: 0.006 });
    expect(prices).toMatchObject({ region: 'us-east-1', vCpuHourUsd: 0.06 });
    expect(warnings[0].message).toMatch(/; give storageGiBHourUsd, shuffleStorageGiBHourUsd$/);
  });

  test('keeps the Region and warns of nothing where all its prices are given', () => {
    const given = { vCpuHourUsd: 1, memoryGiBHourUsd: 2, storageGiBHourUsd: 3, shuffleStorageGiBHourUsd: 4 };
    expect(serverlessPrices('eu-west-1', 'x86_64', given)).toMatchObject({ prices: { region: 'eu-west-1', ...given, provisional: [] }, warnings: [] });
  });
});

describe('pricedRegions', () => {
  test('lists each Region once, in order', () => {
    expect(pricedRegions()).toEqual(['ap-southeast-1', 'us-east-1', 'us-west-2']);
  });
});
