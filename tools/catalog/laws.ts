import { Law, SparkDefaultRow, WorkerHeapRow } from '../../src/core/catalog/rows';
import { GeneratedFile } from '../generated-files';
import { Block, byKey, demand, demandUnique, readData, renderList, renderModule, renderRecord } from './table';

interface LawRow {
  readonly law: string;
  readonly value?: number;
  readonly unit: string;
  readonly because: string;
  readonly source?: string;
  readonly defaultOf?: string;
  readonly provisional?: boolean;
}

interface SparkDefaultsData {
  readonly sparkDefaults: Block<SparkDefaultRow>;
  readonly tieredWorkerDefaults: Block<WorkerHeapRow>;
}

const LAWS = 'laws.jsonc';
const DEFAULTS = 'serverless-spark-defaults.jsonc';

/** `src/core/catalog/laws.generated.ts`. */
export function lawsFile(root: string): GeneratedFile {
  const defaults = readData<SparkDefaultsData>(root, DEFAULTS).sparkDefaults;
  const blocks = Object.values(readData<Record<string, Block<LawRow>>>(root, LAWS));
  demandUnique('laws', blocks.flatMap(block => block.rows.map(row => row.law)));
  const laws = blocks.flatMap(block => block.rows.map(row => [row.law, law(row, block, defaults)] as const));
  return { path: 'src/core/catalog/laws.generated.ts', content: renderModule(LAWS, ['Law'], [renderRecord('LAWS', 'Law', Object.fromEntries(laws))]) };
}

/** `src/core/catalog/spark-defaults.generated.ts`. */
export function sparkDefaultsFile(root: string): GeneratedFile {
  const { sparkDefaults, tieredWorkerDefaults } = readData<SparkDefaultsData>(root, DEFAULTS);
  demandUnique('Spark defaults', sparkDefaults.rows.map(row => `${row.key} until ${row.until}`));
  demand(sparkDefaults.rows.every(row => row.key.startsWith('spark.')), 'Spark defaults: a key that is not Spark\'s');
  const rows = [...sparkDefaults.rows].sort(byKey(row => `${row.key} ${row.until ?? '~'}`)); // the present value stands last
  return {
    path: 'src/core/catalog/spark-defaults.generated.ts',
    content: renderModule(DEFAULTS, ['SparkDefaultRow', 'WorkerHeapRow'], [
      renderList('SPARK_DEFAULT_ROWS', 'SparkDefaultRow', rows),
      renderList('WORKER_HEAPS', 'WorkerHeapRow', tieredWorkerDefaults.rows),
    ]),
  };
}

function law(row: LawRow, block: Block<LawRow>, defaults: Block<SparkDefaultRow>): Law {
  demand((row.value === undefined) !== (row.defaultOf === undefined), `${row.law}: give either value or defaultOf`);
  const value = row.value ?? defaultValue(row, defaults.rows);
  demand(Number.isFinite(value) && value >= 0, `${row.law}: ${value} is not a constant`);
  demand(row.unit !== '' && row.because !== '', `${row.law}: say unit and because`);
  const source = row.source ?? (row.defaultOf === undefined ? block.url : defaults.url);
  return { value, unit: row.unit, because: row.because, source, provisional: row.provisional ?? false };
}

/** What a unit of a Spark default counts in the unit of the law. */
const FACTORS: Readonly<Record<string, number>> = { 'G in GiB': 1 };

/** The present default of a Spark property as a number in the law's unit: `20G` in GiB is 20. */
function defaultValue({ law: name, defaultOf, unit }: LawRow, rows: readonly SparkDefaultRow[]): number {
  const text = rows.find(row => row.key === defaultOf && row.until === undefined)?.value ?? '';
  const [, number, suffix] = /^([\d.]+)([A-Za-z]*)$/.exec(text) ?? [];
  const factor = suffix === '' ? 1 : FACTORS[`${suffix} in ${unit}`];
  demand(number !== undefined && factor !== undefined, `${name}: cannot read ${defaultOf} = ${text} in ${unit}`);
  return Number(number) * factor;
}
