import { workerSizes } from '../catalog/workers';
import { MIB_PER_GIB } from '../units';
import { Attempt, Question } from './attempts';
import { HeapOption, heapOptions, Shape, shapeOf } from './container';
import { Escalation } from './plan';
import { Candidate } from './search';
import { sparkMemory } from './settings';

/** So much more memory a task gets on the attempt after an out-of-memory exit. */
const STEP = 1.5;

/** A larger executor for the next attempt: the smallest that gives one task half as much memory again, at the same count and partitions. */
export function escalationOf({ filled, release }: Question, found: Attempt, settings: Readonly<Record<string, string>>): Escalation | undefined {
  const { space: { lawful }, best } = found;
  const wantedMiB = STEP * best.option.heapMiB / best.shape.slots;
  const jvm = { collector: best.shape.jvm.collector, javaVersion: release.java, offHeapBytes: filled.sized.offHeapBytes };
  const larger = workerSizes()
    .filter(({ vCpu, memoryGiB }) => vCpu >= best.shape.vCpu && memoryGiB >= best.shape.memoryGiB)
    .flatMap(({ vCpu, memoryGiB }) => [best.shape.taskCpus, 2 * best.shape.taskCpus].filter(cpus => cpus <= vCpu)
      .map(taskCpus => shapeOf(vCpu, memoryGiB, taskCpus, jvm)))
    .sort((a, b) => a.memoryGiB - b.memoryGiB || a.vCpu - b.vCpu || a.taskCpus - b.taskCpus);
  for (const shape of larger) {
    const option = heapOptions(shape, filled.sized, lawful).find(({ heapMiB }) => heapMiB / shape.slots >= wantedMiB);
    if (option) return written({ shape, option }, best, settings);
  }
  return undefined;
}

function written({ shape, option }: { shape: Shape; option: HeapOption }, best: Candidate, settings: Readonly<Record<string, string>>): Escalation {
  const containerMiB = shape.memoryGiB * MIB_PER_GIB;
  return {
    executor: {
      cores: shape.vCpu,
      taskCpus: shape.taskCpus,
      heapMiB: option.heapMiB,
      overheadMiB: option.overheadMiB,
      containerMiB,
      worker: { ...best.worker, vCpu: shape.vCpu, memoryGiB: shape.memoryGiB },
    },
    sparkDefaults: {
      ...settings,
      'spark.executor.cores': `${shape.vCpu}`,
      'spark.task.cpus': `${shape.taskCpus}`,
      'spark.executor.memory': sparkMemory(option.heapMiB),
      'spark.executor.memoryOverhead': sparkMemory(containerMiB - option.heapMiB),
    },
    because: `after an out-of-memory exit: ${(option.heapMiB / shape.slots / (best.option.heapMiB / best.shape.slots)).toFixed(1)} times the heap of a task`,
  };
}
