import { Update } from '../lines/accumulables';
import { JsonLine } from '../lines/json-line';
import { Wanted, lineShape } from '../lines/shape';

/** What is wanted of a TaskEnd. Source: JsonProtocol.taskEndToJson, Spark 1.6 to 4.1. */
const WANTED = {
  'Event': true,
  'Stage ID': true,
  'Stage Attempt ID': true,
  'Task End Reason': { Reason: true },
  'Task Info': { 'Task ID': true, 'Index': true, 'Executor ID': true, 'Accumulables': true },
  'Task Executor Metrics': {
    JVMHeapMemory: true, OnHeapExecutionMemory: true, OffHeapExecutionMemory: true, OnHeapStorageMemory: true, ProcessTreePythonRSSMemory: true,
  },
  'Task Metrics': {
    'Executor Deserialize Time': true,
    'Executor Run Time': true,
    'Executor CPU Time': true,
    'Peak Execution Memory': true,
    'Result Size': true,
    'JVM GC Time': true,
    'Memory Bytes Spilled': true,
    'Disk Bytes Spilled': true,
    'Shuffle Read Metrics': { 'Fetch Wait Time': true, 'Remote Bytes Read': true, 'Local Bytes Read': true, 'Total Records Read': true },
    'Shuffle Write Metrics': { 'Shuffle Bytes Written': true, 'Shuffle Write Time': true, 'Shuffle Records Written': true },
    'Input Metrics': { 'Bytes Read': true, 'Records Read': true },
    'Output Metrics': { 'Bytes Written': true, 'Records Written': true },
  },
} satisfies Wanted;

export const TASK_END_SHAPE = lineShape(WANTED);

/** Figures of a task, each a whole number: name and where it stands. */
const FIGURES = {
  deserializeTimeMs: 'Task Metrics.Executor Deserialize Time',
  runTimeMs: 'Task Metrics.Executor Run Time',
  cpuTimeNs: 'Task Metrics.Executor CPU Time',
  resultBytes: 'Task Metrics.Result Size',
  gcTimeMs: 'Task Metrics.JVM GC Time',
  memoryBytesSpilled: 'Task Metrics.Memory Bytes Spilled',
  diskBytesSpilled: 'Task Metrics.Disk Bytes Spilled',
  fetchWaitTimeMs: 'Task Metrics.Shuffle Read Metrics.Fetch Wait Time',
  remoteReadBytes: 'Task Metrics.Shuffle Read Metrics.Remote Bytes Read',
  localReadBytes: 'Task Metrics.Shuffle Read Metrics.Local Bytes Read',
  shuffleReadRecords: 'Task Metrics.Shuffle Read Metrics.Total Records Read',
  shuffleWriteBytes: 'Task Metrics.Shuffle Write Metrics.Shuffle Bytes Written',
  shuffleWriteTimeNs: 'Task Metrics.Shuffle Write Metrics.Shuffle Write Time',
  shuffleWriteRecords: 'Task Metrics.Shuffle Write Metrics.Shuffle Records Written',
  inputBytes: 'Task Metrics.Input Metrics.Bytes Read',
  inputRecords: 'Task Metrics.Input Metrics.Records Read',
  outputBytes: 'Task Metrics.Output Metrics.Bytes Written',
  outputRecords: 'Task Metrics.Output Metrics.Records Written',
  jvmHeapBytes: 'Task Executor Metrics.JVMHeapMemory',
  onHeapExecutionBytes: 'Task Executor Metrics.OnHeapExecutionMemory',
  offHeapExecutionBytes: 'Task Executor Metrics.OffHeapExecutionMemory',
  onHeapStorageBytes: 'Task Executor Metrics.OnHeapStorageMemory',
  pythonBytes: 'Task Executor Metrics.ProcessTreePythonRSSMemory',
} as const;
export type FigureName = keyof typeof FIGURES;

export const FIGURE_NAMES = Object.keys(FIGURES) as FigureName[];
const FIGURE_SLOTS = FIGURE_NAMES.map(name => TASK_END_SHAPE.slotOf(FIGURES[name]));

/** Where a figure stands in `TaskEnd.figures`. */
export const FIGURE = Object.fromEntries(FIGURE_NAMES.map((name, index) => [name, index])) as Readonly<Record<FigureName, number>>;

const at = (path: string) => TASK_END_SHAPE.slotOf(path);
const SLOTS = {
  stage: at('Stage ID'),
  attempt: at('Stage Attempt ID'),
  reason: at('Task End Reason.Reason'),
  task: at('Task Info.Task ID'),
  index: at('Task Info.Index'),
  executor: at('Task Info.Executor ID'),
  peak: at('Task Metrics.Peak Execution Memory'),
};

/** The attempt of a task that ended. */
export interface TaskEnd {
  readonly taskId: number;
  readonly index?: number;
  readonly stageId?: number;
  readonly stageAttemptId: number;
  readonly executorId?: string;
  /** Spark's word: `Success`, `ExceptionFailure` … */
  readonly reason?: string;
  readonly peakExecutionBytes?: number;
  /** In the order of FIGURE_NAMES; what the line does not hold is 0. Only lent, until the next task. */
  readonly figures: Float64Array;
  /** Fields of figures that are neither whole numbers nor null. */
  readonly odd: readonly string[];
}

/** Accumulables that are of use beside the metrics. */
const PEAK = 'internal.metrics.peakExecutionMemory';
export const WANTED_ACCUMULABLES: ReadonlySet<string> = new Set([
  PEAK, 'records read', 'number of output rows', 'shuffle records written', 'data size', 'peak memory', 'spill size',
]);

/** The task of a TaskEnd, or undefined where it has no integer Task ID. */
export function readTaskEnd(line: JsonLine, updates: readonly Update[]): TaskEnd | undefined {
  const taskId = line.integer(SLOTS.task);
  if (taskId === undefined) return undefined;
  const odd = readFigures(line);
  return {
    taskId,
    index: line.integer(SLOTS.index),
    stageId: line.integer(SLOTS.stage),
    stageAttemptId: line.integer(SLOTS.attempt) ?? 0,
    executorId: line.text(SLOTS.executor),
    reason: line.text(SLOTS.reason),
    peakExecutionBytes: line.has(SLOTS.peak) ? line.integer(SLOTS.peak) : updates.find(({ name }) => name === PEAK)?.value, // before Spark 3.0 only there
    figures,
    odd,
  };
}

const figures = new Float64Array(FIGURE_NAMES.length);
const NOTHING_ODD: readonly string[] = [];

/** Fills in the figures; answers the fields of those that are odd. */
function readFigures(line: JsonLine): readonly string[] {
  let odd: string[] | undefined;
  for (let i = 0; i < FIGURE_SLOTS.length; i++) {
    const value = line.integer(FIGURE_SLOTS[i]);
    figures[i] = value ?? 0;
    if (value === undefined && line.isOdd(FIGURE_SLOTS[i])) (odd ??= []).push(FIGURES[FIGURE_NAMES[i]]);
  }
  return odd ?? NOTHING_ODD;
}
