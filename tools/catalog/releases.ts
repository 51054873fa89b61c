import { FeatureRow, RegionLimitRow, ReleaseRow, StorageLimitRow } from '../../src/core/catalog/rows';
import { GeneratedFile } from '../generated-files';
import { Block, byKey, demand, demandUnique, readData, renderList, renderModule, renderRecord } from './table';

/** `onEc2` left out: true; null: not known. */
type ReleaseDataRow = Omit<ReleaseRow, 'onEc2'> & { readonly onEc2?: boolean | null };
type ReleaseData = Readonly<Record<string, Block<ReleaseDataRow>>>;

interface FeaturesData {
  readonly features: Block<FeatureRow & { readonly feature: string }>;
  readonly serverlessStorageLimits: Block<StorageLimitRow>;
  readonly serverlessStorageSmallRegions: Block<RegionLimitRow>;
}

const RELEASES = 'releases.jsonc';
const FEATURES = 'serverless-features.jsonc';
const LABEL = /^emr-(spark-)?\d+\.\d+(\.\d+|-preview)$/;

/** `src/core/catalog/releases.generated.ts`. */
export function releasesFile(root: string): GeneratedFile {
  const rows = releaseRows(root);
  return { path: 'src/core/catalog/releases.generated.ts', content: renderModule(RELEASES, ['ReleaseRow'], [renderList('RELEASE_ROWS', 'ReleaseRow', rows)]) };
}

/** `src/core/catalog/features.generated.ts`. */
export function featuresFile(root: string): GeneratedFile {
  const { features, serverlessStorageLimits, serverlessStorageSmallRegions } = readData<FeaturesData>(root, FEATURES);
  const labels = releaseRows(root).filter(row => row.onServerless).map(row => row.label);
  demandUnique('features', features.rows.map(row => row.feature));
  demandUnique('serverless storage Regions', serverlessStorageSmallRegions.rows.map(row => row.region));
  for (const { feature, since, sinceSpark8 } of features.rows) {
    demand(labels.includes(since) && !isSpark8(since), `${feature}: ${since} is not a release of EMR Serverless`);
    demand(labels.includes(sinceSpark8) && isSpark8(sinceSpark8), `${feature}: ${sinceSpark8} is not a release of EMR Serverless`);
  }
  for (const { since, limitGiB } of serverlessStorageLimits.rows) demand(labels.includes(since) && limitGiB > 0, `serverless storage: ${since} is not a release`);
  return {
    path: 'src/core/catalog/features.generated.ts',
    content: renderModule(FEATURES, ['FeatureRow', 'RegionLimitRow', 'StorageLimitRow'], [
      renderRecord('FEATURE_ROWS', 'FeatureRow', Object.fromEntries(features.rows.map(({ feature, ...row }) => [feature, row]))),
      renderList('SERVERLESS_STORAGE_LIMITS', 'StorageLimitRow', serverlessStorageLimits.rows),
      renderList('SERVERLESS_STORAGE_SMALL_REGIONS', 'RegionLimitRow', [...serverlessStorageSmallRegions.rows].sort(byKey(row => row.region))),
    ]),
  };
}

/** The rows of all blocks, oldest first. */
function releaseRows(root: string): ReleaseRow[] {
  const rows = Object.values(readData<ReleaseData>(root, RELEASES)).flatMap(block => block.rows);
  demandUnique('releases', rows.map(row => row.label));
  for (const { label, spark, java } of rows) {
    demand(LABEL.test(label), `${label}: not the form of a label`);
    demand(/^\d+\.\d+\.\d+(-amzn-\d+(\.\d+)?)?$/.test(spark), `${label}: ${spark} is not a version of Spark`);
    demand([8, 11, 17, 21, 25].includes(java), `${label}: Java ${java}`);
  }
  return rows.map(releaseRow).sort(byKey(row => sortKey(row.label)));
}

function releaseRow({ label, spark, hadoop, java, onServerless, onEc2 }: ReleaseDataRow): ReleaseRow {
  return { label, spark, hadoop, java, onServerless, onEc2: onEc2 === null ? undefined : onEc2 ?? true };
}

function isSpark8(label: string): boolean {
  return label.startsWith('emr-spark-');
}

/** Text that sorts as releases do: the emr- releases, then the emr-spark- ones, by number; a preview before its release. */
function sortKey(label: string): string {
  const numbers = label.match(/\d+/g)!.map(number => number.padStart(4, '0'));
  return [isSpark8(label) ? '1' : '0', ...numbers, ...label.endsWith('-preview') ? ['----'] : []].join('.');
}
