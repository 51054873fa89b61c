import { logKeyOf, LogKey } from './log-keys';
import { LineSource, runLine, unreadLine } from './metric-line';
import { Bytes } from '../../eventlog/codecs/byte-reader';
import { Gunzip } from '../../eventlog/codecs/decode';
import { followedRun } from '../../eventlog/demand/feedback';
import { LogSource, rollingParts } from '../../eventlog/log-source';
import { observe } from '../../eventlog/observe';
import { readLog } from '../../eventlog/read-log';

/** An object as Step Functions lists it. */
export interface ListedObject {
  readonly Key: string;
  /** Seconds since 1970, or ISO 8601. */
  readonly LastModified?: number | string;
}

/** What a child of the distributed map passes on. */
export interface FeedbackRequest {
  readonly feedback: string;
  readonly bucket: string;
  /** The workload that was stated. */
  readonly intent?: unknown;
  readonly batch: {
    readonly Items: readonly ListedObject[];
    readonly BatchInput?: { readonly input?: FeedbackInput };
  };
}

/** The input of an execution. Without a time every log is read. */
export interface FeedbackInput {
  readonly scheduledTime?: string;
  readonly periodMinutes?: number;
}

/** A bucket, the clock and the log of the function. */
export interface FeedbackWorld {
  readonly names: (bucket: string, folder: string) => Promise<readonly string[]>;
  readonly open: (bucket: string, key: string) => Bytes;
  readonly gunzip: Gunzip;
  readonly nowMs: () => number;
  readonly secondsLeft: () => number;
  readonly write: (line: object) => void;
}

/** What became of the logs of a batch. */
export interface FeedbackCounts {
  read: number;
  unfinished: number;
  unread: number;
}

const MINUTE_MS = 60_000;
/**
 * What is uploaded or copied in parts is there at the end and has the time of its beginning: it would stand in a period that has been looked at.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html (2026-11-29).
 */
const SETTLED_MINUTES = 10;
/** A log is not begun when less is left. */
const LEAST_SECONDS = 30;
/** A log that is still being read then is given up: else Lambda would end the call, and nobody would hear of the logs behind it. */
const GIVE_UP_SECONDS = 10;
const NO_TIME = 'no time was left';

/** Reads the logs of a batch that are new, one after the other, and writes a line for each. A log that cannot be read does not keep the others. */
export async function readBatch(request: FeedbackRequest, world: FeedbackWorld): Promise<FeedbackCounts> {
  const counts: FeedbackCounts = { read: 0, unfinished: 0, unread: 0 };
  const isNew = newerThan(request.batch.BatchInput?.input ?? {});
  const logs = request.batch.Items.filter(isNew).flatMap(({ Key }) => logKeyOf(Key) ?? []);
  for (const log of logs) counts[await readOne(log, request, world)] += 1;
  return counts;
}

/** The period before the scheduled time, some minutes earlier, its end excluded: every log stands in one. */
function newerThan({ scheduledTime, periodMinutes = 0 }: FeedbackInput): (item: ListedObject) => boolean {
  if (scheduledTime === undefined) return () => true;
  const until = Date.parse(scheduledTime) - SETTLED_MINUTES * MINUTE_MS;
  return ({ LastModified }) => {
    const modified = typeof LastModified === 'number' ? LastModified * 1000 : Date.parse(String(LastModified));
    return modified >= until - periodMinutes * MINUTE_MS && modified < until;
  };
}

async function readOne(log: LogKey, { feedback, bucket, intent }: FeedbackRequest, world: FeedbackWorld): Promise<keyof FeedbackCounts> {
  const line: LineSource = { feedback, log: `s3://${bucket}/${log.key}`, nowMs: world.nowMs() };
  const unread = (why: string) => {
    world.write(unreadLine('UnreadLogs', why, line));
    return 'unread' as const;
  };
  if (world.secondsLeft() < LEAST_SECONDS) return unread(NO_TIME);
  try {
    const reading = await readLog(await sourceOf(log, bucket, world), world.gunzip);
    if (reading.facts.sparkEvents === 0) return unread('no event of Spark in it');
    const observation = observe(reading);
    if (!observation.application.complete) {
      world.write(unreadLine('UnfinishedLogs', observation.warnings.map(({ message }) => message).join('; '), line));
      return 'unfinished';
    }
    world.write(runLine(followedRun(reading, observation, intent), line));
    return 'read';
  } catch (error) {
    return unread(error instanceof Error ? error.message : String(error));
  }
}

async function sourceOf({ key, isFolder }: LogKey, bucket: string, world: FeedbackWorld): Promise<LogSource> {
  const partOf = (name: string, full: string) => ({ name, open: () => inTime(world.open(bucket, full), world) });
  if (!isFolder) return { name: key, parts: [partOf(key, key)], missingParts: [], isCompacted: false };
  const { names, missing, isCompacted } = rollingParts(await world.names(bucket, key));
  return { name: key, parts: names.map(name => partOf(name, key + name)), missingParts: missing, isCompacted };
}

async function* inTime(bytes: Bytes, world: FeedbackWorld): Bytes {
  for await (const piece of bytes) {
    if (world.secondsLeft() < GIVE_UP_SECONDS) throw new Error(NO_TIME);
    yield piece;
  }
}
