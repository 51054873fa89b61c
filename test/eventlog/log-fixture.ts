import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeLogFiles } from '../../src/cli/log-files';
import { logSource } from '../../src/cli/log-source';
import { LogSource } from '../../src/eventlog/log-source';
import { Observation } from '../../src/eventlog/observation';
import { observe } from '../../src/eventlog/observe';
import { LogReading, readLog } from '../../src/eventlog/read-log';

export const LOGS = join(__dirname, 'logs');

type Json = Record<string, unknown>;

/** What Spark's own logs come to by judges/logs/figures.py, which shares no code with the reader. */
export const EXPECTED = JSON.parse(readFileSync(join(LOGS, 'expected.json'), 'utf8')) as Record<string, { codec: string; lines: number; observation: Json }>;

/** A log of test/eventlog/logs. */
export async function readFixture(name: string): Promise<LogReading> {
  const source = logSource(join(LOGS, name), nodeLogFiles());
  if (!source.ok) throw new Error(JSON.stringify(source.problems));
  return readLog(source.value, nodeLogFiles().gunzip);
}

/** Bytes in pieces of a size. */
export async function* pieces(bytes: Uint8Array, size = bytes.length || 1): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.slice(from, from + size);
}

export async function joined(source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const piece of source) all.push(piece.slice());
  return Buffer.concat(all);
}

/** A log of one part. */
export function sourceOf(bytes: Uint8Array, size?: number): LogSource {
  return { name: 'log', parts: [{ name: 'log', open: () => pieces(bytes, size) }], missingParts: [], isCompacted: false };
}

/** A log of parts. */
export function joinedParts(names: readonly string[], bytesOf: (name: string) => Uint8Array): LogSource {
  return { name: 'log', parts: names.map(name => ({ name, open: () => pieces(bytesOf(name)) })), missingParts: [], isCompacted: false };
}

/** A log of lines: objects are written as Spark writes them. */
export function logOf(lines: readonly (string | Json)[], end = '\n'): Uint8Array {
  return Buffer.from(lines.map(line => typeof line === 'string' ? line : JSON.stringify(line)).join('\n') + end);
}

export async function readLines(...lines: readonly (string | Json)[]): Promise<LogReading> {
  return readLog(sourceOf(logOf(lines)), nodeLogFiles().gunzip);
}

export async function observed(...lines: readonly (string | Json)[]): Promise<Observation> {
  return observe(await readLines(...lines));
}

/** A TaskEnd as Spark writes it; `over` goes over its top level. */
export function taskEnd(taskId: number, { stage = 0, attempt = 0, index = taskId, reason = 'Success', executor = '1', metrics = {}, executorMetrics = {}, accumulables = [] as Json[] } = {}, over: Json = {}): Json {
  return {
    'Event': 'SparkListenerTaskEnd',
    'Stage ID': stage,
    'Stage Attempt ID': attempt,
    'Task Type': 'ResultTask',
    'Task End Reason': { Reason: reason },
    'Task Info': { 'Task ID': taskId, 'Index': index, 'Attempt': 0, 'Launch Time': 1000, 'Executor ID': executor, 'Host': 'h', 'Finish Time': 2000, 'Failed': false, 'Accumulables': accumulables },
    'Task Executor Metrics': executorMetrics,
    'Task Metrics': { 'Executor Run Time': 0, 'Peak Execution Memory': 0, ...metrics },
    ...over,
  };
}

export const START = { 'Event': 'SparkListenerApplicationStart', 'App Name': 'a', 'App ID': 'app-1', 'Timestamp': 0, 'User': 'u' };
export const END = { Event: 'SparkListenerApplicationEnd', Timestamp: 86_400_000 };

export function environment(properties: Json, javaVersion = '17'): Json {
  return { 'Event': 'SparkListenerEnvironmentUpdate', 'JVM Information': { 'Java Version': javaVersion }, 'Spark Properties': properties };
}

export function executorAdded(id: string, timestamp: number, cores = 4, profile = 0): Json {
  return { 'Event': 'SparkListenerExecutorAdded', 'Timestamp': timestamp, 'Executor ID': id, 'Executor Info': { 'Host': 'h', 'Total Cores': cores, 'Resource Profile Id': profile } };
}

export function executorRemoved(id: string, timestamp: number): Json {
  return { 'Event': 'SparkListenerExecutorRemoved', 'Timestamp': timestamp, 'Executor ID': id, 'Removed Reason': '' };
}

export function stageCompleted(id: unknown, attempt = 0): Json {
  return { 'Event': 'SparkListenerStageCompleted', 'Stage Info': { 'Stage ID': id, 'Stage Attempt ID': attempt, 'Number of Tasks': 1, 'RDD Info': [] } };
}
