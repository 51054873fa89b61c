import { ARCHITECTURE_WORDS, COLLECTOR_WORDS, OBJECTIVE_WORDS, PLATFORM_WORDS, SIZE_FIELDS, Values } from './size-fields';
import { DEFAULT_REGION } from '../../src/core/catalog/prices';
import { DEFAULT_RELEASE } from '../../src/core/catalog/releases';
import { parseByteString, toMiB } from '../../src/core/memory/byte-string';
import { Ec2Request } from '../../src/core/planning/ec2-plan';
import { ServerlessRequest } from '../../src/core/planning/plan';
import { messageOf } from '../../src/core/problems/message';
import { nearestWord } from '../../src/core/problems/nearest';
import { Problem, problem } from '../../src/core/problems/problem';
import { WORKLOAD_FIELDS } from '../../src/core/workload/fields';
import { parseWorkerGiB } from '../../src/core/workload/quantities';

/** What the form asks, in the words of the planner. */
export interface SizeRequest {
  readonly platform: typeof PLATFORM_WORDS[number];
  /** As `*.workload.json` has it. */
  readonly source: Readonly<Record<string, unknown>>;
  readonly serverless: ServerlessRequest;
  readonly ec2: Ec2Request;
  /** What could not be read of the form. */
  readonly problems: readonly Problem[];
}

/** Reads every field of the form that is filled in. */
export function sizeRequest(values: Values): SizeRequest {
  const form = new FormReading(values);
  const platform = form.word('platform', PLATFORM_WORDS) ?? 'serverless';
  const shared = {
    release: form.text('release') ?? DEFAULT_RELEASE,
    architecture: form.word('architecture', ARCHITECTURE_WORDS) ?? 'x86_64',
    region: form.text('region') ?? DEFAULT_REGION,
    objective: form.word('objective', OBJECTIVE_WORDS) ?? 'cost',
    pins: pinsOf(form),
  };
  const serverless = { ...shared, warm: form.count('warm'), serverlessStorage: form.flag('serverlessStorage') };
  const ec2 = { ...shared, pins: { ...shared.pins, instanceTypes: form.list('instanceTypes'), nodes: form.count('nodes') }, spotShare: form.number('spotShare') };
  return { platform, source: workloadSource(form), serverless, ec2, problems: [...form.problems, ...misplaced(platform, form)] };
}

function pinsOf(form: FormReading): ServerlessRequest['pins'] {
  return {
    executorCores: form.count('executorCores'),
    taskCpus: form.count('taskCpus'),
    executors: form.count('executors'),
    partitions: form.count('partitions'),
    executorMemoryMiB: form.sparkMiB('executorMemory'),
    diskGiB: form.gib('disk'),
    collector: form.word('collector', COLLECTOR_WORDS),
  };
}

const OF_SERVERLESS = ['warm', 'serverlessStorage'];
const OF_EC2 = ['instanceTypes', 'nodes', 'spotShare'];

/** Fields of one platform beside the other one. */
function misplaced(platform: SizeRequest['platform'], form: FormReading): Problem[] {
  const [wrong, whose] = platform === 'ec2' ? [OF_SERVERLESS, 'EMR Serverless'] : platform === 'serverless' ? [OF_EC2, 'EMR on EC2'] : [[], ''];
  return wrong.filter(name => form.text(name) !== undefined).map(name => problem('SZ1013', name, `is of ${whose}; leave it out, or choose that platform`));
}

/** The workload as a file has it; whether it holds together says the core. */
function workloadSource(form: FormReading): Record<string, unknown> {
  const stated = WORKLOAD_FIELDS.filter(({ name }) => form.text(name) !== undefined)
    .map(({ name, kind }) => [name, kind === 'stages' || kind === 'observed' ? form.json(name) : form.text(name)]);
  const today = { workers: form.text('todayWorkers'), vCpu: form.text('todayVcpu'), duration: form.text('todayDuration') };
  return { ...Object.fromEntries(stated), ...Object.values(today).some(text => text !== undefined) ? { today } : {} };
}

/** Reads fields one by one, and keeps what is wrong with them. */
class FormReading {
  public readonly problems: Problem[] = [];

  public constructor(private readonly values: Values) {}

  public text(name: string): string | undefined {
    return this.values[name]?.trim() || undefined;
  }

  public flag(name: string): boolean {
    return this.word(name, ['yes']) === 'yes';
  }

  public word<W extends string>(name: string, words: readonly W[]): W | undefined {
    const text = this.text(name);
    if (text === undefined || words.includes(text as W)) return text as W | undefined;
    return this.wrong('SZ1005', name, `one of ${words.join(', ')} is expected${nearestWord(text, words)}`);
  }

  public count(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined || /^\d{1,9}$/.test(text) && Number(text) > 0) return text === undefined ? undefined : Number(text);
    return this.wrong('SZ1004', name, 'a whole number from 1 is expected');
  }

  public number(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined || Number.isFinite(Number(text))) return text === undefined ? undefined : Number(text);
    return this.wrong('SZ1004', name, 'a number is expected');
  }

  public list(name: string): string[] | undefined {
    return this.text(name)?.split(/[\s,]+/).filter(Boolean);
  }

  /** In EMR Serverless's unit, whose GB is GiB. */
  public gib(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = parseWorkerGiB(text);
    return value !== undefined && Number.isSafeInteger(value) && value > 0 ? value : this.wrong('SZ1004', name, 'whole GB are expected, such as 150GB');
  }

  /** In Spark's own grammar. */
  public sparkMiB(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const parsed = parseByteString(text, 'm', name);
    if (parsed.ok) return toMiB(parsed.value);
    this.problems.push(...parsed.problems);
    return undefined;
  }

  public json(name: string): unknown {
    try {
      return JSON.parse(this.text(name) ?? 'null');
    } catch (error) {
      this.problems.push(problem('SZ1010', name, `is not JSON: ${messageOf(error)}`));
      return undefined;
    }
  }

  private wrong(id: 'SZ1004' | 'SZ1005', name: string, expected: string): undefined {
    this.problems.push(problem(id, name, `got ${JSON.stringify(this.text(name))}; ${expected}`));
    return undefined;
  }
}

/** A workload as a file has it, in the form. What the form has no field for is left out. */
export function valuesOf(source: Readonly<Record<string, unknown>>): Values {
  const { today, ...rest } = source;
  const parts = Object(today) as { workers?: unknown; vCpu?: unknown; duration?: unknown };
  const all = { ...rest, todayWorkers: parts.workers, todayVcpu: parts.vCpu, todayDuration: parts.duration };
  const stated = Object.entries(all).filter(([name, value]) => value !== undefined && value !== null && SIZE_FIELDS.some(field => field.name === name));
  return Object.fromEntries(stated.map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)]));
}
