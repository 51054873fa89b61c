import { nameProperty, propertyUpdates, typesWithUpdates, updateOf } from '../../../src/core/catalog/updates';

/** The properties of a type by what their update does, by hand from the schemas' createOnlyProperties. */
const REPLACED: Readonly<Record<string, readonly string[]>> = {
  'AWS::EMRServerless::Application': ['Name', 'Type'],
  'AWS::EMR::Cluster': [
    'Steps', 'EbsRootVolumeSize', 'SecurityConfiguration', 'ScaleDownBehavior', 'Configurations', 'ReleaseLabel', 'BootstrapActions', 'EbsRootVolumeIops', 'KerberosAttributes', 'ServiceRole',
    'LogEncryptionKmsKeyId', 'Name', 'EbsRootVolumeThroughput', 'JobFlowRole', 'AdditionalInfo', 'LogUri', 'CustomAmiId', 'PlacementGroupConfigs', 'OSReleaseLabel', 'AutoScalingRole', 'Applications',
  ],
  'AWS::EMR::InstanceFleetConfig': ['Name', 'LaunchSpecifications', 'ClusterId', 'InstanceFleetType'],
  'AWS::EMR::InstanceGroupConfig': ['InstanceRole', 'JobFlowId', 'Name', 'InstanceType', 'CustomAmiId', 'Configurations', 'EbsConfiguration', 'Market', 'BidPrice'],
  'AWS::EMR::SecurityConfiguration': ['Name', 'SecurityConfiguration'],
  'AWS::EMR::Step': ['JobFlowId', 'HadoopJarStep', 'Name', 'ActionOnFailure', 'LogUri', 'EncryptionKeyArn'],
  'AWS::EMR::Studio': [
    'AuthMode', 'EngineSecurityGroupId', 'ServiceRole', 'UserRole', 'VpcId', 'WorkspaceSecurityGroupId', 'TrustedIdentityPropagationEnabled', 'IdcUserAssignment', 'IdcInstanceArn', 'EncryptionKeyArn',
  ],
  'AWS::EMR::WALWorkspace': ['WALWorkspaceName'],
};

/** What else the schemas let change. */
const UPDATED: Readonly<Record<string, readonly string[]>> = {
  'AWS::EMR::Cluster': ['AutoTerminationPolicy', 'ManagedScalingPolicy', 'StepConcurrencyLevel', 'Tags', 'VisibleToAllUsers'],
  'AWS::EMR::InstanceFleetConfig': ['ResizeSpecifications', 'TargetOnDemandCapacity', 'TargetSpotCapacity'],
  'AWS::EMR::InstanceGroupConfig': ['AutoScalingPolicy', 'InstanceCount'],
  'AWS::EMR::Studio': ['DefaultS3Location', 'Description', 'IdpAuthUrl', 'IdpRelayStateParameterName', 'Name', 'SubnetIds', 'Tags'],
  'AWS::EMR::WALWorkspace': ['Tags'],
};

test.each(Object.entries(REPLACED))('what can only be set when a %s is created replaces it', (type, properties) => {
  for (const property of properties) expect([property, updateOf(type, [property])?.update]).toEqual([property, 'replaces']);
});

test.each(Object.entries(UPDATED))('what else %s has is updated in place', (type, properties) => {
  for (const property of properties) expect([property, updateOf(type, [property])?.update]).toEqual([property, 'in-place']);
});

test('of an application everything but name and type waits until it is stopped', () => {
  const others = propertyUpdates('AWS::EMRServerless::Application').filter(({ update }) => update !== 'replaces');
  expect(others.map(({ property, update }) => [property, update])).toEqual([
    'AutoStartConfiguration', 'AutoStopConfiguration', 'IdentityCenterConfiguration', 'InitialCapacity', 'InteractiveConfiguration', 'MonitoringConfiguration', 'NetworkConfiguration',
    'RuntimeConfiguration', 'SchedulerConfiguration', 'Tags', 'Architecture', 'ReleaseLabel', 'ImageConfiguration', 'MaximumCapacity', 'SchedulerConfiguration.MaxConcurrentRuns', 'WorkerTypeSpecifications',
  ].map(property => [property, 'needs-stop']));
});

test('the longest path that the table has holds', () => {
  const cluster = (...path: string[]) => updateOf('AWS::EMR::Cluster', path);
  expect(cluster('Instances', 'TerminationProtected')).toMatchObject({ property: 'Instances.TerminationProtected', update: 'in-place' });
  expect(cluster('Instances', 'CoreInstanceGroup', 'InstanceType')).toMatchObject({ property: 'Instances.CoreInstanceGroup', update: 'replaces' });
  expect(cluster('Instances', 'CoreInstanceGroup', 'InstanceCount')).toMatchObject({ update: 'may-replace' });
  expect(cluster('Instances', 'Later')).toMatchObject({ property: 'Instances', update: 'may-replace' });
  expect([cluster('Later'), cluster(), updateOf('AWS::EMR::Later', ['Name'])]).toEqual([undefined, undefined, undefined]);
});

test('every row has its source', () => {
  for (const { source } of typesWithUpdates().flatMap(propertyUpdates)) expect(source).toMatch(/^https:\/\/\S+$/);
});

test('two types have a property for a name', () => {
  expect(typesWithUpdates().filter(type => nameProperty(type) !== undefined)).toEqual(['AWS::EMR::SecurityConfiguration', 'AWS::EMR::WALWorkspace']);
});
