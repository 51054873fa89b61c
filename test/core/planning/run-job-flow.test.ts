import { violationsOf } from '../../../src/checks/schema/violations';
import { Resolver } from '../../../src/checks/template/resolver';
import { Value } from '../../../src/checks/template/value';
import { schemaOf } from '../../../src/core/catalog/resource-schemas';
import { RUN_JOB_FLOW, runJobFlowRequest } from '../../../src/core/planning/run-job-flow';

function refused(request: object): string[] {
  return violationsOf(new Value({ value: request, path: '' }, new Resolver({ value: {}, path: '' })), schemaOf(RUN_JOB_FLOW)!).map(({ path, message }) => `${path} ${message}`);
}

const GROUP = { instanceCount: 3, instanceType: 'r5.2xlarge', market: 'ON_DEMAND' };

test('names of CDK become those of the API, the groups of all roles one list', () => {
  const request = runJobFlowRequest({
    name: 'nightly',
    osReleaseLabel: '2023.5',
    instances: {
      masterInstanceGroup: { ...GROUP, instanceCount: 1 },
      coreInstanceGroup: { ...GROUP, ebsConfiguration: { ebsBlockDeviceConfigs: [{ volumeSpecification: { volumeType: 'gp3', sizeInGb: 64 }, volumesPerInstance: 2 }] } },
      taskInstanceGroups: [{ ...GROUP, name: 'Task' }],
      ec2SubnetId: 'subnet-1',
      terminationProtected: undefined,
    },
    configurations: [{ classification: 'spark-defaults', configurationProperties: { 'spark.x': 'y' } }],
    kerberosAttributes: { realm: 'X', adDomainJoinUser: 'me' },
  });
  expect(request).toEqual({
    Name: 'nightly',
    OSReleaseLabel: '2023.5',
    Instances: {
      InstanceGroups: [
        { InstanceRole: 'MASTER', InstanceCount: 1, InstanceType: 'r5.2xlarge', Market: 'ON_DEMAND' },
        {
          InstanceRole: 'CORE',
          InstanceCount: 3,
          InstanceType: 'r5.2xlarge',
          Market: 'ON_DEMAND',
          EbsConfiguration: { EbsBlockDeviceConfigs: [{ VolumeSpecification: { VolumeType: 'gp3', SizeInGB: 64 }, VolumesPerInstance: 2 }] },
        },
        { InstanceRole: 'TASK', Name: 'Task', InstanceCount: 3, InstanceType: 'r5.2xlarge', Market: 'ON_DEMAND' },
      ],
      Ec2SubnetId: 'subnet-1',
    },
    Configurations: [{ Classification: 'spark-defaults', Properties: { 'spark.x': 'y' } }],
    KerberosAttributes: { Realm: 'X', ADDomainJoinUser: 'me' },
  });
  expect(refused(request)).toEqual([expect.stringContaining('KdcAdminPassword')]);
});

test('names of CloudFormation do as well, and its functions stay', () => {
  const reference = { Ref: 'Profile' };
  expect(runJobFlowRequest({
    JobFlowRole: reference,
    Instances: { CoreInstanceFleet: { TargetOnDemandCapacity: 2 }, Ec2SubnetIds: { 'Fn::Split': [',', 'a,b'] } },
    Tags: [{ Key: 'a', Value: 'b' }],
  })).toEqual({
    JobFlowRole: reference,
    Instances: { InstanceFleets: [{ InstanceFleetType: 'CORE', TargetOnDemandCapacity: 2 }], Ec2SubnetIds: { 'Fn::Split': [',', 'a,b'] } },
    Tags: [{ Key: 'a', Value: 'b' }],
  });
});

test('what the API does not know keeps its name, so that its model refuses it', () => {
  const request = runJobFlowRequest({ name: 'x', instances: { nodes: 3 } });
  expect(request).toEqual({ Name: 'x', Instances: { nodes: 3 } });
  expect(refused(request)).toEqual([expect.stringContaining('/Instances/nodes')]);
});
