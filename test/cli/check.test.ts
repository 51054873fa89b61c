import { ran } from './fake-io';
import { LEGAL_TEMPLATE } from '../checks/legal-templates';
import { patched } from '../checks/rule-case';

const MEMORY = '/App/Properties/InitialCapacity/1/Value/WorkerConfiguration/Memory';
const WRONG = JSON.stringify(patched({ [MEMORY]: '31 GB' }));
const FINE = JSON.stringify(LEGAL_TEMPLATE);
const files = {
  'fine.json': FINE,
  'wrong.json': WRONG,
  'none.json': JSON.stringify({ Resources: { Bucket: { Type: 'AWS::S3::Bucket' } } }),
  'list.json': '[]',
  'cdk.out/Jobs.template.json': FINE,
  'cdk.out/manifest.json': '{}',
  'cdk.out/assembly-Prod/ProdJobs1.template.json': WRONG,
  'cdk.out/ProdJobsInner2.nested.template.json': WRONG,
  'empty/README.md': '# nothing',
};

test('a template without a finding exits 0', () => {
  expect(ran('check fine.json', { files })).toMatchObject({ exit: 0, stderr: '', stdout: 'No finding: 3 resources of EMR in 1 template.\n' });
  expect(ran('check none.json', { files })).toMatchObject({ exit: 0, stdout: '0 resources of EMR in 1 template: nothing to check.\n' });
});

test('a finding exits 1 and says where, what and how to mend it', () => {
  const { exit, stdout } = ran('check wrong.json', { files });
  expect(exit).toBe(1);
  expect(stdout).toMatch(/^1 error: 3 resources of EMR in 1 template\.\n\nwrong\.json\n {2}1:\d+ error SZ6001 App \/Resources\/App\//);
  expect(stdout.replace(/\s+/g, ' ')).toContain('/Resources/App/Properties/InitialCapacity/1/Value/WorkerConfiguration got 4 vCPU, 31 GB');
  expect(stdout).toContain('Use one of the sizes named.');
});

test('--json prints the document of the contract', () => {
  const { exit, stdout } = ran('check fine.json wrong.json --json', { files });
  expect(exit).toBe(1);
  expect(JSON.parse(stdout)).toEqual({
    schema: 'sized-emr/findings/1',
    checked: { templates: 2, resources: 6 },
    findings: [{
      id: 'SZ6001',
      severity: 'error',
      template: 'wrong.json',
      resource: 'App',
      path: '/Resources/App/Properties/InitialCapacity/1/Value/WorkerConfiguration',
      message: expect.stringContaining('got 4 vCPU, 31 GB'),
      fix: expect.any(String),
      source: expect.stringMatching(/^https:/),
    }],
  });
});

test('a folder stands for its stacks, its nested stacks and the assemblies in it', () => {
  const { exit, stdout } = ran('check cdk.out/ --json', { files });
  expect(exit).toBe(1);
  const { checked, findings } = JSON.parse(stdout) as { checked: object; findings: { template: string }[] };
  expect(checked).toEqual({ templates: 3, resources: 9 });
  expect(findings.map(({ template }) => template)).toEqual(['cdk.out/ProdJobsInner2.nested.template.json', 'cdk.out/assembly-Prod/ProdJobs1.template.json']);
});

test('- is stdin', () => {
  expect(ran('check -', { stdin: WRONG }).stdout).toContain('SZ6001');
});

test('--severity decides what fails', () => {
  expect(ran('check wrong.json --severity error', { files }).exit).toBe(1);
});

test.each([
  ['check', 'SZ1001 TEMPLATE: left out; a template, or a folder of templates such as cdk.out, is expected\n'],
  ['check wrong.json missing.json list.json', 'SZ1010 missing.json: cannot be read: no such file: missing.json\n'],
  ['check list.json', 'SZ1010 list.json: got []; a template of CloudFormation is expected\n'],
  ['check empty', 'SZ1010 empty: has no *.template.json, *.template.yaml or template.yaml in it; name the files, or run cdk synth first\n'],
  ['check wrong.json --severity bad', 'SZ1005 --severity: got "bad"; one of error, warning, note is expected\n'],
  ['check wrong.json --sarif /readonly/f.sarif', 'SZ1010 --sarif: cannot be written: read-only file system\n'],
])('%s is bad usage', (line, stderr) => {
  expect(ran(line, { files })).toMatchObject({ exit: 2, stdout: '', stderr });
});

test('--sarif writes the same findings, with the place of each in its file', () => {
  const yaml = 'Resources:\n  App:\n    Type: AWS::EMRServerless::Application\n    Properties:\n      Type: Spark\n      ReleaseLabel: emr-7.12.0\n'
    + '      InitialCapacity:\n        - Key: Driver\n          Value: { WorkerCount: 1, WorkerConfiguration: { Cpu: 4 vCPU, Memory: 31 GB } }\n';
  const { exit, stdout, files: written } = ran('check template.yaml --sarif f.sarif --json', { files: { 'template.yaml': yaml } });
  expect(exit).toBe(1);
  const { findings } = JSON.parse(stdout) as { findings: { id: string }[] };
  const [{ tool, results }] = (JSON.parse(written['f.sarif']) as { runs: any[] }).runs;
  expect(tool.driver).toMatchObject({ version: '1.2.3', informationUri: 'https://example.com/sized-emr' });
  expect(results.map((one: any) => one.ruleId)).toEqual(findings.map(({ id }) => id));
  const first = results.find((one: any) => one.ruleId === 'SZ6001');
  expect(first.locations[0].physicalLocation).toMatchObject({ artifactLocation: { uri: 'template.yaml' }, region: { startLine: 9 } });
  expect(ran('check template.yaml --sarif -', { files: { 'template.yaml': yaml } }).stdout).toMatch(/^\{\n {2}"\$schema"/);
});
