import { PriceRow } from '../../src/core/catalog/rows';
import { GeneratedFile } from '../generated-files';
import { Block, byKey, demand, demandUnique, readData, renderList, renderModule } from './table';

interface RegionRow {
  readonly region: string;
  readonly vCpuHourUsd: number;
  readonly memoryGiBHourUsd: number;
  readonly storageGiBHourUsd: number;
  readonly shuffleStorageGiBHourUsd?: number;
  readonly armVCpuHourUsd?: number;
  readonly armMemoryGiBHourUsd?: number;
}

interface PricesData {
  readonly regions: Block<RegionRow>;
  readonly derived: Block<{ readonly armToX86: number; readonly shuffleStorageToStorage: number }>;
}

const SOURCE = 'serverless-prices.jsonc';

/** `src/core/catalog/prices.generated.ts`: a row a Region and architecture, with what no list gave filled in. */
export function pricesFile(root: string): GeneratedFile {
  const { regions, derived } = readData<PricesData>(root, SOURCE);
  const [{ armToX86, shuffleStorageToStorage }] = derived.rows;
  demandUnique('Regions', regions.rows.map(row => row.region));
  regions.rows.forEach(checkRegion);
  const rows = [...regions.rows].sort(byKey(row => row.region)).flatMap(row => {
    const storage = { ...row, shuffleStorageGiBHourUsd: row.shuffleStorageGiBHourUsd ?? usd(row.storageGiBHourUsd * shuffleStorageToStorage) };
    const provisional = row.shuffleStorageGiBHourUsd === undefined ? ['shuffleStorageGiBHourUsd'] : [];
    const x86: PriceRow = priceRow(storage, 'x86_64', regions.read, provisional);
    return [arm(row, x86, armToX86), x86];
  });
  return { path: 'src/core/catalog/prices.generated.ts', content: renderModule(SOURCE, ['PriceRow'], [renderList('PRICE_ROWS', 'PriceRow', rows)]) };
}

function priceRow(row: RegionRow & { readonly shuffleStorageGiBHourUsd: number }, architecture: PriceRow['architecture'], pricedAt: string, provisional: string[]): PriceRow {
  const { region, vCpuHourUsd, memoryGiBHourUsd, storageGiBHourUsd, shuffleStorageGiBHourUsd } = row;
  return { region, architecture, pricedAt, vCpuHourUsd, memoryGiBHourUsd, storageGiBHourUsd, shuffleStorageGiBHourUsd, provisional };
}

/** The ARM prices of a Region: its list's, else a share of its x86 prices. Storage costs the same. */
function arm(row: RegionRow, x86: PriceRow, armToX86: number): PriceRow {
  const listed = row.armVCpuHourUsd !== undefined && row.armMemoryGiBHourUsd !== undefined;
  return {
    ...x86,
    architecture: 'arm64',
    vCpuHourUsd: row.armVCpuHourUsd ?? usd(x86.vCpuHourUsd * armToX86),
    memoryGiBHourUsd: row.armMemoryGiBHourUsd ?? usd(x86.memoryGiBHourUsd * armToX86),
    provisional: [...listed ? [] : ['vCpuHourUsd', 'memoryGiBHourUsd'], ...x86.provisional],
  };
}

/** Ten decimals: without the noise of binary fractions. */
function usd(price: number): number {
  return Number(price.toFixed(10));
}

function checkRegion(row: RegionRow): void {
  demand(/^[a-z]{2}(-[a-z]+)+-\d$/.test(row.region), `${row.region}: not the form of a Region`);
  demand(row.vCpuHourUsd > 0.01 && row.vCpuHourUsd < 1, `${row.region}: vCpuHourUsd ${row.vCpuHourUsd}`);
  demand(row.memoryGiBHourUsd > 0.001 && row.memoryGiBHourUsd < 0.1, `${row.region}: memoryGiBHourUsd ${row.memoryGiBHourUsd}`);
  demand(row.storageGiBHourUsd > 0.00001 && row.storageGiBHourUsd < 0.01, `${row.region}: storageGiBHourUsd ${row.storageGiBHourUsd}`);
}
