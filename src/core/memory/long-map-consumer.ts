import { LONG_JOIN_INITIAL_ROWS_BYTES, LONG_JOIN_INITIAL_SLOTS, LONG_JOIN_RECORD_HEADER_BYTES, MAP_SLOT_BYTES } from './operators';
import { MemoryConsumer, Steps, TaskMemory } from './task-memory';

/**
 * The build side of a hash join on one bigint as it grows: slots, and all rows in one array, both of which double. It cannot spill: where it
 * is short its task fails. What it takes in the end and at its peak is `longHashJoinMemory`.
 * Source: LongToUnsafeRowMap, Spark 3.5.
 */
export class LongMapConsumer implements MemoryConsumer {
  readonly name = 'hash relation';
  private readonly recordBytes: number;
  private slots = LONG_JOIN_INITIAL_SLOTS;
  private rowsBytes = LONG_JOIN_INITIAL_ROWS_BYTES;

  constructor(private readonly memory: TaskMemory, rowBytes: number) {
    this.recordBytes = rowBytes + LONG_JOIN_RECORD_HEADER_BYTES;
  }

  spill(): number {
    return 0;
  }

  /** Stores records with keys of their own; each row before its key. */
  *fill(records: number): Steps {
    yield* this.ensure(MAP_SLOT_BYTES * this.slots + this.rowsBytes, 'first array');
    for (let held = 0; held < records;) {
      while ((held + 1) * this.recordBytes > this.rowsBytes) yield* this.doubleRows();
      held++;
      if (held > this.slots / 2) yield* this.doubleSlots();
      held = Math.max(held, Math.min(records, this.slots / 2, Math.floor(this.rowsBytes / this.recordBytes)));
    }
  }

  /** Gives back all. */
  close(): void {
    this.memory.release(this, this.memory.usedBytes(this));
  }

  private *doubleRows(): Steps {
    yield* this.ensure(2 * this.rowsBytes, 'row array');
    this.memory.release(this, this.rowsBytes);
    this.rowsBytes *= 2;
  }

  private *doubleSlots(): Steps {
    yield* this.ensure(2 * MAP_SLOT_BYTES * this.slots, 'slot array');
    this.memory.release(this, MAP_SLOT_BYTES * this.slots);
    this.slots *= 2;
  }

  /** All or nothing. Source of the words: QueryExecutionErrors.cannotAcquireMemoryToBuildLongHashedRelationError, Spark 3.5. */
  private *ensure(bytes: number, what: string): Steps {
    const got = yield* this.memory.acquire({ consumer: this, bytes, what });
    if (got < bytes) yield* this.memory.fail(`Can't acquire ${bytes} bytes memory to build hash relation, got ${got} bytes`);
  }
}
