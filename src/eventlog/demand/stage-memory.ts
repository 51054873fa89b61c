import { Collector } from '../facts/collector';
import { StageAttempt } from '../facts/stage-attempt';
import { RunFacts, RunMemory, StageMemory } from '../observation';

/** More stages than these say nothing new: those whose tasks take most are kept. */
const KEPT = 12;

/** What the fullest task of each stage held and spilled, beside what one task is sure to get where all slots are taken. */
export function runMemory(facts: Collector, { executors }: RunFacts, attempts: readonly StageAttempt[]): RunMemory {
  const slots = Math.floor(executors.slotsAtOnce / executors.maximumAtOnce);
  const isOnHeap = facts.application.property('spark.memory.offHeap.enabled') !== 'true'; // else tasks are served from a pool that the log does not tell
  const taskShareBytes = isOnHeap && executors.unifiedBytes !== null && slots >= 1 ? Math.floor(executors.unifiedBytes / slots) : null;
  const most = attempts.map(stageMemory).filter(stage => takenBy(stage) > 0).sort((a, b) => takenBy(b) - takenBy(a) || a.stageId - b.stageId);
  return { taskShareBytes, stages: most.slice(0, KEPT).sort((a, b) => a.stageId - b.stageId) };
}

function stageMemory({ stageId, tasks, tasksThatSpilled, peakExecutionBytes, figures }: StageAttempt): StageMemory {
  return {
    stageId,
    tasks,
    tasksThatSpilled,
    taskHeldBytes: peakExecutionBytes ?? null,
    taskSpilledBytes: figures.most('memoryBytesSpilled'),
    memoryBytesSpilled: figures.sum('memoryBytesSpilled'),
    diskBytesSpilled: figures.sum('diskBytesSpilled'),
  };
}

function takenBy({ taskHeldBytes, taskSpilledBytes }: StageMemory): number {
  return (taskHeldBytes ?? 0) + taskSpilledBytes;
}
