import { LogFiles } from './io';
import { messageOf } from '../core/problems/message';
import { Outcome, fails, ok, problem } from '../core/problems/problem';
import { LogSource, likelyLogs, rollingParts } from '../eventlog/log-source';

/** The log under a path: a file, or the parts of a folder. */
export function logSource(file: string, files: LogFiles): Outcome<LogSource> {
  if (file === '-') return ok(single(file, files));
  try {
    const { kind } = files.stat(file);
    if (kind === 'file') return ok(single(file, files));
    return kind === 'folder' ? folderSource(file, files) : fails([problem('SZ5002', file, 'is neither a file nor a folder')]);
  } catch (error) {
    return fails([problem('SZ1010', file, `cannot be read: ${messageOf(error)}`)]);
  }
}

function single(file: string, files: LogFiles): LogSource {
  return { name: file, parts: [{ name: file, open: () => files.pieces(file) }], missingParts: [], isCompacted: false };
}

function folderSource(folder: string, files: LogFiles): Outcome<LogSource> {
  const all = files.list(folder);
  const { names, missing, isCompacted } = rollingParts(all);
  if (names.length === 0) return fails([problem('SZ5002', folder, `is a folder without files events_N_…${whatIsThere(all)}`)]);
  const parts = names.map(name => ({ name, open: () => files.pieces(files.join(folder, name)) }));
  for (const name of names) sizeOf(files.join(folder, name), files);
  return ok({ name: folder, parts, missingParts: missing, isCompacted });
}

const MOST_SHOWN = 3;

/** What may be meant instead. */
function whatIsThere(names: readonly string[]): string {
  const logs = likelyLogs(names);
  if (logs.length === 0) return '; give the log itself';
  const more = logs.length > MOST_SHOWN ? ` and ${logs.length - MOST_SHOWN} more` : '';
  return `; it holds ${logs.slice(0, MOST_SHOWN).join(', ')}${more}: give one of them, or several of one job`;
}

/** For the progress, which knows how much there is by what was looked at; a part that is not there is told when it is read. */
function sizeOf(file: string, files: LogFiles): void {
  try {
    files.stat(file);
  } catch {
    return;
  }
}
