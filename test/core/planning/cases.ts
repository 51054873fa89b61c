import { serverlessPrices } from '../../../src/core/catalog/prices';
import { findServerlessRelease, Release } from '../../../src/core/catalog/releases';
import { poolsOf } from '../../../src/core/memory/ledger';
import { attempt, Attempt } from '../../../src/core/planning/attempts';
import { HeapOption, Shape, shapeOf } from '../../../src/core/planning/container';
import { Seat, taskNeed, TaskNeed } from '../../../src/core/planning/memory-fit';
import { Plan, ServerlessRequest } from '../../../src/core/planning/plan';
import { planServerless } from '../../../src/core/planning/serverless';
import { ServerlessPlatform, ServerlessQuestion } from '../../../src/core/planning/serverless-platform';
import { Problem } from '../../../src/core/problems/problem';
import { GIB, MIB } from '../../../src/core/units';
import { Demand, fillWorkload } from '../../../src/core/workload/demand';
import { Stage } from '../../../src/core/workload/stage';
import { Workload } from '../../../src/core/workload/workload';

/** A demand in round numbers: 100 GiB read in 800 splits, one shuffle of 64 GiB as large in memory as written, even, 10 core-hours, no room to grow. */
export const DEMAND: Demand = {
  inputBytes: 100 * GIB,
  splits: 800,
  largestSplitBytes: 128 * MIB,
  shuffleBytes: 64 * GIB,
  shuffleTotalBytes: 64 * GIB,
  shuffleInMemoryBytes: 64 * GIB,
  narrowBytes: { partitions: 64 * GIB, mapTask: 0 },
  expansion: 1,
  skew: { ratio: 1, hotShare: 0 },
  stages: [],
  cacheBytes: 0,
  cacheFallsToDisk: true,
  broadcastBytes: 0,
  collectBytes: 0,
  userBytesPerTask: 0,
  pythonBytesPerSlot: 0,
  offHeapBytes: 0,
  coreSeconds: { low: 28_800, mid: 36_000, high: 43_200 },
};

/** The workload that `DEMAND` is filled from. */
export const WORKLOAD: Workload = {
  profile: 'batch-etl',
  language: 'jvm',
  inputBytes: 100 * GIB,
  shuffleBytes: 64 * GIB,
  shuffleTotalBytes: 64 * GIB,
  shuffleExpansion: 1,
  skew: 1,
  spill: 'never',
  cacheBytes: 0,
  storageLevel: 'MEMORY_AND_DISK',
  broadcastBytes: 0,
  userMemoryPerTaskBytes: 0,
  offHeapBytes: 0,
  collectBytes: 0,
  coreTimeSeconds: 36_000,
  concurrentRuns: 1,
  growth: 1,
  maxConcurrentVcpus: 400,
  stages: [],
};

export const REQUEST: ServerlessRequest = {
  release: 'emr-7.12.0', architecture: 'x86_64', region: 'us-east-1', objective: 'cost', serverlessStorage: false, pins: {},
};

/** USD per hour in us-east-1 on x86, read 2026-11-20. */
export const PRICES = serverlessPrices('us-east-1', 'x86_64').prices;

export function release(label = REQUEST.release): Release {
  const found = findServerlessRelease(label);
  if (!found.ok) throw new Error(label);
  return found.value;
}

export function question(workload: Partial<Workload> = {}, request: Partial<ServerlessRequest> = {}): ServerlessQuestion {
  const asked = { ...REQUEST, ...request };
  const { prices } = serverlessPrices(asked.region, asked.architecture, asked.prices);
  const platform = new ServerlessPlatform(prices, release(asked.release), asked.serverlessStorage);
  return { filled: fillWorkload({ ...WORKLOAD, ...workload }), request: asked, release: release(asked.release), platform, prices };
}

export function attemptOf(workload: Partial<Workload> = {}, request: Partial<ServerlessRequest> = {}): Attempt {
  return attempt(question(workload, request))!;
}

export function planOf(workload: Partial<Workload> = {}, request: Partial<ServerlessRequest> = {}): Plan {
  const outcome = planServerless({ ...WORKLOAD, ...workload }, { ...REQUEST, ...request });
  if (!outcome.ok) throw new Error(outcome.problems.map(({ id, path, message }) => `${id} ${path} ${message}`).join('\n'));
  return outcome.value;
}

/** What is wrong, as `SZ3101 hotKey: message`. */
export function problemsOf(workload: Partial<Workload> = {}, request: Partial<ServerlessRequest> = {}): string[] {
  const outcome = planServerless({ ...WORKLOAD, ...workload }, { ...REQUEST, ...request });
  return outcome.ok ? [] : outcome.problems.map(said);
}

export function said({ id, path, message }: Problem): string {
  return `${id} ${path}: ${message}`;
}

/** A worker under G1 on Java 17. */
export function g1Shape(vCpu: number, memoryGiB: number, taskCpus = 1, offHeapBytes = 0): Shape {
  return shapeOf(vCpu, memoryGiB, taskCpus, { collector: 'g1', javaVersion: 17, offHeapBytes });
}

/** A heap on a shape, whatever the worker holds. */
export function heapOn(shape: Shape, heapMiB: number): HeapOption {
  return { heapMiB, overheadMiB: 0, offHeapMiB: 0, pysparkMiB: 0, pools: poolsOf(heapMiB, shape.jvm) };
}

/** A seat of one shape and heap, the cache on one executor. */
export function seatOf(demand: Partial<Demand>, shape: Shape, heapMiB: number, cacheHolders = 1): Seat {
  return { shape, option: heapOn(shape, heapMiB), need: exactNeed(demand), cacheHolders };
}

/** With a stated expansion, unless `narrowBytes` says otherwise. */
export function exactNeed(demand: Partial<Demand>): TaskNeed {
  const narrowBytes = { partitions: demand.shuffleInMemoryBytes ?? DEMAND.shuffleInMemoryBytes, mapTask: 0 };
  return taskNeed({ ...DEMAND, narrowBytes, ...demand }, { measured: true, hotMaySpill: false });
}

export function stageOf(values: Partial<Stage>): Stage {
  return { operator: 'sort', keys: 'fixed', alongside: [], ...values } as Stage;
}
