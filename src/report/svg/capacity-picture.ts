import { inkClass } from './inks';
import { LINE, MARGIN, Picture, SMALL_PX, box, lines, text, textWidth, wrapped } from './picture';
import { coordinate, element } from './xml';
import { DIMENSIONS, DimensionName } from '../../core/simulation/capacity';
import { Moment, Timeline } from '../../core/simulation/timeline';
import { formatDuration } from '../../core/workload/quantities';
import { counted, grouped } from '../text-style';

const TITLE = 'Capacity over time';
const PLOT_HEIGHT = 54;
/** A row's label, its plot, and room to the next row. */
const ROW_HEIGHT = PLOT_HEIGHT + 40;
/** A limit that many times as high as what is held would make a flat line of it: it is told, not drawn. */
const HIGH_LIMIT = 4;

/** What is drawn over time, one above the other. */
interface Layer {
  readonly ink: string;
  readonly valueOf: (moment: Moment) => number;
}

interface Row {
  readonly label: string;
  /** From below. */
  readonly layers: readonly Layer[];
  readonly limit: number | null;
}

const WORDS: Readonly<Record<DimensionName, string>> = { cpu: 'vCPUs', memory: 'GB of memory', disk: 'GB of disk' };

/** What the workers of an application hold against its limits, and which runs wait, from the submission on. */
export function capacityPicture(timeline: Timeline, width: number): Picture {
  const words = says(timeline);
  const told = wrapped(words, width - 2 * MARGIN);
  const rows = rowsOf(timeline);
  const top = 54 + told.length * LINE;
  const bottom = top + rows.length * ROW_HEIGHT;
  const x = timeAxis(timeline, width);
  const legend = legendOf(timeline, rows, bottom + 32, width);
  return {
    key: 'capacity',
    title: TITLE,
    description: `${TITLE}. ${words} ${rows.map(({ label }) => `${label}.`).join(' ')}`,
    width,
    height: legend.bottom + 8,
    body: text(MARGIN, 25, TITLE, { class: 'sz-title' }) + lines(MARGIN, 46, told)
      + rows.map((row, index) => rowBody(row, timeline, top + index * ROW_HEIGHT, x)).join('') + axisLabels(timeline, x, bottom) + legend.body,
  };
}

function last({ moments }: Timeline): number {
  return moments[moments.length - 1].seconds;
}

function most(moments: readonly Moment[], valueOf: (moment: Moment) => number): number {
  return Math.max(...moments.map(valueOf));
}

/** The story in words: when workers are there, and who waits. */
function says({ moments }: Timeline): string {
  const [submitted] = moments;
  const full = most(moments, ({ held }) => held.cpu);
  const driver = moments.find(({ held, idle }) => held.cpu > submitted.held.cpu || idle.cpu < submitted.idle.cpu) ?? submitted;
  const all = moments.find(({ held }) => held.cpu === full)!;
  const waiting = submitted.waiting > 0 ? ` ${counted(submitted.waiting, 'run')} ${submitted.waiting > 1 ? 'wait' : 'waits'} in the queue.` : '';
  return `The first workers of a run are there after ${formatDuration(driver.seconds)}, all that it may ask for after ${formatDuration(all.seconds)}.${waiting}`;
}

function rowsOf({ limits, moments }: Timeline): Row[] {
  const rows = DIMENSIONS.map(({ name }): Row => ({
    label: `${WORDS[name]}: ${heldWords(most(moments, ({ held }) => held[name]), limits[name])}${idleWords(Math.min(...moments.filter(({ running }) => running > 0).map(({ idle }) => idle[name])))}`,
    layers: [{ ink: 'warm', valueOf: ({ idle }) => idle[name] }, { ink: 'executor', valueOf: ({ held, idle }) => held[name] - idle[name] }],
    limit: limits[name],
  }));
  const layers = [{ ink: 'task', valueOf: ({ running }: Moment) => running }, { ink: 'waiting', valueOf: ({ waiting }: Moment) => waiting }];
  return most(moments, ({ waiting }) => waiting) > 0 ? [...rows, { label: runWords(moments), layers, limit: null }] : rows;
}

function heldWords(held: number, limit: number | null): string {
  return limit === null ? `up to ${grouped(Math.round(held))}, no limit` : `up to ${grouped(Math.round(held))} of ${grouped(limit)}`;
}

function idleWords(idle: number): string {
  return idle > 0 ? `; ${grouped(idle)} stay idle` : '';
}

function runWords(moments: readonly Moment[]): string {
  return `runs: up to ${most(moments, one => one.running)} at a time, up to ${most(moments, one => one.waiting)} in the queue`;
}

type Axis = (value: number) => number;

function timeAxis(timeline: Timeline, width: number): Axis {
  const scale = (width - 2 * MARGIN) / (last(timeline) || 1);
  return seconds => MARGIN + seconds * scale;
}

function rowBody({ label, layers, limit }: Row, timeline: Timeline, top: number, x: Axis): string {
  const bottom = top + 10 + PLOT_HEIGHT;
  const peak = most(timeline.moments, moment => layers.reduce((sum, { valueOf }) => sum + valueOf(moment), 0));
  const isDrawn = limit !== null && limit <= HIGH_LIMIT * Math.max(1, peak);
  const y: Axis = value => bottom - value / Math.max(1, peak, isDrawn ? limit : 0) * PLOT_HEIGHT;
  const end = x(last(timeline));
  return text(MARGIN, top + 2, label) + areas(layers, timeline.moments, x, y)
    + element('path', { class: 'sz-line', d: `M${MARGIN} ${coordinate(bottom)}H${coordinate(end)}` })
    + (isDrawn ? element('path', { class: 'sz-line sz-dashed', d: `M${MARGIN} ${coordinate(y(limit))}H${coordinate(end)}` }) : '');
}

/** Each layer lies on those below it. */
function areas(layers: readonly Layer[], moments: readonly Moment[], x: Axis, y: Axis): string {
  let below = moments.map(() => 0);
  return layers.map(({ ink, valueOf }) => {
    const above = moments.map((moment, index) => below[index] + valueOf(moment));
    const isEmpty = above.every((value, index) => value === below[index]);
    const point = (value: number, index: number) => `${coordinate(x(moments[index].seconds))} ${coordinate(y(value))}`;
    const d = `M${[...above.map(point), ...below.map(point).reverse()].join('L')}Z`;
    below = above;
    return isEmpty ? '' : element('path', { class: layerClass(ink), d });
  }).join('');
}

function layerClass(ink: string): string {
  return `sz-area ${inkClass(ink)}`;
}

/** The submission, the end, and the time of the last worker where there is room for it. */
function axisLabels(timeline: Timeline, x: Axis, y: number): string {
  const small = { class: 'sz-small sz-dim' };
  const end = last(timeline);
  const label = formatDuration(end);
  const left = 'submitted';
  return text(MARGIN, y - 8, left, small) + (x(end) - MARGIN > textWidth(`${left}  ${label}`, SMALL_PX) ? text(x(end), y - 8, label, { ...small, 'text-anchor': 'end' }) : '');
}

const MEANINGS: Readonly<Record<string, string>> = {
  warm: 'warm workers that no run uses', executor: 'workers of runs', task: 'runs that run', waiting: 'runs that wait',
};

interface Legend {
  readonly body: string;
  readonly bottom: number;
}

interface LegendEntry {
  readonly words: string;
  readonly sign: (x: number, y: number) => string;
}

const LIMIT: LegendEntry = { words: 'maximumCapacity', sign: (x, y) => element('path', { class: 'sz-line sz-dashed', d: `M${coordinate(x)} ${y + 6}h12` }) };

/** Of the inks that are drawn, and of the dashed line. */
function legendOf({ moments, limits }: Timeline, rows: readonly Row[], top: number, width: number): Legend {
  const layers = rows.flatMap(row => row.layers).filter(({ valueOf }) => moments.some(moment => valueOf(moment) > 0));
  const entries = [...new Set(layers.map(({ ink }) => ink))].map((ink): LegendEntry => (
    { words: MEANINGS[ink], sign: (x, y) => box(ink, { x, y, width: 12, height: 12 }) }
  ));
  let [x, y] = [MARGIN, top];
  const body = [...entries, ...DIMENSIONS.some(({ name }) => limits[name] !== null) ? [LIMIT] : []].map(({ words, sign }) => {
    const needed = 18 + textWidth(words) + 18;
    if (x > MARGIN && x + needed > width - MARGIN) [x, y] = [MARGIN, y + LINE];
    const entry = sign(x, y - 11) + text(x + 18, y, words);
    x += needed;
    return entry;
  }).join('');
  return { body, bottom: y };
}
