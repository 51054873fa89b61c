import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ParseError, parse, printParseErrorCode } from 'jsonc-parser';

/** Rows of a data file that come from one page, read on one day. */
export interface Block<Row> {
  readonly url: string;
  /** ISO date. */
  readonly read: string;
  readonly provisional?: boolean;
  readonly rows: readonly Row[];
}

/** The blocks of `data/<name>.jsonc`. Throws on bad JSON, and on a block without source, date or rows. */
export function readData<T extends object>(root: string, name: string): T {
  const errors: ParseError[] = [];
  const data = parse(readFileSync(join(root, 'data', name), 'utf8'), errors, { allowTrailingComma: true });
  if (errors.length > 0) throw new Error(`data/${name}: ${printParseErrorCode(errors[0].error)} at character ${errors[0].offset}`);
  for (const [key, block] of Object.entries(data)) checkBlock(`data/${name} ${key}`, block as Block<unknown>);
  return data as T;
}

function checkBlock(where: string, { url, read, rows }: Block<unknown>): void {
  if (!/^(https:\/\/|docs\/)\S+$/.test(url ?? '')) throw new Error(`${where}: url is missing`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(read ?? '')) throw new Error(`${where}: read is not a date`);
  if (!Array.isArray(rows) || rows.length === 0) throw new Error(`${where}: no rows`);
}

/** Throws where `holds` does not: a fault in the data. */
export function demand(holds: boolean, message: string): void {
  if (!holds) throw new Error(message);
}

/** Throws where two rows have the same key. */
export function demandUnique(what: string, keys: readonly string[]): void {
  const twice = keys.filter((key, index) => keys.indexOf(key) !== index);
  demand(twice.length === 0, `${what}: twice ${twice.join(', ')}`);
}

/** The order of code units, the same on every machine. */
export function byKey<T>(key: (row: T) => string): (a: T, b: T) => number {
  return (a, b) => key(a) < key(b) ? -1 : Number(key(a) > key(b));
}

/** A value as a TypeScript literal on one line, in the style of the project. Fields that are undefined are left out. */
export function literal(value: unknown): string {
  if (typeof value === 'string') return `'${value.replace(/\\/g, '\\\\').replace(/'/g, '\\\'')}'`;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined).map(([key, field]) => `${property(key)}: ${literal(field)}`);
    return `{ ${fields.join(', ')} }`;
  }
  return JSON.stringify(value);
}

function property(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : literal(key);
}

/** `export const NAME: readonly Type[] = [...]`, one row a line. */
export function renderList(name: string, type: string, rows: readonly object[]): string {
  return `export const ${name}: readonly ${type}[] = [\n${rows.map(row => `  ${literal(row)},\n`).join('')}];\n`;
}

/** `export const NAME = {...} satisfies Record<string, Type>`, one entry a line, in the order of keys. */
export function renderRecord(name: string, type: string, entries: Readonly<Record<string, object>>): string {
  const lines = Object.entries(entries).sort(byKey(([key]) => key)).map(([key, row]) => `  ${property(key)}: ${literal(row)},\n`);
  return `export const ${name} = {\n${lines.join('')}} satisfies Record<string, ${type}>;\n`;
}

/** A generated module: where it comes from, its imports, its tables. */
export function renderModule(source: string, types: readonly string[], tables: readonly string[]): string {
  const from = `// Generated from data/${source} by tools/generate-catalog.ts. Change that file, then run: npx tsx tools/generate-catalog.ts\n`;
  return [from + `import { ${types.join(', ')} } from './rows';\n`, ...tables].join('\n');
}
