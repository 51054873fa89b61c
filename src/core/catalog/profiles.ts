import { PROFILE_ROWS } from './profiles.generated';
import { ProfileDefaults } from './rows';

export type { LowMidHigh, ProfileDefaults, ProfileOrigin } from './rows';
export { PROFILE_ORIGINS } from './profiles.generated';

export type ProfileName = keyof typeof PROFILE_ROWS;

/** What the profile says of fields that a workload leaves out. */
export function profileDefaults(profile: ProfileName): ProfileDefaults {
  return PROFILE_ROWS[profile];
}

/** Every profile, in alphabetical order. */
export function allProfiles(): readonly ProfileDefaults[] {
  return Object.values(PROFILE_ROWS);
}
