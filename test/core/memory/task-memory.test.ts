import { MemoryPool } from '../../../src/core/memory/pool';
import { MemoryConsumer, Step, Steps, TaskMemory, TaskWatch } from '../../../src/core/memory/task-memory';

const LIMIT = 1000;

/** A consumer that spills all it holds, or nothing; `asked` keeps who was asked to spill. */
function consumerOf(memory: TaskMemory, name: string, asked: string[], canSpill = true): MemoryConsumer {
  const consumer: MemoryConsumer = {
    name,
    spill: () => {
      asked.push(name);
      const held = canSpill ? memory.usedBytes(consumer) : 0;
      if (held > 0) memory.release(consumer, held);
      return held;
    },
  };
  return consumer;
}

/** Runs to the end, or until it waits or has failed; answers the last step, or what came out. */
function run<T>(steps: Steps<T>): Step | { readonly answer: T } {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return { answer: value };
    if (value !== 'moved') return value;
  }
}

/** A task of 1000 bytes with three consumers that hold 500, 200 and 300, of which none is left. */
function fullTask(sparkVersion?: string, spilling = { a: true, b: true, c: true }) {
  const pool = new MemoryPool({ maxBytes: LIMIT, storageRegionBytes: 0 }, () => 0);
  const memory = new TaskMemory(pool, 1, {}, sparkVersion);
  const asked: string[] = [];
  const [a, b, c] = (['a', 'b', 'c'] as const).map(name => consumerOf(memory, name, asked, spilling[name]));
  const take = (consumer: MemoryConsumer, bytes: number) => run(memory.acquire({ consumer, bytes, what: 'page' }));
  take(a, 500);
  take(b, 200);
  take(c, 300);
  return { pool, memory, asked, consumers: { a, b, c }, take };
}

describe('TaskMemory.acquire', () => {
  test('answers what the pool grants, which may be less', () => {
    const pool = new MemoryPool({ maxBytes: LIMIT, storageRegionBytes: 0 }, () => 0);
    const memory = new TaskMemory(pool, 1);
    const only = consumerOf(memory, 'only', [], false);
    expect(run(memory.acquire({ consumer: only, bytes: 600, what: 'page' }))).toEqual({ answer: 600 });
    expect(run(memory.acquire({ consumer: only, bytes: 600, what: 'page' }))).toEqual({ answer: 400 });
    expect([memory.usedBytes(only), memory.heldBytes, pool.executionBytes]).toEqual([1000, 1000, 1000]);
  });

  // 250 are lacking: c with 300 suffices, and is smaller than a
  test('lets the smallest consumer spill that holds what is lacking', () => {
    const { asked, take, consumers, memory } = fullTask();
    const newcomer = consumerOf(memory, 'newcomer', asked);
    expect(take(newcomer, 250)).toEqual({ answer: 250 });
    expect(asked).toEqual(['c']);
    expect([memory.usedBytes(consumers.c), memory.heldBytes]).toEqual([0, 950]);
  });

  // 700 are lacking: nobody holds as much, so first the largest; 200 more: b suffices
  test('else the largest, and then the smallest that holds the rest', () => {
    const { asked, take, memory } = fullTask();
    expect(take(consumerOf(memory, 'newcomer', asked), 700)).toEqual({ answer: 700 });
    expect(asked).toEqual(['a', 'b']);
  });

  test('lets the one that asks spill last', () => {
    const { asked, take, consumers } = fullTask();
    expect(take(consumers.a, 600)).toEqual({ answer: 600 });
    expect(asked).toEqual(['c', 'c', 'b', 'b', 'a']);
  });

  test('answers less where nobody can spill', () => {
    const { asked, take, consumers } = fullTask(undefined, { a: false, b: false, c: false });
    expect(take(consumers.a, 100)).toEqual({ answer: 0 });
    expect(asked).toEqual(['b', 'c', 'a']);
  });

  test.each([
    ['1.6.3', ['a', 'b', 'c']], // of a hash set; here that of the first question
    ['2.1.0', ['a', 'b', 'c']],
    ['2.2.0', ['a', 'c', 'b']], // by size, each once
    ['2.4.5', ['a', 'a', 'c', 'b']], // 400 are lacking after the first, who has freed something and is asked again, in vain
    ['4.0.0', ['a', 'a', 'c', 'b']],
  ])('of Spark %s asks in the order of that version', (version, order) => {
    const { asked, take, memory } = fullTask(version);
    expect(take(consumerOf(memory, 'newcomer', asked), 900)).toEqual({ answer: 900 });
    expect(asked).toEqual(order);
  });

  // b with 200 suffices for 150, and comes second in the order of 2.1
  test.each([['2.1.0', ['a']], ['2.2.0', ['b']]])('of Spark %s spills for a small question %s', (version, order) => {
    const { asked, take, memory } = fullTask(version);
    take(consumerOf(memory, 'newcomer', asked), 150);
    expect(asked).toEqual(order);
  });

  test('waits for its part, and goes on with it', () => {
    const pool = new MemoryPool({ maxBytes: LIMIT, storageRegionBytes: 0 }, () => 0);
    pool.acquireExecution(9, 1000);
    const seen: string[] = [];
    const watch: TaskWatch = { waits: (task, { bytes }) => { seen.push(`${task} waits for ${bytes}`); }, granted: (task, _, bytes) => { seen.push(`${task} gets ${bytes}`); } };
    const memory = new TaskMemory(pool, 1, watch);
    const steps = memory.acquire({ consumer: consumerOf(memory, 'only', []), bytes: 400, what: 'page' });
    expect([steps.next().value, steps.next().value]).toEqual(['waits', 'waits']);
    pool.releaseExecution(9, 500);
    expect(run(steps)).toEqual({ answer: 400 });
    expect(seen).toEqual(['1 waits for 400', '1 gets 400']);
  });
});

describe('TaskMemory', () => {
  test('gives all back at its end', () => {
    const { pool, memory } = fullTask();
    expect(memory.end()).toBe(1000);
    expect([memory.heldBytes, pool.executionBytes, pool.activeTasks]).toEqual([0, 0, 0]);
  });

  test('fails with a message, and does nothing any more', () => {
    const seen: string[] = [];
    const memory = new TaskMemory(new MemoryPool({ maxBytes: 1, storageRegionBytes: 0 }, () => 0), 7, { failed: (task, message) => { seen.push(`${task}: ${message}`); } });
    const steps = memory.fail('no memory');
    expect([steps.next(), steps.next()]).toEqual([{ done: false, value: 'failed' }, { done: false, value: 'failed' }]);
    expect(seen).toEqual(['7: no memory']);
  });

  test('fails on a release of more than is held: a bug of ours', () => {
    const { memory, consumers } = fullTask();
    expect(() => memory.release(consumers.b, 201)).toThrow('release: b holds 200 bytes, not 201');
  });
});
