import { App, Aspects, CfnParameter, Duration, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnApplication } from 'aws-cdk-lib/aws-emrserverless';
import { appOf, pinned, TYPE, warningsOf } from './app-fixture';
import { SizedEmrServerlessAppProps } from '../../src';

const FOR_UPDATE = 'Custom::EmrServerlessStopForUpdate';
const ON_DELETE = 'Custom::EmrServerlessStopOnDelete';

function templateOf(props: Partial<SizedEmrServerlessAppProps>, change: (stack: Stack) => void = () => undefined): Record<string, any> {
  const app = appOf(props);
  change(app.stack);
  return Template.fromStack(app.stack).toJSON();
}

function only(template: Record<string, any>, type: string): [string, any] {
  const found = Object.entries<any>(template.Resources).filter(([, { Type }]) => Type === type);
  expect(found).toHaveLength(1);
  return found[0];
}

/** Every logical id that a resource waits for. */
function waitsFor(resource: any): string[] {
  const text = JSON.stringify(resource);
  return [...text.matchAll(/"Ref":"(\w+)"|"Fn::GetAtt":\["(\w+)"/g)].map(([, ref, att]) => ref ?? att).concat(resource.DependsOn ?? []);
}

/** The order in which CloudFormation creates; fails on a circle. */
function order(template: Record<string, any>): string[] {
  const done: string[] = [];
  const visit = (id: string, path: readonly string[]): void => {
    if (path.includes(id)) throw new Error(`circle: ${[...path, id].join(' ')}`);
    if (done.includes(id) || !template.Resources[id]) return;
    for (const other of waitsFor(template.Resources[id])) visit(other, [...path, id]);
    done.push(id);
  };
  for (const id of Object.keys(template.Resources)) visit(id, []);
  return done;
}

test('nothing unasked', () => {
  expect(Object.values<any>(templateOf({}).Resources).map(({ Type }) => Type)).toEqual([TYPE]);
});

test('the stop comes before the application, the permission and the stop on delete after it', () => {
  const template = templateOf({ stopForUpdate: true, stopOnDelete: true });
  const [before, application, policy, after] = [FOR_UPDATE, TYPE, 'AWS::IAM::Policy', ON_DELETE].map(type => order(template).indexOf(only(template, type)[0]));
  expect(before).toBeLessThan(application);
  expect(application).toBeLessThan(policy);
  expect(policy).toBeLessThan(after);
});

test('the function may do exactly that, with this application and this stack', () => {
  const template = templateOf({ stopForUpdate: true, stopOnDelete: true });
  const [application] = only(template, TYPE);
  const [made] = only(template, 'AWS::Lambda::Function');
  const [logs] = only(template, 'AWS::Logs::LogGroup');
  expect(only(template, 'AWS::IAM::Policy')[1].Properties.PolicyDocument.Statement).toEqual([
    {
      Effect: 'Allow',
      Action: ['emr-serverless:GetApplication', 'emr-serverless:ListJobRuns', 'emr-serverless:StopApplication', 'emr-serverless:StartApplication'],
      Resource: { 'Fn::GetAtt': [application, 'Arn'] },
    },
    { Effect: 'Allow', Action: ['cloudformation:DescribeStackResource', 'cloudformation:DescribeStacks', 'cloudformation:GetTemplate'], Resource: { Ref: 'AWS::StackId' } },
    { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: { 'Fn::GetAtt': [made, 'Arn'] } },
  ]);
  const [, role] = only(template, 'AWS::IAM::Role');
  expect(role.Properties.ManagedPolicyArns).toBeUndefined();
  expect(role.Properties.Policies.map((one: any) => one.PolicyDocument.Statement)).toEqual([[
    { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: { 'Fn::GetAtt': [logs, 'Arn'] } },
  ]]);
});

test('only what is asked for is allowed', () => {
  const actions = (props: Partial<SizedEmrServerlessAppProps>) => only(templateOf(props), 'AWS::IAM::Policy')[1].Properties.PolicyDocument.Statement.flatMap(({ Action }: any) => Action);
  expect(actions({ stopOnDelete: true })).not.toContain('emr-serverless:StartApplication');
  expect(actions({ stopOnDelete: true })).not.toContain('lambda:InvokeFunction');
  expect(actions({ stopForUpdate: true })).not.toContain('cloudformation:GetTemplate');
});

test('the function is small, on arm64, without a network', () => {
  const [, { Properties }] = only(templateOf({ stopForUpdate: true }), 'AWS::Lambda::Function');
  expect(Properties).toMatchObject({ Architectures: ['arm64'], Runtime: 'nodejs22.x', MemorySize: 256, Timeout: 900, Handler: 'index.handler' });
  expect(Properties.VpcConfig).toBeUndefined();
});

/** The custom resource has the properties of the application, as CloudFormation will resolve them. */
function expectFollowed(template: Record<string, any>): any {
  const { Properties } = only(template, FOR_UPDATE)[1].Properties;
  expect(Properties).toEqual(only(template, TYPE)[1].Properties);
  return Properties;
}

test('it follows every property of the application: overrides, tags, aspects and parameters too', () => {
  const followed = expectFollowed(templateOf({ stopForUpdate: true }, stack => {
    const resource = stack.node.findChild('App').node.findChild('Resource') as CfnApplication;
    resource.addPropertyOverride('AutoStopConfiguration.IdleTimeoutMinutes', new CfnParameter(stack, 'Idle', { type: 'Number' }).valueAsNumber);
    Tags.of(stack).add('team', 'data');
    Aspects.of(stack).add({ visit: node => { if (node instanceof CfnApplication) node.addPropertyOverride('Architecture', 'ARM64'); } });
  }));
  expect(followed).toMatchObject({ AutoStopConfiguration: { IdleTimeoutMinutes: { Ref: 'Idle' } }, Tags: [{ Key: 'team', Value: 'data' }], Architecture: 'ARM64' });
});

test('a value of another stack is imported for both', () => {
  const app = new App({ analyticsReporting: false });
  const parameter = new CfnParameter(new Stack(app, 'Other'), 'Idle', { type: 'Number' });
  const sized = appOf({ stopForUpdate: true }, new Stack(app, 'Stack'));
  (sized.node.findChild('Resource') as CfnApplication).addPropertyOverride('AutoStopConfiguration.IdleTimeoutMinutes', parameter.value);
  expect(JSON.stringify(expectFollowed(Template.fromStack(sized.stack).toJSON()))).toContain('Fn::ImportValue');
});

test('a workload that is added later is followed too', () => {
  const app = appOf({ stopForUpdate: true });
  const before = app.maximumCapacity.cpu;
  app.addPlan('More', pinned());
  expect(expectFollowed(Template.fromStack(app.stack).toJSON()).MaximumCapacity.Cpu).not.toBe(before);
});

test('how long it waits, and which application it asks the stack for', () => {
  const template = templateOf({ stopForUpdate: true, stopOnDelete: true, waitForRuns: Duration.minutes(5) });
  const [application] = only(template, TYPE);
  for (const type of [FOR_UPDATE, ON_DELETE]) expect(only(template, type)[1].Properties).toMatchObject({ Application: application, WaitForRunsSeconds: 300, ServiceTimeout: '900' });
});

test.each<[string, Partial<SizedEmrServerlessAppProps>]>([
  ['SZ1007 waitForRuns', { waitForRuns: Duration.minutes(5) }],
  ['SZ1004 waitForRuns', { waitForRuns: Duration.minutes(11), stopForUpdate: true }],
  ['SZ1004 waitForRuns', { waitForRuns: Duration.millis(1500), stopForUpdate: true }],
  ['SZ1007 stopOnDelete', { stopOnDelete: true, removalPolicy: RemovalPolicy.RETAIN }],
  ['SZ1007 stopForUpdate', { stopForUpdate: true, livyEndpoint: true }],
  ['SZ1007 stopForUpdate', { stopForUpdate: true, studio: true }],
  ['SZ1007 stopOnDelete', { stopOnDelete: true, sessions: true, plan: pinned({ release: 'emr-7.13.0' }) }],
])('%s: what cannot be is refused', (problem, props) => {
  expect(() => appOf(props)).toThrow(problem);
});

test('one that never stops by itself needs no warning where deployments stop it', () => {
  expect(warningsOf(appOf({ autoStop: false }))).toContain('SZ3211');
  expect(warningsOf(appOf({ autoStop: false, stopForUpdate: true }))).not.toContain('SZ3211');
});
