import { PRICE_ROWS } from './prices.generated';
import { PriceRow } from './rows';
import { Problem, problem } from '../problems/problem';

/** What EMR Serverless charges in a Region for workers of one architecture, in USD per hour. */
export type ServerlessPrices = Omit<PriceRow, 'architecture'>;

const PRICE_NAMES = ['vCpuHourUsd', 'memoryGiBHourUsd', 'storageGiBHourUsd', 'shuffleStorageGiBHourUsd'] as const;
type PriceName = typeof PRICE_NAMES[number];

/** Prices that a caller knows better. */
export type ServerlessPriceOverrides = { readonly [name in PriceName]?: number };

/** The Region whose prices stand in for those of one that is not in the catalog. */
export const DEFAULT_REGION = 'us-east-1';

/** Regions with a price list, in alphabetical order. */
export function pricedRegions(): readonly string[] {
  return [...new Set(PRICE_ROWS.map(row => row.region))];
}

/** Prices of a Region: overrides first, then its list, else those of us-east-1 with SZ4004. */
export function serverlessPrices(
  region: string, architecture: PriceRow['architecture'], overrides: ServerlessPriceOverrides = {},
): { readonly prices: ServerlessPrices; readonly warnings: readonly Problem[] } {
  const listed = priceRow(region, architecture);
  const row = listed ?? priceRow(DEFAULT_REGION, architecture)!;
  const missing = PRICE_NAMES.filter(name => overrides[name] === undefined);
  const borrowed = listed === undefined && missing.length > 0;
  const price = (name: PriceName) => overrides[name] ?? row[name];
  return {
    prices: {
      region: borrowed ? row.region : region,
      pricedAt: row.pricedAt,
      vCpuHourUsd: price('vCpuHourUsd'),
      memoryGiBHourUsd: price('memoryGiBHourUsd'),
      storageGiBHourUsd: price('storageGiBHourUsd'),
      shuffleStorageGiBHourUsd: price('shuffleStorageGiBHourUsd'),
      provisional: missing.filter(name => row.provisional.includes(name)),
    },
    warnings: borrowed ? [unknownRegion(region, missing)] : [],
  };
}

function priceRow(region: string, architecture: PriceRow['architecture']): PriceRow | undefined {
  return PRICE_ROWS.find(row => row.region === region && row.architecture === architecture);
}

function unknownRegion(region: string, missing: readonly string[]): Problem {
  return problem('SZ4004', 'region', `no prices of ${region} in this catalog (${pricedRegions().join(', ')}): those of ${DEFAULT_REGION} are used; give ${missing.join(', ')}`);
}
