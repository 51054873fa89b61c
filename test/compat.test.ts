import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');

interface Assembly {
  readonly types: Record<string, { methods: { name: string }[]; properties: { name: string; optional?: boolean }[] }>;
}

/** The package with its API changed. */
function packageWith(change: (assembly: Assembly) => void): string {
  const folder = mkdtempSync(join(tmpdir(), 'compat-'));
  const assembly: Assembly = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8'));
  change(assembly);
  writeFileSync(join(folder, '.jsii'), JSON.stringify({ ...assembly, fingerprint: '*' }));
  copyFileSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** What `npm run compat` does with the last release in place of the first. */
function compared(released: string, now: string) {
  const { status, stderr } = spawnSync(process.execPath, [require.resolve('jsii-diff/bin/jsii-diff'), released, now, '-k', '--ignore-file', '.compatignore'], {
    cwd: ROOT, encoding: 'utf8', env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' },
  });
  return { status, stderr };
}

test('the check of compatibility finds a removed method and a prop that became required, and nothing where nothing changed', () => {
  const released = packageWith(() => undefined);
  const now = packageWith(({ types }) => {
    const plan = types['cdk-sized-emr.SparkPlan'];
    plan.methods = plan.methods.filter(({ name }) => name !== 'toText');
    types['cdk-sized-emr.SparkWorkloadProps'].properties.find(({ name }) => name === 'growth')!.optional = undefined;
  });
  expect(compared(released, released)).toMatchObject({ status: 0 });
  const { status, stderr } = compared(released, now);
  expect(status).toBe(1);
  expect(stderr).toMatch(/removed:cdk-sized-emr\.SparkPlan\.toText/);
  expect(stderr).toMatch(/cdk-sized-emr\.SparkWorkloadProps/);
}, 240_000);
