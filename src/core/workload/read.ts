import { checkWorkload } from './checks';
import { Field, STAGE_FIELDS, WORKLOAD_FIELDS } from './fields';
import { parseDuration, parseSize } from './quantities';
import { Operator, Stage } from './stage';
import { Workload } from './workload';
import { nearestWord } from '../problems/nearest';
import { Problem, Outcome, fails, ok, problem } from '../problems/problem';

export const WORKLOAD_SCHEMA = 'sized-emr/workload/1';

type Values = Record<string, unknown>;

/** What reading a value gave: the value in the core's unit, or what is wrong with it. */
type Reading = { value: unknown } | { problems: readonly Problem[] };

/** Reads a workload from a file's content or from flags, where sizes and durations are text, and reports everything that is wrong. */
export function readWorkload(source: unknown): Outcome<Workload> {
  if (!isValues(source)) return fails([problem('SZ1010', '', 'a workload is a JSON object, such as { "input": "500GiB" }')]);
  const { schema, ...values } = source;
  if (schema !== undefined && schema !== WORKLOAD_SCHEMA) {
    return fails([problem('SZ1010', 'schema', `got ${show(schema)}; this version reads "${WORKLOAD_SCHEMA}"`)]);
  }
  const reading = readFields(values, WORKLOAD_FIELDS, '');
  if ('problems' in reading) return fails(reading.problems);
  const workload = { stages: [], ...(reading.value as object) } as unknown as Workload;
  const problems = checkWorkload(workload);
  return problems.length ? fails(problems) : ok(workload);
}

/** Reads one stage with its `alongside`. */
export function readStage(source: unknown, path: string): Reading {
  if (!isValues(source)) return wrong('SZ1010', path, `got ${show(source)}; a stage is an object with an operator`);
  const { alongside, ...values } = source;
  const own = readFields(values, STAGE_FIELDS, path);
  const others = readList(alongside ?? [], `${path}.alongside`);
  const problems = [own, others].flatMap(reading => 'problems' in reading ? reading.problems : []);
  if (problems.length || !('value' in own) || !('value' in others)) return { problems };
  return stageOf({ ...(own.value as object), alongside: others.value } as Stage, path);
}

function readList(source: unknown, path: string): Reading {
  if (!Array.isArray(source)) return wrong('SZ1010', path, `got ${show(source)}; a list of stages is expected`);
  const readings = source.map((item, index) => readStage(item, `${path}[${index}]`));
  const problems = readings.flatMap(reading => 'problems' in reading ? reading.problems : []);
  return problems.length ? { problems } : { value: readings.map(reading => (reading as { value: unknown }).value) };
}

function readFields(values: Values, fields: readonly Field[], path: string): Reading {
  const at = (name: string) => path ? `${path}.${name}` : name;
  const problems: Problem[] = Object.keys(values).filter(name => !fields.some(field => field.name === name))
    .map(name => problem('SZ1006', at(name), `no such field${nearestWord(name, fields.map(field => field.name))}`));
  const result: Values = {};
  for (const field of fields) {
    const reading = readField(values[field.name], field, at(field.name));
    if ('problems' in reading) problems.push(...reading.problems);
    else if (reading.value !== undefined) result[field.property] = reading.value;
  }
  return problems.length ? { problems } : { value: result };
}

function readField(value: unknown, field: Field, path: string): Reading {
  if (value === undefined || value === null) {
    return field.required ? wrong('SZ1001', path, `left out; ${field.meaning}, such as ${exampleOf(field)}`) : { value: field.fallback };
  }
  return READERS[field.kind](value, field, path);
}

const READERS: Record<Field['kind'], (value: unknown, field: Field, path: string) => Reading> = {
  size: (value, field, path) => {
    const bytes = typeof value === 'string' ? parseSize(value) : undefined;
    return bytes === undefined ? wrong('SZ1002', path, `got ${show(value)}; a number and a unit are expected, such as ${exampleOf(field)}`)
      : inRange(bytes, value, field, path);
  },
  duration: (value, field, path) => {
    const seconds = typeof value === 'string' ? parseDuration(value) : undefined;
    return seconds === undefined ? wrong('SZ1003', path, `got ${show(value)}; ${exampleOf(field)}, 1h30m or 90s is expected`)
      : inRange(seconds, value, field, path);
  },
  count: (value, field, path) => {
    const whole = numberOf(value);
    return whole === undefined || !Number.isSafeInteger(whole) ? wrong('SZ1004', path, `got ${show(value)}; a whole number is expected`)
      : inRange(whole, value, field, path);
  },
  number: (value, field, path) => {
    const given = numberOf(value);
    return given === undefined ? wrong('SZ1004', path, `got ${show(value)}; a number is expected`) : inRange(given, value, field, path);
  },
  word: (value, field, path) => field.words!.includes(value as string) ? { value }
    : wrong('SZ1005', path, `got ${show(value)}; one of ${field.words!.join(', ')} is expected${nearestWord(String(value), field.words!)}`),
  text: (value, _field, path) => typeof value === 'string' ? { value } : wrong('SZ1005', path, `got ${show(value)}; text is expected`),
  today: (value, _field, path) => isValues(value) ? readFields(value, TODAY_FIELDS, path)
    : wrong('SZ1010', path, `got ${show(value)}; { "workers": 10, "vCpu": 4, "duration": "2h" } is expected`),
  stages: (value, _field, path) => readList(value, path),
  observed: (value, _field, path) => isValues(value) ? { value } : wrong('SZ1010', path, `got ${show(value)}; an object is expected`),
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
  'hash-join': [['records', 'largestRecords'], ['rowBytes', 'keyBytes']],
  'window': [['records', 'largestRecords'], ['rowBytes']],
};

function stageOf(stage: Stage, path: string): Reading {
  if (!stage.operator) return wrong('SZ1001', `${path}.operator`, 'left out; one of sort, sort-merge-join, aggregate, partial-aggregate, hash-join, window');
  const problems = STAGE_NEEDS[stage.operator].filter(group => group.every(name => stage[name] === undefined))
    .map(group => problem('SZ1001', `${path}.${group[0]}`, `left out; ${stage.operator} needs ${group.join(' or ')}`));
  if (stage.operator === 'hash-join' && stage.keys === 'other' && (stage.keyBytes === undefined || stage.valueBytes === undefined)) {
    problems.push(problem('SZ1001', `${path}.keyBytes`, 'left out; a hash-join with keys other needs keyBytes and valueBytes'));
  }
  if (stage.operator === 'hash-join' && stage.keys === 'fixed' && stage.rowBytes === undefined) {
    problems.push(problem('SZ1001', `${path}.rowBytes`, 'left out; a hash-join on one bigint needs rowBytes'));
  }
  return problems.length ? { problems } : { value: stage };
}

function inRange(value: number, given: unknown, { least = -Infinity, most = Infinity }: Field, path: string): Reading {
  return value >= least && value <= most ? { value } : wrong('SZ1004', path, `got ${show(given)}; ${least} to ${most} is allowed`);
}

function numberOf(value: unknown): number | undefined {
  const given = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof given === 'number' && Number.isFinite(given) ? given : undefined;
}

function exampleOf(field: Field): string {
  return field.kind === 'duration' ? '45m' : '500GiB';
}

function wrong(id: 'SZ1001' | 'SZ1002' | 'SZ1003' | 'SZ1004' | 'SZ1005' | 'SZ1010', path: string, message: string): Reading {
  return { problems: [problem(id, path, message)] };
}

function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 80);
}
