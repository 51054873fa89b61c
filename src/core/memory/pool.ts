import { ASSUMED_SPARK_VERSION, sparkAtLeast } from './spark-version';

/**
 * The unified region of one memory mode as it runs: execution and storage share it, borrow from each other and evict, tasks wait.
 * On-heap and off-heap memory are two such pools that know nothing of each other.
 * Source: UnifiedMemoryManager, ExecutionMemoryPool and StorageMemoryPool, Spark 1.6 to 4.1 (with the polling of unmanaged memory off, its default).
 */

/** The pool at start. */
export interface PoolRequest {
  /** M on the heap, `spark.memory.offHeap.size` off it. */
  readonly maxBytes: number;
  /** R: stored bytes that execution cannot evict. */
  readonly storageRegionBytes: number;
  readonly sparkVersion?: string;
}

/** Frees at least `bytes` of stored blocks to make room (for a block, or for execution) and answers how many; 0: nothing was dropped. */
export type Evict = (bytes: number, forBlock?: StoredBlock) => number;

/** A block of storage memory. */
export interface StoredBlock {
  readonly id: string;
  /** The RDD it is a partition of; blocks of one RDD never evict each other. */
  readonly rddId?: number;
}

/** Execution memory that a task has asked for. */
export interface Acquisition {
  readonly task: number;
  readonly askedBytes: number;
  /** What it got, at most what it asked for; undefined as long as the task waits. */
  readonly grantedBytes: number | undefined;
}

/** An acquisition before it is answered. */
type Pending = { -readonly [K in keyof Acquisition]: Acquisition[K] };

/** One mode's memory; storage size + execution size = max at any time. */
export class MemoryPool {
  private storageSize: number;
  private stored = 0;
  private readonly executionByTask = new Map<number, number>();
  private waiting: Pending[] = [];
  private readonly overBorrows: boolean;

  constructor(private readonly request: PoolRequest, private readonly evict: Evict) {
    this.storageSize = request.storageRegionBytes;
    // Up to 2.2 storage borrowed as much as the whole block, not what it lacked (112bd9bfc5b, 2.3.0).
    this.overBorrows = !sparkAtLeast(request.sparkVersion ?? ASSUMED_SPARK_VERSION, '2.3');
  }

  /** Size of the storage pool now. */
  get storageSizeBytes(): number { return this.storageSize; }
  /** Bytes stored, unrolling blocks included. */
  get storedBytes(): number { return this.stored; }
  /** Size of the execution pool now. */
  get executionSizeBytes(): number { return this.request.maxBytes - this.storageSize; }
  /** Bytes that tasks hold. */
  get executionBytes(): number { return [...this.executionByTask.values()].reduce((sum, bytes) => sum + bytes, 0); }
  /** Tasks that hold memory or wait for it: the N of 1/N and 1/2N. */
  get activeTasks(): number { return this.executionByTask.size; }
  /** Acquisitions that wait, the oldest first. */
  get waitingAcquisitions(): readonly Acquisition[] { return this.waiting; }

  /** What one task holds. */
  taskBytes(task: number): number {
    return this.executionByTask.get(task) ?? 0;
  }

  /**
   * Asks execution memory for a task. It gets at most its 1/N, waits while it has less than 1/2N, and may get 0.
   * A new task wakes those that wait: each share is smaller now, so one of them may have enough.
   */
  acquireExecution(task: number, bytes: number): Acquisition {
    assertAmount('acquireExecution', bytes, 1);
    if (this.waiting.some(pending => pending.task === task)) throw new Error(`acquireExecution: task ${task} waits already`);
    const isNew = !this.executionByTask.has(task);
    if (isNew) this.executionByTask.set(task, 0);
    const acquisition: Pending = { task, askedBytes: bytes, grantedBytes: undefined };
    const earlier = this.waiting;
    this.waiting = [...earlier, acquisition];
    this.settle([acquisition]);
    if (isNew) this.settle(earlier);
    return acquisition;
  }

  /** Gives back execution memory; a task that holds none counts no longer. Wakes those that wait. */
  releaseExecution(task: number, bytes: number): void {
    assertAmount('releaseExecution', bytes, 0);
    const held = this.taskBytes(task) - Math.min(bytes, this.taskBytes(task));
    if (held > 0) this.executionByTask.set(task, held);
    else this.executionByTask.delete(task);
    this.settle(this.waiting);
  }

  /** The end of a task: everything it holds, and a wait that it leaves. Answers the bytes it held. */
  releaseTask(task: number): number {
    const held = this.taskBytes(task);
    this.waiting = this.waiting.filter(pending => pending.task !== task);
    this.releaseExecution(task, held);
    return held;
  }

  /**
   * Asks memory for a block (or for one that unrolls, which is the same). Takes free execution memory, then evicts other blocks;
   * never execution. What it has borrowed stays with storage even where it does not suffice.
   */
  acquireStorage(bytes: number, block?: StoredBlock): boolean {
    assertAmount('acquireStorage', bytes, 0);
    if (bytes > this.request.maxBytes - this.executionBytes) return false;
    if (bytes > this.freeStorage) {
      this.storageSize += Math.min(this.freeExecution, this.overBorrows ? bytes : bytes - this.freeStorage);
    }
    const lacking = bytes - this.freeStorage;
    if (lacking > 0) this.evictStored(lacking, block);
    if (bytes > this.freeStorage) return false;
    this.stored += bytes;
    return true;
  }

  /** Gives back storage memory, at most what is stored. */
  releaseStorage(bytes: number): void {
    assertAmount('releaseStorage', bytes, 0);
    this.stored -= Math.min(bytes, this.stored);
  }

  private get freeStorage(): number { return this.storageSize - this.stored; }
  private get freeExecution(): number { return this.executionSizeBytes - this.executionBytes; }

  /** One round of those that woke; whoever gets something leaves the queue, and wakes nobody. */
  private settle(woken: readonly Pending[]): void {
    for (const pending of woken) pending.grantedBytes = this.tryGrant(pending.task, pending.askedBytes);
    this.waiting = this.waiting.filter(({ grantedBytes }) => grantedBytes === undefined);
  }

  /** maxPerTask = ⌊(max − min(stored, R)) / N⌋, minPerTask = ⌊execution pool / 2N⌋; undefined: wait. */
  private tryGrant(task: number, asked: number): number | undefined {
    this.growExecution(asked);
    const held = this.taskBytes(task);
    const maxPool = this.request.maxBytes - Math.min(this.stored, this.request.storageRegionBytes);
    const maxPerTask = Math.floor(maxPool / this.activeTasks);
    const minPerTask = Math.floor(this.executionSizeBytes / (2 * this.activeTasks));
    const granted = Math.min(asked, Math.max(0, maxPerTask - held), this.freeExecution);
    if (granted < asked && held + granted < minPerTask) return undefined;
    this.executionByTask.set(task, held + granted);
    return granted;
  }

  /** Execution takes what storage does not use, and evicts what storage holds beyond its region; whole blocks may free more than asked. */
  private growExecution(asked: number): void {
    const lacking = asked - this.freeExecution;
    const reclaimable = Math.max(this.freeStorage, this.storageSize - this.request.storageRegionBytes);
    if (lacking <= 0 || reclaimable <= 0) return;
    const wanted = Math.min(lacking, reclaimable);
    const unused = Math.min(wanted, this.freeStorage);
    const evicted = wanted > unused ? this.evictStored(wanted - unused) : 0;
    this.storageSize -= unused + evicted;
  }

  private evictStored(bytes: number, block?: StoredBlock): number {
    const freed = this.evict(bytes, block);
    this.stored -= freed;
    return freed;
  }
}

/** Amounts are whole bytes; anything else is a bug of the caller's. */
function assertAmount(call: string, bytes: number, least: number): void {
  if (!Number.isSafeInteger(bytes) || bytes < least) throw new Error(`${call}: not a number of bytes: ${bytes}`);
}
