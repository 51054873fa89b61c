import { FigureRows, Figures, readBytesOf } from './figures';
import { IdSet } from './id-set';
import { FIGURE, TaskEnd } from './task-end';

const SUMS = [
  'inputBytes', 'outputBytes', 'shuffleWriteBytes', 'resultBytes', 'runTimeMs', 'deserializeTimeMs', 'fetchWaitTimeMs', 'remoteReadBytes', 'localReadBytes',
  'memoryBytesSpilled', 'diskBytesSpilled',
] as const;
const MOST = ['shuffleWriteBytes', 'memoryBytesSpilled', 'onHeapExecutionBytes'] as const;

/** What is kept of every stage. */
export type StageRows = FigureRows<typeof SUMS[number], typeof MOST[number]>;

export function stageRows(): StageRows {
  return new FigureRows(SUMS, MOST);
}

/**
 * What the tasks of one attempt of a stage came to. Over successful attempts only, and each task index once: the first success counts.
 * An application may have very many stages of one task, so that little is held of each.
 */
export class StageAttempt {
  public readonly figures: Figures<typeof SUMS[number], typeof MOST[number]>;
  public largestReadBytes = 0;
  /** Of any task, failed ones too. */
  public peakExecutionBytes: number | undefined = undefined;
  public tasksThatSpilled = 0;
  /** Shuffle bytes that each task read that read any, in the order of their ends. */
  private reads: number[] | undefined = undefined;
  private readonly indices = new IdSet();

  public constructor(public readonly stageId: number, public readonly attemptId: number, rows: StageRows) {
    this.figures = new Figures(rows);
  }

  /** Tasks, each index once. */
  public get tasks(): number {
    return this.indices.size;
  }

  public get readBytes(): number {
    return this.figures.sum('remoteReadBytes') + this.figures.sum('localReadBytes');
  }

  /** Shuffle bytes that each task read, from the least. */
  public sortedReads(): Float64Array {
    const all = new Float64Array(this.tasks); // of zeros
    all.set(this.reads ?? []);
    return all.sort();
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
    if (bytes === 0) return;
    if (this.reads) this.reads.push(bytes);
    else this.reads = [bytes];
    this.largestReadBytes = Math.max(this.largestReadBytes, bytes);
  }
}
