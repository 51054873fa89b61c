import { someRelease } from './containers';
import { SettingsFound, SettingsRule, SettingsSubject } from './settings-rule';
import { SERVERLESS_SPARK_DEFAULTS } from '../../core/catalog/spark-defaults';
import { AllocationSettings, allocationFailure, executorsAsked } from '../../core/simulation/dynamic-allocation';
import { readAllocationSettings } from '../../core/simulation/job-settings';
import { Settings, isUnset, settingText, textsOf } from '../settings';

const PREFIX = 'spark.dynamicAllocation';
const ENABLED = `${PREFIX}.enabled`;
const INITIAL = `${PREFIX}.initialExecutors`;
const MINIMUM = `${PREFIX}.minExecutors`;
const MAXIMUM = `${PREFIX}.maxExecutors`;
const INSTANCES = 'spark.executor.instances';
const RATIO = `${PREFIX}.maxExecutorsRatio`;
export const LAKE_FORMATION = 'spark.emr-serverless.lakeformation.enabled';

/** Counts of executors, the most telling first. */
export const COUNT_KEYS = [MAXIMUM, INITIAL, MINIMUM, INSTANCES];

/** Everything that says how many executors a job asks for. */
export const ALLOCATION_KEYS = [...COUNT_KEYS, ENABLED, RATIO, LAKE_FORMATION];

/** Counts that contradict nothing, for what is set where it cannot be seen. */
const HARMLESS = { [INITIAL]: '0', [MINIMUM]: '0' };

/** Undefined: not known, or no numbers. */
export function allocationOf({ settings, release }: Pick<SettingsSubject, 'settings' | 'release'>): AllocationSettings | undefined {
  const texts = textsOf(settings, ALLOCATION_KEYS);
  const allocation = texts && readAllocationSettings(texts, release ?? someRelease());
  return allocation?.ok ? allocation.value : undefined;
}

/** Of what is not known nothing is asked, so that what still fails fails for certain. */
function leastAllocation({ settings, release }: SettingsSubject): AllocationSettings | undefined {
  if (settingText(settings, ENABLED) === undefined) return undefined;
  const texts = Object.fromEntries(ALLOCATION_KEYS.flatMap(key => {
    const text = settingText(settings, key);
    return text === undefined ? [] : [[key, text]];
  }));
  const allocation = readAllocationSettings({ ...HARMLESS, ...texts }, release ?? someRelease());
  return allocation.ok ? allocation.value : undefined;
}

/** Minimum, initial count and maximum, as Spark checks them before anything runs. */
export const allocationAgrees: SettingsRule = {
  id: 'SZ6105',
  find: subject => {
    const allocation = allocationOf(subject) ?? leastAllocation(subject);
    const failure = allocation && allocationFailure(allocation);
    return allocation && failure ? [{ keys: ALLOCATION_KEYS, message: `${gotText(subject.settings)}: "${failure}"; ${remedy(allocation)}` }] : [];
  },
};

function gotText(settings: Settings): string {
  const texts = COUNT_KEYS.flatMap(key => {
    const text = settingText(settings, key);
    if (text !== undefined) return [`${key} ${text}`];
    return key === INITIAL ? [`${key} ${SERVERLESS_SPARK_DEFAULTS[key]} by default`] : [];
  });
  return `got ${texts.join(', ')}`;
}

function remedy(allocation: AllocationSettings): string {
  const { maximum } = allocation;
  const start = Math.max(1, executorsAsked({ ...allocation, maximumRatio: undefined }));
  return maximum > 0 ? `lower the others to ${maximum}, or use ${MAXIMUM} ${start} or more` : `use ${MAXIMUM} ${start} or more`;
}

/** People fix a count, and dynamic allocation, which is on by default, goes beyond it. */
export const instancesAreNoLimit: SettingsRule = {
  id: 'SZ6106',
  find: ({ settings }): SettingsFound[] => {
    const text = settingText(settings, INSTANCES);
    if (text === undefined || !isUnset(settings, ENABLED) || !isUnset(settings, MAXIMUM)) return [];
    const initial = settingText(settings, INITIAL) ?? SERVERLESS_SPARK_DEFAULTS[INITIAL]!;
    return [{
      keys: [INSTANCES],
      message: `got ${text}: dynamic allocation is on by default, starts with the largest of this, ${INITIAL} (${initial}) and ${MINIMUM}, and has no upper bound here;`
        + ` state ${MAXIMUM}, or ${ENABLED} false for a fixed count`,
    }];
  },
};

export const lakeFormationAllocates: SettingsRule = {
  id: 'SZ6117',
  find: ({ settings }) => isOn(settings, LAKE_FORMATION) && settingText(settings, ENABLED)?.trim().toLowerCase() === 'false'
    ? [{ keys: [ENABLED, LAKE_FORMATION], message: `got ${ENABLED} false with ${LAKE_FORMATION} true; leave it out` }] : [],
};

/** Known to be true. */
export function isOn(settings: Settings, key: string): boolean {
  return settingText(settings, key)?.trim().toLowerCase() === 'true';
}
