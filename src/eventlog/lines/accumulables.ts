import { JsonLine } from './json-line';
import { BROKEN, COMMA, OPEN_OBJECT, QUOTE, skipBlanks, skipValue } from './json-tokens';
import { Lent, LineTemplate, Slots } from './line-template';
import { lineShape } from './shape';

const CLOSE_LIST = 0x5d;
const ZERO = 0x30;
const NINE = 0x39;
const ID_START = Uint8Array.from('{"ID":', letter => letter.charCodeAt(0));
const MOST_DIGITS = 9;
/** Templates are kept for so many accumulators: those of a few thousand stages. */
const MOST_TEMPLATES = 1 << 18;

const SHAPE = lineShape({ Name: true, Update: true });
const NAME = SHAPE.slotOf('Name');
const UPDATE = SHAPE.slotOf('Update');

/** An accumulator's template, and whether its updates are wanted. */
interface Known {
  readonly template: LineTemplate;
  readonly name: string | undefined;
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
  private kept = 0;
  private readonly slots: Slots = { starts: new Int32Array(SHAPE.slots), ends: new Int32Array(SHAPE.slots) };
  private readonly json = new JsonLine();

  public constructor(private readonly wanted: ReadonlySet<string>) {}

  public clear(): void {
    this.updates.length = 0;
  }

  private readList(lent: Lent, at: number): number {
    const { bytes } = lent;
    let i = skipBlanks(bytes, at + 1);
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
    const known = id === undefined ? undefined : this.known[id];
    const behind = known ? known.template.match(lent, at, this.slots, this.read) : BROKEN;
    if (behind === BROKEN) return this.learnItem(lent, at, id);
    if (known!.name !== undefined) this.keep(id!, known!.name, valueOf(lent.bytes, this.slots.starts[UPDATE], this.slots.ends[UPDATE]));
    return behind;
  }

  private learnItem({ bytes }: Lent, at: number, id: number | undefined): number {
    const behind = this.json.readValue(bytes, at, SHAPE);
    if (behind === BROKEN || id === undefined) return behind;
    const name = this.json.text(NAME);
    const wanted = name !== undefined && this.wanted.has(name) ? name : undefined;
    const update = this.json.startOf(UPDATE);
    if (wanted !== undefined && update >= 0) this.keep(id, wanted, valueOf(bytes, update, this.json.endOf(UPDATE)));
    if (this.known[id] === undefined && this.kept++ >= MOST_TEMPLATES) return behind;
    const nameAt = this.json.startOf(NAME);
    const slotAt = (start: number) => start === update ? UPDATE : start === nameAt ? NAME : -1;
    this.known[id] = { template: new LineTemplate({ bytes, from: at, end: behind }, slotAt, NAME), name: update >= 0 ? wanted : undefined };
    return behind;
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
  return id < MOST_TEMPLATES * 16 && b[i] === COMMA ? id : undefined;
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
