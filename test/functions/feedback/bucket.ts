import { createReadStream, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { nodeLogFiles } from '../../../src/cli/log-files';
import { FeedbackWorld, ListedObject } from '../../../src/functions/feedback/handler';

export type Line = Record<string, any>;

/** A bucket that is a folder on the disk, a clock and what is written. */
export class Bucket {
  public readonly lines: Line[] = [];
  public readonly opened: string[] = [];
  public seconds = 270;
  public now = Date.parse('2026-11-29T12:00:00Z');

  public constructor(private readonly folder: string, private readonly failing: ReadonlySet<string> = new Set()) {}

  /** As Step Functions lists them. */
  public objects(lastModified?: number | string): ListedObject[] {
    return readdirSync(this.folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
      .map(entry => relative(this.folder, join(entry.parentPath, entry.name)).split('\\').join('/'))
      .map(Key => ({ Key, LastModified: lastModified ?? statSync(join(this.folder, Key)).mtimeMs / 1000 }));
  }

  public get world(): FeedbackWorld {
    return {
      names: async (_, folder) => readdirSync(join(this.folder, folder)),
      open: (_, key) => this.open(key),
      gunzip: nodeLogFiles().gunzip,
      nowMs: () => this.now,
      secondsLeft: () => this.seconds,
      write: line => this.lines.push(JSON.parse(JSON.stringify(line)) as Line),
    };
  }

  private async *open(key: string): AsyncGenerator<Uint8Array> {
    this.opened.push(key);
    if (this.failing.has(key)) throw new Error('Access Denied');
    yield* createReadStream(join(this.folder, key));
  }
}
