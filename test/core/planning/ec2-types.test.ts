import { node } from './ec2-cases';
import { undominated } from '../../../src/core/planning/ec2-types';
import { MIB } from '../../../src/core/units';

describe('a type of node', () => {
  test('has EC2\'s vCPUs where EMR gives YARN twice as many vcores', () => {
    expect([node('m4.xlarge'), node('d2.8xlarge'), node('m5.xlarge')].map(({ vCpu, yarn }) => [vCpu, yarn.vCores])).toEqual([[4, 8], [36, expect.any(Number)], [4, 4]]);
  });

  test('costs the instance, EMR\'s fee and the root volume', () => {
    const { usdPerHour } = node('m5.xlarge');
    expect(usdPerHour).toBeCloseTo(0.192 + 0.048 + 15 * 0.08 / 730, 10);
  });

  test('has an instance store of as many GiB as YARN fills, fast by its GB, or by its hard disks', () => {
    expect(node('m5d.xlarge')).toMatchObject({ hardDisks: false, storeBytesPerSecond: 150 * 0.5 * MIB });
    expect(node('d2.xlarge')).toMatchObject({ hardDisks: true, storeBytesPerSecond: 3 * 120 * MIB });
    expect(node('m5.xlarge')).toMatchObject({ hardDisks: false, storeGiB: 0, storeBytesPerSecond: 0 });
  });

  test('rounds the application master up to YARN\'s step', () => {
    expect(node('m5.xlarge', 'emr-7.11.0').masterMiB).toBe(896);
    expect(node('m5.xlarge', 'emr-7.12.0').masterMiB).toBe(896);
  });
});

describe('types worth a look', () => {
  test('are without those that are dearer and have no more of anything', () => {
    const [cheap, dear] = [node('m5.xlarge'), { ...node('m5.xlarge'), usdPerHour: 1 }];
    expect(undominated([dear, cheap])).toEqual([cheap]);
  });

  test('keep a dearer one with faster or larger disks, or of another size', () => {
    const cheap = node('m5.xlarge');
    expect(undominated([cheap, { ...cheap, usdPerHour: 1, storeGiB: 1 }])).toHaveLength(2);
    expect(undominated([cheap, { ...cheap, usdPerHour: 1, storeBytesPerSecond: 1 }])).toHaveLength(2);
    expect(undominated([cheap, { ...cheap, usdPerHour: 1, ebsBytesPerSecond: cheap.ebsBytesPerSecond + 1 }])).toHaveLength(2);
    expect(undominated([cheap, { ...cheap, usdPerHour: 1, hardDisks: true }])).toHaveLength(2);
    expect(undominated([cheap, node('r5.xlarge')])).toHaveLength(2);
  });
});
