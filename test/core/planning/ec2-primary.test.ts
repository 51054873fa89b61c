import { node } from './ec2-cases';
import { daemonsMiB, PrimaryChoice, primaryLoad } from '../../../src/core/planning/ec2-primary';

const DRIVER = { heapMiB: 2000, overheadMiB: 384, vCpu: 1 };

describe('the daemons of a primary node', () => {
  test('take more memory above 50 nodes', () => {
    expect(daemonsMiB(50)).toBe(6144);
    expect(daemonsMiB(51)).toBe(16_384);
  });
});

describe('a primary node holds', () => {
  test('the daemons and the drivers of all runs', () => {
    expect(primaryLoad(DRIVER, 1, 10).memoryMiB).toBe(6144 + 2384);
    expect(primaryLoad(DRIVER, 3, 10).memoryMiB).toBe(6144 + 3 * 2384);
  });

  test('4 vCPUs, 8 above 50 nodes, and two beside the drivers', () => {
    expect(primaryLoad(DRIVER, 1, 50).vCores).toBe(4);
    expect(primaryLoad(DRIVER, 1, 51).vCores).toBe(8);
    expect(primaryLoad({ ...DRIVER, vCpu: 2 }, 5, 10).vCores).toBe(12);
  });
});

describe('the choice of a primary node', () => {
  const choice = new PrimaryChoice(['m5.4xlarge', 'm5.xlarge', 'r5.xlarge', 'm5.2xlarge'].map(name => node(name)));

  test('is the cheapest that holds the load', () => {
    expect(choice.for({ memoryMiB: 8000, vCores: 4 })?.instanceType).toBe('m5.xlarge');
    expect(choice.for({ memoryMiB: 20_000, vCores: 4 })?.instanceType).toBe('r5.xlarge');
    expect(choice.for({ memoryMiB: 8000, vCores: 8 })?.instanceType).toBe('m5.2xlarge');
  });

  test('is none where no type holds it', () => {
    expect(choice.for({ memoryMiB: 8000, vCores: 17 })).toBeUndefined();
    expect(choice.for({ memoryMiB: 1e6, vCores: 4 })).toBeUndefined();
  });
});
