import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration, Size } from 'aws-cdk-lib';
import { changed, planFixture } from './plan-fixture';
import { thrownBy } from './thrown';
import {
  EmrArchitecture, EmrRelease, GarbageCollector, PlanObjective, ServerlessPlanOptions, SparkLanguage, SparkPlan, SparkStage,
  SparkWorkload, SparkWorkloadProps,
} from '../../src/api';
import { parseSubmitParameters } from '../../src/core/planning/submit-parameters';

const workload = SparkWorkload.of({ name: 'nightly', input: Size.gibibytes(200), shuffle: Size.gibibytes(80), coreTime: Duration.hours(20), finishWithin: Duration.minutes(45) });

describe('a plan for EMR Serverless', () => {
  test('reads in units and names what binds', () => {
    const plan = SparkPlan.forServerless(workload);
    const { heapMiB, overheadMiB, offHeapMiB, pysparkMiB, containerMiB, worker } = plan.executor;
    expect(heapMiB + overheadMiB + offHeapMiB + pysparkMiB).toBe(containerMiB);
    expect(containerMiB).toBeLessThanOrEqual(worker!.memoryGiB * 1024);
    expect(plan.runTime.highSeconds).toBeLessThanOrEqual(45 * 60);
    expect(plan.taskMemory.memoryMiB).toBeGreaterThanOrEqual(plan.taskMemory.demandMiB);
    expect(plan.reasons.map(({ quantity }) => quantity)).toContain('executor.heapMiB');
    expect(plan.assumptions.map(({ field }) => field)).toContain('skew');
    expect(plan.release.label).toBe('emr-7.12.0');
    expect(plan.architecture).toBe(EmrArchitecture.X86_64);
    expect(plan.name).toBe('nightly');
    expect(plan.toText()).toContain('One executor\'s memory');
    expect(plan.toMarkdown()).toMatch(/^# nightly on EMR Serverless/);
    expect(plan.toHtml()).toMatch(/^<!DOCTYPE html>[^]*<svg [^]*<\/html>\n$/);
  });

  test('loading the library does not load its pages', () => {
    const loaded = jest.fn();
    jest.isolateModules(() => {
      jest.doMock('../../src/report/html/plan-html', () => {
        loaded();
        return jest.requireActual('../../src/report/html/plan-html');
      });
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- a copy of its own, with its own modules
      const { SparkPlan: isolated } = require('../../src/api') as typeof import('../../src/api');
      const plan = isolated.fromJson(JSON.stringify(planFixture()));
      expect(loaded).not.toHaveBeenCalled();
      plan.toHtml();
      expect(loaded).toHaveBeenCalledTimes(1);
    });
    jest.dontMock('../../src/report/html/plan-html');
  });

  test('follows every pin', () => {
    const plan = SparkPlan.forServerless(workload, {
      executorCores: 8,
      taskCpus: 2,
      executors: 12,
      partitions: 700,
      executorMemory: Size.gibibytes(20),
      disk: Size.gibibytes(60),
      collector: GarbageCollector.PARALLEL,
      release: EmrRelease.EMR_7_14_0,
      architecture: EmrArchitecture.ARM64,
      region: 'us-west-2',
      objective: PlanObjective.TIME,
    });
    expect(plan.executor).toMatchObject({ cores: 8, taskCpus: 2, slots: 4, heapMiB: 20_480, collector: 'parallel', worker: { vcpu: 8, diskGiB: 60 } });
    expect(plan.executors).toEqual({ minimum: 12, initial: 12, maximum: 12, dynamic: false });
    expect(plan.partitions).toBe(700);
    expect(plan.release.label).toBe('emr-7.14.0');
    expect(plan.architecture).toBe('arm64');
    expect(plan.cost.region).toBe('us-west-2');
    expect(plan.sparkDefaults).toMatchObject({ 'spark.executor.memory': '20g', 'spark.task.cpus': '2', 'spark.dynamicAllocation.enabled': 'false' });
  });

  test('keeps workers warm where it is asked to', () => {
    const plan = SparkPlan.forServerless(workload, { warm: 5 });
    expect(plan.initialCapacity.map(({ key, workerCount }) => [key, workerCount])).toEqual([['Driver', 1], ['Executor', 5]]);
    expect(plan.cost.idleUsdPerHour).toBeGreaterThan(0);
    expect(SparkPlan.forServerless(workload).initialCapacity).toEqual([]);
  });

  test('takes better prices', () => {
    const { usd } = SparkPlan.forServerless(workload).cost;
    const half = SparkPlan.forServerless(workload, { prices: { vcpuHourUsd: 0.052624 / 2, memoryGiBHourUsd: 0.0057785 / 2 } }).cost.usd;
    expect(half / usd).toBeCloseTo(0.5, 2);
  });

  test('has the limits of its options before those of the workload', () => {
    const vcpus = (options: ServerlessPlanOptions) => Number(SparkPlan.forServerless(workload, options).maximumCapacity!.cpu.split(' ')[0]);
    expect(vcpus({})).toBeGreaterThan(41);
    expect(thrownBy(() => vcpus({ maxConcurrentVcpus: 8 }))[1]).toMatch(/^SZ310[23] /);
  });

  test.each<[string, ServerlessPlanOptions, string]>([
    ['a count of nothing', { executors: 0 }, 'SZ1004 executors: got 0; a whole number from 1 is expected'],
    ['half an executor', { executors: 1.5 }, 'SZ1004 executors: got 1.5; a whole number from 1 is expected'],
    ['half a GiB of disk', { disk: Size.gibibytes(20.5) }, 'SZ1004 disk: got 20.5 GiB; whole GiB from 1 are expected'],
    ['heap that is no whole MiB', { executorMemory: Size.kibibytes(1025) }, expect.stringMatching(/^SZ1004 executorMemory: got 1\.0009/)],
    ['vCPUs for nothing', { prices: { vcpuHourUsd: 0 } }, 'SZ1004 prices.vcpuHourUsd: got 0; US dollars above 0 are expected'],
    ['memory at a price of no number', { prices: { memoryGiBHourUsd: NaN } }, 'SZ1004 prices.memoryGiBHourUsd: got NaN; US dollars above 0 are expected'],
    ['a negative price', { prices: { storageGiBHourUsd: -1 } }, 'SZ1004 prices.storageGiBHourUsd: got -1; US dollars from 0 are expected'],
    ['a negative limit', { maxUsd: -1 }, 'SZ1004 maxUsd: got -1; US dollars from 0 are expected'],
    ['cores that no worker has', { executorCores: 3 }, expect.stringMatching(/^SZ1011 executorCores: got 3/)],
    ['serverless storage on an old release', { serverlessStorage: true, release: EmrRelease.EMR_7_11_0 }, expect.stringMatching(/^SZ1013 serverlessStorage/)],
  ])('fails on %s', (_, options, problem) => {
    expect(thrownBy(() => SparkPlan.forServerless(workload, options)).slice(1)).toEqual([problem]);
  });
});

describe('a plan from a file', () => {
  test('is emitted exactly as it stands', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'plan-')), 'nightly.plan.json');
    writeFileSync(path, JSON.stringify(planFixture()));
    const plan = SparkPlan.fromFile(path);
    expect(plan._plan).toEqual(planFixture());
    expect(plan.concurrentRuns).toBe(2);
    expect(plan.maximumCapacity).toEqual({ cpu: '68 vCPU', memory: '264 GB', disk: '680 GB' });
    expect(plan.driver).toEqual({
      cores: 2, heapMiB: 2048, overheadMiB: 2048, containerMiB: 4096, worker: { vcpu: 2, memoryGiB: 4, diskGiB: 20, diskType: 'STANDARD' },
    });
    expect(plan.waste).toEqual({ memoryFraction: 0.1, vcpuFraction: 0.2 });
    expect(plan.runnersUp).toEqual([{ summary: '8 vCPU', usd: 1.6, lostBecause: 'dearer' }]);
    expect(plan.warnings).toEqual([]);
    expect(plan.escalation).toBeUndefined();
  });

  test('reads back what toJson() wrote', () => {
    const plan = SparkPlan.forServerless(workload, { warm: 2 });
    expect(SparkPlan.fromJson(plan.toJson()).toJson()).toBe(plan.toJson());
  });

  test('fails on a file that is not there, is no JSON or is no plan', () => {
    expect(thrownBy(() => SparkPlan.fromFile('/nowhere.plan.json'))[1]).toBe('SZ1010 /nowhere.plan.json: cannot be read: ENOENT');
    expect(thrownBy(() => SparkPlan.fromJson('no'))[1]).toMatch(/^SZ1010 text: is not JSON/);
    expect(thrownBy(() => SparkPlan.fromJson('{}')).length).toBeGreaterThan(40);
  });

  test('fails with all that is not legal or does not agree', () => {
    const text = JSON.stringify(changed({ 'executor.slots': 3, 'executor.worker.memoryGiB': 31 }));
    expect(thrownBy(() => SparkPlan.fromJson(text))).toEqual([
      'SZ1007, SZ2001, SZ2006 SparkPlan.fromJson: 3 problems',
      'SZ1007 executor.slots: got 3; 4 cores div 1 task CPUs are 4',
      'SZ2001 executor.worker: got 4 vCPU, 31 GB; the nearest of the grid: 4 vCPU, 30 GB or 8 vCPU, 32 GB',
      // 2 × (4 + 8 × 31)
      'SZ2006 serverless.maximumCapacity.memory: got 264 GB; the driver and all executors of every run take 504 GB',
    ]);
  });
});

/** Workloads of every kind: each plan of the planner must pass the check that knows nothing of it. */
const WORKLOADS: Partial<SparkWorkloadProps>[] = [
  {},
  { input: Size.mebibytes(1) },
  { input: Size.tebibytes(20) },
  { language: SparkLanguage.PYTHON, concurrentRuns: 7 },
  { hotKey: Size.gibibytes(20), shuffle: Size.gibibytes(60) },
  { cache: Size.gibibytes(300), broadcast: Size.gibibytes(2), collect: Size.gibibytes(3) },
  { offHeap: Size.gibibytes(4) },
  { stages: [SparkStage.hashJoin({ records: 2e9, rowBytes: 40 })] },
];

describe('every plan that is found passes the legality check of files, and states the same keys', () => {
  const keys = Object.keys(planFixture().sparkDefaults).sort();
  test.each(WORKLOADS.flatMap(props => [{}, { warm: 3 }, { release: EmrRelease.EMR_6_6_0 }, { serverlessStorage: true }].map(options => [props, options] as const)))('%j with %j', (props, options) => {
    const little = 'serverlessStorage' in options ? { shuffle: Size.gibibytes(50), shuffleTotal: Size.gibibytes(100) } : {}; // what it holds
    const plan = SparkPlan.forServerless(SparkWorkload.of({ input: Size.gibibytes(300), ...props, ...little }), options);
    expect(Object.keys(plan.sparkDefaults).sort()).toEqual(keys);
    expect(SparkPlan.fromJson(plan.toJson())._plan).toEqual(JSON.parse(plan.toJson()));
  });
});

test('sparkSubmitParameters() state every setting of the plan', () => {
  const plan = SparkPlan.forServerless(workload);
  expect(parseSubmitParameters(plan.sparkSubmitParameters())).toEqual(plan.sparkDefaults);
});
