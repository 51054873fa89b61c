/** One kibibyte, mebibyte and gibibyte in bytes. Spark's and EMR Serverless's "KB", "MB" and "GB" are these. */
export const KIB = 1024;
export const MIB = 1024 * KIB;
export const GIB = 1024 * MIB;
export const TIB = 1024 * GIB;

/** MiB in a GiB. */
export const MIB_PER_GIB = 1024;

/** ⌈a / b⌉ for whole numbers. */
export function ceilDiv(a: number, b: number): number {
  return Math.ceil(a / b);
}

/** Bytes as whole MiB, rounded up: for what must be held. */
export function ceilMiB(bytes: number): number {
  return Math.ceil(bytes / MIB);
}

/** Bytes as whole MiB, rounded down: for what may be used. */
export function floorMiB(bytes: number): number {
  return Math.floor(bytes / MIB);
}

/** `value` rounded up to a multiple of `step`. */
export function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}

/** `value` rounded down to a multiple of `step`. */
export function roundDown(value: number, step: number): number {
  return Math.floor(value / step) * step;
}

/** The least power of two that is at least `value` (1 for anything below 1). */
export function nextPowerOfTwo(value: number): number {
  let power = 1;
  while (power < value) power *= 2;
  return power;
}

/** `value` held between `low` and `high`. */
export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

/** The sum of whole numbers. */
export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
