import { CfnCluster } from 'aws-cdk-lib/aws-emr';
import { IntegrationPattern, QueryLanguage } from 'aws-cdk-lib/aws-stepfunctions';
import { appOf as pinnedApp, nightly } from './app-fixture';
import { clusterOf, lockFile } from './cluster-fixture';
import { findings, Machine, machineOf } from './state-machine';
import { EmrClusterEscalatingStep, EmrServerlessEscalatingJobRun, EmrServerlessJobRole, EmrServerlessStartJobRun, SizedEmrServerlessApp, SparkFile, SparkJob, SparkPlan } from '../../src';
import { JobRunOptions } from '../../src/constructs/job-run-props';
import { OUT_OF_MEMORY_TEXTS } from '../../src/core/catalog/out-of-memory';
import { Plan } from '../../src/core/planning/plan';
import { parseSubmitParameters, settingsInWords } from '../../src/core/planning/submit-parameters';

const entryPoint = SparkFile.fromUri('s3://code/nightly.py');

/** A plan whose larger size is a larger worker, for one task has all of its cores already; and an application of it. */
const planned = SparkPlan.forServerless(nightly, { executorCores: 4, taskCpus: 4 });
const appOf = () => pinnedApp({ plan: planned });

function optionsOf(app: SizedEmrServerlessApp): JobRunOptions {
  return { application: app, job: new SparkJob(app.stack, 'Code', { entryPoint }), executionRole: new EmrServerlessJobRole(app.stack, 'Role') };
}

function onServerless(app = appOf(), queryLanguage?: QueryLanguage): Machine {
  return machineOf(app.stack, new EmrServerlessEscalatingJobRun(app.stack, 'Run', { ...optionsOf(app), queryLanguage }));
}

/** Where a machine goes after its first attempt failed with a cause: what Step Functions does with Catch and Choice of JSONPath. */
function after({ states, startAt }: Machine, error: string, cause: string): string {
  const [handler] = states[startAt].Catch.filter(({ ErrorEquals }: any) => ErrorEquals.includes(error));
  if (!handler) return 'fails';
  const { Choices, Default } = states[handler.Next];
  const holds = (rule: any): boolean => rule.Or ? rule.Or.some(holds) : new RegExp(`^${rule.StringMatches.split('*').map((part: string) => part.replace(/[.:]/g, '\\$&')).join('[\\s\\S]*')}$`).test(cause);
  return Choices.find(holds)?.Next ?? Default;
}

const AGAIN = 'Run: With more memory';
const OTHER = 'Run: Failed otherwise';

/** The end of StateDetails as the service writes it. */
const details = (exceptions: string) => JSON.stringify({ JobRun: { State: 'FAILED', StateDetails: `Job failed, please check complete logs in configured logging destination. ExitCode: 1. Last few exceptions: ${exceptions}` } });

test.each([
  ['a heap that is too small', details('Caused by: java.lang.OutOfMemoryError: Java heap space'), AGAIN],
  ['Spark\'s own pool', details('org.apache.spark.memory.SparkOutOfMemoryError: Unable to acquire 65536 bytes of memory, got 0'), AGAIN],
  ['a worker that is killed', details('ExecutorLostFailure: Worker has been killed as memory usage exceeded configured memory size'), AGAIN],
  ['a container that is killed', details('Reason: Container killed by YARN for exceeding physical memory limits. 5.6 GB of 5.5 GB physical memory used.'), AGAIN],
  ['an executor that leaves with 52', details('Container from a bad node: container_1 on host: ip-1. Exit status: 52. Diagnostics: '), AGAIN],
  ['a full disk', details('Caused by: java.io.IOException: No space left on device'), OTHER],
  ['a fault of the job', details('IndentationError: unexpected indent'), OTHER],
  ['nothing more', details(''), OTHER],
])('after %s the run goes where it should', (_, cause, next) => {
  expect(after(onServerless(), 'States.TaskFailed', cause)).toBe(next);
});

test('a request that is refused, and an execution without a right, are not tried again', () => {
  expect(after(onServerless(), 'States.Permissions', 'OutOfMemoryError')).toBe('fails');
});

test('the second attempt has the sizes of the escalation, and its application room for them', () => {
  const app = appOf();
  const before = app.maximumCapacity;
  const { states, template } = onServerless(app);
  const settingsOf = (state: string) => parseSubmitParameters(states[state].Parameters.JobDriver.SparkSubmit.SparkSubmitParameters);
  expect(settingsOf('Run: As planned')).toEqual(app.workload.sparkSettings);
  expect(settingsOf(AGAIN)).toEqual(app.plan._plan.escalation!.sparkDefaults);
  expect(states[OTHER]).toEqual({ Type: 'Fail', ErrorPath: '$.Failure.Error', CausePath: '$.Failure.Cause' });
  const { executor, executors } = app.plan;
  const more = executors.maximum * ((app.plan._plan as Plan).escalation!.executor.worker.memoryGiB - executor.worker!.memoryGiB);
  expect(parseInt(app.maximumCapacity.memory, 10) - parseInt(before.memory, 10)).toBe(more);
  expect(more).toBeGreaterThan(0);
  expect(findings(template)).toEqual([]);
});

test('without the room the rules would find that the second attempt is not granted', () => {
  const app = appOf();
  const { template } = onServerless(app);
  const [resource] = Object.values<any>(template.Resources).filter(({ Type }) => Type === 'AWS::EMRServerless::Application');
  const { cpu: Cpu, memory: Memory, disk: Disk } = (app.plan._plan as Plan).serverless.maximumCapacity;
  resource.Properties.MaximumCapacity = { Cpu, Memory, Disk };
  expect(findings(template).join('\n')).toMatch(/SZ6016|SZ6013/);
});

test('JSONata says the same', () => {
  const { states } = onServerless(appOf(), QueryLanguage.JSONATA);
  const [{ Condition, Next }] = states['Run: Out of memory?'].Choices;
  expect(Next).toBe(AGAIN);
  for (const text of OUT_OF_MEMORY_TEXTS) expect(Condition).toContain(`$contains($states.input.Failure.Cause, '${text}')`);
  expect(states['Run: As planned'].Catch).toEqual([{ ErrorEquals: ['States.TaskFailed'], Next: 'Run: Out of memory?', Output: "{% $merge([$states.input, {'Failure': $states.errorOutput}]) %}" }]);
  expect(states[OTHER]).toMatchObject({ Type: 'Fail', Error: '{% $states.input.Failure.Error %}', Cause: '{% $states.input.Failure.Cause %}' });
});

test('a step runs again on the same nodes', () => {
  const cluster = clusterOf();
  const job = new SparkJob(cluster.stack, 'Code', { entryPoint });
  const machine = machineOf(cluster.stack, new EmrClusterEscalatingStep(cluster.stack, 'Run', { cluster, job }));
  expect(settingsInWords(machine.states[AGAIN].Parameters.Step.HadoopJarStep.Args)).toEqual(lockFile._plan.escalation!.sparkDefaults);
  expect(after(machine, 'States.TaskFailed', JSON.stringify({ Step: { Status: { FailureDetails: { Message: 'java.lang.OutOfMemoryError: Java heap space' } } } }))).toBe(AGAIN);
  expect(after(machine, 'States.TaskFailed', JSON.stringify({ Step: { Status: { FailureDetails: { Reason: 'Unknown Error.' } } } }))).toBe(OTHER);
  expect(findings(machine.template)).toEqual([]);
});

test('two of them stand in one machine', () => {
  const app = appOf();
  const options = optionsOf(app);
  const [a, b] = ['First', 'Second'].map(id => new EmrServerlessEscalatingJobRun(app.stack, id, options));
  expect(Object.keys(machineOf(app.stack, a.next(b)).states)).toHaveLength(8);
});

test('a plan without a larger size has one attempt', () => {
  const app = pinnedApp();
  expect(Object.keys(onServerless(app).states)).toEqual(['Run: As planned']);
  expect(() => new EmrServerlessStartJobRun(app.stack, 'Larger', { ...optionsOfAgain(app), escalated: true })).toThrow('SZ1007 escalated');
});

function optionsOfAgain(application: SizedEmrServerlessApp): JobRunOptions {
  return { application, job: new SparkJob(application.stack, 'Other', { entryPoint }), executionRole: new EmrServerlessJobRole(application.stack, 'OtherRole') };
}

test('nobody can escalate what nobody waits for, or what streams', () => {
  const app = appOf();
  expect(() => new EmrServerlessEscalatingJobRun(app.stack, 'Run', { ...optionsOf(app), integrationPattern: IntegrationPattern.REQUEST_RESPONSE, streaming: true }))
    .toThrow(/SZ1007 integrationPattern[\s\S]*SZ1007 streaming/);
});

test('without a workload, or with an id that leaves no room for names of states, nothing is made', () => {
  const { stack } = appOf();
  const cluster = new CfnCluster(stack, 'Foreign', { name: 'foreign', instances: {}, jobFlowRole: 'a', serviceRole: 'b' });
  const job = new SparkJob(stack, 'Code', { entryPoint });
  expect(() => new EmrClusterEscalatingStep(stack, 'R'.repeat(63), { cluster, job })).toThrow(/2 problems[\s\S]*SZ1004 id: [\s\S]*at most 62[\s\S]*SZ1001 workload/);
  const sized = clusterOf();
  const made = new EmrClusterEscalatingStep(sized.stack, 'R'.repeat(62), { cluster: sized, job: new SparkJob(sized.stack, 'Code', { entryPoint }) });
  expect(Math.max(...Object.keys(machineOf(sized.stack, made).states).map(({ length }) => length))).toBe(80);
});
