import { nodeLogFiles } from '../../../src/cli/log-files';
import { runFacts } from '../../../src/eventlog/facts/run-facts';
import { RunFacts } from '../../../src/eventlog/observation';
import { readLog } from '../../../src/eventlog/read-log';
import { END, START, environment, executorAdded, executorRemoved, logOf, readLines, sourceOf, stageCompleted, taskEnd } from '../log-fixture';

type Line = string | Record<string, unknown>;

async function factsOf(...lines: Line[]): Promise<RunFacts> {
  const { facts, isWhole } = await readLines(...lines);
  return runFacts(facts, isWhole);
}

async function warningsOf(...lines: Line[]): Promise<readonly string[]> {
  const { facts } = await readLines(...lines);
  return facts.warnings.all().map(({ id, message }) => `${id} ${message}`);
}

const RUN = (ms: number) => ({ metrics: { 'Executor Run Time': ms } });
const READ = (remote: number, local: number) => ({ metrics: { 'Shuffle Read Metrics': { 'Remote Bytes Read': remote, 'Local Bytes Read': local, 'Remote Bytes Read To Disk': remote } } });

describe('tasks', () => {
  test('count once, by the first end of their id', async () => {
    const { totals } = await factsOf(taskEnd(1, RUN(5)), taskEnd(1, { ...RUN(70), reason: 'Resubmitted' }), taskEnd(2, { ...RUN(11), reason: 'ExceptionFailure' }));
    expect(totals).toMatchObject({ tasks: 2, failedTasks: 1, runTimeMs: 16 });
  });

  test.each([['Success', 0], ['TaskKilled', 0], ['Resubmitted', 0], ['ExceptionFailure', 1], ['FetchFailed', 1], ['ExecutorLostFailure', 1], ['a new reason', 1]])('%s: %d failed', async (reason, failed) => {
    expect((await factsOf(taskEnd(1, { reason }))).totals.failedTasks).toBe(failed);
  });

  test('without metrics add nothing but themselves', async () => {
    const { totals, peaks } = await factsOf(taskEnd(1, {}, { 'Task Metrics': null }), taskEnd(2, {}, { 'Task Metrics': undefined }));
    expect(totals).toMatchObject({ tasks: 2, runTimeMs: 0 });
    expect(peaks.taskExecutionBytes).toBeNull();
  });

  test('a figure of another type counts as 0, and that is said', async () => {
    const odd = taskEnd(3, { metrics: { 'Executor Run Time': '12', 'JVM GC Time': 1.5, 'Result Size': null, 'Memory Bytes Spilled': -4 } });
    expect((await factsOf(odd)).totals).toMatchObject({ runTimeMs: 0, gcTimeMs: 0, memoryBytesSpilled: -4 });
    expect(await warningsOf(odd)).toEqual(['SZ5105 task 3: Task Metrics.Executor Run Time, Task Metrics.JVM GC Time is no whole number and counts as 0']);
  });

  test('totals are exact beyond 32 bits', async () => {
    const { totals } = await factsOf(taskEnd(1, { metrics: { 'Input Metrics': { 'Bytes Read': 9_007_199_254_740_000 } } }), taskEnd(2, { metrics: { 'Input Metrics': { 'Bytes Read': 991 } } }));
    expect(totals.inputBytes).toBe(9_007_199_254_740_991);
  });
});

describe('broken lines', () => {
  test.each<[string, Line]>([
    ['is not JSON', '{"Event":"SparkListenerTaskEnd","Stage ID":0,'],
    ['is not JSON', '{"Event":"SparkListenerTaskEnd","Task Info":{"Task ID":1},"x":NaN}'],
    ['is not JSON', ''],
    ['is not JSON', '[1]'],
    ['has no Event', '{"event":"SparkListenerTaskEnd"}'],
    ['has no Event', '{"Event":5}'],
    ['is a TaskEnd without an integer Task ID', { 'Event': 'SparkListenerTaskEnd', 'Task Info': { 'Task ID': '1' }, 'Task Metrics': { 'Executor Run Time': 5 } }],
    ['is a TaskEnd without an integer Task ID', { 'Event': 'x.y.SparkListenerTaskEnd', 'Task Metrics': { 'Executor Run Time': 5 } }],
    ['is a stage event without an integer Stage ID', stageCompleted('0')],
    ['is a stage event without an integer Stage ID', { Event: 'SparkListenerStageSubmitted' }],
  ])('%s: changes no figure and is named', async (why, line) => {
    const around = [START, taskEnd(7, RUN(3)), stageCompleted(1)];
    const { facts, isWhole } = await readLines(...around, line, END);
    const { facts: without } = await readLines(...around, END);
    expect(runFacts(facts, isWhole)).toEqual(runFacts(without, true));
    expect(facts.warnings.all()).toEqual([{ id: 'SZ5101', line: 4, message: `line 4 ${why}` }]);
  });

  test('are counted when there are many', async () => {
    const { facts } = await readLines(START, ...Array<string>(25).fill('x'));
    expect(facts.warnings.all()).toHaveLength(11);
    expect(facts.warnings.all()[10]).toEqual({ id: 'SZ5101', line: null, message: '15 more of this kind, 25 in all' });
  });

  test('unknown events are none', async () => {
    expect(await warningsOf({ Event: 'SparkListenerFromTheFuture', x: 1 }, { Event: 'com.vendor.Something' }, { Event: '' })).toEqual([]);
  });

  test('a line of 65 MiB is passed over and named, and the next is read', async () => {
    const long = Buffer.alloc(65 * 1024 * 1024, 0x61);
    const { facts } = await readLog(sourceOf(Buffer.concat([logOf([taskEnd(1)]), long, logOf(['', taskEnd(2)])]), 1024 * 1024), nodeLogFiles().gunzip);
    expect(facts.tasks.count).toBe(2);
    expect(facts.warnings.all()).toEqual([{ id: 'SZ5106', line: 2, message: 'line 2 is longer than 64 MiB and was not read' }]);
  });
});

describe('events that are larger than any of Spark', () => {
  const many = `[${'[],'.repeat(3_000_000)}[]]`;
  const NOT_LOOKED_AT = 'has more than 8 MiB where an event has a few KiB, and was not looked at';

  test('are not parsed, which would take a hundred times their size, and that is said', async () => {
    const { facts } = await readLines(START, `{"Event":"SparkListenerExecutorAdded","Executor ID":"1","x":${many}}`, executorAdded('2', 0));
    expect([...facts.executors.executors.keys()]).toEqual(['2']);
    expect(facts.warnings.all()).toEqual([{ id: 'SZ5106', line: 2, message: `line 2 ${NOT_LOOKED_AT}` }]);
  });

  test('leave the settings open, and no plan where the last one is such', async () => {
    const start = (plan: string) => `{"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart","executionId":1,"sparkPlanInfo":${plan}}`;
    const { facts, isWhole } = await readLines(
      environment({ 'spark.executor.memory': '1g' }), `{"Event":"SparkListenerEnvironmentUpdate","Spark Properties":{"x":${many}}}`, executorAdded('1', 0),
      start('{"nodeName":"BatchEvalPython"}'), start(`{"nodeName":"BatchEvalPython","children":${many}}`));
    expect(runFacts(facts, isWhole).executors.memoryMiB).toBeNull();
    expect(facts.sql.usesPython).toBe(false);
    expect(facts.warnings.countOf('SZ5106')).toBe(2);
  });

  test('a plan of a million nodes is left alone', async () => {
    const { facts } = await readLines(`{"Event":"SparkListenerSQLExecutionStart","executionId":1,"sparkPlanInfo":{"nodeName":"BatchEvalPython","children":[${'{},'.repeat(1_000_000)}{}]}}`);
    expect(facts.sql.usesPython).toBe(false);
  });
});

describe('identity', () => {
  test('a vendor\'s start record gives the version where Spark\'s own does not', async () => {
    const vendor = { 'Event': 'DBCEventLoggingListenerMetadata', 'Rollover Number': 0, 'Spark Version': '3.4.1' };
    expect((await factsOf(vendor)).application.sparkVersion).toBe('3.4.1');
    expect((await factsOf(vendor, { 'Event': 'SparkListenerLogStart', 'Spark Version': '3.5.0' })).application.sparkVersion).toBe('3.5.0');
    expect((await factsOf(START)).application.sparkVersion).toBeNull();
  });

  test('the last environment holds, and events may follow the end', async () => {
    const { application, executors, totals } = await factsOf(
      START, environment({ 'spark.executor.memory': '4g' }, '11'), environment({ 'spark.executor.memory': '512m' }, '17.0.1 (Someone)'), END, taskEnd(1), executorAdded('1', 0));
    expect(application).toMatchObject({ javaVersion: '17.0.1 (Someone)', complete: true, endedAt: '1970-01-02T00:00:00.000Z' });
    expect([executors.memoryMiB, totals.tasks]).toEqual([512, 1]);
  });

  test('names of prototypes are names like any other', async () => {
    const line = '{"Event":"SparkListenerEnvironmentUpdate","__proto__":{"JVM Information":{"Java Version":"bad"}},"Spark Properties":{"__proto__":"x","spark.executor.memory":"1g"},"constructor":1}';
    const { application, executors } = await factsOf(line, '{"Event":"__proto__"}', '{"Event":"toString","Stage Info":{}}', '{"Event":"hasOwnProperty"}');
    expect([application.javaVersion, executors.memoryMiB]).toEqual([null, 1024]);
    expect(({} as Record<string, unknown>)['JVM Information']).toBeUndefined();
  });
});

describe('executors', () => {
  test('at one instant a removal goes first', async () => {
    const { executors } = await factsOf(executorAdded('1', 10), executorAdded('2', 20), executorRemoved('1', 20), executorAdded('3', 30));
    expect(executors).toMatchObject({ added: 3, maximumAtOnce: 2, slotsAtOnce: 8 });
  });

  test('an executor that is added again counts once, and again at once when it was away', async () => {
    const { executors } = await factsOf(executorAdded('1', 10), executorAdded('1', 11), executorRemoved('1', 20), executorAdded('1', 30), executorRemoved('9', 31));
    expect(executors).toMatchObject({ added: 1, maximumAtOnce: 1 });
  });

  test('slots by the task cpus of the profile, else of the settings, else 1', async () => {
    const profile = { 'Event': 'SparkListenerResourceProfileAdded', 'Resource Profile Id': 1, 'Executor Resource Requests': { memory: { Amount: 3000 } }, 'Task Resource Requests': { cpus: { Amount: 3 } } };
    const settings = environment({ 'spark.task.cpus': '2', 'spark.executor.memory': '1g' });
    const { executors } = await factsOf(settings, profile, executorAdded('1', 0, 7), executorAdded('2', 0, 7, 1));
    expect(executors.slotsAtOnce).toBe(3 + 2);
    expect((await factsOf(executorAdded('1', 0, 7))).executors.slotsAtOnce).toBe(7);
  });

  test('size and pool of the profile that ran longest', async () => {
    const profile = { 'Event': 'SparkListenerResourceProfileAdded', 'Resource Profile Id': 1, 'Executor Resource Requests': { memory: { Amount: 3000 } }, 'Task Resource Requests': {} };
    const pool = (id: string, bytes: number) => ({ 'Event': 'SparkListenerBlockManagerAdded', 'Block Manager ID': { 'Executor ID': id }, 'Maximum Memory': bytes, 'Maximum Onheap Memory': bytes });
    const lines = [environment({ 'spark.executor.memory': '1g' }), profile, executorAdded('1', 0, 4), executorAdded('2', 0, 2, 1), pool('driver', 1), pool('1', 100), pool('2', 200)];
    const ran = (executor: string, ms: number) => ({ executor, metrics: { 'Executor Run Time': ms } });
    expect((await factsOf(...lines, taskEnd(1, ran('1', 9)), taskEnd(2, ran('2', 8)))).executors).toMatchObject({ cores: 4, memoryMiB: 1024, unifiedBytes: 100 });
    expect((await factsOf(...lines, taskEnd(1, ran('1', 7)), taskEnd(2, ran('2', 8)))).executors).toMatchObject({ cores: 2, memoryMiB: 3000, unifiedBytes: 200 });
  });

  test('local mode is one executor, with the driver\'s memory', async () => {
    const { executors } = await factsOf(environment({ 'spark.master': 'local[2,4]', 'spark.driver.memory': '2g', 'spark.executor.memory': '9g' }), executorAdded('driver', 0, 2));
    expect(executors).toEqual({ added: 1, maximumAtOnce: 1, cores: 2, slotsAtOnce: 2, memoryMiB: 2048, unifiedBytes: null });
  });

  test('a default is not filled in', async () => {
    expect((await factsOf(START, executorAdded('1', 0))).executors).toMatchObject({ memoryMiB: null, unifiedBytes: null, cores: 4 });
    expect((await factsOf(environment({ 'spark.executor.memory': '4.5g' }), executorAdded('1', 0))).executors.memoryMiB).toBeNull();
  });
});

describe('peaks', () => {
  test('a zero sample is none, a zero of a task is a value', async () => {
    const { peaks } = await factsOf(taskEnd(1, { executorMetrics: { JVMHeapMemory: 0, OnHeapExecutionMemory: 5, ProcessTreePythonRSSMemory: 0 } }));
    expect(peaks).toEqual({ taskExecutionBytes: 0, onHeapExecutionBytes: 5, jvmHeapBytes: null, pythonBytes: null });
  });

  test.each([5, '5'])('before Spark 3.0 of the accumulable %j', async update => {
    const accumulables = [{ ID: 3, Name: 'internal.metrics.peakExecutionMemory', Update: update, Value: 99, Internal: true }];
    const old = (id: number) => taskEnd(id, { accumulables }, { 'Task Metrics': { 'Executor Run Time': 1 } });
    expect((await factsOf(old(1), old(2))).peaks.taskExecutionBytes).toBe(5);
    expect((await factsOf(taskEnd(1, { accumulables, metrics: { 'Peak Execution Memory': 2 } }))).peaks.taskExecutionBytes).toBe(2);
  });
});

describe('the largest shuffle', () => {
  test('of successful attempts, each index once, remote and local bytes', async () => {
    const { largestShuffle } = await factsOf(
      taskEnd(1, { ...READ(10, 20), index: 0 }), taskEnd(2, { ...READ(900, 0), index: 0 }),
      taskEnd(3, { ...READ(90, 0), index: 1, reason: 'ExceptionFailure' }), taskEnd(4, { ...READ(0, 50), index: 1 }), taskEnd(5, { index: 2 }));
    expect(largestShuffle).toEqual({ stageId: 0, writeBytes: 0, tasks: 3, largestTaskReadBytes: 50, skew: 50 / (80 / 3) });
  });

  test('attempts of a stage count apart; of equals the lowest id', async () => {
    const { largestShuffle } = await factsOf(
      taskEnd(1, { ...READ(50, 0), stage: 9 }), taskEnd(2, { ...READ(30, 0), stage: 4 }), taskEnd(3, { ...READ(30, 0), stage: 4, attempt: 1 }),
      taskEnd(4, { ...READ(50, 0), stage: 3 }));
    expect(largestShuffle).toMatchObject({ stageId: 3, largestTaskReadBytes: 50 });
  });

  test('that nobody reads is of its writer; none at all is null', async () => {
    const written = (bytes: number) => ({ metrics: { 'Shuffle Write Metrics': { 'Shuffle Bytes Written': bytes } } });
    expect((await factsOf(taskEnd(1, { ...written(7), stage: 5 }))).largestShuffle).toEqual({ stageId: 5, writeBytes: 7, tasks: null, largestTaskReadBytes: null, skew: null });
    expect((await factsOf(taskEnd(1))).largestShuffle).toBeNull();
  });
});

describe('parts', () => {
  const part = (name: string, ...lines: Line[]) => ({ name, open: sourceOf(logOf(lines)).parts[0].open });
  const gunzip = nodeLogFiles().gunzip;

  test('a missing part makes the log incomplete, and is named', async () => {
    const { facts, isWhole } = await readLog({ name: 'l', parts: [part('events_1_a', START), part('events_3_a', END)], missingParts: [2], isCompacted: false }, gunzip);
    expect(runFacts(facts, isWhole).application.complete).toBe(false);
    expect(facts.warnings.all()).toEqual([{ id: 'SZ5103', line: null, message: 'part 2 is missing' }]);
  });

  test('a damaged part is named, what came before counts, and the others are read', async () => {
    const cut = { name: 'events_1_a', open: sourceOf(Buffer.concat([Buffer.from('ZV\u0000\u0000\u0003'), Buffer.from('ab')])).parts[0].open };
    const { facts, isWhole } = await readLog({ name: 'l', parts: [cut, part('events_2_a', START, 'x', END)], missingParts: [], isCompacted: true }, gunzip);
    expect(runFacts(facts, isWhole).application).toMatchObject({ id: 'app-1', complete: false });
    expect(facts.warnings.all().map(({ id, message }) => `${id} ${message}`)).toEqual([
      'SZ5107 older parts were compacted: events are missing from them',
      'SZ5102 events_1_a ends inside an lzf chunk; what came before was read',
      'SZ5101 events_2_a: line 2 is not JSON',
    ]);
  });

  test('a file that cannot be read any more is damaged too; a bug of ours is not', async () => {
    const failing = (error: Error) => {
      const open = async function* () {
        yield logOf([START]);
        throw error;
      };
      return { name: 'l', parts: [{ name: 'p', open }], missingParts: [], isCompacted: false };
    };
    const { facts, isWhole } = await readLog(failing(Object.assign(new Error('EIO: i/o error'), { code: 'EIO' })), gunzip);
    expect([isWhole, facts.warnings.all()[0].message]).toEqual([false, 'p EIO: i/o error; what came before was read']);
    await expect(readLog(failing(new Error('a bug')), gunzip)).rejects.toThrow('a bug');
  });
});
