import { GIB, KIB, MIB, TIB } from '../units';

/** Units of data, longest first. KB, MB, GB and TB are decimal here; in values of EMR Serverless GB is GiB (`parseWorkerGiB`). */
const SIZE_UNITS: Record<string, number> = {
  B: 1, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12, KIB, MIB, GIB, TIB,
};

const SECONDS: Record<string, number> = { h: 3600, m: 60, s: 1 };

/** `500GiB`, `500 GiB`, `1.5TB` as whole bytes (rounded up), or undefined. */
export function parseSize(text: string): number | undefined {
  const match = /^\s*(\d+)(?:\.(\d+))?\s*([KMGT]I?B|B)\s*$/i.exec(text);
  if (!match) return undefined;
  const [, whole, fraction = '', unit] = match;
  const step = SIZE_UNITS[unit.toUpperCase()];
  return Number(whole) * step + Math.ceil(Number(fraction) * step / 10 ** fraction.length); // 16.1 · 1000 is above 16100 in doubles
}

/** `45m`, `1h30m`, `90s`, `200h`, `1.5h` as seconds, or undefined. */
export function parseDuration(text: string): number | undefined {
  if (!/^\s*(\d+(\.\d+)?\s*[hms]\s*)+$/i.test(text)) return undefined;
  const parts = [...text.toLowerCase().matchAll(/(\d+(?:\.\d+)?)\s*([hms])/g)];
  const units = parts.map(part => part[2]).join('');
  if (!/^h?m?s?$/.test(units)) return undefined; // each unit once, the largest first
  return parts.reduce((sum, [, value, unit]) => sum + Number(value) * SECONDS[unit], 0);
}

/** EMR Serverless writes GB and means GiB: `150GB`, `150 GB`, `150 GiB`, `150g` or `150` as GiB, or undefined. */
export function parseWorkerGiB(text: string): number | undefined {
  const match = /^\s*(\d+(?:\.\d+)?)\s*(?:gi?b?)?\s*$/i.exec(text);
  return match ? Number(match[1]) : undefined;
}

const BINARY_STEPS: readonly [number, string][] = [[TIB, 'TiB'], [GIB, 'GiB'], [MIB, 'MiB'], [KIB, 'KiB']];

/** Bytes as people read them, exact where that is short: `500 GiB`, `1.5 GiB`, `954.1 MiB`. */
export function formatSize(bytes: number): string {
  const [step, unit] = BINARY_STEPS.find(([size]) => Math.abs(bytes) >= size) ?? [1, 'B'];
  return `${trimZeros((bytes / step).toFixed(bytes / step >= 100 ? 0 : 1))} ${unit}`;
}

/** Seconds as people read them: `1h 30m`, `2m 5s`, `45s`. */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  const parts = [[Math.floor(whole / 3600), 'h'], [Math.floor(whole / 60) % 60, 'm'], [whole % 60, 's']] as const;
  const shown = parts.filter(([value]) => value > 0).slice(0, 2).map(([value, unit]) => `${value}${unit}`);
  return shown.length ? shown.join(' ') : '0s';
}

/** US dollars with the digits that matter: `$0.0421`, `$1.92`, `$1,204`. */
export function formatUsd(usd: number): string {
  if (usd >= 999.995) return `$${formatCount(Math.round(usd))}`;
  return `$${usd >= 1 ? usd.toFixed(2) : usd.toPrecision(3)}`;
}

/** A whole number with commas: `1,081,062`. */
export function formatCount(count: number): string {
  return count.toString().replace(/\B(?=(\d{3})+$)/g, ',');
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
