import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

const ROOT = join(__dirname, '..');

interface Packed {
  readonly size: number;
  readonly files: readonly { readonly path: string; readonly mode: number; readonly size: number }[];
}

/** What `npm publish` would take. */
const [packed] = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })) as Packed[];
const paths = packed.files.map(({ path }) => path);
const types = paths.filter(path => path.endsWith('.d.ts'));

function text(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** Types that a file of types reaches, itself included. */
function reached(path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const [, from] of text(path).matchAll(/(?:from |import\()['"](\.[^'"]*)['"]/g)) {
    const target = posix.join(posix.dirname(path), from);
    reached(types.includes(`${target}.d.ts`) ? `${target}.d.ts` : `${target}/index.d.ts`, seen);
  }
  return seen;
}

test('the package holds the bundles, the types, the manifest, the rules in Rego, the schema, and pages about it: nothing else', () => {
  expect(paths.filter(path => !path.startsWith('lib/')).sort()).toEqual([
    '.jsii', 'CHANGELOG.md', 'LICENSE', 'NOTICE', 'README.md', 'SECURITY.md', 'package.json',
    ...paths.filter(path => /^(rego\/[\w-]+\.rego|schema\/[\w.-]+\.json)$/.test(path)),
  ].sort());
  const code = paths.filter(path => path.startsWith('lib/') && !path.endsWith('.d.ts'));
  expect(code.filter(path => !/^lib\/assets\/[a-z-]+\/index\.js$/.test(path)).sort()).toEqual(['lib/bundle.js', 'lib/cli/main.js']); // assets: functions that are deployed
});

test('it is below a megabyte', () => {
  expect(packed.size).toBeLessThan(1_000_000);
});

test('what package.json names is in it', () => {
  const { main, types: entry, bin } = JSON.parse(text('package.json')) as { main: string; types: string; bin: Record<string, string> };
  expect(paths).toEqual(expect.arrayContaining([main, entry, ...Object.values(bin)]));
});

test('every type that the entry reaches is in it', () => {
  const all = [...reached('lib/index.d.ts')];
  expect(all.filter(path => !types.includes(path))).toEqual([]);
});

test('nothing of the machine that built it is in it', () => {
  for (const path of ['lib/bundle.js', 'lib/cli/main.js', '.jsii']) {
    expect(text(path)).not.toContain(ROOT);
    expect(text(path)).not.toMatch(/sourceMappingURL/);
  }
});

test('there is nothing to install besides, and nothing runs when it is installed', () => {
  const { dependencies, bundledDependencies, scripts } = JSON.parse(text('package.json')) as { dependencies?: object; bundledDependencies?: object; scripts: Record<string, string> };
  expect({ dependencies, bundledDependencies }).toEqual({});
  expect(Object.keys(scripts).filter(name => /^(pre|post)?(install|prepare|pack|publish)$/.test(name))).toEqual([]);
});

test('a hub of constructs finds what it looks for', () => {
  interface Manifest {
    readonly keywords: readonly string[];
    readonly license: string;
    readonly homepage: string;
    readonly bugs: { readonly url: string };
    readonly repository: { readonly url: string };
    readonly jsii: { readonly targets: object };
    readonly peerDependencies: Readonly<Record<string, string>>;
    readonly author: { readonly name: string };
  }
  const manifest = JSON.parse(text('package.json')) as Manifest;
  expect(manifest.keywords).toEqual(expect.arrayContaining(['aws-cdk', 'cdk', 'emr', 'spark', 'serverless', 'analytics']));
  expect(manifest.license).toBe('Apache-2.0');
  const repository = manifest.repository.url.replace(/\.git$/, '');
  expect(manifest.homepage).toBe(`${repository}#readme`);
  expect(manifest.bugs.url).toBe(`${repository}/issues`);
  expect(Object.keys(manifest.jsii.targets).sort()).toEqual(['dotnet', 'go', 'java', 'python']);
  expect(Object.keys(manifest.peerDependencies)).toEqual(['aws-cdk-lib', 'constructs']);
  expect(manifest.author.name).toBeTruthy();
});

test('every registry has its job, and those that can do without a stored key do', () => {
  const workflow = text('.github/workflows/release.yml');
  for (const job of ['release_github', 'release_npm', 'release_pypi', 'release_maven', 'release_nuget', 'release_golang']) expect(workflow).toContain(`\n  ${job}:`);
  expect(workflow).toContain('NPM_CONFIG_PROVENANCE: "true"');
  expect(workflow).not.toMatch(/secrets\.(NPM_TOKEN|TWINE_PASSWORD|NUGET_API_KEY)/);
});
