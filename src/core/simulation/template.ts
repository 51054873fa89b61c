import { ApplicationTexts, simulateApplication } from './application';
import { Simulation } from './simulation';
import { TemplateNode, childOf, itemsOf, keysOf, textOf, wholeOf } from './template-node';
import { findResource } from './template-resource';
import { DEFAULT_RELEASE, Release, findServerlessRelease } from '../catalog/releases';
import { Outcome, Problem, fails, ok, problem } from '../problems/problem';

export const APPLICATION_KIND = { type: 'AWS::EMRServerless::Application', name: 'application' };

/** What a template does not say. */
export interface TemplateSimulationOptions {
  /** Needed where the template has more than one application. */
  readonly logicalId?: string;
  /** Runs that start together. Left out: the template's `MaxConcurrentRuns`, else 1. */
  readonly concurrentRuns?: number;
  /** Settings of the job, which win over the application's. */
  readonly jobSettings?: Readonly<Record<string, string>>;
  /** How long one run takes, where that is known. */
  readonly runSeconds?: number;
}

/** Plays an application of a synthesized template, read back from its strings. A value that CloudFormation resolves later is a problem that names its path. */
export function simulateTemplate(template: unknown, options: TemplateSimulationOptions = {}): Outcome<Simulation> {
  const problems: Problem[] = [];
  const node = findResource(template, APPLICATION_KIND, options.logicalId, problems);
  if (!node) return fails(problems);
  const properties = childOf(node, 'Properties');
  const type = textOf(childOf(properties, 'Type'), problems) ?? 'Spark';
  if (type.toLowerCase() !== 'spark') problems.push(problem('SZ1013', childOf(properties, 'Type').path, `got ${type}; only Spark applications are simulated`));
  const release = releaseOf(childOf(properties, 'ReleaseLabel'), problems);
  const texts = textsOf(properties, options, problems);
  if (problems.length || !release.ok) return fails(release.ok ? problems : [...problems, ...release.problems]);
  const played = simulateApplication(texts, release.value);
  return played.ok ? ok(played.value, release.warnings) : played;
}

function releaseOf(node: TemplateNode, problems: Problem[]): Outcome<Release> {
  const label = textOf(node, problems);
  if (label === undefined && node.value === undefined) return fails([problem('SZ1001', node.path, 'left out; such as emr-7.12.0')]);
  return findServerlessRelease(label ?? DEFAULT_RELEASE, node.path); // a label that is no text is a problem already
}

function textsOf(properties: TemplateNode, options: TemplateSimulationOptions, problems: Problem[]): ApplicationTexts {
  const capacity = childOf(properties, 'MaximumCapacity');
  const maxConcurrentRuns = childOf(childOf(properties, 'SchedulerConfiguration'), 'MaxConcurrentRuns');
  const scheduler = wholeOf(maxConcurrentRuns, problems);
  const settings = settingsOf(childOf(properties, 'RuntimeConfiguration'), problems);
  return {
    maximumCapacity: capacity.value === undefined ? undefined : amountTexts(capacity, problems),
    initialCapacity: itemsOf(childOf(properties, 'InitialCapacity'), problems).map(item => poolTexts(item, problems)),
    settings: { ...settings.values, ...options.jobSettings },
    settingPath: key => options.jobSettings?.[key] === undefined ? settings.paths[key] ?? key : key,
    concurrentRuns: options.concurrentRuns ?? scheduler ?? 1,
    concurrentRunsPath: options.concurrentRuns === undefined ? maxConcurrentRuns.path : 'concurrentRuns',
    maxConcurrentRuns: scheduler,
    runSeconds: options.runSeconds,
  };
}

function amountTexts(node: TemplateNode, problems: Problem[]) {
  const text = (key: string) => ({ text: textOf(childOf(node, key), problems), path: childOf(node, key).path });
  return { cpu: text('Cpu'), memory: text('Memory'), disk: text('Disk') };
}

function poolTexts(item: TemplateNode, problems: Problem[]) {
  const value = childOf(item, 'Value');
  return {
    key: { text: textOf(childOf(item, 'Key'), problems) ?? '', path: childOf(item, 'Key').path },
    workerCount: wholeOf(childOf(value, 'WorkerCount'), problems) ?? 0,
    worker: amountTexts(childOf(value, 'WorkerConfiguration'), problems),
  };
}

interface Settings {
  readonly values: Record<string, string>;
  readonly paths: Record<string, string>;
}

/** Every `spark-defaults` classification, however deep it is nested; a later one wins. */
function settingsOf(list: TemplateNode, problems: Problem[]): Settings {
  const all: Settings = { values: {}, paths: {} };
  for (const item of itemsOf(list, problems)) {
    if (childOf(item, 'Classification').value === 'spark-defaults') addProperties(childOf(item, 'Properties'), all, problems);
    const nested = settingsOf(childOf(item, 'Configurations'), problems);
    Object.assign(all.values, nested.values);
    Object.assign(all.paths, nested.paths);
  }
  return all;
}

function addProperties(node: TemplateNode, { values, paths }: Settings, problems: Problem[]): void {
  for (const key of keysOf(node)) {
    const text = textOf(childOf(node, key), problems);
    if (text === undefined) continue;
    values[key] = text;
    paths[key] = childOf(node, key).path;
  }
}
