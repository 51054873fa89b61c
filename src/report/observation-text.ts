import { section, table } from './table';
import { Style, TextOptions, bytesMiB, counted, grouped, percent, styleOf } from './text-style';
import { formatDuration, formatSize } from '../core/workload/quantities';
import { Observation, ObservationDocument } from '../eventlog/observation';

type Row = readonly [name: string, value: string];

/** What a log says of a run, for people. */
export function observationText(document: ObservationDocument, options: TextOptions = {}): string {
  const style = styleOf(options);
  return [
    style.paint(title(document), 'bold'),
    ...rows(applicationRows(document), style),
    ...section('What it did', rows(totalRows(document), style), style),
    ...section('Peaks of one task or executor', rows(peakRows(document), style), style),
    ...section('Largest shuffle', rows(shuffleRows(document), style), style),
    ...section('The workload of the next run', rows(workloadRows(document), style), style),
    ...section('Only bounded by the log, so left out', rows(boundRows(document), style), style),
    ...section('Runs', runTable(document, style), style),
    ...section('With the input', growthTable(document, style), style),
    ...section('Against what was stated', againstTable(document, style), style),
    ...section('Advice', rows(document.advice.map(({ id, message }): Row => [id, message]), style), style),
  ].join('\n') + '\n';
}

function rows(all: readonly Row[], style: Style): string[] {
  return table(all, [{ ink: 'dim' }, {}], style);
}

function title({ application: { name, id } }: Observation): string {
  return `${name ?? 'an application without a name'}${id === null ? '' : `, ${id}`}`;
}

function applicationRows({ application, executors }: Observation): Row[] {
  const { startedAt, endedAt, sparkVersion, javaVersion, complete } = application;
  return [
    ['Spark', `${sparkVersion ?? 'not said'}, Java ${javaVersion ?? 'not said'}`],
    ['ran', `${startedAt ?? '?'} to ${endedAt ?? '?'}${complete ? '' : ', not complete'}`],
    ['executors', executorText(executors)],
  ];
}

function executorText({ added, maximumAtOnce, cores, slotsAtOnce, memoryMiB, unifiedBytes }: Observation['executors']): string {
  const size = [
    cores === null ? '' : counted(cores, 'core'),
    memoryMiB === null ? '' : `${grouped(memoryMiB)} MiB heap`,
    unifiedBytes === null ? '' : `${bytesMiB(unifiedBytes)} for execution and storage`,
  ].filter(Boolean).join(', ');
  return `${grouped(added)}, at most ${grouped(maximumAtOnce)} at once with ${counted(slotsAtOnce, 'slot')}${size ? `; each ${size}` : ''}`;
}

function totalRows({ totals }: Observation): Row[] {
  const { jobs, stages, stageAttempts, tasks, failedTasks, runTimeMs, gcTimeMs } = totals;
  const retried = stageAttempts > stages ? ` in ${grouped(stageAttempts)} attempts` : '';
  return [
    ['work', `${counted(jobs, 'job')}, ${counted(stages, 'stage')}${retried}, ${counted(tasks, 'task')}, ${failedTasks ? `${grouped(failedTasks)} failed` : 'none failed'}`],
    ['time of tasks', `${formatDuration(runTimeMs / 1000)}, ${percent(runTimeMs ? gcTimeMs / runTimeMs : 0)} of it garbage collection`],
    ['read, written', `${formatSize(totals.inputBytes)}, ${formatSize(totals.outputBytes)}`],
    ['shuffle written, read', `${formatSize(totals.shuffleWriteBytes)}, ${formatSize(totals.shuffleReadBytes)}`],
    ['spilled', totals.memoryBytesSpilled ? `${formatSize(totals.memoryBytesSpilled)} of memory, ${formatSize(totals.diskBytesSpilled)} on disk` : 'nothing'],
  ];
}

function peakRows({ peaks }: Observation): Row[] {
  const shown = (bytes: number | null) => bytes === null ? 'not in the log' : formatSize(bytes);
  return [
    ['execution memory of a task', shown(peaks.taskExecutionBytes)],
    ['execution memory of an executor', shown(peaks.onHeapExecutionBytes)],
    ['heap', shown(peaks.jvmHeapBytes)],
    ['Python', shown(peaks.pythonBytes)],
  ];
}

function shuffleRows({ largestShuffle }: Observation): Row[] {
  if (!largestShuffle) return [];
  const { stageId, writeBytes, tasks, largestTaskReadBytes, skew } = largestShuffle;
  if (tasks === null || largestTaskReadBytes === null || skew === null) return [['stage', `${stageId} writes ${formatSize(writeBytes)}; nothing reads it`]];
  return [['stage', `${stageId} reads it with ${counted(tasks, 'task')}, ${formatSize(largestTaskReadBytes)} the largest, ${skew.toFixed(2)} × the mean; ${formatSize(writeBytes)} written`]];
}

/** Fields as the file has them, stages one a line. */
function workloadRows({ workload }: Observation): Row[] {
  return Object.entries(workload).filter(([name]) => name !== 'schema' && name !== 'observed')
    .flatMap(([name, value]): Row[] => Array.isArray(value) ? value.map((one, index) => [`${name}[${index}]`, valueText(one)]) : [[name, valueText(value)]]);
}

function valueText(value: unknown): string {
  if (typeof value === 'string') return /^\d+B$/.test(value) ? formatSize(Number(value.slice(0, -1))) : value;
  if (typeof value === 'number') return String(Math.round(1000 * value) / 1000);
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value).map(([name, one]) => `${name} ${typeof one === 'object' ? JSON.stringify(one) : valueText(one)}`).join(', ');
}

function boundRows({ workload }: Observation): Row[] {
  const bounds = (workload.observed as { readonly bounds?: readonly Record<string, unknown>[] } | undefined)?.bounds ?? [];
  return bounds.map(({ field, atLeast, atMost, because }): Row => {
    const ends = [atLeast === undefined ? '' : `at least ${valueText(atLeast)}`, atMost === undefined ? '' : `at most ${valueText(atMost)}`].filter(Boolean).join(', ');
    return [String(field), [ends, String(because)].filter(Boolean).join(': ')];
  });
}

function runTable({ runs = [] }: ObservationDocument, style: Style): string[] {
  const size = (bytes: number | null | undefined) => bytes === null || bytes === undefined ? '?' : formatSize(bytes);
  const lines = runs.map(({ log, inputBytes, figures }) => [log, size(inputBytes), size(figures.shuffle), figures.coreTime === undefined ? '?' : formatDuration(figures.coreTime)]);
  return runs.length ? table([['log', 'input', 'shuffle', 'core time'], ...lines], [{}, RIGHT, RIGHT, RIGHT], style) : [];
}

const RIGHT = { align: 'right' } as const;

function growthTable({ growth = [] }: ObservationDocument, style: Style): string[] {
  const lines = growth.map(({ field, leastPerInputByte, mostPerInputByte, exponent }) =>
    [field, leastPerInputByte.toPrecision(3), mostPerInputByte.toPrecision(3), exponent === null ? '?' : exponent.toFixed(2)]);
  return lines.length ? table([['', 'least per byte', 'most', 'input to the power of'], ...lines], [{}, RIGHT, RIGHT, RIGHT], style) : [];
}

function againstTable({ against = [] }: ObservationDocument, style: Style): string[] {
  const lines = against.map(({ field, stated, observed, bound, broken, ratio }) =>
    [field, stated, observed, ratio === null ? '' : ratio.toFixed(2), broken ? `broken: the plan holds ${bound}` : `within ${bound}`]);
  return lines.length ? table([['', 'stated', 'observed', '×', ''], ...lines], [{}, RIGHT, RIGHT, RIGHT, {}], style) : [];
}
