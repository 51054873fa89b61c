import { firstReleaseWith, hasFeature, isFeatureStated, ServerlessFeature, SERVERLESS_FEATURES, serverlessStorageLimitGiB } from '../../../src/core/catalog/features';
import { parseReleaseLabel } from '../../../src/core/catalog/release-label';
import { allReleases } from '../../../src/core/catalog/releases';

function release(label: string) {
  return { version: parseReleaseLabel(label)! };
}

describe('hasFeature', () => {
  // the last release without, the first release with: by hand from the pages named in the table
  test.each<[ServerlessFeature, string | undefined, string]>([
    ['customLog4j2', 'emr-6.7.0', 'emr-6.8.0'],
    ['unboundedExecutors', 'emr-6.9.0', 'emr-6.10.0'],
    ['java17', 'emr-6.10.0', 'emr-6.11.0'],
    ['interactiveEndpoints', 'emr-6.13.0', 'emr-6.14.0'],
    ['scheduler', 'emr-6.15.0', 'emr-7.0.0'],
    ['shuffleOptimizedDisks', 'emr-7.0.0', 'emr-7.1.0'],
    ['prometheus', 'emr-7.0.0', 'emr-7.1.0'],
    ['streamingJobs', 'emr-7.0.0', 'emr-7.1.0'],
    ['lakeFormation', 'emr-7.1.0', 'emr-7.2.0'],
    ['schedulerByDefault', 'emr-7.2.0', 'emr-7.3.0'],
    ['identityCenter', 'emr-7.7.0', 'emr-7.8.0'],
    ['boundedBatchTimeout', 'emr-7.10.0', 'emr-7.11.0'],
    ['serverlessStorage', 'emr-7.11.0', 'emr-7.12.0'],
    ['serverlessStorage', 'emr-spark-8.0-preview', 'emr-spark-8.0.0'],
    ['serverlessStorageSpill', 'emr-7.13.0', 'emr-7.14.0'],
    ['serverlessStorageSpill', 'emr-spark-8.0.0', 'emr-spark-8.1.0'],
    ['imageReleaseCheck', 'emr-7.13.0', 'emr-7.14.0'],
    ['imageReleaseCheck', 'emr-spark-8.0.0', 'emr-spark-8.1.0'],
    ['jobSettingsMerge', 'emr-spark-8.0.0', 'emr-spark-8.1.0'],
    ['jobSettingsMerge', undefined, 'emr-6.6.0'],
    ['managedPersistence', undefined, 'emr-6.6.0'],
    ['iceberg', undefined, 'emr-6.6.0'],
    ['hudi', undefined, 'emr-6.6.0'],
    ['deltaLake', 'emr-6.8.0', 'emr-6.9.0'],
    ['sparkConnect', 'emr-7.12.0', 'emr-7.13.0'],
  ])('%s: not yet on %s, from %s on', (feature, without, since) => {
    if (without !== undefined) expect(hasFeature(release(without), feature)).toBe(false);
    expect(hasFeature(release(since), feature)).toBe(true);
    expect(hasFeature(release(`${since}-20270101`), feature)).toBe(true);
  });

  test('is kept by every later release of the line', () => {
    for (const feature of Object.keys(SERVERLESS_FEATURES) as ServerlessFeature[]) {
      for (const line of ['emr', 'emr-spark']) {
        const has = allReleases().filter(each => each.version.line === line).map(each => hasFeature(each, feature));
        expect([feature, line, has.indexOf(true) === -1 ? [] : has.slice(has.indexOf(true)).filter(each => !each)]).toEqual([feature, line, []]);
      }
    }
  });

  test('holds for releases that are newer than the catalog', () => {
    for (const feature of Object.keys(SERVERLESS_FEATURES) as ServerlessFeature[]) {
      expect(hasFeature(release('emr-7.99.0'), feature)).toBe(true);
      expect(hasFeature(release('emr-spark-9.0.0'), feature)).toBe(true);
    }
  });
});

describe('isFeatureStated', () => {
  test('is false where no page names a release of the line', () => {
    expect(isFeatureStated(release('emr-7.12.0'), 'shuffleOptimizedDisks')).toBe(true);
    expect(isFeatureStated(release('emr-spark-8.0.0'), 'shuffleOptimizedDisks')).toBe(false);
    expect(isFeatureStated(release('emr-spark-8.0.0'), 'serverlessStorage')).toBe(true);
    expect(isFeatureStated(release('emr-7.12.0'), 'managedPersistence')).toBe(false);
  });
});

describe('firstReleaseWith', () => {
  test('is of the line of the release that asks', () => {
    expect(firstReleaseWith('serverlessStorage', release('emr-6.15.0'))).toBe('emr-7.12.0');
    expect(firstReleaseWith('serverlessStorage', release('emr-spark-8.0-preview'))).toBe('emr-spark-8.0.0');
  });
});

describe('serverlessStorageLimitGiB', () => {
  test.each([
    ['emr-7.11.0', undefined], ['emr-7.12.0', 200], ['emr-7.13.0', 200], ['emr-7.14.0', 1024], ['emr-7.99.0', 1024],
    ['emr-spark-8.0-preview', undefined], ['emr-spark-8.0.0', 200], ['emr-spark-8.1.0', 1024], ['emr-6.15.0', undefined],
  ])('%s: %s GiB', (label, limitGiB) => {
    expect(serverlessStorageLimitGiB(release(label))).toBe(limitGiB);
    expect(serverlessStorageLimitGiB(release(label), 'us-east-1')).toBe(limitGiB);
  });

  test.each(['af-south-1', 'ap-southeast-4', 'ca-west-1', 'eu-west-2', 'eu-south-1', 'eu-west-3', 'eu-central-2'])('stays at 200 GiB in %s', region => {
    expect(serverlessStorageLimitGiB(release('emr-7.14.0'), region)).toBe(200);
    expect(serverlessStorageLimitGiB(release('emr-7.11.0'), region)).toBeUndefined();
  });

  test('takes a Region nobody knows, and names of Object, as any other', () => {
    expect(serverlessStorageLimitGiB(release('emr-7.14.0'), 'constructor')).toBe(1024);
  });
});
