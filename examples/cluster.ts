import { App, Duration, Size, Stack } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { EmrArchitecture, EmrRelease, SizedEmrCluster, SparkWorkload } from '../src';

export const app = new App();
const stack = new Stack(app, 'Warehouse');

const cluster = new SizedEmrCluster(stack, 'Cluster', {
  release: EmrRelease.EMR_7_12_0,
  architecture: EmrArchitecture.ARM64,
  vpc: new Vpc(stack, 'Vpc'),
  s3Logs: { bucket: new Bucket(stack, 'Logs') },
  workload: SparkWorkload.of({
    name: 'nightly',
    input: Size.gibibytes(500),
    shuffle: Size.gibibytes(180),
    coreTime: Duration.hours(16),
    finishWithin: Duration.minutes(45),
  }),
});
cluster.addWorkload('Reports', SparkWorkload.of({ name: 'reports', input: Size.gibibytes(40), concurrentRuns: 2 }));
