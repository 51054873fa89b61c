import { PoolWorkers } from './admission';
import { Capacity, WorkerSize } from './capacity';
import { readJob } from './job-settings';
import { simulateServerless } from './serverless';
import { Simulation } from './simulation';
import { LAWS } from '../catalog/laws';
import { Release, findServerlessRelease, hasFeature } from '../catalog/releases';
import { Plan, ServerlessValues } from '../planning/plan';
import { Outcome, Problem, fails, ok, problem } from '../problems/problem';
import { parseWorkerGiB } from '../workload/quantities';

/** A string and where it stands. */
export interface PlacedText {
  readonly text?: string;
  readonly path: string;
}

export interface AmountTexts {
  readonly cpu: PlacedText;
  readonly memory: PlacedText;
  readonly disk: PlacedText;
}

/** An application as its template's strings have it. */
export interface ApplicationTexts {
  readonly maximumCapacity?: AmountTexts;
  readonly initialCapacity: readonly { readonly key: PlacedText; readonly workerCount: number; readonly worker: AmountTexts }[];
  /** spark-defaults. */
  readonly settings: Readonly<Record<string, string>>;
  readonly settingPath: (key: string) => string;
  readonly concurrentRuns: number;
  readonly concurrentRunsPath: string;
  /** Left out: the release's default. */
  readonly maxConcurrentRuns?: number;
  /** How long one run takes, where that is known. */
  readonly runSeconds?: number;
}

const MOST_CONCURRENT_RUNS = LAWS.schedulerMostConcurrentRuns.value;
const POOL_KEYS = ['Driver', 'Executor'] as const;

/** Parses the strings and plays them. */
export function simulateApplication(texts: ApplicationTexts, release: Release): Outcome<Simulation> {
  const problems: Problem[] = [];
  const maximumCapacity = texts.maximumCapacity && readCapacity(texts.maximumCapacity, problems);
  if (!(texts.concurrentRuns >= 1 && texts.concurrentRuns <= MOST_CONCURRENT_RUNS)) {
    problems.push(problem('SZ1004', texts.concurrentRunsPath, `got ${texts.concurrentRuns}; 1 to ${MOST_CONCURRENT_RUNS} runs are possible`));
  }
  const pool = texts.initialCapacity.flatMap(row => readPool(row, problems));
  const job = readJob(texts.settings, release, texts.settingPath);
  if (!job.ok) return fails([...problems, ...job.problems]);
  if (problems.length) return fails(problems);
  const byDefault = hasFeature(release, 'schedulerByDefault') ? LAWS.schedulerMaxConcurrentRuns.value : undefined;
  return ok(simulateServerless({
    ...job.value,
    maximumCapacity,
    pool,
    concurrentRuns: texts.concurrentRuns,
    maxConcurrentRuns: texts.maxConcurrentRuns ?? byDefault,
    runSeconds: texts.runSeconds,
  }));
}

/** The values that go into a template, before there is one. */
export interface ValuesToSimulate {
  readonly serverless: ServerlessValues;
  readonly sparkDefaults: Readonly<Record<string, string>>;
  readonly release: string;
  readonly concurrentRuns: number;
  /** How long one run takes, where that is known. */
  readonly runSeconds?: number;
}

/** Plays a plan's values as its template will have them: all of its concurrent runs start together. */
export function simulateValues({ serverless, sparkDefaults, release, concurrentRuns, runSeconds }: ValuesToSimulate): Outcome<Simulation> {
  const found = findServerlessRelease(release);
  if (!found.ok) return found;
  const placed = (path: string, values: { cpu: string; memory: string; disk: string }): AmountTexts => ({
    cpu: { text: values.cpu, path: `${path}.cpu` },
    memory: { text: values.memory, path: `${path}.memory` },
    disk: { text: values.disk, path: `${path}.disk` },
  });
  return simulateApplication({
    maximumCapacity: placed('serverless.maximumCapacity', serverless.maximumCapacity),
    initialCapacity: serverless.initialCapacity.map((row, index) => ({
      key: { text: row.key, path: `serverless.initialCapacity[${index}].key` }, workerCount: row.workerCount, worker: placed(`serverless.initialCapacity[${index}]`, row),
    })),
    settings: sparkDefaults,
    settingPath: key => `sparkDefaults["${key}"]`,
    concurrentRuns,
    concurrentRunsPath: 'concurrentRuns',
    maxConcurrentRuns: concurrentRuns,
    runSeconds,
  }, found.value);
}

/** Plays a plan; streaming runs have no end. */
export function simulatePlan(plan: Plan): Outcome<Simulation> {
  return simulateValues({ ...plan, runSeconds: plan.cost.per === 'run' ? plan.runTime.seconds : undefined });
}

function readCapacity({ cpu, memory, disk }: AmountTexts, problems: Problem[]): Capacity {
  return {
    cpu: required(cpu, readCpu, problems),
    memoryGiB: required(memory, readGiB, problems),
    diskGiB: disk.text === undefined ? undefined : readGiB(disk, problems),
  };
}

function readPool({ key, workerCount, worker }: ApplicationTexts['initialCapacity'][number], problems: Problem[]): PoolWorkers[] {
  const kind = POOL_KEYS.find(word => word.toLowerCase() === key.text?.toLowerCase()); // the guide writes them in capitals, the API does not
  const size: WorkerSize = {
    vCpu: required(worker.cpu, readCpu, problems),
    memoryGiB: required(worker.memory, readGiB, problems),
    diskGiB: worker.disk.text === undefined ? LAWS.serviceExecutorDiskGiB.value : readGiB(worker.disk, problems),
  };
  if (!kind) problems.push(problem('SZ1005', key.path, `got ${JSON.stringify(key.text)}; ${POOL_KEYS.join(' or ')} is expected`));
  return kind ? [{ key: kind, count: workerCount, worker: size }] : [];
}

function required(placed: PlacedText, read: (placed: PlacedText, problems: Problem[]) => number, problems: Problem[]): number {
  if (placed.text !== undefined) return read(placed, problems);
  problems.push(problem('SZ1001', placed.path, 'left out; the service asks for it'));
  return 0;
}

/** Source of both forms: the patterns of AWS::EMRServerless::Application's schema (2026-04-30). */
function readCpu({ text = '', path }: PlacedText, problems: Problem[]): number {
  const match = /^([1-9][0-9]*)\s?(vCPU|vcpu|VCPU)?$/.exec(text);
  if (match) return Number(match[1]);
  problems.push(problem('SZ1004', path, `got ${JSON.stringify(text)}; a whole number of vCPUs is expected, such as "16 vCPU"`));
  return 0;
}

function readGiB({ text = '', path }: PlacedText, problems: Problem[]): number {
  const value = parseWorkerGiB(text);
  if (value !== undefined && Number.isSafeInteger(value) && value > 0) return value;
  problems.push(problem('SZ1004', path, `got ${JSON.stringify(text)}; a whole number of GB is expected, such as "64 GB"`));
  return 0;
}
