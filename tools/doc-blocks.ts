import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BENCH_BLOCKS } from './bench-blocks';
import { FEEDBACK_BLOCKS } from './feedback-blocks';
import { fence, table } from './markdown';
import { OBSERVE_BLOCKS } from './observe-blocks';
import { OPERATIONS_BLOCKS } from './operations-blocks';
import { PROFILE_BLOCKS } from './profile-blocks';
import { PROMISE_BLOCKS } from './promise-blocks';
import { PUBLISHED_BLOCKS } from './published-blocks';
import { Law, LAWS } from '../src/core/catalog/laws';
import { allProfiles } from '../src/core/catalog/profiles';
import { maxMemoryBytes } from '../src/core/memory/jvm-heap';
import { leastHeapMiB } from '../src/core/memory/ledger';
import { NO_SKEW, stageNeedBytes } from '../src/core/memory/stage-need';
import { unifiedBytes } from '../src/core/memory/unified';
import { planEc2 } from '../src/core/planning/ec2';
import { Ec2Plan } from '../src/core/planning/ec2-plan';
import { Plan } from '../src/core/planning/plan';
import { planServerless } from '../src/core/planning/serverless';
import { MIB } from '../src/core/units';
import { formatDuration, formatUsd } from '../src/core/workload/quantities';
import { readWorkload } from '../src/core/workload/read';
import { Stage } from '../src/core/workload/stage';

/** Every figure of the documents, computed. */
export const BLOCKS: Record<string, () => string> = {
  ...BENCH_BLOCKS,
  ...OBSERVE_BLOCKS,
  ...PROMISE_BLOCKS,
  ...PUBLISHED_BLOCKS,
  ...OPERATIONS_BLOCKS,
  ...FEEDBACK_BLOCKS,
  ...PROFILE_BLOCKS,
  'nightly-plan': nightlyPlan,
  'python-example': pythonExample,
  'cluster-plan': clusterPlan,
  'least-heaps': leastHeaps,
  'q72': q72,
  'judges': judges,
  'laws': laws,
  'profiles': profiles,
  'heap-4g': heapOf4g,
  'native-memory': nativeMemory,
  'measured-constants': measuredConstants,
};

function plan(source: object): Plan {
  const workload = readWorkload(source);
  if (!workload.ok) throw new Error(JSON.stringify(workload.problems));
  const outcome = planServerless(workload.value, {
    release: 'emr-7.12.0', architecture: 'x86_64', region: 'us-east-1', objective: 'cost', serverlessStorage: false, pins: {},
  });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.value;
}

/** Which judge:package runs. */
function pythonExample(): string {
  return fence(readFileSync(join(__dirname, '..', 'examples', 'python', 'app.py'), 'utf8').trimEnd().split('\n'), 'python');
}

/** What docs/rules-by-judge.md counts, which `npm run judge:checks` wrote. */
function judges(): string {
  const lines = readFileSync(join(__dirname, '..', 'docs', 'rules-by-judge.md'), 'utf8').split('\n').filter(line => line.startsWith('Of ') && line.includes('are found'));
  return lines.map(line => `- ${line}`).join('\n');
}

function planLines({ executor, driver, executors, partitions, runTime, cost, serverless: { maximumCapacity } }: Plan): string[] {
  return [
    `executors   ${executors.initial} to ${executors.maximum}, each ${executor.worker.vCpu} vCPU, ${executor.worker.memoryGiB} GB, ${executor.diskGiB} GB disk`,
    `            spark.executor.memory ${executor.heapMiB}m + memoryOverhead ${executor.overheadMiB}m = ${executor.containerMiB}m, the whole worker`,
    `driver      ${driver.worker.vCpu} vCPU, ${driver.worker.memoryGiB} GB`,
    `partitions  ${partitions}`,
    `capacity    ${maximumCapacity.cpu}, ${maximumCapacity.memory}, ${maximumCapacity.disk}`,
    `run         ${formatDuration(runTime.seconds)} (${formatDuration(runTime.lowSeconds)} to ${formatDuration(runTime.highSeconds)}), ${formatUsd(cost.usd)}`,
  ];
}

/** The workload of examples/nightly.ts and examples/cluster.ts. */
const NIGHTLY = { input: '500GiB', shuffle: '180GiB', coreTime: '16h', finishWithin: '45m' };

/** The plan of examples/nightly.ts. */
export function nightly(): Plan {
  return plan(NIGHTLY);
}

/** The plan of examples/cluster.ts. */
export function nightlyCluster(): Ec2Plan {
  const workload = readWorkload(NIGHTLY);
  if (!workload.ok) throw new Error(JSON.stringify(workload.problems));
  const outcome = planEc2(workload.value, { release: 'emr-7.12.0', architecture: 'arm64', region: 'us-east-1', objective: 'cost', pins: {} });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.value;
}

function nightlyPlan(): string {
  return fence(planLines(nightly()));
}

function clusterPlan(): string {
  return fence(clusterLines(nightlyCluster()));
}

function clusterLines({ cluster: { primary, core, usdPerHour }, executor, executors, partitions, runTime, cost }: Ec2Plan): string[] {
  const disks = core.ebs ? `${core.ebs.volumes} × ${core.ebs.sizeGiB} GiB gp3 on each` : 'its instance store';
  return [
    `core        ${core.count} × ${core.instanceType}, ${disks}; ${core.idleMiB} of ${core.count * core.yarnMemoryMiB} MiB of YARN idle`,
    `executors   up to ${executors.maximum}, ${core.executorsPerNode} on a node, each ${executor.cores} cores`,
    `            spark.executor.memory ${executor.heapMiB}m + memoryOverhead ${executor.overheadMiB}m = ${executor.containerMiB}m`,
    `primary     ${primary.instanceType}, with the driver`,
    `partitions  ${partitions}`,
    `run         ${formatDuration(runTime.seconds)} (${formatDuration(runTime.lowSeconds)} to ${formatDuration(runTime.highSeconds)}), ${formatUsd(cost.usd)}; ${formatUsd(usdPerHour)} an hour while it stands`,
  ];
}

function q72(): string {
  const workload = (name: string) => JSON.parse(readFileSync(join(__dirname, '..', 'examples', name), 'utf8')) as object;
  return fence(['as observed', ...planLines(plan(workload('q72.observed.workload.json'))), '', 'by hand', ...planLines(plan(workload('q72.intent.workload.json')))]);
}

const EXAMPLES: readonly [string, Omit<Stage, 'keys' | 'alongside'>, number][] = [
  ['sort of 1,000,000 rows of 100 B', { operator: 'sort', records: 1_000_000, rowBytes: 100 }, 2],
  ['aggregate of 1,000,000 keys of 88 + 16 B', { operator: 'aggregate', records: 1_000_000, keyBytes: 88, valueBytes: 16 }, 2],
  ['hash join that builds 500,000 rows of 88 B', { operator: 'hash-join', records: 500_000, rowBytes: 88 }, 2],
  ['sort-merge join, 300,000 rows of 88 B either side', { operator: 'sort-merge-join', records: 300_000, rowBytes: 88, otherRecords: 300_000, otherRowBytes: 88 }, 4],
  ['window of 600,000 rows of 96 B, a group of 50,000', { operator: 'window', records: 600_000, rowBytes: 96, groupRecords: 50_000 }, 2],
];

function leastHeaps(): string {
  const rows = EXAMPLES.map(([name, stage, slots]) => {
    const jvm = { cores: slots, slots, collector: 'g1' as const, javaVersion: 17, memoryFraction: 0.6, storageFraction: 0.5, offHeapBytes: 0 };
    const need = (pageBytes: number) => stageNeedBytes({ keys: 'fixed', alongside: [], ...stage }, NO_SKEW, 1, pageBytes);
    return [name, slots, `${leastHeapMiB(jvm, { mustStayBytes: 0, evictableBytes: 0 }, need)} MiB`];
  });
  return table(['a task\'s partition', 'tasks at once', 'least -Xmx that does not spill'], rows);
}

function heapOf4g(): string {
  const rows = (['serial', 'parallel', 'g1'] as const).map(collector => {
    const most = maxMemoryBytes(4096 * MIB, collector, 17);
    return [collector, most, unifiedBytes(most, 0.6), `${(unifiedBytes(most, 0.6) / MIB).toFixed(1)} MiB`];
  });
  return table(['collector', 'Runtime.maxMemory', 'storage and execution, bytes', ''], rows);
}

function laws(): string {
  const rows = Object.entries(LAWS).map(([name, law]) => [`\`${name}\``, `${law.value} ${law.unit}`, law.because, sourceOf(law)]);
  return table(['constant', 'value', 'because', 'source'], rows);
}

function profiles(): string {
  const rows = allProfiles().map(one => [
    one.profile, one.shuffleToInput, `${one.coreSecondsPerInputGiB.low} / ${one.coreSecondsPerInputGiB.mid} / ${one.coreSecondsPerInputGiB.high}`,
    one.userMemoryPerTaskMiB, one.growth, one.skew, one.shuffleExpansion,
  ]);
  return table(['profile', 'shuffle ÷ input', 'core-seconds a GiB of input, low / mid / high', 'user memory a task, MiB', 'growth', 'skew', 'expansion'], rows);
}

interface NativeMemory {
  readonly name: string;
  readonly heapMiB: number;
  readonly collector: string;
  readonly nativeMiB: number;
  readonly overheadMiB: number;
  readonly pythonMiB: number;
  readonly pysparkMiB: number;
}

/** A provisional constant may have a figure of its own, which does not settle it. */
function sourceOf({ provisional, source }: Law): string {
  if (!provisional) return source;
  return source.startsWith('docs/') ? 'provisional' : `provisional; ${source}`;
}

/** What the judge measured of real processes, beside what a plan gives them. */
function nativeMemory(): string {
  const lines = readFileSync(join(__dirname, '..', 'judges', 'spark', 'native-memory.jsonl'), 'utf8').trim().split('\n');
  const rows = lines.map(line => JSON.parse(line) as NativeMemory).map(one => [
    one.name, `${one.heapMiB} MiB`, one.collector, `${one.nativeMiB} MiB`, `${one.overheadMiB} MiB`,
    one.pysparkMiB > 0 ? `${one.pythonMiB} of ${one.pysparkMiB} MiB` : '',
  ]);
  return table(['executor', 'heap', 'collector', 'native, measured', 'overhead planned', 'Python, measured of planned'], rows);
}

interface MeasuredConstant {
  readonly constant: string;
  readonly size: Record<string, unknown>;
  readonly spark: string;
  readonly java: number;
  readonly measured: string;
}

/** Every run of the judge for a constant. */
function measuredConstants(): string {
  const lines = readFileSync(join(__dirname, '..', 'judges', 'spark', 'constants.jsonl'), 'utf8').trim().split('\n');
  const words = (values: object) => Object.entries(values).map(([name, value]) => `${name} ${value}`).join(', ');
  const rows = lines.map(line => JSON.parse(line) as MeasuredConstant)
    .map(({ constant, size, spark, java: _java, measured: _measured, ...figures }) => [constant, words(size), spark, words(figures)]);
  return table(['constant', 'with', 'Spark', 'measured'], rows);
}
