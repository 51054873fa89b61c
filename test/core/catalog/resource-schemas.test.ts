import { rangeOf, resolvedNode, schemaOf, schemaTypes } from '../../../src/core/catalog/resource-schemas';

test('the types of EMR are there, and nothing under the names of Object.prototype', () => {
  expect(schemaTypes().sort()).toEqual([
    'AWS::EMR::Cluster', 'AWS::EMR::InstanceFleetConfig', 'AWS::EMR::InstanceGroupConfig', 'AWS::EMR::SecurityConfiguration', 'AWS::EMR::Step', 'AWS::EMR::Studio',
    'AWS::EMR::WALWorkspace', 'AWS::EMRServerless::Application',
  ]);
  expect([schemaOf('constructor'), schemaOf('__proto__'), schemaOf('AWS::S3::Bucket')]).toEqual([undefined, undefined, undefined]);
});

test('a node that refers to another has its keywords, and its own win', () => {
  expect(resolvedNode({ $ref: 'EMRServerless.CpuSize', maxLength: 3 })).toEqual({ type: 'string', pattern: '^[1-9][0-9]*(\\s)?(vCPU|vcpu|VCPU)?$', minLength: 1, maxLength: 3 });
});

// the figures by hand from the pages of the two APIs, 2026-11-20
test.each([
  ['EMRServerless.SchedulerConfiguration', 'QueueTimeoutMinutes', [15, 720]],
  ['EMRServerless.AutoStopConfiguration', 'IdleTimeoutMinutes', [1, 10_080]],
  ['EMRServerless.InitialCapacityConfig', 'WorkerCount', [1, 1_000_000]],
  ['EMR.AutoTerminationPolicy', 'IdleTimeout', [60, 7 * 24 * 60 * 60]],
  ['EMR.SpotProvisioningSpecification', 'TimeoutDurationMinutes', [5, 24 * 60]],
  ['EMR.ManagedScalingPolicy', 'UtilizationPerformanceIndex', [1, 100]],
  ['AWS::EMR::Cluster', 'StepConcurrencyLevel', [1, 256]],
])('the range of %s %s', (name, property, range) => {
  expect(rangeOf(name, property)).toEqual(range);
});
