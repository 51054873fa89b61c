import { MemoryPool } from './pool';
import { ASSUMED_SPARK_VERSION, sparkAtLeast } from './spark-version';

/**
 * The memory of one task: its consumers ask it, it asks the pool, and where that grants too little it lets consumers of the task write to disk.
 * Source: TaskMemoryManager.acquireExecutionMemory, Spark 1.6.3, 2.0.0, 2.2, 2.4.5, 3.5 and 4.1.
 */

/** What a task has just done; after each step another task may run. A task that waits or has failed does nothing. */
export type Step = 'moved' | 'waits' | 'failed';
/** A task, or a part of one, step by step; in the end it answers. */
export type Steps<T = void> = Generator<Step, T, void>;

/** A sorter or a map: whatever holds execution memory. */
export interface MemoryConsumer {
  readonly name: string;
  /** Writes to disk for `trigger` what it can; answers the bytes that it has given back. It may not ask for memory meanwhile. */
  spill(trigger: MemoryConsumer): number;
}

/** One question of a consumer. */
export interface MemoryRequest {
  readonly consumer: MemoryConsumer;
  readonly bytes: number;
  /** What the memory is for: a page, an array. */
  readonly what: string;
}

/** Who looks on. */
export interface TaskWatch {
  granted?(task: number, request: MemoryRequest, grantedBytes: number): void;
  waits?(task: number, request: MemoryRequest): void;
  /** `bytes` as Spark counts them in "Memory Bytes Spilled". */
  spilled?(task: number, consumer: MemoryConsumer, bytes: number): void;
  failed?(task: number, message: string): void;
}

/** Which of the consumers that hold memory is asked to spill, and whether it is asked again once it has freed something. */
interface SpillRule {
  readonly since: string;
  readonly choose: (candidates: readonly Candidate[], lackingBytes: number) => Candidate;
  readonly asksAgain: boolean;
}

/** A consumer with what it held when the question came; the one that asks counts as 0, so it comes last. */
interface Candidate {
  readonly consumer: MemoryConsumer;
  readonly bytes: number;
}

/** By size from SPARK-19244; up to 2.1 in the order of a hash set, which is anything: here the first that asked. Newest first. */
const SPILL_RULES: readonly SpillRule[] = [
  { since: '2.4', choose: smallestThatSuffices, asksAgain: true },
  { since: '2.2', choose: smallestThatSuffices, asksAgain: false },
  { since: '1.6', choose: ([first]) => first, asksAgain: false },
];

/** The smallest consumer that holds what is lacking, else the largest; of equals the last that asked first. */
function smallestThatSuffices(candidates: readonly Candidate[], lackingBytes: number): Candidate {
  const enough = candidates.filter(({ bytes }) => bytes >= lackingBytes);
  if (enough.length) return enough.reduce((best, one) => one.bytes <= best.bytes ? one : best);
  return candidates.reduce((best, one) => one.bytes >= best.bytes ? one : best);
}

/** One task over a pool. */
export class TaskMemory {
  /** What each consumer holds; a Map keeps the order in which they asked first. */
  private readonly used = new Map<MemoryConsumer, number>();
  private readonly rule: SpillRule;

  constructor(
    private readonly pool: MemoryPool, readonly task: number, private readonly watch: TaskWatch = {}, sparkVersion = ASSUMED_SPARK_VERSION,
  ) {
    this.rule = SPILL_RULES.find(({ since }) => sparkAtLeast(sparkVersion, since)) ?? SPILL_RULES[SPILL_RULES.length - 1];
  }

  /** What all consumers hold. */
  get heldBytes(): number {
    return [...this.used.values()].reduce((sum, bytes) => sum + bytes, 0);
  }

  usedBytes(consumer: MemoryConsumer): number {
    return this.used.get(consumer) ?? 0;
  }

  /** Asks for memory; answers how much there is, which may be less, or none. It may wait, and consumers of this task may spill for it. */
  *acquire(request: MemoryRequest): Steps<number> {
    const { consumer, bytes } = request;
    let got = yield* this.askPool(request, bytes);
    const candidates = got < bytes ? this.candidatesFor(consumer) : [];
    while (got < bytes && candidates.length) {
      const chosen = this.rule.choose(candidates, bytes - got);
      const released = chosen.consumer.spill(consumer);
      if (released > 0) got += yield* this.askPool(request, bytes - got);
      if (released === 0 || !this.rule.asksAgain) candidates.splice(candidates.indexOf(chosen), 1);
    }
    this.used.set(consumer, this.usedBytes(consumer) + got);
    this.watch.granted?.(this.task, request, got);
    yield 'moved';
    return got;
  }

  /** Gives memory back. */
  release(consumer: MemoryConsumer, bytes: number): void {
    if (bytes > this.usedBytes(consumer)) throw new Error(`release: ${consumer.name} holds ${this.usedBytes(consumer)} bytes, not ${bytes}`);
    this.used.set(consumer, this.usedBytes(consumer) - bytes);
    this.pool.releaseExecution(this.task, bytes);
  }

  /** A consumer has written to disk; `bytes` are what Spark counts of it. */
  spilled(consumer: MemoryConsumer, bytes: number): void {
    this.watch.spilled?.(this.task, consumer, bytes);
  }

  /** The task fails with Spark's message, and does nothing any more. */
  *fail(message: string): Steps<never> {
    this.watch.failed?.(this.task, message);
    for (;;) yield 'failed';
  }

  /** The end of the task: everything it holds, and a wait that it leaves. */
  end(): number {
    this.used.clear();
    return this.pool.releaseTask(this.task);
  }

  private *askPool(request: MemoryRequest, bytes: number): Steps<number> {
    const acquisition = this.pool.acquireExecution(this.task, bytes);
    if (acquisition.grantedBytes === undefined) this.watch.waits?.(this.task, request);
    while (acquisition.grantedBytes === undefined) yield 'waits';
    return acquisition.grantedBytes;
  }

  /** Consumers that hold memory, the one that asks last. */
  private candidatesFor(trigger: MemoryConsumer): Candidate[] {
    const others = [...this.used].filter(([consumer, bytes]) => consumer !== trigger && bytes > 0).map(([consumer, bytes]) => ({ consumer, bytes }));
    return [...others, { consumer: trigger, bytes: 0 }];
  }
}
