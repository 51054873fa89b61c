import { Code, Struct, call, literal, member, struct } from './code';
import { GIB, KIB, MIB, TIB } from '../../core/units';
import { Field, STAGE_FIELDS, WORKLOAD_FIELDS } from '../../core/workload/fields';
import { parseDuration, parseSize } from '../../core/workload/quantities';

/** A workload as a file has it, that reads without a problem. */
export type WorkloadSource = Readonly<Record<string, unknown>>;

/** The enums of the library, by the field that takes one. */
const ENUMS: Readonly<Record<string, string>> = {
  profile: 'WorkloadProfile', language: 'SparkLanguage', spill: 'SpillPolicy', storageLevel: 'SparkStorageLevel', keys: 'StageKeys',
};

/** What a run says of itself, in `observed`. */
const OBSERVED = ['log', 'applicationId', 'date', 'sparkVersion', 'source'];

/** `SparkWorkload.of({…})` with what the source states, in the order of the fields. */
export function workloadCode(source: WorkloadSource): Code {
  return call('SparkWorkload', 'of', struct('SparkWorkloadProps', WORKLOAD_FIELDS.map(field => [field.name, valueCode(source[field.name], field)])));
}

/** `of` an enum, in capitals. */
export function enumCode(name: string, word: string): Code {
  return member(name, word.toUpperCase().replace(/-/g, '_'));
}

function valueCode(value: unknown, field: Field): Code | undefined {
  return value === undefined || value === null ? undefined : CODES[field.kind](value, field);
}

const CODES: Readonly<Record<Field['kind'], (value: unknown, field: Field) => Code>> = {
  size: value => sizeCode(parseSize(String(value))!),
  duration: value => durationCode(parseDuration(String(value))!),
  count: value => literal(Number(value)),
  number: value => literal(Number(value)),
  word: (value, { name }) => name in ENUMS ? enumCode(ENUMS[name], String(value)) : literal(String(value)),
  text: value => literal(String(value)),
  today: value => todayCode(value as WorkloadSource),
  stages: value => ({ kind: 'list', items: (value as WorkloadSource[]).map(stageCode) }),
  observed: value => observedCode(value as WorkloadSource),
};

const SIZES: readonly (readonly [number, string])[] = [[TIB, 'tebibytes'], [GIB, 'gibibytes'], [MIB, 'mebibytes'], [KIB, 'kibibytes']];

/** In the largest unit in which it is whole. */
export function sizeCode(bytes: number): Code {
  const [step, unit] = SIZES.find(([size]) => bytes > 0 && bytes % size === 0) ?? [1, 'bytes'];
  return call('Size', unit, literal(bytes / step));
}

function durationCode(seconds: number): Code {
  const [step, unit] = ([[3600, 'hours'], [60, 'minutes']] as const).find(([size]) => seconds % size === 0) ?? [1, 'seconds'];
  return call('Duration', unit, literal(seconds / step));
}

function todayCode({ workers, vCpu, duration }: WorkloadSource): Code {
  return struct('SparkToday', [
    ['workers', literal(Number(workers))], ['vcpu', literal(Number(vCpu))], ['duration', durationCode(parseDuration(String(duration))!)],
  ]);
}

function observedCode(source: WorkloadSource): Code {
  return struct('SparkObservation', OBSERVED.map(name => [name, typeof source[name] === 'string' ? literal(source[name]) : undefined]));
}

/** `SparkStage.sortMergeJoin({…})`. What the operator does not take is no property of its struct. */
function stageCode(source: WorkloadSource): Code {
  const operator = String(source.operator);
  const method = operator.replace(/-./g, ([, letter]) => letter.toUpperCase());
  const taken = STAGE_FIELDS.filter(({ name }) => [...COMMON_FIELDS, ...OWN_FIELDS[operator]].includes(name));
  const alongside = (source.alongside ?? []) as WorkloadSource[];
  const fields: Struct['fields'] = [
    ...taken.map(field => [field.name, valueCode(source[field.name], field)] as const),
    ['alongside', alongside.length ? { kind: 'list', items: alongside.map(stageCode) } : undefined],
  ];
  return call('SparkStage', method, struct('', fields));
}

const COMMON_FIELDS = ['records', 'largestRecords', 'skew', 'partitions', 'keys'];
const OWN_FIELDS: Readonly<Record<string, readonly string[]>> = {
  'sort': ['rowBytes'],
  'sort-merge-join': ['rowBytes', 'otherRecords', 'otherLargestRecords', 'otherRowBytes'],
  'aggregate': ['keyBytes', 'valueBytes'],
  'partial-aggregate': ['keyBytes', 'valueBytes'],
  'object-aggregate': ['keyBytes', 'rowBytes'],
  'hash-join': ['rowBytes', 'keyBytes', 'valueBytes'],
  'window': ['rowBytes', 'groupRecords'],
};
