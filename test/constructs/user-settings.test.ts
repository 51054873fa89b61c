import { Lazy } from 'aws-cdk-lib';
import { appOf, hourly, pinned, propertiesOf } from './app-fixture';
import { parseSubmitParameters } from '../../src/core/planning/submit-parameters';
import { planFixture } from '../api/plan-fixture';
import { thrownBy } from '../api/thrown';

const settingsOf = (sparkSettings: Record<string, string>) => propertiesOf(appOf({ sparkSettings })).RuntimeConfiguration[0].Properties;
const problemsOf = (sparkSettings: Record<string, string>) => thrownBy(() => appOf({ sparkSettings })).slice(1);

test('settings of the user stand beside those of the plan', () => {
  expect(settingsOf({ 'spark.speculation': 'true' })).toEqual({ ...planFixture().sparkDefaults, 'spark.speculation': 'true' });
});

test('they stand there too where the sizes do not', () => {
  const app = appOf({ sparkSettings: { 'spark.speculation': 'true' }, sizesInApplication: false });
  expect(propertiesOf(app).RuntimeConfiguration).toEqual([{ Classification: 'spark-defaults', Properties: { 'spark.speculation': 'true' } }]);
});

test('options of the JVM are merged, for every workload of the application', () => {
  const app = appOf({ sparkSettings: { 'spark.executor.extraJavaOptions': '-Dkey=value', 'spark.driver.extraJavaOptions': '-Dother=value' } });
  const other = app.addWorkload('Hourly', hourly);
  const merged = expect.stringMatching(/^-XX:\+Use\w+GC -Dkey=value$/);
  expect(propertiesOf(app).RuntimeConfiguration[0].Properties).toMatchObject({
    'spark.executor.extraJavaOptions': merged, 'spark.driver.extraJavaOptions': '-Dother=value',
  });
  expect(parseSubmitParameters(other.sparkSubmitParameters())['spark.executor.extraJavaOptions']).toEqual(merged);
});

describe('fails on a setting that', () => {
  test.each(Object.keys(planFixture().sparkDefaults).filter(key => key !== 'spark.executor.extraJavaOptions'))('the plan states: %s', key => {
    expect(problemsOf({ [key]: '1' })).toContainEqual(expect.stringContaining(`SZ1012 sparkSettings[${JSON.stringify(key)}]: got "1"`));
  });

  test.each([
    ['spark.master', 'local'],
    ['spark.submit.deployMode', 'client'],
    ['spark.executor.extraClassPath', '/x'],
    ['spark.driver.extraClassPath', '/x'],
    ['spark.shuffle.service.enabled', 'true'],
    ['spark.shuffle.memoryFraction', '0.2'],
    ['spark.buffer.pageSize', '1m'],
    ['spark.executor.memoryOverheadFactor', '0.2'],
    ['spark.emr-serverless.memoryOverheadFactor', '0.2'],
    ['spark.executor.pyspark.memory', '1g'],
    ['spark.dynamicAllocation.executorAllocationRatio', '0.5'],
    ['spark.dynamicAllocation.maxExecutorsRatio', '0.5'],
    ['spark.emr-serverless.lakeformation.enabled', 'true'],
  ])('breaks what the plan was proven for: %s', (key, value) => {
    expect(problemsOf({ [key]: value })).toEqual([expect.stringContaining(`SZ1012 sparkSettings["${key}"]: got "${value}"`)]);
  });

  test.each(['-Xmx4g', '-XX:MaxHeapSize=1g', '-XX:MaxRAMPercentage=80', '-XX:+UseParallelGC', '-XX:-UseG1GC', '-Xmn1g', '-XX:NewRatio=3', '-XX:G1HeapRegionSize=8m'])(
    'contradicts the heap or the collector: %s', option => {
      expect(problemsOf({ 'spark.executor.extraJavaOptions': `-Da=b ${option}` })).toEqual([expect.stringContaining(`got ${option}: `)]);
      expect(problemsOf({ 'spark.driver.extraJavaOptions': option })).toEqual([expect.stringContaining(`got ${option}: `)]);
    });

  test('the service would refuse: its key, its length, its type', () => {
    expect(problemsOf({ 'spark speculation': 'true' })).toEqual([expect.stringMatching(/^SZ1004 /)]);
    expect(problemsOf({ 'spark.a': 'x'.repeat(1025) })).toEqual([expect.stringMatching(/^SZ1004 .*got 1025 characters/)]);
    expect(problemsOf({ 'spark.a': '' })).toEqual([expect.stringMatching(/^SZ1004 .*got 0 characters/)]);
    expect(problemsOf({ 'spark.a': 1 as never })).toEqual([expect.stringMatching(/^SZ1004 .*text is expected/)]);
  });

  test('is a token where it must be read', () => {
    const token = Lazy.string({ produce: () => '-Xmx1g' });
    expect(problemsOf({ 'spark.executor.extraJavaOptions': token })).toEqual([expect.stringMatching(/^SZ1009 /)]);
    expect(problemsOf({ [token]: 'x' })).toEqual([expect.stringMatching(/^SZ1009 sparkSettings/)]);
  });
});

test('settings just inside pass', () => {
  expect(settingsOf({ 'spark.a': 'x'.repeat(1024) })['spark.a']).toHaveLength(1024);
  expect(settingsOf({ 'spark.shuffle.service.enabled': 'false' })['spark.shuffle.service.enabled']).toBe('false');
  expect(settingsOf({ 'spark.executor.extraJavaOptions': '-XX:+UseStringDeduplication -XX:NewSizeX=1' })['spark.executor.extraJavaOptions'])
    .toBe('-XX:+UseG1GC -XX:+UseStringDeduplication -XX:NewSizeX=1');
});

test('a hundred settings pass, one more fails at synth', () => {
  const own = Object.keys(planFixture().sparkDefaults).length;
  const many = (count: number) => Object.fromEntries(Array.from({ length: count - own }, (_, index) => [`spark.my.${index}`, 'x']));
  expect(Object.keys(settingsOf(many(100)))).toHaveLength(100);
  expect(() => settingsOf(many(101))).toThrow(/SZ1004 sparkSettings: the application would state 101 settings/);
  expect(() => propertiesOf(appOf({ plan: pinned(), sparkSettings: many(101), sizesInApplication: false }))).not.toThrow();
});
