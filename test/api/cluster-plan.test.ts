import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration, Lazy, Size } from 'aws-cdk-lib';
import { thrownBy } from './thrown';
import { ClusterPlanOptions, EmrArchitecture, EmrRelease, PlanObjective, PlanPlatform, SparkPlan, SparkWorkload } from '../../src';

const workload = SparkWorkload.of({
  name: 'nightly', input: Size.gibibytes(200), shuffle: Size.gibibytes(60), coreTime: Duration.hours(10), finishWithin: Duration.hours(2),
});
const plan = SparkPlan.forCluster(workload, { instanceTypes: ['r5.2xlarge'] });

/** A free plan of r5.2xlarge with further options. */
function planOf(options: ClusterPlanOptions): SparkPlan {
  return SparkPlan.forCluster(workload, { instanceTypes: ['r5.2xlarge'], ...options });
}

describe('SparkPlan.forCluster', () => {
  test('says what the cluster is', () => {
    const { cluster, executor, executors } = plan;
    expect(plan.platform).toBe(PlanPlatform.EC2);
    expect(cluster!.core).toMatchObject({ instanceType: 'r5.2xlarge', vcores: 8, yarnMemoryMiB: 57344 });
    expect(cluster!.core.count * cluster!.core.executorsPerNode).toBeGreaterThanOrEqual(executors.maximum);
    expect(cluster!.core.executorsPerNode * executor.containerMiB).toBeLessThanOrEqual(cluster!.core.yarnMemoryMiB);
    expect(cluster!.usdPerHour).toBeCloseTo(cluster!.core.count * cluster!.core.usdPerHour + cluster!.primary.usdPerHour, 4);
    expect(cluster!.applicationMasterMiB).toBe(896);
    expect(plan.cost.idleUsdPerHour).toBe(cluster!.usdPerHour);
  });

  test('has no part of EMR Serverless, nor the other way round', () => {
    expect([plan.maximumCapacity, plan.initialCapacity, plan.executor.worker, plan.driver.worker]).toEqual([undefined, [], undefined, undefined]);
    expect(SparkPlan.forServerless(workload).cluster).toBeUndefined();
    expect(SparkPlan.forServerless(workload).platform).toBe(PlanPlatform.SERVERLESS);
  });

  test('follows its pins', () => {
    const pinned = planOf({ executorCores: 4, taskCpus: 2, partitions: 600, disk: Size.gibibytes(300), nodes: 3, executorMemory: Size.mebibytes(20_000) });
    expect(pinned.executor).toMatchObject({ cores: 4, taskCpus: 2, slots: 2, heapMiB: 20_000 });
    expect(pinned.partitions).toBe(600);
    expect(pinned.cluster!.core).toMatchObject({ count: 3, volumes: 1, volumeSizeGiB: 300 });
    expect(planOf({ executors: 6 }).executors).toEqual({ minimum: 6, initial: 6, maximum: 6, dynamic: false });
  });

  test('follows release, architecture, families and objective', () => {
    const arm = SparkPlan.forCluster(workload, { architecture: EmrArchitecture.ARM64, families: ['m7g', 'r7g'], objective: PlanObjective.TIME, release: EmrRelease.of('emr-6.15.0') });
    expect([arm.architecture, arm.release.label]).toEqual(['arm64', 'emr-6.15.0']);
    expect(arm.cluster!.core.instanceType).toMatch(/^[mr]7g\./);
    expect(arm.cluster!.primary.instanceType).toMatch(/^[mr]7g\./);
    expect(SparkPlan.forCluster(workload, { release: EmrRelease.of('emr-5.36.2'), deniedFamilies: ['m5a', 'r5a'] }).cluster!.core.instanceType).not.toMatch(/^[mr]5a\./);
  });

  test('knows types that are stated, and keeps them in its file', () => {
    const own = SparkPlan.forCluster(workload, {
      instanceTypes: ['m99g.4xlarge'],
      instanceTypeCorrections: [{
        instanceType: 'm99g.4xlarge',
        architecture: EmrArchitecture.X86_64,
        vcores: 16,
        memory: Size.gibibytes(64),
        yarnMemory: Size.mebibytes(60_000),
        instanceStore: Size.gibibytes(900),
        disks: 1,
        usdPerHour: 0.01,
        emrUsdPerHour: 0.001,
      }],
    });
    expect(own.cluster!.core).toMatchObject({ instanceType: 'm99g.4xlarge', yarnMemoryMiB: 60_000, vcores: 16, volumes: 0, volumeSizeGiB: 0 });
    expect(SparkPlan.fromJson(own.toJson()).toJson()).toBe(own.toJson());
    expect(() => SparkPlan.fromJson(own.toJson().replace('"yarnMemoryMiB": 60000,\n      "instanceStoreGB"', '"yarnMemoryMiB": 50000,\n      "instanceStoreGB"'))).toThrow(/SZ1007 cluster\.core\.yarnMemoryMiB/);
  });

  test('has better prices', () => {
    const dear = planOf({ nodes: 3, prices: { gp3GiBMonthUsd: 8 } });
    expect(dear.cluster!.core.usdPerHour).toBeGreaterThan(planOf({ nodes: 3 }).cluster!.core.usdPerHour);
    expect(planOf({ instanceTypeCorrections: [{ instanceType: 'r5.2xlarge', usdPerHour: 9 }], nodes: 3 }).cluster!.core.usdPerHour).toBeGreaterThan(9);
  });

  test('cuts executors that fill every type of a fleet', () => {
    const fleet = planOf({ fleetInstanceTypes: ['r6i.2xlarge'] });
    const least = 54_272; // YARN's on r6i.2xlarge
    expect(fleet.cluster!.core.yarnMemoryMiB).toBe(least);
    expect(fleet.cluster!.core.executorsPerNode * fleet.executor.containerMiB).toBeLessThanOrEqual(least);
    expect(() => planOf({ fleetInstanceTypes: ['c5.2xlarge'] })).toThrow(/SZ2008 fleetInstanceTypes: got c5\.2xlarge/);
    expect(() => SparkPlan.forCluster(workload, { fleetInstanceTypes: ['c5.2xlarge', 'x2idn.16xlarge'] })).toThrow(/SZ2008 fleetInstanceTypes: got c5\.2xlarge, x2idn\.16xlarge; no type/);
    expect(() => SparkPlan.forCluster(workload, { fleetInstanceTypes: ['c55.large'] })).toThrow(/SZ4101 fleetInstanceTypes/);
  });

  test('fails with all problems at once, in the words of its options', () => {
    expect(thrownBy(() => planOf({ nodes: 0, executors: 1.5, maxUsd: -1, disk: Size.mebibytes(1) })).map(line => line.split(':')[0])).toEqual([
      'SZ1004 SparkPlan.forCluster("nightly")', 'SZ1004 executors', 'SZ1004 nodes', 'SZ1004 maxUsd', 'SZ1004 disk',
    ]);
    expect(thrownBy(() => planOf({ instanceTypeCorrections: [{ instanceType: 'r5.2xlarge', vcores: 1.5, memory: Size.gibibytes(0) }] })).slice(1).map(line => line.split(':')[0])).toEqual([
      'SZ4103 instanceTypeCorrections[0].vcores', 'SZ4103 instanceTypeCorrections[0].memory',
    ]);
  });

  test('refuses tokens', () => {
    const token = Lazy.number({ produce: () => 1 });
    const options = { nodes: token, disk: Size.gibibytes(token), prices: { gp3GiBMonthUsd: token }, instanceTypeCorrections: [{ instanceType: 'r5.2xlarge', usdPerHour: token }] };
    expect(thrownBy(() => planOf(options)).slice(1).map(line => line.split(':')[0])).toEqual([
      'SZ1009 disk', 'SZ1009 nodes', 'SZ1009 prices.gp3GiBMonthUsd', 'SZ1009 instanceTypeCorrections[0].usdPerHour',
    ]);
  });
});

test('a file of a plan is read back exactly', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'plan-')), 'nightly.plan.json');
  writeFileSync(path, plan.toJson());
  expect(SparkPlan.fromFile(path).toJson()).toBe(plan.toJson());
  expect(SparkPlan.fromFile(path).toText()).toContain('EMR on EC2');
});

test('the attempt after an out-of-memory exit has no worker', () => {
  const { escalation } = planOf({});
  expect(escalation).toMatchObject({ heapMiB: expect.any(Number) });
  expect(escalation).not.toHaveProperty('worker');
});

test('a release that EMR Serverless does not have is refused there', () => {
  expect(() => SparkPlan.forServerless(workload, { release: EmrRelease.of('emr-5.36.0') })).toThrow(/SZ4003 release/);
});
