/** A log among the objects of a bucket. */
export interface LogKey {
  /** The file, or the folder of its parts with a slash at its end. */
  readonly key: string;
  readonly isFolder: boolean;
}

/** What else the service and Spark write there. */
const NO_LOG = [/(^|\/)std(out|err)(\.gz)?$/, /\.inprogress$/, /\.crc$/, /_\$folder\$$/, /\/$/, /^$/];
/** Spark's folder of a rolling log. Source: RollingEventLogFilesWriter, Spark 3.0 to 4.1. */
const ROLLING = /(^|\/)eventlog_v2_[^/]*\/([^/]*)$/;
const STATUS = /^appstatus_/;

/**
 * The log that an object is, or stands for: of a rolling log its status file does, which gets its final name when the application has ended, and of
 * which there is one. Undefined: none, or one that is not finished.
 */
export function logKeyOf(key: string): LogKey | undefined {
  if (NO_LOG.some(form => form.test(key))) return undefined;
  const file = ROLLING.exec(key)?.[2];
  if (file === undefined) return { key, isFolder: false };
  return STATUS.test(file) ? { key: key.slice(0, key.length - file.length), isFolder: true } : undefined;
}
