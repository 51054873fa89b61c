import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { literal } from '../../tools/catalog/table';
import { catalogFiles } from '../../tools/generate-catalog';
import { runGenerator, staleFiles } from '../../tools/generated-files';

const ROOT = join(__dirname, '..', '..');
let copy: string;

beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'catalog-'));
  cpSync(join(ROOT, 'data'), join(copy, 'data'), { recursive: true });
});
afterEach(() => rmSync(copy, { recursive: true }));

/** Replaces text of a data file in the copy. */
function edit(name: string, from: string, to: string): void {
  const path = join(copy, 'data', name);
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) throw new Error(`${name} does not hold ${from}`);
  writeFileSync(path, text.replace(from, to));
}

describe('catalogFiles', () => {
  test('is what is committed: regenerating changes nothing', () => {
    expect(staleFiles(ROOT, catalogFiles(ROOT))).toEqual([]);
  });

  test('names its source in the first line, has no date of generation, and ends in one line break', () => {
    for (const { content } of catalogFiles(ROOT)) {
      expect(content.split('\n')[0]).toMatch(/^\/\/ Generated from data\/[a-z-]+\.jsonc by tools\/generate-catalog\.ts\./);
      expect(content).not.toMatch(/generated (at|on)/i);
      expect(content).toMatch(/[^\n]\n$/);
    }
  });

  test('does not depend on the order of rows', () => {
    const path = join(copy, 'data', 'releases.jsonc');
    const lines = readFileSync(path, 'utf8').split('\n');
    const [first, second] = ['emr-7.13.0', 'emr-7.12.0'].map(label => lines.findIndex(line => line.includes(`"${label}"`)));
    [lines[first], lines[second]] = [lines[second], lines[first]];
    writeFileSync(path, lines.join('\n'));
    expect(staleFiles(ROOT, catalogFiles(copy))).toEqual([]);
  });

  test.each([
    ['serverless-workers.jsonc', '"vCpu": 2,', '"vCpu": 1,', 'workers: twice 1 vCPU'],
    ['serverless-workers.jsonc', '"vCpu": 16,', '"vCpu": 12,', '12 vCPU: cores do not double'],
    ['serverless-workers.jsonc', '"maximumGiB": 60, "stepGiB": 4', '"maximumGiB": 62, "stepGiB": 4', '8 vCPU: the steps do not end at the largest size'],
    ['serverless-workers.jsonc', '"maximumGiB": 30,', '"maximumGiB": 15,', '4 vCPU: less memory than the row below'],
    ['serverless-workers.jsonc', '"reachGiB": 8', '"reachGiB": 60', '32 vCPU: the reach of a tier overlaps the one below'],
    ['serverless-workers.jsonc', '"maximumGiB": 200,', '"maximumGiB": 20,', 'STANDARD: least size is not below the largest'],
    ['serverless-workers.jsonc', '"fromGiB": 0, "fromVCpu": 1, "mibPerSecond": 128', '"fromGiB": 1, "fromVCpu": 1, "mibPerSecond": 128', 'STANDARD: no throughput for the smallest disk and worker'],
    ['serverless-workers.jsonc', '"mibPerSecond": 250', '"mibPerSecond": 100', 'STANDARD: throughput does not grow'],
    ['resource-schema-corrections.jsonc', '"EMR.VolumeSpecification", "property": "VolumeType"', '"EMR.VolumeSpecification", "property": "VolumeTyp"', 'resource schemas: EMR.VolumeSpecification VolumeTyp is not there'],
    ['resource-schema-corrections.jsonc', '"VolumeType", "enum": ["gp3", "gp2", "io1", "st1", "sc1", "standard"]', '"VolumeType"', 'resource schemas: EMR.VolumeSpecification VolumeType corrects nothing'],
    ['resource-schema-corrections.jsonc', '"EMR.SpotResizingSpecification"', '"EMR.OnDemandResizingSpecification"', 'resource schema corrections: twice EMR.OnDemandResizingSpecification TimeoutDurationMinutes'],
    ['resource-schemas.jsonc', '{"$ref":"EMR.Tag"}', '{"$ref":"EMR.Tagg"}', 'resource schemas: EMR.Tagg is referred to and not there'],
    ['update-behaviour.jsonc', '["Name", "Type"]', '["Name", "Name"]', 'updates: twice AWS::EMRServerless::Application Name'],
    ['update-behaviour.jsonc', '["Name", "Type"]', '["Name", "Type."]', 'updates: AWS::EMRServerless::Application: Name, Type.'],
    ['update-behaviour.jsonc', '["Name", "Type"]', '[]', 'updates: AWS::EMRServerless::Application: '],
    ['update-behaviour.jsonc', '"type": "AWS::EMR::Step"', '"type": "AWS::S3::Bucket"', 'updates: AWS::S3::Bucket is not a type of EMR'],
    ['update-behaviour.jsonc', '"update": "replaces"', '"update": "replace"', 'updates: AWS::EMRServerless::Application replace'],
    ['update-behaviour.jsonc', '"property": "WALWorkspaceName"', '"property": "Name"', 'names: AWS::EMR::WALWorkspace has no Name'],
    ['releases.jsonc', '"emr-7.13.0"', '"emr-7.12.0"', 'releases: twice emr-7.12.0'],
    ['releases.jsonc', '"emr-7.13.0"', '"emr-7.13"', 'emr-7.13: not the form of a label'],
    ['releases.jsonc', '"3.5.6-amzn-2"', '"3.5"', 'emr-7.13.0: 3.5 is not a version of Spark'],
    ['releases.jsonc', '"java": 17', '"java": 71', 'emr-7.13.0: Java 71'],
    ['serverless-features.jsonc', '"since": "emr-7.1.0"', '"since": "emr-6.8.1"', 'shuffleOptimizedDisks: emr-6.8.1 is not a release of EMR Serverless'],
    ['serverless-features.jsonc', '"sinceSpark8": "emr-spark-8.0-preview"', '"sinceSpark8": "emr-7.1.0"', 'managedPersistence: emr-7.1.0 is not a release of EMR Serverless'],
    ['serverless-features.jsonc', '"feature": "java17"', '"feature": "scheduler"', 'features: twice scheduler'],
    ['serverless-prices.jsonc', '"us-west-2"', '"us-east-1"', 'Regions: twice us-east-1'],
    ['serverless-prices.jsonc', '"us-west-2"', '"Oregon"', 'Oregon: not the form of a Region'],
    ['serverless-prices.jsonc', '0.052624', '5.2624', 'us-east-1: vCpuHourUsd 5.2624'],
    ['serverless-prices.jsonc', '0.0057785', '0.57785', 'us-east-1: memoryGiBHourUsd 0.57785'],
    ['serverless-prices.jsonc', '0.000111', '0.111', 'us-east-1: storageGiBHourUsd 0.111'],
    ['profiles.jsonc', '"low": 45', '"low": 600', 'batch-etl: core-seconds do not ascend'],
    ['profiles.jsonc', '"skew": 1.5, ', '', 'batch-etl: skew is missing'],
    ['profiles.jsonc', '"field": "skew"', '"field": "skews"', 'skew: no origin is stated'],
    ['profiles.jsonc', '"growth": 1.2', '"growth": 0.2', 'batch-etl: a factor below 1'],
    ['profiles.jsonc', '"growth": 1.2', '"growth": 1.2, "grwth": 1', 'batch-etl: unknown grwth'],
    ['laws.jsonc', '"law": "diskImbalance"', '"law": "costTie"', 'laws: twice costTie'],
    ['laws.jsonc', '"value": 1.3', '"value": -1.3', 'diskImbalance: -1.3 is not a constant'],
    ['laws.jsonc', '"value": 1.3, ', '', 'diskImbalance: give either value or defaultOf'],
    ['laws.jsonc', '"defaultOf": "spark.emr-serverless.executor.disk"', '"defaultOf": "spark.jars"', 'serviceExecutorDiskGiB: cannot read spark.jars =  in GiB'],
    ['serverless-spark-defaults.jsonc', '"spark.emr-serverless.driver.disk", "value": "20G"', '"spark.emr-serverless.driver.disk", "value": "20 parsecs"', 'serviceDriverDiskGiB: cannot read spark.emr-serverless.driver.disk = 20 parsecs in GiB'],
    ['serverless-spark-defaults.jsonc', '"key": "spark.jars"', '"key": "spark.files"', 'Spark defaults: twice spark.files until undefined'],
    ['instance-types.jsonc', '"family": "c3"', '"family": "c1"', 'instance types: twice c1.xlarge'],
    ['instance-types.jsonc', '"family": "c3"', '"family": "C3"', 'C3: not the form of a family'],
    ['instance-types.jsonc', '"architecture": "x86_64"', '"architecture": "X86"', 'c1: architecture X86'],
    ['instance-types.jsonc', '"emr-5.0.0", "emr-6.0.0"', '"emr-5.0.0", "6.0.0"', 'c1: since emr-5.0.0, 6.0.0, emr-7.0.0'],
    ['instance-types.jsonc', '"emr-5.0.0", "emr-6.0.0"', '"emr-5.0.0", "emr-5.1.0"', 'c1: lines of releases: twice emr-5'],
    ['instance-types.jsonc', '"medium": [2,', '"midi": [2,', 'c1.midi: not the form of a type'],
    ['instance-types.jsonc', '[2, 1741, 1, 350]', '[2, 17.41, 1, 350]', 'c1.medium: a figure is no whole number above 0'],
    ['instance-types.jsonc', '[2, 1741, 1, 350]', '[1741, 2, 1, 350]', 'c1.medium: 2 MiB for 1741 vCPU'],
    ['instance-types.jsonc', '[2, 1741, 1, 350]', '[2, 1741, 1]', 'c1.medium: disks without their size'],
    ['instance-types.jsonc', '"instanceType": "c1.medium"', '"instanceType": "c1.mini"', 'YARN\'s exceptions: no type c1.mini'],
    ['instance-types.jsonc', '"size": "large"', '"size": "huge"', 'default volumes: no size huge'],
    ['instance-types.jsonc', '"families": ["c7a"', '"families": ["c0a"', 'advised: no family c0a'],
    ['instance-types.jsonc', '"since": "emr-7.12.0"', '"since": "emr-4.12.0"', 'minimum allocation: emr-4.12.0 is not after the row before it'],
    ['instance-prices.jsonc', '"family": "c1"', '"family": "c0"', 'no price of c1.medium, c1.xlarge'],
    ['instance-prices.jsonc', '"sizes": {', '"sizes": { "giant": 1,', 'prices: no type c1.giant'],
    ['instance-prices.jsonc', '"medium": 0.13', '"medium": 0.0013', 'c1.medium: 0.0013 USD per hour'],
    ['instance-prices.jsonc', '"usdPerHour": 0.053', '"usdPerHour": 0.53', 'c4.xlarge: the model gives a fee of 0.05'],
    ['instance-prices.jsonc', '"families": ["m4"], ', '', 'c4.xlarge: the model gives a fee of 0.0597'],
    ['laws.jsonc', '"read": "2026-11-20"', '"read": "yesterday"', 'data/laws.jsonc partitions: read is not a date'],
    ['laws.jsonc', '"url": "docs/how-a-plan-is-found.md"', '"url": "memory"', 'data/laws.jsonc partitions: url is missing'],
    ['profiles.jsonc', '"origins": {', '"origins" {', 'data/profiles.jsonc: ColonExpected at character'],
  ])('fails on a fault in %s: %s → %s', (name, from, to, message) => {
    edit(name, from, to);
    expect(() => catalogFiles(copy)).toThrow(message);
  });

  test('fails on a block without rows', () => {
    writeFileSync(join(copy, 'data', 'laws.jsonc'), '{ "driver": { "url": "https://example.com", "read": "2026-11-20", "rows": [] } }');
    expect(() => catalogFiles(copy)).toThrow('data/laws.jsonc driver: no rows');
  });
});

describe('runGenerator', () => {
  const files = [{ path: 'deep/in/a.txt', content: 'a\n' }, { path: 'b.txt', content: 'b\n' }];

  test('writes what is stale, says so, and then finds nothing to do', () => {
    const said: string[] = [];
    expect(runGenerator(copy, files, [], line => said.push(line))).toBe(0);
    expect(said).toEqual(['wrote deep/in/a.txt', 'wrote b.txt']);
    expect(readFileSync(join(copy, 'deep/in/a.txt'), 'utf8')).toBe('a\n');
    expect(runGenerator(copy, files, ['--check'], line => said.push(line))).toBe(0);
    expect(runGenerator(copy, files, [], line => said.push(line))).toBe(0);
    expect(said).toHaveLength(2);
  });

  test('fails with 1 under --check and writes nothing', () => {
    runGenerator(copy, files, [], () => undefined);
    writeFileSync(join(copy, 'b.txt'), 'changed\n');
    const said: string[] = [];
    expect(runGenerator(copy, files, ['--check'], line => said.push(line))).toBe(1);
    expect(said).toEqual(['stale b.txt']);
    expect(readFileSync(join(copy, 'b.txt'), 'utf8')).toBe('changed\n');
  });
});

describe('literal', () => {
  test('writes values as the project writes them, on one line', () => {
    expect(literal({ 'a': 'it\'s \\', 'b-c': [1, 2.5], 'gone': undefined, 'd': { e: null, f: true }, 'g': [] })).toBe('{ a: \'it\\\'s \\\\\', \'b-c\': [1, 2.5], d: { e: null, f: true }, g: [] }');
  });
});
