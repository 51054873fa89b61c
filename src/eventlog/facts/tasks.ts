import { allFigures } from './figures';
import { IdSet } from './id-set';
import { StageAttempt, stageRows } from './stage-attempt';
import { FIGURE, TaskEnd } from './task-end';

/** End reasons that are no failure. Source: TaskEndReason of Spark 3.5. */
const NO_FAILURE: ReadonlySet<string | undefined> = new Set(['Success', 'TaskKilled', 'Resubmitted']);

/** Attempts of tasks, over the whole application. A Task ID counts once, by its first TaskEnd. */
export class Tasks {
  public failed = 0;
  /** Of all attempts, failed and killed ones included. */
  public readonly figures = allFigures();
  public peakExecutionBytes: number | undefined;
  public readonly runTimeMsByExecutor = new Map<string, number>();
  /** First attempts by their stage, others by both. */
  private readonly attempts = new Map<number | string, StageAttempt>();
  private readonly rows = stageRows();
  private readonly seen = new IdSet();

  public get count(): number {
    return this.seen.size;
  }

  public get stageAttempts(): readonly StageAttempt[] {
    return [...this.attempts.values()];
  }

  /** Adds a task; answers whether it is the first success of its index in its stage attempt. */
  public add(task: TaskEnd): boolean {
    if (!this.seen.add(task.taskId)) return false;
    if (!NO_FAILURE.has(task.reason)) this.failed++;
    this.figures.add(task.figures);
    if (task.peakExecutionBytes !== undefined) this.peakExecutionBytes = Math.max(this.peakExecutionBytes ?? -Infinity, task.peakExecutionBytes);
    const { executorId = '' } = task;
    this.runTimeMsByExecutor.set(executorId, (this.runTimeMsByExecutor.get(executorId) ?? 0) + task.figures[FIGURE.runTimeMs]);
    return task.stageId !== undefined && this.attemptOf(task.stageId, task.stageAttemptId).add(task);
  }

  private attemptOf(stageId: number, attemptId: number): StageAttempt {
    const key = attemptId === 0 ? stageId : `${stageId}.${attemptId}`;
    const known = this.attempts.get(key);
    if (known) return known;
    const attempt = new StageAttempt(stageId, attemptId, this.rows);
    this.attempts.set(key, attempt);
    return attempt;
  }
}
