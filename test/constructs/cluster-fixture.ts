import { Duration, Size } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { stackOf } from './app-fixture';
import { SizedEmrCluster, SizedEmrClusterProps, SparkPlan, SparkWorkload } from '../../src';

export const CLUSTER = 'AWS::EMR::Cluster';

export const etl = SparkWorkload.of({
  name: 'etl', input: Size.gibibytes(200), shuffle: Size.gibibytes(60), coreTime: Duration.hours(10), finishWithin: Duration.hours(2),
});
export const reports = SparkWorkload.of({ name: 'reports', input: Size.gibibytes(40), coreTime: Duration.hours(3), concurrentRuns: 2, finishWithin: Duration.hours(2) });

/** Pins that make a plan in a moment. */
export const PINS = { instanceTypes: ['r5.2xlarge'] };

/** Three r5.2xlarge with two executors each. */
export const lockFile = SparkPlan.forCluster(etl, { ...PINS, nodes: 3, executorCores: 4 });

/** The plan of the lock file with some fields replaced, by path. */
export function changedPlan(values: Record<string, unknown>): SparkPlan {
  const plan = JSON.parse(lockFile.toJson());
  for (const [path, value] of Object.entries(values)) {
    const names = path.split('.');
    const last = names.pop()!;
    names.reduce((target, name) => target[name], plan)[last] = value;
  }
  return SparkPlan.fromJson(JSON.stringify(plan));
}

/** A cluster of the lock file in a stack of its own. */
export function clusterOf(props: Partial<SizedEmrClusterProps> = {}, stack = stackOf()): SizedEmrCluster {
  return new SizedEmrCluster(stack, 'Cluster', { ...props.workload || props.plan ? {} : { plan: lockFile }, ...props });
}

/** Properties of the only cluster of the stack. */
export function clusterPropertiesOf(cluster: SizedEmrCluster): Record<string, any> {
  const [resource] = Object.values(Template.fromStack(cluster.stack).findResources(CLUSTER));
  return resource.Properties;
}

/** `SZ3213` and so on, of the warnings on the cluster and on its workloads. */
export function clusterWarningsOf(cluster: SizedEmrCluster): string[] {
  return Annotations.fromStack(cluster.stack).findWarning('*', Match.stringLikeRegexp('cdk-sized-emr:SZ'))
    .map(({ entry }) => /cdk-sized-emr:(SZ\d+)/.exec(String(entry.data))![1]);
}
