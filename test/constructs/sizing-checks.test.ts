import { App, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib';
import { CfnApplication } from 'aws-cdk-lib/aws-emrserverless';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { appOf } from './app-fixture';
import { FindingSeverity, SizingChecks, SizingChecksProps } from '../../src';

/** Written by hand, or by another library: 31 GB is between two rows of the grid. */
function rawApplication(scope: Construct, memory = '31 GB'): CfnApplication {
  return new CfnApplication(scope, 'Raw', {
    type: 'Spark',
    releaseLabel: 'emr-7.12.0',
    initialCapacity: [{ key: 'Driver', value: { workerCount: 1, workerConfiguration: { cpu: '4 vCPU', memory } } }],
  });
}

interface Report {
  readonly failed: boolean;
  readonly told: string;
}

/** Below 2.262.0 CDK sets the exit code where later versions throw. */
function synthesized(app: App): Report {
  const told: string[] = [];
  const spy = jest.spyOn(console, 'error').mockImplementation((text: string) => void told.push(text));
  try {
    app.synth();
    return { failed: process.exitCode === 1, told: told.join('\n') };
  } catch (error) {
    return { failed: true, told: told.join('\n') + String(error) };
  } finally {
    process.exitCode = undefined;
    spy.mockRestore();
  }
}

function checkedApp(props?: SizingChecksProps): App {
  const app = new App({ analyticsReporting: false });
  Validations.of(app).addPlugins(new SizingChecks(props));
  return app;
}

test('a mistake in a raw L1 fails the synthesis, at the path of its construct, with the fix', () => {
  const app = checkedApp();
  rawApplication(new Stack(app, 'Jobs'));
  const { failed, told } = synthesized(app);
  expect(failed).toBe(true);
  expect(told).toContain('Jobs/Raw');
  expect(told).toMatch(/SZ6001/);
  expect(told).toMatch(/got 4 vCPU, 31 GB.*use 4 vCPU, 30 GB/);
});

test('what is fine passes, and says nothing', () => {
  const app = checkedApp({ minimumSeverity: FindingSeverity.NOTE });
  const stack = new Stack(app, 'Jobs');
  new Bucket(stack, 'Logs');
  appOf({}, stack);
  const { failed, told } = synthesized(app);
  expect(failed).toBe(false);
  expect(told).not.toContain('SZ6');
});

test.each([
  ['a nested stack', (app: App) => new NestedStack(new Stack(app, 'Jobs'), 'Inner'), 'Jobs/Inner/Raw'],
  ['a stage', (app: App) => new Stack(new Stage(app, 'Prod'), 'Jobs'), 'Prod/Jobs/Raw'],
])('it is found in %s', (_, scopeOf, constructPath) => {
  const app = checkedApp();
  rawApplication(scopeOf(app));
  const { failed, told } = synthesized(app);
  expect(failed).toBe(true);
  expect(told).toContain(constructPath);
});

test('each finding is one violation with its place in the template', () => {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Jobs');
  rawApplication(stack);
  const templatePaths = app.synth().stacks.map(one => one.templateFullPath);
  const report = new SizingChecks().validate({ appConstruct: app, templatePaths });
  expect(report).toEqual({
    success: false,
    violations: [expect.objectContaining({
      ruleName: 'SZ6001',
      severity: 'error',
      violatingResources: [{ resourceLogicalId: 'Raw', constructPath: 'Jobs/Raw', templatePath: templatePaths[0], locations: ['Properties/InitialCapacity/0/Value/WorkerConfiguration'] }],
    })],
  });
  expect(new SizingChecks().validate({ appConstruct: app, templatePaths: [] })).toEqual({ success: true, violations: [] });
});

test('a finding that is meant is acknowledged', () => {
  const app = checkedApp();
  const stack = new Stack(app, 'Jobs');
  rawApplication(stack);
  Validations.of(stack).acknowledge({ id: 'cdk-sized-emr::SZ6001', reason: 'offered to this account' });
  expect(synthesized(app).failed).toBe(false);
});

test('the rules in Rego are given to the validator of CDK', () => {
  const given: { regoRules: { name: string; content: string }[] }[] = [];
  class CloudFormationValidatePlugin {
    constructor(props: typeof given[number]) {
      given.push(props);
    }
  }
  jest.doMock('aws-cdk-lib', () => ({ CloudFormationValidatePlugin }));
  expect(SizingChecks.regoPlugin()).toBeInstanceOf(CloudFormationValidatePlugin);
  jest.dontMock('aws-cdk-lib');
  expect(given[0].regoRules.map(({ name }) => name)).toEqual(['emr-cluster.rego', 'emr-serverless.rego']);
  for (const { content } of given[0].regoRules) expect(content).toMatch(/^package sized_emr\./);
});

test('an aws-cdk-lib without that validator is told of', () => {
  expect(() => SizingChecks.regoPlugin()).toThrow('SZ1013 aws-cdk-lib: has no CloudFormationValidatePlugin; use 2.262.0 or later');
});

test('it names its rules, and what fails is told', () => {
  expect(new SizingChecks().ruleIds).toContain('SZ6001');
  expect(new SizingChecks().ruleIds).not.toContain('SZ6901'); // of diff
});

describe('inside a construct of this library', () => {
  test('an override that the service would refuse fails the synthesis', () => {
    const app = appOf();
    const resource = app.node.defaultChild as CfnApplication;
    resource.addPropertyOverride('InitialCapacity', [{ Key: 'Driver', Value: { WorkerCount: 1, WorkerConfiguration: { Cpu: '4 vCPU', Memory: '31 GB' } } }]);
    expect(() => (app.node.root as App).synth()).toThrow(/SZ6001 .*31 GB.*acknowledge cdk-sized-emr::SZ6001/);
  });

  test('unless it is acknowledged', () => {
    const app = appOf();
    const resource = app.node.defaultChild as CfnApplication;
    resource.addPropertyOverride('InitialCapacity', [{ Key: 'Driver', Value: { WorkerCount: 1, WorkerConfiguration: { Cpu: '4 vCPU', Memory: '31 GB' } } }]);
    Validations.of(app).acknowledge({ id: 'cdk-sized-emr::SZ6001', reason: 'offered to this account' });
    expect(() => (app.node.root as App).synth()).not.toThrow();
  });
});
