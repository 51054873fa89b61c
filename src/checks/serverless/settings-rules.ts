import { allocationAgrees, instancesAreNoLimit, lakeFormationAllocates } from './allocation';
import { containerFits, coresOffered, memoryBesideFits } from './containers';
import { jobDisks } from './disks';
import { settingsOfRelease, storageWorkers } from './features';
import { javaOfArchitecture, javaTakesOptions } from './java';
import { SettingsRule } from './settings-rule';
import { heapIsEnough, sizesAreRead, unitsAreMeant, unitsAreStated } from './strings';
import { everythingIsRead, keysAreSpelt, nothingRefused, tasksFit, valuesAreRead } from './values';

/** Everything that is looked at in the settings of an application, and in those of each of its jobs. */
export const SETTINGS_RULES: readonly SettingsRule[] = [
  containerFits, memoryBesideFits, jobDisks, coresOffered,
  allocationAgrees, instancesAreNoLimit, lakeFormationAllocates,
  sizesAreRead, unitsAreMeant, unitsAreStated, heapIsEnough,
  nothingRefused, valuesAreRead, everythingIsRead, keysAreSpelt, tasksFit, javaOfArchitecture, javaTakesOptions,
  settingsOfRelease, storageWorkers,
];
