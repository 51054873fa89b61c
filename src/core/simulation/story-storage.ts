import { StoredAtStart } from './story';
import { StoryRecorder } from './story-recorder';
import { LAWS } from '../catalog/laws';
import { Block, BlockStore } from '../memory/block-store';
import { Pools } from '../memory/ledger';
import { KIB, MIB } from '../units';

/** Blocks that an executor holds when its tasks start. */
export interface StoredDemand {
  readonly broadcastBytes: number;
  readonly cacheBytes: number;
  /** Whether the cache's storage level has disk. */
  readonly cacheFallsToDisk: boolean;
}

/** Spark cuts broadcasts into pieces of 4 MiB (`spark.broadcast.blockSize`); of cached partitions nothing is known. */
const BROADCAST_BLOCK_BYTES = 4 * MIB;
const CACHE_BLOCK_BYTES = 16 * MIB;
const CACHE_RDD = 1;

interface Part {
  readonly name: string;
  readonly bytes: number;
  readonly blockBytes: number;
  readonly useDisk: boolean;
  readonly rddId?: number;
}

/**
 * Stores, from the oldest: cache, broadcasts, task binaries. Cache that finds no room, or had to make it for broadcasts, is not there.
 * One block ends where the storage region does, seen from the newest: eviction then never frees more than it must, the worst for tasks.
 */
export function fillStore(store: BlockStore, pools: Pools, demand: StoredDemand, recorder: StoryRecorder): StoredAtStart {
  const taskBinariesBytes = Math.min(LAWS.taskBinariesKiB.value * KIB, pools.poolBytes);
  const room = pools.poolBytes - taskBinariesBytes;
  const broadcastAll = LAWS.broadcastReadCopies.value * Math.ceil(demand.broadcastBytes); // its pieces, and the table they make
  const broadcastBytes = Math.min(broadcastAll, room);
  const cacheBytes = Math.min(demand.cacheBytes, room - broadcastBytes);
  const parts: Part[] = [ // the newest first
    { name: 'task binaries', bytes: taskBinariesBytes, blockBytes: taskBinariesBytes, useDisk: true },
    { name: 'broadcast', bytes: broadcastBytes, blockBytes: BROADCAST_BLOCK_BYTES, useDisk: true },
    { name: 'cache', bytes: cacheBytes, blockBytes: CACHE_BLOCK_BYTES, useDisk: demand.cacheFallsToDisk, rddId: CACHE_RDD },
  ];
  for (const block of blocksOf(parts, pools.storageRegionBytes).reverse()) {
    if (!store.put(block)) throw new Error(`fillStore: no room for ${block.id}`);
  }
  noteStored(parts, recorder);
  noteLeft('broadcast', broadcastAll - broadcastBytes, true, recorder);
  noteLeft('cache', demand.cacheBytes - cacheBytes, demand.cacheFallsToDisk, recorder);
  return { taskBinariesBytes, broadcastBytes, cacheBytes };
}

/** The parts cut into blocks, with a cut at the storage region. */
function blocksOf(parts: readonly Part[], regionBytes: number): Block[] {
  const blocks: Block[] = [];
  let before = 0;
  for (const { name, bytes, blockBytes, useDisk, rddId } of parts) {
    for (let left = bytes; left > 0;) {
      const toRegion = before < regionBytes ? regionBytes - before : Infinity;
      const size = Math.min(left, blockBytes, toRegion);
      blocks.push({ id: `${name} ${blocks.length}`, bytes: size, useDisk, rddId });
      before += size;
      left -= size;
    }
  }
  return blocks;
}

function noteStored(parts: readonly Part[], recorder: StoryRecorder): void {
  for (const { name, bytes } of parts) if (bytes > 0) recorder.note({ kind: 'stores', who: name, bytes });
}

function noteLeft(who: string, bytes: number, hasDisk: boolean, recorder: StoryRecorder): void {
  if (bytes > 0) recorder.note({ kind: 'refuses', who, bytes, to: hasDisk ? 'disk' : 'nowhere' });
}
