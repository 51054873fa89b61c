import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { EmrRelease, SizedEmrServerlessApp, SparkPlan, SparkWorkload } from '../src';
import { formatUsd } from '../src/core/workload/quantities';

/** Plans one real run twice, from what was observed and from what a person would have said, and prints plan, reasons and template. */
function workload(name: string): SparkWorkload {
  return SparkWorkload.fromJson(readFileSync(join(__dirname, name), 'utf8'));
}

function templateOf(source: SparkWorkload): unknown {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Q72');
  new SizedEmrServerlessApp(stack, 'Job', { release: EmrRelease.EMR_7_12_0, workload: source });
  return app.synth().getStackByName('Q72').template.Resources;
}

function summary(name: string, { plan }: { plan: SparkPlan }): string {
  const { executor, executors, partitions, cost } = plan;
  return `  ${name.padEnd(12)} ${executors.maximum} executors of ${executor.worker!.vcpu} vCPU and ${executor.worker!.memoryGiB} GB, `
    + `${partitions} partitions, ${formatUsd(cost.usd)} a run (${formatUsd(cost.lowUsd)} to ${formatUsd(cost.highUsd)})`;
}

const observed = workload('q72.observed.workload.json');
const intent = workload('q72.intent.workload.json');
const plan = SparkPlan.forServerless(observed, { release: EmrRelease.EMR_7_12_0 });
const byHand = SparkPlan.forServerless(intent, { release: EmrRelease.EMR_7_12_0 });

console.log(plan.toText());
console.log('The template\n');
console.log(JSON.stringify(templateOf(observed), undefined, 2));
console.log('\nThe same job, observed and by hand\n');
console.log(summary('observed', { plan }));
console.log(summary('by hand', { plan: byHand }));
