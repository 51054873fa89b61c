import { AnyPlan } from './ec2-plan';
import { PLAN_SCHEMA } from './plan';
import { COLLECTOR_FLAGS } from './settings';
import { isObject, shown } from '../problems/json-value';
import { Outcome, Problem, fails, ok, problem } from '../problems/problem';

type Kind = 'count' | 'natural' | 'number' | 'text' | 'texts' | 'flag' | 'list' | 'object' | 'settings' | readonly string[];

const DISK_TYPES = ['STANDARD', 'SHUFFLE_OPTIMIZED'];
const NODE_DISK_TYPES = ['GP3', 'INSTANCE_STORE'];
const WORKER: Record<string, Kind> = { vCpu: 'count', memoryGiB: 'count', diskGiB: 'count', diskType: DISK_TYPES };

/** Every field that a lock file must have, whatever the platform. */
const SHARED_FIELDS: Record<string, Kind> = {
  schema: [PLAN_SCHEMA],
  sizingModel: 'text',
  platform: ['serverless', 'ec2'],
  release: 'text',
  architecture: ['x86_64', 'arm64'],
  region: 'text',
  objective: ['cost', 'time'],
  concurrentRuns: 'count',
  ...under('executor', {
    cores: 'count',
    taskCpus: 'count',
    slots: 'count',
    heapMiB: 'count',
    overheadMiB: 'natural',
    offHeapMiB: 'natural',
    pysparkMiB: 'natural',
    containerMiB: 'count',
    collector: 'text',
    neededHeapMiB: 'count',
    neededBy: 'text',
    slackToNextStep: 'number',
  }),
  ...under('driver', { cores: 'count', heapMiB: 'count', overheadMiB: 'natural', containerMiB: 'count', diskGiB: 'count' }),
  ...under('executors', { minimum: 'natural', initial: 'natural', maximum: 'count', dynamic: 'flag' }),
  partitions: 'count',
  ...under('perTask', { memoryMiB: 'number', demandMiB: 'number', basis: ['stages', 'bound', 'expansion'] }),
  sparkDefaults: 'settings',
  ...under('runTime', { seconds: 'number', lowSeconds: 'number', highSeconds: 'number', waves: 'number' }),
  ...under('cost', {
    usd: 'number', lowUsd: 'number', highUsd: 'number', idleUsdPerHour: 'number', per: ['run', 'hour'], pricedAt: 'text', region: 'text',
  }),
  reasons: 'list',
  assumptions: 'list',
  ...under('waste', { memory: 'number', vCpu: 'number' }),
  runnersUp: 'list',
  warnings: 'list',
};

/** What a lock file has beyond that. */
const PLATFORM_FIELDS: Readonly<Record<AnyPlan['platform'], Record<string, Kind>>> = {
  serverless: {
    ...under('executor', { diskGiB: 'count', diskType: DISK_TYPES }),
    ...under('executor.worker', WORKER),
    ...under('driver', { diskType: DISK_TYPES }),
    ...under('driver.worker', WORKER),
    ...under('serverless', { initialCapacity: 'list' }),
    ...under('serverless.maximumCapacity', { cpu: 'text', memory: 'text', disk: 'text' }),
  },
  ec2: {
    ...under('executor', { diskGiB: 'natural', diskType: NODE_DISK_TYPES }),
    ...under('cluster', { deployMode: ['client'], usdPerHour: 'number', sparkDefaults: 'settings' }),
    ...under('cluster.primary', { instanceType: 'text', vCores: 'count', memoryMiB: 'number', usdPerHour: 'number' }),
    ...under('cluster.core', {
      instanceType: 'text', count: 'count', executorsPerNode: 'count', yarnMemoryMiB: 'count', vCores: 'count', idleMiB: 'natural', usdPerHour: 'number',
    }),
    ...under('cluster.applicationMaster', { memoryMiB: 'count', vCores: 'count' }),
  },
};

/** Volumes of EBS, where a node has some. */
const VOLUME_FIELDS = under('cluster.core.ebs', { type: ['gp3'], volumes: 'count', sizeGiB: 'count' });

/** Task nodes, where a plan has some. */
const TASK_FIELDS = under('cluster.task', { instanceType: 'text', count: 'count', market: ['SPOT'], usdPerHour: 'number' });

/** Fields that a lock file may have. */
const OPTIONAL_FIELDS: Record<string, Kind> = {
  name: 'text',
  instanceTypes: 'list',
  pins: 'object',
  ...under('pins', {
    executorCores: 'count',
    taskCpus: 'count',
    executors: 'count',
    partitions: 'count',
    executorMemoryMiB: 'count',
    diskGiB: 'count',
    collector: Object.keys(COLLECTOR_FLAGS),
    instanceTypes: 'texts',
    nodes: 'count',
  }),
};

function under(path: string, fields: Record<string, Kind>): Record<string, Kind> {
  return Object.fromEntries(Object.entries(fields).map(([name, kind]) => [`${path}.${name}`, kind]));
}

/** Reads a `*.plan.json` document: the form alone. Whether its numbers are legal and agree, `checkPlan` says. */
export function readPlan(source: unknown): Outcome<AnyPlan> {
  if (typeof source !== 'object' || source === null || Array.isArray(source)) {
    return fails([problem('SZ1010', '', `a plan is a JSON object with "schema": "${PLAN_SCHEMA}"`)]);
  }
  const problems = Object.entries(fieldsOf(source)).flatMap(([path, kind]) => checkField(valueAt(source, path), kind, path));
  return problems.length ? fails(problems) : ok(source as AnyPlan);
}

/** The platform that a document does not name is EMR Serverless. */
function fieldsOf(source: object): Record<string, Kind> {
  const platform = valueAt(source, 'platform') === 'ec2' ? 'ec2' : 'serverless';
  const given = Object.entries(OPTIONAL_FIELDS).filter(([path]) => valueAt(source, path) !== undefined);
  const has = (path: string) => platform === 'ec2' && (valueAt(source, path) ?? null) !== null;
  const parts = { ...has('cluster.core.ebs') ? VOLUME_FIELDS : {}, ...has('cluster.task') ? TASK_FIELDS : {} };
  return { ...SHARED_FIELDS, ...PLATFORM_FIELDS[platform], ...parts, ...Object.fromEntries(given) };
}

function valueAt(source: unknown, path: string): unknown {
  return path.split('.').reduce((value, name) => isObject(value) ? value[name] : undefined, source);
}

function checkField(value: unknown, kind: Kind, path: string): Problem[] {
  if (value === undefined || value === null) return [problem('SZ1001', path, `left out; ${expected(kind)} is expected`)];
  return isOf(value, kind) ? [] : [problem(path === 'schema' ? 'SZ1010' : 'SZ1004', path, `got ${shown(value)}; ${expected(kind)} is expected`)];
}

function isOf(value: unknown, kind: Kind): boolean {
  if (typeof kind !== 'string') return kind.includes(value as string);
  return TESTS[kind](value);
}

const TESTS: Record<Exclude<Kind, readonly string[]>, (value: unknown) => boolean> = {
  count: value => Number.isSafeInteger(value) && (value as number) >= 1,
  natural: value => Number.isSafeInteger(value) && (value as number) >= 0,
  number: value => typeof value === 'number' && Number.isFinite(value) && value >= 0,
  text: value => typeof value === 'string' && value !== '',
  texts: value => Array.isArray(value) && value.every(one => typeof one === 'string' && one !== ''),
  flag: value => typeof value === 'boolean',
  list: value => Array.isArray(value) && value.every(isObject),
  object: isObject,
  settings: value => isObject(value) && Object.values(value).every(one => typeof one === 'string'),
};

const EXPECTED: Record<Exclude<Kind, readonly string[]>, string> = {
  count: 'a whole number from 1',
  natural: 'a whole number from 0',
  number: 'a number from 0',
  text: 'text',
  texts: 'a list of texts',
  flag: 'true or false',
  list: 'a list of objects',
  object: 'an object',
  settings: 'an object of Spark settings, all text,',
};

function expected(kind: Kind): string {
  return typeof kind === 'string' ? EXPECTED[kind] : kind.map(word => `"${word}"`).join(' or ');
}
