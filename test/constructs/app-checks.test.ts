import { Duration, Lazy, Size } from 'aws-cdk-lib';
import { SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { appOf, hourly, pinned, stackOf } from './app-fixture';
import {
  EmrRelease, ServerlessImage, SizedEmrServerlessAppProps, SparkWorkload, TableFormat, WorkloadProfile,
} from '../../src';
import { thrownBy } from '../api/thrown';

/** Problems of an application, or none. */
function problemsOf(props: Partial<SizedEmrServerlessAppProps>, stack = stackOf()): string[] {
  try {
    appOf(props, stack);
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').slice(1);
  }
}

describe('features by release: the last without it fails, the first with it passes', () => {
  const url = 'https://aps-workspaces.us-east-1.amazonaws.com/workspaces/ws-1/api/v1/remote_write';
  test.each<[string, Partial<SizedEmrServerlessAppProps>, string, string]>([
    ['prometheusRemoteWriteUrl', { prometheusRemoteWriteUrl: url }, 'emr-7.0.0', 'emr-7.1.0'],
    ['studio', { studio: true }, 'emr-6.13.0', 'emr-6.14.0'],
    ['livyEndpoint', { livyEndpoint: true }, 'emr-6.13.0', 'emr-6.14.0'],
    ['sessions', { sessions: true }, 'emr-7.12.0', 'emr-7.13.0'],
    ['lakeFormation', { lakeFormation: true }, 'emr-7.1.0', 'emr-7.2.0'],
    ['identityCenterInstanceArn', { identityCenterInstanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef' }, 'emr-7.7.0', 'emr-7.8.0'],
    ['queueTimeout', { queueTimeout: Duration.minutes(15) }, 'emr-6.15.0', 'emr-7.0.0'],
    ['tableFormats', { tableFormats: [TableFormat.DELTA] }, 'emr-6.8.0', 'emr-6.9.0'],
    ['tableFormats', { tableFormats: [TableFormat.ICEBERG, TableFormat.HUDI] }, 'emr-spark-8.1.0', 'emr-6.6.0'],
  ])('%s', (prop, props, without, first) => {
    expect(problemsOf({ plan: pinned({ release: without }), ...props })).toEqual(
      (props.tableFormats && without.startsWith('emr-spark') ? props.tableFormats : [1]).map(() => expect.stringMatching(new RegExp(`^SZ1013 ${prop}: got .* on ${without}`))),
    );
    expect(problemsOf({ plan: pinned({ release: first }), ...props })).toEqual([]);
  });

  test('fails on serverless storage below emr-7.12.0', () => {
    expect(problemsOf({ workload: hourly, serverlessStorage: true, release: EmrRelease.EMR_7_11_0 })[0]).toMatch(/^SZ1013 serverlessStorage/);
    expect(problemsOf({ workload: hourly, serverlessStorage: true })).toEqual([]);
  });
});

describe('times', () => {
  test.each([
    ['queueTimeout', 14, false], ['queueTimeout', 15, true], ['queueTimeout', 720, true], ['queueTimeout', 721, false],
    ['idleTimeout', 0, false], ['idleTimeout', 1, true], ['idleTimeout', 10_080, true], ['idleTimeout', 10_081, false], ['idleTimeout', 1.5, false],
  ])('%s of %d minutes passes: %s', (prop, minutes, passes) => {
    const problems = problemsOf({ [prop]: Duration.seconds(minutes * 60) });
    if (passes) expect(problems).toEqual([]);
    else expect(problems).toEqual([expect.stringMatching(new RegExp(`^SZ1004 ${prop}: got ${minutes} minutes`))]);
  });

  test('fails on a token', () => {
    expect(problemsOf({ idleTimeout: Duration.minutes(Lazy.number({ produce: () => 5 })) })).toEqual([expect.stringMatching(/^SZ1009 idleTimeout/)]);
  });
});

describe('texts', () => {
  test.each<[keyof SizedEmrServerlessAppProps, string, boolean]>([
    ['applicationName', 'a'.repeat(64), true],
    ['applicationName', 'a'.repeat(65), false],
    ['applicationName', '', false],
    ['applicationName', 'my app', false],
    ['applicationName', Lazy.string({ produce: () => 'my app' }), true],
    ['prometheusRemoteWriteUrl', 'https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1/api/v1/remote_write', true],
    ['prometheusRemoteWriteUrl', 'https://prometheus.example.com/api/v1/remote_write', false],
    ['prometheusRemoteWriteUrl', Lazy.string({ produce: () => 'x' }), true],
  ])('%s %j passes: %s', (prop, text, passes) => {
    expect(problemsOf({ [prop]: text })).toEqual(passes ? [] : [expect.stringMatching(new RegExp(`^SZ1004 ${prop}: got`))]);
  });

  test('a prefix of log streams has no colon', () => {
    expect(problemsOf({ cloudWatchLogs: { logStreamPrefix: 'a:b' } })).toEqual([expect.stringMatching(/^SZ1004 cloudWatchLogs\.logStreamPrefix/)]);
    expect(problemsOf({ cloudWatchLogs: { logStreamPrefix: 'a/b' } })).toEqual([]);
  });
});

describe('props that contradict each other', () => {
  test('security groups and subnets need a VPC', () => {
    const stack = stackOf();
    const securityGroups = [SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1')];
    expect(problemsOf({ securityGroups, vpcSubnets: {} }, stack)).toEqual([expect.stringMatching(/^SZ1007 securityGroups/), expect.stringMatching(/^SZ1007 vpcSubnets/)]);
  });

  test('one to five security groups are allowed', () => {
    const withGroups = (count: number) => {
      const stack = stackOf();
      const vpc = new Vpc(stack, 'Vpc');
      return problemsOf({ vpc, securityGroups: Array.from({ length: count }, (_, index) => SecurityGroup.fromSecurityGroupId(stack, `Group${index}`, `sg-${index}`)) }, stack);
    };
    expect(withGroups(0)).toEqual([expect.stringMatching(/^SZ1004 securityGroups: got 0/)]);
    expect(withGroups(1)).toEqual([]);
    expect(withGroups(5)).toEqual([]);
    expect(withGroups(6)).toEqual([expect.stringMatching(/^SZ1004 securityGroups: got 6/)]);
  });

  test('sixteen subnets are allowed', () => {
    const withSubnets = (count: number) => {
      const stack = stackOf();
      const zones = Array.from({ length: count }, (_, index) => `us-east-1${index}`);
      const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: zones, privateSubnetIds: zones.map(zone => `subnet-${zone}`) });
      return problemsOf({ vpc }, stack);
    };
    expect(withSubnets(16)).toEqual([]);
    expect(withSubnets(17)).toEqual([expect.stringMatching(/^SZ1004 vpcSubnets: got 17 subnets/)]);
  });

  test('an idle time-out needs auto stop, a key managed logs', () => {
    expect(problemsOf({ autoStop: false, idleTimeout: Duration.minutes(5) })).toEqual([expect.stringMatching(/^SZ1007 idleTimeout/)]);
    expect(problemsOf({ autoStop: true, idleTimeout: Duration.minutes(5) })).toEqual([]);
    const stack = stackOf();
    const encryptionKey = new Key(stack, 'Key');
    expect(problemsOf({ managedLogs: { enabled: false, encryptionKey } }, stack)).toEqual([expect.stringMatching(/^SZ1007 managedLogs\.encryptionKey/)]);
  });

  test('Lake Formation takes no custom image, no fixed count and no streaming', () => {
    expect(problemsOf({ lakeFormation: true, image: ServerlessImage.fromUri('x') })).toEqual([expect.stringMatching(/^SZ1007 image/)]);
    expect(problemsOf({ workload: hourly, lakeFormation: true, executors: 3 })).toEqual([expect.stringMatching(/^SZ1007 lakeFormation: got true with a fixed count/)]);
    const tenMinutes = Duration.minutes(10);
    const streaming = SparkWorkload.of({
      input: Size.mebibytes(500), profile: WorkloadProfile.STREAMING, finishWithin: tenMinutes, coreTime: tenMinutes,
    });
    expect(problemsOf({ workload: streaming, lakeFormation: true })).toContainEqual(expect.stringMatching(/^SZ1007 lakeFormation: got true with a streaming workload/));
    expect(problemsOf({ lakeFormation: true })).toEqual([]);
  });
});

test('fails with the problems of the application and of its workload in one error', () => {
  expect(thrownBy(() => appOf({ workload: hourly, executorCores: 3, applicationName: 'my app', sparkSettings: { 'spark.master': 'yarn' } }))).toEqual([
    'SZ1011, SZ1004, SZ1012 new SizedEmrServerlessApp at Stack/App: 3 problems',
    expect.stringMatching(/^SZ1011 executorCores/), expect.stringMatching(/^SZ1004 applicationName/), expect.stringMatching(/^SZ1012 sparkSettings/),
  ]);
});
