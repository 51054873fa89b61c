import * as fc from 'fast-check';
import { BareShape, fitsOf, presentAt, withOptions } from '../../../src/core/planning/candidate';
import { attemptEc2 } from '../../../src/core/planning/ec2';
import { Ec2Request, Node } from '../../../src/core/planning/ec2-plan';
import { Ec2Platform } from '../../../src/core/planning/ec2-platform';
import { cutsOf, leastCacheNodes, leastContainerMiB, leastNeeds, mostNodeSlots, nodeOf, nodeShapes } from '../../../src/core/planning/ec2-shapes';
import { partitionBounds, Space } from '../../../src/core/planning/space';
import { Workload } from '../../../src/core/workload/workload';
import { sources, workloads } from '../../arbitraries/workload';

jest.setTimeout(600_000); // a busy machine, or thousands of runs

const SETTINGS = { numRuns: Number(process.env.PROPERTY_RUNS ?? 15), seed: Number(process.env.PROPERTY_SEED ?? 72) };
const REQUEST: Ec2Request = { release: 'emr-7.12.0', architecture: 'x86_64', region: 'us-east-1', objective: 'cost', pins: { instanceTypes: ['r5.24xlarge'] } };
const TYPES = ['c5.xlarge', 'r5.2xlarge'];
const MANY_NODES = 100_000;
const MIB_PER_GIB = 1024;

const demands = workloads(sources(100 * 2 ** 40));

/** The search space of a demand that some cluster meets. */
function spaceFor(workload: Workload): Space<Node> | undefined {
  return attemptEc2({ ...workload, maxConcurrentVcpus: undefined, maxUsd: undefined }, REQUEST)?.space;
}

/** Every shape of a few small types, seen or not. */
function allShapes(space: Space<Node>): BareShape<Node>[] {
  const types = (space.platform as Ec2Platform).types.filter(({ type }) => TYPES.includes(type.instanceType));
  return types.flatMap(node => [...cutsOf(node.vCpu).values()].flat().flatMap(cut => nodeShapes(space, node, cut, 0)))
    .map(shape => ({ space, shape, bounds: partitionBounds(space), fastestDiskBytesPerSecond: Infinity }));
}

/** Whether a shape holds with so many nodes, by the rule itself. */
function holdsOn(bare: BareShape<Node>, nodes: number): boolean {
  const one = withOptions(bare);
  return one !== undefined && presentAt(one, nodes) >= 1 && fitsOf(one, nodes).length > 0;
}

test('what lower bounds leave out unseen would not hold', () => {
  let leftOut = 0;
  fc.assert(fc.property(demands, workload => {
    const space = spaceFor(workload);
    if (!space) return;
    const needs = leastNeeds(space, partitionBounds(space));
    for (const bare of allShapes(space)) {
      const { slots, memoryGiB, unit } = bare.shape;
      const isTooSmall = memoryGiB * MIB_PER_GIB < leastContainerMiB(needs, slots) || slots * unit.executors > mostNodeSlots(needs, nodeOf(bare.shape));
      if (!isTooSmall) continue;
      leftOut++;
      expect(holdsOn(bare, MANY_NODES)).toBe(false);
    }
  }), SETTINGS);
  expect(leftOut).toBeGreaterThan(SETTINGS.numRuns);
});

test('a cache that must stay is on no fewer nodes than the bound', () => {
  let bounded = 0;
  fc.assert(fc.property(demands, fc.integer({ min: 1, max: 10 }), (workload, tib) => {
    const space = spaceFor({ ...workload, cacheBytes: tib * 2 ** 40, storageLevel: 'MEMORY_ONLY', finishWithinSeconds: undefined });
    if (!space) return;
    for (const bare of allShapes(space)) {
      const fewer = Math.ceil(leastCacheNodes(space.demand, nodeOf(bare.shape))) - 1;
      if (fewer < 1) continue;
      bounded++;
      expect(holdsOn(bare, fewer)).toBe(false);
    }
  }), SETTINGS);
  expect(bounded).toBeGreaterThan(SETTINGS.numRuns);
});
