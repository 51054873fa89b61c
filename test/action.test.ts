import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';

const ROOT = join(__dirname, '..');

interface Step {
  readonly id: string;
  readonly run: string;
  readonly shell: string;
  readonly env: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const action = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8')) as Action;
const [step] = action.runs.steps;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sized-emr-action-'));
  mkdirSync(join(folder, 'cdk.out'));
  mkdirSync(join(folder, 'node_modules', '.bin'), { recursive: true });
  const bin = join(folder, 'node_modules', '.bin', 'sized-emr');
  writeFileSync(bin, `#!/bin/sh\nexec '${process.execPath}' '${join(ROOT, 'lib', 'cli', 'main.js')}' "$@"\n`);
  chmodSync(bin, 0o755);
});
afterEach(() => rmSync(folder, { recursive: true }));

function template(memory: string): string {
  const InitialCapacity = [{ Key: 'Driver', Value: { WorkerCount: 1, WorkerConfiguration: { Cpu: '4 vCPU', Memory: memory } } }];
  const Properties = { Type: 'Spark', ReleaseLabel: 'emr-7.12.0', InitialCapacity, AutoStopConfiguration: { Enabled: true, IdleTimeoutMinutes: 15 } };
  return JSON.stringify({ Resources: { App: { Type: 'AWS::EMRServerless::Application', Properties } } });
}

/** Runs the step as the runner would, with the defaults of the inputs but for some. */
function run(inputs: Readonly<Record<string, string>> = {}): { exit: number | null; outputs: string; said: string } {
  const values = Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, inputs[name] ?? input.default]));
  const env = Object.fromEntries(Object.entries(step.env).map(([name, text]) => [name, text.replace(/\$\{\{ inputs\.(\w+) \}\}/g, (_, input: string) => values[input])]));
  const output = join(folder, 'outputs');
  writeFileSync(output, '');
  const { status, stdout, stderr } = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', step.run], {
    cwd: folder, encoding: 'utf8', env: { PATH: process.env.PATH, GITHUB_ACTION_PATH: ROOT, GITHUB_OUTPUT: output, RUNNER_TEMP: folder, ...env },
  });
  return { exit: status, outputs: readFileSync(output, 'utf8'), said: stdout + stderr };
}

test('every input reaches the step by its environment, and none stands in the text of the command', () => {
  expect(action.runs.using).toBe('composite');
  expect(Object.values(step.env).sort()).toEqual(Object.keys(action.inputs).map(name => `\${{ inputs.${name} }}`).sort());
  expect(step.run).not.toContain('${{');
  for (const { value } of Object.values(action.outputs)) expect(value).toMatch(/^\$\{\{ steps\.check\.outputs\.(findings|sarif) \}\}$/);
});

test('a clean template passes, and SARIF is written all the same', () => {
  writeFileSync(join(folder, 'cdk.out', 'Clean.template.json'), template('16 GB'));
  expect(run()).toMatchObject({ exit: 0, outputs: 'findings=false\nsarif=sized-emr.sarif\n' });
  expect(JSON.parse(readFileSync(join(folder, 'sized-emr.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
});

test('a finding fails the job, unless that is not wanted', () => {
  writeFileSync(join(folder, 'cdk.out', 'Wrong.template.json'), template('31 GB'));
  const { exit, outputs, said } = run();
  expect({ exit, outputs }).toEqual({ exit: 1, outputs: 'findings=true\nsarif=sized-emr.sarif\n' });
  expect(said).toContain('SZ6001');
  expect(run({ fail: 'false', sarif: 'other.sarif' })).toMatchObject({ exit: 0, outputs: 'findings=true\nsarif=other.sarif\n' });
  expect(readFileSync(join(folder, 'other.sarif'), 'utf8')).toContain('SZ6001');
});

test('several templates are separated by blanks or lines', () => {
  writeFileSync(join(folder, 'a.json'), template('16 GB'));
  writeFileSync(join(folder, 'cdk.out', 'Clean.template.json'), template('16 GB'));
  writeFileSync(join(folder, 'b.json'), template('31 GB'));
  expect(run({ templates: 'a.json\ncdk.out a.json' }).exit).toBe(0);
  expect(run({ templates: 'a.json\n  b.json' }).exit).toBe(1);
});

test('what cannot be read fails even where findings do not', () => {
  expect(run({ templates: 'nowhere.json', fail: 'false' })).toMatchObject({ exit: 2, outputs: '' });
});

test('an input is never run', () => {
  expect(run({ templates: '$(touch made) `touch made`; touch made' }).exit).toBe(2);
  expect(existsSync(join(folder, 'made'))).toBe(false);
});

test.each(['--help', '--json', '--version', '-h'])('a template called %s is a name and no flag', templates => {
  expect(run({ templates })).toMatchObject({ exit: 2, outputs: '' });
});

test.each<Record<string, string>>([{ templates: '' }, { templates: ' \n ' }, { severity: '' }, { severity: '--help' }, { sarif: '' }, { sarif: 'a\nfindings=false' }])('%j is refused in words, and is no finding', inputs => {
  writeFileSync(join(folder, 'cdk.out', 'Wrong.template.json'), template('31 GB'));
  const { exit, outputs, said } = run(inputs);
  expect({ exit, outputs }).toEqual({ exit: 2, outputs: '' });
  expect(said).toMatch(/^(SZ\d{4} |sarif: )/m);
});

test('the example of a workflow uses inputs and outputs that there are', () => {
  interface Workflow { readonly jobs: { readonly check: { readonly steps: readonly { readonly uses?: string; readonly with?: object }[] } } }
  const text = readFileSync(join(ROOT, 'examples', 'pull-request-checks.yml'), 'utf8');
  const own = (parse(text) as Workflow).jobs.check.steps.find(({ uses }) => uses?.startsWith('cdk-sized-emr/'))!;
  expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(own.with!)));
  expect([...text.matchAll(/steps\.emr\.outputs\.(\w+)/g)].map(([, name]) => name).filter(name => !(name in action.outputs))).toEqual([]);
});
