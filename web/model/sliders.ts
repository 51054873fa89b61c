import { Slider } from './size-fields';
import { parseByteString } from '../../src/core/memory/byte-string';
import { parseDuration, parseSize } from '../../src/core/workload/quantities';

/** Positions of a slider, from 0. */
export const STEPS = 400;

/** Where a text stands on a slider; the nearer end where it is outside, undefined where it is no such value. */
export function positionOf(text: string, slider: Slider): number | undefined {
  const value = PARSERS[slider.scale](text);
  if (value === undefined || Number.isNaN(value)) return undefined;
  const share = slider.scale === 'number' ? (value - slider.least) / (slider.most - slider.least) : Math.log(value / slider.least) / Math.log(slider.most / slider.least);
  return Math.round(Math.min(1, Math.max(0, share)) * STEPS);
}

/** What a position means, in few digits. */
export function textAt(position: number, slider: Slider): string {
  const share = position / STEPS;
  const value = slider.scale === 'number' ? slider.least + share * (slider.most - slider.least) : slider.least * (slider.most / slider.least) ** share;
  return WRITERS[slider.scale](value, slider);
}

const PARSERS: Readonly<Record<Slider['scale'], (text: string) => number | undefined>> = {
  size: text => parseSize(text) ?? sparkBytes(text),
  duration: parseDuration,
  number: text => text.trim() === '' ? undefined : Number(text),
};

function sparkBytes(text: string): number | undefined {
  const parsed = parseByteString(text, 'm');
  return parsed.ok ? parsed.value : undefined;
}

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

const WRITERS: Readonly<Record<Slider['scale'], (value: number, slider: Slider) => string>> = {
  size: value => {
    const step = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(1, value)) / 10));
    return `${rounded(value / 2 ** (10 * step))}${UNITS[step]}`;
  },
  duration: seconds => seconds < 2 * 3600 ? `${Math.max(1, Math.round(seconds / 60))}m` : `${rounded(seconds / 3600)}h`,
  number: (value, { least, most }) => String(Number(value.toFixed(most - least < 2 ? 2 : most - least > 20 ? 0 : 1))),
};

/** Two digits that matter, and no more than needed. */
function rounded(value: number): number {
  return value >= 100 ? Math.round(value / 10) * 10 : Number(value.toPrecision(2));
}

/** `4GiB` as Spark writes it: `4096m`. */
export function sparkText(size: string): string {
  const bytes = parseSize(size);
  return bytes === undefined ? size : `${Math.round(bytes / 2 ** 20)}m`;
}
