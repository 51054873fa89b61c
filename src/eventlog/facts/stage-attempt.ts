import { Figures, readBytesOf } from './figures';
import { IdSet } from './id-set';
import { FIGURE, TaskEnd } from './task-end';

/** What the tasks of one attempt of a stage came to. Over successful attempts only, and each task index once: the first success counts. */
export class StageAttempt {
  public readonly figures = new Figures();
  public largestReadBytes = 0;
  /** Of any task, failed ones too. */
  public peakExecutionBytes: number | undefined;
  public tasksThatSpilled = 0;
  /** Shuffle bytes that each task read, in the order of their ends. */
  private readonly reads: number[] = [];
  private readonly indices = new IdSet();

  public constructor(public readonly stageId: number, public readonly attemptId: number) {}

  /** Tasks, each index once. */
  public get tasks(): number {
    return this.indices.size;
  }

  public get readBytes(): number {
    return this.figures.sum('remoteReadBytes') + this.figures.sum('localReadBytes');
  }

  /** Shuffle bytes that each task read, from the least. */
  public sortedReads(): Float64Array {
    return Float64Array.from(this.reads).sort();
  }

  /** Adds a task; answers whether it is the first success of its index. */
  public add(task: TaskEnd): boolean {
    if (task.peakExecutionBytes !== undefined) this.peakExecutionBytes = Math.max(this.peakExecutionBytes ?? -Infinity, task.peakExecutionBytes);
    if (task.reason !== 'Success' || task.index === undefined || !this.indices.add(task.index)) return false;
    this.figures.add(task.figures);
    if (task.figures[FIGURE.memoryBytesSpilled] > 0) this.tasksThatSpilled++;
    this.addRead(readBytesOf(task.figures));
    return true;
  }

  private addRead(bytes: number): void {
    this.reads.push(bytes);
    this.largestReadBytes = Math.max(this.largestReadBytes, bytes);
  }
}
