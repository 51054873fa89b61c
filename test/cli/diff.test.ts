import { ran } from './fake-io';

const template = (Name: string, Tags: unknown[] = []) => JSON.stringify({ Resources: { C: { Type: 'AWS::EMR::Cluster', Properties: { Name, Tags } } } });
const files = { 'a.json': template('a'), 'b.json': template('b'), 'tags.json': template('a', [1]), 'bad.json': '{ "Resources": ', 'list.json': '[]', 'twice.yaml': 'Resources:\n  A: 1\nResources: {}\n' };

test('exits 0 where nothing is replaced, deleted or refused', () => {
  expect(ran('diff a.json tags.json', { files })).toMatchObject({ exit: 0, stderr: '', stdout: 'Nothing is replaced, deleted or refused; 1 change in place; 0 sizes moved.\n' });
});

test('exits 1 with the answer where something is', () => {
  const { exit, stdout, stderr } = ran('diff a.json b.json', { files });
  expect([exit, stderr]).toEqual([1, '']);
  expect(stdout).toContain('SZ6901 C AWS::EMR::Cluster');
});

test('--json prints the document', () => {
  const { exit, stdout } = ran('diff a.json b.json --json', { files });
  expect(exit).toBe(1);
  expect(JSON.parse(stdout)).toEqual({
    schema: 'sized-emr/diff/1',
    resources: { old: 1, new: 1 },
    findings: [{
      id: 'SZ6901',
      effect: 'replaced',
      logicalId: 'C',
      type: 'AWS::EMR::Cluster',
      property: 'Name',
      message: 'Name: a new AWS::EMR::Cluster is created, and this one deleted',
      source: 'https://github.com/cdklabs/awscdk-service-spec',
      changes: [{ path: '/Resources/C/Properties/Name', before: 'a', after: 'b', because: null }],
    }],
    sizes: [],
    updatedInPlace: 0,
  });
});

test('one of the two may be stdin', () => {
  expect(ran('diff - b.json', { files, stdin: template('b') }).exit).toBe(0);
  expect(ran('diff b.json -', { files, stdin: template('c') }).exit).toBe(1);
});

test.each([
  ['diff', 'SZ1001 OLD: left out; a template that was deployed is expected\nSZ1001 NEW: left out; the template to deploy is expected\n'],
  ['diff a.json', 'SZ1001 NEW: left out; the template to deploy is expected\n'],
  ['diff a.json b.json tags.json', 'SZ1006 tags.json: two templates are compared, and this is one more\n'],
  ['diff - -', 'SZ1007 -: only one of the templates can be stdin\n'],
  ['diff a.json b.json --jsn', 'SZ1006 --jsn: no such flag; did you mean --json?\n'],
  ['diff a.json none.json', 'SZ1010 none.json: cannot be read: no such file: none.json\n'],
  ['diff twice.yaml b.json', 'SZ1010 twice.yaml: is not YAML that CloudFormation reads: line 3, column 1: the key "Resources" stands there twice\n'],
  ['diff list.json b.json', 'SZ1010 list.json: got []; a template of CloudFormation is expected\n'],
])('%s is bad usage, in one line each', (line, stderr) => {
  expect(ran(line, { files })).toMatchObject({ exit: 2, stdout: '', stderr });
});

test('a template of YAML is compared with one of JSON', () => {
  const properties = { LogUri: 's3://logs/', Instances: { CoreInstanceGroup: { InstanceCount: 2 } } };
  const json = JSON.stringify({ Resources: { C: { Type: 'AWS::EMR::Cluster', Properties: properties } } });
  const yaml = 'Resources:\n  C:\n    Type: AWS::EMR::Cluster\n    Properties:\n      LogUri: !Sub s3://${A}/\n      Instances: { CoreInstanceGroup: { InstanceCount: 2 } }\n';
  const { exit, stdout } = ran('diff old.json new.yaml', { files: { 'old.json': json, 'new.yaml': yaml } });
  expect(exit).toBe(1);
  expect(stdout).toContain('"s3://logs/" → {"Fn::Sub":"s3://${A}/"}');
});

test('what is neither JSON nor YAML is said to be neither', () => {
  expect(ran('diff bad.json a.json', { files })).toMatchObject({ exit: 2, stdout: '', stderr: expect.stringMatching(/^SZ1010 bad\.json: is neither JSON nor YAML: line 1, .+\n/) });
});

const planFiles = (): Record<string, string> => ({
  ...ran('plan --input 20GiB -o old.plan.json --quiet').files, ...ran('plan --input 40GiB --finish-within 20m -o new.plan.json --quiet').files, ...files,
});

test('two plans: what moved, why and what it costs, as text, Markdown and JSON; exit 0', () => {
  const world = { files: planFiles() };
  const text = ran('diff old.plan.json new.plan.json', world);
  expect(text).toMatchObject({ exit: 0, stderr: '' });
  expect(text.stdout).toMatch(/^\$\d.* a run.*; .*\.\n\n(For|What moved)/);
  expect(ran('diff old.plan.json new.plan.json --markdown', world).stdout).toContain('| quantity | before | after | binds | because |');
  expect(JSON.parse(ran('diff old.plan.json new.plan.json --json', world).stdout)).toMatchObject({ schema: 'sized-emr/plan-diff/1' });
  expect(ran('diff old.plan.json old.plan.json', world).stdout).toBe('Both plans are the same.\n');
});

test('--markdown of templates keeps the exit code', () => {
  const { exit, stdout } = ran('diff a.json b.json --markdown', { files });
  expect(exit).toBe(1);
  expect(stdout).toContain('## Replaced\n\n- **SZ6901** C (AWS::EMR::Cluster)');
  expect(ran('diff a.json b.json --markdown --json', { files })).toMatchObject({ exit: 2, stdout: '', stderr: 'SZ1007 --markdown: contradicts --json; one form of output is printed\n' });
});

test('a plan is not compared with a template, nor one that is broken with any', () => {
  const world = { files: { ...planFiles(), 'broken.json': '{"schema":"sized-emr/plan/1"}', 'later.json': '{"schema":"sized-emr/plan/2"}' } };
  expect(ran('diff old.plan.json a.json', world)).toMatchObject({ exit: 2, stdout: '', stderr: expect.stringMatching(/^SZ1010 a\.json: is no plan, and the other one is/) });
  expect(ran('diff old.plan.json broken.json', world).stderr).toMatch(/^SZ1001 broken\.json: sizingModel: left out/);
  expect(ran('diff old.plan.json later.json', world).stderr).toMatch(/^SZ1010 later\.json: schema: got/m);
});
