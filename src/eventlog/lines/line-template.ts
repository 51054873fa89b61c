import { BROKEN, COMMA, OPEN_OBJECT, QUOTE, skipNumber, skipString, skipValue } from './json-tokens';

/** What stands between the literal parts of a template. */
const enum Op { literal, number, text, list }

const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
const OPEN_LIST = 0x5b;
const STEP = 8;

/** Bytes with a view that reads several of them at once. */
export interface Lent {
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

/** Where values stand that are wanted, by slot. */
export interface Slots {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** An object that is known to be JSON. */
export interface Sample {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly end: number;
}

/** Reads a list at its bracket; answers the place behind it, or BROKEN. */
export type ReadList = (lent: Lent, at: number) => number;

/**
 * JSON that is like one that was read before: the same names in the same order, other numbers and texts. A line that fits is JSON because that
 * one was, and is read in a fraction of the time, as what stands between the values is only compared.
 */
export class LineTemplate {
  private readonly ops: number[] = [];
  private readonly froms: number[] = [];
  private readonly lengths: number[] = [];
  private readonly slots: number[] = [];
  private readonly own: Lent;

  /**
   * Learns from a sample. `slotAt` tells the slot of the value at a place, -1 for none;
   * a text that stands in the slot `fixedSlot` has to be the same.
   */
  public constructor({ bytes: b, from, end }: Sample, private readonly slotAt: (start: number) => number, private readonly fixedSlot: number) {
    const bytes = b.slice(from, end);
    this.own = { bytes, view: new DataView(bytes.buffer) };
    this.learn(b, from, end);
  }

  /** The place behind what fits at `at`, or BROKEN. */
  public match(lent: Lent, at: number, into: Slots, readList: ReadList): number {
    const { ops, slots } = this;
    let i = at;
    for (let k = 0; k < ops.length; k++) {
      const start = i;
      i = ops[k] === Op.literal ? this.literal(lent, i, k) : this.value(lent, i, k, readList);
      if (i === BROKEN) return BROKEN;
      const slot = slots[k];
      if (slot < 0) continue;
      into.starts[slot] = start;
      into.ends[slot] = i;
    }
    return i;
  }

  private literal(lent: Lent, at: number, k: number): number {
    const length = this.lengths[k];
    if (at + length > lent.bytes.length) return BROKEN;
    const from = this.froms[k];
    return (length < STEP ? this.isSameShort(lent.bytes, at, from, length) : this.isSame(lent.view, at, from, length)) ? at + length : BROKEN;
  }

  /** Eight bytes at a time, as doubles: of bytes that JSON may hold, only equal ones make equal doubles. The last step overlaps the one before. */
  private isSame(view: DataView, at: number, from: number, length: number): boolean {
    const { view: own } = this.own;
    const last = length - STEP;
    for (let j = 0; j < last; j += STEP) if (view.getFloat64(at + j, true) !== own.getFloat64(from + j, true)) return false;
    return view.getFloat64(at + last, true) === own.getFloat64(from + last, true);
  }

  private isSameShort(bytes: Uint8Array, at: number, from: number, length: number): boolean {
    const { bytes: own } = this.own;
    for (let j = 0; j < length; j++) if (bytes[at + j] !== own[from + j]) return false;
    return true;
  }

  private value(lent: Lent, at: number, k: number, readList: ReadList): number {
    switch (this.ops[k]) {
      case Op.number: return behindNumber(lent.bytes, at);
      case Op.text: return lent.bytes[at] === QUOTE ? this.text(lent, at, k) : BROKEN;
      default: return this.list(lent, at, k, readList);
    }
  }

  /** A list that stands in a slot is read, any other has to be one. */
  private list(lent: Lent, at: number, k: number, readList: ReadList): number {
    if (lent.bytes[at] !== OPEN_LIST) return BROKEN;
    return this.slots[k] < 0 ? skipValue(lent.bytes, at) : readList(lent, at);
  }

  /** The same text as before, or another. */
  private text(lent: Lent, at: number, k: number): number {
    const same = this.literal(lent, at, k);
    return same === BROKEN ? skipString(lent.bytes, at) : same;
  }

  private learn(b: Uint8Array, from: number, end: number): void {
    let literalFrom = from;
    let expectsKey = false; // lists are taken whole, so everything else stands in objects
    for (let i = from; i < end;) {
      const op = expectsKey ? Op.literal : opOf(b[i]);
      const behind = op === Op.literal ? behindLiteral(b, i) : skipValue(b, i);
      if (op !== Op.literal && !this.isFixed(op, i)) {
        this.add(Op.literal, literalFrom - from, i - literalFrom, -1);
        this.add(op, i - from, behind - i, this.slotAt(i));
        literalFrom = behind;
      }
      expectsKey = b[i] === OPEN_OBJECT || b[i] === COMMA || expectsKey && b[i] !== QUOTE;
      i = behind;
    }
    this.add(Op.literal, literalFrom - from, end - literalFrom, -1);
  }

  private isFixed(op: Op, at: number): boolean {
    return op === Op.text && this.slotAt(at) === this.fixedSlot;
  }

  private add(op: Op, from: number, length: number, slot: number): void {
    if (op === Op.literal && length === 0) return;
    this.ops.push(op);
    this.froms.push(from);
    this.lengths.push(length);
    this.slots.push(slot);
  }
}

/** What a byte begins; in an object, as lists are taken whole. */
function opOf(byte: number): Op {
  if (byte === QUOTE) return Op.text;
  if (byte === OPEN_LIST) return Op.list;
  return byte === MINUS || byte >= ZERO && byte <= NINE ? Op.number : Op.literal;
}

function behindLiteral(b: Uint8Array, at: number): number {
  return b[at] === QUOTE ? skipString(b, at) : at + 1;
}

/** Whole numbers, as nearly all are, or others. */
function behindNumber(b: Uint8Array, at: number): number {
  const first = b[at];
  if (first <= ZERO || first > NINE) return first === ZERO || first === MINUS ? skipNumber(b, at) : BROKEN;
  let i = at + 1;
  while (b[i] >= ZERO && b[i] <= NINE) i++;
  return GOES_ON[b[i]] === 1 ? skipNumber(b, at) : i;
}

/** A fraction or an exponent follows. */
const GOES_ON = new Uint8Array(256);
for (const letter of '.eE') GOES_ON[letter.charCodeAt(0)] = 1;
