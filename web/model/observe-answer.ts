import { Outcome, fails, ok, problem } from '../../src/core/problems/problem';
import { Bytes } from '../../src/eventlog/codecs/byte-reader';
import { Gunzip } from '../../src/eventlog/codecs/decode';
import { LogPart, LogSource, rollingParts } from '../../src/eventlog/log-source';
import { Observation } from '../../src/eventlog/observation';
import { observe } from '../../src/eventlog/observe';
import { readLog } from '../../src/eventlog/read-log';

/** A file that was dropped; `File` of browsers is one. */
export interface DroppedFile {
  readonly name: string;
  readonly size: number;
  readonly stream: () => ReadableStream<Uint8Array>;
}

/** What one run did, by its log: one file, or the parts of a rolling folder dropped together. */
export async function observeAnswer(files: readonly DroppedFile[], gunzip: Gunzip, progress: (bytes: number) => void = () => undefined): Promise<Outcome<Observation>> {
  const source = sourceOf(files, counted(progress));
  if (!source.ok) return source;
  const reading = await readLog(source.value, gunzip);
  if (reading.facts.sparkEvents > 0) return ok(observe(reading));
  const [first] = reading.facts.warnings.all();
  return fails([problem('SZ5001', source.value.name, `no event of Spark in it${first ? `; ${first.message}` : ''}`)]);
}

function sourceOf(files: readonly DroppedFile[], open: (file: DroppedFile) => Bytes): Outcome<LogSource> {
  if (files.length === 0) return fails([problem('SZ1001', 'log', 'left out; an event log is expected')]);
  const partOf = (file: DroppedFile): LogPart => ({ name: file.name, open: () => open(file) });
  if (files.length === 1) return ok({ name: files[0].name, parts: [partOf(files[0])], missingParts: [], isCompacted: false });
  const { names, missing, isCompacted } = rollingParts(files.map(({ name }) => name));
  if (!names.length) return fails([problem('SZ5002', 'log', 'several files, and none is a part events_N_… of one log; drop one log at a time')]);
  return ok({ name: files[0].name, parts: names.map(name => partOf(files.find(file => file.name === name)!)), missingParts: missing, isCompacted });
}

/** The bytes of files, told as they are read. */
function counted(progress: (bytes: number) => void): (file: DroppedFile) => Bytes {
  let bytes = 0;
  return async function* (file) {
    for await (const piece of piecesOf(file.stream())) {
      bytes += piece.length;
      progress(bytes);
      yield piece;
    }
  };
}

/** Not every browser iterates over a stream. */
export async function* piecesOf(stream: ReadableStream<Uint8Array>): Bytes {
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel();
  }
}
