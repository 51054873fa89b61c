import { Bytes } from './codecs/byte-reader';

/** A file of a log. */
export interface LogPart {
  readonly name: string;
  readonly open: () => Bytes;
}

/** A log: one file, or the parts of a rolling folder in their order. */
export interface LogSource {
  readonly name: string;
  readonly parts: readonly LogPart[];
  /** Numbers of parts that are not there. */
  readonly missingParts: readonly number[];
  /** Whether older parts were rewritten without events that the history server can do without. */
  readonly isCompacted: boolean;
}

/** The files of a folder that are a log's, in order. */
export interface RollingParts {
  readonly names: readonly string[];
  readonly missing: readonly number[];
  readonly isCompacted: boolean;
}

const PART = /^events_(\d{1,9})_/;
const COMPACT = /\.compact$/;
/** Databricks' own: `eventlog-2024-05-01--10-20.gz` of the past, and `eventlog`. */
const DELIVERED = /^eventlog(-|$)/;

/** Picks the parts out of a folder's names. Source: RollingEventLogFilesWriter and EventLogFileReader, Spark 3.0 to 4.1. */
export function rollingParts(names: readonly string[]): RollingParts {
  const numbered = names.flatMap(name => {
    const number = PART.exec(name)?.[1];
    return number === undefined ? [] : [{ name, number: Number(number) }];
  }).sort((a, b) => a.number - b.number || (a.name < b.name ? -1 : 1));
  if (numbered.length === 0) return { names: deliveredParts(names), missing: [], isCompacted: false };
  const compacted = Math.max(-1, ...numbered.filter(({ name }) => COMPACT.test(name)).map(({ number }) => number));
  const kept = numbered.filter(({ name, number }) => number > compacted || number === compacted && COMPACT.test(name)); // a compact file stands for all before it
  return { names: kept.map(({ name }) => name), missing: missingNumbers(kept.map(({ number }) => number)), isCompacted: compacted >= 0 };
}

function deliveredParts(names: readonly string[]): string[] {
  const delivered = names.filter(name => DELIVERED.test(name)).sort();
  return [...delivered.filter(name => name !== 'eventlog'), ...delivered.filter(name => name === 'eventlog')];
}

/** So many missing numbers are named at the most. */
const MOST_NAMED = 100;

/** Numbers between 1 and the largest that are not there. */
function missingNumbers(numbers: readonly number[]): number[] {
  const there = new Set(numbers);
  const missing: number[] = [];
  const largest = numbers[numbers.length - 1] ?? 0;
  for (let number = 1; number < largest && missing.length < MOST_NAMED; number++) if (!there.has(number)) missing.push(number);
  return missing;
}

/** As the cluster managers name applications: Kubernetes, YARN, standalone and local mode. */
const APPLICATION = /^(eventlog_v2_)?(spark-[0-9a-f]{16,}|application_\d+_\d+|app-\d+-\d+|local-\d+)/;

/** Names in a folder that are likely whole logs of their own. */
export function likelyLogs(names: readonly string[]): string[] {
  return names.filter(name => APPLICATION.test(name) || name.startsWith('eventlog_v2_')).sort();
}
