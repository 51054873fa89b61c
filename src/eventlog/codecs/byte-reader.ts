const EMPTY = new Uint8Array(0);

/** Bytes as they come. */
export type Bytes = AsyncIterable<Uint8Array>;

/** Takes bytes that come in pieces by number. */
export class ByteReader {
  private held: Uint8Array = EMPTY;
  private readonly pieces: AsyncIterator<Uint8Array>;

  public constructor(source: Bytes) {
    this.pieces = source[Symbol.asyncIterator]();
  }

  /** At most `count` bytes, fewer only where the stream ends; they stay. */
  public async peek(count: number): Promise<Uint8Array> {
    while (this.held.length < count) {
      const next = await this.pieces.next();
      if (next.done) break;
      this.held = this.held.length === 0 ? next.value : joined(this.held, next.value);
    }
    return this.held.subarray(0, count);
  }

  /** As `peek`, and they are gone. */
  public async take(count: number): Promise<Uint8Array> {
    const taken = await this.peek(count);
    this.held = this.held.subarray(taken.length);
    return taken;
  }

  /** Everything that is left. */
  public async *rest(): Bytes {
    if (this.held.length > 0) yield this.held;
    this.held = EMPTY;
    for (let next = await this.pieces.next(); !next.done; next = await this.pieces.next()) yield next.value;
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

export function littleEndian32(b: Uint8Array, at: number): number {
  return (b[at] | b[at + 1] << 8 | b[at + 2] << 16 | b[at + 3] << 24) >>> 0;
}

export function bigEndian32(b: Uint8Array, at: number): number {
  return (b[at] << 24 | b[at + 1] << 16 | b[at + 2] << 8 | b[at + 3]) >>> 0;
}

/** Copies what was written `distance` bytes before; the two may overlap, then what is written is read again. */
export function copyBack(out: Uint8Array, at: number, distance: number, length: number): void {
  if (distance >= length) {
    if (length > LOOP_LENGTH) out.copyWithin(at, at - distance, at - distance + length);
    else for (let i = at; i < at + length; i++) out[i] = out[i - distance];
    return;
  }
  for (let i = at; i < at + length; i++) out[i] = out[i - distance];
}

/** Shorter copies are quicker in a loop than by a call. */
const LOOP_LENGTH = 48;
