import { correctedCatalog, InstanceTypeCorrection } from '../../../src/core/catalog/instance-corrections';
import { allowedTypes, findInstanceType, firstReleaseOf, firstReleasesByLine } from '../../../src/core/catalog/instance-lookup';
import { instancePrices } from '../../../src/core/catalog/instance-prices';
import { InstanceCatalog, knownInstanceTypes } from '../../../src/core/catalog/instance-types';
import { findRelease, Release } from '../../../src/core/catalog/releases';
import { yarnSettings } from '../../../src/core/catalog/yarn-memory';

function release(label: string): Release {
  const found = findRelease(label);
  if (!found.ok) throw new Error(label);
  return found.value;
}

function refusal(name: string, scope: Parameters<typeof findInstanceType>[1] = {}): string {
  const found = findInstanceType(name, scope, '--instance-type');
  return found.ok ? 'found' : found.problems.map(({ id, path, message }) => `${id} ${path}: ${message}`).join('\n');
}

describe('findInstanceType', () => {
  test('finds a type of the catalog', () => {
    expect(findInstanceType('m7g.xlarge', { release: release('emr-7.12.0'), architecture: 'arm64' })).toMatchObject({ ok: true, value: { vCores: 4 }, warnings: [] });
  });

  test.each([
    ['m7g.5xlarge', 'SZ4101 --instance-type: got m7g.5xlarge, which is not in the catalog; use m7g.2xlarge, m7g.4xlarge or m7g.8xlarge, or give a row of its own'],
    ['M7G.xlarge', 'SZ4101 --instance-type: got M7G.xlarge, which is not in the catalog; use m7g.xlarge'],
    ['m7h.xlarge', 'use m7a.xlarge, m7g.xlarge or m7i.xlarge'],
    ['', 'SZ4101 --instance-type: got nothing'],
  ])('fails on %j with names like it', (name, message) => {
    expect(refusal(name)).toContain(message);
  });

  test('fails where the release is too early, with the nearest that it has', () => {
    expect(refusal('m8gd.xlarge', { release: release('emr-6.10.0') }))
      .toBe('SZ4102 --instance-type: got m8gd.xlarge, which EMR has from emr-6.15.0 on, not on emr-6.10.0; use m8g.xlarge, m7gd.xlarge or m7g.xlarge');
  });

  test('fails where the line does not have the type', () => {
    expect(refusal('g6.xlarge', { release: release('emr-6.15.0') })).toContain('got g6.xlarge, which EMR does not have on emr-6.15.0 (first: emr-7.2.0); use g');
  });

  test('fails on the other architecture, with the same size of the right one', () => {
    expect(refusal('m7g.4xlarge', { architecture: 'x86_64', release: release('emr-7.12.0') }))
      .toBe('SZ4102 --instance-type: got m7g.4xlarge, which is arm64, not x86_64; use m7a.4xlarge, m7i.4xlarge or m7i-flex.4xlarge');
  });

  test('suggests only types that fit themselves', () => {
    expect(refusal('m9g.xlarge', { release: release('emr-5.36.0'), architecture: 'arm64' })).toContain('use m6g.xlarge');
  });

  test('fails without a suggestion where nothing fits', () => {
    expect(refusal('m5.xlarge', { catalog: new Map([...knownInstanceTypes()].slice(0, 1)), architecture: 'arm64' })).toContain('no type fits');
  });

  test('warns of types that EMR has defaults for only later', () => {
    const found = findInstanceType('m7i.xlarge', { release: release('emr-6.5.0') });
    expect(found).toMatchObject({ ok: true, warnings: [{ id: 'SZ4104', message: 'm7i.xlarge on emr-6.5.0: EMR has defaults for it from emr-6.10.0 on' }] });
    expect(findInstanceType('m7i.xlarge', { release: release('emr-6.10.0') })).toMatchObject({ warnings: [] });
    expect(findInstanceType('m7i.xlarge', { release: release('emr-7.0.0') })).toMatchObject({ warnings: [] });
  });
});

describe('allowedTypes', () => {
  const count = (label: string) => allowedTypes({ release: release(label) }).length;

  test('grows along a line of releases; the newest of 7.x has all', () => {
    expect(['emr-5.0.0', 'emr-5.36.0', 'emr-6.0.0', 'emr-6.15.0', 'emr-7.0.0', 'emr-7.13.0'].map(count)).toEqual([147, 452, 255, 713, 627, 731]);
  });

  test('on emr-spark releases has what 7.x has', () => {
    expect(count('emr-spark-8.0.0')).toBe(731);
    expect(firstReleaseOf(knownInstanceTypes().get('m7g.xlarge')!, release('emr-spark-8.0.0').version)).toMatchObject({ label: 'emr-7.0.0' });
  });

  test('parts into two architectures', () => {
    expect([allowedTypes({ architecture: 'arm64' }).length, allowedTypes({ architecture: 'x86_64' }).length]).toEqual([191, 540]);
  });

  test('names first releases by line', () => {
    expect(firstReleasesByLine(knownInstanceTypes().get('g6e.xlarge') ?? knownInstanceTypes().get('g6e.8xlarge')!)).toEqual({ '7.x': 'emr-7.5.0' });
  });
});

describe('correctedCatalog', () => {
  const NEW: InstanceTypeCorrection = { instanceType: 'm9g.xlarge', architecture: 'arm64', vCores: 4, memoryMiB: 15_616, usdPerHour: 0.2 };

  function corrected(...rows: InstanceTypeCorrection[]): InstanceCatalog {
    const catalog = correctedCatalog(rows);
    if (!catalog.ok) throw new Error(JSON.stringify(catalog.problems));
    return catalog.value;
  }

  test('adds a type, which any release takes unless it says since when', () => {
    const catalog = corrected(NEW, { ...NEW, instanceType: 'm9gd.xlarge', since: ['emr-7.13.0'], disks: 2, instanceStoreGB: 474 });
    expect(catalog.size).toBe(733);
    expect(findInstanceType('m9g.xlarge', { catalog, release: release('emr-5.0.0') }).ok).toBe(true);
    expect(findInstanceType('m9gd.xlarge', { catalog, release: release('emr-7.12.0') }).ok).toBe(false);
    expect(catalog.get('m9gd.xlarge')).toMatchObject({ family: 'm9gd', size: 'xlarge', instanceStore: { disks: 2, totalGB: 474 } });
    expect(instancePrices(catalog.get('m9g.xlarge')!)).toMatchObject({ usdPerHour: 0.2, emrUsdPerHour: 0.05 });
    expect(knownInstanceTypes().has('m9g.xlarge')).toBe(false);
  });

  test('corrects what is stated and keeps the rest', () => {
    const catalog = corrected({ instanceType: 'm7g.xlarge', usdPerHour: 0.1 }, { instanceType: 'm7g.xlarge', spotUsdPerHour: 0.05, disks: 1, instanceStoreGB: 100 });
    expect(catalog.get('m7g.xlarge')).toEqual({
      ...knownInstanceTypes().get('m7g.xlarge')!, instanceStore: { disks: 1, totalGB: 100 }, prices: { usdPerHour: 0.1, emrUsdPerHour: undefined, spotUsdPerHour: 0.05 },
    });
  });

  test('takes YARN\'s memory from what is stated, else from the rule, unless the memory is untouched', () => {
    const catalog = corrected({ instanceType: 'm7g.xlarge', yarnMemoryMiB: 12_000 }, { instanceType: 'm1.large', memoryMiB: 8192 }, { instanceType: 'm1.xlarge', vCores: 4 });
    const yarn = (name: string) => yarnSettings(catalog.get(name)!, release('emr-7.12.0')).memoryMiB;
    expect([yarn('m7g.xlarge'), yarn('m1.large'), yarn('m1.xlarge')]).toEqual([12_000, 6144, 12_288]);
  });

  test('fails on faulty rows, all at once', () => {
    const catalog = correctedCatalog([
      { instanceType: 'M9', vCores: 0 },
      { instanceType: 'm7g.xlarge', memoryMiB: 1.5, usdPerHour: -1, since: ['7.0'] },
    ]);
    expect(catalog.ok ? [] : catalog.problems.map(({ id, path }) => `${id} ${path}`)).toEqual([
      'SZ4103 instanceTypes[0].instanceType', 'SZ4103 instanceTypes[0].architecture', 'SZ4103 instanceTypes[0].memoryMiB', 'SZ4103 instanceTypes[0].vCores',
      'SZ4103 instanceTypes[1].memoryMiB', 'SZ4103 instanceTypes[1].usdPerHour', 'SZ4103 instanceTypes[1].since',
    ]);
  });
});
