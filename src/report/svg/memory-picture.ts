import { LINE, MARGIN, Picture, SMALL_PX, TEXT_PX, box, lines, text, textWidth, wrapped } from './picture';
import { element } from './xml';
import { Region } from '../regions';
import { counted, mib, percent } from '../text-style';

/** What tasks take of an executor's memory. */
export interface TaskUse {
  readonly slots: number;
  /** What each gets when all take as much. */
  readonly grantedMiB: number;
  /** What one needs, where a workload says. */
  readonly neededMiB?: number;
  /** What one is sure of when the others come before it, where that is not `grantedMiB`. */
  readonly leastMiB?: number;
}

export interface MemoryFacts {
  readonly title: string;
  /** From left to right. */
  readonly regions: readonly Region[];
  readonly tasks?: TaskUse;
}

const BAR = { top: 40, height: 52 };
const TASK_HEIGHT = 26;
/** Regions out of which tasks are served, and no others are between them. */
const POOLS: readonly (readonly string[])[] = [['off-heap'], ['storage', 'execution'], ['shuffle']];

/** A region with its place on the bar. */
interface Placed extends Region {
  readonly x: number;
  readonly width: number;
}

/** One process's memory region by region, to scale, and below it what its tasks take. */
export function memoryPicture({ title, regions, tasks }: MemoryFacts, width: number): Picture {
  const placed = placedRegions(regions, width);
  const groups = braces(placed);
  const below = BAR.top + BAR.height + (groups ? 34 : 14);
  const use = tasks ? taskRow(placed, tasks, below, width) : { body: '', height: 0 };
  const legend = legendRows(placed, below + use.height + 16, width);
  return {
    key: 'memory',
    title,
    description: describe(title, placed, tasks),
    width,
    height: below + use.height + 16 + legend.height,
    body: text(MARGIN, 25, title, { class: 'sz-title' }) + placed.map(regionBox).join('') + groups + use.body + legend.body,
  };
}

function placedRegions(regions: readonly Region[], width: number): Placed[] {
  const there = regions.filter(region => region.mib > 0);
  const scale = (width - 2 * MARGIN) / there.reduce((sum, region) => sum + region.mib, 0);
  let x = MARGIN;
  return there.map(region => {
    const one = { ...region, x, width: region.mib * scale };
    x += one.width;
    return one;
  });
}

function regionBox({ name, mib: size, x, width }: Placed): string {
  const fits = (words: string, px: number) => textWidth(words, px) <= width - 8;
  const centre = { 'text-anchor': 'middle' };
  const named = fits(name, TEXT_PX);
  const sized = named && fits(mib(size), SMALL_PX);
  return box(name, { x, y: BAR.top, width, height: BAR.height })
    + (named ? text(x + width / 2, BAR.top + (sized ? 22 : 31), name, centre) : '')
    + (sized ? text(x + width / 2, BAR.top + 39, mib(size), { ...centre, class: 'sz-small' }) : '');
}

/** A bracket under neighbours of one group. */
function braces(placed: readonly Placed[]): string {
  const names = [...new Set(placed.map(({ group }) => group))].filter(name => name !== undefined);
  return names.map(name => {
    const members = placed.filter(({ group }) => group === name);
    const [from, to] = [members[0].x + 1, members[members.length - 1].x + members[members.length - 1].width - 1];
    const size = mib(members.reduce((sum, member) => sum + member.mib, 0));
    const label = [`${name} ${size}`, name].find(words => textWidth(words, SMALL_PX) <= to - from) ?? '';
    const y = BAR.top + BAR.height + 4;
    return element('path', { class: 'sz-line', d: `M${r(from)} ${y}v5H${r(to)}v-5` })
      + (label ? text((from + to) / 2, y + 18, label, { 'class': 'sz-small sz-dim', 'text-anchor': 'middle' }) : '');
  }).join('');
}

function r(value: number): number {
  return Math.round(value * 10) / 10;
}

interface Block {
  readonly body: string;
  readonly height: number;
}

/** Tasks below the regions that serve them, from their right end: execution grows into storage from there. */
function taskRow(placed: readonly Placed[], tasks: TaskUse, top: number, width: number): Block {
  const pool = poolOf(placed);
  const words = wrapped(taskWords(tasks, pool), width - 2 * MARGIN);
  const textTop = top + 14;
  if (!pool) return { body: lines(MARGIN, textTop, words), height: words.length * LINE };
  const y = textTop + (words.length - 1) * LINE + 10;
  return { body: lines(MARGIN, textTop, words) + poolGuides(pool, y) + taskTiles(pool, tasks, y), height: y + TASK_HEIGHT - top };
}

interface Pool {
  /** What it is made of, in words. */
  readonly name: string;
  readonly x: number;
  readonly width: number;
  readonly mib: number;
}

function poolOf(placed: readonly Placed[]): Pool | undefined {
  const members = POOLS.map(names => placed.filter(({ name }) => names.includes(name))).find(some => some.length);
  if (!members) return undefined;
  const sum = (of: (one: Placed) => number) => members.reduce((total, one) => total + of(one), 0);
  return { name: members.map(({ name }) => name).join(' and '), x: members[0].x, width: sum(one => one.width), mib: sum(one => one.mib) };
}

function poolGuides({ x, width }: Pool, y: number): string {
  return element('rect', { class: 'sz-idle', x, y, width, height: TASK_HEIGHT, rx: 2 });
}

/** What each gets is an outline, what it needs or is sure of fills it. */
function taskTiles({ x, width, mib: size }: Pool, { slots, grantedMiB, leastMiB = 0, neededMiB = leastMiB }: TaskUse, y: number): string {
  const tile = Math.min(grantedMiB / size, 1 / slots) * width; // what tasks are sure of never exceeds the pool but by rounding
  const filled = grantedMiB > 0 ? tile * Math.min(1, neededMiB / grantedMiB) : 0;
  return Array.from({ length: slots }, (_, index) => {
    const left = x + width - (slots - index) * tile;
    return box('task', { x: left, y, width: tile, height: TASK_HEIGHT }) + (filled > 0 ? box('task', { x: left, y, width: filled, height: TASK_HEIGHT }, 'sz-solid') : '');
  }).join('');
}

function taskWords(tasks: TaskUse, pool?: Pool): string {
  const { slots } = tasks;
  const [each, take] = slots === 1 ? ['it', 'has'] : ['each', 'share'];
  return `${counted(slots, 'task')} at once${pool ? ` ${take} ${mib(pool.mib)} of ${pool.name}` : ''}: ${each} ${shareWords(tasks)}`;
}

function shareWords({ grantedMiB, neededMiB, leastMiB }: TaskUse): string {
  if (leastMiB !== undefined) return `is sure of ${mib(leastMiB)}, and gets at most ${mib(grantedMiB)}`;
  if (neededMiB === undefined) return `is sure of ${mib(grantedMiB)}`;
  return `is sure of ${mib(grantedMiB)} and needs ${mib(neededMiB)}${spills({ grantedMiB, neededMiB }) ? ', so that the largest spill' : ''}`;
}

/** One is rounded down and the other up: a MiB between them is no spill. */
function spills({ grantedMiB, neededMiB = 0 }: Pick<TaskUse, 'grantedMiB' | 'neededMiB'>): boolean {
  return neededMiB > grantedMiB + 1;
}

/** Swatch, name, size, share and what it holds; where there is little room what it holds is a line of its own. */
function legendRows(placed: readonly Placed[], top: number, width: number): Block {
  const total = placed.reduce((sum, region) => sum + region.mib, 0);
  const holdsAt = width < 600 ? 36 : 260;
  let y = top;
  const body = placed.map(({ name, mib: size, meaning }) => {
    const first = y + 12;
    const words = wrapped(meaning, width - MARGIN - holdsAt);
    const holdsFrom = holdsAt === 36 ? first + LINE : first;
    y = holdsFrom + words.length * LINE - 8;
    return box(name, { x: MARGIN, y: first - 10, width: 12, height: 12 }) + text(36, first, name)
      + text(190, first, mib(size), { 'text-anchor': 'end' }) + text(244, first, percent(size / total), { 'text-anchor': 'end' })
      + lines(holdsAt, holdsFrom, words, { class: 'sz-dim' });
  }).join('');
  return { body, height: y - top + 12 };
}

function describe(title: string, placed: readonly Placed[], tasks?: TaskUse): string {
  const parts = placed.map(({ name, mib: size, meaning }) => `${name} ${mib(size)} (${meaning})`).join('; ');
  return `${title}: ${parts}.${tasks ? ` ${taskWords(tasks, poolOf(placed))}.` : ''}`;
}
