import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Exchange, Side, sideOf } from './exchanges';
import { FailedRun, MeasuredRun, PROFILE_OF, Provenance } from './measured-run';
import { nodeLogFiles } from '../../src/cli/log-files';
import { logSource } from '../../src/cli/log-source';
import { readWorkload } from '../../src/core/workload/read';
import { Workload } from '../../src/core/workload/workload';
import { countedAttempts } from '../../src/eventlog/demand/traffic';
import { Collector } from '../../src/eventlog/facts/collector';
import { attemptWithMost } from '../../src/eventlog/facts/run-facts';
import { observe } from '../../src/eventlog/observe';
import { LogReading, readLog } from '../../src/eventlog/read-log';
import { readMeasured } from '../../tools/measured-profiles';

/** Reads the logs of judges/profiles/worker.py with the reader of the package, and writes data/measured-profiles.jsonc. */
const ROOT = resolve(__dirname, '..', '..');
const FOLDER = resolve(ROOT, process.env.JUDGE_FOLDER ?? '.judge', 'profiles');
const TABLE = join(ROOT, 'data', 'measured-profiles.jsonc');
const KINDS = Object.keys(PROFILE_OF) as MeasuredRun['kind'][];

/** What worker.py says of a run beside its log. */
interface Record {
  readonly kind: MeasuredRun['kind'];
  readonly name: string;
  readonly scale: number;
  readonly log: string;
  readonly seconds: number;
  readonly pythonCpuSeconds: number;
  readonly pythonWorkerMiB: number;
  readonly measured: string;
  readonly isWarm?: boolean;
  readonly failed?: string;
}

function records(): Record[] {
  const all = readFileSync(join(FOLDER, 'runs.jsonl'), 'utf8').trim().split('\n').map(line => JSON.parse(line) as Record).map(one => ({ ...one, log: join('events', one.log) }));
  const last = new Map(all.map(one => [`${one.kind} ${one.name} ${one.scale} ${one.isWarm}`, one]));
  return [...last.values()];
}

async function readingOf(log: string): Promise<LogReading> {
  const source = logSource(join(FOLDER, log), nodeLogFiles());
  if (!source.ok) throw new Error(JSON.stringify(source.problems));
  return readLog(source.value, nodeLogFiles().gunzip);
}

function hundredths(value: number): number {
  return Math.round(100 * value) / 100;
}

/** The run as the package reads it, and what more its log says. */
async function rowOf(record: Record): Promise<MeasuredRun> {
  const reading = await readingOf(record.log);
  const { workload, totals, peaks } = observe(reading);
  const read = readWorkload({ input: '1B', ...workload });
  if (!read.ok) throw new Error(`${record.log}: ${JSON.stringify(read.problems)}`);
  const side = await sideOf(join(FOLDER, record.log));
  return {
    kind: record.kind,
    name: record.name,
    scale: record.scale,
    measured: record.measured,
    isWarm: record.isWarm ?? true,
    language: record.pythonWorkerMiB > 0 ? 'python' : 'jvm',
    inputBytes: side.inputBytes,
    filesBytes: side.filesBytes,
    outputBytes: totals.outputBytes,
    shuffleBytes: read.value.shuffleBytes ?? 0,
    shuffleTotalBytes: read.value.shuffleTotalBytes ?? 0,
    ...shuffleOf(side.exchanges),
    ...readingStage(reading.facts, side.exchanges),
    ...timesOf(reading.facts, record, side, read.value),
    tasks: totals.tasks,
    stages: totals.stages,
    spilledBytes: totals.memoryBytesSpilled,
    peakTaskBytes: peaks.taskExecutionBytes ?? 0,
    cacheBytes: read.value.cacheBytes,
    broadcastBytes: read.value.broadcastBytes ?? 0,
    collectBytes: read.value.collectBytes ?? 0,
    pythonWorkerMiB: record.pythonWorkerMiB || null,
    wallSeconds: record.seconds,
  };
}

function failureOf({ kind, name, scale, measured, isWarm = true, seconds, failed }: Record): FailedRun[] {
  return failed === undefined ? [] : [{ kind, name, scale, measured, isWarm, wallSeconds: seconds, failed: failed.split('\n').slice(0, 2).join(' ') }];
}

type Shuffled = Pick<MeasuredRun, 'expansion' | 'rows' | 'rowBytes'>;

function shuffleOf(exchanges: readonly Exchange[]): Shuffled {
  const largest = exchanges.reduce<Exchange | undefined>((most, one) => one.writtenBytes > (most?.writtenBytes ?? 0) ? one : most, undefined);
  if (!largest || largest.rows === 0) return { expansion: null, rows: null, rowBytes: null };
  return { expansion: hundredths(largest.dataBytes / largest.writtenBytes), rows: largest.rows, rowBytes: Math.round(largest.dataBytes / largest.rows) };
}

function readingStage({ tasks }: Collector, exchanges: readonly Exchange[]): Pick<MeasuredRun, 'skew' | 'skewTasks' | 'meanReadBytes' | 'isRange'> {
  const reader = attemptWithMost(countedAttempts(tasks.stageAttempts), ({ readBytes }) => readBytes);
  if (!reader || reader.tasks < 2) return { skew: null, skewTasks: null, meanReadBytes: null, isRange: null };
  const read = exchanges.filter(({ readingStages }) => readingStages.has(reader.stageId));
  const mean = reader.readBytes / reader.tasks;
  return {
    skew: read.some(({ isReadLocally }) => isReadLocally) ? null : hundredths(reader.largestReadBytes / mean),
    skewTasks: reader.tasks,
    meanReadBytes: Math.round(mean),
    isRange: read.length ? read.some(({ isRange }) => isRange) : null,
  };
}

function timesOf({ tasks: { figures } }: Collector, { pythonCpuSeconds }: Record, { deserializeCpuMs }: Side, { coreTimeSeconds }: Workload): Pick<MeasuredRun, 'coreSeconds' | 'cpuSeconds' | 'gcShare'> {
  return {
    coreSeconds: coreTimeSeconds ?? 0,
    cpuSeconds: hundredths(figures.sum('cpuTimeNs') / 1e9 + deserializeCpuMs / 1e3 + pythonCpuSeconds),
    gcShare: hundredths(figures.sum('gcTimeMs') / Math.max(1, figures.sum('runTimeMs'))),
  };
}

/** How it was measured: of every log the same. */
function provenanceOf({ facts: { application } }: LogReading): Provenance {
  const versions = JSON.parse(readFileSync(join(FOLDER, 'versions.json'), 'utf8')) as { readonly generators: string; readonly machine: string };
  const settings = Object.fromEntries(SETTINGS.map(name => [name, application.property(name) ?? '']));
  const jobs = Object.fromEntries(KINDS.map(kind => [kind, jobsOf(kind)])) as Provenance['jobs'];
  return { spark: application.sparkVersion!, java: application.javaVersion!, ...versions, settings, jobs };
}

/** Queries of a suite, or jobs that jobs.py registers for a kind. */
function jobsOf(kind: MeasuredRun['kind']): number {
  if (kind === 'tpch' || kind === 'tpcds') return Object.keys(JSON.parse(readFileSync(join(FOLDER, 'queries', `${kind}.json`), 'utf8')) as object).length;
  return readFileSync(join(__dirname, 'jobs.py'), 'utf8').split(`\n@job("${kind}"`).length - 1;
}

const SETTINGS = [
  'spark.master', 'spark.executor.memory', 'spark.executor.cores', 'spark.driver.memory', 'spark.sql.adaptive.enabled', 'spark.sql.adaptive.coalescePartitions.enabled',
  'spark.sql.shuffle.partitions', 'spark.default.parallelism',
];

function block(name: string, comment: string, rows: readonly object[], read: string): string {
  const lines = rows.map(row => `      ${JSON.stringify(row)}`).join(',\n');
  return `  // ${comment}\n  "${name}": {\n    "url": "docs/profiles.md",\n    "read": "${read}",\n    "rows": [\n${lines}\n    ]\n  }`;
}

type Keyed = Pick<MeasuredRun, 'kind' | 'name' | 'scale' | 'isWarm'>;

function inOrder<Row extends Keyed>(rows: readonly Row[]): Row[] {
  const rank = ({ kind, isWarm }: Row) => 2 * KINDS.indexOf(kind) + (isWarm ? 0 : 1);
  return [...rows].sort((a, b) => rank(a) - rank(b) || a.scale - b.scale || (a.name < b.name ? -1 : 1));
}

/** What the table had of jobs that did not run here; nothing, where it was made with something else. */
function keptOf(made: Provenance, ours: readonly Record[]): { readonly runs: readonly MeasuredRun[]; readonly failures: readonly FailedRun[] } {
  const { provenance: { rows: [before] }, runs, failures } = readMeasured(ROOT);
  const withWhat = ({ spark, java, generators, machine, settings }: Provenance) => JSON.stringify([spark, java, generators, machine, settings]);
  if (withWhat(made) !== withWhat(before)) return { runs: [], failures: [] };
  const key = ({ kind, name, scale, isWarm = true }: Pick<Record, 'kind' | 'name' | 'scale' | 'isWarm'>) => `${kind} ${name} ${scale} ${isWarm}`;
  const known = new Set(ours.map(key));
  return { runs: runs.rows.filter(row => !known.has(key(row))), failures: failures.rows.filter(row => !known.has(key(row))) };
}

async function main(): Promise<void> {
  const all = records();
  const made = provenanceOf(await readingOf(all[0].log));
  const kept = keptOf(made, all);
  const rows = [...kept.runs];
  for (const record of all.filter(({ failed }) => failed === undefined)) rows.push(await rowOf(record));
  const failures = [...kept.failures, ...all.flatMap(failureOf)];
  const changes = JSON.parse(readFileSync(join(FOLDER, 'changes.json'), 'utf8')) as object[];
  const day = rows.reduce((last, { measured }) => measured > last ? measured : last, '');
  const blocks = [
    block('provenance', 'With what the runs below were made.', [made], day),
    block('changes', 'What had to change in the text of queries for Spark.', changes, day),
    block('runs', 'One application on the real Spark a line: judges/profiles/measured-run.ts says what each figure is. Rebuilt by: npm run measure:profiles', inOrder(rows), day),
    block('failures', 'What did not run to its end the last time it was tried: no figure above is from them.', inOrder(failures), day),
  ];
  writeFileSync(TABLE, `// Written by judges/profiles/read.ts. Not by hand.\n{\n${blocks.join(',\n\n')}\n}\n`);
  console.log(`${rows.length} runs (${kept.runs.length} of them were in the table before and not run here), ${failures.length} failed: ${TABLE}`);
}

void main();
