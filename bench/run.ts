import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { pluginScript, withLargestTemplate } from './checks';
import { LibraryResult, measureLibraries } from './construct-libraries';

/**
 * Speed, each figure beside what it is held against in the same run, so that a busy machine moves both.
 * Writes bench/results.json and from it docs/benchmarks.md; with --check it only prints, and fails where a limit is passed by far.
 * With --others other construct libraries are installed and measured too, else their figures stay as they were.
 */
const ROOT = join(__dirname, '..');
const LIB = join(ROOT, 'lib');
/** A busy machine may be so many times slower before --check calls it a failure. */
const TOLERANCE = 4;

interface Measurement {
  readonly what: string;
  readonly value: number;
  readonly unit: 'ms' | 'kB';
  readonly limit: number;
  readonly against: string;
  readonly againstValue?: number;
  /** Stands in the README. */
  readonly short?: true;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Milliseconds that a process takes from start to end. */
function wall(...args: string[]): number {
  const begin = process.hrtime.bigint();
  execFileSync(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'ignore'] });
  return Number(process.hrtime.bigint() - begin) / 1e6;
}

/** Milliseconds that a script measured by itself and printed. */
function printed(script: string): number {
  return Number(execFileSync(process.execPath, ['-e', script], {
    cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, CDK_VALIDATION: 'false' },
  }));
}

/** Two measurements in turns, so that both see the same machine. */
function inTurns(first: () => number, second: () => number, rounds = 7): [number, number] {
  const both = Array.from({ length: rounds }, () => [first(), second()]);
  return [median(both.map(([one]) => one)), median(both.map(([, two]) => two))];
}

const CLOCK = 'const t=()=>Number(process.hrtime.bigint())/1e6;';
const WORKLOAD = `require('${LIB}/core/workload/read').readWorkload({input:'500GiB',shuffle:'180GiB',coreTime:'16h',finishWithin:'45m'}).value`;
const REQUEST = '{release:\'emr-7.12.0\',architecture:\'x86_64\',region:\'us-east-1\',objective:\'cost\',serverlessStorage:false,pins:{}}';

const SEARCHES: Readonly<Record<string, string>> = { attemptServerless: 'serverless', attemptEc2: 'ec2' };
const EC2_REQUEST = '{release:\'emr-7.12.0\',architecture:\'x86_64\',region:\'us-east-1\',objective:\'cost\',pins:{}}';

function searchScript(from: string, request: string): string {
  return `${CLOCK}const {${from}:a}=require('${LIB}/core/planning/${SEARCHES[from]}');const w=${WORKLOAD},r=${request};`
    + 'for(let i=0;i<15;i++)a(w,r);const v=[];for(let i=0;i<21;i++){const b=t();a(w,r);v.push(t()-b)}v.sort((x,y)=>x-y);console.log(v[10])';
}

const RAW = 'new (require(\'aws-cdk-lib/aws-emrserverless\').CfnApplication)(s,\'A\'+i,{releaseLabel:\'emr-7.12.0\',type:\'Spark\'})';
const SIZED = `new (require('${ROOT}').SizedEmrServerlessApp)(s,'A'+i,{workload:w})`;

/** Synthesizes an app a few times and prints the median. */
function synthScript(construct: string): string {
  return `${CLOCK}const {App,Stack,Size,Duration}=require('aws-cdk-lib');const {SparkWorkload}=require('${ROOT}');`
    + 'const w=SparkWorkload.of({input:Size.gibibytes(500),shuffle:Size.gibibytes(180),coreTime:Duration.hours(16),finishWithin:Duration.minutes(45)});'
    + `const v=[];for(let i=0;i<15;i++){const b=t();const app=new App({analyticsReporting:false});const s=new Stack(app,'S');${construct};app.synth();v.push(t()-b)}`
    + 'v.sort((x,y)=>x-y);console.log(v[7])';
}

/** What an app with the raw L1 loads; then, with it, the package. */
const CDK = 'const c=require(\'aws-cdk-lib\');c.App;c.Stack;c.Resource;c.Size;c.Duration;require(\'aws-cdk-lib/aws-emrserverless\').CfnApplication;';

function loadScript(more: string): string {
  return `${CLOCK}const b=t();${CDK}${more};console.log(t()-b)`;
}

/** A log of the real Spark: mostly plans and stages, as of small jobs. */
const LOG = join(ROOT, 'test', 'eventlog', 'logs', 'sql-4.x.zstd');

/** A log so many times in a row, as frames of zstd may stand. */
const REPEATED = `const packed=Buffer.concat(Array(24).fill(fs.readFileSync('${LOG}')));`;
/** The ends of its tasks, each so many times with other ids and figures, as of large jobs; gzip, which Node can write. */
const TASKS = `let text='';for await(const p of unpacked((async function*(){yield fs.readFileSync('${LOG}')})()))text+=Buffer.from(p).toString('latin1');`
  + 'const ends=text.split("\\n").filter(l=>l.startsWith("{\\"Event\\":\\"SparkListenerTaskEnd"));const many=[];'
  + 'for(let i=0;i<20000;i++)many.push(ends[i%ends.length].replace(/"Task ID":\\d+/,`"Task ID":${i}`).replace(/"Executor Run Time":\\d+/,`"Executor Run Time":${i}`));'
  + 'const packed=require("zlib").gzipSync(many.join("\\n")+"\\n",{level:1});';

/** Reads a log, unpacking included, and parses every line of the same log held in memory, in turns; prints the medians. */
function logScript(make: string): string {
  return `${CLOCK}const fs=require('fs');const {readLog}=require('${LIB}/eventlog/read-log');const {unpacked}=require('${LIB}/eventlog/codecs/decode');`
    + `const {gunzip}=require('${LIB}/cli/log-files').nodeLogFiles();(async()=>{${make}`
    + 'async function* pieces(){for(let i=0;i<packed.length;i+=1<<20)yield packed.subarray(i,i+(1<<20))}'
    + 'const source={name:"l",parts:[{name:"l",open:pieces}],missingParts:[],isCompacted:false};'
    + 'const all=[];for await(const p of unpacked(pieces(),gunzip))all.push(Buffer.from(p));const lines=Buffer.concat(all).toString("latin1").split("\\n").filter(Boolean);'
    + 'const a=[],b=[];for(let i=0;i<9;i++){let t0=t();await readLog(source,gunzip);a.push(t()-t0);t0=t();for(const l of lines)JSON.parse(l);b.push(t()-t0)}'
    + 'a.sort((x,y)=>x-y);b.sort((x,y)=>x-y);console.log(a[4]+" "+b[4])})()';
}

function eventLog(what: string, make: string): Measurement {
  const [value, againstValue] = execFileSync(process.execPath, ['-e', logScript(make)], { encoding: 'utf8' }).trim().split(' ').map(Number);
  return { what, value, unit: 'ms', limit: 2 * againstValue, against: '`JSON.parse` of its lines, held in memory', againstValue };
}

const PLAN_COMMAND = [join(LIB, 'cli', 'main.js'), 'plan', '--input', '500GiB', '--shuffle', '180GiB', '--core-time', '16h', '--finish-within', '45m'];

function measurements(): Measurement[] {
  const [empty, plan] = inTurns(() => wall('-e', ''), () => wall(...PLAN_COMMAND), 11);
  const [raw, sized] = inTurns(() => printed(synthScript(RAW)), () => printed(synthScript(SIZED)), 5);
  const [lib, whole] = inTurns(() => printed(loadScript('')), () => printed(loadScript(`require('${ROOT}')`)));
  const [unchecked, checked] = inTurns(() => printed(pluginScript(ROOT, CLOCK, false)), () => printed(pluginScript(ROOT, CLOCK, true)), 3);
  const check = withLargestTemplate(file => median([1, 2, 3, 4, 5].map(() => wall(join(LIB, 'cli', 'main.js'), 'check', file))));
  const threeTimes = (script: string) => median([script, script, script].map(printed));
  const search = threeTimes(searchScript('attemptServerless', REQUEST));
  const clusterSearch = threeTimes(searchScript('attemptEc2', EC2_REQUEST));
  return [
    { what: 'complete search', short: true, value: search, unit: 'ms', limit: 50, against: 'an empty node process', againstValue: empty },
    { what: 'complete search of a cluster, over all instance types', short: true, value: clusterSearch, unit: 'ms', limit: 300, against: 'an empty node process', againstValue: empty },
    { what: '`sized-emr plan`, the whole process', short: true, value: plan, unit: 'ms', limit: 150, against: 'an empty node process', againstValue: empty },
    { what: '`sized-emr check` of the largest template, 500 resources in 1 MiB, the whole process', value: check, unit: 'ms', limit: 300, against: 'an empty node process', againstValue: empty },
    { what: 'synth of 500 raw applications with `SizingChecks`', value: checked, unit: 'ms', limit: unchecked + 100, against: 'the same without', againstValue: unchecked },
    { what: 'synth with the construct', short: true, value: sized, unit: 'ms', limit: raw + 20, against: 'synth with the same raw L1', againstValue: raw },
    { what: 'loading the package and aws-cdk-lib', value: whole, unit: 'ms', limit: lib + 30, against: 'loading aws-cdk-lib', againstValue: lib },
    eventLog('reading an event log of 20,000 tasks, gzip', TASKS),
    eventLog('reading a small event log of queries, zstd', REPEATED),
    ...tarball(),
  ];
}

function tarball(): Measurement[] {
  const folder = join(ROOT, 'dist', 'js');
  const name = existsSync(folder) ? readdirSync(folder).find(file => file.endsWith('.tgz')) : undefined;
  return name ? [{ what: 'published tarball', value: statSync(join(folder, name)).size / 1000, unit: 'kB', limit: 2000, against: 'its limit' }] : [];
}

function rounded(measurement: Measurement): Measurement {
  const digits = (value: number) => Math.round(value * 10) / 10;
  return {
    ...measurement,
    value: digits(measurement.value),
    limit: digits(measurement.limit),
    ...(measurement.againstValue === undefined ? {} : { againstValue: digits(measurement.againstValue) }),
  };
}

interface Results {
  readonly node: string;
  readonly machine: string;
  readonly results: readonly Measurement[];
  readonly libraries: readonly LibraryResult[];
}

const FILE = join(ROOT, 'bench', 'results.json');

function machine(): string {
  return `${availableParallelism()} × ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB`;
}

/** All in one run, so that one machine made them; else those of the last one that had the others. */
function libraries(others: boolean): readonly LibraryResult[] {
  if (!others) return (JSON.parse(readFileSync(FILE, 'utf8')) as Results).libraries;
  execFileSync('bash', [join(ROOT, 'bench', 'others.sh')], { stdio: 'inherit' });
  return measureLibraries(ROOT);
}

function print({ what, value, unit, limit, against, againstValue }: Measurement): void {
  const ratio = againstValue === undefined ? '' : `, ${(value / againstValue).toFixed(2)} × ${against} (${againstValue} ${unit})`;
  console.log(`${what}: ${value} ${unit} (limit ${limit}${ratio})`);
}

function main(argv: readonly string[]): void {
  const results = measurements().map(rounded);
  results.forEach(print);
  if (argv.includes('--check') || process.env.CI === 'true') {
    const slow = results.filter(({ value, limit }) => value > TOLERANCE * limit);
    if (slow.length) console.error(`far beyond the limit: ${slow.map(({ what }) => what).join(', ')}`);
    process.exitCode = slow.length ? 1 : 0;
    return;
  }
  const all: Results = { node: process.version, machine: machine(), results, libraries: libraries(argv.includes('--others')) };
  writeFileSync(FILE, `${JSON.stringify(all, undefined, 2)}\n`);
  execFileSync(process.execPath, ['-r', require.resolve('tsx/cjs'), join(ROOT, 'tools', 'generate-docs.ts')], { stdio: 'inherit' });
}

main(process.argv.slice(2));
