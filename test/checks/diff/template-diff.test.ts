import { diffOf, foundIn, saidOf, templateOf } from './template-fixture';
import { diffTemplates } from '../../../src/checks/diff/template-diff';

const APP = 'AWS::EMRServerless::Application';
const CLUSTER = 'AWS::EMR::Cluster';
const SECURITY = 'AWS::EMR::SecurityConfiguration';

describe('an application', () => {
  test('is replaced by another name or type, and then nothing else is said of it', () => {
    const before = templateOf(APP, { Name: 'a', Type: 'Spark', Tags: [] });
    expect(saidOf(before, templateOf(APP, { Name: 'b', Type: 'Spark', Tags: [{ Key: 'k', Value: 'v' }] }))).toEqual([
      'SZ6901 It Name: a new AWS::EMRServerless::Application is created, and this one deleted',
    ]);
    expect(foundIn(before, templateOf(APP, { Name: 'a', Type: 'Hive', Tags: [] }))).toEqual(['SZ6901 It Type']);
  });

  test('refuses everything else while it is STARTED, tags alone too', () => {
    const before = templateOf(APP, { Name: 'a', Tags: [] });
    expect(saidOf(before, templateOf(APP, { Name: 'a', Tags: [{ Key: 'k', Value: 'v' }] }))).toEqual([
      'SZ6903 It Tags: the application stays, and the deployment fails while it is STARTED: stop it first, or let its idle timeout do so',
    ]);
  });

  test('is said to take a capacity while started, by the service and not by CloudFormation', () => {
    const [said] = saidOf(templateOf(APP, { MaximumCapacity: { Cpu: '4 vCPU' } }), templateOf(APP, { MaximumCapacity: { Cpu: '8 vCPU' } }));
    expect(said).toMatch(/^SZ6903 It MaximumCapacity: .* \(the service itself takes it while started since June 2026; CloudFormation was not seen to\)$/);
  });

  test('names a list that is longer as one change, and one of the same length item by item', () => {
    const pool = (...counts: number[]) => templateOf(APP, { InitialCapacity: counts.map(WorkerCount => ({ Key: 'Driver', Value: { WorkerCount } })) });
    const paths = (before: object, after: object) => diffOf(before, after).findings[0].changes.map(({ path }) => path);
    expect(paths(pool(1, 2), pool(1, 3))).toEqual(['/Resources/It/Properties/InitialCapacity/1/Value/WorkerCount']);
    expect(paths(pool(1), pool(1, 3))).toEqual(['/Resources/It/Properties/InitialCapacity']);
  });
});

describe('a cluster', () => {
  const cluster = (properties: object, beside: object = {}) => templateOf(CLUSTER, { Name: 'c', ...properties }, beside);
  const spark = (memory: string) => ({ Configurations: [{ Classification: 'spark-defaults', ConfigurationProperties: { 'spark.executor.memory': memory } }] });

  test('is replaced by a changed size of an executor in its Configurations', () => {
    expect(diffOf(cluster(spark('4g')), cluster(spark('8g'))).findings).toEqual([{
      id: 'SZ6901',
      effect: 'replaced',
      logicalId: 'It',
      type: CLUSTER,
      property: 'Configurations',
      message: 'Configurations: a new AWS::EMR::Cluster is created, and this one deleted',
      source: 'https://github.com/cdklabs/awscdk-service-spec',
      changes: [{ path: '/Resources/It/Properties/Configurations/0/ConfigurationProperties/spark.executor.memory', before: '4g', after: '8g', because: null }],
    }]);
  });

  test('stays where managed scaling, tags or its protection change', () => {
    const before = cluster({ Instances: { TerminationProtected: false }, Tags: [], ManagedScalingPolicy: { ComputeLimits: { MaximumCapacityUnits: 3 } } });
    const after = cluster({ Instances: { TerminationProtected: true }, Tags: [1], ManagedScalingPolicy: { ComputeLimits: { MaximumCapacityUnits: 9 } } });
    expect(diffOf(before, after)).toMatchObject({ findings: [], updatedInPlace: 3 });
  });

  test.each([
    [{ CoreInstanceGroup: { InstanceType: 'm5.xlarge' } }, { CoreInstanceGroup: { InstanceType: 'm5.2xlarge' } }, 'SZ6901 It Instances.CoreInstanceGroup'],
    [{ CoreInstanceGroup: { InstanceCount: 2 } }, { CoreInstanceGroup: { InstanceCount: 3 } }, 'SZ6902 It Instances.CoreInstanceGroup.InstanceCount'],
    [{ CoreInstanceFleet: { TargetSpotCapacity: 2 } }, { CoreInstanceFleet: { TargetSpotCapacity: 3 } }, 'SZ6902 It Instances.CoreInstanceFleet.TargetSpotCapacity'],
    [{ TaskInstanceGroups: [{ InstanceType: 'a' }] }, { TaskInstanceGroups: [{ InstanceType: 'b' }] }, 'SZ6902 It Instances.TaskInstanceGroups'],
    [{ Placement: {} }, { NewField: 1 }, 'SZ6901 It Instances.Placement'],
    [{ Ec2SubnetId: 'a' }, { Ec2SubnetId: { Ref: 'Subnet' } }, 'SZ6901 It Instances.Ec2SubnetId'],
  ])('%j that becomes %j is %s', (before, after, found) => {
    expect(foundIn(cluster({ Instances: before }), cluster({ Instances: after }))).toContain(found);
  });

  test('has a field that the table lacks under the next one above, and without one by its own name', () => {
    expect(foundIn(cluster({}), cluster({ Instances: { Later: 1 } }))).toEqual(['SZ6902 It Instances']);
    expect(saidOf(cluster({}), cluster({ Later: { Deep: 1 } }))).toEqual(['SZ6905 It Later: not in the table of AWS::EMR::Cluster: look up what its update does']);
    expect(foundIn(templateOf('AWS::EMR::Later', { A: 1 }), templateOf('AWS::EMR::Later', { A: 2 }))).toEqual(['SZ6905 It A']);
  });

  test('says what UpdateReplacePolicy makes of the old one', () => {
    const kept = { UpdateReplacePolicy: 'Retain' };
    expect(saidOf(cluster({ LogUri: 'a' }, kept), cluster({ LogUri: 'b' }, kept))).toEqual([
      'SZ6901 It LogUri: a new AWS::EMR::Cluster is created, and this one stays, outside of the stack (UpdateReplacePolicy)',
    ]);
  });

  test('may go with its condition', () => {
    const [said] = saidOf(cluster({}, { Condition: 'A' }), cluster({}, { Condition: 'B' }));
    expect(said).toBe('SZ6902 It Condition: a new AWS::EMR::Cluster may be created, and this one deleted (where a condition is false there is no resource)');
  });
});

test.each([
  ['AWS::EMR::InstanceGroupConfig', { InstanceCount: 1 }, { InstanceCount: 2 }, []],
  ['AWS::EMR::InstanceGroupConfig', { EbsConfiguration: { EbsOptimized: true } }, { EbsConfiguration: { EbsOptimized: false } }, ['SZ6901 It EbsConfiguration']],
  ['AWS::EMR::InstanceFleetConfig', { TargetOnDemandCapacity: 1 }, { TargetOnDemandCapacity: 2 }, []],
  ['AWS::EMR::InstanceFleetConfig', { InstanceTypeConfigs: [1] }, { InstanceTypeConfigs: [2] }, ['SZ6901 It InstanceTypeConfigs']],
  ['AWS::EMR::Step', { HadoopJarStep: { Args: ['a'] } }, { HadoopJarStep: { Args: ['b'] } }, ['SZ6901 It HadoopJarStep']],
  ['AWS::EMR::Studio', { Name: 'a' }, { Name: 'b' }, []],
  ['AWS::EMR::Studio', { VpcId: 'a' }, { VpcId: 'b' }, ['SZ6901 It VpcId']],
  ['AWS::EMR::StudioSessionMapping', { SessionPolicyArn: 'a' }, { SessionPolicyArn: 'b' }, []],
  ['AWS::EMR::WALWorkspace', { WALWorkspaceName: 'a' }, { WALWorkspaceName: 'b' }, ['SZ6901 It WALWorkspaceName']],
  ['AWS::S3::Bucket', { BucketName: 'a' }, { BucketName: 'b' }, []],
])('%s from %j to %j: %j', (type, before, after, found) => {
  expect(foundIn(templateOf(type, before), templateOf(type, after))).toEqual(found);
});

describe('a security configuration', () => {
  const named = (Name: unknown, value: number) => templateOf(SECURITY, { ...Name === undefined ? {} : { Name }, SecurityConfiguration: { value } });

  test('with a name that stays cannot be replaced', () => {
    expect(saidOf(named('mine', 1), named('mine', 2))).toEqual([
      'SZ6901 It SecurityConfiguration: a new AWS::EMR::SecurityConfiguration is created, and this one deleted; '
      + 'CloudFormation refuses that while its Name stays "mine": change it as well, or leave it out',
    ]);
  });

  test('with another name, or none, can', () => {
    expect(saidOf(named('mine', 1), named('new', 2)).join()).not.toContain('refuses');
    expect(saidOf(named(undefined, 1), named(undefined, 2)).join()).not.toContain('refuses');
  });
});

describe('what refers to a replaced resource', () => {
  const stack = (value: number, reference: unknown) => ({
    Resources: {
      Step: { Type: 'AWS::EMR::Step', Properties: { JobFlowId: { Ref: 'Cluster' } } },
      Cluster: { Type: CLUSTER, Properties: { SecurityConfiguration: reference } },
      Security: { Type: SECURITY, Properties: { SecurityConfiguration: { value } } },
    },
  });

  test.each([
    [{ Ref: 'Security' }], [{ 'Fn::GetAtt': ['Security', 'Id'] }], [{ 'Fn::GetAtt': 'Security.Id' }], [{ 'Fn::Sub': 'x-${Security}' }], [{ 'Fn::Sub': ['${Security.Id}', {}] }],
    [{ 'Fn::Join': ['', ['a', { Ref: 'Security' }]] }],
  ])('by %j is replaced as well, and so is what refers to that', reference => {
    const { findings } = diffOf(stack(1, reference), stack(2, reference));
    expect(findings.map(({ logicalId, effect, changes }) => [logicalId, effect, changes[0].because])).toEqual([
      ['Step', 'replaced', 'Cluster is replaced'], ['Cluster', 'replaced', 'Security is replaced'], ['Security', 'replaced', null],
    ]);
  });

  test.each([[{ Ref: 'Other' }], [{ 'Fn::Sub': '${!Security}' }], ['Security'], [{ Ref: ['Security'] }]])('%j does not', reference => {
    expect(foundIn(stack(1, reference), stack(2, reference))).toEqual(['SZ6901 Security SecurityConfiguration']);
  });

  test('two that refer to each other end', () => {
    const circle = (Name: string) => ({
      Resources: {
        A: { Type: CLUSTER, Properties: { Name, LogUri: { Ref: 'B' } } },
        B: { Type: CLUSTER, Properties: { LogUri: { Ref: 'A' } } },
      },
    });
    expect(foundIn(circle('a'), circle('b'))).toEqual(['SZ6901 A Name', 'SZ6901 A LogUri', 'SZ6901 B LogUri']);
  });

  test('may be replaced where that may', () => {
    const counted = (InstanceCount: number) => ({
      Resources: {
        Cluster: { Type: CLUSTER, Properties: { Instances: { CoreInstanceGroup: { InstanceCount } } } },
        Step: { Type: 'AWS::EMR::Step', Properties: { JobFlowId: { Ref: 'Cluster' } } },
      },
    });
    expect(saidOf(counted(1), counted(2))[1]).toBe('SZ6902 Step JobFlowId: a new AWS::EMR::Step may be created, and this one deleted');
    expect(diffOf(counted(1), counted(2)).findings[1].changes[0].because).toBe('Cluster may be replaced');
  });
});

describe('functions of CloudFormation', () => {
  test('are compared as data', () => {
    const uri = (value: unknown) => templateOf(CLUSTER, { LogUri: value });
    expect(foundIn(uri({ Ref: 'A' }), uri({ Ref: 'A' }))).toEqual([]);
    expect(diffOf(uri({ Ref: 'A' }), uri({ 'Fn::Sub': '${A}' })).findings[0].changes).toEqual([
      { path: '/Resources/It/Properties/LogUri', before: { Ref: 'A' }, after: { 'Fn::Sub': '${A}' }, because: null },
    ]);
  });

  test('AWS::NoValue is left out', () => {
    const uri = (properties: object) => templateOf(CLUSTER, properties);
    expect(foundIn(uri({}), uri({ LogUri: { Ref: 'AWS::NoValue' } }))).toEqual([]);
    expect(diffOf(uri({ LogUri: { Ref: 'AWS::NoValue' } }), uri({ LogUri: 'a' })).findings[0].changes[0]).toMatchObject({ before: null, after: 'a' });
  });

  test.each([
    ['Parameters', { Ref: 'Name' }, 'the parameter Name differs'],
    ['Mappings', { 'Fn::FindInMap': ['Name', 'a', 'b'] }, 'the mapping Name differs'],
    ['Conditions', { 'Fn::If': ['Name', 'a', 'b'] }, 'the condition Name differs'],
  ])('where %s differ, what is made from them may change', (section, value, because) => {
    const stack = (content: number) => ({ ...templateOf(CLUSTER, { LogUri: value }), [section]: { Name: { content } } });
    const { findings } = diffOf(stack(1), stack(2));
    expect(findings).toMatchObject([{ id: 'SZ6902', property: 'LogUri', changes: [{ because }] }]);
  });

  test('of an application are refused while it is STARTED, whether or not they come out the same', () => {
    const stack = (Default: string) => ({ ...templateOf(APP, { ReleaseLabel: { Ref: 'Label' } }), Parameters: { Label: { Default } } });
    expect(foundIn(stack('emr-7.12.0'), stack('emr-7.13.0'))).toEqual(['SZ6903 It ReleaseLabel']);
  });
});

describe('resources that are gone', () => {
  const only = (id: string, properties: object, beside: object = {}) => ({ Resources: { [id]: { Type: CLUSTER, Properties: properties, ...beside } } });

  test('are deleted', () => {
    expect(saidOf(only('A', { Name: 'a' }), { Resources: {} })).toEqual(['SZ6904 A not in the new template: it is deleted']);
    expect(saidOf(templateOf(APP, {}), { Resources: {} })).toEqual(['SZ6904 It not in the new template: it is deleted, which a STARTED application refuses']);
  });

  test.each(['Retain', 'RetainExceptOnCreate'])('stay with DeletionPolicy %s', DeletionPolicy => {
    expect(saidOf(only('A', {}, { DeletionPolicy }), { Resources: {} })).toEqual(['SZ6904 A not in the new template: it stays, outside of the stack (DeletionPolicy)']);
  });

  test('are replaced where the same one has another logical id, each by one', () => {
    const before = { Resources: { ...only('A', { Name: 'a' }).Resources, ...only('B', { Name: 'a' }).Resources } };
    expect(saidOf(before, only('C', { Name: 'a' }))).toEqual([
      'SZ6901 A its logical id is now C: a new AWS::EMR::Cluster is created; of this one, it is deleted',
      'SZ6904 B not in the new template: it is deleted',
    ]);
    expect(foundIn(only('A', { Name: 'a' }), only('C', { Name: 'c' }))).toEqual(['SZ6904 A']);
  });

  test('cannot be replaced under another logical id while their name stays', () => {
    const named = (id: string) => ({ Resources: { [id]: { Type: SECURITY, Properties: { Name: 'mine' } } } });
    expect(saidOf(named('A'), named('B'))[0]).toMatch(/^SZ6901 A its logical id is now B: .*; CloudFormation refuses that while its Name stays "mine"/);
  });

  test('are of EMR, and new ones are no finding', () => {
    expect(foundIn(templateOf('AWS::S3::Bucket', {}), { Resources: {} })).toEqual([]);
    expect(diffOf({ Resources: {} }, only('A', {}))).toMatchObject({ findings: [], resources: { old: 0, new: 1 } });
  });
});

test('another type under one logical id is refused', () => {
  expect(saidOf(templateOf(CLUSTER, {}), templateOf(APP, {}))).toEqual([
    'SZ6906 It was AWS::EMR::Cluster, and is AWS::EMRServerless::Application: CloudFormation refuses to change the type of a resource; give it another logical id',
  ]);
  expect(foundIn(templateOf('AWS::S3::Bucket', {}), templateOf('AWS::SNS::Topic', {}))).toEqual([]);
});

describe('what is no template', () => {
  const problemsOf = (before: unknown, after: unknown = { Resources: {} }) => {
    const outcome = diffTemplates(before, after, { old: 'a.json', new: 'b.json' });
    return outcome.ok ? [] : outcome.problems.map(({ id, path, message }) => `${id} ${path}: ${message}`);
  };
  const nested = (levels: number) => JSON.parse(`{ "Resources": ${'['.repeat(levels)}${']'.repeat(levels)} }`) as unknown;

  test.each([
    [null, 'SZ1010 a.json: got null; a template of CloudFormation is expected'],
    [[1], 'SZ1010 a.json: got [1]; a template of CloudFormation is expected'],
    [{}, 'SZ1010 a.json /Resources: got undefined; an object of resources is expected'],
    [{ Resources: [] }, 'SZ1010 a.json /Resources: got []; an object of resources is expected'],
    [{ Resources: { A: 1 } }, 'SZ1010 a.json /Resources/A: got 1; a resource is expected'],
    [{ Resources: { A: {} } }, 'SZ1010 a.json /Resources/A/Type: got undefined; the type of the resource is expected'],
    [{ Resources: { A: { Type: 3 } } }, 'SZ1010 a.json /Resources/A/Type: got 3; the type of the resource is expected'],
    [{ Resources: { A: { Type: CLUSTER, Properties: [] } } }, 'SZ1010 a.json /Resources/A/Properties: got []; an object is expected'],
    [nested(100_000), 'SZ1010 a.json: is nested more than 200 levels deep; no template of CloudFormation is'],
  ])('is refused: %#', (template, said) => {
    expect(problemsOf(template)).toEqual([said]);
  });

  test('is refused in both at once', () => {
    expect(problemsOf(1, 2)).toHaveLength(2);
  });

  test('names of JavaScript are names like others', () => {
    const template = (value: number) => JSON.parse(`{ "Resources": { "__proto__": { "Type": "${CLUSTER}", "Properties": { "__proto__": ${value}, "constructor": { "toString": 1 } } } } }`) as object;
    expect(foundIn(template(1), template(2))).toEqual(['SZ6905 __proto__ __proto__']);
    expect(foundIn(template(1), template(1))).toEqual([]);
    expect(Object.prototype).not.toHaveProperty('Type');
  });
});
