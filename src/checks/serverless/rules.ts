import { Application } from './application';
import { maximumHoldsSomething, poolWithinMaximum } from './capacity';
import { poolDisks } from './disks';
import { lakeFormationImage, propertiesOfRelease, releaseKnown, releaseThere } from './features';
import { poolIsFilled, poolIsUsed, poolServesDefaults, poolServesJobs, poolStops, poolWithStorage } from './pool-use';
import { cloudWatchIsOn, engineThere, logTypesThere, logsAreKept, logsGoToS3, networkWhole } from './properties';
import { defaultRunStarts, executorsGranted, runsTogether, sizedRunStarts } from './runs';
import { ofApplication } from './settings-rule';
import { SETTINGS_RULES } from './settings-rules';
import { workerOffered, workerTypesAll, workerTypesOfEngine, workerTypesOnce } from './workers';
import { Rule } from '../rule';

/** Everything that is looked at in an application of EMR Serverless. */
export const APPLICATION_RULES: readonly Rule<Application>[] = [
  workerOffered, poolDisks, workerTypesOfEngine, workerTypesOnce, workerTypesAll,
  propertiesOfRelease, releaseThere, releaseKnown, lakeFormationImage,
  engineThere, networkWhole, cloudWatchIsOn, logTypesThere, logsGoToS3, logsAreKept,
  poolWithinMaximum, maximumHoldsSomething, sizedRunStarts, defaultRunStarts, runsTogether, executorsGranted,
  poolIsUsed, poolServesDefaults, poolServesJobs, poolIsFilled, poolWithStorage, poolStops,
  ...SETTINGS_RULES.map(ofApplication),
];
