import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkTemplate } from '../src/checks/check-template';

/** The same application of EMR Serverless made in several ways, each in a process of its own: what loading and synth take, and what stands in the template. */

/** Where bench/others.sh has installed the others. */
const OTHERS = join('.tmp', 'bench-others');
const NETWORK = '{subnetIds:[\'subnet-0123456789abcdef0\'],securityGroupIds:[\'sg-0123456789abcdef0\']}';

interface Way {
  readonly name: string;
  readonly version: string;
  /** What is required; `root` is the repository. */
  readonly load: string;
  /** Into a stack `s`. */
  readonly create: string;
  readonly isOther?: boolean;
}

const DSF = 'new (x.processing.SparkEmrServerlessRuntime)(s,\'R\',{name:\'nightly\',releaseLabel:\'emr-7.12.0\'';
const WORKLOAD = 'x.SparkWorkload.of({input:Size.gibibytes(500),shuffle:Size.gibibytes(180),coreTime:Duration.hours(16),finishWithin:Duration.minutes(45)})';
const RAW = 'new x.CfnApplication(s,\'A\',{name:\'nightly\',type:\'Spark\',releaseLabel:\'emr-7.12.0\'';

const WAYS: readonly Way[] = [
  { name: 'raw L1, nothing sized', version: 'aws-cdk-lib 2.260.0', load: 'require(\'aws-cdk-lib/aws-emrserverless\')', create: `${RAW}})` },
  { name: 'raw L1 with what this library emits', version: 'aws-cdk-lib 2.260.0', load: 'require(\'aws-cdk-lib/aws-emrserverless\')', create: `${RAW},...sized})` },
  { name: 'this library', version: '', load: 'require(root)', create: `new x.SizedEmrServerlessApp(s,'A',{release:x.EmrRelease.EMR_7_12_0,applicationName:'nightly',workload:${WORKLOAD}})` },
  { name: '@cdklabs/aws-data-solutions-framework, a network given', version: '1.21.3', load: 'require(\'@cdklabs/aws-data-solutions-framework\')', create: `${DSF},networkConfiguration:${NETWORK}})`, isOther: true },
  { name: '@cdklabs/aws-data-solutions-framework, as its page begins', version: '1.21.3', load: 'require(\'@cdklabs/aws-data-solutions-framework\')', create: `${DSF}})`, isOther: true },
];

/** One way, measured. */
export interface LibraryResult {
  readonly name: string;
  readonly version: string;
  readonly loadMs: number;
  readonly synthMs: number;
  readonly resources: number;
  readonly templateBytes: number;
  /** Keys of spark-defaults and dimensions of maximumCapacity that the application states. */
  readonly sizes: number;
  /** Ids of what `sized-emr check` says of it, notes included. */
  readonly findings: readonly string[];
}

interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: Readonly<Record<string, unknown>> }>>;
}

/** Everything in turns, so that each sees the same machine. */
export function measureLibraries(root: string, rounds = 5): LibraryResult[] {
  const ways = WAYS.filter(({ isOther }) => !isOther || existsSync(join(root, OTHERS, 'node_modules')));
  const runs = Array.from({ length: rounds }, () => ways.map(way => run(root, way)));
  return ways.map(({ name, version }, index) => {
    const all = runs.map(round => round[index]);
    const [{ template }] = all;
    return {
      name,
      version,
      loadMs: median(all.map(({ loadMs }) => loadMs)),
      synthMs: median(all.map(({ synthMs }) => synthMs)),
      resources: Object.keys(template.Resources).length,
      templateBytes: JSON.stringify(template).length,
      sizes: sizesOf(template),
      findings: findingsOf(template),
    };
  });
}

function median(values: readonly number[]): number {
  return Math.round(10 * [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]) / 10;
}

/** Loads aws-cdk-lib first: every way needs it. The first synth is thrown away. */
function run(root: string, { load, create, isOther }: Way): { loadMs: number; synthMs: number; template: Template } {
  const script = `const root=${JSON.stringify(root)};const t=()=>Number(process.hrtime.bigint())/1e6;const {App,Stack,Size,Duration}=require('aws-cdk-lib');App;Stack;Size;Duration;`
    + `const b=t();const x=${load};const loadMs=t()-b;`
    + 'const sized=process.env.SIZED?JSON.parse(process.env.SIZED):{};const v=[];let template;for(let i=0;i<6;i++){const b=t();'
    + `const app=new App({analyticsReporting:false});const s=new Stack(app,'S');${create};template=app.synth().getStackByName('S').template;v.push(t()-b)}`
    + 'v.shift();v.sort((a,b)=>a-b);process.stdout.write(JSON.stringify({loadMs,synthMs:v[2],template}))';
  const answer = execFileSync(process.execPath, ['-e', script], {
    cwd: isOther ? join(root, OTHERS) : root,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, CDK_VALIDATION: 'false', SIZED: create.includes('...sized') ? JSON.stringify(emitted(root)) : '' },
  });
  return JSON.parse(answer) as ReturnType<typeof run>;
}

/** What the library's own way states, as props of the L1. */
function emitted(root: string): object {
  const own = WAYS.find(({ name }) => name === 'this library')!;
  const [{ Properties }] = Object.values(run(root, own).template.Resources);
  return camel({ ...Properties, Name: undefined, Type: undefined, ReleaseLabel: undefined }) as object;
}

/** Names of CloudFormation as the L1 has them; keys of Spark stay. */
function camel(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camel);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key[0].toLowerCase() + key.slice(1), key === 'Properties' ? one as unknown : camel(one)]));
}

interface SizedProperties {
  readonly RuntimeConfiguration?: readonly { readonly Properties?: object }[];
  readonly MaximumCapacity?: object;
}

function applicationOf({ Resources }: Template): Readonly<Record<string, unknown>> {
  return Object.values(Resources).find(({ Type }) => Type === 'AWS::EMRServerless::Application')!.Properties!;
}

function sizesOf(template: Template): number {
  const { RuntimeConfiguration = [], MaximumCapacity = {} } = applicationOf(template) as SizedProperties;
  return RuntimeConfiguration.reduce((all, { Properties = {} }) => all + Object.keys(Properties).length, Object.keys(MaximumCapacity).length);
}

function findingsOf(template: Template): string[] {
  const checked = checkTemplate(template, 'template');
  return checked.ok ? [...new Set(checked.value.findings.map(({ id }) => id))].sort() : [];
}
