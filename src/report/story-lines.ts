import { bytesMiB, counted } from './text-style';
import { StoryEvent } from '../core/simulation/story';

/** Memory that the same tasks take for one consumer, one grant after the other. */
interface Growth {
  readonly tasks: readonly number[];
  readonly who: string;
  readonly taken: Map<string, { times: number; leastBytes: number; mostBytes: number }>;
  heldBytes: number;
}

/** Bytes that made room meanwhile, by where they went. */
type Evicted = Record<'disk' | 'nowhere', number>;

/** A line: which tasks, and what. */
type Line = readonly [string, string];

/** What happens in one stage, summarised: growth is one line, and after so many lines only sums and ends. */
export function storyLines(events: readonly StoryEvent[], stage: number, mostLines: number): string[][] {
  const own = events.filter(event => event.stage === stage);
  const lines = linesOf(own);
  const kept = lines.length <= mostLines ? lines : [...lines.slice(0, mostLines - 1), rest(own)];
  return kept.map(line => [...line]);
}

function linesOf(events: readonly StoryEvent[]): Line[] {
  const lines: Line[] = [];
  let growth: Growth | undefined;
  let evicted: Evicted = { disk: 0, nowhere: 0 };
  const flush = () => {
    lines.push(...growth ? [growthLine(growth)] : [], ...evictedLines(evicted));
    growth = undefined;
    evicted = { disk: 0, nowhere: 0 };
  };
  for (const event of events) {
    if (event.kind === 'evicts') {
      evicted[event.to!] += event.bytes! * event.tasks.length * event.times;
    } else if (isGrowth(event)) {
      if (!growth || growth.who !== event.who || String(growth.tasks) !== String(event.tasks)) {
        flush();
        growth = { tasks: event.tasks, who: event.who!, taken: new Map(), heldBytes: 0 };
      }
      grow(growth, event);
    } else {
      flush();
      lines.push([tasksText(event.tasks), eventText(event.kind, event)]);
    }
  }
  flush();
  return lines;
}

function isGrowth({ kind, askedBytes, grantedBytes }: StoryEvent): boolean {
  return kind === 'takes' && askedBytes === grantedBytes;
}

function grow(growth: Growth, { what = '', times, grantedBytes = 0, heldBytes = 0 }: StoryEvent): void {
  const known = growth.taken.get(what) ?? { times: 0, leastBytes: Infinity, mostBytes: 0 };
  growth.taken.set(what, {
    times: known.times + times, leastBytes: Math.min(known.leastBytes, grantedBytes), mostBytes: Math.max(known.mostBytes, grantedBytes),
  });
  growth.heldBytes = heldBytes;
}

/** `sorter takes 26 pages of 4 MiB and arrays from 0.1 to 32 MiB: 136 MiB held`. */
function growthLine({ tasks, who, taken, heldBytes }: Growth): Line {
  const parts = [...taken].map(([what, { times, leastBytes, mostBytes }]) => {
    const size = leastBytes === mostBytes ? bytesMiB(mostBytes) : `${bytesMiB(leastBytes)} to ${bytesMiB(mostBytes)}`;
    return `${counted(times, what)} of ${size}`;
  });
  return [tasksText(tasks), `${who} takes ${parts.join(' and ')}; ${bytesMiB(heldBytes)} held${tasks.length > 1 ? ' by each' : ''}`];
}

function evictedLines({ disk, nowhere }: Evicted): Line[] {
  return [
    ...nowhere > 0 ? [['storage', `${bytesMiB(nowhere)} of blocks make room and are lost`] as const] : [],
    ...disk > 0 ? [['storage', `${bytesMiB(disk)} of blocks make room and go to disk`] as const] : [],
  ];
}

const EVENT_TEXTS: Readonly<Record<Exclude<StoryEvent['kind'], 'evicts'>, (event: StoryEvent) => string>> = {
  stores: ({ who, bytes }) => `${bytesMiB(bytes ?? 0)} of ${who} stored`,
  refuses: ({ who, bytes, to }) => `no room for ${bytesMiB(bytes ?? 0)} of ${who}: ${to === 'disk' ? 'on disk' : 'lost'}`,
  takes: ({ who, what, askedBytes, grantedBytes }) => `${who} asks ${bytesMiB(askedBytes ?? 0)} (${what}) and gets ${bytesMiB(grantedBytes ?? 0)}`,
  waits: ({ who, askedBytes }) => `${who} asks ${bytesMiB(askedBytes ?? 0)} and waits for its part`,
  spills: ({ who, bytes }) => `${who} spills ${bytesMiB(bytes ?? 0)}`,
  fails: ({ message, tasks }) => `${tasks.length > 1 ? 'fail' : 'fails'}: ${message}`,
  ends: ({ tasks }) => tasks.length > 1 ? 'end' : 'ends',
};

function eventText(kind: Exclude<StoryEvent['kind'], 'evicts'>, event: StoryEvent): string {
  return `${EVENT_TEXTS[kind](event)}${event.times > 1 ? `, ${event.times} times` : ''}`;
}

/** What the lines left out come to. */
function rest(events: readonly StoryEvent[]): Line {
  const count = (kind: StoryEvent['kind']) => events.filter(event => event.kind === kind).reduce((sum, { tasks, times }) => sum + tasks.length * times, 0);
  const sums = [counted(count('spills'), 'spill'), count('waits') ? counted(count('waits'), 'wait') : '', count('fails') ? counted(count('fails'), 'failure') : ''];
  return ['…', `and so on: ${sums.filter(Boolean).join(', ')} in all`];
}

/** `task 1`, `tasks 1-4`, `tasks 1, 3`. */
function tasksText(tasks: readonly number[]): string {
  if (tasks.length === 0) return '';
  const sorted = [...tasks].sort((a, b) => a - b);
  const isRange = sorted.length > 2 && sorted[sorted.length - 1] - sorted[0] === sorted.length - 1;
  return `${sorted.length > 1 ? 'tasks' : 'task'} ${isRange ? `${sorted[0]}-${sorted[sorted.length - 1]}` : sorted.join(', ')}`;
}
