import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const ASSEMBLY = join(ROOT, '.jsii');

interface Docs {
  readonly summary?: string;
  readonly default?: string;
}
interface TypeRef {
  readonly primitive?: string;
  readonly fqn?: string;
  readonly collection?: { readonly elementtype: TypeRef };
  readonly union?: { readonly types: TypeRef[] };
}
interface Parameter {
  readonly name: string;
  readonly type: TypeRef;
  readonly docs?: Docs;
}
interface Member {
  readonly name: string;
  readonly docs?: Docs;
  readonly type?: TypeRef;
  readonly optional?: boolean;
  readonly parameters?: Parameter[];
}
interface Type {
  readonly name: string;
  readonly kind: 'class' | 'interface' | 'enum';
  readonly datatype?: boolean;
  readonly docs?: Docs;
  readonly properties?: Member[];
  readonly methods?: Member[];
  readonly members?: Member[];
  readonly initializer?: Member;
}

/** The assembly that jsii wrote: the public API with its documentation. */
function readTypes(): Type[] {
  if (!existsSync(ASSEMBLY)) throw new Error('.jsii is missing: compile first, with `npx projen compile`');
  return Object.values(JSON.parse(readFileSync(ASSEMBLY, 'utf8')).types);
}

const types = readTypes();
const structs = types.filter(({ kind, datatype }) => kind === 'interface' && datatype);
const named = (type: Type, member: Member) => `${type.name}.${member.name}`;
const members = types.flatMap(type => [...type.properties ?? [], ...type.methods ?? [], ...type.members ?? []].map(member => ({ type, member })));
const properties = types.flatMap(type => (type.properties ?? []).map(member => ({ type, member })));

/** Every type that a reference names. */
function leavesOf(ref?: TypeRef): TypeRef[] {
  if (!ref) return [];
  if (ref.collection) return leavesOf(ref.collection.elementtype);
  return ref.union ? ref.union.types.flatMap(leavesOf) : [ref];
}

test('every type has a summary', () => {
  expect(types.filter(({ docs }) => !docs?.summary).map(({ name }) => name)).toEqual([]);
});

test('every property, method and enum value has a summary', () => {
  expect(members.filter(({ member }) => !member.docs?.summary).map(({ type, member }) => named(type, member))).toEqual([]);
});

test('every parameter has a summary, but the props of a call', () => {
  const undocumented = types.flatMap(type => [...type.methods ?? [], ...type.initializer ? [{ ...type.initializer, name: 'constructor' }] : []]
    .flatMap(method => (method.parameters ?? []).filter(({ name, docs }) => name !== 'props' && !docs?.summary).map(({ name }) => `${named(type, method)}(${name})`)));
  expect(undocumented).toEqual([]);
});

test('every optional property says what holds without it', () => {
  const silent = structs.flatMap(type => (type.properties ?? []).filter(({ optional, docs }) => optional && (!docs?.default || docs.default === 'undefined'))
    .map(member => named(type, member)));
  expect(silent).toEqual([]);
});

/** Endings of numbers that have a unit. */
const UNITS = ['MiB', 'GiB', 'Bytes', 'Seconds', 'Usd', 'usd', 'UsdPerHour', 'usdPerHour', 'Mbps', 'seconds', 'Fraction', 'Factor', 'Count', 'Version'];
/** Plain counts and ratios, in the words of Spark, EMR and the workload files. */
const COUNTS = [
  'cores', 'taskCpus', 'slots', 'vcpu', 'executorCores', 'executors', 'partitions', 'minimum', 'initial', 'maximum', 'waves', 'warm', 'workers',
  'records', 'largestRecords', 'otherRecords', 'otherLargestRecords', 'groupRecords', 'skew', 'skewPartitions', 'growth', 'shuffleExpansion',
  'inputFiles', 'pythonStages', 'concurrentRuns', 'maxConcurrentRuns', 'maxConcurrentVcpus',
  'vcores', 'disks', 'volumes', 'count', 'executorsPerNode', 'nodes', 'taskNodes', 'minimumNodes', 'stepConcurrency', 'spotShare',
  'maxAttempts', 'retryAttempts', 'maxFailedAttemptsPerHour',
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
  const refs = types.flatMap(type => [
    ...(type.properties ?? []).map(member => ({ at: named(type, member), ref: member.type })),
    ...[...type.methods ?? [], ...type.initializer ? [type.initializer] : []].flatMap(method => (
      (method.parameters ?? []).map(({ name, type: ref }) => ({ at: `${type.name}.${method.name}(${name})`, ref })))),
  ]);
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
