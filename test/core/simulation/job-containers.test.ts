import { containers, job, release } from './cluster-job-fixture';
import { jobContainers, jobParts } from '../../../src/core/simulation/job-containers';

describe('jobContainers', () => {
  test('adds up what Spark\'s client asks for', () => {
    expect(containers()).toEqual({ id: 'Job', concurrentRuns: 1, master: { memoryMiB: 896, vCores: 1 }, executor: { memoryMiB: 16384, vCores: 4 }, executors: 6 });
  });

  test('has off-heap memory in the container from Spark 3 on', () => {
    const offHeap = { 'spark.memory.offHeap.enabled': 'true', 'spark.memory.offHeap.size': `${2 ** 30}` };
    expect(containers(offHeap).executor.memoryMiB).toBe(17408);
    expect(containers(offHeap, 'emr-5.36.2').executor.memoryMiB).toBe(16384);
    expect(containers({ ...offHeap, 'spark.memory.offHeap.enabled': 'false' }).executor.memoryMiB).toBe(16384);
  });

  test('takes EMR\'s share of the heap where no overhead is stated, and Spark\'s defaults', () => {
    const { settings } = job();
    const bare = jobContainers({ id: 'Job', concurrentRuns: 1, settings: { 'spark.executor.memory': settings['spark.executor.memory'], 'spark.executor.instances': '3' } }, release());
    expect(bare).toMatchObject({ ok: true, value: { master: { memoryMiB: 896, vCores: 1 }, executor: { memoryMiB: 14336 + 2688, vCores: 1 }, executors: 3 } });
  });

  test('counts the executors of a fixed count', () => {
    expect(containers({ 'spark.dynamicAllocation.enabled': 'false' }).executors).toBe(2);
  });

  test('fails on what is no size and no count', () => {
    const read = jobContainers(job({ 'spark.executor.memory': 'lots', 'spark.executor.cores': 'four' }), release());
    expect(!read.ok && read.problems.map(({ id, path }) => `${id} ${path}`)).toEqual(['SZ1008 Job: spark.executor.memory', 'SZ1004 Job: spark.executor.cores']);
  });

  test('has the driver as the application master in cluster mode', () => {
    const driver = { 'spark.submit.deployMode': 'cluster', 'spark.driver.memory': '8g', 'spark.driver.cores': '2' };
    expect(containers(driver).master).toEqual({ memoryMiB: 8192 + 819, vCores: 2 });
    expect(containers({ ...driver, 'spark.driver.memoryOverhead': '1g' }).master.memoryMiB).toBe(9216);
    expect(containers({ 'spark.submit.deployMode': 'cluster' }).master).toEqual({ memoryMiB: 2048 + 384, vCores: 1 });
  });

  test('takes a factor of the heap, under its own key and under EMR\'s', () => {
    const asked = (settings: Record<string, string>) => jobParts({ id: 'Job', settings: { 'spark.executor.memory': '10g', ...settings } }, release());
    const overhead = (settings: Record<string, string>) => asked(settings).ok && asked(settings);
    expect(overhead({})).toMatchObject({ value: { executor: { overheadMiB: 1920 } } });
    expect(overhead({ 'spark.executor.memoryOverheadFactor': '0.4' })).toMatchObject({ value: { executor: { overheadMiB: 4096 } } });
    expect(overhead({ 'spark.yarn.executor.memoryOverheadFactor': '0.1' })).toMatchObject({ value: { executor: { overheadMiB: 1024 } } });
    expect(asked({ 'spark.executor.memoryOverheadFactor': 'much' })).toMatchObject({ ok: false, problems: [{ id: 'SZ1004' }] });
  });

  test('takes the overhead under the key that it had before', () => {
    const { settings } = job();
    const { 'spark.executor.memoryOverhead': _new, ...others } = settings;
    const read = jobContainers({ ...job(), settings: { ...others, 'spark.yarn.executor.memoryOverhead': '1024' } }, release());
    expect(read).toMatchObject({ ok: true, value: { executor: { memoryMiB: 14336 + 1024 } } });
  });

  test('counts the memory of Python in a Python application alone', () => {
    const python = { 'spark.executor.pyspark.memory': '2g' };
    expect(containers(python).executor.memoryMiB).toBe(16384);
    expect(containers({ ...python, 'spark.yarn.isPython': 'true' }).executor.memoryMiB).toBe(18432);
  });
});
