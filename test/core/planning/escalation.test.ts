import { attemptOf, g1Shape, heapOn, question } from './cases';
import { escalationOf } from '../../../src/core/planning/escalation';
import { Escalation } from '../../../src/core/planning/plan';

const FOUND = attemptOf();
const SETTINGS = { 'spark.executor.cores': '4', 'spark.sql.shuffle.partitions': '512' };

function escalated(vCpu: number, memoryGiB: number, heapMiB: number, taskCpus = 1, lawful = true): Escalation | undefined {
  const shape = g1Shape(vCpu, memoryGiB, taskCpus);
  const worker = { vCpu, memoryGiB, diskGiB: 60, diskType: 'STANDARD' as const };
  const found = { ...FOUND, space: { ...FOUND.space, lawful }, best: { ...FOUND.best, shape, worker, option: heapOn(shape, heapMiB) } };
  return escalationOf(question(), found, SETTINGS);
}

describe('the executor for the attempt after an out-of-memory exit', () => {
  test('is the smallest that gives one task half as much heap again', () => {
    // 4 slots of 8 GB: 7092 / 4 = 1773 MiB a task; twice as much on the same worker with 2 cores a task
    expect(escalated(4, 8, 7092)!.executor).toEqual({
      cores: 4, taskCpus: 2, heapMiB: 7447, overheadMiB: 745, containerMiB: 8192, worker: { vCpu: 4, memoryGiB: 8, diskGiB: 60, diskType: 'STANDARD' },
    }); // 8192 / 1.1 = 7447.3
  });

  test('may be less than twice, where the heap was not what filled the worker', () => {
    // a task had 3000 MiB; 1.5 times are 4500; of 5 GB (5120 − 320 − 48) / 1.04 = 4569
    expect(escalated(1, 4, 3000)!.executor).toMatchObject({ cores: 1, taskCpus: 1, containerMiB: 5120 });
  });

  test('stands in settings of its own, all others as they were', () => {
    const { executor, sparkDefaults } = escalated(4, 8, 7092)!;
    expect(sparkDefaults).toEqual({
      'spark.executor.cores': '4',
      'spark.sql.shuffle.partitions': '512',
      'spark.task.cpus': '2',
      'spark.executor.memory': `${executor.heapMiB}m`,
      'spark.executor.memoryOverhead': `${executor.overheadMiB}m`,
    });
  });

  test('says how much more a task gets', () => {
    expect(escalated(4, 8, 7092)!.because).toMatch(/^after an out-of-memory exit: 2\.\d times the heap of a task$/);
  });

  test('is a larger worker where one task has all cores', () => {
    expect(escalated(4, 8, 7000, 4)!.executor.worker).toMatchObject({ vCpu: 4, memoryGiB: 12 }); // 10,500 MiB and a tenth
  });

  test('never has less memory than the one that failed', () => {
    expect(escalated(4, 16, 7000)!.executor).toMatchObject({ taskCpus: 1, containerMiB: 16_384 }); // 8 GB would do with two cores a task
  });

  test('takes cores for a task by doubling', () => {
    expect(escalated(8, 16, 14_000, 2)!.executor).toMatchObject({ cores: 8, taskCpus: 4, containerMiB: 16_384 });
  });

  test('keeps to the laws where the plan did: no heap between 31 and 48 GiB, which holds no more', () => {
    // 1.5 · 29,789 = 44,684 MiB: 52 GB would leave 48,407, 56 GB leave 52,130
    expect(escalated(8, 32, 29_789, 8)!.executor).toMatchObject({ heapMiB: 52_130, containerMiB: 56 * 1024 });
    expect(escalated(8, 32, 29_789, 8, false)!.executor).toMatchObject({ heapMiB: 48_407, containerMiB: 52 * 1024 });
  });

  test('is none where no worker is larger', () => {
    expect(escalated(32, 244, 220_000, 32)).toBeUndefined();
  });
});
