import { EventKind, StoryEvent, Verdict } from './story';

/** An event before it has a place and a time. */
export type Happening = Omit<StoryEvent, 'round' | 'times' | 'stage' | 'tasks' | 'heldBytes'> & { readonly kind: EventKind };

type Kept = { -readonly [Field in keyof StoryEvent]: StoryEvent[Field] } & { tasks: number[] };

/** What a stage, or a story, comes to. */
export interface Tally {
  readonly spilledBytes: number;
  readonly evictedBytes: number;
  readonly lostBytes: number;
  readonly failedTasks: number;
}

export const NOTHING_HAPPENED: Tally = { spilledBytes: 0, evictedBytes: 0, lostBytes: 0, failedTasks: 0 };

/** Keeps events without repeating itself: what several tasks do alike in a round is one event, and so is what they do round after round. */
export class StoryRecorder {
  readonly events: StoryEvent[] = [];
  /** Of the stage that runs. */
  tally = NOTHING_HAPPENED;
  private round = 0;
  private stage: number | null = null;
  private inRound = new Map<string, Kept>();
  private last?: { readonly key: string; readonly event: Kept };

  /** From now on events are of this stage. */
  beginStage(stage: number): void {
    this.endRound();
    this.stage = stage;
    this.tally = NOTHING_HAPPENED;
    this.last = undefined;
  }

  /** Notes what happens to a task, or to storage before the first. */
  note(happening: Happening, task?: number, heldBytes?: number): void {
    this.tally = added(this.tally, happening);
    const key = JSON.stringify(happening);
    const known = this.inRound.get(key);
    if (known) {
      known.tasks.push(task!);
      if (heldBytes !== undefined) known.heldBytes = heldBytes;
      return;
    }
    const event: Kept = { round: this.round, times: 1, stage: this.stage, tasks: task === undefined ? [] : [task], ...happening };
    if (heldBytes !== undefined) event.heldBytes = heldBytes;
    this.inRound.set(key, event);
  }

  /** Every task has made its step. */
  endRound(): void {
    const events = [...this.inRound.values()];
    this.inRound = new Map();
    this.round++;
    if (events.length !== 1) {
      this.events.push(...events);
      this.last = undefined;
      return;
    }
    this.keepOne(events[0]);
  }

  private keepOne(event: Kept): void {
    const { round, times, heldBytes, ...same } = event;
    const key = JSON.stringify(same);
    if (this.last?.key === key && this.last.event.round + this.last.event.times === round) {
      this.last.event.times += times;
      this.last.event.heldBytes = heldBytes;
      return;
    }
    this.events.push(event);
    this.last = { key, event };
  }
}

function added(tally: Tally, { kind, bytes = 0, to }: Happening): Tally {
  const leaves = kind === 'evicts' || kind === 'refuses';
  return {
    spilledBytes: tally.spilledBytes + (kind === 'spills' ? bytes : 0),
    evictedBytes: tally.evictedBytes + (leaves ? bytes : 0),
    lostBytes: tally.lostBytes + (leaves && to === 'nowhere' ? bytes : 0),
    failedTasks: tally.failedTasks + (kind === 'fails' ? 1 : 0),
  };
}

/** The sum of two. */
export function plusTally(one: Tally, other: Tally): Tally {
  return {
    spilledBytes: one.spilledBytes + other.spilledBytes,
    evictedBytes: one.evictedBytes + other.evictedBytes,
    lostBytes: one.lostBytes + other.lostBytes,
    failedTasks: one.failedTasks + other.failedTasks,
  };
}

/** The worst that has happened. */
export function verdictOf({ spilledBytes, evictedBytes, failedTasks }: Tally): Verdict {
  if (failedTasks > 0) return 'dies';
  if (spilledBytes > 0) return 'spills';
  return evictedBytes > 0 ? 'evicts' : 'clean';
}
