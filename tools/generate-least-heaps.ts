import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runGenerator } from './generated-files';
import { LeastHeap, leastHeapsPage, leastHeapsPicture } from './least-heaps';

/** Draws and lists what the judge measured: judges/spark/least-heaps.jsonl → docs/least-heaps.md and docs/least-heaps.svg. */
const ROOT = join(__dirname, '..');
export const LEAST_HEAPS = 'judges/spark/least-heaps.jsonl';

export function readLeastHeaps(): LeastHeap[] {
  return readFileSync(join(ROOT, LEAST_HEAPS), 'utf8').trim().split('\n').map(line => withoutNulls(JSON.parse(line) as object) as LeastHeap);
}

function withoutNulls(row: object): object {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
}

/** What the generator owns. */
export function leastHeapFiles(rows: readonly LeastHeap[]) {
  return [
    { path: 'docs/least-heaps.svg', content: leastHeapsPicture(rows) },
    { path: 'docs/least-heaps.md', content: leastHeapsPage(rows) },
  ];
}

if (require.main === module) {
  process.exitCode = runGenerator(ROOT, leastHeapFiles(readLeastHeaps()), process.argv.slice(2), console.log);
}
