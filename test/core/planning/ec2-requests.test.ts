import { ec2PlanOf, ec2ProblemsOf, EC2_REQUEST } from './ec2-cases';

function pinned(pins: object, workload = {}): string[] {
  return ec2ProblemsOf(workload, { pins: { ...EC2_REQUEST.pins, ...pins } });
}

describe('a request for a cluster', () => {
  test('fails for counts that are none', () => {
    expect(pinned({ nodes: 0, executors: 1.5, diskGiB: 2_000_000 })).toEqual([
      'SZ1011 executors: got 1.5; whole numbers from 1 to 1000000 are possible',
      'SZ1011 nodes: got 0; whole numbers from 1 to 1000000 are possible',
      'SZ1011 disk: got 2000000; whole numbers from 1 to 1000000 are possible',
    ]);
  });

  test('fails for more cores a task than an executor has', () => {
    expect(pinned({ executorCores: 2, taskCpus: 4 })).toEqual(['SZ1011 taskCpus: got 4; 1 to 2 cores a task are possible']);
    expect(pinned({ executorCores: 2, taskCpus: 2 })).toEqual([]);
  });

  test('fails for nodes that its runs cannot share evenly', () => {
    expect(pinned({ nodes: 5 }, { concurrentRuns: 2 })).toEqual(['SZ1007 nodes: got 5 for 2 runs at once, which share them out evenly; use a multiple of 2']);
  });

  test('fails for a heap that Spark does not start with', () => {
    expect(pinned({ executorMemoryMiB: 449 })).toEqual(['SZ2004 executorMemory: got 449m; Spark starts from 450m on']);
  });

  test('fails for families and types that there are not, and names those that there are', () => {
    const problems = ec2ProblemsOf({}, { families: ['x99'], deniedFamilies: ['m5', 'y'], pins: { instanceTypes: ['m5.9xlarge'] } });
    expect(problems).toEqual([
      expect.stringMatching(/^SZ4101 instanceType: got m5\.9xlarge/),
      expect.stringMatching(/^SZ1005 families: got x99; the catalog has .*\bm5, /),
      expect.stringMatching(/^SZ1005 deniedFamilies: got y; /),
    ]);
  });

  test('fails for a price that is none', () => {
    expect(ec2ProblemsOf({}, { prices: { gp3UsdPerGiBMonth: -1 } })).toEqual(['SZ1004 prices.gp3UsdPerGiBMonth: got -1; US dollars from 0 are expected']);
    expect(ec2PlanOf({}, { prices: { gp3UsdPerGiBMonth: 0 } }).cost.usd).toBeLessThan(ec2PlanOf().cost.usd);
  });

  test('takes the primary node too from the families allowed, and a pinned type from any', () => {
    const { cluster } = ec2PlanOf({}, { families: ['c5'] });
    expect([cluster.primary.instanceType, cluster.core.instanceType]).toEqual([expect.stringMatching(/^c5\./), 'r5.2xlarge']);
    expect(ec2PlanOf({}, { deniedFamilies: [cluster.primary.instanceType.split('.')[0]] }).cluster.primary.instanceType).not.toBe(cluster.primary.instanceType);
  });

  test('takes a type that the catalog does not have', () => {
    const house = { instanceType: 'house.4xlarge', vCores: 16, memoryMiB: 65_536, architecture: 'x86_64' as const, usdPerHour: 0.01, emrUsdPerHour: 0.001 };
    expect(ec2PlanOf({}, { instanceTypes: [house], pins: {} }).cluster.core.instanceType).toBe('house.4xlarge');
  });
});
