import { App, Duration, Size, Stack } from 'aws-cdk-lib';
import { EmrRelease, SizedEmrServerlessApp, SparkWorkload } from '../src';

/** Three jobs share one application: its capacity is the sum of what their runs hold, and each job brings its own sizes along. */
export const app = new App();
const stack = new Stack(app, 'Shared');

const shared = new SizedEmrServerlessApp(stack, 'Application', {
  release: EmrRelease.EMR_7_12_0,
  workload: SparkWorkload.of({ name: 'nightly', input: Size.gibibytes(500), shuffle: Size.gibibytes(180), coreTime: Duration.hours(16), finishWithin: Duration.minutes(45) }),
});
const reports = shared.addWorkload('Reports', SparkWorkload.of({ name: 'reports', input: Size.gibibytes(40), coreTime: Duration.hours(2), concurrentRuns: 3 }));
const training = shared.addWorkload('Training', SparkWorkload.of({ name: 'training', input: Size.gibibytes(20), cache: Size.gibibytes(30), coreTime: Duration.hours(4) }));

/** For whoever starts the jobs: the full set of keys, so that nothing of another job leaks in. */
export const submitParameters = { reports: reports.sparkSubmitParameters(), training: training.sparkSubmitParameters() };
