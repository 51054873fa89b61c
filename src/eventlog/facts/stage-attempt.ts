import { IdSet } from './id-set';
import { TaskEnd } from './task-end';

/** Figures of which a stage attempt keeps the sum over its tasks that succeeded, each index once. */
const SUMMED = [
  'runTimeMs', 'cpuTimeNs', 'gcTimeMs', 'deserializeTimeMs', 'fetchWaitTimeMs', 'shuffleWriteTimeNs', 'memoryBytesSpilled', 'diskBytesSpilled', 'shuffleReadRecords',
  'shuffleWriteBytes', 'shuffleWriteRecords', 'inputBytes', 'inputRecords', 'outputBytes', 'outputRecords', 'resultBytes',
] as const;
export type SummedFigure = typeof SUMMED[number];

/** Figures of which it keeps the largest of one task. */
const LARGEST = ['runTimeMs', 'memoryBytesSpilled', 'diskBytesSpilled', 'shuffleReadRecords', 'inputBytes', 'resultBytes', 'onHeapExecutionBytes', 'jvmHeapBytes', 'pythonBytes'] as const;
export type LargestFigure = typeof LARGEST[number];

/** Figures by name, all of them 0. */
function zeros<Name extends string>(names: readonly Name[]): Record<Name, number> {
  return Object.fromEntries(names.map(name => [name, 0])) as Record<Name, number>;
}

/** What the tasks of one attempt of a stage came to. Over successful attempts only, and each task index once: the first success counts. */
export class StageAttempt {
  public readonly sum = zeros(SUMMED);
  public readonly largest = zeros(LARGEST);
  public readBytes = 0;
  public largestReadBytes = 0;
  /** Of any task, failed ones too. */
  public peakExecutionBytes: number | undefined;
  public tasksThatSpilled = 0;
  /** Shuffle bytes that each task read, in the order of their ends. */
  private reads = new Float64Array(INITIAL_TASKS);
  private readonly indices = new IdSet();

  public constructor(public readonly stageId: number, public readonly attemptId: number) {}

  /** Tasks, each index once. */
  public get tasks(): number {
    return this.indices.size;
  }

  /** Shuffle bytes that each task read, from the least. */
  public sortedReads(): Float64Array {
    return this.reads.slice(0, this.tasks).sort();
  }

  public add(task: TaskEnd): void {
    if (task.peakExecutionBytes !== undefined) this.peakExecutionBytes = Math.max(this.peakExecutionBytes ?? 0, task.peakExecutionBytes);
    if (task.reason !== 'Success' || task.index === undefined || !this.indices.add(task.index)) return;
    for (const name of SUMMED) this.sum[name] += task[name];
    for (const name of LARGEST) this.largest[name] = Math.max(this.largest[name], task[name]);
    if (task.memoryBytesSpilled > 0) this.tasksThatSpilled++;
    this.addRead(task.remoteReadBytes + task.localReadBytes);
  }

  private addRead(bytes: number): void {
    const index = this.tasks - 1;
    if (index >= this.reads.length) {
      const longer = new Float64Array(2 * this.reads.length);
      longer.set(this.reads);
      this.reads = longer;
    }
    this.reads[index] = bytes;
    this.readBytes += bytes;
    this.largestReadBytes = Math.max(this.largestReadBytes, bytes);
  }
}

const INITIAL_TASKS = 4;
