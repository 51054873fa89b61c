import { join } from 'node:path';
import { instancePricesFile } from './catalog/instance-prices';
import { instanceTypesFile } from './catalog/instance-types';
import { lawsFile, sparkDefaultsFile } from './catalog/laws';
import { pricesFile } from './catalog/prices';
import { profilesFile } from './catalog/profiles';
import { featuresFile, releasesFile } from './catalog/releases';
import { resourceSchemasFile } from './catalog/resource-schemas';
import { updatesFile } from './catalog/updates';
import { workersFile } from './catalog/workers';
import { GeneratedFile, runGenerator } from './generated-files';

/** What src/core/catalog/*.generated.ts must hold for the data/*.jsonc under `root`. Throws on a fault in the data. */
export function catalogFiles(root: string): GeneratedFile[] {
  return [
    workersFile, releasesFile, featuresFile, pricesFile, profilesFile, lawsFile, sparkDefaultsFile, instanceTypesFile, instancePricesFile,
    updatesFile, resourceSchemasFile,
  ].map(file => file(root));
}

if (require.main === module) {
  const root = join(__dirname, '..');
  process.exitCode = runGenerator(root, catalogFiles(root), process.argv.slice(2), console.log);
}
