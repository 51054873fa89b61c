import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { RealLog } from './real-log';
import { nodeLogFiles } from '../../src/cli/log-files';
import { logSource } from '../../src/cli/log-source';
import { planServerless } from '../../src/core/planning/serverless';
import { MIB } from '../../src/core/units';
import { readWorkload } from '../../src/core/workload/read';
import { enoughHeapMiB } from '../../src/eventlog/demand/enough';
import { Measuring } from '../../src/eventlog/demand/measured';
import { measureStages } from '../../src/eventlog/demand/stages';
import { countedAttempts } from '../../src/eventlog/demand/traffic';
import { Collector } from '../../src/eventlog/facts/collector';
import { attemptWithMost, runFacts } from '../../src/eventlog/facts/run-facts';
import { StageAttempt } from '../../src/eventlog/facts/stage-attempt';
import { observe } from '../../src/eventlog/observe';
import { readLog } from '../../src/eventlog/read-log';

/**
 * Real event logs, which lie beside the repository and are no part of it, against their true figures: every field of `observation`, by a reader that
 * shares no code with this one. Says so where they are not there.
 */
const FOLDER = resolve(__dirname, '..', '..', process.env.EVENT_LOGS ?? join('..', 'shared', 'eventlogs'));
/** What docs/observe.md quotes. */
const RECORD = join(__dirname, 'real-logs.json');
const RELATIVE_ERROR = 1e-9;

type Tree = { readonly [key: string]: unknown };

/** Every figure of a tree, by its path. */
function leaves(value: unknown, path = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, one]) => leaves(one, path ? `${path}.${key}` : key));
}

function same(truth: unknown, ours: unknown): boolean {
  if (typeof truth === 'number' && typeof ours === 'number' && !Number.isInteger(truth)) return Math.abs(truth - ours) <= RELATIVE_ERROR * Math.abs(truth);
  return truth === ours;
}

/** What the truth has besides, and our reader keeps. */
function furtherFacts({ application, executors, tasks, jobs, stages, stageAttempts }: Collector): Tree {
  const { figures, stageAttempts: attempts } = tasks;
  const reader = attemptWithMost(attempts, ({ readBytes }) => readBytes);
  const writer = attemptWithMost(attempts, one => one.figures.sum('shuffleWriteBytes'));
  const sum = (name: Parameters<typeof figures.sum>[0]) => figures.sum(name);
  return {
    applicationId: application.id,
    localMode: application.isLocal,
    startTimeMs: application.startedAtMs,
    endTimeMs: application.endedAtMs,
    executorsAdded: application.isLocal ? 1 : executors.executors.size,
    unifiedOnHeapBytesDriver: executors.blockManagers.get('driver')?.onHeapBytes ?? null,
    jobs: jobs.size,
    stages: stages.size,
    stageAttempts,
    tasks: tasks.count,
    tasksFailed: tasks.failed,
    total: {
      executorRunTimeMs: sum('runTimeMs'),
      executorCpuTimeNs: sum('cpuTimeNs'),
      gcTimeMs: sum('gcTimeMs'),
      memoryBytesSpilled: sum('memoryBytesSpilled'),
      diskBytesSpilled: sum('diskBytesSpilled'),
      inputBytes: sum('inputBytes'),
      inputRecords: sum('inputRecords'),
      outputBytes: sum('outputBytes'),
      shuffleWriteBytes: sum('shuffleWriteBytes'),
      shuffleReadBytes: sum('remoteReadBytes') + sum('localReadBytes'),
    },
    tasksThatSpilled: attempts.reduce((total, { tasksThatSpilled }) => total + tasksThatSpilled, 0),
    maxOnHeapStorageBytes: figures.most('onHeapStorageBytes') || null,
    ...reader ? { largestShuffleRead: { ...shuffleOf(reader, reader.readBytes, reader.largestReadBytes), meanTaskBytes: reader.readBytes / reader.tasks } } : {},
    ...writer ? { largestShuffleWrite: shuffleOf(writer, writer.figures.sum('shuffleWriteBytes'), writer.figures.most('shuffleWriteBytes')) } : {},
  };
}

function shuffleOf({ stageId, attemptId, tasks }: StageAttempt, bytes: number, largestTaskBytes: number): Tree {
  return { stageId, stageAttemptId: attemptId, bytes, tasks, largestTaskBytes };
}

async function judged(name: string, truth: Tree): Promise<{ equal: number; wrong: string[] }> {
  const source = logSource(join(FOLDER, name), nodeLogFiles());
  if (!source.ok) throw new Error(JSON.stringify(source.problems));
  const { facts, isWhole } = await readLog(source.value, nodeLogFiles().gunzip);
  const ours = new Map(leaves({ ...runFacts(facts, isWhole), facts: furtherFacts(facts) }));
  const further = leaves({ facts: truth.facts }).filter(([path]) => ours.has(path));
  const figures = [...leaves(truth.observation), ...further];
  const wrong = figures.filter(([path, value]) => !same(value, ours.get(path))).map(([path, value]) => `  ${path}: ${String(value)} is true, ours is ${String(ours.get(path))}`);
  const { lines, unparsableLines } = truth.facts as { lines: number; unparsableLines: number };
  if (facts.lines !== lines) wrong.push(`  lines: ${lines} is true, ours is ${facts.lines}`);
  const broken = facts.warnings.countOf('SZ5101');
  if (broken !== unparsableLines) wrong.push(`  broken lines: ${unparsableLines} is true, ours is ${broken}`);
  return { equal: figures.length + 2 - wrong.length, wrong };
}

const REQUEST = { release: 'emr-7.12.0', architecture: 'x86_64', region: 'us-east-1', objective: 'cost', serverlessStorage: false, pins: {} } as const;

async function looped(name: string): Promise<RealLog> {
  const source = logSource(join(FOLDER, name), nodeLogFiles());
  if (!source.ok) throw new Error(JSON.stringify(source.problems));
  const reading = await readLog(source.value, nodeLogFiles().gunzip);
  const { executors, totals, workload } = observe(reading);
  const attempts = countedAttempts(reading.facts.tasks.stageAttempts);
  const stages = measureStages(reading.facts.sql.stages, attempts, new Measuring());
  const read = readWorkload({ input: '1GiB', ...workload });
  const plan = read.ok ? planServerless(read.value, REQUEST) : read;
  const slots = executors.maximumAtOnce ? executors.slotsAtOnce / executors.maximumAtOnce : null;
  return {
    log: name,
    spilledBytes: totals.memoryBytesSpilled,
    slots,
    heapMiB: executors.memoryMiB,
    heapPerSlotMiB: executors.memoryMiB === null || !slots ? null : Math.round(executors.memoryMiB / slots),
    enoughHeapMiB: enoughHeapMiB(reading.facts, runFacts(reading.facts, reading.isWhole), stages) ?? null,
    plannedHeapMiB: plan.ok ? plan.value.executor.heapMiB : null,
    plannedSlots: plan.ok ? plan.value.executor.slots : null,
    plannedTaskMiB: plan.ok ? plan.value.perTask.memoryMiB : null,
    neededTaskMiB: plan.ok ? plan.value.perTask.demandMiB : null,
    shownTaskMiB: shownTaskMiB(attempts, plan.ok ? plan.value.partitions : 1),
    basis: plan.ok ? plan.value.perTask.basis : null,
  };
}

/** What its peak and its spills say that the fullest task wanted, where fewer partitions make it the larger. */
function shownTaskMiB(attempts: readonly StageAttempt[], partitions: number): number {
  const wanted = attempts.map(({ peakExecutionBytes = 0, figures, tasks }) => (peakExecutionBytes + figures.most('memoryBytesSpilled')) * Math.max(1, tasks / partitions));
  return Math.ceil(Math.max(0, ...wanted) / MIB);
}

/**
 * Every plan gives a task what it needs; of a run that spilled, what its metrics show that a task wanted; of one that did not, no more heap a slot than
 * it had, where it says how much that was.
 */
function loopTrouble({ log, plannedTaskMiB, neededTaskMiB, shownTaskMiB: shown, ...loop }: RealLog): string[] {
  if (plannedTaskMiB === null || neededTaskMiB === null) return [`  ${log}: no plan`];
  const perSlot = Math.round(loop.plannedHeapMiB! / loop.plannedSlots!);
  return [
    ...plannedTaskMiB < neededTaskMiB ? [`  ${log}: a task gets ${plannedTaskMiB} MiB and needs ${neededTaskMiB}`] : [],
    ...loop.spilledBytes > 0 && plannedTaskMiB < shown ? [`  ${log}: a task gets ${plannedTaskMiB} MiB, and one held and spilled ${shown}`] : [],
    ...loop.spilledBytes === 0 && loop.heapPerSlotMiB !== null && perSlot > loop.heapPerSlotMiB ? [`  ${log}: did not spill in ${loop.heapPerSlotMiB} MiB a slot, and is planned with ${perSlot}`] : [],
  ];
}

async function main(): Promise<void> {
  const file = join(FOLDER, 'truth.json');
  if (!existsSync(file)) return console.log(`judge:logs: no logs at ${FOLDER}: nothing was judged (EVENT_LOGS names another folder)`);
  let [equal, wrong] = [0, 0];
  const truths = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Tree>;
  for (const [name, truth] of Object.entries(truths)) {
    const result = await judged(name, truth);
    console.log([`${name}: ${result.equal} equal, ${result.wrong.length} not`, ...result.wrong].join('\n'));
    equal += result.equal;
    wrong += result.wrong.length;
  }
  console.log(`${equal} figures equal, ${wrong} not`);
  const loops = await Promise.all(Object.keys(truths).map(looped));
  const troubles = loops.flatMap(loopTrouble);
  if (troubles.length) console.log(troubles.join('\n'));
  wrong += troubles.length;
  writeFileSync(RECORD, `${JSON.stringify({ figures: equal, loops }, undefined, 1)}\n`);
  process.exitCode = wrong ? 1 : 0;
}

void main();
