import { parseSubmitParameters } from '../../src/core/planning/submit-parameters';
import { planFormat } from '../../src/report/plan-formats';
import { PLAN } from '../fixtures/plan';

test('spark-submit: the parameters read back are the settings', () => {
  expect(parseSubmitParameters(planFormat(PLAN, 'spark-submit'))).toEqual(PLAN.sparkDefaults);
});

test('spark-defaults: one setting a line, key and value apart', () => {
  const lines = planFormat(PLAN, 'spark-defaults').trimEnd().split('\n');
  expect(Object.fromEntries(lines.map(line => line.split(/\s{2,}/)))).toEqual(PLAN.sparkDefaults);
});

test('emr-cli: the job driver is JSON within one word of the shell', () => {
  const text = planFormat({ ...PLAN, name: 'Bob\'s orders' }, 'emr-cli');
  const [, word] = /--job-driver '(.*)'\n$/.exec(text)!;
  const driver = JSON.parse(word.replace(/'\\''/g, '\''));
  expect(parseSubmitParameters(driver.sparkSubmit.sparkSubmitParameters)).toEqual(PLAN.sparkDefaults);
  expect(text).toContain('--name Bob-s-orders \\\n');
  expect(text).toContain('--maximum-capacity \'{"cpu":"50 vCPU","memory":"364 GB","disk":"740 GB"}\'');
  expect(text).not.toContain('--initial-capacity');
});

test('emr-cli: pre-initialised workers come with the application', () => {
  const initialCapacity = [{ key: 'Executor' as const, workerCount: 2, cpu: '4 vCPU', memory: '30 GB', disk: '60 GB', diskType: 'STANDARD' as const }];
  const text = planFormat({ ...PLAN, serverless: { ...PLAN.serverless, initialCapacity } }, 'emr-cli');
  expect(JSON.parse(/--initial-capacity '(.*)'/.exec(text)![1])).toEqual({
    Executor: { workerCount: 2, workerConfiguration: { cpu: '4 vCPU', memory: '30 GB', disk: '60 GB', diskType: 'STANDARD' } },
  });
});

test('emr-cli: a quote in a setting ends no word of the shell', () => {
  const text = planFormat({ ...PLAN, sparkDefaults: { 'spark.app.name': 'it\'s' } }, 'emr-cli');
  expect(text).toContain('it\'\\\'\'s');
});

test('airflow: a task whose parameters read back are the settings', () => {
  const text = planFormat({ ...PLAN, name: undefined }, 'airflow');
  expect(text).toContain('task_id="spark-job",');
  expect(parseSubmitParameters(JSON.parse(/"sparkSubmitParameters": (".*"),\n/.exec(text)![1]))).toEqual(PLAN.sparkDefaults);
});
