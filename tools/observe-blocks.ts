import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fence, table } from './markdown';
import type { RealLog } from '../judges/logs/real-log';
import { LAWS } from '../src/core/catalog/laws';
import { EVENT_LOG_PROBLEMS } from '../src/core/problems/eventlog-problems';
import { formatCount, formatSize } from '../src/core/workload/quantities';

const ROOT = join(__dirname, '..');

/** Every figure of docs/observe.md, and the loop of README.md. */
export const OBSERVE_BLOCKS: Record<string, () => string> = {
  'observe-run': observedRun,
  'observe-advice': adviceTable,
  'observe-loop': loopTable,
  'loop-result': () => loopTable().split('\n')[0],
  'observe-real-logs': realLogs,
  'observe-rivals': rivals,
  'observe-document': documentShape,
  'loop': theLoop,
};

const answers = new Map<string, string>();

/** What the command line answers: in a process of its own, as reading logs takes its time and this does not. */
function cli(...argv: string[]): string {
  const key = argv.join(' ');
  if (!answers.has(key)) {
    answers.set(key, execFileSync(process.execPath, ['-r', require.resolve('tsx/cjs'), join(ROOT, 'src', 'cli', 'main.ts'), ...argv], { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }));
  }
  return answers.get(key)!;
}

const LOG = 'test/eventlog/logs/spill-4.x';
const JSON_ANSWER = ['observe', LOG, '--input', '2GiB', '--quiet', '--json'];

function observedRun(): string {
  return fence([`$ sized-emr observe ${LOG}`, ...cli('observe', LOG, '--quiet').trimEnd().split('\n')]);
}

/** Thresholds of data/laws.jsonc by the advice that they decide. */
const THRESHOLDS: Readonly<Record<string, keyof typeof LAWS>> = {
  SZ5202: 'adviceHeapExcess', SZ5203: 'adviceGcShare', SZ5204: 'adviceSkew', SZ5205: 'adviceBusyShare', SZ5206: 'adviceFailedShare', SZ5207: 'adviceWaitShare',
};

function adviceTable(): string {
  const rows = Object.entries(EVENT_LOG_PROBLEMS).filter(([id]) => id.startsWith('SZ52')).map(([id, { title, fix }]) => {
    const law = THRESHOLDS[id] && LAWS[THRESHOLDS[id]];
    return [id, title, law ? `${law.value} ${law.unit}` : 'any', law ? law.because : 'a spill is never needed', fix];
  });
  return table(['id', 'what', 'from', 'because', 'what to do'], rows);
}

interface LoopRecord {
  readonly name: string;
  readonly spark: string;
  readonly firstMiB: number;
  readonly firstWas: string;
  readonly leastMiB: number;
  readonly oursMiB: number | null;
  readonly basis?: string;
  readonly again: string;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function loopTable(): string {
  const records = readFileSync(join(ROOT, 'judges', 'logs', 'loop.jsonl'), 'utf8').trim().split('\n').map(line => JSON.parse(line) as LoopRecord);
  const rows = records.map(({ name, spark, firstMiB, firstWas, leastMiB, oursMiB, basis, again }) => [
    name, spark, `${firstMiB}: ${firstWas.replace(/ \d+ B$/, '')}`, leastMiB, oursMiB ?? 'no plan', oursMiB === null ? '' : (oursMiB / leastMiB).toFixed(2), basis ?? '', again,
  ]);
  const ratios = records.flatMap(({ oursMiB, leastMiB }) => oursMiB === null ? [] : [oursMiB / leastMiB]);
  const clean = records.filter(({ again }) => again === 'clean').length;
  return [
    `${clean} of ${records.length} clean at the planned size; ${median(ratios).toFixed(2)} × the least heap in the median, ${Math.max(...ratios).toFixed(2)} at the most.`,
    '',
    table(['workload', 'Spark', 'first run, MiB', 'least MiB', 'planned MiB', '×', 'from', 'again'], rows),
  ].join('\n');
}

function realLogRecords(): { figures: number; loops: RealLog[] } {
  return JSON.parse(readFileSync(join(ROOT, 'judges', 'logs', 'real-logs.json'), 'utf8')) as { figures: number; loops: RealLog[] };
}

function realLogs(): string {
  const { figures, loops } = realLogRecords();
  const shown = (value: number | null) => value === null ? '' : formatCount(value);
  const rows = loops.map(one => [
    one.log.split('/').pop()!.replace(/^(eventlog_v2_spark-\w{4})\w+/, '$1…'), one.spilledBytes ? formatSize(one.spilledBytes) : 'no', shown(one.heapPerSlotMiB), shown(one.enoughHeapMiB),
    one.plannedHeapMiB === null ? '' : shown(Math.round(one.plannedHeapMiB / one.plannedSlots!)), `${shown(one.neededTaskMiB)} of ${shown(one.plannedTaskMiB)}`, shown(one.shownTaskMiB), one.basis ?? '',
  ]);
  return [
    `${formatCount(figures)} figures equal, none not.`,
    '',
    table(['log', 'spilled', 'heap a slot it had, MiB', 'heap that would have been enough, at its tasks and slots', 'heap a slot planned', 'a task needs, and gets, MiB', 'a task held and spilled, MiB', 'from'], rows),
  ].join('\n');
}

/** What the other tools answer. Source: their formulas, applied to the same logs. */
const RIVALS = [
  { log: 'nds_q72', tool: 'aws-emr-advisor 0.3.1', answer: '7 GiB of heap for 8 cores: 455 to 515 MiB a task', verdict: 'spills: a task peaked at 794 MiB, and the run had not spilled' },
  { log: 'nds_q72', tool: 'EMR Serverless Config Advisor', answer: '16 cores, 108 GB', verdict: 'holds; the largest worker of its tier whatever is needed' },
  { log: 'eventlog_v2_spark-110b', tool: 'aws-emr-advisor 0.3.1', answer: '2 GiB of heap for 4 to 8 cores: 114 to 262 MiB a task', verdict: 'spills: a task held 1,536 MiB, which no peak in the log shows' },
  { log: 'eventlog_v2_spark-110b', tool: 'EMR Serverless Config Advisor', answer: '8 GiB: twice the peak of the heap', verdict: 'holds; the peak is of a lazy collector' },
] as const;

function rivals(): string {
  const { loops } = realLogRecords();
  const ours = (name: string) => loops.find(({ log }) => log.includes(name))!;
  const rows = RIVALS.map(({ log, tool, answer, verdict }) => [log, tool, answer, verdict]);
  const own = ['nds_q72', 'eventlog_v2_spark-110b'].map(name => {
    const one = ours(name);
    return [name, 'this', `${formatCount(one.enoughHeapMiB!)} MiB of heap for ${one.slots} slots as it ran; planned ${formatCount(one.plannedHeapMiB!)} MiB for ${one.plannedSlots}`, `holds: a task needs ${formatCount(one.neededTaskMiB!)} MiB in that plan and gets ${formatCount(one.plannedTaskMiB!)}`];
  });
  return table(['log', 'tool', 'answer', 'what would happen'], [...rows, ...own]);
}

/** Fields and the kinds of their values. */
function shape(value: unknown, indent = ''): string {
  if (Array.isArray(value)) return value.length ? `[ ${shape(value[0], indent)}, … ]` : '[ … ]';
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value;
  const inner = `${indent}  `;
  return `{\n${Object.entries(value).map(([key, one]) => `${inner}${/^\w+$/.test(key) ? key : JSON.stringify(key)}: ${shape(one, inner)},`).join('\n')}\n${indent}}`;
}

function documentShape(): string {
  return fence(shape(JSON.parse(cli(...JSON_ANSWER))).split('\n'));
}

/** The figures of the five commands. */
function theLoop(): string {
  const { advice, workload } = JSON.parse(cli(...JSON_ANSWER)) as { advice: { id: string; message: string }[]; workload: { stages: unknown[] } };
  return fence([
    'npx sized-emr plan nightly.workload.json -o nightly.plan.json          # intent to plan',
    'spark-submit … --conf spark.eventLog.enabled=true …                    # plan to run',
    'npx sized-emr observe eventlog_v2_… -o observed.workload.json          # run to observation',
    `  ${advice[0].id} ${advice[0].message}`,
    `  stages: ${JSON.stringify(workload.stages[0])}`,
    'npx sized-emr plan observed.workload.json -o nightly.plan.json         # observation to the next plan',
    'npx sized-emr observe eventlog_v2_… --against observed.workload.json   # tomorrow: exit 1 when it outgrew that',
  ], 'sh');
}
