const DAY_MS = 86_400_000;
/** The range of years with four digits: 0001 to 9999. */
const LEAST_MS = -62_135_596_800_000;
const MOST_MS = 253_402_300_799_999;

/** Milliseconds since 1970 as ISO 8601 in UTC; null for none, and for what is no time. Source: H. Hinnant, chrono-Compatible Low-Level Date Algorithms. */
export function isoTime(ms: number | undefined): string | null {
  if (ms === undefined || ms < LEAST_MS || ms > MOST_MS) return null;
  const days = Math.floor(ms / DAY_MS);
  const time = ms - days * DAY_MS;
  const clock = [Math.floor(time / 3_600_000), Math.floor(time / 60_000) % 60, Math.floor(time / 1000) % 60].map(two).join(':');
  return `${date(days)}T${clock}.${String(time % 1000).padStart(3, '0')}Z`;
}

/** A day counted from 1970-01-01; years begin in March there, so that the leap day is the last. */
function date(days: number): string {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const march = Math.floor((5 * dayOfYear + 2) / 153);
  const month = march < 10 ? march + 3 : march - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(dayOfYear - Math.floor((153 * march + 2) / 5) + 1)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
