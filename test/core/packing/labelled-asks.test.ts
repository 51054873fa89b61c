import { NodeGroup, place } from '../../../src/core/packing/placement';

const core: NodeGroup = { type: 'core', count: 1, memoryMiB: 4096, vCores: 8, label: 'CORE' };
const task: NodeGroup = { type: 'task', count: 2, memoryMiB: 4096, vCores: 8 };
const master = { memoryMiB: 1024, vCores: 1, label: 'CORE' } as const;

test('containers with a label stay on its nodes, those without go anywhere', () => {
  const placement = place({ groups: [core, task], master, calculator: 'default', asks: [{ memoryMiB: 1024, vCores: 1, count: 4, label: 'CORE' }, { memoryMiB: 1024, vCores: 1, count: 8 }] });
  expect(placement.granted).toEqual([3, 0]); // the fourth waits, and the ones after it with it
  const fewer = place({ groups: [core, task], master, calculator: 'default', asks: [{ memoryMiB: 1024, vCores: 1, count: 3, label: 'CORE' }, { memoryMiB: 1024, vCores: 1, count: 8 }] });
  expect(fewer.granted).toEqual([3, 8]);
  expect(fewer.nodes.map(({ group, containers }) => [group.type, ...containers])).toEqual([['core', 3, 0], ['task', 0, 4]]);
});
