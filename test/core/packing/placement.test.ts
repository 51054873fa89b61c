import * as fc from 'fast-check';
import { referencePlacement } from './reference-scheduler';
import { executorRoom, executorsForCertain, packedNodes } from '../../../src/core/packing/pack';
import { NodeGroup, place, PlacementRequest, placementsByHost } from '../../../src/core/packing/placement';
import { sum } from '../../../src/core/units';

const R5: NodeGroup = { type: 'r5.12xlarge', count: 19, memoryMiB: 385_024, vCores: 48 };
const M5: NodeGroup = { type: 'm5.xlarge', count: 2, memoryMiB: 12_288, vCores: 4 };
const M7: NodeGroup = { type: 'm7i.4xlarge', count: 2, memoryMiB: 54_272, vCores: 16 };
const CLIENT_MASTER = { memoryMiB: 896, vCores: 1 };

function request(groups: readonly NodeGroup[], asks: PlacementRequest['asks'], more: Partial<PlacementRequest> = {}): PlacementRequest {
  return { groups, asks, master: CLIENT_MASTER, calculator: 'default', ...more };
}

describe('place', () => {
  // The published example asks for 9 a node: 9 · 43008 = 387072 > 385024, so 8; 19 · 8 = 152
  test('places 152 of the 170 executors that a published formula promises', () => {
    const placement = place(request([R5], [{ count: 170, memoryMiB: 43_008, vCores: 5 }]));
    expect(placement).toMatchObject({ masterRuns: true, granted: [152] });
    expect(placement.nodes.map(({ count, masters, containers }) => [count, masters, ...containers])).toEqual([[1, 1, 8], [18, 0, 8]]);
  });

  test('places the master first, on the first node that holds it: there it may cost an executor', () => {
    // 54272 - 896 = 53376 < 3 · 18016 = 54048
    const placement = place(request([{ ...M7, count: 3 }], [{ count: 9, memoryMiB: 18_016, vCores: 5 }]));
    expect(placement.granted).toEqual([8]);
    expect(placement.nodes.map(({ containers }) => containers[0])).toEqual([2, 3]);
  });

  test('hands out one container a heartbeat, so few of them lie on many nodes', () => {
    const placement = place(request([R5], [{ count: 20, memoryMiB: 43_008, vCores: 5 }]));
    expect(placement.nodes.map(({ count, containers }) => [count, containers[0]])).toEqual([[1, 2], [18, 1]]);
  });

  test('places nothing where no node holds the master', () => {
    expect(place(request([M5], [{ count: 3, memoryMiB: 1024, vCores: 1 }], { master: { memoryMiB: 12_289, vCores: 1 } })))
      .toMatchObject({ masterRuns: false, granted: [0] });
    expect(place(request([], [{ count: 3, memoryMiB: 1024, vCores: 1 }]))).toMatchObject({ masterRuns: false, granted: [0], nodes: [] });
  });

  test('gives smaller sizes nothing while a larger one of a higher priority waits', () => {
    const sizes = [{ count: 9, memoryMiB: 20_000, vCores: 5 }, { count: 10, memoryMiB: 10_016, vCores: 2 }];
    expect(place(request([{ ...M7, count: 3 }], sizes)).granted).toEqual([6, 0]);
    expect(place(request([{ ...M7, count: 3 }], [{ ...sizes[0], count: 2 }, sizes[1]])).granted).toEqual([2, 10]);
  });

  test('goes on with the next size at the next node', () => {
    const sizes = [4, 3, 10].map((count, index) => ({ count, memoryMiB: [10_016, 20_000, 5024][index], vCores: 1 }));
    const { nodes } = place(request([{ ...M7, count: 3 }], sizes));
    expect(nodes.map(({ count, containers }) => [count, ...containers])).toEqual([[1, 2, 1, 2], [2, 1, 1, 4]]); // as the ResourceManager of Hadoop 3.4.2 does
  });

  test('counts vcores only by the dominant calculator', () => {
    const sizes = [{ count: 19, memoryMiB: 2048, vCores: 2 }];
    expect(place(request([M5], sizes)).granted).toEqual([11]); // (12288 - 896) / 2048 = 5 and 6
    expect(place(request([M5], sizes, { calculator: 'dominant' })).granted).toEqual([3]); // (4 - 1) / 2 = 1 and 2
  });

  test('keeps the master on core nodes where it is told to, and executors anywhere', () => {
    const core: NodeGroup = { ...M5, label: 'CORE' };
    const labelled = request([{ ...M5, count: 3 }, core], [{ count: 19, memoryMiB: 4096, vCores: 1 }], { master: { memoryMiB: 2912, vCores: 1, label: 'CORE' } });
    const placement = place(labelled);
    expect(placement.granted).toEqual([14]);
    expect(placement.nodes.map(({ group, masters, containers }) => [group.label, masters, containers[0]])).toEqual([[undefined, 0, 3], ['CORE', 1, 2], ['CORE', 0, 3]]);
    expect(place({ ...labelled, groups: [M5] }).masterRuns).toBe(false);
  });

  test('ignores groups without nodes', () => {
    expect(place(request([{ ...M5, count: 0 }, M7], [{ count: 1, memoryMiB: 1024, vCores: 1 }])).nodes.map(({ group }) => group.type)).toEqual(['m7i.4xlarge', 'm7i.4xlarge']);
  });
});

const resource = (most: number) => fc.record({ memoryMiB: fc.integer({ min: 1, max: most }), vCores: fc.integer({ min: 1, max: 9 }) });
const requests: fc.Arbitrary<PlacementRequest> = fc.record({
  groups: fc.array(fc.record({
    type: fc.constant('t'),
    count: fc.integer({ min: 0, max: 6 }),
    memoryMiB: fc.integer({ min: 1, max: 200 }),
    vCores: fc.integer({ min: 1, max: 16 }),
    label: fc.constantFrom(undefined, 'CORE' as const),
  }), { maxLength: 4 }),
  master: fc.record({ memoryMiB: fc.integer({ min: 1, max: 60 }), vCores: fc.integer({ min: 1, max: 4 }), label: fc.constantFrom(undefined, 'CORE' as const) }),
  asks: fc.array(fc.tuple(fc.oneof(resource(90), resource(9)), fc.integer({ min: 0, max: 25 })).map(([size, count]) => ({ ...size, count })), { minLength: 1, maxLength: 3 }),
  calculator: fc.constantFrom('default' as const, 'dominant' as const),
});

describe('in general', () => {
  test('whole rounds at once give what heartbeat after heartbeat gives, node by node', () => {
    fc.assert(fc.property(requests, one => {
      const placement = place(one);
      const reference = referencePlacement(one);
      expect([placement.masterRuns, placement.granted]).toEqual([reference.masterRuns, reference.granted]);
      const nodes = placement.nodes.flatMap(({ count, masters, containers }) => Array.from({ length: count }, () => [masters, ...containers]));
      expect(nodes).toEqual(reference.nodes.map(({ masters, containers }) => [masters, ...containers]));
    }), { numRuns: 3000 });
  });

  test('every node adds up: used + idle = memory, master + executors = used, and all nodes and grants are accounted for', () => {
    fc.assert(fc.property(requests, one => {
      const placement = place(one);
      const nodes = packedNodes(placement, one);
      for (const node of nodes) {
        expect(node.usedMiB + node.idleMiB).toBe(node.memoryMiB);
        expect(node.masterMiB + node.executorMiB).toBe(node.usedMiB);
        expect(node.idleMiB).toBeGreaterThanOrEqual(0);
        expect(node.containers).toBe(node.executors + node.masters);
      }
      expect(sum(nodes.map(({ count }) => count))).toBe(sum(one.groups.map(({ count }) => count)));
      expect(sum(nodes.map(({ count, executors }) => count * executors))).toBe(sum(placement.granted));
      expect(sum(nodes.map(({ count, masters }) => count * masters))).toBe(Number(placement.masterRuns));
    }));
  });

  test('the closed form is the least over all nodes that may get the master', () => {
    fc.assert(fc.property(requests, ({ asks: [ask], ...one }) => {
      const endless = { ...one, asks: [{ ...ask, count: 1e6 }] };
      expect(executorRoom(one, ask)).toBe(executorsForCertain(endless));
      expect(placementsByHost(endless).every(({ granted }) => granted[0] >= executorRoom(one, ask))).toBe(true);
    }));
  });

  test('what is left is too small for one more, unless all that was asked for lies', () => {
    fc.assert(fc.property(requests, one => {
      const placement = place({ ...one, asks: one.asks.slice(0, 1) });
      const nodes = packedNodes(placement, { ...one, asks: one.asks.slice(0, 1) });
      if (placement.masterRuns && placement.granted[0] < one.asks[0].count) expect(nodes.map(({ binds }) => binds)).not.toContain('none');
    }));
  });
});
