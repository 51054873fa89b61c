const LINE_FEED = 0x0a;
const INITIAL_BYTES = 1 << 20;

/** What takes the lines: `from` to `end`, where a line feed stands. The bytes are only lent. */
export interface LineTaker {
  readonly line: (bytes: Uint8Array, from: number, end: number) => void;
  /** Of a line that is longer than any that is read. */
  readonly tooLong: () => void;
}

/** Cuts bytes that come in pieces into lines, and holds no more than one line and one piece. */
export class LineSplitter {
  private buffer = new Uint8Array(INITIAL_BYTES);
  private held = 0;
  /** Whether the rest of a line that was too long is being passed over. */
  private passing = false;

  public constructor(private readonly taker: LineTaker, private readonly longestLine: number) {}

  /** Takes a piece, and gives every line that ends in it. */
  public push(piece: Uint8Array): void {
    const rest = this.passing ? this.behindLongLine(piece) : piece;
    if (rest.length === 0) return;
    this.reserve(this.held + rest.length + 1);
    this.buffer.set(rest, this.held);
    const scanned = this.held;
    this.held += rest.length;
    this.giveLines(scanned);
    if (this.held > this.longestLine) this.giveUpLine();
  }

  /** What stands behind the last line feed is a line too. Then the next stream begins. */
  public end(): void {
    if (this.held > 0) {
      this.buffer[this.held] = LINE_FEED;
      this.taker.line(this.buffer, 0, this.held);
    }
    this.held = 0;
    this.passing = false;
  }

  private giveLines(scanned: number): void {
    const last = this.buffer.subarray(scanned, this.held).lastIndexOf(LINE_FEED);
    if (last < 0) return;
    const behind = scanned + last + 1;
    for (let from = 0; from < behind;) {
      const end = this.buffer.indexOf(LINE_FEED, from);
      this.taker.line(this.buffer, from, end);
      from = end + 1;
    }
    this.buffer.copyWithin(0, behind, this.held);
    this.held -= behind;
  }

  private giveUpLine(): void {
    this.taker.tooLong();
    this.held = 0;
    this.passing = true;
    this.buffer = new Uint8Array(INITIAL_BYTES);
  }

  private behindLongLine(piece: Uint8Array): Uint8Array {
    const end = piece.indexOf(LINE_FEED);
    if (end < 0) return piece.subarray(piece.length);
    this.passing = false;
    return piece.subarray(end + 1);
  }

  /** Doubles what is held, so that a long line is copied a few times only. */
  private reserve(bytes: number): void {
    if (bytes <= this.buffer.length) return;
    const longer = new Uint8Array(Math.max(bytes, Math.min(2 * this.buffer.length, this.longestLine)));
    longer.set(this.buffer.subarray(0, this.held));
    this.buffer = longer;
  }
}
