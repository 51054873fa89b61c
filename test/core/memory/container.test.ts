import fc from 'fast-check';
import { Container, ContainerPlatform, ContainerRole, ContainerSettings, containerOf, largestHeapMiB, overheadMiB } from '../../../src/core/memory/container';

const YARN: ContainerSettings = { platform: 'yarn', role: 'executor', sparkVersion: '3.5.6' };
const PLATFORMS: readonly ContainerPlatform[] = ['yarn', 'emr', 'kubernetes', 'serverless'];
const ROLES: readonly ContainerRole[] = ['executor', 'driver', 'am'];
const VERSIONS = ['1.3.1', '1.6.3', '2.3.4', '2.4.8', '3.0.0', '3.1.3', '3.3.0', '3.5.6', '4.0.0'];

const settingsArbitrary: fc.Arbitrary<ContainerSettings> = fc.record({
  platform: fc.constantFrom(...PLATFORMS),
  role: fc.constantFrom(...ROLES),
  sparkVersion: fc.constantFrom(...VERSIONS),
  overheadMiB: fc.option(fc.nat({ max: 9000 }), { nil: undefined }),
  overheadFactor: fc.option(fc.double({ min: 0.01, max: 2, noNaN: true }), { nil: undefined }),
  minimumOverheadMiB: fc.option(fc.nat({ max: 2000 }), { nil: undefined }),
  offHeapMiB: fc.option(fc.nat({ max: 9000 }), { nil: undefined }),
  pysparkMiB: fc.option(fc.nat({ max: 9000 }), { nil: undefined }),
  nonJvm: fc.boolean(),
});

function sumOf({ heapMiB, overheadMiB: overhead, offHeapMiB, pysparkMiB }: Container): number {
  return heapMiB + overhead + offHeapMiB + pysparkMiB;
}

describe('overheadMiB', () => {
  // 10 % of 3849 is 384.9, of 3850 it is 385: the least ends there
  test.each([[1024, 384], [3849, 384], [3850, 385], [12288, 1228]])('of %d MiB on YARN is %d: 10 percent rounded down, at least 384', (heapMiB, overhead) => {
    expect(overheadMiB(heapMiB, YARN)).toBe(overhead);
  });

  test.each([
    ['1.3.1', 1433], // ⌊0.07 · 20480⌋ = 1433.6
    ['1.4.0', 2048],
    ['3.2.4', 2048], // the key came with 3.3
    ['3.3.0', 4096],
  ])('of 20480 MiB with a factor of 0.2 set is, in Spark %s, %d', (sparkVersion, overhead) => {
    expect(overheadMiB(20480, { ...YARN, sparkVersion, overheadFactor: 0.2 })).toBe(overhead);
  });

  test('is what is stated, even below the least', () => {
    expect(overheadMiB(20480, { ...YARN, overheadMiB: 100 })).toBe(100);
  });

  // 16384 · 0.1875 = 3072
  test('on EMR is 18.75 percent for executors, from the releases with Spark 2.4, and 10 percent for the others', () => {
    expect(overheadMiB(16384, { ...YARN, platform: 'emr' })).toBe(3072);
    expect(overheadMiB(16384, { ...YARN, platform: 'emr', sparkVersion: '2.3.2' })).toBe(1638);
    expect(overheadMiB(16384, { ...YARN, platform: 'emr', role: 'driver' })).toBe(1638);
    expect(overheadMiB(16384, { ...YARN, platform: 'emr', role: 'am' })).toBe(1638);
  });

  test('on EMR takes the factor for executors from Spark 2.4, for the driver from 3.3', () => {
    const emr: ContainerSettings = { ...YARN, platform: 'emr', sparkVersion: '2.4.4', overheadFactor: 0.5 };
    expect(overheadMiB(10000, emr)).toBe(5000);
    expect(overheadMiB(10000, { ...emr, role: 'driver' })).toBe(1000);
    expect(overheadMiB(10000, { ...emr, role: 'driver', sparkVersion: '3.3.0' })).toBe(5000);
  });

  test('takes the factor for the driver on Kubernetes from Spark 2.4, and none of them before', () => {
    const settings: ContainerSettings = { platform: 'kubernetes', role: 'driver', sparkVersion: '3.0.0', overheadFactor: 0.5 };
    expect(overheadMiB(10000, settings)).toBe(5000);
    expect(overheadMiB(10000, { ...settings, sparkVersion: '2.3.2' })).toBe(1000);
    expect(overheadMiB(10000, { ...settings, platform: 'emr', role: 'executor', sparkVersion: '2.3.2' })).toBe(1000);
  });

  test('on YARN is 10 percent whatever the language', () => {
    expect(overheadMiB(16384, { ...YARN, nonJvm: true })).toBe(1638);
  });

  test('on Kubernetes is 40 percent where the application is not the JVM\'s, from Spark 2.4', () => {
    const python: ContainerSettings = { ...YARN, platform: 'kubernetes', nonJvm: true };
    expect(overheadMiB(10000, python)).toBe(4000);
    expect(overheadMiB(10000, { ...python, sparkVersion: '2.3.4' })).toBe(1000);
    expect(overheadMiB(10000, { ...python, overheadFactor: 0.2 })).toBe(2000);
    expect(overheadMiB(10000, { ...python, nonJvm: false })).toBe(1000);
  });

  test('on EMR Serverless is 10 percent, at least 384', () => {
    expect(overheadMiB(14336, { ...YARN, platform: 'serverless' })).toBe(1433);
    expect(overheadMiB(2048, { ...YARN, platform: 'serverless', role: 'driver' })).toBe(384);
  });

  test('of the application master knows neither factor nor least', () => {
    const am: ContainerSettings = { platform: 'yarn', role: 'am', sparkVersion: '4.0.0', overheadFactor: 0.5, minimumOverheadMiB: 1000 };
    expect(overheadMiB(512, am)).toBe(384);
    expect(overheadMiB(10000, am)).toBe(1000);
  });

  test('takes another least from Spark 4.0', () => {
    expect(overheadMiB(1024, { ...YARN, minimumOverheadMiB: 1000 })).toBe(384);
    expect(overheadMiB(1024, { ...YARN, minimumOverheadMiB: 1000, sparkVersion: '4.0.0' })).toBe(1000);
  });
});

describe('containerOf', () => {
  const full: ContainerSettings = { ...YARN, offHeapMiB: 2048, pysparkMiB: 1024 };

  test('is heap + overhead + off-heap + PySpark', () => {
    expect(containerOf(4096, full)).toEqual({ heapMiB: 4096, overheadMiB: 409, offHeapMiB: 2048, pysparkMiB: 1024, requestedMiB: 7577 });
  });

  test.each([
    ['yarn', '2.3.4', 0, 0], ['yarn', '2.4.0', 0, 1024], ['yarn', '3.0.0', 2048, 1024], ['emr', '2.4.8', 0, 1024], ['emr', '3.0.0', 2048, 1024],
    ['kubernetes', '3.0.0', 0, 1024], ['kubernetes', '3.1.0', 2048, 1024], ['serverless', '3.2.0', 2048, 1024],
  ] as const)('on %s counts in Spark %s %d MiB off-heap and %d MiB of PySpark', (platform, sparkVersion, offHeapMiB, pysparkMiB) => {
    expect(containerOf(4096, { ...full, platform, sparkVersion })).toMatchObject({ offHeapMiB, pysparkMiB });
  });

  test.each(['driver', 'am'] as const)('of a %s is heap and overhead only', (role) => {
    expect(containerOf(4096, { ...full, role })).toEqual({ heapMiB: 4096, overheadMiB: 409, offHeapMiB: 0, pysparkMiB: 0, requestedMiB: 4505 });
  });

  test('adds up, and grows with its heap', () => {
    fc.assert(fc.property(fc.nat({ max: 300_000 }), settingsArbitrary, (heapMiB, settings) => {
      const container = containerOf(heapMiB, settings);
      expect(sumOf(container)).toBe(container.requestedMiB);
      expect(containerOf(heapMiB + 1, settings).requestedMiB).toBeGreaterThan(container.requestedMiB);
    }));
  });
});

describe('largestHeapMiB', () => {
  // In whole GiB these are the 7, 14, 27, 54, 109 and 221 that are used in the field. 8 GiB: 7448 + ⌊744.8⌋ = 8192 to the MiB.
  test.each([[8, 7448], [16, 14895], [30, 27928], [60, 55855], [120, 111709], [244, 227142]])('of a Serverless worker of %d GiB is %d MiB', (memoryGiB, heapMiB) => {
    const settings: ContainerSettings = { platform: 'serverless', role: 'executor' };
    expect(largestHeapMiB(memoryGiB * 1024, settings)).toBe(heapMiB);
    expect(containerOf(heapMiB, settings).requestedMiB).toBeLessThanOrEqual(memoryGiB * 1024);
    expect(containerOf(heapMiB + 1, settings).requestedMiB).toBeGreaterThan(memoryGiB * 1024);
  });

  // r4.8xlarge: 30208 MiB per executor; AWS's guide takes 18.75 % off the container and publishes 24544 MiB; the overhead is of the heap: 25439 + ⌊25439 · 0.1875⌋ = 25439 + 4769
  test('of 30208 MiB on EMR is 25439 MiB', () => {
    expect(largestHeapMiB(30208, { platform: 'emr', role: 'executor' })).toBe(25439);
  });

  test('is 0 where not even the overhead fits', () => {
    expect(largestHeapMiB(383, YARN)).toBe(0);
    expect(largestHeapMiB(384, YARN)).toBe(0);
    expect(largestHeapMiB(385, YARN)).toBe(1);
    expect(largestHeapMiB(-1, YARN)).toBe(0);
  });

  test('is the inverse of the container, at every heap', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 300_000 }), settingsArbitrary, (heapMiB, settings) => {
      expect(largestHeapMiB(containerOf(heapMiB, settings).requestedMiB, settings)).toBe(heapMiB);
    }));
  });

  test('fits the container given, and one MiB more would not', () => {
    fc.assert(fc.property(fc.integer({ min: 30_000, max: 300_000 }), settingsArbitrary, (containerMiB, settings) => {
      const heapMiB = largestHeapMiB(containerMiB, settings);
      expect(containerOf(heapMiB, settings).requestedMiB).toBeLessThanOrEqual(containerMiB);
      expect(containerOf(heapMiB + 1, settings).requestedMiB).toBeGreaterThan(containerMiB);
    }));
  });
});
