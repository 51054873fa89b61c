import { PlanNode, nodesOf } from './plan-node';
import { textOf } from '../facts/json-read';

/** Types of one word of 8 bytes, which a sort compares by its prefix alone. Source: SortPrefixUtils.canSortFullyWithPrefix, Spark 3.5. */
const FIXED = /^(boolean|tinyint|smallint|int|bigint|date|timestamp|timestamp_ntz|float|double|decimal\((\d|1[0-8]),\d+\))$/;

/** Source: HashAggregateExec.checkIfFastHashMapSupported, Spark 3.5. */
const FIRST_LEVEL = /^(boolean|tinyint|smallint|int|bigint|date|timestamp|timestamp_ntz|float|double|decimal\(.*\)|string|varchar\(.*\)|char\(.*\))$/;

/** Types of columns by name, as the scans of a plan read them; a name that is read as two types has none. */
export class KeyTypes {
  private readonly types = new Map<string, string | undefined>();

  public constructor(plan: PlanNode) {
    for (const { metadata } of nodesOf(plan)) {
      const schema = textOf(metadata, 'ReadSchema');
      for (const [name, type] of schema === undefined ? [] : columnsOf(schema)) {
        this.types.set(name, this.types.has(name) && this.types.get(name) !== type ? undefined : type);
      }
    }
  }

  /** Whether keys are one of fixed width: undefined where the plan does not say. */
  public isFixed(keys: readonly string[]): boolean | undefined {
    if (keys.length !== 1) return false;
    const type = this.types.get(nameOf(keys[0]));
    return type === undefined ? undefined : FIXED.test(type);
  }

  /** Whether an aggregate of these keys begins with a first-level map, of primitive or string keys: undefined where the plan does not say. */
  public areFirstLevel(keys: readonly string[]): boolean | undefined {
    const types = keys.map(key => this.types.get(nameOf(key)));
    if (types.some(type => type !== undefined && !FIRST_LEVEL.test(type))) return false;
    return types.includes(undefined) ? undefined : true;
  }

  /** Whether none of the keys has a part of variable width. */
  public areAllFixed(keys: readonly string[]): boolean {
    return keys.every(key => FIXED.test(this.types.get(nameOf(key)) ?? ''));
  }
}

/** `struct<k:bigint,p:binary>` to its columns; nested ones are passed over. */
function columnsOf(schema: string): [string, string][] {
  const inner = /^struct<(.*)>$/.exec(schema)?.[1] ?? '';
  return splitAtCommas(inner).flatMap((column): [string, string][] => {
    const colon = column.indexOf(':');
    return colon < 0 ? [] : [[column.slice(0, colon), column.slice(colon + 1)]];
  });
}

/** At commas that stand in no bracket. */
export function splitAtCommas(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    if ('<([{'.includes(text[i])) {depth++;} else if ('>)]}'.includes(text[i])) {depth--;} else if (text[i] === ',' && depth === 0) {
      parts.push(text.slice(from, i).trim());
      from = i + 1;
    }
  }
  const last = text.slice(from).trim();
  return last ? [...parts, last] : parts;
}

/** `k#8L` and `k#8L ASC NULLS FIRST` are of column k. */
function nameOf(key: string): string {
  return key.replace(/ (ASC|DESC) NULLS (FIRST|LAST)$/, '').replace(/#\d+L?$/, '');
}

/** What stands in the first brackets behind a word: `Sort [a, b], false, 0`, `HashAggregate(keys=[a], …)`. */
export function listBehind(text: string, word: string): string[] {
  const from = text.indexOf(word);
  const open = from < 0 ? -1 : text.indexOf('[', from + word.length - 1);
  if (open < 0) return [];
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === '[') depth++;
    else if (text[i] === ']' && --depth === 0) return splitAtCommas(text.slice(open + 1, i));
  }
  return splitAtCommas(text.slice(open + 1));
}
