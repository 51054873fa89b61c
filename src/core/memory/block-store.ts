import { MIB } from '../units';
import { MemoryPool, PoolRequest, StoredBlock } from './pool';

/**
 * The blocks in memory of one mode, the least recently used first, over the pool that they take their memory from.
 * Source: MemoryStore, Spark 1.6 to 4.1 (evictBlocksToFreeSpace, putBytes, putIterator).
 */

/** A block of known size. */
export interface Block extends StoredBlock {
  readonly bytes: number;
  /** Its storage level has disk: where it is evicted, it is written there, else it is lost and computed again. */
  readonly useDisk?: boolean;
}

/** What became of a block that was dropped from memory. */
export interface DroppedBlock {
  readonly id: string;
  readonly bytes: number;
  readonly to: 'disk' | 'nowhere';
}

/** A block that a task unrolls: its size as it stands whenever Spark looks (every 16 elements), and in the end. */
export interface UnrollRequest extends StoredBlock {
  /** Left out: task 0. */
  readonly task?: number;
  readonly estimatedBytes: readonly number[];
  readonly finalBytes: number;
  readonly useDisk?: boolean;
}

/** How an unroll ended. */
export interface Unrolled {
  readonly stored: boolean;
  /** Where it is not stored: what the task holds on to until it has consumed the block. Give it back with `releaseUnroll`. */
  readonly unrollBytes: number;
}

/** `spark.storage.unrollMemoryThreshold` and the growth factor of MemoryStore.putIterator. */
const FIRST_UNROLL_BYTES = MIB;
const UNROLL_GROWTH_FACTOR = 1.5;

/** Blocks by age, over one pool. */
export class BlockStore {
  readonly pool: MemoryPool;
  /** Everything evicted so far, in order. */
  readonly dropped: DroppedBlock[] = [];
  /** A Map keeps the order of insertion: a block that is used goes out and in again. */
  private readonly blocks = new Map<string, Block>();
  private readonly readers = new Set<string>();
  private readonly unrollByTask = new Map<number, number>();

  constructor(request: PoolRequest) {
    this.pool = new MemoryPool(request, (bytes, block) => this.evict(bytes, block));
  }

  /** Blocks in memory, the least recently used first. */
  get ids(): readonly string[] {
    return [...this.blocks.keys()];
  }

  /** Stores a block whose size is known; false where it does not fit or is there already. */
  put(block: Block): boolean {
    if (this.blocks.has(block.id) || !this.pool.acquireStorage(block.bytes, block)) return false;
    this.blocks.set(block.id, block);
    return true;
  }

  /** Reads a block, which makes it the most recently used; false where it is not in memory. */
  get(id: string): boolean {
    const block = this.blocks.get(id);
    if (!block) return false;
    this.blocks.delete(id);
    this.blocks.set(id, block);
    return true;
  }

  /** Marks a block as being read: it cannot be evicted until {@link endRead}. */
  beginRead(id: string): void {
    if (this.get(id)) this.readers.add(id);
  }

  /** Ends a read. */
  endRead(id: string): void {
    this.readers.delete(id);
  }

  /** Takes a block out of memory: unpersist. */
  remove(id: string): void {
    this.pool.releaseStorage(this.blocks.get(id)?.bytes ?? 0);
    this.blocks.delete(id);
  }

  /** Stores a block while it is computed: 1 MiB first, then 1.5 times its size whenever it has outgrown what it holds. */
  unroll({ estimatedBytes, finalBytes, task = 0, ...block }: UnrollRequest): Unrolled {
    const { bytes, suffices } = this.reserveUnroll(block, estimatedBytes, finalBytes);
    if (!suffices) {
      this.unrollByTask.set(task, this.unrollBytes(task) + bytes);
      return { stored: false, unrollBytes: bytes };
    }
    this.pool.releaseStorage(bytes);
    if (!this.put({ ...block, bytes: finalBytes })) throw new Error(`unroll: ${block.id} is stored already`);
    return { stored: true, unrollBytes: 0 };
  }

  /** What a task holds of blocks that it could not store. */
  unrollBytes(task: number): number {
    return this.unrollByTask.get(task) ?? 0;
  }

  /** A task has consumed what it had unrolled, or ends: gives back so many bytes at most. Source: MemoryStore.releaseUnrollMemoryForThisTask. */
  releaseUnroll(task: number, bytes = Infinity): void {
    const held = this.unrollBytes(task);
    const released = Math.min(bytes, held);
    if (released === held) this.unrollByTask.delete(task);
    else this.unrollByTask.set(task, held - released);
    this.pool.releaseStorage(released);
  }

  /** Reserves memory step by step; request = ⌊size · 1.5 − threshold⌋. */
  private reserveUnroll(block: StoredBlock, estimatedBytes: readonly number[], finalBytes: number): { bytes: number; suffices: boolean } {
    let threshold = FIRST_UNROLL_BYTES;
    if (!this.pool.acquireStorage(threshold, block)) return { bytes: 0, suffices: false };
    for (const size of estimatedBytes) {
      if (size < threshold) continue;
      const request = Math.trunc(size * UNROLL_GROWTH_FACTOR - threshold);
      if (!this.pool.acquireStorage(request, block)) return { bytes: threshold, suffices: false };
      threshold += request;
    }
    const lacking = Math.max(0, finalBytes - threshold);
    if (lacking > 0 && !this.pool.acquireStorage(lacking, block)) return { bytes: threshold, suffices: false };
    return { bytes: threshold + lacking, suffices: true };
  }

  /** All or nothing: the oldest blocks that nobody reads and that are not of the same RDD, until they free enough. */
  private evict(bytes: number, forBlock?: StoredBlock): number {
    const chosen: Block[] = [];
    let freed = 0;
    for (const block of this.blocks.values()) {
      if (freed >= bytes) break;
      if (this.readers.has(block.id) || sameRdd(block, forBlock)) continue;
      chosen.push(block);
      freed += block.bytes;
    }
    if (freed < bytes) return 0;
    chosen.forEach(block => this.drop(block));
    return freed;
  }

  private drop({ id, bytes, useDisk }: Block): void {
    this.blocks.delete(id);
    this.dropped.push({ id, bytes, to: useDisk ? 'disk' : 'nowhere' });
  }
}

function sameRdd(block: StoredBlock, other?: StoredBlock): boolean {
  return other?.rddId !== undefined && block.rddId === other.rddId;
}
