import { CfnCluster } from 'aws-cdk-lib/aws-emr';
import { IntegrationPattern, JsonPath, QueryLanguage } from 'aws-cdk-lib/aws-stepfunctions';
import { clusterOf, etl, lockFile, PINS, reports } from './cluster-fixture';
import { findings, Machine, machineOf } from './state-machine';
import { EmrClusterAddStep, EmrClusterAddStepProps, SizedEmrCluster, SparkFile, SparkJob } from '../../src';
import { settingsInWords } from '../../src/core/planning/submit-parameters';

function jobOf(cluster: SizedEmrCluster): SparkJob {
  return new SparkJob(cluster.stack, 'Code', { entryPoint: SparkFile.fromUri('s3://code/job.py'), entryPointArguments: ['--date', 'today'] });
}

function stepOf(cluster: SizedEmrCluster, props: Partial<EmrClusterAddStepProps> = {}): EmrClusterAddStep {
  return new EmrClusterAddStep(cluster.stack, 'Run', { cluster, job: jobOf(cluster), ...props });
}

function deployed(props: Partial<EmrClusterAddStepProps> = {}, queryLanguage?: QueryLanguage): Machine {
  const cluster = clusterOf();
  return machineOf(cluster.stack, stepOf(cluster, props), queryLanguage);
}

test('a task waits for a step with the sizes of the first workload and the code of the job', () => {
  const { states: { Run }, template } = deployed();
  const { Args } = Run.Parameters.Step.HadoopJarStep;
  expect(Run).toEqual({
    Type: 'Task',
    End: true,
    Resource: 'arn:aws:states:::elasticmapreduce:addStep.sync',
    Parameters: { ClusterId: expect.stringMatching(/^<Cluster\w+>$/), Step: { Name: 'Code', ActionOnFailure: 'CONTINUE', HadoopJarStep: { Jar: 'command-runner.jar', Args } } },
  });
  expect(settingsInWords(Args)).toEqual(lockFile._plan.sparkDefaults);
  expect([Args[0], ...Args.slice(-3)]).toEqual(['spark-submit', 's3://code/job.py', '--date', 'today']);
  expect(findings(template)).toEqual([]);
});

test('the role of the machine is allowed this cluster, and the rule of steps where it waits', () => {
  const cluster = clusterOf();
  const { statements } = machineOf(cluster.stack, stepOf(cluster));
  const arn = cluster.stack.resolve(cluster.stack.formatArn({ service: 'elasticmapreduce', resource: 'cluster', resourceName: cluster.clusterId }));
  const rule = cluster.stack.resolve(cluster.stack.formatArn({ service: 'events', resource: 'rule', resourceName: 'StepFunctionsGetEventForEMRAddJobFlowStepsRule' }));
  expect(statements).toEqual([
    { Effect: 'Allow', Action: ['elasticmapreduce:AddJobFlowSteps', 'elasticmapreduce:DescribeStep', 'elasticmapreduce:CancelSteps'], Resource: arn },
    { Effect: 'Allow', Action: ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'], Resource: rule },
  ]);
  const { statements: only, states } = deployed({ integrationPattern: IntegrationPattern.REQUEST_RESPONSE });
  expect(only).toEqual([{ Effect: 'Allow', Action: 'elasticmapreduce:AddJobFlowSteps', Resource: expect.anything() }]);
  expect(states.Run.Resource).toBe('arn:aws:states:::elasticmapreduce:addStep');
});

test('expressions of JSONPath make one expression of the list, those of JSONata stand as they are', () => {
  const path = deployed({ entryPointArguments: ['--date', JsonPath.stringAt('$.date')] }).states.Run.Parameters.Step.HadoopJarStep;
  expect(path['Args.$']).toMatch(/^States\.Array\('spark-submit', '--conf=.*', 's3:\/\/code\/job\.py', '--date', \$\.date\)$/);
  const ata = deployed({ entryPointArguments: ['{% $states.input.date %}'] }, QueryLanguage.JSONATA).states.Run.Arguments.Step.HadoopJarStep;
  expect(ata.Args.slice(-1)).toEqual(['{% $states.input.date %}']);
});

test('a further workload brings its own sizes, an escalation larger ones, another cluster none', () => {
  const cluster = clusterOf({ plan: undefined, workload: etl, ...PINS });
  const workload = cluster.addWorkload('Reports', reports);
  expect(settingsInWords(machineOf(cluster.stack, stepOf(cluster, { workload })).states.Run.Parameters.Step.HadoopJarStep.Args)).toEqual(workload.sparkSettings);
  expect(settingsInWords(deployed({ escalated: true }).states.Run.Parameters.Step.HadoopJarStep.Args)).toEqual(lockFile._plan.escalation!.sparkDefaults);
  const other = clusterOf();
  const foreign = CfnCluster.fromClusterId(other.stack, 'Other', 'j-2AXXXXXXGAPLF');
  const { states, template } = machineOf(other.stack, stepOf(other, { cluster: foreign }));
  expect(states.Run.Parameters.ClusterId).toBe('j-2AXXXXXXGAPLF');
  expect(settingsInWords(states.Run.Parameters.Step.HadoopJarStep.Args)).toEqual({});
  expect(findings(template)).toEqual([]);
});

test('jsonPath and jsonata make the task of their language', () => {
  const [a, b] = [clusterOf(), clusterOf()];
  expect(a.stack.resolve(EmrClusterAddStep.jsonPath(a.stack, 'Run', { cluster: a, job: jobOf(a) }).toStateJson())).toEqual(b.stack.resolve(stepOf(b).toStateJson()));
  const ata: any = EmrClusterAddStep.jsonata(a.stack, 'Again', { cluster: a, job: new SparkJob(a.stack, 'More', { entryPoint: SparkFile.fromUri('s3://code/job.py') }) }).toStateJson();
  expect([ata.QueryLanguage, ata.Parameters]).toEqual(['JSONata', undefined]);
});

test.each<[string, Partial<EmrClusterAddStepProps>, string]>([
  ['a name that is too long', { stepName: 'x'.repeat(257) }, 'SZ1004 Name'],
  ['an action that EMR does not know', { actionOnFailure: 'GIVE_UP' }, 'SZ1004 ActionOnFailure'],
  ['a task token', { integrationPattern: IntegrationPattern.WAIT_FOR_TASK_TOKEN }, 'SZ1007 integrationPattern'],
  ['a workload of another cluster', { workload: clusterOf().workload }, 'SZ1007 workload'],
])('%s is refused', (_, props, line) => {
  expect(() => stepOf(clusterOf(), props)).toThrow(line);
});

test('settings that break the plan, and a larger size that there is not, are refused at once', () => {
  const cluster = clusterOf();
  const foreign = CfnCluster.fromClusterId(cluster.stack, 'Other', 'j-2AXXXXXXGAPLF');
  const job = new SparkJob(cluster.stack, 'Own', { entryPoint: SparkFile.fromUri('s3://code/job.py'), sparkSettings: { 'spark.memory.fraction': '0.9' } });
  expect(() => stepOf(cluster, { cluster: foreign, job, escalated: true })).toThrow(/SZ1012[\s\S]*SZ1007 escalated|SZ1007 escalated[\s\S]*SZ1012/);
});
