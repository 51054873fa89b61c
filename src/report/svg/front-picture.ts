import { LINE, MARGIN, Picture, SMALL_PX, lines, text, textWidth, wrapped } from './picture';
import { coordinate, element } from './xml';
import { formatDuration, formatUsd } from '../../core/workload/quantities';

/** One plan between cost and time. */
export interface FrontPoint {
  readonly summary: string;
  readonly seconds: number;
  readonly usd: number;
  readonly lostBecause?: string;
}

export interface FrontFacts {
  readonly title: string;
  /** `a run`, `an hour`. */
  readonly each: string;
  readonly pick: FrontPoint;
  readonly others: readonly FrontPoint[];
}

const PLOT = { left: 76, top: 58, height: 190 };
/** Differences smaller than this share of the value are noise: the axes are at least so long. */
const LEAST_SPAN = 0.02;
const EDGE = 0.08;
const DOT = 6;

interface Axis {
  readonly at: (value: number) => number;
  readonly least: number;
  readonly most: number;
}

/** Cost over time of the plan and the runners-up: what is beaten in both lies off the line. */
export function frontPicture(facts: FrontFacts, width: number): Picture {
  const points = [facts.pick, ...facts.others];
  const x = axisOf(points.map(({ seconds }) => seconds), PLOT.left, width - MARGIN - 10);
  const y = axisOf(points.map(({ usd }) => usd), PLOT.top + PLOT.height, PLOT.top);
  const bottom = PLOT.top + PLOT.height;
  const legend = legendRows(points, bottom + 46, width);
  return {
    key: 'front',
    title: facts.title,
    description: `${facts.title}. ${points.map((point, index) => `${nameOf(index)}: ${figures(point)}, ${point.summary}${lost(point)}.`).join(' ')}`,
    width,
    height: legend.bottom,
    body: text(MARGIN, 25, facts.title, { class: 'sz-title' }) + frame(x, y, width, facts.each) + frontLine(points, x, y) + dots(points, x, y) + legend.body,
  };
}

function axisOf(values: readonly number[], from: number, to: number): Axis {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const span = Math.max(most - least, LEAST_SPAN * most, Number.MIN_VALUE);
  const low = (least + most - span) / 2 - EDGE * span;
  return { least, most, at: value => from + (value - low) / (span * (1 + 2 * EDGE)) * (to - from) };
}

/** Axes, labelled with the least and the most that there is. */
function frame(x: Axis, y: Axis, width: number, each: string): string {
  const bottom = PLOT.top + PLOT.height;
  const small = { class: 'sz-small sz-dim' };
  const xs = ends(x, formatDuration).map(([at, label]) => text(at, bottom + 16, label, { ...small, 'text-anchor': 'middle' }));
  const ys = ends(y, formatUsd).map(([at, label]) => text(PLOT.left - 8, at + 4, label, { ...small, 'text-anchor': 'end' }));
  return element('path', { class: 'sz-line', d: `M${PLOT.left} ${PLOT.top}V${bottom}H${width - MARGIN}` }) + xs.join('') + ys.join('')
    + text(MARGIN, PLOT.top - 10, `cost of ${each}`, small) + text(width - MARGIN, bottom + 32, 'run time', { ...small, 'text-anchor': 'end' });
}

/** Both ends of an axis; of labels that are alike or would touch only one. */
function ends({ at, least, most }: Axis, shown: (value: number) => string): [number, string][] {
  const [from, to] = [shown(least), shown(most)];
  const room = Math.abs(at(most) - at(least));
  return from === to || room < textWidth(`${from}${to}`, SMALL_PX) / 2 ? [[at(least), from]] : [[at(least), from], [at(most), to]];
}

/** Steps through the plans that no other beats in both. */
function frontLine(points: readonly FrontPoint[], x: Axis, y: Axis): string {
  const front = points.filter(one => !isBeaten(one, points)).sort((a, b) => a.seconds - b.seconds);
  const [first, ...rest] = front.map(({ seconds, usd }) => [coordinate(x.at(seconds)), coordinate(y.at(usd))]);
  return rest.length ? element('path', { class: 'sz-line sz-dashed', d: `M${first[0]} ${first[1]}${rest.map(([right, down]) => `H${right}V${down}`).join('')}` }) : '';
}

function isBeaten(one: FrontPoint, points: readonly FrontPoint[]): boolean {
  return points.some(other => other.seconds <= one.seconds && other.usd <= one.usd && (other.seconds < one.seconds || other.usd < one.usd));
}

interface Place {
  readonly cx: number;
  readonly cy: number;
}

/** The pick last, so that it lies above what it hides. */
function dots(points: readonly FrontPoint[], x: Axis, y: Axis): string {
  const places = points.map(({ seconds, usd }) => ({ cx: x.at(seconds), cy: y.at(usd) }));
  const heights = apart(places);
  return places.map((place, index) => dot(index, place.cx, place.cy) + nameAt(index, place, heights[index], places)).reverse().join('');
}

/** To the right of its dot, or to the left where another one is in the way. */
function nameAt(index: number, { cx }: Place, height: number, places: readonly Place[]): string {
  const isLeft = index > 0 && places.some(other => other.cx > cx && other.cx - cx < NEAR.x && Math.abs(other.cy - height) < NEAR.y);
  const at = isLeft ? cx - DOT - 2 : cx + DOT + 2;
  return text(at, height - DOT, nameOf(index), { 'class': index ? 'sz-small' : undefined, 'text-anchor': isLeft ? 'end' : undefined });
}

const NEAR = { x: 26, y: 16 };

/** Heights of labels, moved up where they would lie on another one. */
function apart(places: readonly Place[]): number[] {
  const done: Place[] = [];
  for (const { cx, cy } of places) {
    let height = cy;
    const touches = () => done.some(other => Math.abs(other.cx - cx) < NEAR.x && Math.abs(other.cy - height) < NEAR.y);
    while (touches()) height -= DOT;
    done.push({ cx, cy: height });
  }
  return done.map(({ cy }) => cy);
}

function dot(index: number, cx: number, cy: number): string {
  return element('circle', { class: index ? 'sz-other sz-hollow' : 'sz-pick', cx, cy, r: index ? DOT - 1 : DOT });
}

function nameOf(index: number): string {
  return index ? String(index) : 'pick';
}

function figures({ seconds, usd }: FrontPoint): string {
  return `${formatDuration(seconds)}, ${formatUsd(usd)}`;
}

function lost({ lostBecause }: FrontPoint): string {
  return lostBecause ? ` (${lostBecause})` : '';
}

function legendRows(points: readonly FrontPoint[], top: number, width: number): { readonly body: string; readonly bottom: number } {
  let y = top;
  const body = points.map((point, index) => {
    const words = wrapped(`${figures(point)}: ${point.summary}`, width - 56 - MARGIN);
    const why = point.lostBecause ? wrapped(point.lostBecause, width - 56 - MARGIN) : [];
    const row = text(MARGIN, y + 12, nameOf(index)) + lines(56, y + 12, words) + lines(56, y + 12 + words.length * LINE, why, { class: 'sz-dim' });
    y += (words.length + why.length) * LINE + 6;
    return row;
  }).join('');
  return { body, bottom: y + 8 };
}
