import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as cdk from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as fc from 'fast-check';
import { PythonVisitor, translateTypeScript } from 'jsii-rosetta';
import * as ts from 'typescript';
import * as library from '../../../src';
import { planEc2 } from '../../../src/core/planning/ec2';
import { ServerlessRequest } from '../../../src/core/planning/plan';
import { planServerless } from '../../../src/core/planning/serverless';
import { readWorkload } from '../../../src/core/workload/read';
import { CdkSource, cdkCode } from '../../../src/report/cdk/cdk-code';
import { BASE_REQUEST, Source, sources } from '../../arbitraries/workload';

const ROOT = join(__dirname, '..', '..', '..');
const REQUEST: Omit<ServerlessRequest, 'prices'> = BASE_REQUEST;
const EVERYTHING: Source = {
  name: 'it\'s "nightly"',
  profile: 'sql-analytics',
  language: 'python',
  input: '500GiB',
  inputFormat: 'parquet',
  inputFiles: 1000,
  largestInputFile: '1.5GiB',
  output: '20GB',
  shuffle: '180GiB',
  shuffleTotal: '2TiB',
  shuffleExpansion: 3.25,
  skew: 1.5,
  skewPartitions: 200,
  hotKey: '700MiB',
  spill: 'allowed',
  cache: '1GiB',
  storageLevel: 'MEMORY_ONLY',
  broadcast: '10KiB',
  userMemoryPerTask: '64MiB',
  pythonMemoryPerTask: '64MiB',
  pythonStages: 1,
  collect: '3B',
  coreTime: '16h',
  finishWithin: '45m',
  concurrentRuns: 2,
  growth: 1.1,
  maxConcurrentVcpus: 4000,
  maxUsd: 1000,
  today: { workers: 10, vCpu: 4, duration: '1h30m5s' },
  observed: { log: 'app.zstd', sparkVersion: '3.5.6' },
  stages: [
    { operator: 'sort', records: 1000, rowBytes: 80 },
    { operator: 'sort-merge-join', largestRecords: 1000, rowBytes: 80, otherRecords: 5, otherRowBytes: 16, keys: 'other', alongside: [{ operator: 'window', records: 10, rowBytes: 8 }] },
    { operator: 'hash-join', records: 10, keys: 'other', keyBytes: 8, valueBytes: 16, partitions: 30 },
    { operator: 'partial-aggregate', records: 10, keyBytes: 8, valueBytes: 16, skew: 1.5 },
    { operator: 'object-aggregate', records: 10, keyBytes: 8, rowBytes: 16 },
  ],
};

const EC2: CdkSource = { platform: 'ec2', workload: { input: '50GiB', name: '4 nightly!' }, request: { ...REQUEST, architecture: 'arm64', pins: { nodes: 4, instanceTypes: ['m7g.4xlarge'] }, deniedFamilies: ['r7g'], spotShare: 0.5 } };
const PINNED: CdkSource = {
  platform: 'serverless',
  workload: { input: '50GiB' },
  request: { ...REQUEST, objective: 'time', region: 'eu-west-1', warm: 2, pins: { executorCores: 4, taskCpus: 1, executors: 6, partitions: 400, executorMemoryMiB: 12_000, diskGiB: 100, collector: 'g1' } },
};
const STORAGE: CdkSource = { platform: 'serverless', workload: { input: '50GiB' }, request: { ...REQUEST, serverlessStorage: true } };

/** Workloads of every kind that read without a problem, and the requests that a form may hold. */
const CASES: readonly CdkSource[] = [
  ...fc.sample(sources().filter(source => readWorkload(source).ok), { numRuns: 14, seed: 72 }).map(workload => ({ platform: 'serverless' as const, workload, request: REQUEST })),
  { platform: 'serverless', workload: EVERYTHING, request: REQUEST }, EC2, PINNED, STORAGE,
];

/** What a compiler with the declarations of library and CDK has to say of each text. */
function diagnostics(texts: readonly string[]): string[] {
  const files = new Map(texts.map((text, index) => [join(ROOT, `case-${index}.ts`), text]));
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.CommonJS,
    types: ['node'],
    paths: { 'cdk-sized-emr': [join(ROOT, 'src', 'index.ts')] },
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = name => files.has(name) || fileExists(name);
  host.readFile = name => files.get(name) ?? readFile(name);
  host.getSourceFile = (name, language) => files.has(name) ? ts.createSourceFile(name, files.get(name)!, language) : getSourceFile(name, language);
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].flatMap(name => ts.getPreEmitDiagnostics(program, program.getSourceFile(name)).map(({ messageText }) => `${name}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`));
}

/** Runs the TypeScript of a case; gives the stack and the construct that it made. */
function made(text: string): { readonly stack: cdk.Stack; readonly plan: library.SparkPlan } {
  const apps: cdk.App[] = [];
  class App extends cdk.App {
    constructor() {
      super({ analyticsReporting: false });
      apps.push(this);
    }
  }
  const { outputText } = ts.transpileModule(text, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  new Function('require', 'exports', outputText)((name: string) => name === 'aws-cdk-lib' ? { ...cdk, App } : library, {}); // eslint-disable-line no-new-func -- the code under test
  const stack = apps[0].node.children[0] as cdk.Stack;
  return { stack, plan: (stack.node.findChild('Job') as library.SizedEmrServerlessApp | library.SizedEmrCluster).plan };
}

test('the TypeScript compiles against the library, whatever the workload; a mistake in it would not go unseen', () => {
  const mistaken = cdkCode(PINNED, 'typescript').replace('executors:', 'executorz:');
  expect(diagnostics([...CASES.map(one => cdkCode(one, 'typescript')), mistaken])).toEqual([expect.stringMatching(`case-${CASES.length}.ts: .*executorz`)]);
});

test('the TypeScript synthesizes to the very plan that the page shows', () => {
  for (const one of CASES.slice(-6)) {
    const workload = readWorkload(one.workload);
    if (!workload.ok) throw new Error('does not read');
    const planned = one.platform === 'ec2' ? planEc2(workload.value, one.request) : planServerless(workload.value, one.request);
    if (!planned.ok) {
      expect(() => made(cdkCode(one, 'typescript'))).toThrow(planned.problems[0].id);
      continue;
    }
    const { stack, plan } = made(cdkCode(one, 'typescript'));
    expect(JSON.parse(plan.toJson())).toEqual(JSON.parse(JSON.stringify(planned.value)));
    Template.fromStack(stack).resourceCountIs(one.platform === 'ec2' ? 'AWS::EMR::Cluster' : 'AWS::EMRServerless::Application', 1);
  }
});

/** Structs of Python by their class, as jsii's translator writes them without type information: as dictionaries. */
const STRUCTS = /\b(SparkToday|SparkObservation)\(((?:[^()]|\([^()]*\))*)\)/g;

/** Without blanks, line breaks and trailing commas. */
function packed(python: string): string {
  const asDictionaries = python.replace(STRUCTS, (_, _name, fields: string) => `{${fields.replace(/(\w+)=/g, '"$1": ')}}`);
  const withoutImports = asDictionaries.replace(/^from .*$/gm, '').replace('app.synth()', '');
  return withoutImports.replace(/\s+/g, '').replace(/,([)\]}])/g, '$1');
}

test('the Python is what jsii\'s own translator makes of the TypeScript', () => {
  for (const one of [...CASES.slice(-4), ...CASES.slice(0, 2)].map(source => ({ ...source, workload: { ...source.workload, name: 'nightly' } }) as CdkSource)) {
    const { translation } = translateTypeScript({ contents: cdkCode(one, 'typescript'), fileName: 'app.ts' }, new PythonVisitor());
    expect(packed(cdkCode(one, 'python'))).toBe(packed(translation));
  }
});

test('every name that Python imports is one of jsii\'s, and every name that it uses is imported', () => {
  const assembly = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8')) as { types: Record<string, unknown> };
  for (const one of CASES) {
    const code = cdkCode(one, 'python');
    const [, names] = /^from cdk_sized_emr import (.*)$/m.exec(code)!;
    const [, ofCdk] = /^from aws_cdk import (.*)$/m.exec(code)!;
    expect(names.split(', ').filter(name => !assembly.types[`cdk-sized-emr.${name}`])).toEqual([]);
    const used = [...code.replace(/"(?:[^"\\]|\\.)*"/g, '').matchAll(/(?<![\w.])([A-Z]\w+)(?=[.(])/g)].map(([, name]) => name);
    expect(new Set(used)).toEqual(new Set([...names.split(', '), ...ofCdk.split(', ')]));
  }
});

test('a name of any letters stays what it is, in both languages', () => {
  for (const name of ['it\'s "1"\n\\ ', 'é ✓ 😀', '</script>']) {
    const source: CdkSource = { platform: 'serverless', workload: { input: '1GiB', name }, request: REQUEST };
    expect(made(cdkCode(source, 'typescript')).plan.name).toBe(name);
    const [, literal] = / {8}name=("(?:[^"\\]|\\.)*")/.exec(cdkCode(source, 'python'))!;
    expect(JSON.parse(literal)).toBe(name);
  }
});
