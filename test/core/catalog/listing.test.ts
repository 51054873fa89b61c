import { SERVERLESS_FEATURES } from '../../../src/core/catalog/features';
import { Law, LAWS } from '../../../src/core/catalog/laws';
import { serverlessPrices, pricedRegions } from '../../../src/core/catalog/prices';
import { allProfiles } from '../../../src/core/catalog/profiles';
import { allReleases } from '../../../src/core/catalog/releases';
import { SERVERLESS_SPARK_DEFAULTS } from '../../../src/core/catalog/spark-defaults';
import { DISK_TYPES, WORKER_ROWS } from '../../../src/core/catalog/workers';

/** A catalog as text, a row a line: what a reviewer reads when a table changes. */
function listing(lines: readonly string[]): string {
  return lines.join('\n');
}

describe('each catalog, row by row', () => {
  test('workers and disks', () => {
    const workers = WORKER_ROWS.map(row => `${row.vCpu} vCPU: ${row.sizesGiB.join(' ')}`);
    expect(listing([...workers, ...DISK_TYPES.map(disk => `${disk.name}: ${disk.minimumGiB} to ${disk.maximumGiB}, ${disk.freeGiB} free`)])).toMatchSnapshot();
  });

  test('releases', () => {
    const where = (onServerless: boolean, onEc2?: boolean) => [onServerless ? 'serverless' : '', onEc2 ? 'ec2' : ''].filter(Boolean).join('+');
    expect(listing(allReleases().map(r => `${r.label} spark ${r.sparkBuild} hadoop ${r.hadoop ?? '?'} java ${r.java} ${where(r.onServerless, r.onEc2)}`))).toMatchSnapshot();
  });

  test('features', () => {
    expect(listing(Object.entries(SERVERLESS_FEATURES).map(([feature, row]) => `${feature}: ${row.since}, ${row.sinceSpark8} assumed ${row.assumed.join('+') || '-'}`))).toMatchSnapshot();
  });

  test('prices', () => {
    const rows = pricedRegions().flatMap(region => (['x86_64', 'arm64'] as const).map(architecture => serverlessPrices(region, architecture).prices).map(prices =>
      `${region}: ${prices.vCpuHourUsd} ${prices.memoryGiBHourUsd} ${prices.storageGiBHourUsd} ${prices.shuffleStorageGiBHourUsd} provisional ${prices.provisional.join('+')}`));
    expect(listing(rows)).toMatchSnapshot();
  });

  test('profiles', () => {
    expect(listing(allProfiles().map(profile => JSON.stringify(profile)))).toMatchSnapshot();
  });

  test('laws', () => {
    expect(listing(Object.entries<Law>(LAWS).map(([name, law]) => `${name} = ${law.value} ${law.unit}${law.provisional ? ', provisional' : ''}`))).toMatchSnapshot();
  });

  test('Spark defaults of the service', () => {
    expect(listing(Object.entries(SERVERLESS_SPARK_DEFAULTS).map(([key, value]) => `${key} ${value}`))).toMatchSnapshot();
  });
});
