import { LogFiles } from './io';
import { messageOf } from '../core/problems/message';
import { Outcome, fails, ok, problem } from '../core/problems/problem';
import { LogSource, rollingParts } from '../eventlog/log-source';

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
  const { names, missing, isCompacted } = rollingParts(files.list(folder));
  if (names.length === 0) return fails([problem('SZ5002', folder, 'is a folder without files events_N_…; give the log itself')]);
  const parts = names.map(name => ({ name, open: () => files.pieces(files.join(folder, name)) }));
  return ok({ name: folder, parts, missingParts: missing, isCompacted });
}
