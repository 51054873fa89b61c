import { Container } from './container';
import { MemoryManager } from './explain-request';
import { Collector, JvmHeap } from './jvm-heap';
import { TaskShare } from './page';
import { StaticMemory } from './static';
import { OffHeapMemory, UnifiedMemory } from './unified';
import { WorkerSize } from '../catalog/workers';

/** The memory of one executor or driver, region by region: `sized-emr/explain/1`. */
export interface Explanation {
  readonly schema: 'sized-emr/explain/1';
  readonly sparkVersion: string;
  readonly manager: MemoryManager;
  readonly jvm: ExplainedJvm;
  /** By the manager: reserved, user, unified (storage and execution); or storage, shuffle, unroll. */
  readonly onHeap: UnifiedRegions | StaticMemory;
  readonly offHeap: OffHeapMemory;
  readonly pageBytes: number;
  readonly perTask: TaskShare;
  readonly container: ExplainedContainer;
  readonly ui: ExplainedUi;
  readonly notes: readonly string[];
}

/** The regions on the heap under the unified manager. */
export type UnifiedRegions = Omit<UnifiedMemory, 'offHeap'>;

/** The JVM: reserved - unusable = max memory. */
export interface ExplainedJvm extends JvmHeap {
  readonly collector: Collector;
  readonly java: number;
}

/** The container asked for, and what stands for it. */
export interface ExplainedContainer extends Container {
  /** After YARN's rounding; of EMR Serverless the memory of the worker. */
  readonly grantedMiB: number;
  /** EMR Serverless: the least worker that holds it. */
  readonly worker?: WorkerSize;
}

/** What Spark itself prints. */
export interface ExplainedUi {
  /** "Storage Memory" of the Executors page, after the slash. */
  readonly storageMemory: string;
  /** "MemoryStore started with capacity" of the log. */
  readonly logCapacity: string;
}
