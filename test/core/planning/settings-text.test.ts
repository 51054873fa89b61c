import * as fc from 'fast-check';
import { parseProperties, parseSettingsText } from '../../../src/core/planning/settings-text';
import { submitParameters } from '../../../src/core/planning/submit-parameters';

function settings(text: string): Readonly<Record<string, string>> {
  const read = parseSettingsText(text);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

test('spark-defaults.conf: blanks, = or : between key and value, comments, lines that go on', () => {
  expect(settings('# sizes\nspark.executor.memory   4g\nspark.executor.cores=4\n  spark.task.cpus : 1\n! old\n\nspark.a b \\\n   c\n')).toEqual({
    'spark.executor.memory': '4g', 'spark.executor.cores': '4', 'spark.task.cpus': '1', 'spark.a': 'b c',
  });
});

test('options of Java in spark-defaults.conf are no flags of spark-submit', () => {
  expect(settings('spark.executor.memory 4g\nspark.executor.extraJavaOptions -XX:+UseG1GC --add-opens=java.base/java.nio=ALL-UNNAMED')['spark.executor.extraJavaOptions'])
    .toBe('-XX:+UseG1GC --add-opens=java.base/java.nio=ALL-UNNAMED');
});

test('a spark-submit line over several lines, with flags', () => {
  expect(settings('spark-submit --deploy-mode cluster \\\n  --executor-memory 4g --executor-cores 2 \\\n  --conf "spark.memory.fraction=0.7" job.py')).toMatchObject({
    'spark.executor.memory': '4g', 'spark.executor.cores': '2', 'spark.memory.fraction': '0.7',
  });
});

test('JSON: a plan, EMR\'s classifications, the request of a run', () => {
  expect(settings('{"schema": "sized-emr/plan/1", "sparkDefaults": {"spark.executor.memory": "4g"}}')).toEqual({ 'spark.executor.memory': '4g' });
  expect(settings('[{"Classification": "spark-defaults", "Properties": {"spark.executor.cores": 4, "maximizeResourceAllocation": "true"}}]')).toEqual({ 'spark.executor.cores': '4' });
  expect(settings('{"sparkSubmit": {"entryPoint": "s3://BUCKET/JOB", "sparkSubmitParameters": "--conf spark.executor.memory=3g"}}')).toEqual({ 'spark.executor.memory': '3g' });
});

test('what is no JSON, and what is too long, is refused with a message', () => {
  expect(parseSettingsText('{"spark.executor.memory": ')).toMatchObject({ ok: false, problems: [{ id: 'SZ1010' }] });
  expect(parseSettingsText('x'.repeat(1_000_001))).toMatchObject({ ok: false, problems: [{ id: 'SZ1010' }] });
});

const key = fc.stringMatching(/^spark\.[a-z]{1,8}(\.[a-zA-Z]{1,8}){0,2}$/);
const value = fc.stringMatching(/^\w([\w .:+/=-]{0,20}[\w.:+/-])?$/);

test('what is written in any form reads back', () => {
  fc.assert(fc.property(fc.dictionary(key, value, { minKeys: 1 }), all => {
    const lines = Object.entries(all).map(([one, text]) => `${one}  ${text}`).join('\n');
    expect({ ...settings(lines) }).toEqual({ ...all });
    expect({ ...settings(submitParameters(all)) }).toEqual({ ...all });
    expect({ ...settings(JSON.stringify(all)) }).toEqual({ ...all });
  }));
});

test('no text makes it throw', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), text => {
    expect(typeof parseSettingsText(text).ok).toBe('boolean');
    parseProperties(text);
  }));
});
