import { Lent } from './line-template';

const LINE_FEED = 0x0a;
const INITIAL_BYTES = 4096;

/** What takes the lines. */
export interface LineTaker {
  /** Of a line that begins at `from` and ends at a line feed; answers where that is, or -1. The bytes are only lent. */
  readonly line: (lent: Lent, from: number) => number;
  /** Of a line that is longer than any that is read. */
  readonly tooLong: () => void;
}

/** Cuts bytes that come in pieces into lines, and holds no more than a line that is not at its end. */
export class LineSplitter {
  private buffer = new Uint8Array(INITIAL_BYTES);
  private held = 0;
  /** Whether the rest of a line that was too long is being passed over. */
  private passing = false;

  public constructor(private readonly taker: LineTaker, private readonly longestLine: number) {}

  /** Takes a piece, and gives every line that ends in it. */
  public push(piece: Uint8Array): void {
    const first = piece.indexOf(LINE_FEED);
    if (first < 0) return this.hold(piece);
    const behind = this.held > 0 || this.passing ? first + 1 : 0;
    if (behind > 0) this.finishLine(piece.subarray(0, behind));
    const end = piece.lastIndexOf(LINE_FEED) + 1;
    if (end > behind) this.giveLines(piece.subarray(behind, end));
    this.hold(piece.subarray(end));
  }

  /** What stands behind the last line feed is a line too. Then the next stream begins. */
  public end(): void {
    if (this.held > 0) this.finishLine(Uint8Array.of(LINE_FEED));
    this.passing = false;
  }

  /** The line that is held, with the rest of it. */
  private finishLine(rest: Uint8Array): void {
    if (!this.passing) {
      this.append(rest);
      this.giveLines(this.buffer.subarray(0, this.held));
    }
    this.held = 0;
    this.passing = false;
    if (this.buffer.length > MOST_KEPT) this.buffer = new Uint8Array(INITIAL_BYTES);
  }

  /** Bytes that end at a line feed. */
  private giveLines(bytes: Uint8Array): void {
    const lent = { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length) };
    for (let from = 0; from < bytes.length;) {
      const end = this.taker.line(lent, from);
      from = (end < 0 ? bytes.indexOf(LINE_FEED, from) : end) + 1;
    }
  }

  private hold(rest: Uint8Array): void {
    if (this.passing || rest.length === 0) return;
    if (this.held + rest.length <= this.longestLine) return this.append(rest);
    this.taker.tooLong();
    this.held = 0;
    this.passing = true;
    this.buffer = new Uint8Array(INITIAL_BYTES);
  }

  private append(rest: Uint8Array): void {
    const bytes = this.held + rest.length;
    if (bytes > this.buffer.length) { // doubles, so that a long line is copied a few times only
      const longer = new Uint8Array(Math.max(bytes, Math.min(2 * this.buffer.length, this.longestLine)));
      longer.set(this.buffer.subarray(0, this.held));
      this.buffer = longer;
    }
    this.buffer.set(rest, this.held);
    this.held = bytes;
  }
}

/** A buffer that one long line has made this large is not kept. */
const MOST_KEPT = 1024 * 1024;
