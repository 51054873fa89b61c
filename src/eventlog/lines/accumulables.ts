import { JsonLine } from './json-line';
import { BROKEN, COMMA, OPEN_OBJECT, QUOTE, skipBlanks, skipValue } from './json-tokens';
import { Lent, LineTemplate, Slots } from './line-template';
import { lineShape } from './shape';

const CLOSE_LIST = 0x5d;
const ZERO = 0x30;
const NINE = 0x39;
const ID_START = Uint8Array.from('{"ID":', letter => letter.charCodeAt(0));
const MOST_DIGITS = 9;
/** Ids up to here are remembered: those of a few thousand stages. */
const MOST_IDS = 1 << 18;
/** Names are Spark's, a few hundred, and a job's own. */
const MOST_NAMES = 10_000;

const SHAPE = lineShape({ Name: true, Update: true });
const NAME = SHAPE.slotOf('Name');
const UPDATE = SHAPE.slotOf('Update');

/** How accumulators of one name are written, and whether their updates are wanted. */
interface Known {
  readonly template: LineTemplate;
  readonly name: string | undefined;
  /** What stood behind it the last time: stages have accumulators of their own, in the same order. */
  next: Known | undefined;
}

/** The update of an accumulator that is wanted. */
export interface Update {
  readonly id: number;
  readonly name: string;
  readonly value: number;
}

/**
 * Lists of accumulables. Most of a TaskEnd is these, the same accumulators in each, so every one is compared with how it was written before; the
 * updates of those with a name that is wanted are kept.
 */
export class Accumulables {
  /** Of the lists that were read since `clear`. */
  public readonly updates: Update[] = [];
  public readonly read = (lent: Lent, at: number): number => this.readList(lent, at);
  private readonly known: (Known | undefined)[] = [];
  private readonly byName = new Map<string, Known>();
  private previous: Known | undefined;
  private readonly slots: Slots = { starts: new Int32Array(SHAPE.slots), ends: new Int32Array(SHAPE.slots) };
  private readonly json = new JsonLine();

  public constructor(private readonly wanted: ReadonlySet<string>) {}

  public clear(): void {
    this.updates.length = 0;
  }

  private readList(lent: Lent, at: number): number {
    const { bytes } = lent;
    let i = skipBlanks(bytes, at + 1);
    this.previous = undefined;
    if (bytes[i] === CLOSE_LIST) return i + 1;
    for (;;) {
      i = bytes[i] === OPEN_OBJECT ? this.readItem(lent, i) : skipValue(bytes, i);
      if (i === BROKEN) return BROKEN;
      i = skipBlanks(bytes, i);
      if (bytes[i] === CLOSE_LIST) return i + 1;
      if (bytes[i] !== COMMA) return BROKEN;
      i = skipBlanks(bytes, i + 1);
    }
  }

  private readItem(lent: Lent, at: number): number {
    const id = idAt(lent.bytes, at);
    const likely = id === undefined ? undefined : this.known[id] ?? this.previous?.next;
    const behind = likely ? likely.template.match(lent, at, this.slots, this.read) : BROKEN;
    if (behind === BROKEN) return this.learnItem(lent, at, id);
    this.remember(id!, likely!);
    if (likely!.name !== undefined) this.keep(id!, likely!.name, valueOf(lent.bytes, this.slots.starts[UPDATE], this.slots.ends[UPDATE]));
    return behind;
  }

  private remember(id: number, known: Known): void {
    if (id < MOST_IDS) this.known[id] = known;
    if (this.previous) this.previous.next = known;
    this.previous = known;
  }

  private learnItem(lent: Lent, at: number, id: number | undefined): number {
    const { bytes } = lent;
    const behind = this.json.readValue(bytes, at, SHAPE);
    if (behind === BROKEN || id === undefined) return behind;
    const name = this.json.text(NAME);
    const update = this.json.startOf(UPDATE);
    if (name === undefined) return behind;
    if (this.wanted.has(name) && update >= 0) this.keep(id, name, valueOf(bytes, update, this.json.endOf(UPDATE)));
    const same = this.byName.get(name);
    const fits = same !== undefined && same.template.match(lent, at, this.slots, this.read) === behind;
    this.remember(id, fits ? same : this.learn(bytes, at, behind, name));
    return behind;
  }

  private learn(bytes: Uint8Array, from: number, end: number, name: string): Known {
    const [update, nameAt] = [this.json.startOf(UPDATE), this.json.startOf(NAME)];
    const slotAt = (start: number) => start === update ? UPDATE : start === nameAt ? NAME : -1;
    const template = new LineTemplate({ bytes, from, end }, slotAt, NAME);
    const known = { template, name: update >= 0 && this.wanted.has(name) ? name : undefined, next: undefined };
    if (this.byName.size < MOST_NAMES || this.byName.has(name)) this.byName.set(name, known);
    return known;
  }

  private keep(id: number, name: string, value: number | undefined): void {
    if (value !== undefined) this.updates.push({ id, name, value });
  }
}

/** The accumulator's id where it stands first, as Spark writes it. */
function idAt(b: Uint8Array, at: number): number | undefined {
  for (let k = 0; k < ID_START.length; k++) if (b[at + k] !== ID_START[k]) return undefined;
  let id = 0;
  let i = at + ID_START.length;
  for (const first = i; b[i] >= ZERO && b[i] <= NINE; i++) {
    if (i - first >= MOST_DIGITS) return undefined;
    id = id * 10 + b[i] - ZERO;
  }
  return b[i] === COMMA ? id : undefined;
}

/** A whole number, as such or as text. */
function valueOf(b: Uint8Array, start: number, end: number): number | undefined {
  const isText = b[start] === QUOTE;
  const [from, to] = isText ? [start + 1, end - 1] : [start, end];
  if (from >= to || to - from > 15) return undefined;
  let value = 0;
  for (let i = from; i < to; i++) {
    if (b[i] < ZERO || b[i] > NINE) return undefined;
    value = value * 10 + b[i] - ZERO;
  }
  return value;
}
