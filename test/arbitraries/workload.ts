import * as fc from 'fast-check';
import { ServerlessRequest } from '../../src/core/planning/plan';
import { readWorkload } from '../../src/core/workload/read';
import { Workload } from '../../src/core/workload/workload';

/** A workload as a file has it. */
export type Source = Readonly<Record<string, unknown>>;

const MIB = 2 ** 20;
const GIB = 2 ** 30;
const TIB = 2 ** 40;

/** Whole numbers whose logarithm is even, since sizes of jobs are spread over magnitudes. */
export function logUniform(least: number, most: number): fc.Arbitrary<number> {
  return fc.double({ min: Math.log(least), max: Math.log(most), noNaN: true, noDefaultInfinity: true })
    .map(logarithm => Math.min(most, Math.max(least, Math.round(Math.exp(logarithm)))));
}

/** Bytes as a file writes them: exact. */
export function size(least: number, most: number): fc.Arbitrary<string> {
  return logUniform(least, most).map(bytes => `${bytes}B`);
}

function seconds(least: number, most: number): fc.Arbitrary<string> {
  return logUniform(least, most).map(value => `${value}s`);
}

/** A field that is there in one of `oneIn` cases. */
function sometimes<T>(value: fc.Arbitrary<T>, oneIn = 3): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: oneIn - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
}

/** Largest ÷ mean, mostly mild. */
const skew = fc.oneof(fc.double({ min: 1, max: 3, noNaN: true }), fc.constantFrom(1, 1.1, 5, 20));

const rows = fc.integer({ min: 8, max: 400 }).map(words => 8 * words);
const keyWidth = fc.integer({ min: 1, max: 12 }).map(words => 8 * words);

/** How many records there are: of all partitions with or without own skew, or of the largest one. */
function counted(most: number): fc.Arbitrary<Source> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.record({ records: logUniform(1000, most) }) },
    { weight: 1, arbitrary: fc.record({ records: logUniform(1000, most), skew }) },
    { weight: 1, arbitrary: fc.record({ largestRecords: logUniform(1000, Math.min(most, 20_000_000)) }) },
  );
}

function stageOf(operator: string, widths: Record<string, fc.Arbitrary<unknown>>, most = 1e9): fc.Arbitrary<Source> {
  return fc.tuple(counted(most), fc.record({ operator: fc.constant(operator), ...widths })).map(([records, rest]) => ({ ...records, ...rest }));
}

const plainStage: fc.Arbitrary<Source> = fc.oneof(
  stageOf('sort', { rowBytes: rows, keys: fc.constantFrom('fixed', 'other') }),
  stageOf('sort-merge-join', { rowBytes: rows, otherRecords: logUniform(1000, 1e9), otherRowBytes: rows, keys: fc.constantFrom('fixed', 'other') }),
  stageOf('aggregate', { keyBytes: keyWidth, valueBytes: keyWidth }),
  stageOf('partial-aggregate', { keyBytes: keyWidth, valueBytes: keyWidth }),
  stageOf('object-aggregate', { keyBytes: keyWidth, rowBytes: rows, keys: fc.constantFrom('fixed', 'other') }),
  stageOf('hash-join', { rowBytes: rows }, 1e8),
  stageOf('hash-join', { keys: fc.constant('other'), keyBytes: keyWidth, valueBytes: keyWidth }, 1e8),
  stageOf('window', { rowBytes: rows, groupRecords: logUniform(100, 1e6) }),
);

/** A stage of any operator, now and then with a fixed partition count or another operator in the same task. */
export const stage: fc.Arbitrary<Source> = fc.tuple(plainStage, sometimes(logUniform(8, 2000), 8), sometimes(fc.array(plainStage, { minLength: 1, maxLength: 1 }), 8))
  .map(([own, partitions, alongside]) => compact({ ...own, partitions, alongside }));

/** Leaves out what is undefined, as a file does. */
function compact(values: Source): Source {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function bounds(input: number) {
  return {
    shuffle: sometimes(fc.double({ min: 0, max: 2, noNaN: true }).map(ratio => Math.round(input * ratio)), 2),
    more: fc.double({ min: 1, max: 4, noNaN: true }),
    cache: sometimes(fc.double({ min: 0.01, max: 1.5, noNaN: true }).map(ratio => Math.round(input * ratio)), 4),
  };
}

/** Fields of any workload but its sizes. */
const circumstances = fc.record({
  profile: sometimes(fc.constantFrom('batch-etl', 'sql-analytics', 'machine-learning', 'interactive'), 2),
  language: sometimes(fc.constantFrom('jvm', 'python'), 3),
  skew: sometimes(skew),
  skewPartitions: sometimes(fc.integer({ min: 2, max: 4000 }), 4),
  shuffleExpansion: sometimes(fc.double({ min: 0.5, max: 12, noNaN: true })),
  spill: sometimes(fc.constant('allowed'), 6),
  storageLevel: sometimes(fc.constantFrom('MEMORY_ONLY', 'MEMORY_AND_DISK', 'MEMORY_AND_DISK_SER', 'MEMORY_ONLY_SER'), 2),
  broadcast: sometimes(size(MIB, 2 * GIB), 4),
  userMemoryPerTask: sometimes(size(MIB, 2 * GIB), 5),
  pythonMemoryPerTask: sometimes(size(64 * MIB, 3 * GIB), 3),
  pythonStages: sometimes(fc.nat(3), 4),
  offHeap: sometimes(size(256 * MIB, 16 * GIB), 12),
  collect: sometimes(size(MIB, 4 * GIB), 4),
  output: sometimes(size(MIB, TIB), 4),
  concurrentRuns: sometimes(fc.integer({ min: 1, max: 5 }), 5),
  growth: sometimes(fc.double({ min: 1, max: 2, noNaN: true }), 3),
  finishWithin: sometimes(seconds(120, 40_000), 4),
  maxConcurrentVcpus: sometimes(fc.oneof(fc.integer({ min: 2, max: 64 }), logUniform(16, 4000)), 3),
  maxUsd: sometimes(fc.double({ min: 0.01, max: 500, noNaN: true }), 12),
});

/** How the files are read, and what is known of the time. */
function scanAndTime(input: number) {
  return fc.record({
    files: sometimes(fc.oneof(
      fc.record({ inputFormat: fc.constantFrom('parquet', 'orc', 'csv'), inputFiles: logUniform(1, 20_000) }),
      fc.record({ inputFormat: fc.constantFrom('gzip', 'csv.gz'), inputFiles: logUniform(Math.max(1, Math.ceil(input / (4 * GIB))), Math.max(1, Math.ceil(input / (4 * GIB))) + 2000) }),
      fc.constant({ inputFormat: 'gzip' }),
    ), 3),
    coreTime: sometimes(fc.double({ min: 10, max: 900, noNaN: true }).map(perGiB => `${Math.max(1, Math.round(perGiB * input / GIB))}s`), 3),
    today: sometimes(fc.record({ workers: fc.integer({ min: 1, max: 40 }), vCpu: fc.constantFrom(1, 2, 4, 8, 16), duration: seconds(60, 20_000) }), 5),
  }).map(({ files, ...time }) => ({ ...files, ...time }));
}

/** Sizes from 1 MiB to `mostInput`, evenly over magnitudes, and all that a workload may state beside them. */
export function sources(mostInput = 100 * TIB): fc.Arbitrary<Source> {
  return logUniform(MIB, mostInput).chain(input => fc.tuple(
    fc.record(bounds(input)), circumstances, scanAndTime(input),
    sometimes(fc.array(stage, { minLength: 1, maxLength: 3 }), 3),
    sometimes(size(MIB, 64 * GIB), 5),
  ).map(([{ shuffle, more, cache }, circumstance, scan, stages, hotKey]) => compact({
    input: `${input}B`,
    shuffle: shuffle === undefined ? undefined : `${shuffle}B`,
    shuffleTotal: shuffle === undefined || more > 3 ? undefined : `${Math.ceil(shuffle * more)}B`,
    cache: cache === undefined ? undefined : `${cache}B`,
    hotKey,
    stages,
    ...circumstance,
    ...scan,
  })));
}

/** A stream: one run is one micro-batch, bounded by the trigger's interval. */
export const streams: fc.Arbitrary<Source> = fc.record({
  profile: fc.constant('streaming'),
  input: size(MIB, 50 * GIB),
  finishWithin: sometimes(seconds(30, 3600), 2),
  cache: sometimes(size(MIB, 100 * GIB), 2),
  skew: sometimes(skew),
  maxConcurrentVcpus: sometimes(fc.integer({ min: 8, max: 512 }), 3),
}).map(compact);

/** Workloads that read without a problem; contradictions are another test's. */
export function workloads(source: fc.Arbitrary<Source> = sources()): fc.Arbitrary<Workload> {
  return source.map(readWorkload).filter(read => read.ok).map(read => (read as { value: Workload }).value);
}

export const BASE_REQUEST: ServerlessRequest = {
  release: 'emr-7.12.0', architecture: 'x86_64', region: 'us-east-1', objective: 'cost', serverlessStorage: false, pins: {},
};

/** Pins that name something of the grid; whether the demand leaves a plan with them is the planner's to say. */
export const pins: fc.Arbitrary<ServerlessRequest['pins']> = fc.record({
  executorCores: sometimes(fc.constantFrom(1, 2, 4, 8, 16, 32), 4),
  taskCpus: sometimes(fc.constantFrom(1, 2, 4), 6),
  executors: sometimes(fc.integer({ min: 1, max: 60 }), 6),
  partitions: sometimes(logUniform(1, 5000), 6),
  executorMemoryMiB: sometimes(fc.integer({ min: 450, max: 60_000 }), 8),
  diskGiB: sometimes(fc.oneof(fc.integer({ min: 20, max: 200 }), fc.integer({ min: 20, max: 2000 })), 8),
  collector: sometimes(fc.constantFrom('g1' as const, 'parallel' as const, 'serial' as const), 6),
}).map(values => compact(values as unknown as Source) as ServerlessRequest['pins']);

/** Requests of every release with its own disks and rules, either architecture and objective, pinned and warm ones. */
export const requests: fc.Arbitrary<ServerlessRequest> = fc.record({
  release: fc.constantFrom('emr-6.9.0', 'emr-6.15.0', 'emr-7.0.0', 'emr-7.12.0', 'emr-7.12.0', 'emr-7.12.0', 'emr-spark-8.1.0'),
  architecture: fc.constantFrom('x86_64' as const, 'arm64' as const),
  region: fc.constantFrom('us-east-1', 'ap-southeast-1'),
  objective: fc.constantFrom('cost' as const, 'cost' as const, 'cost' as const, 'time' as const),
  warm: sometimes(fc.integer({ min: 1, max: 20 }), 6),
  serverlessStorage: fc.constant(false),
  pins: fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: pins }),
}).map(values => compact(values as unknown as Source) as unknown as ServerlessRequest);

/** The same with serverless storage, which only some releases have. */
export const storageRequests: fc.Arbitrary<ServerlessRequest> = fc.record({ base: requests, release: fc.constantFrom('emr-7.12.0', 'emr-7.14.0', 'emr-spark-8.1.0') })
  .map(({ base: { warm: _warm, ...base }, release }) => ({ ...base, release, serverlessStorage: true }));
