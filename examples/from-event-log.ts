import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { EmrRelease, SizedEmrServerlessApp, SparkWorkload } from '../src';

/** Sized from what a run did: `sized-emr observe LOG -o q72.observed.workload.json` wrote the figures of this file. */
export const app = new App();
const stack = new Stack(app, 'Q72');

new SizedEmrServerlessApp(stack, 'Application', {
  release: EmrRelease.EMR_7_12_0,
  workload: SparkWorkload.fromFile(join(__dirname, 'q72.observed.workload.json')),
});
