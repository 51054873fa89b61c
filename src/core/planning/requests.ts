import { Pins, PriceOverrides, ServerlessRequest } from './plan';
import { LAWS } from '../catalog/laws';
import { findServerlessRelease, firstReleaseWith, hasFeature, Release } from '../catalog/releases';
import { diskRange, WORKER_ROWS } from '../catalog/workers';
import { leastStartingHeapMiB } from '../memory/ledger';
import { Problem, problem } from '../problems/problem';
import { Workload } from '../workload/workload';

/** What of a workload bears on what may be asked for. Left out: it could not be read. */
export type RequestWorkload = Partial<Pick<Workload, 'profile'>>;

interface RequestCheck {
  readonly broken: (w: RequestWorkload, r: ServerlessRequest, release: Release) => boolean;
  readonly problem: (w: RequestWorkload, r: ServerlessRequest, release: Release) => Problem;
}

const CORES = WORKER_ROWS.map(row => row.vCpu);
const MOST_EXECUTORS = 1_000_000;
/** Least vCPUs of a worker with serverless storage. */
const STORAGE_CORES = LAWS.serverlessStorageMinimumVCpu.value;

/** What a request may not ask for, whatever the demand. */
const CHECKS: readonly RequestCheck[] = [
  pinCheck('executorCores', (cores, _pins) => !CORES.includes(cores), cores => `got ${cores}; workers have ${CORES.join(', ')} vCPU`),
  pinCheck('taskCpus', (cpus, pins) => !isCount(cpus) || cpus > (pins.executorCores ?? Math.max(...CORES)),
    (cpus, pins) => `got ${cpus}; 1 to ${pins.executorCores ?? Math.max(...CORES)} cores a task are possible`),
  pinCheck('executors', count => !isCount(count) || count > MOST_EXECUTORS, count => `got ${count}; 1 to ${MOST_EXECUTORS} executors are possible`),
  pinCheck('partitions', count => !isCount(count) || count > MOST_EXECUTORS, count => `got ${count}; 1 to ${MOST_EXECUTORS} partitions are possible`),
  {
    broken: (_w, { pins }, release) => pins.executorMemoryMiB !== undefined && !(pins.executorMemoryMiB >= leastHeap(pins, release)),
    problem: (_w, { pins }, release) => problem('SZ2004', 'executorMemory',
      `got ${pins.executorMemoryMiB}m; Spark starts from ${leastHeap(pins, release)}m on`),
  },
  {
    broken: (_w, { pins }, release) => pins.diskGiB !== undefined && !isDisk(pins.diskGiB, release),
    problem: (_w, { pins }, release) => problem('SZ2002', 'disk',
      `got ${pins.diskGiB} GB; whole GB from ${leastDiskGiB(release)} to ${mostDiskGiB(release)} on ${release.label}`),
  },
  {
    broken: (_w, { warm }) => warm !== undefined && !(isCount(warm) && warm <= MOST_EXECUTORS),
    problem: (_w, { warm }) => problem('SZ1004', 'warm', `got ${warm}; 1 to ${MOST_EXECUTORS} executors are possible, or leave it out`),
  },
  {
    broken: (_w, r, release) => r.serverlessStorage && !hasFeature(release, 'serverlessStorage'),
    problem: (_w, _r, release) => problem('SZ1013', 'serverlessStorage', `got true on ${release.label}; it needs ${firstReleaseWith('serverlessStorage', release)} or later`),
  },
  {
    broken: (_w, r) => r.serverlessStorage && r.warm !== undefined,
    problem: (_w, r) => problem('SZ1007', 'warm', `got ${r.warm} with serverless storage, which never uses pre-initialised workers; leave out one of the two`),
  },
  {
    broken: (w, r) => r.serverlessStorage && (w.profile === 'streaming' || w.profile === 'interactive'),
    problem: w => problem('SZ1007', 'serverlessStorage', `got true with profile ${w.profile}; serverless storage only serves batch runs`),
  },
  {
    broken: (_w, r, release) => r.serverlessStorage && r.pins.diskGiB !== undefined && r.pins.diskGiB !== leastDiskGiB(release),
    problem: (_w, r, release) => problem('SZ1007', 'disk', `got ${r.pins.diskGiB} GB with serverless storage, beside which a disk has ${leastDiskGiB(release)} GB`),
  },
  {
    broken: (_w, r) => r.serverlessStorage && r.pins.executorCores !== undefined && r.pins.executorCores < STORAGE_CORES,
    problem: (_w, r) => problem('SZ1007', 'executorCores', `got ${r.pins.executorCores} with serverless storage, which needs workers of ${STORAGE_CORES} vCPU or more`),
  },
];

function pinCheck(
  name: keyof Pins & ('executorCores' | 'taskCpus' | 'executors' | 'partitions'),
  broken: (value: number, pins: Pins) => boolean, message: (value: number, pins: Pins) => string,
): RequestCheck {
  return {
    broken: (_w, { pins }) => pins[name] !== undefined && broken(pins[name]!, pins),
    problem: (_w, { pins }) => problem('SZ1011', name, message(pins[name]!, pins)),
  };
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1;
}

function isDisk(diskGiB: number, release: Release): boolean {
  return isCount(diskGiB) && diskGiB >= leastDiskGiB(release) && diskGiB <= mostDiskGiB(release);
}

function leastDiskGiB(release: Release): number {
  return diskRange('STANDARD', release)!.minimumGiB;
}

function mostDiskGiB(release: Release): number {
  return (diskRange('SHUFFLE_OPTIMIZED', release) ?? diskRange('STANDARD', release)!).maximumGiB;
}

function leastHeap(pins: Pins, release: Release): number {
  return leastStartingHeapMiB({ collector: pins.collector ?? 'g1', javaVersion: release.java });
}

/** Without a price of vCPU or memory every plan costs the same, and the search has no bounds; disks may be free. */
const NEVER_FREE: readonly (keyof PriceOverrides)[] = ['vCpuHourUsd', 'memoryGiBHourUsd'];

/** What is wrong with prices that somebody states. */
export function priceProblems(prices: PriceOverrides = {}): Problem[] {
  return (Object.keys(prices) as (keyof PriceOverrides)[]).flatMap(name => {
    const usd = prices[name];
    const neverFree = NEVER_FREE.includes(name);
    if (usd === undefined || (Number.isFinite(usd) && (neverFree ? usd > 0 : usd >= 0))) return [];
    return [problem('SZ1004', `prices.${name}`, `got ${usd}; US dollars ${neverFree ? 'above' : 'from'} 0 are expected`)];
  });
}

/** Everything that is wrong with a request before any search. Of an unknown release nothing more is said than that. */
export function checkRequest(workload: RequestWorkload, request: ServerlessRequest): Problem[] {
  const release = findServerlessRelease(request.release);
  const broken = release.ok ? CHECKS.filter(check => check.broken(workload, request, release.value)) : [];
  return [
    ...release.ok ? broken.map(check => check.problem(workload, request, release.value)) : release.problems,
    ...priceProblems(request.prices),
  ];
}
