import { knownInstanceTypes } from '../../../src/core/catalog/instance-types';
import { findRelease } from '../../../src/core/catalog/releases';
import { executorContainer, masterContainer, sparkOnYarn, SparkSizes, TypedCluster } from '../../../src/core/simulation/spark-on-yarn';
import { simulateYarn } from '../../../src/core/simulation/yarn';

function release(label: string) {
  const found = findRelease(label);
  if (!found.ok) throw new Error(label);
  return found.value;
}

function nodes(name: string, count: number) {
  return { type: knownInstanceTypes().get(name)!, count };
}

const R7 = release('emr-7.12.0');
const JOB: SparkSizes = { deployMode: 'client', executors: 29, executorCores: 5, executorMemoryMiB: 16_384 };

function simulated(job: Partial<SparkSizes>, cluster: Partial<TypedCluster> = {}) {
  return simulateYarn(sparkOnYarn({ release: R7, core: nodes('m7i.4xlarge', 10), masterOnCore: false, calculator: 'default', ...cluster }, { ...JOB, ...job }));
}

describe('containers', () => {
  test('of executors have EMR\'s 18.75 % unless an overhead is stated', () => {
    expect(executorContainer(JOB, R7).requestedMiB).toBe(19_456); // 16384 · 1.1875
    expect(executorContainer({ ...JOB, executorOverheadMiB: 1706 }, R7).requestedMiB).toBe(18_090);
    expect(executorContainer(JOB, release('emr-5.19.0')).requestedMiB).toBe(18_022); // Spark 2.3: 10 %, ⌊1638.4⌋
  });

  test('of the application master are 896 MiB in client mode, and the driver with 10 % in cluster mode', () => {
    expect(masterContainer(JOB, R7).requestedMiB).toBe(896);
    expect(masterContainer({ ...JOB, deployMode: 'cluster' }, R7).requestedMiB).toBe(2432); // 2048 + 384
    expect(masterContainer({ ...JOB, deployMode: 'cluster', driverMemoryMiB: 10_240 }, R7).requestedMiB).toBe(11_264);
    expect(masterContainer({ ...JOB, deployMode: 'cluster', driverMemoryMiB: 10_240, driverOverheadMiB: 2048 }, R7).requestedMiB).toBe(12_288);
    expect(masterContainer({ ...JOB, driverMemoryMiB: 10_240, driverOverheadMiB: 2048 }, R7).requestedMiB).toBe(896);
  });
});

describe('a job on typed nodes', () => {
  // Ten nodes of 16 vCPU and 64 GiB: 29 executors of 16 GB expected, 20 run, since three of 19456 MiB are more than 54272
  test('gets 20 executors where 29 were expected, and all with a stated overhead of 1706 MiB', () => {
    expect(simulated({})).toMatchObject({ executorsGranted: 20, containerMiB: [19_456], masterMiB: 896 });
    expect(simulated({ executorOverheadMiB: 1706 - 298 })).toMatchObject({ executorsGranted: 29 });
  });

  test('is rounded by the step of its release, which decides counts', () => {
    // (54272 - 896) / 3 = 17792 is a multiple of 32; one MiB less is rounded up to the same, one more is 17824 and does not fit thrice beside the master
    const granted = (executorOverheadMiB: number, label: string) => simulated({ executors: 30, executorOverheadMiB }, { release: release(label) }).executorsGranted;
    expect([granted(1407, 'emr-7.11.0'), granted(1408, 'emr-7.11.0'), granted(1409, 'emr-7.11.0'), granted(1409, 'emr-7.12.0')]).toEqual([30, 30, 29, 29]);
    expect(simulated({ executorOverheadMiB: 1409 }, { minimumAllocationMiB: 1024 }).containerMiB).toEqual([18_432]);
  });

  test('has its driver among the workers in cluster mode', () => {
    expect(simulated({ deployMode: 'cluster', driverMemoryMiB: 16_384, driverOverheadMiB: 1024, driverCores: 4, executorOverheadMiB: 1408, executors: 30 }))
      .toMatchObject({ executorsGranted: 29, masterMiB: 17_408, notes: [expect.stringMatching(/^cluster mode/), expect.any(String)] });
  });

  test('fails in the words of Spark\'s client on a container above the largest, the executor\'s first', () => {
    expect(simulated({ executorMemoryMiB: 55_296 })).toMatchObject({
      starts: false,
      message: expect.stringMatching(/^Required executor memory \(55296 MB\).*is above the max threshold \(54272 MB\) of this cluster!/),
      binds: { dimension: 'container', detail: 'an executor asks for 65664 MiB and 5 vcores; the largest container is 54272 MiB and 16 vcores' },
    });
    expect(simulated({ deployMode: 'cluster', driverMemoryMiB: 60_000 }).message).toMatch(/^Required AM memory \(60000\+6000 MB\) is above the max threshold/);
    expect(simulated({}, { maximumAllocationMiB: 8192 }).message).toContain('(8192 MB)');
  });

  test('fails in YARN\'s words on more cores than a node has, which the client does not look at', () => {
    expect(simulated({ executorCores: 17 }).message).toMatch(/^Invalid resource request!.*type=\[vcores\]/);
  });

  test('keeps the application master on core nodes where labels are on', () => {
    const labelled = simulated({ executors: 9, executorMemoryMiB: 10_000, executorOverheadMiB: 2000, executorCores: 4 }, {
      core: nodes('m5.xlarge', 1), task: nodes('m5.xlarge', 9), masterOnCore: true,
    });
    expect(labelled).toMatchObject({ executorsGranted: 9, executorsForCertain: 9 });
    expect(labelled.perNode.find(node => node.masters === 1)).toMatchObject({ count: 1, executors: 0 });
  });

  test('says where executors share cores, where sizes are rounded, and where the master might cost one', () => {
    const notes = simulated({ executors: 60, executorMemoryMiB: 7000, executorOverheadMiB: 700 }, { release: release('emr-7.11.0') }).notes.join('\n');
    expect(notes).toContain('executors share cores: 31 vcores are asked for on a m7i.4xlarge of 16');
    expect(notes).toContain('YARN rounds a container up by 12 MiB');
    // 2 · 5600 = 11200: beside the master on m5.xlarge (12288 - 896), not on m7i.xlarge (11712 - 896)
    const mixed = simulated({ executors: 99, executorMemoryMiB: 5000, executorOverheadMiB: 600, executorCores: 2 }, { core: nodes('m5.xlarge', 1), task: nodes('m7i.xlarge', 3) });
    expect([mixed.executorsGranted, mixed.executorsForCertain]).toEqual([8, 7]);
    expect(mixed.notes[0]).toBe('nodes differ: where the application master lands on another of them, only 7 executors start');
  });
});
