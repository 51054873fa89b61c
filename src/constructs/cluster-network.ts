import { Tags } from 'aws-cdk-lib';
import { CfnSecurityGroup, CfnSubnet, CfnVPC, SelectedSubnets } from 'aws-cdk-lib/aws-ec2';
import { CfnCluster } from 'aws-cdk-lib/aws-emr';
import { IConstruct } from 'constructs';
import { SizedEmrClusterProps } from './cluster-props';
import { EMR_TAG } from '../core/planning/run-job-flow';


/** Props that the network follows from. */
export type NetworkProps = Pick<SizedEmrClusterProps,
  'vpc' | 'primarySecurityGroup' | 'coreSecurityGroup' | 'serviceSecurityGroup' | 'additionalSecurityGroups'>;

type InstancesPart = Partial<CfnCluster.JobFlowInstancesConfigProperty>;

/** What of `Instances` is the network. Groups stand in one subnet, a fleet in one of several. */
export function networkOf(subnets: SelectedSubnets | undefined, props: NetworkProps, isFleet: boolean): InstancesPart {
  const groups = props.additionalSecurityGroups?.map(({ securityGroupId }) => securityGroupId);
  return {
    ...isFleet ? { ec2SubnetIds: subnets?.subnetIds } : { ec2SubnetId: subnets?.subnetIds[0] },
    emrManagedMasterSecurityGroup: props.primarySecurityGroup?.securityGroupId,
    emrManagedSlaveSecurityGroup: props.coreSecurityGroup?.securityGroupId,
    serviceAccessSecurityGroup: props.serviceSecurityGroup?.securityGroupId,
    additionalMasterSecurityGroups: groups,
    additionalSlaveSecurityGroups: groups,
  };
}

/** Tags VPC, subnets and security groups where this app makes them. Tells whether all of them could be tagged. */
export function tagNetwork(subnets: SelectedSubnets | undefined, { vpc, ...groups }: NetworkProps): boolean {
  if (!vpc || !subnets) return false;
  const named = [groups.primarySecurityGroup, groups.coreSecurityGroup, groups.serviceSecurityGroup].filter(group => group !== undefined);
  const tagged = [vpc, ...subnets.subnets, ...named].map(tagResource);
  return tagged.every(Boolean);
}

/** The resource itself: an aspect on a VPC would tag all that stands in it. */
function tagResource({ node }: IConstruct): boolean {
  const resource = node.defaultChild;
  const isOwn = CfnVPC.isCfnVPC(resource) || CfnSubnet.isCfnSubnet(resource) || CfnSecurityGroup.isCfnSecurityGroup(resource);
  if (isOwn) Tags.of(resource).add(EMR_TAG, 'true');
  return isOwn;
}
