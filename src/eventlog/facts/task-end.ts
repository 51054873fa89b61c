import { JsonLine } from '../lines/json-line';
import { Wanted, lineShape } from '../lines/shape';

/** What is wanted of a TaskEnd. Source: JsonProtocol.taskEndToJson, Spark 1.6 to 4.1. */
const WANTED = {
  'Event': true,
  'Stage ID': true,
  'Stage Attempt ID': true,
  'Task End Reason': { Reason: true },
  'Task Info': { 'Task ID': true, 'Index': true, 'Launch Time': true, 'Finish Time': true, 'Executor ID': true, 'Speculative': true, 'Accumulables': true },
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
type FigureName = keyof typeof FIGURES;

const FIGURE_NAMES = Object.keys(FIGURES) as FigureName[];
const FIGURE_SLOTS = FIGURE_NAMES.map(name => TASK_END_SHAPE.slotOf(FIGURES[name]));
const at = (path: string) => TASK_END_SHAPE.slotOf(path);
const SLOTS = {
  stage: at('Stage ID'),
  attempt: at('Stage Attempt ID'),
  reason: at('Task End Reason.Reason'),
  task: at('Task Info.Task ID'),
  index: at('Task Info.Index'),
  launch: at('Task Info.Launch Time'),
  finish: at('Task Info.Finish Time'),
  executor: at('Task Info.Executor ID'),
  accumulables: at('Task Info.Accumulables'),
  metrics: at('Task Metrics'),
  peak: at('Task Metrics.Peak Execution Memory'),
};

/** The attempt of a task that ended. A figure that the line does not hold is 0. */
export interface TaskEnd extends Readonly<Record<FigureName, number>> {
  readonly taskId: number;
  readonly index?: number;
  readonly stageId?: number;
  readonly stageAttemptId: number;
  readonly executorId?: string;
  readonly launchTimeMs?: number;
  readonly finishTimeMs?: number;
  /** Spark's word: `Success`, `ExceptionFailure` … */
  readonly reason?: string;
  readonly hasMetrics: boolean;
  /** `undefined` where the line has none. */
  readonly peakExecutionBytes?: number;
  /** Figures that are neither whole numbers nor null. */
  readonly odd: readonly string[];
}

/** The task of a TaskEnd, or undefined where it has no integer Task ID. */
export function readTaskEnd(line: JsonLine): TaskEnd | undefined {
  const taskId = line.integer(SLOTS.task);
  if (taskId === undefined) return undefined;
  return {
    ...figuresOf(line),
    taskId,
    index: line.integer(SLOTS.index),
    stageId: line.integer(SLOTS.stage),
    stageAttemptId: line.integer(SLOTS.attempt) ?? 0,
    executorId: line.text(SLOTS.executor),
    launchTimeMs: line.integer(SLOTS.launch),
    finishTimeMs: line.integer(SLOTS.finish),
    reason: line.text(SLOTS.reason),
    hasMetrics: line.has(SLOTS.metrics) && line.isObject(SLOTS.metrics),
    peakExecutionBytes: line.integer(SLOTS.peak) ?? peakOfAccumulables(line),
    odd: oddFigures(line),
  };
}

function figuresOf(line: JsonLine): Record<FigureName, number> {
  const figures = {} as Record<FigureName, number>;
  for (let i = 0; i < FIGURE_NAMES.length; i++) figures[FIGURE_NAMES[i]] = line.integer(FIGURE_SLOTS[i]) ?? 0;
  return figures;
}

const NO_FIGURES: readonly string[] = [];

function oddFigures(line: JsonLine): readonly string[] {
  let odd: string[] | undefined;
  for (let i = 0; i < FIGURE_SLOTS.length; i++) if (line.isOddInteger(FIGURE_SLOTS[i])) (odd ??= []).push(FIGURES[FIGURE_NAMES[i]]);
  return odd ?? NO_FIGURES;
}

const PEAK = 'internal.metrics.peakExecutionMemory';

/** Before Spark 3.0 the peak stands among the accumulables only, as a number or as text. */
function peakOfAccumulables(line: JsonLine): number | undefined {
  if (line.has(SLOTS.peak) || !line.holdsText(SLOTS.accumulables, PEAK)) return undefined;
  const all = line.value(SLOTS.accumulables);
  const one = Array.isArray(all) ? (all as unknown[]).find(isPeak) : undefined;
  const update = one && (typeof one.Update === 'string' && /^\d+$/.test(one.Update) ? Number(one.Update) : one.Update);
  return typeof update === 'number' && Number.isSafeInteger(update) ? update : undefined;
}

function isPeak(one: unknown): one is { readonly Update?: unknown } {
  return typeof one === 'object' && one !== null && (one as { readonly Name?: unknown }).Name === PEAK;
}
