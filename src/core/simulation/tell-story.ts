import { StoredAtStart, Story, StoryStage } from './story';
import { NOTHING_HAPPENED, plusTally, StoryRecorder, Tally, verdictOf } from './story-recorder';
import { StageWork, stageWorks } from './story-stages';
import { fillStore } from './story-storage';
import { BlockStore } from '../memory/block-store';
import { ExecutorJvm, leastHeapMiB, Pools, taskBytes } from '../memory/ledger';
import { MemoryPool } from '../memory/pool';
import { Step, Steps, TaskMemory, TaskWatch } from '../memory/task-memory';
import { storedBlocks, taskNeed } from '../planning/memory-fit';
import { Demand } from '../workload/demand';

/**
 * What happens to one executor under a workload.
 *
 * Of all orders that Spark allows, the one that is worst for the tasks: every slot runs a task as large as the largest of its stage, all take one
 * step with their memory in turn, and so all stand at their peak in the same round. Cache and broadcasts were stored before. If any order
 * makes a task spill, fail or evict what must stay, this one does; the closed rule of `ledger.ts` says when (test/core/simulation).
 */

/** An executor and what it is to do. */
export interface StoryRequest {
  readonly jvm: ExecutorJvm;
  readonly pools: Pools;
  readonly sparkVersion?: string;
  /** As it was stated: no growth, nothing assumed for safety. */
  readonly demand: Demand;
  readonly partitions: number;
  /** Executors that share the cache. */
  readonly executors: number;
}

/** A story that repeats itself is broken off after so many steps of tasks. */
const MOST_STEPS = 100_000;

/** Plays a workload against one executor. */
export function tellStory(request: StoryRequest): Story {
  const { jvm, pools, demand, partitions, executors } = request;
  const need = taskNeed(demand, { measured: true, hotMaySpill: false });
  const blocks = storedBlocks(demand, executors);
  const teller = new StoryTeller(request);
  const stored = teller.fillStore();
  const stages = stageWorks(need, partitions, pools.pageBytes).map((work, index) => teller.play(work, index + 1));
  return {
    verdict: verdictOf(teller.total),
    ...teller.total,
    neededHeapMiB: leastHeapMiB(jvm, blocks, pageBytes => need.reduceBytes(partitions, pageBytes)) ?? null,
    complete: teller.complete,
    executor: { ...pools, slots: jvm.slots, offHeapBytes: jvm.offHeapBytes, taskBytes: Math.max(0, taskBytes(pools, jvm, blocks)) },
    stored,
    stages,
    events: teller.recorder.events,
  };
}

interface RunningTask {
  readonly memory: TaskMemory;
  readonly steps: Steps;
}

/** One executor, whose stages run one after the other. */
class StoryTeller {
  readonly recorder = new StoryRecorder();
  total: Tally = NOTHING_HAPPENED;
  complete = true;
  private readonly store: BlockStore;
  /** Of the mode that Tungsten works in. */
  private readonly execution: MemoryPool;
  private steps = 0;
  private droppedBlocks = 0;

  constructor(private readonly request: StoryRequest) {
    const { jvm: { offHeapBytes, storageFraction }, pools, sparkVersion } = request;
    this.store = new BlockStore({ maxBytes: pools.poolBytes, storageRegionBytes: pools.storageRegionBytes, sparkVersion });
    const offHeap = { maxBytes: offHeapBytes, storageRegionBytes: Math.floor(offHeapBytes * storageFraction), sparkVersion };
    this.execution = offHeapBytes > 0 ? new BlockStore(offHeap).pool : this.store.pool;
  }

  fillStore(): StoredAtStart {
    const { demand, executors, pools } = this.request;
    const stored = fillStore(this.store, pools, { ...demand, cacheBytes: Math.ceil(demand.cacheBytes / executors) }, this.recorder);
    this.recorder.endRound();
    this.total = this.recorder.tally;
    return stored;
  }

  /** One task on every slot, to their ends. */
  play({ steps, ...work }: StageWork, stage: number): StoryStage {
    this.recorder.beginStage(stage);
    let running = Array.from({ length: this.request.jvm.slots }, (_, index) => this.start(index + 1, steps));
    while (running.length && this.steps < MOST_STEPS) {
      const took = running.map(task => this.step(task));
      if (took.every(step => step === 'waits')) throw new Error('play: every task waits');
      this.recorder.endRound();
      running = running.filter((_, index) => took[index] !== 'ended' && took[index] !== 'failed');
    }
    if (running.length) this.complete = false;
    running.forEach(({ memory }) => memory.end());
    const { tally } = this.recorder;
    this.total = plusTally(this.total, tally);
    const { spilledBytes, evictedBytes, failedTasks } = tally;
    return { stage, ...work, verdict: verdictOf(tally), spilledBytes, evictedBytes, failedTasks };
  }

  private start(task: number, steps: StageWork['steps']): RunningTask {
    const memory: TaskMemory = new TaskMemory(this.execution, task, this.watch(() => memory.heldBytes), this.request.sparkVersion);
    return { memory, steps: steps(memory) };
  }

  private step({ memory, steps }: RunningTask): Step | 'ended' {
    this.steps++;
    const { done, value } = steps.next();
    if (done) this.recorder.note({ kind: 'ends' }, memory.task);
    if (done || value === 'failed') memory.end();
    return done ? 'ended' : value;
  }

  private watch(heldBytes: () => number): TaskWatch {
    const { recorder } = this;
    return {
      granted: (task, { consumer, bytes, what }, grantedBytes) => {
        this.noteEvictions(task);
        recorder.note({ kind: 'takes', who: consumer.name, what, askedBytes: bytes, grantedBytes }, task, heldBytes());
      },
      waits: (task, { consumer, bytes, what }) => recorder.note({ kind: 'waits', who: consumer.name, what, askedBytes: bytes }, task, heldBytes()),
      spilled: (task, consumer, bytes) => {
        this.noteEvictions(task);
        recorder.note({ kind: 'spills', who: consumer.name, bytes }, task, heldBytes());
      },
      failed: (task, message) => {
        this.noteEvictions(task);
        recorder.note({ kind: 'fails', message }, task, heldBytes());
      },
    };
  }

  /** Blocks that the pool has evicted since it was looked at, by where they went. */
  private noteEvictions(task: number): void {
    const dropped = this.store.dropped.slice(this.droppedBlocks);
    this.droppedBlocks = this.store.dropped.length;
    for (const to of ['nowhere', 'disk'] as const) {
      const bytes = dropped.filter(block => block.to === to).reduce((sum, block) => sum + block.bytes, 0);
      if (bytes > 0) this.recorder.note({ kind: 'evicts', bytes, to }, task);
    }
  }
}
