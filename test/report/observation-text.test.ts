import { observe } from '../../src/eventlog/observe';
import { observationText } from '../../src/report/observation-text';
import { environment, observed, readFixture, taskEnd } from '../eventlog/log-fixture';

test('a run of the real Spark', async () => {
  expect(observationText(observe(await readFixture('spill-4.x')))).toMatchSnapshot();
});

test('what the log does not hold is said so, and not shown as 0', async () => {
  const text = observationText(await observed(taskEnd(1)));
  expect(text).toContain('an application without a name\n');
  expect(text).toMatch(/heap +not in the log/);
  expect(text).toMatch(/Spark +not said, Java not said/);
  expect(text).not.toContain('Largest shuffle');
});

test('figures are rounded, and a bound without figures is its reason', async () => {
  const reads = [100, 100, 101].map((read, index) => taskEnd(index, { index, metrics: { 'Shuffle Read Metrics': { 'Local Bytes Read': read } } }));
  const text = observationText(await observed(environment({ 'spark.memory.offHeap.enabled': 'true', 'spark.memory.offHeap.size': '1g' }), ...reads));
  expect(text).toMatch(/ skew +1\.007\n/);
  expect(text).toMatch(/ offHeap +was 1g: a setting, not a demand\n/);
});

test('colours only where they are asked for', async () => {
  const document = await observed(taskEnd(1));
  expect(observationText(document)).not.toContain('\u001b');
  expect(observationText(document, { colour: true })).toContain('\u001b[1m');
});
