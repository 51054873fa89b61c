import { Attempt, Question } from './attempts';
import { executorsOf, HeapOption, heapOptions, Shape } from './container';
import { Ec2Plan, Node } from './ec2-plan';
import { countedOffHeapMiB } from './ec2-settings';
import { cutsOf, nodeOf, nodeShapes } from './ec2-shapes';
import { sparkMemory } from './settings';
import { MIB_PER_GIB } from '../units';

/** So much more memory a task gets on the attempt after an out-of-memory exit. */
const STEP = 1.5;

interface Larger {
  readonly shape: Shape;
  readonly option: HeapOption;
}

/** Larger executors for the next attempt on the same nodes: the cut with the most slots that gives one task half as much memory again. */
export function ec2EscalationOf(question: Question<Node>, { space, best }: Attempt<Node>, settings: Readonly<Record<string, string>>): Ec2Plan['escalation'] {
  const wantedMiB = STEP * best.option.heapMiB / best.shape.slots;
  const node = nodeOf(best.shape);
  for (const cuts of cutsOf(node.vCpu).values()) {
    for (const shape of cuts.flatMap(cut => nodeShapes(space, node, cut, 0))) {
      const option = heapOptions(shape, space.demand, space.lawful).find(({ heapMiB }) => heapMiB / shape.slots >= wantedMiB);
      if (option && executorsOf(shape, best.count) > 0) return written(question, { shape, option }, best, settings);
    }
  }
  return undefined;
}

function written(
  { release }: Question<Node>, { shape, option }: Larger, best: Attempt<Node>['best'], settings: Readonly<Record<string, string>>,
): Ec2Plan['escalation'] {
  const containerMiB = shape.memoryGiB * MIB_PER_GIB;
  const count = `${executorsOf(shape, best.count)}`;
  const fixed = settings['spark.dynamicAllocation.minExecutors'] !== '0';
  return {
    executor: { cores: shape.vCpu, taskCpus: shape.taskCpus, heapMiB: option.heapMiB, overheadMiB: option.overheadMiB, containerMiB },
    sparkDefaults: {
      ...settings,
      'spark.executor.cores': `${shape.vCpu}`,
      'spark.task.cpus': `${shape.taskCpus}`,
      'spark.executor.memory': sparkMemory(option.heapMiB),
      'spark.executor.memoryOverhead': sparkMemory(containerMiB - option.heapMiB - countedOffHeapMiB(option, release)),
      'spark.dynamicAllocation.initialExecutors': count,
      'spark.dynamicAllocation.maxExecutors': count,
      'spark.executor.instances': count,
      ...fixed ? { 'spark.dynamicAllocation.minExecutors': count } : {},
    },
    because: `after an out-of-memory exit, on the same nodes: ${(option.heapMiB / shape.slots / (best.option.heapMiB / best.shape.slots)).toFixed(1)} times the heap of a task`,
  };
}
