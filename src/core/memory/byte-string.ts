import { Outcome, fails, ok, problem } from '../problems/problem';
import { GIB, KIB, MIB, MIB_PER_GIB, TIB } from '../units';

/**
 * Spark's byte strings: whole numbers with b, k, m, g, t or p (or kb, mb …), powers of 1024, in any case; without a suffix the unit is the
 * setting's own. Source: JavaUtils.byteStringAs and ByteUnit, Spark 1.4 to 4.1.
 */

const PIB = 1024 * TIB;
const BYTES_PER_SUFFIX: Readonly<Record<string, number>> = {
  b: 1, k: KIB, kb: KIB, m: MIB, mb: MIB, g: GIB, gb: GIB, t: TIB, tb: TIB, p: PIB, pb: PIB,
};
/** Bytes themselves are refused as digits before they are multiplied. */
const UNIT_NAMES: Readonly<Record<string, string>> = { k: 'KiB', m: 'MiB', g: 'GiB', t: 'TiB', p: 'PiB' };

/** The unit that a setting reads bare numbers in. */
export type ByteStringUnit = 'b' | 'k' | 'm' | 'g';

const WHOLE = /^([0-9]+)([a-z]+)?$/;
const FRACTION = /^([0-9]+\.[0-9]+)([a-z]+)?$/;
/** Java's `trim`, which knows fewer spaces than JavaScript's. */
const OUTER_SPACES = /^[\0- ]+|[\0- ]+$/g;

const GRAMMAR = 'Size must be specified as bytes (b), kibibytes (k), mebibytes (m), gibibytes (g), tebibytes (t), or pebibytes(p). E.g. 50b, 100k, or 250m.';
const LONG_MAX = 2 ** 63;

/** Bytes of a string as `SparkConf.getSizeAs…` and spark-submit read it: exact up to 8 PiB; no sign, no fraction. */
export function parseByteString(text: string, defaultUnit: ByteStringUnit, path = ''): Outcome<number> {
  const lower = text.replace(OUTER_SPACES, '').toLowerCase();
  const [, digits, suffix = defaultUnit] = WHOLE.exec(lower) ?? [];
  if (digits === undefined || BYTES_PER_SUFFIX[suffix] === undefined) return refuse(path, text, grammarMessage(text, lower) + suggestion(text));
  const bytes = Number(digits) * BYTES_PER_SUFFIX[suffix];
  return bytes < LONG_MAX ? ok(bytes) : refuse(path, text, overflowMessage(digits, suffix));
}

/** As {@link parseByteString}, for settings that Spark reads with `conf.get(entry)`: these take a leading minus sign. */
export function parseByteEntry(text: string, defaultUnit: ByteStringUnit, path = ''): Outcome<number> {
  if (!text.startsWith('-')) return parseByteString(text, defaultUnit, path);
  const parsed = parseByteString(text.slice(1), defaultUnit, path);
  return parsed.ok ? ok(0 - parsed.value) : parsed;
}

/** Whole MiB of a setting that Spark keeps in MiB: truncated, so that `1023k` is 0. */
export function toMiB(bytes: number): number {
  return Math.trunc(bytes / MIB);
}

/** The form that every reader of Spark and HotSpot's -Xmx understand alike: a whole number with g or m. */
export function formatMiB(mib: number): string {
  if (!Number.isSafeInteger(mib) || mib < 0) throw new Error(`formatMiB: not whole MiB: ${mib}`);
  return mib > 0 && mib % MIB_PER_GIB === 0 ? `${mib / MIB_PER_GIB}g` : `${mib}m`;
}

/** Whether a string leaves its unit to whoever reads it, which readers of `spark.executor.memory` do not agree on. */
export function isBareNumber(text: string): boolean {
  return WHOLE.exec(text.replace(OUTER_SPACES, ''))?.[2] === undefined;
}

/** Spark's own two lines as one. */
function refuse(path: string, text: string, message: string): Outcome<number> {
  return fails([problem('SZ1008', path, `'${text}': ${message}`)]);
}

function grammarMessage(text: string, lower: string): string {
  const suffix = WHOLE.exec(lower)?.[2];
  if (suffix !== undefined) return `${GRAMMAR} Invalid suffix: "${suffix}"`;
  const fraction = FRACTION.exec(lower)?.[1];
  if (fraction !== undefined) return `${GRAMMAR} Fractional values are not supported. Input was: ${fraction}`;
  return `${GRAMMAR} Failed to parse byte string: ${text}`;
}

/** `Long.parseLong` refuses the digits, or ByteUnit the product. */
function overflowMessage(digits: string, suffix: string): string {
  if (Number(digits) >= LONG_MAX) return `${GRAMMAR} For input string: "${digits}"`;
  return `Conversion of ${digits} exceeds Long.MAX_VALUE in ${UNIT_NAMES[suffix[0]]}. Try a larger unit (e.g. MiB instead of KiB)`;
}

/** The nearest string that Spark takes: `; write 4608m` for 4.5g, `; write 4g` for 4gib and "4 g"; nothing where no size can be guessed. */
function suggestion(text: string): string {
  const [, digits, letter = ''] = /^\s*([0-9]+(?:\.[0-9]+)?)\s*([kmgtp])/i.exec(text) ?? [];
  const bytes = Number(digits) * BYTES_PER_SUFFIX[letter.toLowerCase()];
  return Number.isSafeInteger(bytes / MIB) ? `; write ${formatMiB(bytes / MIB)}` : '';
}
