/** An object of JSON: no list, and not null. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const MOST_SHOWN = 80;

/** A value as messages show it, cut where it is long. */
export function shown(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, MOST_SHOWN);
}
