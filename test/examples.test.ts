import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { checkTemplate } from '../src/checks/check-template';

const FOLDER = join(__dirname, '..', 'examples');
/** Examples that are apps. */
const NAMES = readdirSync(FOLDER).filter(name => name.endsWith('.ts') && readFileSync(join(FOLDER, name), 'utf8').includes('export const app =')).map(name => name.replace('.ts', ''));

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

type Template = { readonly Resources: Readonly<Record<string, Resource>> };

function templateOf(name: string): Template {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- by name
  const { app } = require(join(FOLDER, name)) as { readonly app: App };
  const [stack] = app.synth().stacks;
  return stack.template as Template;
}

/** What a reviewer wants to see of a template: its resources by kind, and the sizes of those of EMR. */
function sizesOf({ Resources }: Template): object {
  const all = Object.values(Resources);
  const kinds = [...new Set(all.map(({ Type }) => Type))].sort();
  const resources = Object.fromEntries(kinds.map(kind => [kind, all.filter(({ Type }) => Type === kind).length]));
  return { resources, emr: all.filter(({ Type }) => /^AWS::EMR/.test(Type)).map(({ Type, Properties }) => ({ Type, ...ofInterest(Properties!) })) };
}

const SIZES = [
  'ReleaseLabel', 'Architecture', 'InitialCapacity', 'MaximumCapacity', 'RuntimeConfiguration', 'SchedulerConfiguration', 'InteractiveConfiguration', 'AutoStopConfiguration',
  'Instances', 'ManagedScalingPolicy', 'AutoTerminationPolicy', 'InstanceFleetType', 'InstanceTypeConfigs', 'TargetOnDemandCapacity', 'TargetSpotCapacity', 'StepConcurrencyLevel',
];

const SPARK_SIZES = /(cores|cpus|memory|memoryOverhead|Executors|instances|partitions|disk)$/;

/** Of settings only those that are sizes: the others are the same in every plan. */
function ofInterest(properties: Readonly<Record<string, unknown>>): object {
  const kept = Object.fromEntries(Object.entries(properties).filter(([key]) => SIZES.includes(key)));
  const settings = (kept.RuntimeConfiguration ?? []) as { readonly Properties?: Readonly<Record<string, string>> }[];
  const sparkSizes = settings.map(({ Properties = {} }) => Object.fromEntries(Object.entries(Properties).filter(([key]) => SPARK_SIZES.test(key))));
  return { ...kept, ...settings.length ? { RuntimeConfiguration: sparkSizes } : {} };
}

test('there is an example of every common need', () => {
  expect(NAMES).toEqual(expect.arrayContaining(['nightly', 'several-jobs', 'notebook', 'streaming', 'cluster', 'spot-fleet', 'from-event-log']));
});

test.each(NAMES)('%s synthesizes to the sizes that were reviewed, and no rule warns', name => {
  const template = templateOf(name);
  expect(sizesOf(template)).toMatchSnapshot();
  const checked = checkTemplate(template, name);
  expect(checked.ok && checked.value.findings.filter(({ severity }) => severity !== 'note')).toEqual([]);
});
