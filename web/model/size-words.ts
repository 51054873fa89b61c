import { Values } from './size-fields';
import { sizeRequest } from './size-request';
import { AnyPlan } from '../../src/core/planning/ec2-plan';
import { formatDuration, formatUsd } from '../../src/core/workload/quantities';
import { CDK_LANGUAGES, CdkSource, cdkCode } from '../../src/report/cdk/cdk-code';
import { workerText } from '../../src/report/plan-facts';
import { formatsFor } from '../../src/report/plan-format-names';
import { planFormat } from '../../src/report/plan-formats';
import { planRegions } from '../../src/report/plan-regions';
import { counted, mib } from '../../src/report/text-style';

/** A figure that a person looks for first. */
export interface Tile {
  readonly label: string;
  readonly value: string;
  readonly more: string;
}

/** What a person wants to know first of a plan. */
export function tilesOf(plan: AnyPlan): Tile[] {
  const { executors, executor, runTime, cost, perTask } = plan;
  const where = plan.platform === 'serverless' ? workerText(plan.executor.worker) : `${plan.cluster.core.executorsPerNode} on each ${plan.cluster.core.instanceType}`;
  return [
    { label: 'Executors', value: `${executors.dynamic ? 'up to ' : ''}${executors.maximum}`, more: where },
    { label: 'Memory of each', value: mib(executor.containerMiB), more: `${mib(executor.heapMiB)} of it heap` },
    { label: 'A task gets', value: mib(perTask.memoryMiB), more: `the largest needs ${mib(perTask.demandMiB)}` },
    { label: 'Run time', value: formatDuration(runTime.seconds), more: `${formatDuration(runTime.lowSeconds)} to ${formatDuration(runTime.highSeconds)}` },
    { label: cost.per === 'run' ? 'Cost of a run' : 'Cost of an hour', value: formatUsd(cost.usd), more: `${formatUsd(cost.lowUsd)} to ${formatUsd(cost.highUsd)}` },
  ];
}

/** Where the memory goes, for a person who has never heard of unified memory. */
export function memoryWords(plan: AnyPlan): string[] {
  const { executor, perTask } = plan;
  const region = (...names: string[]) => planRegions(plan).filter(({ name }) => names.includes(name)).reduce((sum, one) => sum + one.mib, 0);
  const shared = region('storage', 'execution');
  const inHeap = executor.offHeapMiB ? `${mib(executor.offHeapMiB)} beside the heap are for tasks` : `${mib(shared)} are shared by cached data and running tasks`;
  return [
    `The service gives an executor ${mib(executor.containerMiB)}. The heap of its JVM has ${mib(executor.heapMiB)} of them; the rest is for memory outside of it, and going over it kills the executor.`,
    `Of the heap Spark keeps ${mib(region('reserved', 'survivor'))} back and leaves ${mib(region('user'))} to the code of the job; ${inHeap}.`,
    `${counted(executor.slots, 'task')} run at once, so that each gets ${mib(perTask.memoryMiB)}. The largest task of this job needs ${mib(perTask.demandMiB)}: `
      + (perTask.memoryMiB >= perTask.demandMiB ? 'it stays in memory, and nothing spills to disk.' : 'it spills to disk, which this workload allows.'),
  ];
}

const LABELS: Readonly<Record<string, string>> = {
  'typescript': 'CDK, TypeScript',
  'python': 'CDK, Python',
  'spark-submit': 'spark-submit',
  'spark-defaults': 'spark-defaults.conf',
  'emr-cli': 'AWS command line',
  'airflow': 'Airflow',
  'run-job-flow': 'RunJobFlow',
};

/** The plan in every form that a person may copy. */
export function codeOf(values: Values, plan: AnyPlan): { readonly key: string; readonly label: string; readonly text: string }[] {
  const request = sizeRequest(values);
  const source: CdkSource = plan.platform === 'ec2' ? { platform: 'ec2', workload: request.source, request: request.ec2 }
    : { platform: 'serverless', workload: request.source, request: request.serverless };
  return [
    ...CDK_LANGUAGES.map(language => ({ key: language, label: LABELS[language], text: cdkCode(source, language) })),
    ...formatsFor(plan.platform).map(format => ({ key: format, label: LABELS[format], text: planFormat(plan, format) })),
    { key: 'workload', label: 'Workload file', text: jsonText({ schema: 'sized-emr/workload/1', ...request.source }) },
    { key: 'plan', label: 'Plan file', text: jsonText(plan) },
  ];
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
