import { explainExecutor } from '../../../src/core/memory/explain';
import { ExplainPlace, explainRequestOf, inSettings } from '../../../src/core/memory/explain-settings';

const YARN: ExplainPlace = { role: 'executor', platform: 'yarn', sparkVersion: '3.5.6', javaVersion: 17 };

test('settings become the request of explain', () => {
  const { request, partitions, executors, problems } = explainRequestOf({
    'spark.executor.memory': '8g',
    'spark.executor.cores': '4',
    'spark.task.cpus': '2',
    'spark.executor.memoryOverhead': '1g',
    'spark.memory.fraction': '0.7',
    'spark.memory.storageFraction': '0.3',
    'spark.memory.offHeap.enabled': 'true',
    'spark.memory.offHeap.size': '1g',
    'spark.executor.pyspark.memory': '512m',
    'spark.executor.extraJavaOptions': '-XX:+UseParallelGC',
    'spark.sql.shuffle.partitions': '400',
    'spark.executor.instances': '3',
  }, YARN);
  expect(problems).toEqual([]);
  expect({ partitions, executors }).toEqual({ partitions: 400, executors: 3 });
  expect(request).toEqual({
    ...YARN,
    executorMemory: '8g',
    executorCores: 4,
    taskCpus: 2,
    overhead: '1g',
    memoryFraction: 0.7,
    storageFraction: 0.3,
    offHeap: '1g',
    pyspark: '512m',
    collector: 'parallel',
    manager: undefined,
  });
});

test('off-heap memory counts only where it is enabled; the older name of the overhead still counts', () => {
  const { request } = explainRequestOf({ 'spark.executor.memory': '4g', 'spark.memory.offHeap.size': '1g', 'spark.yarn.executor.memoryOverhead': '700' }, YARN);
  expect(request).toMatchObject({ offHeap: undefined, overhead: '700' });
});

test('the driver has settings of its own', () => {
  const { request } = explainRequestOf({ 'spark.driver.memory': '2g', 'spark.driver.cores': '2', 'spark.executor.memory': '8g', 'spark.task.cpus': '2' }, { ...YARN, role: 'driver' });
  expect(request).toMatchObject({ executorMemory: '2g', executorCores: 2, taskCpus: undefined });
});

test('without a heap EMR Serverless has its default, and others none', () => {
  expect(explainRequestOf({}, { ...YARN, platform: 'serverless' })).toMatchObject({ request: { executorMemory: '14G', executorCores: 4 }, problems: [] });
  expect(explainRequestOf({}, YARN).problems).toMatchObject([{ id: 'SZ1001', path: 'spark.executor.memory' }]);
});

test('of several collectors the last wins; the legacy manager is read from 1.6 to 2.4', () => {
  const both = { 'spark.executor.memory': '4g', 'spark.executor.defaultJavaOptions': '-XX:+UseG1GC', 'spark.executor.extraJavaOptions': '-XX:+UseSerialGC' };
  expect(explainRequestOf(both, YARN).request.collector).toBe('serial');
  const legacy = { 'spark.executor.memory': '4g', 'spark.memory.useLegacyMode': 'true' };
  expect(['1.5.2', '1.6.0', '2.4.8', '3.0.0'].map(sparkVersion => explainRequestOf(legacy, { ...YARN, sparkVersion }).request.manager))
    .toEqual([undefined, 'static', 'static', undefined]);
});

test('what is no number is said, and infinity is none', () => {
  const { problems, executors } = explainRequestOf({ 'spark.executor.memory': '4g', 'spark.executor.cores': 'many', 'spark.dynamicAllocation.maxExecutors': 'infinity' }, YARN);
  expect(problems).toMatchObject([{ id: 'SZ1004', path: 'spark.executor.cores' }]);
  expect(executors).toBeUndefined();
});

test('problems of the model are told in the names of the settings', () => {
  const { request } = explainRequestOf({ 'spark.executor.memory': '4 gigs', 'spark.memory.fraction': '2' }, YARN);
  const explained = explainExecutor(request);
  expect(explained.ok ? [] : explained.problems.map(one => inSettings(one, 'executor').path)).toEqual(['spark.executor.memory', 'spark.memory.fraction']);
});
