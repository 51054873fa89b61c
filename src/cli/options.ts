import { Arguments, hasFlag, valueOf } from './flag';
import { parseByteString, toMiB } from '../core/memory/byte-string';
import { nearestWord } from '../core/problems/nearest';
import { Problem, ProblemId, problem } from '../core/problems/problem';
import { parseDuration, parseWorkerGiB } from '../core/workload/quantities';

const MOST = 1e9;

/** What a whole number may be. */
interface CountForm {
  readonly least?: number;
  readonly most?: number;
  /** That may stand behind it. */
  readonly unit?: string;
}

/** Reads the values of flags one by one, and keeps what is wrong with them. A flag left out is undefined. */
export class Options {
  public readonly problems: Problem[] = [];

  public constructor(private readonly args: Arguments) {}

  public has(name: string): boolean {
    return hasFlag(this.args, name);
  }

  public text(name: string): string | undefined {
    return valueOf(this.args, name);
  }

  /** Of a flag that may be given more than once: all its values. */
  public texts(name: string): readonly string[] {
    return this.args.flags.get(name) ?? [];
  }

  public word<W extends string>(name: string, words: readonly W[]): W | undefined {
    const text = this.text(name);
    if (text === undefined || words.includes(text as W)) return text as W | undefined;
    return this.wrong('SZ1005', name, `one of ${words.join(', ')} is expected${nearestWord(text, words)}`);
  }

  /** A whole number, with or without the unit that belongs to it. */
  public count(name: string, { least = 1, most = MOST, unit }: CountForm = {}): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const bare = unit ? text.replace(new RegExp(`\\s*${unit}\\s*$`, 'i'), '') : text;
    const value = /^\s*-?\d{1,15}\s*$/.test(bare) ? Number(bare) : NaN;
    return value >= least && value <= most ? value : this.wrong('SZ1004', name, `a whole number from ${least}${most < MOST ? ` to ${most}` : ''} is expected`);
  }

  /** Any number; what it may be says who takes it. */
  public number(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = text.trim() === '' ? NaN : Number(text);
    return Number.isNaN(value) ? this.wrong('SZ1004', name, 'a number is expected') : value;
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

  /** Of a duration above 0. */
  public seconds(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = parseDuration(text);
    return value !== undefined && value > 0 ? value : this.wrong('SZ1003', name, 'hours, minutes or seconds are expected, such as 1h30m');
  }

  /** Notes what is wrong with a flag's value. */
  public wrong(id: ProblemId, name: string, expected: string): undefined {
    this.problems.push(problem(id, name, `got ${JSON.stringify(this.text(name) ?? '')}; ${expected}`));
    return undefined;
  }
}
