import { awscdk, javascript } from 'projen';
import { addIssueTemplates } from './projenrc/issue-templates';
import { applyLayering } from './projenrc/layering';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-sized-emr',
  description: 'Amazon EMR sized from what a Spark job must do: an exact memory model, a planner, and CDK constructs',
  author: 'The cdk-sized-emr authors',
  authorOrganization: true,
  authorAddress: 'https://github.com/cdk-sized-emr',
  repositoryUrl: 'https://github.com/cdk-sized-emr/cdk-sized-emr.git',
  license: 'Apache-2.0',
  copyrightOwner: 'The cdk-sized-emr authors',
  copyrightPeriod: '2026', // else LICENSE changes by itself on 1 January
  homepage: 'https://github.com/cdk-sized-emr/cdk-sized-emr#readme',
  bugsUrl: 'https://github.com/cdk-sized-emr/cdk-sized-emr/issues',
  keywords: ['analytics', 'aws', 'aws-cdk', 'big-data', 'cdk', 'constructs', 'cost', 'emr', 'emr-serverless', 'memory', 'right-sizing', 'serverless', 'sizing', 'spark', 'yarn'],
  defaultReleaseBranch: 'main',

  cdkVersion: '2.260.0',
  constructsVersion: '10.5.1',
  jsiiVersion: '~5.9.0',
  typescriptVersion: '~5.9.0', // ts-jest wants < 7
  minNodeVersion: '20.0.0',
  workflowNodeVersion: '22',
  projenVersion: '^0.103.25',
  projenrcTs: true,
  packageManager: javascript.NodePackageManager.NPM,
  entrypoint: 'lib/bundle.js', // one file loads in a third of the time of 130
  entrypointTypes: 'lib/index.d.ts',

  jestOptions: {
    extraCliOptions: ['--maxWorkers=2'], // of two cores jest would use one
    updateSnapshot: javascript.UpdateSnapshot.NEVER, // the default, ALWAYS, makes snapshots that can never fail
    jestConfig: { coverageProvider: 'babel', coverageReporters: ['text-summary', 'lcov'], setupFiles: ['<rootDir>/test/property-seed.ts'] },
  },
  eslintOptions: { dirs: ['src'], devdirs: ['test', 'examples', 'projenrc', 'bench', 'tools', 'judges', 'web'], fileExtensions: ['.ts', '.tsx'], commandOptions: { fix: false } },

  devDeps: [
    'aws-cdk@^2.1148.1', // never latest: its dist-tag points at a stray 3.0.0
    'esbuild@^0.28',
    'fast-check@^4',
    'tsx@^4',
    'jsonc-parser@^3',
    'yaml@^2', // in lib/cli/main.js, where esbuild puts it: no dependency of who uses the constructs
    'ajv@^8', // judges SARIF and the rules by schema
    'preact@^10', // the page: docs/page.md says why
    'playwright-core@^1.65', // drives the page in a real browser
    'axe-core@^4', // judges its accessibility
    'zstddec@0.3.4', // its WebAssembly goes into src, by tools/generate-zstd.ts
    '@stryker-mutator/core@^9.6.1', // 10 wants Node 22
    '@stryker-mutator/jest-runner@^9.6.1',
  ],
  bin: { 'sized-emr': 'lib/cli/main.js' },

  githubOptions: { mergify: false, pullRequestLint: false },
  depsUpgrade: false,
  pullRequestTemplate: false,
  release: true,
  releaseToNpm: true,
  npmTrustedPublishing: true,

  publishToPypi: { distName: 'cdk-sized-emr', module: 'cdk_sized_emr', trustedPublishing: true },
  publishToMaven: { javaPackage: 'io.github.cdksizedemr', mavenGroupId: 'io.github.cdksizedemr', mavenArtifactId: 'cdk-sized-emr' },
  publishToNuget: { dotNetNamespace: 'CdkSizedEmr', packageId: 'CdkSizedEmr', trustedPublishing: true },
  publishToGo: { moduleName: 'github.com/cdk-sized-emr/cdk-sized-emr-go', packageName: 'cdksizedemr' },

  gitignore: ['cdk.out/', '.tmp/', 'node_modules/', '.jsii.tabl.json*', 'reports/', '.stryker-tmp/', '.judge/', '/web/dist/'],
});

project.npmignore!.exclude(
  '/cdk.json', '/examples/', '/docs/', '/.ci/', '/projenrc/', '/bench/', '/data/', '/tools/',
  '/judges/', '/web/', '/RULES.md', '/API.md', '/ARCHITECTURE.md', '/CONTRIBUTING.md', '/action.yml', '/action/', 'cdk.out/',
  '/.tmp/', '.jsii.tabl.json*', '/stryker.config.json', '/jest.core.json', '/reports/', '/.stryker-tmp/', '/.judge/',
);
project.gitignore.include('/test/eventlog/logs/', '/judges/logs/'); // projen ignores every folder of that name
// Two bundles hold all code: what they are made of need not be published, but for the types.
project.npmignore!.addPatterns('/lib/**/*.js', '/lib/checks/', '/lib/eventlog/', '/lib/report/', '/lib/template/', '/lib/functions/', '/lib/cli/**/*.d.ts');
project.npmignore!.include('/lib/bundle.js', '/lib/cli/main.js', '/lib/assets/*/index.js');
project.package.addPackageResolutions(
  'unrs-resolver@1.12.2', // 1.13.0 names platform packages that the registry lacks: npm ci refuses
  '@aws-cdk/cloud-assembly-schema@54.11.0', // pacmak copies these two into go.mod
  '@aws-cdk/asset-node-proxy-agent-v6@2.1.2',
);
project.tryFindObjectFile('.github/workflows/release.yml')!.addDeletionOverride('jobs.release_npm.steps.9.env.NPM_REGISTRY'); // publib's own default
project.testTask.env('CDK_VALIDATION', 'false');
project.jest!.addTestMatch('<rootDir>/examples/**/*.test.ts'); // as the repository of a user has them

for (const dir of ['examples', 'bench', 'tools', 'judges']) {
  new javascript.TypescriptConfig(project, {
    fileName: `${dir}/tsconfig.json`,
    extends: javascript.TypescriptConfigExtends.fromPaths(['../tsconfig.json']),
    compilerOptions: { noEmit: true, rootDir: '..' },
    include: ['**/*.ts'],
  });
}
new javascript.TypescriptConfig(project, {
  fileName: 'web/tsconfig.json',
  extends: javascript.TypescriptConfigExtends.fromPaths(['../tsconfig.json']),
  compilerOptions: {
    noEmit: true,
    rootDir: '..',
    lib: ['es2022', 'dom', 'dom.iterable', 'dom.asynciterable'],
    module: 'esnext',
    moduleResolution: javascript.TypeScriptModuleResolution.BUNDLER,
    jsx: javascript.TypeScriptJsxMode.REACT_JSX,
    jsxImportSource: 'preact',
    types: [], // what the page uses of src knows nothing of Node
  },
  include: ['**/*.ts', '**/*.tsx'],
  exclude: ['dist'],
});
applyLayering(project);
addIssueTemplates(project);
project.eslint!.allowDevDeps('src/template/yaml-*.ts'); // esbuild puts yaml into the command line and the page

const tasks: Record<string, { exec: string; description: string; receiveArgs?: boolean }> = {
  'start': { exec: 'tsx examples/start.ts', description: 'Plan the example workload, print its plan, its template and why' },
  'generate': {
    exec: 'tsx tools/generate-catalog.ts && tsx tools/generate-rules.ts && tsx tools/generate-rego.ts && tsx tools/generate-zstd.ts && tsx tools/generate-schema.ts && tsx tools/generate-cli-docs.ts && tsx tools/generate-least-heaps.ts && tsx tools/generate-docs.ts',
    description: 'Write everything that is generated from tables: catalogs, RULES.md, the pages of the command line, the figures of the documents',
  },
  'mutate': { exec: 'stryker run', description: 'Mutation testing of src/core, all of it or --mutate a part', receiveArgs: true },
  'page:build': { exec: 'tsx tools/build-page.ts', description: 'Build the page for the browser: web/dist/index.html, one file' },
  'page': { exec: 'tsx tools/build-page.ts --serve', description: 'Build the page and serve it on this machine', receiveArgs: true },
  'test:browser': { exec: 'bash judges/page/run.sh', description: 'The page in a real Chromium: every flow, accessibility, screenshots in test-reports/page', receiveArgs: true },
  'bench': { exec: 'tsx bench/run.ts', description: 'Measure speed as ratios in one run', receiveArgs: true },
  'judge:template': { exec: 'bash judges/template/run.sh', description: 'A consumer of the packed library on the newest aws-cdk-lib: its validator and cfn-lint' },
  'judge:package': { exec: 'bash judges/package/run.sh', description: 'The packed library in empty projects: oldest and newest aws-cdk-lib, Python, the action, another library, the analyzer of construct hubs' },
  'judge:checks': { exec: 'bash judges/checks/run.sh', description: 'Who finds what: our rules, cfn-lint, the newest validator of CDK and botocore on the same mistakes', receiveArgs: true },
  'judge:spark': { exec: 'bash judges/spark/run.sh', description: 'The real Spark against the memory model: agreement, and a sample of the measured least heaps' },
  'judge:spark:long': { exec: 'bash judges/spark/run.sh --long', description: 'The same with every measured least heap run again' },
  'judge:logs': { exec: 'tsx judges/logs/judge.ts', description: 'Real event logs that lie beside the repository against their true figures' },
  'judge:loop': { exec: 'bash judges/logs/loop.sh', description: 'The real Spark closes the loop: run, observe, plan, run again at the planned size', receiveArgs: true },
  'judge:profiles': { exec: 'tsx judges/profiles/real-times.ts', description: 'The run time that a plan says of real event logs that lie beside the repository, against what they took' },
  'measure:profiles': { exec: 'bash judges/profiles/run.sh', description: 'TPC-H, TPC-DS and jobs of every profile on the real Spark, read into data/measured-profiles.jsonc', receiveArgs: true },
  'judge:yarn': { exec: 'bash judges/yarn/run.sh', description: 'The real ResourceManager against packing and simulation, on every instance type' },
  'judge:deploy': { exec: 'bash judges/deploy/run.sh', description: 'The real cdk deploy, diff, deploy of a change and destroy against a stand-in of AWS; what was made is read back' },
  'judge:languages': { exec: 'bash judges/languages/run.sh', description: 'One app in TypeScript, Python, Java and Go, on the packages: the same templates, facts and refusals; --quick, or languages', receiveArgs: true },
  'api:languages': {
    exec: 'mkdir -p .tmp/api && jsii-docgen -l typescript -l python -l java -l csharp -l go -o .tmp/api/API',
    description: 'Write the reference of the API in the words of each language, into .tmp/api: together it is too large to keep',
  },
  'bindings:code': { exec: 'jsii-pacmak --code-only --outdir .tmp/bindings', description: 'Generate the sources of all languages' },
  'readme:check': { exec: 'jsii-rosetta extract --compile --fail --no-infuse --output .tmp/tablet.json && tsx tools/check-doc-code.ts', description: 'Compile the snippets of README.md and of the pages, and look at their command lines' },
};
for (const [name, options] of Object.entries(tasks)) project.addTask(name, options);

const ESBUILD = 'esbuild --bundle --platform=node --target=node20 --external:aws-cdk-lib --external:aws-cdk-lib/* --external:constructs --log-level=warning';
project.compileTask.exec('tsx tools/lazy-exports.ts'); // what extends a class of Step Functions is loaded when it is used
project.compileTask.exec(`${ESBUILD} lib/index.js --minify-whitespace --line-limit=200 --outfile=lib/bundle.js`); // from lib, where jsii has added its run-time types; Node prints the line that throws
project.compileTask.exec(`${ESBUILD} src/cli/main.ts --minify --line-limit=200 --outfile=lib/cli/main.js --allow-overwrite`); // one file: a process of `sized-emr plan` is a quarter shorter

project.testTask.exec('tsc -p web/tsconfig.json'); // esbuild builds the page without looking at types
// Each function of Lambda is one file of its own; the SDK comes with the runtime.
const FUNCTION_BUNDLE = 'esbuild --bundle --platform=node --target=node22 --external:@aws-sdk/* --minify --log-level=warning';
for (const name of ['updates', 'feedback']) project.compileTask.exec(`${FUNCTION_BUNDLE} src/functions/${name}/main.ts --outfile=lib/assets/${name}/index.js`);

// the tests of the API read what the compiler wrote: `npm ci && npm test` has to find it
project.testTask.prependExec('test -f lib/assets/feedback/index.js || projen compile');
project.synth();
