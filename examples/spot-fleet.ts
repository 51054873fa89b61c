import { App, Duration, Size, Stack } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { EmrRelease, InstanceMarket, SizedEmrCluster, SparkWorkload } from '../src';

/**
 * A cluster of instance fleets: EMR takes whichever of the types it gets, and executors fill each of them. Task nodes are bought on Spot,
 * application masters stay on core nodes, and managed scaling takes idle nodes away.
 */
export const app = new App();
const stack = new Stack(app, 'Warehouse');

new SizedEmrCluster(stack, 'Cluster', {
  release: EmrRelease.EMR_7_12_0,
  vpc: new Vpc(stack, 'Vpc'),
  s3Logs: { bucket: new Bucket(stack, 'Logs') },
  instanceTypes: ['m5.4xlarge'],
  fleetInstanceTypes: ['m5a.4xlarge', 'm6i.4xlarge'],
  taskNodes: 2,
  taskMarket: InstanceMarket.SPOT,
  minimumNodes: 2,
  idleTimeout: Duration.hours(1),
  workload: SparkWorkload.of({
    name: 'nightly',
    input: Size.gibibytes(500),
    shuffle: Size.gibibytes(180),
    coreTime: Duration.hours(16),
    finishWithin: Duration.minutes(45),
  }),
});
