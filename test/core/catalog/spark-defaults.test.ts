import { parseReleaseLabel } from '../../../src/core/catalog/release-label';
import { SERVERLESS_SPARK_DEFAULTS, serverlessDefaultHeap, serverlessSparkDefault } from '../../../src/core/catalog/spark-defaults';
import { isLegalWorker, smallestWorker } from '../../../src/core/catalog/workers';

function release(label: string) {
  return { version: parseReleaseLabel(label)! };
}

describe('SERVERLESS_SPARK_DEFAULTS', () => {
  // copied by hand from the page of Spark job properties
  test.each([
    ['spark.driver.cores', '4'], ['spark.executor.cores', '4'], ['spark.driver.memory', '14G'], ['spark.executor.memory', '14G'], ['spark.executor.instances', '3'],
    ['spark.dynamicAllocation.enabled', 'true'], ['spark.dynamicAllocation.initialExecutors', '3'], ['spark.dynamicAllocation.minExecutors', '0'],
    ['spark.dynamicAllocation.maxExecutors', 'infinity'], ['spark.emr-serverless.executor.disk', '20G'], ['spark.emr-serverless.memoryOverheadFactor', '0.1'],
    ['spark.authenticate', 'true'], ['spark.jars', null],
  ])('%s is %s', (key, value) => {
    expect(SERVERLESS_SPARK_DEFAULTS[key]).toBe(value);
  });
});

describe('serverlessSparkDefault', () => {
  test.each([
    ['emr-6.6.0', '100'], ['emr-6.9.0', '100'], ['emr-6.9.0-20260101', '100'], ['emr-6.10.0', 'infinity'], ['emr-7.12.0', 'infinity'], ['emr-spark-8.0.0', 'infinity'],
  ])('bounds executors on %s at %s', (label, value) => {
    expect(serverlessSparkDefault('spark.dynamicAllocation.maxExecutors', release(label))).toBe(value);
  });

  test('is the same on all releases for other properties', () => {
    expect(serverlessSparkDefault('spark.executor.memory', release('emr-6.6.0'))).toBe('14G');
    expect(serverlessSparkDefault('spark.files', release('emr-6.6.0'))).toBeNull();
  });

  test.each(['spark.sql.shuffle.partitions', 'constructor'])('knows nothing of %s', key => {
    expect(serverlessSparkDefault(key, release('emr-7.12.0'))).toBeUndefined();
  });
});

describe('serverlessDefaultHeap', () => {
  test('is 14G, and 109G with 32 vCPU, where 14G would be refused', () => {
    expect([1, 2, 4, 8, 16, 32].map(serverlessDefaultHeap)).toEqual(['14G', '14G', '14G', '14G', '14G', '109G']);
    expect(smallestWorker(32, 14 * 1024 * 1.1)).toBeUndefined();
    expect(smallestWorker(32, 109 * 1024 * 1.1)).toEqual({ vCpu: 32, memoryGiB: 120 });
    expect(isLegalWorker(32, 120)).toBe(true);
  });
});
