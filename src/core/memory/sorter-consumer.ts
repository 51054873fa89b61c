import { SORTER_INITIAL_ARRAY_BYTES, SORTER_RECORD_HEADER_BYTES } from './operators';
import { MemoryConsumer, Steps, TaskMemory } from './task-memory';

/**
 * A sorter as it grows: pages of records and an array of pointers that doubles. What it takes in the end and at its peak is `sorterMemory`.
 * Source: UnsafeExternalSorter and UnsafeInMemorySorter, Spark 3.5; ShuffleExternalSorter grows and spills alike.
 */

/** What a sorter is made for. */
export interface SorterShape {
  readonly name: string;
  readonly rowBytes: number;
  /** Of its array, for one record. */
  readonly pointerBytes: number;
  readonly pageBytes: number;
}

export class SorterConsumer implements MemoryConsumer {
  readonly name: string;
  private readonly recordBytes: number;
  private records = 0;
  private arrayBytes = 0;
  private pagesBytes = 0;
  private lastPageBytes = 0;
  /** Records that the last page still takes. */
  private room = 0;
  private reading = false;
  private pageInUseBytes = 0;

  constructor(private readonly memory: TaskMemory, private readonly shape: SorterShape) {
    this.name = shape.name;
    this.recordBytes = shape.rowBytes + SORTER_RECORD_HEADER_BYTES;
  }

  /** The first array: a sorter has it before its first record. */
  *open(): Steps {
    const bytes = SORTER_INITIAL_ARRAY_BYTES;
    const got = yield* this.memory.acquire({ consumer: this, bytes, what: 'array' });
    if (got < bytes) yield* this.memory.fail(unableToAcquire(bytes, got));
    this.arrayBytes = bytes;
  }

  /** Takes records; spills and begins anew as often as memory is short. */
  *insert(count: number): Steps {
    for (let left = count; left > 0;) {
      yield* this.growArray();
      if (this.room === 0) yield* this.addPage();
      yield* this.growArray(); // a page for which the sorter has spilled costs it its array
      const taken = Math.min(left, this.room, this.arrayRecords - this.records);
      this.records += taken;
      this.room -= taken;
      left -= taken;
    }
  }

  /** From now on it is being read: other consumers of the task may make it spill, all but the page in use. None is before the first record is read. */
  read(started = true): void {
    this.reading = true;
    this.pageInUseBytes = started ? this.lastPageBytes : 0;
  }

  /** Gives back all. */
  close(): void {
    this.memory.release(this, this.memory.usedBytes(this));
    this.empty();
  }

  /** While it grows it spills only for itself, all but its memory of what it has spilled; while it is read, all but the page in use. */
  spill(trigger: MemoryConsumer): number {
    if (trigger !== this) return this.reading ? this.spillUnread() : 0;
    if (this.records === 0) return 0;
    const spilledBytes = this.pagesBytes; // the array is given back too, and not counted
    this.memory.release(this, this.pagesBytes + this.arrayBytes);
    this.empty();
    this.memory.spilled(this, spilledBytes);
    return spilledBytes;
  }

  private spillUnread(): number {
    if (this.arrayBytes === 0) return 0;
    const freedBytes = this.pagesBytes - this.pageInUseBytes + this.arrayBytes;
    this.memory.release(this, freedBytes);
    this.pagesBytes = this.pageInUseBytes;
    this.arrayBytes = 0;
    this.memory.spilled(this, freedBytes);
    return freedBytes;
  }

  private get arrayRecords(): number {
    return Math.floor(this.arrayBytes / this.shape.pointerBytes);
  }

  private *growArray(): Steps {
    if (this.records < this.arrayRecords) return;
    if (this.arrayBytes === 0) return yield* this.open();
    const bytes = 2 * this.arrayBytes;
    const got = yield* this.memory.acquire({ consumer: this, bytes, what: 'array' });
    if (this.records === 0) { // it has spilled for the array, so a small one does
      this.memory.release(this, got);
      return yield* this.open();
    }
    if (got < bytes) yield* this.memory.fail(unableToAcquire(bytes, got));
    this.memory.release(this, this.arrayBytes);
    this.arrayBytes = bytes;
  }

  private *addPage(): Steps {
    const bytes = Math.max(this.shape.pageBytes, this.recordBytes);
    const got = yield* this.memory.acquire({ consumer: this, bytes, what: 'page' });
    if (got < this.recordBytes) yield* this.memory.fail(unableToAcquire(bytes, got));
    this.pagesBytes += got;
    this.lastPageBytes = got;
    this.room = Math.floor(got / this.recordBytes);
  }

  private empty(): void {
    this.records = this.arrayBytes = this.pagesBytes = this.lastPageBytes = this.room = 0;
    this.reading = false;
  }
}

/** Source: MemoryConsumer.throwOom; with its error class UNABLE_TO_ACQUIRE_MEMORY from Spark 3.0 on, in the same words. */
export function unableToAcquire(askedBytes: number, gotBytes: number): string {
  return `Unable to acquire ${askedBytes} bytes of memory, got ${gotBytes}`;
}
