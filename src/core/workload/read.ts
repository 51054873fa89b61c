import { checkStage, checkWorkload } from './checks';
import { Field, STAGE_FIELDS, WORKLOAD_FIELDS } from './fields';
import { formatDuration, formatSize, parseDuration, parseSize } from './quantities';
import { Operator, OPERATORS, Stage } from './stage';
import { Workload } from './workload';
import { isObject, shown } from '../problems/json-value';
import { nearestWord } from '../problems/nearest';
import { Problem, Outcome, fails, ok, problem } from '../problems/problem';

export const WORKLOAD_SCHEMA = 'sized-emr/workload/1';

type Values = Record<string, unknown>;

/** What reading a value gave: the value in the core's unit, or what is wrong with it. */
type Reading = { value: unknown } | { problems: readonly Problem[] };

/** What reading fields gave: the values that could be read, and what is wrong with the others. */
interface FieldsReading {
  readonly values: Values;
  readonly problems: readonly Problem[];
}

/** Reads a workload from a file's content or from flags, where sizes and durations are text, and reports everything that is wrong. */
export function readWorkload(source: unknown): Outcome<Workload> {
  if (!isObject(source)) return fails([problem('SZ1010', '', 'a workload is a JSON object, such as { "input": "500GiB" }')]);
  const { schema, $schema: _ofEditors, ...given } = source;
  if (schema !== undefined && schema !== WORKLOAD_SCHEMA) {
    return fails([problem('SZ1010', 'schema', `got ${shown(schema)}; this version reads "${WORKLOAD_SCHEMA}"`)]);
  }
  const { values, problems } = readFields(given, WORKLOAD_FIELDS, '');
  const workload = { stages: [], ...values } as unknown as Workload;
  const all = [...problems, ...checkWorkload(workload)];
  return all.length ? fails(all) : ok(workload);
}

/** Reads one stage with its `alongside`. */
export function readStage(source: unknown, path: string): Reading {
  if (!isObject(source)) return wrong('SZ1010', path, `got ${shown(source)}; a stage is an object with an operator`);
  const { alongside, ...given } = source;
  const { values, problems } = readFields(given, STAGE_FIELDS, path);
  const others = readList(alongside ?? [], `${path}.alongside`);
  const all = [...problems, ...leftOut(given, path), ...checkStage(values, path), ...('problems' in others ? others.problems : [])];
  return all.length || 'problems' in others ? { problems: all } : { value: { ...values, alongside: others.value } };
}

function readList(source: unknown, path: string): Reading {
  if (!Array.isArray(source)) return wrong('SZ1010', path, `got ${shown(source)}; a list of stages is expected`);
  const readings = source.map((item, index) => readStage(item, `${path}[${index}]`));
  const problems = readings.flatMap(reading => 'problems' in reading ? reading.problems : []);
  return problems.length ? { problems } : { value: readings.map(reading => (reading as { value: unknown }).value) };
}

function readFields(given: Values, fields: readonly Field[], path: string): FieldsReading {
  const at = (name: string) => path ? `${path}.${name}` : name;
  const problems: Problem[] = Object.keys(given).filter(name => !fields.some(field => field.name === name))
    .map(name => problem('SZ1006', at(name), `no such field${nearestWord(name, fields.map(field => field.name))}`));
  const values: Values = {};
  for (const field of fields) {
    const reading = readField(given[field.name], field, at(field.name));
    if ('problems' in reading) problems.push(...reading.problems);
    else if (reading.value !== undefined) values[field.property] = reading.value;
  }
  return { values, problems };
}

function readToday(given: Values, path: string): Reading {
  const { values, problems } = readFields(given, TODAY_FIELDS, path);
  return problems.length ? { problems } : { value: values };
}

function readField(value: unknown, field: Field, path: string): Reading {
  if (value === undefined || value === null) {
    return field.required ? wrong('SZ1001', path, `left out; ${field.meaning}, such as ${EXAMPLES[field.kind]}`) : { value: field.fallback };
  }
  return READERS[field.kind](value, field, path);
}

const READERS: Record<Field['kind'], (value: unknown, field: Field, path: string) => Reading> = {
  size: (value, field, path) => {
    const bytes = typeof value === 'string' ? parseSize(value) : undefined;
    return bytes === undefined ? wrong('SZ1002', path, `got ${shown(value)}; a number and a unit are expected, such as ${EXAMPLES[field.kind]}`)
      : inRange(bytes, value, field, path);
  },
  duration: (value, field, path) => {
    const seconds = typeof value === 'string' ? parseDuration(value) : undefined;
    return seconds === undefined ? wrong('SZ1003', path, `got ${shown(value)}; ${EXAMPLES[field.kind]}, 1h30m or 90s is expected`)
      : inRange(seconds, value, field, path);
  },
  count: (value, field, path) => {
    const whole = numberOf(value);
    return whole === undefined || !Number.isSafeInteger(whole) ? wrong('SZ1004', path, `got ${shown(value)}; a whole number is expected`)
      : inRange(whole, value, field, path);
  },
  number: (value, field, path) => {
    const given = numberOf(value);
    return given === undefined ? wrong('SZ1004', path, `got ${shown(value)}; a number is expected`) : inRange(given, value, field, path);
  },
  word: (value, field, path) => field.words!.includes(value as string) ? { value }
    : wrong('SZ1005', path, `got ${shown(value)}; one of ${field.words!.join(', ')} is expected${nearestWord(String(value), field.words!)}`),
  text: (value, _field, path) => typeof value === 'string' ? { value } : wrong('SZ1005', path, `got ${shown(value)}; text is expected`),
  today: (value, _field, path) => isObject(value) ? readToday(value, path)
    : wrong('SZ1010', path, `got ${shown(value)}; { "workers": 10, "vCpu": 4, "duration": "2h" } is expected`),
  stages: (value, _field, path) => readList(value, path),
  observed: (value, _field, path) => isObject(value) ? { value } : wrong('SZ1010', path, `got ${shown(value)}; an object is expected`),
};

const TODAY_FIELDS: readonly Field[] = [
  { name: 'workers', property: 'workers', kind: 'count', meaning: 'executors of the job as it runs now', required: true, least: 1, most: 1e6 },
  { name: 'vCpu', property: 'vCpu', kind: 'count', meaning: 'cores of each of them', required: true, least: 1, most: 1000 },
  { name: 'duration', property: 'durationSeconds', kind: 'duration', meaning: 'of one run', required: true, least: 1, most: 1e10 },
];

/** What each operator must be told, one of a group each. */
const STAGE_NEEDS: Record<Operator, readonly (readonly (keyof Stage)[])[]> = {
  'sort': [['records', 'largestRecords'], ['rowBytes']],
  'sort-merge-join': [['records', 'largestRecords'], ['rowBytes'], ['otherRecords', 'otherLargestRecords'], ['otherRowBytes']],
  'aggregate': [['records', 'largestRecords'], ['keyBytes'], ['valueBytes']],
  'partial-aggregate': [['records', 'largestRecords'], ['keyBytes'], ['valueBytes']],
  'object-aggregate': [['records', 'largestRecords'], ['keyBytes'], ['rowBytes']],
  'hash-join': [['records', 'largestRecords'], ['rowBytes']],
  'window': [['records', 'largestRecords'], ['rowBytes']],
};

/** What a stage must be told and is not; a value that cannot be read is not left out. */
function leftOut(given: Values, path: string): Problem[] {
  const isThere = (name: string) => given[name] !== undefined && given[name] !== null;
  if (!isThere('operator')) return [problem('SZ1001', `${path}.operator`, `left out; one of ${OPERATORS.join(', ')}`)];
  const operator = given.operator as Operator;
  const keyed = operator === 'hash-join' && given.keys === 'other';
  const groups = keyed ? STAGE_NEEDS.aggregate : OPERATORS.includes(operator) ? STAGE_NEEDS[operator] : [];
  return groups.filter(group => !group.some(isThere))
    .map(group => problem('SZ1001', `${path}.${group[0]}`, `left out; ${operator}${keyed ? ' with keys other' : ''} needs ${group.join(' or ')}`));
}

function inRange(value: number, given: unknown, field: Field, path: string): Reading {
  const { least = -Infinity, most = Infinity } = field;
  return value >= least && value <= most ? { value }
    : wrong('SZ1004', path, `got ${shown(given)}; ${amountOf(least, field)} to ${amountOf(most, field)} is allowed`);
}

/** A bound in the words of the field. */
function amountOf(value: number, { kind }: Field): string {
  if (kind === 'size') return formatSize(value);
  return kind === 'duration' ? formatDuration(value) : `${value}`;
}

function numberOf(value: unknown): number | undefined {
  const given = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof given === 'number' && Number.isFinite(given) ? given : undefined;
}

const EXAMPLES: Partial<Record<Field['kind'], string>> = { size: '500GiB', duration: '45m', count: '4' };

function wrong(id: 'SZ1001' | 'SZ1002' | 'SZ1003' | 'SZ1004' | 'SZ1005' | 'SZ1010', path: string, message: string): Reading {
  return { problems: [problem(id, path, message)] };
}
