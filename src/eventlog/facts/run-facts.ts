import { Collector } from './collector';
import { isoTime } from './iso-time';
import { localExecutor, mainProfile, slotsOf } from './main-profile';
import { StageAttempt } from './stage-attempt';
import { LargestShuffle, RunFacts } from '../observation';

/** What a log says, as the contract counts it. */
export function runFacts(facts: Collector, isWhole: boolean): RunFacts {
  const { application, tasks } = facts;
  return {
    application: {
      id: application.id ?? null,
      name: application.name ?? null,
      sparkVersion: application.sparkVersion ?? null,
      javaVersion: application.javaVersion ?? null,
      startedAt: isoTime(application.startedAtMs),
      endedAt: isoTime(application.endedAtMs),
      complete: isWhole && application.hasStart && application.hasEnd,
    },
    executors: executorFacts(facts),
    totals: totalsOf(facts),
    peaks: {
      taskExecutionBytes: tasks.peakExecutionBytes ?? null,
      onHeapExecutionBytes: sampled(tasks.figures.most('onHeapExecutionBytes')),
      jvmHeapBytes: sampled(tasks.figures.most('jvmHeapBytes')),
      pythonBytes: sampled(tasks.figures.most('pythonBytes')),
    },
    largestShuffle: largestShuffle(tasks.stageAttempts),
  };
}

function executorFacts(facts: Collector): RunFacts['executors'] {
  const { executors, application } = facts;
  const local = application.isLocal ? localExecutor(facts) : undefined;
  return {
    added: application.isLocal ? 1 : executors.executors.size,
    maximumAtOnce: application.isLocal ? 1 : executors.mostAtOnce(() => 1),
    slotsAtOnce: local ? slotsOf(local, facts) : executors.mostAtOnce(executor => slotsOf(executor, facts)),
    ...mainProfile(facts),
  };
}

function totalsOf({ jobs, stages, stageAttempts, tasks }: Collector): RunFacts['totals'] {
  const { figures } = tasks;
  return {
    jobs: jobs.size,
    stages: stages.size,
    stageAttempts,
    tasks: tasks.count,
    failedTasks: tasks.failed,
    runTimeMs: figures.sum('runTimeMs'),
    gcTimeMs: figures.sum('gcTimeMs'),
    inputBytes: figures.sum('inputBytes'),
    outputBytes: figures.sum('outputBytes'),
    shuffleReadBytes: figures.sum('remoteReadBytes') + figures.sum('localReadBytes'),
    shuffleWriteBytes: figures.sum('shuffleWriteBytes'),
    memoryBytesSpilled: figures.sum('memoryBytesSpilled'),
    diskBytesSpilled: figures.sum('diskBytesSpilled'),
  };
}

/** Zero means that no sample was taken. */
function sampled(bytes: number): number | null {
  return bytes > 0 ? bytes : null;
}

/** The attempt with the most of something; of equals the lowest stage, then the first attempt. */
export function attemptWithMost(attempts: readonly StageAttempt[], valueOf: (attempt: StageAttempt) => number): StageAttempt | undefined {
  const ordered = [...attempts].sort((a, b) => valueOf(b) - valueOf(a) || a.stageId - b.stageId || a.attemptId - b.attemptId);
  return ordered.length && valueOf(ordered[0]) > 0 ? ordered[0] : undefined;
}

const NOT_READ = { tasks: null, largestTaskReadBytes: null, skew: null };

function largestShuffle(attempts: readonly StageAttempt[]): LargestShuffle | null {
  const writtenBy = ({ figures }: StageAttempt) => figures.sum('shuffleWriteBytes');
  const writer = attemptWithMost(attempts, writtenBy);
  const reader = attemptWithMost(attempts, ({ readBytes }) => readBytes);
  if (!reader) return writer ? { ...NOT_READ, stageId: writer.stageId, writeBytes: writtenBy(writer) } : null;
  return {
    stageId: reader.stageId,
    writeBytes: writer ? writtenBy(writer) : 0,
    tasks: reader.tasks,
    largestTaskReadBytes: reader.largestReadBytes,
    skew: reader.largestReadBytes / (reader.readBytes / reader.tasks),
  };
}
