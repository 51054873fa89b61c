import { Slider } from './size-fields';
import { parseByteString } from '../../src/core/memory/byte-string';
import { parseDuration, parseSize } from '../../src/core/workload/quantities';

/** Where a slider may stop: texts in few digits, each another one, so that every press of an arrow key moves it. */
export interface Stops {
  readonly texts: readonly string[];
  readonly values: readonly number[];
}

/** Before texts that are alike are one stop. */
const POINTS = 2000;
const known = new Map<Slider, Stops>();

export function stopsOf(slider: Slider): Stops {
  const stops = known.get(slider) ?? newStops(slider);
  known.set(slider, stops);
  return stops;
}

function newStops(slider: Slider): Stops {
  const { scale, least, most } = slider;
  const valueAt = (share: number) => scale === 'number' ? least + share * (most - least) : least * (most / least) ** share;
  const texts = Array.from({ length: POINTS + 1 }, (_, point) => WRITERS[scale](valueAt(point / POINTS), slider));
  const distinct = [...new Map(texts.map(text => [PARSERS[scale](text)!, text])).entries()];
  return { texts: distinct.map(([, text]) => text), values: distinct.map(([value]) => value) };
}

/** The stop nearest to a text; undefined where it is no such value. */
export function positionOf(text: string, slider: Slider): number | undefined {
  const value = PARSERS[slider.scale](text);
  if (value === undefined || Number.isNaN(value)) return undefined;
  const { values } = stopsOf(slider);
  const after = values.findIndex(stop => stop >= value);
  if (after <= 0) return after === 0 ? 0 : values.length - 1;
  return values[after] - value <= value - values[after - 1] ? after : after - 1;
}

/** What a position means. */
export function textAt(position: number, slider: Slider): string {
  const { texts } = stopsOf(slider);
  return texts[Math.min(texts.length - 1, Math.max(0, position))];
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
