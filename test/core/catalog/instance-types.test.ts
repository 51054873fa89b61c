import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultVolumes } from '../../../src/core/catalog/default-volumes';
import { explainInstanceType, typesDocument } from '../../../src/core/catalog/instance-document';
import { instancePrices, regionWarnings } from '../../../src/core/catalog/instance-prices';
import { InstanceType, knownInstanceTypes } from '../../../src/core/catalog/instance-types';
import { findRelease, Release } from '../../../src/core/catalog/releases';
import { isMinimumAllocationStated, minimumAllocationMiB, SAFE_STEP_MIB, yarnMemoryMiB, yarnSettings } from '../../../src/core/catalog/yarn-memory';

const DOCUMENTED = readFileSync(join(__dirname, 'fixtures', 'yarn-documented.csv'), 'utf8').trim().split('\n').slice(3).map(line => {
  const [instanceType, yarn, maximum, minimum, edition] = line.split(',');
  return { instanceType, yarnMemoryMiB: Number(yarn), maximumMiB: Number(maximum), minimumMiB: Number(minimum), edition };
});
const OF_TODAY = DOCUMENTED.filter(({ instanceType }) => knownInstanceTypes().has(instanceType));

function type(name: string): InstanceType {
  return knownInstanceTypes().get(name)!;
}

function release(label: string): Release {
  const found = findRelease(label);
  if (!found.ok) throw new Error(label);
  return found.value;
}

const NEWEST = release('emr-7.13.0');

describe('the catalog of instance types', () => {
  test('has 731 types of 115 families', () => {
    expect(knownInstanceTypes().size).toBe(731);
    expect(new Set([...knownInstanceTypes().values()].map(({ family }) => family)).size).toBe(115);
  });

  test('has EMR\'s own figures, which are not EC2\'s', () => {
    expect(type('m7i.xlarge')).toMatchObject({ vCores: 4, memoryMiB: 15_616, architecture: 'x86_64' }); // EC2: 16384
    expect(type('m4.large')).toMatchObject({ vCores: 4, memoryMiB: 8192 }); // EC2: 2 vCPU
    expect(type('m7gd.4xlarge')).toEqual({
      instanceType: 'm7gd.4xlarge',
      family: 'm7gd',
      size: '4xlarge',
      architecture: 'arm64',
      vCores: 16,
      memoryMiB: 62_464,
      instanceStore: { disks: 1, totalGB: 950 },
      ebsMbps: 10_000,
      since: ['emr-5.36.1', 'emr-6.10.0', 'emr-7.0.0'],
    });
  });

  test('unpacks once', () => {
    expect(knownInstanceTypes()).toBe(knownInstanceTypes());
  });
});

describe('YARN\'s memory', () => {
  // 16384 - 4096; 65536 - 8192; 393216 - 8192; 15616 - 3904; 8192 - 2048
  test.each([[16_384, 12_288], [65_536, 57_344], [393_216, 385_024], [15_616, 11_712], [8192, 6144], [6144, 4096]])('of %d MiB is %d', (memory, yarn) => {
    expect(yarnMemoryMiB(memory)).toBe(yarn);
  });

  test('is never below nothing', () => {
    expect(yarnMemoryMiB(1741)).toBe(0);
  });

  test('follows one rule on 528 of the 535 documented rows; the others are types from before 2013', () => {
    const misses = OF_TODAY.filter(row => yarnMemoryMiB(type(row.instanceType).memoryMiB) !== row.yarnMemoryMiB);
    expect([OF_TODAY.length, OF_TODAY.length - misses.length]).toEqual([535, 528]);
    expect(misses.map(({ instanceType }) => instanceType)).toEqual(['c1.medium', 'm1.medium', 'm1.large', 'm1.xlarge', 'm2.xlarge', 'm2.2xlarge', 'm2.4xlarge']);
  });

  test('is what the page prints on every documented row, and so is the largest container', () => {
    const wrong = OF_TODAY.filter(row => {
      const { memoryMiB, maximumAllocationMiB } = yarnSettings(type(row.instanceType), NEWEST);
      return memoryMiB !== row.yarnMemoryMiB || maximumAllocationMiB !== row.maximumMiB;
    });
    expect(wrong).toEqual([]);
  });

  test('has vcores as EMR counts them', () => {
    expect(yarnSettings(type('r5.12xlarge'), NEWEST)).toEqual({ memoryMiB: 385_024, vCores: 48, minimumAllocationMiB: 1, maximumAllocationMiB: 385_024 });
    expect(yarnSettings(type('m4.xlarge'), NEWEST).vCores).toBe(8);
  });
});

describe('YARN\'s minimum allocation', () => {
  test('is what each edition of the page prints', () => {
    const printed = (edition: string, label: string) => DOCUMENTED.filter(row => row.edition === edition)
      .filter(({ instanceType }) => knownInstanceTypes().has(instanceType))
      .filter(row => yarnSettings(type(row.instanceType), release(label)).minimumAllocationMiB !== row.minimumMiB);
    expect(printed('emr-7.12', 'emr-7.12.0')).toEqual([]);
    expect(printed('2022-01', 'emr-6.5.0')).toEqual([]);
  });

  test('is 32 until the first release whose page prints 1', () => {
    expect(['emr-5.0.0', 'emr-6.5.0', 'emr-6.6.0', 'emr-7.11.0', 'emr-7.12.0', 'emr-7.13.0', 'emr-spark-8.0.0'].map(label => minimumAllocationMiB(release(label))))
      .toEqual([32, 32, 32, 32, 1, 1, 1]);
  });

  test('is assumed between the two editions, and on other lines', () => {
    expect(['emr-6.5.0', 'emr-6.6.0', 'emr-7.11.0', 'emr-7.12.0', 'emr-spark-8.0.0'].map(label => isMinimumAllocationStated(release(label))))
      .toEqual([true, false, false, true, false]);
  });

  test('divides the safe step', () => {
    expect(SAFE_STEP_MIB).toBe(32);
  });
});

describe('default EBS volumes', () => {
  test('go by size, on types without instance store', () => {
    expect(defaultVolumes(type('m5.xlarge'), NEWEST)).toEqual({ volumes: 2, sizeGiB: 32 });
    expect(defaultVolumes(type('r5.12xlarge'), NEWEST)).toEqual({ volumes: 4, sizeGiB: 192 });
    expect(defaultVolumes(type('m5d.xlarge'), NEWEST)).toBeUndefined();
    expect(defaultVolumes(type('m7i.48xlarge'), NEWEST)).toBeUndefined(); // not in the table
  });

  test('have a table from emr-5.22.0 on', () => {
    expect(['emr-5.21.0', 'emr-5.22.0', 'emr-spark-8.0.0'].map(label => defaultVolumes(type('m5.xlarge'), release(label))?.volumes)).toEqual([undefined, 2, 2]);
  });
});

describe('prices of instances', () => {
  test('are on demand, with EMR\'s fee as a page prints it', () => {
    expect(instancePrices(type('m5.xlarge'))).toEqual({ usdPerHour: 0.192, emrUsdPerHour: 0.048, spotUsdPerHour: undefined, provisional: [] });
    expect(instancePrices(type('r5.12xlarge'))).toMatchObject({ usdPerHour: 3.024, emrUsdPerHour: 0.27 });
  });

  test('take the fee from a model where no page was seen, and say so', () => {
    expect(instancePrices(type('m5.8xlarge'))).toMatchObject({ emrUsdPerHour: 0.27, provisional: ['emrUsdPerHour'] }); // 1.536 / 4 = 0.384, capped
    expect(instancePrices(type('m7g.4xlarge'))).toMatchObject({ usdPerHour: 0.6528, emrUsdPerHour: 0.1632, provisional: ['emrUsdPerHour'] });
    expect(instancePrices(type('m7i.48xlarge')).emrUsdPerHour).toBe(2.4192); // 9.6768 / 4, no cap seen on types as new
  });

  test('are there for every type', () => {
    const without = [...knownInstanceTypes().values()].map(instancePrices).filter(({ usdPerHour, emrUsdPerHour }) => !(usdPerHour! > 0) || !(emrUsdPerHour! > 0));
    expect(without).toEqual([]);
  });

  test('that are stated win; a discount on the instance does not change the fee', () => {
    const stated = { ...type('m7g.4xlarge'), prices: { usdPerHour: 0.5, spotUsdPerHour: 0.2 } };
    expect(instancePrices(stated)).toEqual({ usdPerHour: 0.5, emrUsdPerHour: 0.1632, spotUsdPerHour: 0.2, provisional: ['emrUsdPerHour'] });
    expect(instancePrices({ ...stated, prices: { emrUsdPerHour: 0.1 } })).toMatchObject({ usdPerHour: 0.6528, emrUsdPerHour: 0.1, provisional: [] });
  });

  test('of a type without a price are not known', () => {
    expect(instancePrices({ ...type('m7g.4xlarge'), instanceType: 'm99.4xlarge' })).toMatchObject({ usdPerHour: undefined, emrUsdPerHour: undefined });
  });

  test('of another Region are those of us-east-1, with a warning unless all are stated', () => {
    const stated = { ...type('m7g.4xlarge'), prices: { usdPerHour: 0.5, emrUsdPerHour: 0.1 } };
    expect(regionWarnings('eu-west-1', [type('m5.xlarge'), stated]).map(({ id }) => id)).toEqual(['SZ4004']);
    expect([...regionWarnings('us-east-1', [type('m5.xlarge')]), ...regionWarnings('eu-west-1', [stated])]).toEqual([]);
  });
});

describe('the document of a type', () => {
  test('has YARN\'s settings, storage and first releases', () => {
    expect(explainInstanceType(type('r5.12xlarge'), NEWEST)).toMatchObject({
      schema: 'sized-emr/explain/1',
      instanceType: 'r5.12xlarge',
      vCores: 48,
      memoryMiB: 393_216,
      yarn: { memoryMiB: 385_024, vCores: 48, minimumAllocationMiB: 1, maximumAllocationMiB: 385_024 },
      storage: { instanceStore: null, defaultEbs: { volumes: 4, sizeGiB: 192 }, ebsMbps: 9500 },
      firstRelease: { '5.x': 'emr-5.13.0', '6.x': 'emr-6.0.0', '7.x': 'emr-7.0.0' },
    });
  });

  test.each([
    ['m5.xlarge', 'emr-7.12.0', /^4096 MiB stay with the operating system/],
    ['m1.small', 'emr-7.12.0', /it can only be a primary node/],
    ['c1.medium', 'emr-7.12.0', /the figure that EMR prints/],
    ['c1.xlarge', 'emr-7.12.0', /no container above 2048 MiB/],
    ['m5.xlarge', 'emr-7.3.0', /minimum allocation on emr-7.3.0 is assumed/],
    ['m5.xlarge', 'emr-7.12.0', /EBS volumes where the cluster asks for none/],
  ])('says of %s on %s what a person should know', (name, label, note) => {
    expect(explainInstanceType(type(name), release(label)).notes.filter(text => note.test(text))).toHaveLength(1);
  });

  test('of all types has a row each, with prices and their date', () => {
    const document = typesDocument([...knownInstanceTypes().values()], NEWEST);
    expect(document).toMatchObject({ schema: 'sized-emr/types/1', release: 'emr-7.13.0', region: 'us-east-1', pricedAt: '2026-07-20' });
    expect(document.types).toHaveLength(731);
    expect(document.types.find(row => row.instanceType === 'm5d.xlarge')).toMatchObject({
      vCores: 4,
      architecture: 'x86_64',
      usdPerHour: 0.226,
      emrUsdPerHour: 0.0565,
      provisional: ['emrUsdPerHour'],
      storage: { instanceStore: { disks: 1, totalGB: 150 }, defaultEbs: null },
    });
  });
});
