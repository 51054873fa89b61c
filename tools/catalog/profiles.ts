import { ProfileDefaults, ProfileOrigin } from '../../src/core/catalog/rows';
import { GeneratedFile } from '../generated-files';
import { Block, demand, demandUnique, readData, renderModule, renderRecord } from './table';

interface ProfilesData {
  readonly profiles: Block<Partial<ProfileDefaults> & { readonly profile: string }>;
  readonly common: Block<Partial<ProfileDefaults>>;
  /** Rules of tools/measured-profiles.ts, which a test holds against the rows above. */
  readonly measured: Block<object>;
  readonly origins: Block<{ readonly field: string; readonly because: string; readonly provisional?: boolean }>;
}

const SOURCE = 'profiles.jsonc';

/** The fields of a profile, in the order of the generated rows. */
const FIELDS: readonly (keyof ProfileDefaults)[] = [
  'profile', 'shuffleToInput', 'shuffleTotalToShuffle', 'shuffleExpansion', 'skew', 'rangeSkew', 'coreSecondsPerInputGiB', 'userMemoryPerTaskMiB',
  'growth', 'broadcastMiB', 'collectMiB', 'pythonMemoryPerTaskMiB', 'pythonStages', 'storageLevel',
];

/** `src/core/catalog/profiles.generated.ts`. */
export function profilesFile(root: string): GeneratedFile {
  const { profiles, common, origins } = readData<ProfilesData>(root, SOURCE);
  demandUnique('profiles', profiles.rows.map(row => row.profile));
  demandUnique('origins', origins.rows.map(row => row.field));
  const rows = profiles.rows.map(row => profileRow({ ...common.rows[0], ...row }, origins.rows.map(origin => origin.field)));
  const originRows: [string, ProfileOrigin][] = origins.rows.map(({ field, because, provisional = false }) => [field, { because, provisional }]);
  return {
    path: 'src/core/catalog/profiles.generated.ts',
    content: renderModule(SOURCE, ['ProfileDefaults', 'ProfileOrigin'], [
      renderRecord('PROFILE_ROWS', 'ProfileDefaults', Object.fromEntries(rows.map(row => [row.profile, row]))),
      renderRecord('PROFILE_ORIGINS', 'ProfileOrigin', Object.fromEntries(originRows)),
    ]),
  };
}

function profileRow(row: Partial<ProfileDefaults>, origins: readonly string[]): ProfileDefaults {
  for (const field of FIELDS) {
    demand(row[field] !== undefined, `${row.profile}: ${field} is missing`);
    demand(field === 'profile' || origins.includes(field), `${field}: no origin is stated`);
  }
  const unknown = Object.keys(row).filter(field => !(FIELDS as readonly string[]).includes(field));
  demand(unknown.length === 0, `${row.profile}: unknown ${unknown.join(', ')}`);
  const { low, mid, high } = row.coreSecondsPerInputGiB!;
  demand(0 < low && low < mid && mid < high, `${row.profile}: core-seconds do not ascend`);
  demand(row.skew! >= 1 && row.rangeSkew! >= 1 && row.growth! >= 1 && row.shuffleExpansion! >= 1, `${row.profile}: a factor below 1`);
  return Object.fromEntries(FIELDS.map(field => [field, row[field]])) as unknown as ProfileDefaults;
}
