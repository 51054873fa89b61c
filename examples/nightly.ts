import { App, Duration, Size, Stack } from 'aws-cdk-lib';
import { EmrRelease, SizedEmrServerlessApp, SparkWorkload } from '../src';

export const app = new App();
const stack = new Stack(app, 'Nightly');

new SizedEmrServerlessApp(stack, 'Job', {
  release: EmrRelease.EMR_7_12_0,
  workload: SparkWorkload.of({
    input: Size.gibibytes(500),
    shuffle: Size.gibibytes(180),
    coreTime: Duration.hours(16),
    finishWithin: Duration.minutes(45),
  }),
});
