import { join } from 'node:path';
import { callsOf, leavesOf, named, readTypes, Type, TypeRef } from './assembly';
import { PROBLEM_TABLE } from '../src/core/problems/problem-table';

const ROOT = join(__dirname, '..');

const types = readTypes();
const structs = types.filter(({ kind, datatype }) => kind === 'interface' && datatype);
const members = types.flatMap(type => [...type.properties ?? [], ...type.methods ?? [], ...type.members ?? []].map(member => ({ type, member })));
const properties = types.flatMap(type => (type.properties ?? []).map(member => ({ type, member })));
const calls = types.flatMap(type => callsOf(type).map(call => ({ type, call })));

test('every type has a summary', () => {
  expect(types.filter(({ docs }) => !docs?.summary).map(({ name }) => name)).toEqual([]);
});

test('every property, method and enum value has a summary', () => {
  expect(members.filter(({ member }) => !member.docs?.summary).map(({ type, member }) => named(type, member))).toEqual([]);
});

test('every parameter has a summary, but the props of a call', () => {
  const undocumented = calls.flatMap(({ type, call }) => (
    (call.parameters ?? []).filter(({ name, docs }) => name !== 'props' && !docs?.summary).map(({ name }) => `${named(type, call)}(${name})`)));
  expect(undocumented).toEqual([]);
});

test('every optional property says what holds without it', () => {
  const silent = structs.flatMap(type => (type.properties ?? []).filter(({ optional, docs }) => optional && (!docs?.default || docs.default === 'undefined'))
    .map(member => named(type, member)));
  expect(silent).toEqual([]);
});

/** Structs that a user fills in: those of parameters, and those within them. */
function inputs(): Type[] {
  const found = new Set<Type>();
  const add = (ref?: TypeRef) => leavesOf(ref).forEach(({ fqn }) => structs.filter(struct => struct.fqn === fqn && !found.has(struct)).forEach(struct => {
    found.add(struct);
    (struct.properties ?? []).forEach(({ type }) => add(type));
  }));
  calls.forEach(({ call }) => (call.parameters ?? []).forEach(({ type }) => add(type)));
  return [...found];
}

/** In words: a range, a list of the values, or what they are a part of. */
const RANGE = /\b(from|at least|above|below|up to|between|to \d|or \d|at the most|multiple of)\b/i;

test('every number that a user gives has its range', () => {
  const given = inputs().flatMap(type => (type.properties ?? []).filter(({ type: ref }) => leavesOf(ref).some(({ primitive }) => primitive === 'number'))
    .map(member => ({ type, member })));
  expect(given.length).toBeGreaterThan(40);
  expect(given.filter(({ member: { docs } }) => !RANGE.test(`${docs?.summary} ${docs?.remarks}`)).map(({ type, member }) => named(type, member))).toEqual([]);
});

test('every id in the documentation is a row of the table of problems', () => {
  const texts = [...types.map(({ docs }) => docs), ...members.map(({ member }) => member.docs), ...calls.map(({ call }) => call.docs)];
  const ids = texts.flatMap(docs => `${docs?.summary} ${docs?.remarks} ${docs?.default}`.match(/SZ\d{4}/g) ?? []);
  expect(ids.length).toBeGreaterThan(20);
  expect(ids.filter(id => !(id in PROBLEM_TABLE))).toEqual([]);
});

test('every constructor that takes props says what it throws', () => {
  const silent = types.filter(({ initializer }) => initializer?.parameters?.length && !/throws/i.test(`${initializer.docs?.summary} ${initializer.docs?.remarks}`));
  expect(silent.map(({ name }) => name)).toEqual([]);
});

test('every struct and enum is part of a signature: one that only serves as a base is hidden with "@jsii ignore"', () => {
  const refs = [...properties.map(({ member }) => member.type), ...calls.flatMap(({ call }) => [...(call.parameters ?? []).map(({ type }) => type), call.returns?.type])];
  const used = new Set(refs.flatMap(leavesOf).map(({ fqn }) => fqn));
  expect(types.filter(({ kind, abstract, fqn }) => !used.has(fqn) && (kind !== 'class' || abstract)).map(({ name }) => name)).toEqual([]);
});

/** Endings of numbers that have a unit. */
const UNITS = ['MiB', 'GiB', 'Bytes', 'Seconds', 'Usd', 'usd', 'UsdPerHour', 'usdPerHour', 'Mbps', 'seconds', 'Fraction', 'Factor', 'Count', 'Version'];
/** Plain counts and ratios, in the words of Spark, EMR and the workload files. */
const COUNTS = [
  'cores', 'taskCpus', 'slots', 'vcpu', 'executorCores', 'executors', 'partitions', 'minimum', 'initial', 'maximum', 'waves', 'warm', 'workers',
  'records', 'largestRecords', 'otherRecords', 'otherLargestRecords', 'groupRecords', 'skew', 'skewPartitions', 'growth', 'shuffleExpansion',
  'inputFiles', 'pythonStages', 'concurrentRuns', 'maxConcurrentRuns', 'maxConcurrentVcpus',
  'vcores', 'disks', 'volumes', 'count', 'executorsPerNode', 'nodes', 'taskNodes', 'minimumNodes', 'stepConcurrency', 'spotShare',
  'maxAttempts', 'maxFailedAttemptsPerHour', 'threshold', 'evaluationPeriods', 'datapointsToAlarm', 'runsPerMonth',
];

test('every number has its unit in its name, or is a count', () => {
  const numbers = properties.filter(({ member }) => leavesOf(member.type).some(({ primitive }) => primitive === 'number'));
  expect(numbers.length).toBeGreaterThan(50);
  const bare = numbers.filter(({ member: { name } }) => !COUNTS.includes(name) && !UNITS.some(unit => name.endsWith(unit)));
  expect(bare.map(({ type, member }) => named(type, member))).toEqual([]);
});

test('sizes are MiB and GiB, vCPUs are vcpu', () => {
  expect(members.map(({ type, member }) => named(type, member)).filter(name => /TiB|vCpu|vCPU|[a-z](MB|GB|KB)\b/.test(name))).toEqual([]);
});

test('no property or parameter is of a type of CloudFormation\'s, or of any type at all', () => {
  const refs = [
    ...properties.map(({ type, member }) => ({ at: named(type, member), ref: member.type })),
    ...calls.flatMap(({ type, call }) => (call.parameters ?? []).map(({ name, type: ref }) => ({ at: `${named(type, call)}(${name})`, ref }))),
  ];
  const wrong = refs.filter(({ ref }) => leavesOf(ref).some(({ fqn, primitive }) => /\.Cfn[A-Z]|IResolvable/.test(fqn ?? '') || primitive === 'any' || primitive === 'json'));
  expect(wrong.map(({ at }) => at)).toEqual([]);
});

test('no property is one of several types', () => {
  expect(properties.filter(({ member }) => member.type?.union).map(({ type, member }) => named(type, member))).toEqual([]);
});

test('every class and enum exists at runtime', () => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const library = require(join(ROOT, 'lib'));
  expect(types.filter(({ kind, name }) => kind !== 'interface' && !(name in library)).map(({ name }) => name)).toEqual([]);
});

test('structs alone are types without a value', () => {
  expect(types.filter(({ kind, datatype }) => kind === 'interface' && !datatype).map(({ name }) => name)).toEqual([]);
});
