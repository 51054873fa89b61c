import { MAP_PAGE_HEADER_BYTES, MAP_RECORD_HEADER_BYTES, MAP_SLOT_BYTES } from './operators';
import { unableToAcquire } from './sorter-consumer';
import { MemoryConsumer, Steps, TaskMemory } from './task-memory';

/**
 * The hash map of an aggregate, or of a hash join on other keys than one bigint, as it grows: pages of records and an array of slots that doubles.
 * What it takes in the end and at its peak is in `operators.ts`; as there, what is left over at the end of full pages counts while the array
 * still doubles and not in the end, where it is some bytes a page.
 * Source: BytesToBytesMap, Spark 3.5.
 */

/** What a map is made for. */
export interface MapShape {
  readonly name: string;
  /** Key and value. */
  readonly entryBytes: number;
  readonly initialSlots: number;
  readonly pageBytes: number;
}

export class MapConsumer implements MemoryConsumer {
  readonly name: string;
  private readonly recordBytes: number;
  /** Records of a full page; 0: each takes a page of its own. */
  private readonly perPage: number;
  private slots = 0;
  private pagesBytes = 0;

  constructor(private readonly memory: TaskMemory, private readonly shape: MapShape) {
    this.name = shape.name;
    this.recordBytes = MAP_RECORD_HEADER_BYTES + shape.entryBytes;
    this.perPage = Math.floor((shape.pageBytes - MAP_PAGE_HEADER_BYTES) / this.recordBytes);
  }

  /** Array and pages. */
  get bytes(): number {
    return this.memory.usedBytes(this);
  }

  /** A map that grows has nothing to give: it is emptied by its owner, once it has refused a record. */
  spill(): number {
    return 0;
  }

  /** Gives back all. */
  clear(): void {
    this.memory.release(this, this.bytes);
    this.slots = this.pagesBytes = 0;
  }

  /** Fills the empty map with so many keys; answers how many it could take. */
  *fill(keys: number): Steps<number> {
    yield* this.firstArray();
    let held = 0;
    let room = 0;
    while (keys > this.slots / 2) {
      if (held === this.slots / 2) {
        if (!(yield* this.doubleSlots())) return held;
        continue;
      }
      if (room === 0) room = yield* this.addPage(this.recordBytes);
      if (room === 0) return held;
      const taken = Math.min(room, this.slots / 2 - held);
      held += taken;
      room -= taken;
    }
    return Math.max(held, yield* this.fillPages(keys));
  }

  /** The rest, once the array is large enough: the last page may be short. */
  private *fillPages(keys: number): Steps<number> {
    const bytes = keys * this.recordBytes;
    while (this.pagesBytes < bytes) {
      if ((yield* this.addPage(Math.min(this.recordBytes, bytes - this.pagesBytes))) === 0) return Math.floor(this.pagesBytes / this.recordBytes);
    }
    return keys;
  }

  private *firstArray(): Steps {
    const bytes = MAP_SLOT_BYTES * this.shape.initialSlots;
    const got = yield* this.memory.acquire({ consumer: this, bytes, what: 'array' });
    if (got < bytes) yield* this.memory.fail(unableToAcquire(bytes, got));
    this.slots = this.shape.initialSlots;
  }

  private *doubleSlots(): Steps<boolean> {
    const bytes = 2 * MAP_SLOT_BYTES * this.slots;
    const got = yield* this.memory.acquire({ consumer: this, bytes, what: 'array' });
    this.memory.release(this, got < bytes ? got : bytes / 2);
    if (got < bytes) return false;
    this.slots *= 2;
    return true;
  }

  /** A page of at least so many bytes; answers the records that it takes, 0 where there is none. */
  private *addPage(leastBytes: number): Steps<number> {
    const bytes = this.perPage === 0 ? this.recordBytes : this.shape.pageBytes;
    const got = yield* this.memory.acquire({ consumer: this, bytes, what: 'page' });
    if (got < leastBytes) {
      this.memory.release(this, got);
      return 0;
    }
    this.pagesBytes += got;
    return Math.max(1, got === bytes ? this.perPage : Math.floor(got / this.recordBytes));
  }
}
