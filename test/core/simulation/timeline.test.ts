import '../../property-seed';
import * as fc from 'fast-check';
import { LAWS } from '../../../src/core/catalog/laws';
import { DIMENSIONS } from '../../../src/core/simulation/capacity';
import { ServerlessSimulation, simulateServerless } from '../../../src/core/simulation/serverless';

const WORKER = { vCpu: 4, memoryGiB: 16, diskGiB: 20 };
const JOB: ServerlessSimulation = { driver: WORKER, executor: WORKER, allocation: { dynamic: true, initial: 3, minimum: 0, maximum: 9 } };
const DRIVER = LAWS.driverReadySeconds.value;
const FIRST = DRIVER + LAWS.firstExecutorSeconds.value;

function timeline(more: Partial<ServerlessSimulation>) {
  return simulateServerless({ ...JOB, ...more }).timeline!;
}

test('a driver, then executors, so many a second, and nothing after the end', () => {
  const { limits, moments } = timeline({ maximumCapacity: { cpu: 40 }, runSeconds: 600 });
  expect(limits).toEqual({ cpu: 40, memory: null, disk: null });
  expect(moments.map(({ seconds, held: { cpu } }) => [seconds, cpu])).toEqual([
    [0, 0], [DRIVER, 0], [DRIVER, 4], [FIRST, 4], [FIRST + 9 / LAWS.executorsPerSecond.value, 40], [600, 40], [600, 0],
  ]);
});

test('the capacity ends the growth before the job does', () => {
  expect(Math.max(...timeline({ maximumCapacity: { memoryGiB: 70 } }).moments.map(({ held }) => held.memory))).toBe(64);
});

test('a job without a maximum is drawn with what it starts with', () => {
  const { moments } = timeline({ allocation: { ...JOB.allocation, maximum: Infinity } });
  expect(moments[moments.length - 1].held).toEqual({ cpu: 16, memory: 64, disk: 80 });
});

test('warm workers are held before a run, and idle where none uses them', () => {
  const { moments } = timeline({ pool: [{ key: 'Driver', count: 2, worker: WORKER }, { key: 'Executor', count: 10, worker: WORKER }], runSeconds: 60 });
  expect(moments[0]).toMatchObject({ seconds: 0, held: { cpu: 48 }, idle: { cpu: 48 } });
  expect(moments.find(({ idle }) => idle.cpu < 48)).toMatchObject({ seconds: 0, held: { cpu: 48 }, idle: { cpu: 8 } });
  expect(moments[moments.length - 1]).toMatchObject({ seconds: 60, held: { cpu: 48 }, idle: { cpu: 48 }, running: 0 });
});

test('runs wait for those before them', () => {
  const { moments } = timeline({ concurrentRuns: 5, maxConcurrentRuns: 2, runSeconds: 600 });
  const at = (seconds: number) => moments.filter(one => one.seconds === seconds).pop();
  expect(at(0)).toMatchObject({ running: 2, waiting: 3 });
  expect(at(600)).toMatchObject({ running: 2, waiting: 1 });
  expect(at(1200 + DRIVER)).toMatchObject({ running: 1, waiting: 0, held: { cpu: 4 } });
  expect(moments[moments.length - 1]).toMatchObject({ seconds: 1800, running: 0, waiting: 0 });
});

test('what waits beyond the waves that are played goes on to wait', () => {
  const { moments } = timeline({ concurrentRuns: 100, maxConcurrentRuns: 1, runSeconds: 600 });
  expect(moments[moments.length - 1]).toMatchObject({ running: 0, waiting: 88 });
});

test('nothing is drawn of a job that fails at once, or of a pool beyond the limits', () => {
  expect(simulateServerless({ ...JOB, unplaceable: 'no worker' }).timeline).toBeNull();
  expect(simulateServerless({ ...JOB, maximumCapacity: { cpu: 4 }, pool: [{ key: 'Driver', count: 2, worker: WORKER }] }).timeline).toBeNull();
});

test('time goes on, no limit is broken, and the most that is held is what is granted', () => {
  const few = fc.integer({ min: 1, max: 9 });
  const counts = fc.record({ runs: few, scheduler: fc.option(few, { nil: undefined }), maximum: fc.integer({ min: 3, max: 400 }) });
  const limit = fc.option(fc.integer({ min: 1, max: 4000 }), { nil: undefined });
  const warm = fc.integer({ min: 0, max: 5 });
  fc.assert(fc.property(counts, limit, limit, warm, fc.option(fc.integer({ min: 1, max: 5000 }), { nil: undefined }), (count, cpu, diskGiB, pooled, runSeconds) => {
    const pool = [{ key: 'Executor' as const, count: pooled, worker: WORKER }];
    const runs = { concurrentRuns: count.runs, maxConcurrentRuns: count.scheduler, allocation: { ...JOB.allocation, maximum: count.maximum } };
    const played = simulateServerless({ ...JOB, ...runs, maximumCapacity: { cpu, diskGiB }, runSeconds, pool });
    if (!played.timeline) return;
    const { moments, limits } = played.timeline;
    moments.slice(1).forEach((moment, index) => expect(moment.seconds).toBeGreaterThanOrEqual(moments[index].seconds));
    for (const { held, idle, running, waiting } of moments) {
      for (const { name } of DIMENSIONS) {
        expect(held[name]).toBeLessThanOrEqual((limits[name] ?? Infinity) + 1e-9);
        expect(idle[name]).toBeLessThanOrEqual(held[name] + 1e-9);
        expect(idle[name]).toBeGreaterThanOrEqual(0);
      }
      expect(running + waiting).toBeLessThanOrEqual(count.runs);
    }
    if (runSeconds === undefined && cpu === undefined && diskGiB === undefined) {
      const most = Math.min(count.runs, count.scheduler ?? count.runs);
      expect(moments[moments.length - 1].held.cpu).toBeCloseTo(4 * Math.max(pooled + most, most * (1 + count.maximum)), 6);
    }
  }));
});
