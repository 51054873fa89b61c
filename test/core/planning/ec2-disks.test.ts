import { DEMAND, g1Shape } from './cases';
import { node } from './ec2-cases';
import { neededNodeGiB, nodeDisks, volumesOf } from '../../../src/core/planning/ec2-disks';
import { GIB, MIB } from '../../../src/core/units';

/** 100 GiB of shuffle over ten executors of four slots: 13 GiB and half a GiB of upload buffers each. */
function executor(shuffleGiB = 100) {
  return { demand: { ...DEMAND, shuffleTotalBytes: shuffleGiB * GIB }, shape: g1Shape(4, 16), storageRegionBytes: GIB, present: 10, serverlessStorage: false, spilledBytes: 0 };
}

describe('a node writes', () => {
  test('what each of its executors writes, and 4 GiB of files once', () => {
    expect(neededNodeGiB({ executor: executor(), executors: 2 })).toBe(2 * 13.5 + 4);
    expect(neededNodeGiB({ executor: executor(), executors: 1 })).toBe(Math.ceil(13.5) + 4);
  });
});

describe('the disks of a node', () => {
  test('are gp3, filled to 90 % at the most', () => {
    expect(nodeDisks({ executor: executor(), executors: 2, node: node('r5.2xlarge') })).toMatchObject([{ ebsGiB: Math.ceil(31 / 0.9), diskType: 'GP3' }]);
  });

  test('are never smaller than 10 GiB', () => {
    expect(nodeDisks({ executor: executor(0), executors: 1, node: node('r5.2xlarge') })).toMatchObject([{ ebsGiB: 10 }]);
  });

  test('are the instance store alone where that holds everything', () => {
    const { storeGiB } = node('m5d.4xlarge');
    expect(storeGiB).toBe(Math.floor(600 * 1e9 * 0.9 / GIB));
    expect(nodeDisks({ executor: executor(), executors: 2, node: node('m5d.4xlarge') })).toMatchObject([{ ebsGiB: 0, diskType: 'INSTANCE_STORE', diskGiB: storeGiB }]);
  });

  test('are the instance store and gp3 for what it does not hold', () => {
    const { storeGiB } = node('m5d.xlarge');
    const [disk] = nodeDisks({ executor: executor(2000), executors: 1, node: node('m5d.xlarge') });
    const needed = 260.5 + 4;
    expect(disk.ebsGiB).toBe(Math.ceil((Math.ceil(needed) - storeGiB) / 0.9));
    expect(disk).toMatchObject({ diskType: 'GP3', diskGiB: storeGiB + disk.ebsGiB });
  });

  test('are the pinned ones, of any size that holds what is needed', () => {
    const pinned = (pinnedGiB: number) => nodeDisks({ executor: executor(), executors: 2, node: node('r5.2xlarge'), pinnedGiB });
    expect(pinned(500)).toMatchObject([{ ebsGiB: 500, diskGiB: 500 }]);
    expect(pinned(35)).toHaveLength(1);
    expect(pinned(34)).toEqual([]);
    expect(pinned(25 * 16_384 + 1)).toEqual([]);
  });

  test('give each executor its share of what they carry', () => {
    const [one] = nodeDisks({ executor: executor(), executors: 1, node: node('r5.2xlarge') });
    const [two] = nodeDisks({ executor: executor(), executors: 2, node: node('r5.2xlarge') });
    expect(one.bytesPerSecond).toBe(node('r5.2xlarge').ebsBytesPerSecond);
    expect(two.bytesPerSecond).toBe(one.bytesPerSecond / 2);
  });
});

describe('the volumes of a node', () => {
  test('are none without EBS', () => {
    expect(volumesOf({ ebsGiB: 0 }, 1000 * MIB)).toBeNull();
  });

  test('are as many as carry what is asked of them, 125 MiB a second each', () => {
    expect(volumesOf({ ebsGiB: 300 }, 125 * MIB)).toEqual({ type: 'gp3', volumes: 1, sizeGiB: 300 });
    expect(volumesOf({ ebsGiB: 300 }, 126 * MIB)).toEqual({ type: 'gp3', volumes: 2, sizeGiB: 150 });
  });

  test('are as many as hold what is asked of them, 16 TiB each', () => {
    expect(volumesOf({ ebsGiB: 16_385 }, 1)).toEqual({ type: 'gp3', volumes: 2, sizeGiB: 8193 });
  });

  test('are never smaller than 10 GiB, nor more than 25', () => {
    expect(volumesOf({ ebsGiB: 25 }, 1000 * MIB)).toEqual({ type: 'gp3', volumes: 2, sizeGiB: 13 });
    expect(volumesOf({ ebsGiB: 10_000 }, 9999 * MIB)).toEqual({ type: 'gp3', volumes: 25, sizeGiB: 400 });
  });
});
