import { readWorkload } from '../../../src/core/workload/read';
import { executorRemoved, observed, stageCompleted, taskEnd } from '../log-fixture';

type Json = Record<string, unknown>;

const LEVEL = { 'Use Disk': true, 'Use Memory': true, 'Deserialized': true, 'Replication': 1 };

function update(executor: string, block: string, bytes: number, level: Json = LEVEL): Json {
  return { 'Event': 'SparkListenerBlockUpdated', 'Block Updated Info': { 'Block Manager ID': { 'Executor ID': executor }, 'Block ID': block, 'Storage Level': level, 'Memory Size': bytes, 'Disk Size': 0 } };
}

const workloadOf = async (...lines: Json[]) => (await observed(taskEnd(1), ...lines)).workload;

test('the most that was cached at one time', async () => {
  const workload = await workloadOf(update('1', 'rdd_3_0', 100), update('2', 'rdd_3_0', 100), update('1', 'rdd_3_0', 0), update('1', 'rdd_3_1', 50), update('1', 'broadcast_1', 999));
  expect(workload).toMatchObject({ cache: '200B', storageLevel: 'MEMORY_AND_DISK' });
});

test('blocks of an executor that is gone are gone', async () => {
  const workload = await workloadOf({ ...executorRemoved('1', 0) }, update('1', 'rdd_3_0', 100), executorRemoved('1', 5), update('2', 'rdd_3_0', 70));
  expect(workload.cache).toBe('100B');
});

test.each([
  [{ ...LEVEL, 'Use Disk': false }, 'MEMORY_ONLY'], [{ ...LEVEL, Deserialized: false }, 'MEMORY_AND_DISK_SER'], [{ ...LEVEL, Replication: 2 }, 'MEMORY_AND_DISK_2'],
])('%j is %s, which a workload may state', async (level, name) => {
  const workload = await workloadOf(update('1', 'rdd_3_0', 100, level));
  expect(workload.storageLevel).toBe(name);
  expect(readWorkload({ input: '1GiB', ...workload }).ok).toBe(true);
});

test('the level is the one that was asked for: a block in memory has none of disk until it falls there', async () => {
  const kept = (level: Json) => ({ ...stageCompleted(1), 'Stage Info': { 'Stage ID': 1, 'RDD Info': [null, { 'RDD ID': 4 }, { 'RDD ID': 3, 'Storage Level': level }] } });
  const inMemory = { ...LEVEL, 'Use Disk': false };
  const levelOf = async (asked: Json, block: string) => (await workloadOf(kept(asked), update('1', block, 100, inMemory))).storageLevel;
  expect(await levelOf(LEVEL, 'rdd_3_0')).toBe('MEMORY_AND_DISK');
  expect(await levelOf({ ...LEVEL, Deserialized: false }, 'rdd_3_7')).toBe('MEMORY_AND_DISK_SER');
  expect(await levelOf(LEVEL, 'rdd_4_0')).toBe('MEMORY_ONLY');
});

test('without block updates a cache is only bounded', async () => {
  const cached = { ...stageCompleted(1), 'Stage Info': { 'Stage ID': 1, 'RDD Info': [{ 'RDD ID': 3, 'Storage Level': LEVEL }] } };
  const workload = await workloadOf(cached, taskEnd(2, { executorMetrics: { OnHeapStorageMemory: 5000 } }));
  expect(workload.cache).toBeUndefined();
  expect((workload.observed as { bounds: Json[] }).bounds).toEqual([expect.objectContaining({ field: 'cache', atLeast: '5000B' })]);
});

test('odd updates change nothing', async () => {
  const workload = await workloadOf(update('1', 'rdd_3_0', -5), update('1', 'rdd_x_0', 5), { Event: 'SparkListenerBlockUpdated' });
  expect(workload.cache).toBeUndefined();
});
