import { Figures } from './figures';
import { IdSet } from './id-set';
import { StageAttempt } from './stage-attempt';
import { FIGURE, TaskEnd } from './task-end';

/** End reasons that are no failure. Source: TaskEndReason of Spark 3.5. */
const NO_FAILURE: ReadonlySet<string | undefined> = new Set(['Success', 'TaskKilled', 'Resubmitted']);

/** Attempts of tasks, over the whole application. A Task ID counts once, by its first TaskEnd. */
export class Tasks {
  public failed = 0;
  /** Of all attempts, failed and killed ones included. */
  public readonly figures = new Figures();
  public peakExecutionBytes: number | undefined;
  public readonly runTimeMsByExecutor = new Map<string, number>();
  private readonly attempts = new Map<number, StageAttempt[]>();
  private readonly seen = new IdSet();

  public get count(): number {
    return this.seen.size;
  }

  public get stageAttempts(): readonly StageAttempt[] {
    return [...this.attempts.values()].flat();
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
    const attempts = this.attempts.get(stageId);
    const known = attempts?.find(attempt => attempt.attemptId === attemptId);
    if (known) return known;
    const attempt = new StageAttempt(stageId, attemptId);
    if (attempts) attempts.push(attempt);
    else this.attempts.set(stageId, [attempt]);
    return attempt;
  }
}
