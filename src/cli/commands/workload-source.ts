import { PLAN_SCHEMA } from '../../core/planning/plan';
import { isObject } from '../../core/problems/json-value';
import { messageOf } from '../../core/problems/message';
import { Outcome, Problem, fails, ok, problem } from '../../core/problems/problem';
import { WORKLOAD_FIELDS, flagOf } from '../../core/workload/fields';
import { readWorkload } from '../../core/workload/read';
import { Workload } from '../../core/workload/workload';
import { inCallersWords } from '../callers-words';
import { Arguments, valueOf } from '../flag';
import { Io } from '../io';
import { readJson } from '../read-file';

type Values = Record<string, unknown>;

/** The workload of a file, of flags, or of both: flags win. */
export function workloadOf(args: Arguments, io: Io): Outcome<Workload> {
  const file = fromFile(args, io);
  const [values, problems] = fromFlags(args);
  const base = file.ok ? file.value : {};
  const today = values.today === undefined ? {} : { today: merged(base.today, values.today) };
  const read = readWorkload({ ...base, ...values, ...today });
  if (file.ok && read.ok && !problems.length) return read;
  const inWords = read.ok ? [] : inCallersWords(read.problems, args);
  return fails(file.ok ? [...problems, ...inWords] : [...file.problems, ...problems, ...inWords.filter(({ id }) => id !== 'SZ1001')]);
}

function fromFile({ positionals }: Arguments, io: Io): Outcome<Values> {
  if (positionals.length > 1) return fails([problem('SZ1007', positionals[1], `a second file; plan reads one, and has ${positionals[0]}`)]);
  if (!positionals.length) return ok({});
  const read = readJson(positionals[0], io);
  if (!read.ok) return read;
  if (!isObject(read.value)) return fails([problem('SZ1010', positionals[0], 'a workload is a JSON object, such as { "input": "500GiB" }')]);
  if (read.value.schema === PLAN_SCHEMA) {
    return fails([problem('SZ1010', positionals[0], `is a plan (${PLAN_SCHEMA}), and plan reads workloads; give the workload that it was made from`)]);
  }
  return ok(read.value);
}

/** What flags say, in the words of the file. */
function fromFlags(args: Arguments): [Values, Problem[]] {
  const values: Values = {};
  const problems: Problem[] = [];
  for (const field of WORKLOAD_FIELDS) {
    const flag = flagOf(field);
    const text = valueOf(args, flag);
    if (text === undefined) continue;
    const read = field.kind === 'stages' || field.kind === 'observed' ? jsonOf(text, flag) : field.kind === 'today' ? todayOf(text, flag) : ok(text);
    if (read.ok) values[field.name] = read.value;
    else problems.push(...read.problems);
  }
  const parts = todayParts(args);
  if (parts) values.today = merged(values.today, parts);
  return [values, problems];
}

function jsonOf(text: string, flag: string): Outcome<unknown> {
  try {
    return ok(JSON.parse(text) as unknown);
  } catch (error) {
    return fails([problem('SZ1010', flag, `is not JSON: ${messageOf(error)}`)]);
  }
}

/** `10x4x2h`: workers x cores of each x duration. */
function todayOf(text: string, flag: string): Outcome<unknown> {
  const [, workers, vCpu, duration] = /^\s*(\d+)\s*x\s*(\d+)\s*x\s*(\S.*)$/i.exec(text) ?? [];
  return workers === undefined ? fails([problem('SZ1004', flag, `got ${JSON.stringify(text)}; workers x cores of each x duration is expected, such as 10x4x2h`)])
    : ok({ workers, vCpu, duration });
}

function todayParts(args: Arguments): Values | undefined {
  const parts = { workers: valueOf(args, '--today-workers'), vCpu: valueOf(args, '--today-vcpu'), duration: valueOf(args, '--today-duration') };
  const given = Object.entries(parts).filter(([, text]) => text !== undefined);
  return given.length ? Object.fromEntries(given) : undefined;
}

function merged(under: unknown, over: unknown): unknown {
  return isObject(under) && isObject(over) ? { ...under, ...over } : over;
}
