const BITS = 8;
const INITIAL_BYTES = 16;
const NO_BITS = new Uint8Array(0);
/** Bits of a whole number that is not negative. */
const LOW_IDS = 31;
/** Ids beyond these are kept one by one, so that what is held grows with how many there are, not with how large they are. */
const MOST_DENSE = 2 ** 27;
const DENSE_PER_ID = 64;
const DENSE_AT_ONCE = 4096;

/** A set of ids that mostly count up from 0: a bit each. */
export class IdSet {
  public size = 0;
  /** Ids below 31: sets of one or a few ids are very many, and have no more than this. */
  private low = 0;
  private bits = NO_BITS;
  private others: Set<number> | undefined = undefined;

  /** Adds an id; answers whether it is new. */
  public add(id: number): boolean {
    const isNew = id >= 0 && id < LOW_IDS ? this.addLow(1 << id) : this.addHigh(id);
    if (isNew) this.size++;
    return isNew;
  }

  private addLow(bit: number): boolean {
    const isNew = (this.low & bit) === 0;
    this.low |= bit;
    return isNew;
  }

  private addHigh(id: number): boolean {
    const isDense = id >= 0 && id < Math.min(MOST_DENSE, DENSE_AT_ONCE + DENSE_PER_ID * this.size);
    return isDense || this.holds(id) ? this.addBit(id) : this.addOther(id);
  }

  /** Whether there is a bit for the id. */
  private holds(id: number): boolean {
    return id >= 0 && id < this.bits.length * BITS;
  }

  private addBit(id: number): boolean {
    const [byte, bit] = [id >> 3, 1 << (id & 7)];
    if (byte >= this.bits.length) this.grow(byte);
    if (this.others?.has(id) || (this.bits[byte] & bit) !== 0) return false;
    this.bits[byte] |= bit;
    return true;
  }

  private grow(byte: number): void {
    const longer = new Uint8Array(Math.max(INITIAL_BYTES, 2 * this.bits.length, byte + 1));
    longer.set(this.bits);
    this.bits = longer;
  }

  private addOther(id: number): boolean {
    this.others ??= new Set();
    if (this.others.has(id)) return false;
    this.others.add(id);
    return true;
  }
}

