import { FORMULAS, withEmrOverhead } from '../../judges/yarn/formulas';
import { knownInstanceTypes } from '../../src/core/catalog/instance-types';
import { findRelease } from '../../src/core/catalog/releases';
import { executorRoom, nodeGroup } from '../../src/core/packing/pack';
import { place, PlacementRequest } from '../../src/core/packing/placement';

const GIB = 1024;

describe('the five-core rule of the AWS Big Data blog', () => {
  const found = findRelease('emr-7.12.0');
  const release = found.ok ? found.value : undefined!;
  const node = { vCores: 48, ec2MiB: 393_216, yarnMiB: 385_024 };

  // ⌊47 / 5⌋ = 9, ⌊383 / 9⌋ = 42, ⌊37.8⌋ + ⌈4.2⌉
  test('promises nine executors of 37 + 5 GB on r5.12xlarge', () => {
    expect(FORMULAS[0].promise(node)).toEqual({ executors: 9, cores: 5, containerMiB: 42 * GIB });
  });

  test('of which YARN places eight, so 152 of 170 on 19 nodes', () => {
    const asks = [{ count: 170, memoryMiB: 42 * GIB, vCores: 5 }];
    const request: PlacementRequest = { groups: [nodeGroup(knownInstanceTypes().get('r5.12xlarge')!, release, 19)], master: { memoryMiB: 896, vCores: 1 }, asks, calculator: 'default' };
    expect(place(request).granted).toEqual([152]);
  });

  test('has no answer for four cores, and none of the others counts a negative share', () => {
    const small = { vCores: 4, ec2MiB: 16_384, yarnMiB: 12_288 };
    expect(FORMULAS.map(({ promise }) => promise(small)?.executors)).toEqual([undefined, undefined, undefined, 1]);
    expect(FORMULAS.map(({ promise }) => promise({ vCores: 2, ec2MiB: 3840, yarnMiB: 1792 }))).toEqual([undefined, undefined, undefined, undefined]);
  });

  // 16 GiB · 1.1875 = 19456; three would take 58368 of 54272
  test('without a stated overhead EMR takes 18.75 %: two executors of 16 GB on a 64 GiB node, where three were expected', () => {
    expect(withEmrOverhead(16 * GIB)).toBe(19_456);
    expect(withEmrOverhead(1024)).toBe(1408);
    const request = { groups: [nodeGroup(knownInstanceTypes().get('m7i.4xlarge')!, release, 10)], master: { memoryMiB: 896, vCores: 1 }, calculator: 'default' as const };
    expect(executorRoom(request, { memoryMiB: 19_456, vCores: 5 })).toBe(20);
    expect(executorRoom(request, { memoryMiB: 16 * GIB + 1408, vCores: 5 })).toBe(30);
  });
});
