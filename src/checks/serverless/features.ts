import { LAKE_FORMATION, isOn } from './allocation';
import { Application } from './application';
import { ROLES } from './containers';
import { SettingsRule, SettingsSubject } from './settings-rule';
import { LAWS } from '../../core/catalog/laws';
import { baseLabel, compareReleases } from '../../core/catalog/release-label';
import { Release, SERVERLESS_FEATURES, ServerlessFeature, allReleases, findServerlessRelease, firstReleaseWith, hasFeature } from '../../core/catalog/releases';
import { Found, Rule, found } from '../rule';
import { Settings, settingText, textsOf } from '../settings';
import { Value } from '../template/value';

const isStated = (value: Value) => value.isStated;
const isTrue = (value: Value) => value.flag() === true;

/** Properties of an application that need a release, and when they do. */
const PROPERTIES: readonly { readonly at: readonly string[]; readonly uses: (value: Value) => boolean; readonly feature: ServerlessFeature }[] = [
  { at: ['SchedulerConfiguration'], uses: isStated, feature: 'scheduler' },
  { at: ['IdentityCenterConfiguration', 'IdentityCenterInstanceArn'], uses: isStated, feature: 'identityCenter' },
  { at: ['InteractiveConfiguration', 'StudioEnabled'], uses: isTrue, feature: 'interactiveEndpoints' },
  { at: ['InteractiveConfiguration', 'LivyEndpointEnabled'], uses: isTrue, feature: 'interactiveEndpoints' },
  { at: ['InteractiveConfiguration', 'SessionEnabled'], uses: isTrue, feature: 'sparkConnect' },
  { at: ['MonitoringConfiguration', 'PrometheusMonitoringConfiguration'], uses: isStated, feature: 'prometheus' },
];

/** What an application's release does not have. */
export const propertiesOfRelease: Rule<Application> = {
  id: 'SZ6003',
  find: application => {
    const { properties, release, classifications, pool } = application;
    if (!release) return [];
    const uses = [
      ...PROPERTIES.map(({ at, uses: isUsed, feature }) => ({ value: properties.at(...at), isUsed, feature })),
      ...pool.map(({ configuration }) => ({ value: configuration.at('DiskType'), isUsed: isShuffleOptimized, feature: 'shuffleOptimizedDisks' as const })),
      ...classifications.filter(({ name }) => /log4j2$/.test(name ?? '')).map(({ item }) => ({ value: item.at('Classification'), isUsed: isStated, feature: 'customLog4j2' as const })),
    ];
    return uses.filter(({ value, isUsed }) => !value.isUnknown && isUsed(value)).flatMap(({ value, feature }) => lacking(value, feature, release));
  },
};

function isShuffleOptimized(value: Value): boolean {
  return /^shuffle_optimized$/i.test(value.text() ?? '');
}

function lacking(value: Value, feature: ServerlessFeature, release: Release): Found[] {
  return hasFeature(release, feature) ? [] : [found(value, lackingText(feature, release))];
}

function lackingText(feature: ServerlessFeature, release: Release): string {
  return `${release.label} does not have ${SERVERLESS_FEATURES[feature].title}; use ${firstReleaseWith(feature, release)} or later, or leave it out`;
}

/** The label: its form, whether there is such a release, and whether EMR Serverless has it. */
export const releaseThere: Rule<Application> = {
  id: 'SZ6004',
  find: ({ properties }) => {
    const label = properties.at('ReleaseLabel');
    const text = label.text();
    const release = text === undefined ? undefined : findServerlessRelease(text);
    if (!release) return [];
    if (!release.ok) return release.problems.map(({ message }) => found(label, message));
    const next = laterRelease(release.value);
    return isMissing(release.value) && next ? [found(label, `got ${text}, which is not among EMR's releases; use ${release.value.catalogLabel} or ${next.label}`)] : [];
  },
};

/** Labels that this catalog does not have, and that may be newer than it. */
export const releaseKnown: Rule<Application> = {
  id: 'SZ6005',
  find: ({ properties }) => {
    const label = properties.at('ReleaseLabel');
    const text = label.text();
    const release = text === undefined ? undefined : findServerlessRelease(text);
    return release?.ok && !(isMissing(release.value) && laterRelease(release.value)) ? release.warnings.map(({ message }) => found(label, `got ${text}: ${message}`)) : [];
  },
};

/** A release that no patch can have added after the catalog was written. */
function isMissing(release: Release): boolean {
  return release.version.patch <= 0 && baseLabel(release.version) !== release.catalogLabel;
}

/** The next release of its line in the catalog. */
function laterRelease(release: Release): Release | undefined {
  return allReleases().find(other => other.onServerless && other.version.line === release.version.line && compareReleases(other, release) > 0);
}

export const SERVERLESS_STORAGE = 'spark.aws.serverlessStorage.enabled';

/** Settings that need a release. */
const SETTINGS: readonly { readonly key: string; readonly uses: RegExp; readonly feature: ServerlessFeature }[] = [
  { key: SERVERLESS_STORAGE, uses: /^true$/i, feature: 'serverlessStorage' },
  { key: 'spark.emr-serverless.driverEnv.JAVA_HOME', uses: /java-17/, feature: 'java17' },
  { key: 'spark.executorEnv.JAVA_HOME', uses: /java-17/, feature: 'java17' },
  ...ROLES.map(role => ({ key: `spark.emr-serverless.${role}.disk.type`, uses: /^shuffle_optimized$/i, feature: 'shuffleOptimizedDisks' as const })),
];

/** Settings that mean nothing on the release. */
export const settingsOfRelease: SettingsRule = {
  id: 'SZ6114',
  find: ({ settings, release }) => release ? SETTINGS
    .filter(({ key, uses, feature }) => uses.test(settingText(settings, key)?.trim() ?? '') && !hasFeature(release, feature))
    .map(({ key, feature }) => ({ keys: [key], message: `got ${settingText(settings, key)}: ${lackingText(feature, release)}` })) : [],
};

/** Serverless storage is not for small workers. */
export const storageWorkers: SettingsRule = {
  id: 'SZ6115',
  find: ({ settings }: SettingsSubject) => isOn(settings, SERVERLESS_STORAGE) ? ROLES.flatMap(role => smallWorker(settings, `spark.${role}.cores`)) : [],
};

function smallWorker(settings: Settings, key: string) {
  const cores = Number(textsOf(settings, [key])?.[key] ?? NaN);
  const least = LAWS.serverlessStorageMinimumVCpu.value;
  return cores > 0 && cores < least
    ? [{ keys: [key, SERVERLESS_STORAGE], message: `got ${key} ${cores} with serverless storage, which takes workers of ${least} vCPU or more` }] : [];
}

/** Fine-grained access control does not take custom images. */
export const lakeFormationImage: Rule<Application> = {
  id: 'SZ6010',
  find: ({ properties, settings }) => {
    const image = properties.at('ImageConfiguration', 'ImageUri');
    return isOn(settings, LAKE_FORMATION) && image.isStated && !properties.at('ImageConfiguration').isUnknown
      ? [found(image, `got a custom image with ${LAKE_FORMATION} true; leave out one of the two`)] : [];
  },
};

