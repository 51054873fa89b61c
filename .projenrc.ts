import { awscdk, javascript } from 'projen';
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
  keywords: ['aws', 'cdk', 'emr', 'emr-serverless', 'spark', 'memory', 'sizing'],
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

  jestOptions: {
    updateSnapshot: javascript.UpdateSnapshot.NEVER, // the default, ALWAYS, makes snapshots that can never fail
    jestConfig: { coverageProvider: 'babel', coverageReporters: ['text-summary', 'lcov'] },
  },
  eslintOptions: { dirs: ['src'], devdirs: ['test', 'examples', 'projenrc', 'bench', 'tools'], commandOptions: { fix: false } },

  devDeps: [
    'aws-cdk@^2.1148.1', // never latest: its dist-tag points at a stray 3.0.0
    'fast-check@^4',
    'tsx@^4',
    'jsonc-parser@^3',
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
  publishToNuget: { dotNetNamespace: 'CdkSizedEmr', packageId: 'CdkSizedEmr' },
  publishToGo: { moduleName: 'github.com/cdk-sized-emr/cdk-sized-emr-go', packageName: 'cdksizedemr' },

  gitignore: ['cdk.out/', '.tmp/', '.jsii.tabl.json*', 'reports/', '.stryker-tmp/'],
});

project.npmignore!.exclude(
  '/cdk.json', '/examples/', '/docs/', '/.ci/', '/projenrc/', '/bench/', '/data/', '/tools/',
  'cdk.out/', '/.tmp/', '.jsii.tabl.json*', '/stryker.config.json', '/jest.core.json', '/reports/', '/.stryker-tmp/',
);
project.package.addPackageResolutions(
  'unrs-resolver@1.12.2', // 1.13.0 names platform packages that the registry lacks: npm ci refuses
  '@aws-cdk/cloud-assembly-schema@54.11.0', // pacmak copies these two into go.mod
  '@aws-cdk/asset-node-proxy-agent-v6@2.1.2',
);
project.testTask.env('CDK_VALIDATION', 'false');

for (const dir of ['examples', 'bench', 'tools']) {
  new javascript.TypescriptConfig(project, {
    fileName: `${dir}/tsconfig.json`,
    extends: javascript.TypescriptConfigExtends.fromPaths(['../tsconfig.json']),
    compilerOptions: { noEmit: true, rootDir: '..' },
    include: ['**/*.ts'],
  });
}
applyLayering(project);

project.addTask('start', { exec: 'tsx examples/start.ts', description: 'Plan the example workload, print its template and why' });
project.addTask('catalog', { exec: 'tsx tools/generate-catalog.ts', description: 'Write src/core/catalog/*.generated.ts from data/*.jsonc' });
project.addTask('mutate', { exec: 'stryker run', description: 'Mutation testing of src/core', receiveArgs: true });
project.addTask('bench', { exec: 'tsx bench/run.ts', description: 'Measure speed as ratios in one run, into bench/results.json' });
project.addTask('bindings:code', { exec: 'jsii-pacmak --code-only --outdir .tmp/bindings' });
project.addTask('readme:check', { exec: 'jsii-rosetta extract --compile --fail --no-infuse --output .tmp/tablet.json' });
project.synth();
