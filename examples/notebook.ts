import { App, Duration, Size, Stack } from 'aws-cdk-lib';
import { EmrRelease, SizedEmrServerlessApp, SparkLanguage, SparkWorkload, WorkloadProfile } from '../src';

/** Notebooks of four people at once, in Python. Two executors are kept warm while the application is started; it stops after a quarter of an hour. */
export const app = new App();
const stack = new Stack(app, 'Notebooks');

new SizedEmrServerlessApp(stack, 'Application', {
  release: EmrRelease.EMR_7_12_0,
  studio: true,
  livyEndpoint: true,
  warm: 2,
  idleTimeout: Duration.minutes(15),
  workload: SparkWorkload.of({
    name: 'exploring',
    profile: WorkloadProfile.INTERACTIVE,
    language: SparkLanguage.PYTHON,
    pythonMemoryPerTask: Size.mebibytes(512),
    input: Size.gibibytes(20),
    cache: Size.gibibytes(10),
    finishWithin: Duration.minutes(5),
    concurrentRuns: 4,
  }),
});
