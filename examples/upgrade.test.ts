import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { app as cluster } from './cluster';
import { app as nightly } from './nightly';
import { salesStack } from './scheduled';
import { app as transient } from './transient';
import { SizedEmrServerlessApp, SparkPlan } from '../src';

/**
 * Snapshots as the repository of an infrastructure has them. What `npm update` of this library moves shows here, in the pull request, before anything
 * is deployed:
 *
 * - the template of a workload moves where the sizing model, the catalog or the prices do, and the changelog says so;
 * - the template of a pinned plan does not move: the plan is a file of the repository. A warning says where a fresh plan would differ;
 * - policies move with the library's fixes of policies alone, whatever the sizes.
 */
type Resources = Record<string, { readonly Type: string; readonly Properties: Record<string, any> }>;

function resourcesOf(stack: Stack, ...types: string[]): Resources {
  const { Resources: all } = Template.fromStack(stack).toJSON() as { Resources: Resources };
  return Object.fromEntries(Object.entries(all).filter(([, { Type }]) => !types.length || types.includes(Type)));
}

function stackOf(app: App): Stack {
  return app.node.children.find(child => Stack.isStack(child)) as Stack;
}

test('an application of a workload: sizes follow the library', () => {
  expect(resourcesOf(stackOf(nightly))).toMatchSnapshot();
});

test('a pinned plan: sizes are those of the file, and stay', () => {
  const file = readFileSync(join(__dirname, 'pinned.plan.json'), 'utf8');
  const stack = new Stack(new App(), 'Pinned');
  const application = new SizedEmrServerlessApp(stack, 'App', { plan: SparkPlan.fromJson(file) });
  const { serverless, sparkDefaults } = JSON.parse(file);
  const [{ Properties }] = Object.values(resourcesOf(stack, 'AWS::EMRServerless::Application'));
  const { cpu: Cpu, memory: Memory, disk: Disk } = serverless.maximumCapacity;
  expect(Properties.MaximumCapacity).toEqual({ Cpu, Memory, Disk });
  expect(Properties.RuntimeConfiguration[0].Properties).toEqual(sparkDefaults);
  expect(application.workload.sparkSettings).toEqual(sparkDefaults);
  expect(resourcesOf(stack)).toMatchSnapshot();
});

test('policies: the same for any size', () => {
  const policies = [100, 400].map(inputGiB => resourcesOf(salesStack(new App(), { inputGiB }).stack, 'AWS::IAM::Role', 'AWS::IAM::Policy'));
  expect(policies[0]).toEqual(policies[1]);
  expect(policies[0]).toMatchSnapshot();
});

test('a larger demand moves the sizes of the application, and what the schedule sends', () => {
  const [before, after] = [100, 400].map(inputGiB => resourcesOf(salesStack(new App(), { inputGiB }).stack));
  const moved = Object.keys(after).filter(id => JSON.stringify(before[id]) !== JSON.stringify(after[id])).map(id => after[id].Type);
  expect(Object.keys(before)).toEqual(Object.keys(after));
  expect(moved.sort()).toEqual(['AWS::EMRServerless::Application', 'AWS::Scheduler::Schedule']);
});

test('a cluster: what does not replace it, and what travels with its jobs', () => {
  const { Configurations, Instances } = Object.values(resourcesOf(stackOf(cluster), 'AWS::EMR::Cluster'))[0].Properties;
  expect({ Configurations, Instances }).toMatchSnapshot();
  expect(JSON.stringify(Configurations)).not.toContain('spark.executor.memory');
});

test('a cluster that Step Functions makes', () => {
  expect(resourcesOf(stackOf(transient), 'AWS::StepFunctions::StateMachine', 'AWS::EMR::Cluster')).toMatchSnapshot();
});
