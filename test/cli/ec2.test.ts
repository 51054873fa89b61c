import { ran } from './fake-io';

/** What a command line prints as JSON. */
function json(line: string): Record<string, unknown> {
  return JSON.parse(ran(`${line} --json`).stdout) as Record<string, unknown>;
}

const R5 = 'simulate --platform ec2 --core-type r5.12xlarge --core-count 19 --executor-cores 5 --executor-memory 37g --executor-overhead 5g --executors 170';
const RAW = 'simulate --platform ec2 --nodes 19x385024x48 --am 896x1 --containers 170x43008x5';

describe('sized-emr simulate --platform ec2', () => {
  test('by instance types and by raw nodes says the same: 152 of 170 executors', () => {
    const typed = json(R5);
    const raw = json(RAW);
    expect(typed).toMatchObject({ schema: 'sized-emr/simulate/1', platform: 'ec2', starts: true, executorsAsked: 170, executorsGranted: 152, granted: [152] });
    expect([raw.executorsGranted, raw.nodesForAll, raw.masterMiB, raw.containerMiB]).toEqual([typed.executorsGranted, typed.nodesForAll, typed.masterMiB, typed.containerMiB]);
  });

  test('has every field that the contract promises', () => {
    expect(Object.keys(json(RAW))).toEqual(expect.arrayContaining(['schema', 'starts', 'executorsAsked', 'executorsGranted', 'granted', 'binds', 'message', 'perNode', 'capacityForAll']));
    expect((json(RAW).perNode as object[])[0]).toMatchObject({ type: '385024x48', containers: 9, usedMiB: 344_960, idleMiB: 40_064 });
  });

  test('takes several kinds of nodes and sizes, the first list first', () => {
    expect(json('simulate --platform ec2 --nodes 2x54272x16 --nodes 1x54272x16 --am 896x1 --containers 9x20000x5 --containers 10x10016x2').granted).toEqual([6, 0]);
    expect(json('simulate --platform ec2 --nodes 2x54272x16 --nodes 1x54272x16 --am 896x1 --containers 2x20000x5 --containers 10x10016x2').granted).toEqual([2, 10]);
  });

  test('rounds by 32 unless told otherwise, which decides counts', () => {
    const line = 'simulate --platform ec2 --nodes 3x54272x16 --am 896x1 --containers 9x17793x5';
    expect(json(line)).toMatchObject({ containerMiB: [17_824], executorsGranted: 8 });
    expect(json(`${line} --minimum-allocation 1`)).toMatchObject({ containerMiB: [17_793], executorsGranted: 8 });
    expect(json(`${line} --minimum-allocation 1024`)).toMatchObject({ containerMiB: [18_432], executorsGranted: 6 });
  });

  test('exits 1 with an answer where nothing starts, in the words of who refuses', () => {
    const { exit, stdout } = ran('simulate --platform ec2 --nodes 3x12288x4 --am 896x1 --containers 9x1024x5');
    expect(exit).toBe(1);
    expect(stdout.replace(/\s+/g, ' ')).toContain('It does not start: 0 of 9 executors. Invalid resource request! Cannot allocate containers');
    expect(json('simulate --platform ec2 --nodes 3x12288x4 --am 896x1 --containers 9x4096x1 --maximum-allocation 2048')).toMatchObject({ starts: false });
  });

  test('counts vcores by the dominant calculator', () => {
    expect(json('simulate --platform ec2 --nodes 2x12288x4 --am 896x1 --containers 9x2048x2 --calculator dominant')).toMatchObject({ executorsGranted: 3, binds: { dimension: 'vcores' } });
  });

  test('takes task nodes, labels, cluster mode, releases and settings of YARN', () => {
    const line = 'simulate --platform ec2 --core-type m5.xlarge --core-count 1 --task-type m5.xlarge --task-count 9 --am-on-core --executor-cores 4 --executor-memory 10g --executor-overhead 1g --executors 10';
    expect(json(line)).toMatchObject({ executorsGranted: 10 });
    expect(json(`${line} --deploy-mode cluster --driver-memory 2g --driver-overhead 1g --driver-cores 2`)).toMatchObject({ executorsGranted: 9, masterMiB: 3072 });
    expect(json(`${line} --release emr-6.5.0 --minimum-allocation 1024 --maximum-allocation 12000 --calculator dominant`)).toMatchObject({ containerMiB: [11_264], executorsGranted: 9 });
  });

  test('warns of what the catalog warns of, unless told to be quiet', () => {
    const line = 'simulate --platform ec2 --core-type m7i.xlarge --core-count 2 --executor-cores 4 --executor-memory 4g --executors 1 --release emr-6.5.0';
    expect(ran(line)).toMatchObject({ exit: 0, stderr: expect.stringMatching(/^SZ4104 --core-type: m7i.xlarge on emr-6.5.0/) });
    expect(ran(`${line} --quiet`).stderr).toBe('');
  });

  test('prints for people what binds, and every kind of node', () => {
    expect(ran(R5).stdout).toMatchSnapshot();
    expect(ran('simulate --platform ec2 --nodes 1x54272x16 --nodes 2x12288x4 --am 896x1 --containers 2x20000x5 --containers 10x10016x2').stdout).toMatchSnapshot();
  });
});

describe('sized-emr types', () => {
  test('has the whole catalog without a release, and what a release takes with one', () => {
    expect(json('types').types).toHaveLength(731);
    expect(json('types --release emr-7.0.0').types).toHaveLength(627);
    expect(json('types --release emr-7.0.0 --architecture arm64 --family m7g --family m8gd').types).toHaveLength(6);
  });

  test('has every field that the contract promises', () => {
    expect(json('types --family m5')).toMatchObject({
      schema: 'sized-emr/types/1',
      types: expect.arrayContaining([expect.objectContaining({
        instanceType: 'm5.xlarge',
        vCores: 4,
        memoryMiB: 16_384,
        architecture: 'x86_64',
        usdPerHour: 0.192,
        emrUsdPerHour: 0.048,
        yarn: { memoryMiB: 12_288, vCores: 4, minimumAllocationMiB: 1, maximumAllocationMiB: 12_288 },
        storage: { instanceStore: null, defaultEbs: { volumes: 2, sizeGiB: 32 }, ebsMbps: 4750 },
        firstRelease: { '5.x': 'emr-5.13.0', '6.x': 'emr-6.0.0', '7.x': 'emr-7.0.0' },
      })]),
    });
  });

  test('prints a line for each', () => {
    expect(ran('types --family m7gd --family m5').stdout).toMatchSnapshot();
  });

  test('warns of a release that the catalog does not have', () => {
    expect(ran('types --family m5 --release emr-7.99.0')).toMatchObject({ exit: 0, stderr: expect.stringMatching(/^SZ4002 --release/) });
  });
});

describe('sized-emr explain --instance-type', () => {
  test('has every field that the contract promises', () => {
    expect(json('explain --instance-type r5.12xlarge')).toMatchObject({
      schema: 'sized-emr/explain/1',
      instanceType: 'r5.12xlarge',
      vCores: 48,
      memoryMiB: 393_216,
      firstRelease: expect.any(Object),
      storage: expect.any(Object),
      yarn: { memoryMiB: 385_024, vCores: 48, minimumAllocationMiB: 1, maximumAllocationMiB: 385_024 },
    });
  });

  test('depends on the release', () => {
    expect(json('explain --instance-type r5.12xlarge --release emr-6.5.0')).toMatchObject({ release: 'emr-6.5.0', yarn: { minimumAllocationMiB: 32 } });
  });

  test('prints what a node gives to YARN, with and without instance store', () => {
    expect(ran('explain --instance-type m7gd.4xlarge').stdout).toMatchSnapshot();
    expect(ran('explain --instance-type c1.medium').stdout).toMatchSnapshot();
  });
});

describe('sized-emr simulate --template of a cluster', () => {
  const CLUSTER = {
    Type: 'AWS::EMR::Cluster',
    Properties: {
      ReleaseLabel: 'emr-7.12.0',
      Instances: {
        MasterInstanceGroup: { InstanceCount: 1, InstanceType: 'm5.xlarge' },
        CoreInstanceGroup: { InstanceCount: { Ref: 'Nodes' }, InstanceType: 'm5.4xlarge' },
      },
      Configurations: [{ Classification: 'spark-defaults', ConfigurationProperties: { 'spark.executor.cores': '5', 'spark.executor.memory': '16g', 'spark.executor.memoryOverhead': '2g' } }],
    },
  };
  const APP = { Type: 'AWS::EMRServerless::Application', Properties: { Type: 'Spark', ReleaseLabel: 'emr-7.12.0' } };
  const template = (Resources: object, Default: unknown = 4) => JSON.stringify({ Parameters: { Nodes: { Type: 'Number', Default } }, Resources });
  const files = { 'c.json': template({ Cluster: CLUSTER }), 'both.json': template({ Cluster: CLUSTER, App: APP }), 'late.json': template({ Cluster: CLUSTER }, null) };
  const answer = (line: string) => JSON.parse(ran(`${line} --json`, { files }).stdout) as Record<string, unknown>;

  test('parameters stand for their defaults; without a limit it is what the nodes hold', () => {
    expect(answer('simulate --template c.json')).toMatchObject({ platform: 'ec2', starts: true, executorsAsked: 12, executorsGranted: 12 });
    expect(ran('simulate --template c.json', { files }).stdout.replace(/\s+/g, ' ')).toContain('no limit of executors is stated: a job with enough tasks gets what the nodes hold');
  });

  test('a fixed count above what the nodes grant is told', () => {
    expect(answer('simulate --template c.json --no-dynamic-allocation --executors 20')).toMatchObject({ starts: true, executorsAsked: 20, executorsGranted: 12 });
  });

  test('the settings of the job win', () => {
    expect(answer('simulate --template c.json --executor-memory 50g --executor-overhead 5g')).toMatchObject({ executorsGranted: 4 });
    expect(ran('simulate --template c.json --executor-memory 500g', { files }).exit).toBe(1);
  });

  test('of a template with both platforms, the one that is named', () => {
    expect(ran('simulate --template both.json', { files })).toMatchObject({
      exit: 2, stdout: '', stderr: 'SZ1001 --resource: left out; this template has the applications App and the clusters Cluster\n',
    });
    expect(answer('simulate --template both.json --resource Cluster')).toMatchObject({ platform: 'ec2' });
    expect(answer('simulate --template both.json --platform ec2')).toMatchObject({ platform: 'ec2' });
    expect(answer('simulate --template both.json --resource App')).toMatchObject({ starts: true, executorsGranted: 3 });
  });

  test.each([
    ['simulate --template late.json', /^SZ1009 \/Resources\/Cluster\/Properties\/Instances\/CoreInstanceGroup\/InstanceCount: got \{"Ref":"Nodes"\}/],
    ['simulate --template c.json --core-type m5.xlarge', /^SZ1007 --core-type: is read from the template/],
    ['simulate --template both.json --resource App --executor-memory 4g', /^SZ1007 --executor-memory: is for a cluster/],
    ['simulate --template c.json --resource Nope --platform ec2', /^SZ1005 --resource: got Nope; this template has Cluster/],
  ])('%s is refused', (line, stderr) => {
    expect(ran(line, { files })).toMatchObject({ exit: 2, stdout: '', stderr: expect.stringMatching(stderr) });
  });

  test('EMR\'s own sizes are not guessed', () => {
    const bare = { ...CLUSTER, Properties: { ...CLUSTER.Properties, Configurations: undefined } };
    expect(ran('simulate --template bare.json', { files: { 'bare.json': template({ Cluster: bare }) } }).stderr).toMatch(/^SZ1001 spark\.executor\.memory: left out/);
  });
});
