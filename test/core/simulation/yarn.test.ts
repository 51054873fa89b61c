import * as fc from 'fast-check';
import { NodeGroup } from '../../../src/core/packing/placement';
import { simulateYarn, YarnSimulationRequest } from '../../../src/core/simulation/yarn';

const R5: NodeGroup = { type: 'r5.12xlarge', count: 19, memoryMiB: 385_024, vCores: 48 };
const M5: NodeGroup = { type: 'm5.xlarge', count: 2, memoryMiB: 12_288, vCores: 4 };

function simulated(more: Partial<YarnSimulationRequest>) {
  return simulateYarn({
    groups: [R5],
    master: { memoryMiB: 896, vCores: 1 },
    containers: [{ count: 170, memoryMiB: 43_008, vCores: 5 }],
    rules: { minimumAllocationMiB: 1, calculator: 'default' },
    ...more,
  });
}

describe('simulateYarn', () => {
  test('says how many executors start, what binds, and what would be enough', () => {
    // 8 a node, and 170 = 21 · 8 + 2: 22 nodes; 896 + 170 · 43008
    expect(simulated({})).toMatchObject({
      schema: 'sized-emr/simulate/1',
      platform: 'ec2',
      starts: true,
      executorsAsked: 170,
      executorsGranted: 152,
      executorsForCertain: 152,
      granted: [152],
      binds: { dimension: 'memory', detail: 'the roomiest node (r5.12xlarge) holds 8 executors and has 40960 of 385024 MiB left; one more executor takes 43008 MiB and 5 vcores' },
      message: null,
      masterMiB: 896,
      containerMiB: [43_008],
      nodesForAll: 22,
      capacityForAll: { cpu: '851 vCPU', memory: '7312256 MiB' },
    });
  });

  test('shows each kind of node: used and idle memory, executors and the master', () => {
    expect(simulated({}).perNode).toEqual([
      { type: 'r5.12xlarge', count: 1, containers: 9, executors: 8, masters: 1, usedMiB: 344_960, idleMiB: 40_064, vCores: 48, usedVCores: 41, binds: 'memory' },
      { type: 'r5.12xlarge', count: 18, containers: 8, executors: 8, masters: 0, usedMiB: 344_064, idleMiB: 40_960, vCores: 48, usedVCores: 40, binds: 'memory' },
    ]);
  });

  test('rounds up to the step before it places', () => {
    // 18000 → 18016 at 32: 2 beside the master, 3 elsewhere; at 1 it is 3 · 18000 = 54000 > 53376 as well
    const groups = [{ type: 'm7i.4xlarge', count: 3, memoryMiB: 54_272, vCores: 16 }];
    const containers = [{ count: 9, memoryMiB: 17_792, vCores: 5 }];
    const granted = (minimumAllocationMiB: number) => simulated({ groups, containers, rules: { minimumAllocationMiB, calculator: 'default' } });
    expect(granted(32)).toMatchObject({ executorsGranted: 9, containerMiB: [17_792] });
    expect(granted(1024)).toMatchObject({ executorsGranted: 6, containerMiB: [18_432], masterMiB: 1024 });
  });

  test('fails in YARN\'s words on a container above the largest', () => {
    const words = (resource: string, memory: number, vCores: number) => 'Invalid resource request! Cannot allocate containers as requested resource is greater than maximum'
      + ` allowed allocation. Requested resource type=[${resource}], Requested resource=<memory:${memory}, vCores:${vCores}>, maximum allowed allocation=<memory:12288, vCores:4>`;
    const container = (memoryMiB: number, vCores: number) => simulated({ groups: [M5], containers: [{ count: 1, memoryMiB: 1024, vCores: 1 }, { count: 9, memoryMiB, vCores }] });
    expect(container(12_300, 5)).toMatchObject({
      starts: false,
      executorsAsked: 10,
      executorsGranted: 0,
      granted: [0, 0],
      containerMiB: [1024, null],
      perNode: [],
      nodesForAll: null,
      binds: { dimension: 'container', detail: 'an executor asks for 12300 MiB and 5 vcores; the largest container is 12288 MiB and 4 vcores' },
    });
    expect(container(12_300, 5).message).toContain(words('memory-mb', 12_300, 5));
    expect(container(1200, 5).message).toContain(words('vcores', 1200, 5));
    expect(simulated({ groups: [M5], master: { memoryMiB: 13_000, vCores: 1 } })).toMatchObject({
      message: expect.stringContaining(words('memory-mb', 13_000, 1)), masterMiB: null, binds: { detail: expect.stringContaining('the application master asks for 13000 MiB') },
    });
  });

  test('fails in the client\'s words where the client gives up first', () => {
    expect(simulated({ clientRefuses: 'Required executor memory …' })).toMatchObject({
      starts: false, message: 'Required executor memory …', binds: { dimension: 'container', detail: 'the client refuses the size of a container' },
    });
  });

  test('fails where no node holds the master: YARN waits', () => {
    const core: NodeGroup = { type: 'small', count: 1, memoryMiB: 512, vCores: 4, label: 'CORE' };
    expect(simulated({ groups: [core, M5], master: { memoryMiB: 896, vCores: 1, label: 'CORE' }, containers: [{ count: 1, memoryMiB: 1024, vCores: 1 }] })).toMatchObject({
      starts: false,
      message: 'Application is Activated, waiting for resources to be assigned for AM.',
      executorsForCertain: 0,
      binds: { dimension: 'container', detail: 'no node holds the application master of 896 MiB and 1 vcore on CORE nodes' },
    });
  });

  test('fails where the master leaves no room for an executor: Spark waits', () => {
    const full = simulated({ groups: [{ ...M5, count: 1 }], master: { memoryMiB: 12_288, vCores: 1 }, containers: [{ count: 2, memoryMiB: 1024, vCores: 1 }] });
    expect(full).toMatchObject({ starts: false, executorsGranted: 0, message: expect.stringMatching(/^Initial job has not accepted any resources/), nodesForAll: 2 });
  });

  test('fails where every node is labelled and the master is not: executors may share labelled nodes, a master may not', () => {
    const core: NodeGroup = { ...M5, label: 'CORE' };
    const request = { groups: [core], containers: [{ count: 9, memoryMiB: 99_999, vCores: 1 }] };
    expect(simulated(request)).toMatchObject({ starts: false, message: expect.stringMatching(/^Application is Activated/) }); // it never comes to ask for executors
    expect(simulated({ ...request, master: { memoryMiB: 896, vCores: 1, label: 'CORE' } }).message).toMatch(/^Invalid resource request/);
  });

  test('says of a job that asks for nothing that nothing binds', () => {
    expect(simulated({ containers: [] })).toMatchObject({ starts: false, executorsAsked: 0, binds: { dimension: 'none' }, message: null });
  });

  test('names vcores where the dominant calculator stops on them', () => {
    const dominant = simulated({ groups: [M5], containers: [{ count: 9, memoryMiB: 2048, vCores: 2 }], rules: { minimumAllocationMiB: 32, calculator: 'dominant' } });
    expect(dominant).toMatchObject({ executorsGranted: 3, binds: { dimension: 'vcores', detail: 'the roomiest node (m5.xlarge) holds one executor and has 1 of 4 vcores left; one more executor takes 2048 MiB and 2 vcores' } });
  });

  test('says that smaller sizes wait behind a larger one', () => {
    const sizes = [{ count: 3, memoryMiB: 8192, vCores: 1 }, { count: 1, memoryMiB: 1024, vCores: 1 }];
    expect(simulated({ groups: [M5], containers: sizes })).toMatchObject({ granted: [2, 0], binds: { detail: expect.stringMatching(/; smaller ones of a lower priority wait behind it$/) } });
  });

  test('promises only what holds wherever the master lands', () => {
    // on m5.xlarge the master costs nothing (1392 left), on the other type it costs an executor
    const groups = [M5, { type: 'exact', count: 1, memoryMiB: 10_896, vCores: 4 }];
    expect(simulated({ groups, containers: [{ count: 9, memoryMiB: 10_896, vCores: 1 }] })).toMatchObject({ executorsGranted: 3, executorsForCertain: 2 });
  });

  test('needs as many nodes as it says, and one fewer is not enough', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 900, max: 12_288 }), fc.integer({ min: 0, max: 3 }), (count, memoryMiB, others) => {
      const groups = (nodes: number) => [{ ...M5, count: nodes }, { ...M5, type: 'other', count: others }];
      const containers = [{ count, memoryMiB, vCores: 1 }];
      const nodes = simulated({ groups: groups(1), containers }).nodesForAll!;
      expect(simulated({ groups: groups(nodes), containers }).executorsGranted).toBe(count);
      if (nodes > 0) expect(simulated({ groups: groups(nodes - 1), containers }).executorsGranted).toBeLessThan(count);
    }));
  });
});
