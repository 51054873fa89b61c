import { allProfiles, PROFILE_ORIGINS, profileDefaults, ProfileName } from '../../../src/core/catalog/profiles';
import { PROFILES } from '../../../src/core/workload/workload';

describe('profileDefaults', () => {
  // profile, shuffle ÷ input, core-seconds per GiB low / mid / high, user memory per task, growth
  test.each<[ProfileName, number, number, number, number, number, number]>([
    ['batch-etl', 0.77, 45, 93, 280, 256, 1.2],
    ['sql-analytics', 0.21, 20, 58, 200, 128, 1.2],
    ['machine-learning', 0.2, 120, 300, 900, 512, 1.2],
    ['interactive', 0.2, 55, 98, 200, 128, 1.5],
    ['streaming', 0.2, 64, 120, 300, 128, 1.5],
  ])('%s', (profile, shuffleToInput, low, mid, high, userMemoryPerTaskMiB, growth) => {
    const coreSecondsPerInputGiB = { low, mid, high };
    expect(profileDefaults(profile)).toMatchObject({ profile, shuffleToInput, coreSecondsPerInputGiB, userMemoryPerTaskMiB, growth });
  });

  test.each(PROFILES)('%s has what all profiles share', profile => {
    expect(profileDefaults(profile)).toMatchObject({
      shuffleExpansion: 3.5, skew: 1.5, rangeSkew: 1.3, broadcastMiB: 100, pythonStages: 1, storageLevel: 'MEMORY_AND_DISK',
    });
  });

  test('machine learning collects models and holds pandas batches', () => {
    expect(profileDefaults('machine-learning')).toMatchObject({ collectMiB: 1024, pythonMemoryPerTaskMiB: 1024 });
    expect(profileDefaults('batch-etl')).toMatchObject({ collectMiB: 64, pythonMemoryPerTaskMiB: 512 });
  });

  test('knows exactly the profiles of a workload', () => {
    expect(allProfiles().map(({ profile }) => profile)).toEqual([...PROFILES].sort());
  });
});

describe('PROFILE_ORIGINS', () => {
  test('says of every field where its figures come from, and whether they are provisional: what no run shows is', () => {
    const fields = Object.keys(profileDefaults('batch-etl')).filter(field => field !== 'profile').sort();
    expect(Object.keys(PROFILE_ORIGINS)).toEqual(fields);
    expect(Object.values(PROFILE_ORIGINS).filter(({ because }) => because.length < 20)).toEqual([]);
    const measured = Object.entries(PROFILE_ORIGINS).filter(([, { provisional }]) => !provisional).map(([field]) => field);
    expect(measured).toEqual(['broadcastMiB', 'rangeSkew', 'shuffleExpansion', 'shuffleToInput', 'shuffleTotalToShuffle']);
  });
});
