import * as fc from 'fast-check';
import { BASE_REQUEST, logUniform, Source, stage, workloads } from './workload';
import { ServerlessRequest } from '../../src/core/planning/plan';
import { Workload } from '../../src/core/workload/workload';

const MIB = 2 ** 20;
const GIB = 2 ** 30;
/** Beyond this many partitions of 16 MiB trying every one takes too long. */
const MOST_SHUFFLE = 60 * 16 * MIB;

function oneIn<T>(cases: number, value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: cases - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
}

function bytes(least: number, most: number): fc.Arbitrary<string> {
  return logUniform(least, most).map(value => `${value}B`);
}

function stated(values: Source): Source {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function smallSource(input: number): fc.Arbitrary<Source> {
  return fc.record({
    input: fc.constant(`${input}B`),
    shuffle: fc.double({ min: 0, max: 1, noNaN: true }).map(share => `${Math.min(Math.round(share * input), MOST_SHUFFLE)}B`),
    shuffleExpansion: oneIn(3, fc.double({ min: 1, max: 12, noNaN: true })),
    coreTime: oneIn(2, fc.double({ min: 10, max: 600, noNaN: true }).map(perGiB => `${Math.max(1, Math.round(perGiB * input / GIB))}s`)),
    today: oneIn(4, fc.record({ workers: fc.integer({ min: 1, max: 4 }), vCpu: fc.constantFrom(1, 2, 4), duration: logUniform(30, 3000).map(value => `${value}s`) })),
    finishWithin: oneIn(2, logUniform(200, 7000).map(value => `${value}s`)),
    growth: fc.constantFrom(1, 1.2),
    skew: oneIn(3, fc.double({ min: 1, max: 10, noNaN: true })),
    hotKey: oneIn(4, bytes(MIB, 4 * GIB)),
    cache: oneIn(3, bytes(MIB, 20 * GIB)),
    storageLevel: fc.constantFrom('MEMORY_ONLY', 'MEMORY_AND_DISK'),
    broadcast: oneIn(3, bytes(MIB, GIB)),
    collect: oneIn(3, bytes(MIB, 2 * GIB)),
    userMemoryPerTask: oneIn(3, bytes(MIB, GIB)),
    language: fc.constantFrom('jvm', 'jvm', 'python'),
    inputFormat: oneIn(5, fc.constant('gzip')),
    stages: oneIn(3, fc.array(stage, { minLength: 1, maxLength: 2 })),
    concurrentRuns: fc.constantFrom(1, 1, 2),
    maxConcurrentVcpus: fc.integer({ min: 2, max: 13 }),
  }).map(stated);
}

const pins = fc.record({
  executorCores: oneIn(2, fc.constantFrom(1, 2, 4, 8)),
  executors: oneIn(5, fc.integer({ min: 1, max: 6 })),
  taskCpus: oneIn(6, fc.constantFrom(1, 2, 4)),
  partitions: oneIn(6, fc.integer({ min: 1, max: 60 })),
  diskGiB: oneIn(8, fc.integer({ min: 20, max: 200 })),
}).map(values => stated(values) as ServerlessRequest['pins']);

/** Demands and requests so small that every plan of theirs can be tried: a quota of a few vCPUs, at most 60 partitions. */
export const smallCases: fc.Arbitrary<readonly [Workload, ServerlessRequest]> = fc.record({
  workload: workloads(logUniform(64 * MIB, 40 * GIB).chain(smallSource)),
  release: fc.constantFrom('emr-7.12.0', 'emr-7.0.0'), // with shuffle-optimized disks and without
  architecture: fc.constantFrom('x86_64' as const, 'arm64' as const),
  objective: fc.constantFrom('cost' as const, 'cost' as const, 'time' as const),
  warm: oneIn(5, fc.integer({ min: 1, max: 4 })),
  pins,
}).map(({ workload, ...request }) => [workload, { ...BASE_REQUEST, ...stated(request) } as ServerlessRequest] as const);
