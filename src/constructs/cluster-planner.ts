import { PlanReader, PlanReading, PlanSource } from './workload-plan';
import { ClusterPlanOptions } from '../api/plan-options';
import { planForCluster, readClusterOptions, statedClusterOptions } from '../api/read-cluster-options';
import { Ec2Plan, Ec2Request } from '../core/planning/ec2-plan';

/** What a workload of a cluster is given as. */
export type ClusterPlanSource = PlanSource<ClusterPlanOptions>;
/** A plan for a cluster, or what is wrong. */
export type ClusterPlanReading = PlanReading<Ec2Plan>;

/** Reads the workloads of a cluster. */
export const CLUSTER_PLANS = new PlanReader<Ec2Plan, Ec2Request, ClusterPlanOptions>({
  platform: 'ec2',
  construct: 'SizedEmrCluster',
  read: readClusterOptions,
  plan: planForCluster,
  statedOptions: statedClusterOptions,
  storedChoices: ({ instanceTypes }) => instanceTypes ? { instanceTypes } : {},
  statedValues,
});

function statedValues({ sparkDefaults, cluster: { primary, core, task } }: Ec2Plan): Record<string, string> {
  return {
    ...sparkDefaults,
    'primary': primary.instanceType,
    'core': `${core.count} × ${core.instanceType}`,
    'task': task ? `${task.count} × ${task.instanceType} on Spot` : 'none',
    'core.ebs': core.ebs ? `${core.ebs.volumes} × ${core.ebs.sizeGiB} GiB` : 'none',
  };
}
