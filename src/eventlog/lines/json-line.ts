import { BACKSLASH, BROKEN, CLOSE_OBJECT, COMMA, OPEN_OBJECT, QUOTE, behindColon, skipBlanks, skipString, skipValue } from './json-tokens';
import { Lent, LineTemplate, ReadList } from './line-template';
import { LineShape, Shape, ShapeField, fieldNamed } from './shape';

const MINUS = 0x2d;
const ZERO = 0x30;
const LINE_FEED = 0x0a;
const LOWER_N = 0x6e;
/** More digits may be beyond what a double holds exactly. */
const MOST_DIGITS = 15;
const ABSENT = -1;
const MOST_KEPT_TEXT = 64;

interface KeptText {
  readonly bytes: Uint8Array;
  readonly text: string;
}

/**
 * One line of JSON in bytes: whether all of it is JSON, and where the wanted fields stand. What it says is what `JSON.parse` would: of a name
 * given twice the last value counts, and a name may be written with escapes.
 */
export class JsonLine {
  private bytes: Uint8Array = new Uint8Array(0);
  /** Where the line feed stands behind the line that was read. */
  public lineEnd = 0;
  private from = 0;
  public starts = new Int32Array(64);
  public ends = new Int32Array(64);
  private readonly decoder = new TextDecoder();
  /** By slot: events, executors and reasons are a few texts again and again, and to decode one costs more than to read the rest of a task. */
  private readonly lastTexts: (KeptText | undefined)[] = [];

  /** Reads the object that begins at `from` and must end where its line does; answers whether that is so. */
  public read(bytes: Uint8Array, from: number, shape: LineShape): boolean {
    this.bytes = bytes;
    this.from = from;
    if (this.starts.length < shape.slots) [this.starts, this.ends] = [new Int32Array(shape.slots), new Int32Array(shape.slots)];
    this.starts.fill(ABSENT, 0, shape.slots);
    const first = skipBlanks(bytes, from);
    if (bytes[first] !== OPEN_OBJECT) return false;
    return this.endsAt(this.readObject(first, shape.fields));
  }

  /** Reads the object that begins at `at`, whatever follows it; answers the place behind it, or BROKEN. */
  public readValue(bytes: Uint8Array, at: number, shape: LineShape): number {
    this.bytes = bytes;
    this.from = at;
    this.starts.fill(ABSENT, 0, shape.slots);
    return this.readObject(at, shape.fields);
  }

  /** Takes what a template reads of a line that is like others; answers whether it fits to the end of the line. */
  public readLike(template: LineTemplate, lent: Lent, from: number, readList: ReadList): boolean {
    this.bytes = lent.bytes;
    this.from = from;
    this.starts.fill(ABSENT);
    return this.endsAt(template.match(lent, from, this, readList));
  }

  public startOf(slot: number): number {
    return this.starts[slot];
  }

  public endOf(slot: number): number {
    return this.ends[slot];
  }

  /** What lines that are like this one are read by. */
  public template(slots: number, fixedSlot: number): LineTemplate {
    const starts = this.starts.subarray(0, slots);
    return new LineTemplate({ bytes: this.bytes, from: this.from, end: this.lineEnd }, start => starts.indexOf(start), fixedSlot);
  }

  /** A whole number that a double holds exactly; undefined for anything else. */
  public integer(slot: number): number | undefined {
    const start = this.starts[slot];
    if (start === ABSENT) return undefined;
    const end = this.ends[slot];
    const b = this.bytes;
    const negative = b[start] === MINUS;
    const first = negative ? start + 1 : start;
    if (end - first > MOST_DIGITS) return this.longInteger(start, end);
    let value = 0;
    for (let i = first; i < end; i++) {
      const digit = b[i] - ZERO;
      if (digit < 0 || digit > 9) return undefined;
      value = value * 10 + digit;
    }
    return negative ? -value : value;
  }

  /** The text of a string; undefined for anything else. */
  public text(slot: number): string | undefined {
    const start = this.starts[slot];
    if (start === ABSENT || this.bytes[start] !== QUOTE) return undefined;
    const end = this.ends[slot];
    const last = this.lastTexts[slot];
    if (last !== undefined && isSame(last.bytes, this.bytes, start, end)) return last.text;
    const text = this.textBetween(start, end);
    if (end - start <= MOST_KEPT_TEXT) this.lastTexts[slot] = { bytes: this.bytes.slice(start, end), text };
    return text;
  }

  /** Whether the field is there, whatever it holds. */
  public has(slot: number): boolean {
    return this.starts[slot] !== ABSENT;
  }

  /** Whether a value is there that is not null. */
  public isOdd(slot: number): boolean {
    return this.starts[slot] !== ABSENT && this.bytes[this.starts[slot]] !== LOWER_N;
  }

  /** Bytes of the field; 0 where it is not there. */
  public sizeOf(slot: number): number {
    return this.has(slot) ? this.ends[slot] - this.starts[slot] : 0;
  }

  /** The field's value, parsed. */
  public value(slot: number): unknown {
    return this.has(slot) ? JSON.parse(this.decoder.decode(this.bytes.subarray(this.starts[slot], this.ends[slot]))) : undefined;
  }

  /** Whether the bytes of the field hold a text. */
  public holdsText(slot: number, text: string): boolean {
    return this.has(slot) && this.decoder.decode(this.bytes.subarray(this.starts[slot], this.ends[slot])).includes(text);
  }

  /** A copy of the field's bytes. */
  public bytesOf(slot: number): Uint8Array | undefined {
    return this.has(slot) ? this.bytes.slice(this.starts[slot], this.ends[slot]) : undefined;
  }

  /** The whole line, parsed. */
  public whole(): unknown {
    return JSON.parse(this.decoder.decode(this.bytes.subarray(this.from, this.lineEnd)));
  }

  private longInteger(start: number, end: number): number | undefined {
    const text = this.decoder.decode(this.bytes.subarray(start, end));
    const value = /^-?\d+$/.test(text) ? Number(text) : NaN;
    return Number.isSafeInteger(value) ? value : undefined;
  }

  private textBetween(quote: number, behind: number): string {
    const text = this.decoder.decode(this.bytes.subarray(quote + 1, behind - 1));
    return text.includes('\\') ? JSON.parse(`"${text}"`) as string : text;
  }

  /** Whether nothing but blanks stands between `behind` and the end of the line. */
  private endsAt(behind: number): boolean {
    if (behind === BROKEN) return false;
    this.lineEnd = skipBlanks(this.bytes, behind);
    return this.bytes[this.lineEnd] === LINE_FEED;
  }

  /** From the bracket to behind its partner, or BROKEN. */
  private readObject(at: number, shape: Shape): number {
    const b = this.bytes;
    let i = skipBlanks(b, at + 1);
    if (b[i] === CLOSE_OBJECT) return i + 1;
    for (;;) {
      const behindKey = b[i] === QUOTE ? skipString(b, i) : BROKEN;
      const start = behindColon(b, behindKey);
      if (start === BROKEN) return BROKEN;
      const field = this.fieldAt(i, behindKey, shape);
      i = field === undefined ? skipValue(b, start) : this.readField(start, field);
      if (i === BROKEN) return BROKEN;
      i = skipBlanks(b, i);
      if (b[i] === CLOSE_OBJECT) return i + 1;
      if (b[i] !== COMMA) return BROKEN;
      i = skipBlanks(b, i + 1);
    }
  }

  /** The wanted field whose name stands between the quotes. */
  private fieldAt(quote: number, behind: number, shape: Shape): ShapeField | undefined {
    const b = this.bytes;
    const plain = fieldNamed(shape, b, quote + 1, behind - 1);
    if (plain !== undefined || !hasEscape(b, quote, behind)) return plain;
    const name = Uint8Array.from(this.textBetween(quote, behind), letter => Math.min(letter.charCodeAt(0), 0xff));
    return fieldNamed(shape, name, 0, name.length);
  }

  private readField(start: number, { slot, end, within }: ShapeField): number {
    this.starts.fill(ABSENT, slot, end); // of a name given twice the last value counts
    const behind = within !== undefined && this.bytes[start] === OPEN_OBJECT ? this.readObject(start, within) : skipValue(this.bytes, start);
    this.starts[slot] = start;
    this.ends[slot] = behind;
    return behind;
  }
}

function hasEscape(b: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (b[i] === BACKSLASH) return true;
  return false;
}

function isSame(own: Uint8Array, b: Uint8Array, from: number, end: number): boolean {
  if (own.length !== end - from) return false;
  for (let i = 0; i < own.length; i++) if (own[i] !== b[from + i]) return false;
  return true;
}
