import { App, Duration, Size, Stack } from 'aws-cdk-lib';
import { EmrRelease, SizedEmrServerlessApp, SparkWorkload, WorkloadProfile } from '../src';

/** A stream: one run is one micro-batch, `finishWithin` its trigger, `cache` the state that must stay. Its cost is per hour. */
export const app = new App();
const stack = new Stack(app, 'Clicks');

new SizedEmrServerlessApp(stack, 'Application', {
  release: EmrRelease.EMR_7_12_0,
  workload: SparkWorkload.of({
    name: 'clicks',
    profile: WorkloadProfile.STREAMING,
    input: Size.gibibytes(2),
    cache: Size.gibibytes(6),
    coreTime: Duration.minutes(5),
    finishWithin: Duration.minutes(2),
  }),
});
