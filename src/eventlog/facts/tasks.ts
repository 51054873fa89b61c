import { IdSet } from './id-set';
import { StageAttempt } from './stage-attempt';
import { TaskEnd } from './task-end';

/** End reasons that are no failure. Source: TaskEndReason of Spark 3.5. */
const NO_FAILURE: ReadonlySet<string | undefined> = new Set(['Success', 'TaskKilled', 'Resubmitted']);

const TOTALLED = ['runTimeMs', 'gcTimeMs', 'inputBytes', 'outputBytes', 'shuffleWriteBytes', 'memoryBytesSpilled', 'diskBytesSpilled', 'cpuTimeNs', 'inputRecords', 'outputRecords'] as const;
type Totals = Record<typeof TOTALLED[number] | 'shuffleReadBytes', number>;

/** Attempts of tasks, over the whole application. A Task ID counts once, by its first TaskEnd. */
export class Tasks {
  public failed = 0;
  public readonly totals: Totals = {
    runTimeMs: 0,
    gcTimeMs: 0,
    inputBytes: 0,
    outputBytes: 0,
    shuffleWriteBytes: 0,
    memoryBytesSpilled: 0,
    diskBytesSpilled: 0,
    cpuTimeNs: 0,
    inputRecords: 0,
    outputRecords: 0,
    shuffleReadBytes: 0,
  };

  public peakExecutionBytes: number | undefined;
  /** Largest of any task; 0: no sample was taken. */
  public readonly peaks = { onHeapExecutionBytes: 0, offHeapExecutionBytes: 0, jvmHeapBytes: 0, pythonBytes: 0, onHeapStorageBytes: 0 };
  public readonly runTimeMsByExecutor = new Map<string, number>();
  private readonly attempts = new Map<string, StageAttempt>();
  private readonly seen = new IdSet();

  public get count(): number {
    return this.seen.size;
  }

  public get stageAttempts(): readonly StageAttempt[] {
    return [...this.attempts.values()];
  }

  public add(task: TaskEnd): void {
    if (!this.seen.add(task.taskId)) return;
    if (!NO_FAILURE.has(task.reason)) this.failed++;
    this.addTotals(task);
    this.addPeaks(task);
    if (task.stageId !== undefined) this.attemptOf(task.stageId, task.stageAttemptId).add(task);
    const { executorId = '' } = task;
    this.runTimeMsByExecutor.set(executorId, (this.runTimeMsByExecutor.get(executorId) ?? 0) + task.runTimeMs);
  }

  private addTotals(task: TaskEnd): void {
    for (const name of TOTALLED) this.totals[name] += task[name];
    this.totals.shuffleReadBytes += task.remoteReadBytes + task.localReadBytes;
  }

  private addPeaks(task: TaskEnd): void {
    if (task.peakExecutionBytes !== undefined) this.peakExecutionBytes = Math.max(this.peakExecutionBytes ?? -Infinity, task.peakExecutionBytes);
    for (const name of Object.keys(this.peaks) as (keyof typeof this.peaks)[]) this.peaks[name] = Math.max(this.peaks[name], task[name]);
  }

  private attemptOf(stageId: number, attemptId: number): StageAttempt {
    const key = `${stageId}.${attemptId}`;
    let attempt = this.attempts.get(key);
    if (!attempt) this.attempts.set(key, attempt = new StageAttempt(stageId, attemptId));
    return attempt;
  }
}
