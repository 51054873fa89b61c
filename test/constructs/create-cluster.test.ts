import { Duration, Fn, Size } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import fc from 'fast-check';
import { stackOf } from './app-fixture';
import { CLUSTER, etl, lockFile } from './cluster-fixture';
import { Machine, machineOf, textOf } from './state-machine';
import { EmrArchitecture, EmrRelease, InstanceMarket, SizedClusterOptions, SizedEmrCluster, SizedEmrCreateCluster, SizedEmrCreateClusterProps, SparkFile, SparkJob, SparkWorkload } from '../../src';
import { settingsInWords } from '../../src/core/planning/submit-parameters';

const OWNER = 'cdk-sized-emr:created-by';

function fragmentOf(props: Partial<SizedEmrCreateClusterProps> = {}, stack = stackOf()): SizedEmrCreateCluster {
  const job = (id: string) => new SparkJob(stack, id, { entryPoint: SparkFile.fromUri(`s3://code/${id}.py`), entryPointArguments: ['today'] });
  return new SizedEmrCreateCluster(stack, 'Nightly', {
    ...props.workload || props.plan ? {} : { plan: lockFile }, ...props, jobs: props.jobs ?? [{ job: job('Load') }, { job: job('Report'), stepName: 'report' }],
  });
}

function deployed(props: Partial<SizedEmrCreateClusterProps> = {}): Machine {
  const stack = stackOf();
  return machineOf(stack, fragmentOf(props, stack));
}

/** The path of a run on which some states fail, as Step Functions goes. */
function path({ states, startAt }: Machine, fails: (state: string) => boolean): string[] {
  const visited: string[] = [];
  for (let name: string | undefined = startAt; name !== undefined && visited.length < 20;) {
    visited.push(name);
    const { Next, Catch, Default }: any = states[name];
    name = fails(name) ? Catch?.[0].Next : Next ?? Default;
  }
  return visited;
}

test('a cluster is made, the jobs run one after the other, the cluster ends', () => {
  const machine = deployed();
  expect(path(machine, () => false)).toEqual(['Nightly: Create', 'Nightly: 1. Load', 'Nightly: 2. report', 'Nightly: Terminate']);
  const resources = Object.fromEntries(Object.entries(machine.states).map(([name, { Resource }]) => [name, Resource?.replace('arn:aws:states:::elasticmapreduce:', '')]));
  expect(resources).toEqual({
    'Nightly: Create': 'createCluster.sync',
    'Nightly: 1. Load': 'addStep.sync',
    'Nightly: 2. report': 'addStep.sync',
    'Nightly: Terminate': 'terminateCluster',
    'Nightly: Terminate after a failure': 'terminateCluster',
    'Nightly: Failed': undefined,
  });
  const step = machine.states['Nightly: 2. report'];
  expect(step.Parameters['ClusterId.$']).toBe('$.Cluster.ClusterId');
  expect(step.ResultPath).toBeNull();
  expect(step.Parameters.Step.Name).toBe('report');
  expect(settingsInWords(step.Parameters.Step.HadoopJarStep.Args)).toEqual(lockFile._plan.sparkDefaults);
  expect(step.Parameters.Step.HadoopJarStep.Args.slice(-2)).toEqual(['s3://code/Report.py', 'today']);
});

test.each([[1, 'Nightly: 1. Load'], [2, 'Nightly: 2. report']])('where job %i fails, the cluster ends and the failure is passed on', (jobs, failing) => {
  const machine = deployed();
  expect(path(machine, name => name === failing).slice(jobs)).toEqual([failing, 'Nightly: Terminate after a failure', 'Nightly: Failed']);
  expect(machine.states['Nightly: Failed']).toEqual({ Type: 'Fail', ErrorPath: '$.Failure.Error', CausePath: '$.Failure.Cause' });
});

test('with escalate a job that ran out of memory runs again, and whatever fails then ends the cluster', () => {
  const { states, ...machine } = deployed({ escalate: true });
  const [memory, all] = states['Nightly: 1. Load'].Catch;
  expect([memory.ErrorEquals, all.ErrorEquals]).toEqual([['States.TaskFailed'], ['States.ALL']]);
  const choice = states[memory.Next];
  expect(choice.Choices[0].Next).toBe('Nightly: 1. Load, with more memory');
  expect(choice.Default).toBe('Nightly: Terminate after a failure');
  const again = states[choice.Choices[0].Next];
  expect(again.Next).toBe('Nightly: 2. report');
  expect(again.Catch.map(({ Next }: any) => Next)).toEqual(['Nightly: Terminate after a failure']);
  expect(settingsInWords(again.Parameters.Step.HadoopJarStep.Args)).toEqual(lockFile._plan.escalation!.sparkDefaults);
  expect(path({ states, ...machine }, () => false)).toHaveLength(4);
});

test('no cluster stands in the template, its roles do, and the nodes read the code', () => {
  const { template } = deployed();
  expect(Object.values<any>(template.Resources).map(({ Type }) => Type)).not.toContain(CLUSTER);
  const policies = JSON.stringify(Object.values<any>(template.Resources).filter(({ Type }) => Type === 'AWS::IAM::Policy'));
  for (const name of ['Load', 'Report']) expect(policies).toContain(`code/${name}.py`);
});

test('it may make clusters with its tag, and touch none but those', () => {
  const stack = stackOf();
  const { statements, states } = machineOf(stack, fragmentOf({}, stack));
  const owner = states['Nightly: Create'].Parameters.Tags.find(({ Key }: any) => Key === OWNER).Value;
  const ofIt = { StringEquals: { [`elasticmapreduce:ResourceTag/${OWNER}`]: owner } };
  const told = statements.map(({ Action, Condition }: any) => [Action, Condition]);
  expect(told).toEqual([
    ['elasticmapreduce:RunJobFlow', { StringEquals: { [`aws:RequestTag/${OWNER}`]: owner } }],
    ['elasticmapreduce:AddTags', undefined],
    [['elasticmapreduce:DescribeCluster', 'elasticmapreduce:TerminateJobFlows'], ofIt],
    ['iam:PassRole', { StringLike: { 'iam:PassedToService': 'elasticmapreduce.amazonaws.com*' } }],
    ['iam:PassRole', { StringLike: { 'iam:PassedToService': 'ec2.amazonaws.com*' } }],
    ['iam:CreateServiceLinkedRole', { StringEquals: { 'iam:AWSServiceName': 'elasticmapreduce.amazonaws.com' } }],
    [['events:PutTargets', 'events:PutRule', 'events:DescribeRule'], undefined],
    [['elasticmapreduce:AddJobFlowSteps', 'elasticmapreduce:DescribeStep', 'elasticmapreduce:CancelSteps'], ofIt],
    [['events:PutTargets', 'events:PutRule', 'events:DescribeRule'], undefined],
  ]);
});

/** What the API takes in place of each property of the resource: written down here on its own, beside the library's own way by the service's model. */
const NAMES: Record<string, string> = { ConfigurationProperties: 'Properties', MasterInstanceGroup: 'MASTER', CoreInstanceGroup: 'CORE', TaskInstanceGroups: 'TASK', MasterInstanceFleet: 'MASTER', CoreInstanceFleet: 'CORE', TaskInstanceFleets: 'TASK' };

function byHand(value: any): any {
  if (Array.isArray(value)) return value.map(byHand);
  if (typeof value !== 'object' || value === null || value.Ref || value['Fn::GetAtt'] || value['Fn::Join']) return value;
  const entries = Object.entries<any>(value);
  const nodes = (word: string, role: string) => entries.filter(([key]) => key.includes(word))
    .flatMap(([key, node]) => [node].flat().map(one => ({ [role]: NAMES[key], ...byHand(one) })));
  const [groups, fleets] = [nodes('InstanceGroup', 'InstanceRole'), nodes('InstanceFleet', 'InstanceFleetType')];
  const others = entries.filter(([key]) => !/Instance(Group|Fleet)/.test(key)).map(([key, one]) => [NAMES[key] ?? key, byHand(one)]);
  const inOrder = (all: any[]) => ['MASTER', 'CORE', 'TASK'].flatMap(role => all.filter(one => Object.values(one).includes(role)));
  return { ...Object.fromEntries(others), ...groups.length ? { InstanceGroups: inOrder(groups) } : {}, ...fleets.length ? { InstanceFleets: inOrder(fleets) } : {} };
}

/** References as names, without the hash and the path of what they refer to; the name of the cluster, its tags and its idle timeout are looked at elsewhere. */
function comparable({ Name: _, Tags, AutoTerminationPolicy: __, ...request }: any): object {
  const texts = JSON.parse(JSON.stringify(request), (___, one) => one?.Ref || one?.['Fn::GetAtt'] || one?.['Fn::Join'] ? textOf(one) : one);
  const plain = JSON.stringify(texts).replace(/<(Nightly)?Cluster(\w+?)[0-9A-F]{8}(\.\w+)?>/g, '<$2>').replace(/<(\w+?)[0-9A-F]{8}(\.\w+)?>/g, '<$1>');
  return { ...JSON.parse(plain), Tags: Tags.filter(({ Key }: any) => Key !== OWNER) };
}

const design = fc.record({
  release: fc.constantFrom('emr-6.15.0', 'emr-7.12.0').map(EmrRelease.of),
  taskNodes: fc.constantFrom(undefined, 1),
  minimumNodes: fc.constantFrom(undefined, 1, 2),
  fleetInstanceTypes: fc.constantFrom(undefined, ['r5a.2xlarge']),
  rootVolume: fc.constantFrom(undefined, Size.gibibytes(40)),
  sparkSettings: fc.constantFrom({}, { 'spark.app.team': 'data' }),
  configurations: fc.constantFrom(undefined, [{ classification: 'hadoop-env', configurations: [{ classification: 'export', properties: { A: 'b' } }] }]),
  bootstrapActions: fc.constantFrom(undefined, [{ name: 'setup', path: 's3://code/setup.sh', args: ['x'] }]),
  osReleaseLabel: fc.constantFrom(undefined, '2023.5.20240722.0'),
  tags: fc.constantFrom(undefined, { team: 'data' }),
}).map(({ taskNodes, ...props }) => ({ ...props, ...taskNodes ? { taskNodes, taskMarket: InstanceMarket.SPOT } : {} }) as Partial<SizedClusterOptions>);

function surroundings(stack = stackOf()) {
  const bucket = Bucket.fromBucketName(stack, 'Logs', 'logs');
  const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'], privateSubnetIds: ['subnet-1'] });
  return { stack, props: { vpc, s3Logs: { bucket }, jobFlowRole: new Role(stack, 'Nodes', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') }) } };
}

test('the request is the resource of SizedEmrCluster in the names of the API', () => {
  fc.assert(fc.property(design, fc.integer({ min: 4, max: 100 }), fc.integer({ min: 1, max: 2 }), (props, coreHours, concurrentRuns) => {
    const workload = { workload: SparkWorkload.of({ input: Size.gibibytes(200), coreTime: Duration.hours(coreHours), concurrentRuns }), instanceTypes: ['r5.2xlarge'] };
    const [a, b] = [surroundings(), surroundings()];
    new SizedEmrCluster(a.stack, 'Cluster', { ...workload, ...props, ...a.props });
    const [resource] = Object.values<any>(Template.fromStack(a.stack).findResources(CLUSTER));
    const { states } = machineOf(b.stack, fragmentOf({ ...workload, ...props, ...b.props }, b.stack));
    expect(comparable(states['Nightly: Create'].Parameters)).toEqual(comparable(byHand(resource.Properties)));
  }), { numRuns: 20 });
});

test('a cluster whose execution was stopped ends when it is idle, on releases that can', () => {
  expect(deployed().states['Nightly: Create'].Parameters.AutoTerminationPolicy).toEqual({ IdleTimeout: 3600 });
  expect(deployed({ idleTimeout: Duration.minutes(5) }).states['Nightly: Create'].Parameters.AutoTerminationPolicy).toEqual({ IdleTimeout: 300 });
  const old = deployed({ plan: undefined, workload: etl, instanceTypes: ['r5.2xlarge'], release: EmrRelease.of('emr-5.29.0') });
  expect(old.states['Nightly: Create'].Parameters.AutoTerminationPolicy).toBeUndefined();
});

test('what SizedEmrCluster refuses is refused, and a cluster without work', () => {
  expect(() => fragmentOf({ architecture: EmrArchitecture.ARM64 })).toThrow('SZ1007 architecture');
  expect(() => fragmentOf({ jobs: [] })).toThrow('SZ1001 jobs');
  const stack = stackOf();
  const job = new SparkJob(stack, 'Own', { entryPoint: SparkFile.fromUri('s3://code/x.py'), sparkSettings: { 'spark.executor.memory': '1g' } });
  expect(() => fragmentOf({ jobs: [{ job, stepName: 'x'.repeat(257) }] }, stack)).toThrow(/SZ1012 jobs\[0\]\.sparkSettings[\s\S]*SZ1004 jobs\[0\]\.Name/);
});

test('the rules look at the cluster though it stands in no template', () => {
  const stack = stackOf();
  const cluster = fragmentOf({}, stack).node.findChild('Cluster');
  expect(cluster.node.tryFindChild('Resource')).toBeUndefined();
  expect(cluster.node.validate()).toEqual([]);
  (cluster as any).resource.addPropertyOverride('Instances.MasterInstanceGroup.InstanceType', 'm5.99xlarge');
  expect(cluster.node.validate()).toEqual([expect.stringMatching(/SZ6205 .*m5\.99xlarge/)]);
});

test('what it is sized for can be read, and its jobs be granted', () => {
  const stack = stackOf();
  const fragment = fragmentOf({}, stack);
  expect(fragment.plan._plan).toBe(fragment.workload.plan._plan);
  Bucket.fromBucketName(stack, 'Lake', 'lake').grantRead(fragment);
  expect(JSON.stringify(machineOf(stack, fragment).template)).toContain(':s3:::lake/*');
  expect(fragment.jobFlowRole).toBe(fragment.grantPrincipal);
});

test('no name of a state is longer than Step Functions takes, whatever the jobs are called', () => {
  const stack = stackOf();
  const job = new SparkJob(stack, 'J'.repeat(100), { entryPoint: SparkFile.fromUri('s3://code/job.py') });
  const fragment = new SizedEmrCreateCluster(stack, 'N'.repeat(53), { plan: lockFile, escalate: true, jobs: [{ job }, { job, stepName: '\u{1F4A1}'.repeat(256) }, { job, stepName: Fn.ref('AWS::StackName') }] });
  const { states } = machineOf(stack, fragment);
  const names = Object.keys(states);
  expect(names).toHaveLength(4 + 3 * 3);
  expect(names.filter(name => Array.from(name).length > 80)).toEqual([]);
  expect(Object.values(states).flatMap(({ Parameters }) => Parameters?.Step?.Name ?? [])).toContain('J'.repeat(100)); // the step itself keeps its name
  expect(() => new SizedEmrCreateCluster(stackOf(), 'N'.repeat(54), { plan: lockFile, jobs: [] })).toThrow(/SZ1004 id: got "N+", 54 characters long; at most 53 are allowed[\s\S]*SZ1001 jobs/);
});

test('which of the jobs is refused is said', () => {
  const stack = stackOf();
  const job = new SparkJob(stack, 'Load', { entryPoint: SparkFile.fromUri('s3://code/load.py') });
  expect(() => fragmentOf({ jobs: [{ job }, { job, stepName: 'x'.repeat(257) }] }, stack)).toThrow(/1 problem\n\s*SZ1004 jobs\[1\]\.Name: /);
});
