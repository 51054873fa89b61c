import { MIB } from '../core/units';
import { Damage } from './codecs/damage';
import { Gunzip, unpacked } from './codecs/decode';
import { Collector } from './facts/collector';
import { LineSplitter } from './lines/line-splitter';
import { LogPart, LogSource } from './log-source';

/** A line longer than this is passed over: the longest of real logs, plans of large queries, are a few MiB. */
const LONGEST_LINE_BYTES = 64 * MIB;
const SHOWN_MIB = LONGEST_LINE_BYTES / MIB;

/** A log as read. */
export interface LogReading {
  readonly source: LogSource;
  readonly facts: Collector;
  /** Whether no part is missing and no stream was cut or damaged. */
  readonly isWhole: boolean;
}

/** Reads a log, line by line, and holds what the lines come to, not the lines. */
export async function readLog(source: LogSource, gunzip: Gunzip): Promise<LogReading> {
  const facts = new Collector();
  let isWhole = source.missingParts.length === 0;
  for (const number of source.missingParts) facts.warnings.add('SZ5103', null, `part ${number} is missing`);
  if (source.isCompacted) facts.warnings.add('SZ5107', null, 'older parts were compacted: events are missing from them');
  for (const part of source.parts) {
    const damage = await readPart(part, facts, { gunzip, where: source.parts.length > 1 ? `${part.name}: ` : '' });
    if (damage === undefined) continue;
    isWhole = false;
    facts.warnings.add('SZ5102', null, `${part.name} ${damage}; what came before was read`);
  }
  facts.sql.closeAll();
  return { source, facts, isWhole };
}

interface PartReading {
  readonly gunzip: Gunzip;
  /** Before what is said of a line. */
  readonly where: string;
}

/** Reads one part; answers what damage ended it. */
async function readPart(part: LogPart, facts: Collector, { gunzip, where }: PartReading): Promise<string | undefined> {
  let line = 0;
  const broken = (message: string) => facts.warnings.add('SZ5101', line, `${where}line ${line} ${message}`);
  const lines = new LineSplitter({
    line: (lent, from) => {
      line++;
      const wrong = facts.take(lent, from);
      if (wrong !== undefined) broken(wrong);
      return wrong === undefined ? facts.lineEnd : -1;
    },
    tooLong: () => {
      line++;
      facts.warnings.add('SZ5106', line, `${where}line ${line} is longer than ${SHOWN_MIB} MiB and was not read`);
    },
  }, LONGEST_LINE_BYTES);
  try {
    for await (const piece of unpacked(part.open(), gunzip)) lines.push(piece);
    return undefined;
  } catch (error) {
    if (error instanceof Damage || isFromOutside(error)) return error.message;
    throw error;
  } finally {
    lines.end();
  }
}

/** An error of the system or of zlib carries a code; one of ours would not. */
function isFromOutside(error: unknown): error is { readonly message: string } {
  const { code, message } = Object(error) as { readonly code?: unknown; readonly message?: unknown };
  return typeof code === 'string' && typeof message === 'string';
}
