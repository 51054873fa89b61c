import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Bucket } from './bucket';
import { FeedbackCounts, FeedbackRequest, readBatch } from '../../../src/functions/feedback/handler';
import { logKeyOf } from '../../../src/functions/feedback/log-keys';
import { EXPECTED, LOGS } from '../../eventlog/log-fixture';

const ENDED = Date.parse(EXPECTED['spill-4.x'].observation.application ? (EXPECTED['spill-4.x'].observation as any).application.endedAt : '');

function batch(bucket: Bucket, over: Partial<FeedbackRequest> = {}): Promise<FeedbackCounts> {
  return readBatch({ feedback: 'nightly', bucket: 'logs', batch: { Items: bucket.objects().filter(({ Key }) => !Key.endsWith('.json')) }, ...over }, bucket.world);
}

/** The clock stands shortly after the run. */
function bucketOf(failing?: ReadonlySet<string>): Bucket {
  const bucket = new Bucket(LOGS, failing);
  bucket.now = ENDED + 3_600_000;
  return bucket;
}

test('every log of the folder is read once, the rolling one as one, with the figures of another reader', async () => {
  const bucket = bucketOf();
  const logs = Object.keys(EXPECTED);
  const { read, unread, unfinished } = await batch(bucket);
  expect({ unread, all: read + unfinished }).toEqual({ unread: 0, all: logs.length });
  for (const line of bucket.lines.filter(({ Runs }) => Runs)) {
    const name = line.log.slice('s3://logs/'.length).replace(/\/$/, '');
    const { totals, executors } = EXPECTED[name].observation as any;
    expect({ name, spilled: line.MemoryBytesSpilled, disk: line.DiskBytesSpilled, failed: line.FailedTasks, executors: line.executors })
      .toEqual({ name, spilled: totals.memoryBytesSpilled, disk: totals.diskBytesSpilled, failed: totals.failedTasks, executors });
    if (totals.runTimeMs) expect(line.GarbageCollectionShare).toBeCloseTo(100 * totals.gcTimeMs / totals.runTimeMs, 9);
  }
  expect(bucket.lines.filter(({ log }) => log.includes('eventlog_v2_'))).toHaveLength(1);
});

test('a line is in the embedded metric format: each metric that it describes is a number in it', async () => {
  const bucket = bucketOf();
  await batch(bucket);
  const described = bucket.lines.filter(({ _aws }) => _aws);
  expect(described.length).toBeGreaterThan(0);
  for (const line of described) {
    const [{ Namespace, Dimensions, Metrics }] = line._aws.CloudWatchMetrics;
    expect({ Namespace, Dimensions, Feedback: line.Feedback }).toEqual({ Namespace: 'SizedEmr/Feedback', Dimensions: [['Feedback']], Feedback: 'nightly' });
    for (const { Name } of Metrics) expect([Name, Number.isFinite(line[Name])]).toEqual([Name, true]);
  }
});

test('a run that ended longer ago than CloudWatch takes is a line without metrics', async () => {
  const bucket = bucketOf();
  bucket.now = ENDED + 30 * 24 * 3_600_000;
  await batch(bucket);
  const [line] = bucket.lines.filter(({ log }) => log.endsWith('spill-4.x'));
  expect([line._aws, line.MemoryBytesSpilled > 0]).toEqual([undefined, true]);
});

test('the time of its metrics is the end of the run', async () => {
  const bucket = bucketOf();
  await batch(bucket);
  expect(bucket.lines.find(({ log }) => log.endsWith('spill-4.x'))!._aws.Timestamp).toBe(ENDED);
});

test('how far it is from what was stated', async () => {
  const bucket = bucketOf();
  await batch(bucket, { intent: { schema: 'sized-emr/workload/1', input: '1GiB', shuffle: '1B', spill: 'never', growth: 1 } });
  const line = bucket.lines.find(({ log }) => log.endsWith('spill-4.x'))!;
  expect(line.against.filter(({ broken }: any) => broken).map(({ field }: any) => field)).toEqual(expect.arrayContaining(['shuffle', 'spill']));
  expect(line.BrokenBounds).toBe(line.against.filter(({ broken }: any) => broken).length);
  expect(line.LargestOverIntent).toBe(Math.max(...line.against.map(({ ratio }: any) => ratio ?? 0)));
});

test.each([['none', undefined], ['one that this version cannot read', { input: 'much' }]])('with %s, nothing is said of it', async (_, intent) => {
  const bucket = bucketOf();
  await batch(bucket, { intent });
  expect(bucket.lines.every(line => line.BrokenBounds === undefined && line.against === undefined)).toBe(true);
});

test('only what changed in the period until ten minutes before the scheduled time is opened, its end excluded', async () => {
  const read = async (lastModified: number | string) => {
    const bucket = bucketOf();
    const Items = bucket.objects(lastModified).filter(({ Key }) => Key === 'spill-4.x');
    return (await batch(bucket, { batch: { Items, BatchInput: { input: { scheduledTime: '2026-11-29T12:00:00Z', periodMinutes: 60 } } } })).read;
  };
  const end = Date.parse('2026-11-29T11:50:00Z') / 1000;
  expect([await read(end - 3601), await read(end - 3600), await read(end - 1), await read(end)]).toEqual([0, 1, 1, 0]);
  expect(await read('2026-11-29T11:30:00Z')).toBe(1);
});

test('a log that cannot be read does not keep the others', async () => {
  const bucket = bucketOf(new Set(['spill-4.x']));
  const { read, unread } = await batch(bucket);
  expect([unread, read > 0]).toEqual([1, true]);
  expect(bucket.lines.find(({ UnreadLogs }) => UnreadLogs)).toMatchObject({ log: 's3://logs/spill-4.x', why: 'Access Denied', _aws: { CloudWatchMetrics: [{ Metrics: [{ Name: 'UnreadLogs', Unit: 'Count' }] }] } });
});

test('where no time is left, the rest is said to be unread', async () => {
  const bucket = bucketOf();
  bucket.seconds = 20;
  const { read, unread } = await batch(bucket);
  expect([read, unread > 1, bucket.opened]).toEqual([0, true, []]);
});

test('a log that takes too long is given up while its end can still be told, and the rest is said to be unread', async () => {
  const bucket = bucketOf();
  const slow = (): AsyncIterable<Uint8Array> => (async function* () {
    for (let at = 0; ; at = (at + 1000) % 20_000) {
      bucket.seconds -= 1;
      if (bucket.seconds < 0) throw new Error('ended by Lambda');
      yield readFileSync(join(LOGS, 'spill-4.x')).subarray(at, at + 1000);
    }
  })();
  const counts = await readBatch({ feedback: 'nightly', bucket: 'logs', batch: { Items: [{ Key: 'endless' }, { Key: 'next' }] } }, { ...bucket.world, open: slow });
  expect(counts).toEqual({ read: 0, unfinished: 0, unread: 2 });
  expect(bucket.lines.map(({ log, why }) => [log, why])).toEqual([['s3://logs/endless', 'no time was left'], ['s3://logs/next', 'no time was left']]);
  expect(bucket.seconds).toBeGreaterThan(5);
});

test('what is no log is said to be unread', async () => {
  const bucket = bucketOf();
  expect(await batch(bucket, { batch: { Items: [{ Key: 'expected.json' }] } })).toEqual({ read: 0, unfinished: 0, unread: 1 });
  expect(bucket.lines[0].why).toBe('no event of Spark in it');
});

test('a log that is not whole is no run', async () => {
  const bucket = bucketOf();
  const open = (): AsyncIterable<Uint8Array> => (async function* () { yield readFileSync(join(LOGS, 'spill-4.x')).subarray(0, 20_000); })();
  const counts = await readBatch({ feedback: 'nightly', bucket: 'logs', batch: { Items: [{ Key: 'cut' }] } }, { ...bucket.world, open });
  expect(counts).toEqual({ read: 0, unfinished: 1, unread: 0 });
  expect(bucket.lines[0]).toMatchObject({ UnfinishedLogs: 1, why: expect.stringContaining('no ApplicationEnd') });
});

const RUN = 'emr/applications/00app/jobs/00job';

test.each([
  [`${RUN}/sparklogs/00job`, `${RUN}/sparklogs/00job`, false],
  ['app-1.zstd', 'app-1.zstd', false],
  [`${RUN}/sparklogs/eventlog_v2_00job/appstatus_00job`, `${RUN}/sparklogs/eventlog_v2_00job/`, true],
  ['eventlog_v2_a/appstatus_a', 'eventlog_v2_a/', true],
])('%s is a log', (key, log, isFolder) => {
  expect(logKeyOf(key)).toEqual({ key: log, isFolder });
});

test.each([
  `${RUN}/SPARK_DRIVER/stderr.gz`, `${RUN}/SPARK_EXECUTOR/1/stdout.gz`, 'stdout', 'app-1.inprogress', 'eventlog_v2_a/appstatus_a.inprogress', 'eventlog_v2_a/events_1_a.zstd',
  'eventlog_v2_a/events_3_a.compact', 'logs/', 'logs_$folder$', '.app-1.crc', '',
])('%s is none', key => {
  expect(logKeyOf(key)).toBeUndefined();
});
