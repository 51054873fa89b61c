import { Fields, integerOf, objectOf, own, textOf } from './json-read';
import { isObject } from '../../core/problems/json-value';

const CACHED = /^rdd_(\d+)_\d+$/;
/** So many blocks are followed at a time. */
const MOST_BLOCKS = 2 ** 20;

/** Blocks of cached data as executors tell of them, where `spark.eventLog.logBlockUpdates.enabled` is on. */
export class Cache {
  /** Most bytes in memory at one time; undefined where the log has no block updates of a cache. */
  public mostBytes: number | undefined;
  /** Spark's name of the level at which the last block in memory was asked to be kept. */
  public storageLevel: string | undefined;
  /** Whether a stage says that its data is kept in memory. */
  public isUsed = false;
  private now = 0;
  private readonly blocks = new Map<string, number>();
  /** RDD to the level that was asked for: a block tells of the one it has, which is of memory alone until it falls to disk. */
  private readonly asked = new Map<number, string>();

  /** The RDDs of a stage, of which one at least is kept. */
  public rddsSeen(rdds: unknown): void {
    for (const rdd of Array.isArray(rdds) ? rdds as unknown[] : []) {
      if (!isObject(rdd)) continue;
      const [id, level] = [integerOf(rdd, 'RDD ID'), levelName(objectOf(rdd, 'Storage Level'))];
      if (id !== undefined && level !== undefined && this.asked.size < MOST_BLOCKS) this.asked.set(id, level);
    }
  }

  public updated(event: Fields): void {
    const info = objectOf(event, 'Block Updated Info');
    const block = textOf(info, 'Block ID') ?? '';
    const bytes = integerOf(info, 'Memory Size') ?? -1;
    const rdd = CACHED.exec(block)?.[1];
    if (rdd === undefined || bytes < 0) return;
    this.hold(`${textOf(objectOf(info, 'Block Manager ID'), 'Executor ID') ?? ''} ${block}`, bytes);
    if (bytes > 0) this.storageLevel = this.asked.get(Number(rdd)) ?? levelName(objectOf(info, 'Storage Level'));
  }

  private hold(key: string, bytes: number): void {
    if (!this.blocks.has(key) && this.blocks.size >= MOST_BLOCKS) return;
    this.now += bytes - (this.blocks.get(key) ?? 0);
    if (bytes > 0) this.blocks.set(key, bytes);
    else this.blocks.delete(key);
    this.mostBytes = Math.max(this.mostBytes ?? 0, this.now);
  }

  /** Blocks of an executor that is gone. */
  public executorRemoved(event: Fields): void {
    const prefix = `${textOf(event, 'Executor ID') ?? ''} `;
    for (const [key, bytes] of this.blocks) {
      if (!key.startsWith(prefix)) continue;
      this.blocks.delete(key);
      this.now -= bytes;
    }
  }
}

/** Source: StorageLevel of Spark 3.5; an object of several replicas has its name with their number. */
function levelName(level: Fields): string | undefined {
  const [disk, memory, deserialized] = ['Use Disk', 'Use Memory', 'Deserialized'].map(name => own(level, name) === true);
  if (!memory) return undefined;
  const replication = integerOf(level, 'Replication') ?? 1;
  const place = disk ? 'MEMORY_AND_DISK' : 'MEMORY_ONLY';
  return `${place}${deserialized ? '' : '_SER'}${replication === 2 ? '_2' : ''}`;
}
