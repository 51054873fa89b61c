import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { leastHeapFiles, readLeastHeaps } from '../../tools/generate-least-heaps';
import { inStep, tooLittle } from '../../tools/least-heaps';

const ROWS = readLeastHeaps();

test('page and picture of the measured heaps are what the record says', () => {
  for (const { path, content } of leastHeapFiles(ROWS)) expect(readFileSync(join(__dirname, '..', '..', path), 'utf8')).toBe(content); // npx projen generate
});

test('the record has every kind of workload that the rule is for', () => {
  expect(ROWS.length).toBeGreaterThanOrEqual(30);
  expect(new Set(ROWS.map(({ name }) => name)).size).toBe(ROWS.length);
  expect(new Set(ROWS.map(({ collector }) => collector))).toEqual(new Set(['g1', 'parallel', 'serial']));
  expect(new Set(ROWS.map(({ cores }) => cores))).toEqual(new Set([1, 2, 3, 4, 8]));
});

test('no predicted heap spills, and every one is at most 1.3 times the least clean one', () => {
  const tooSmall = ROWS.filter(({ oursMiB, dirtyMiB }) => oursMiB <= (dirtyMiB ?? 0));
  expect(tooSmall).toEqual([]);
  expect(ROWS.filter(({ oursMiB, cleanMiB }) => oursMiB > 1.3 * cleanMiB)).toEqual([]);
});

test('four of five predictions lie in the measured step', () => {
  expect(ROWS.filter(inStep).length / ROWS.length).toBeGreaterThanOrEqual(0.8);
});

test('the closed bound never spills and is at most 1.6 times the least clean heap', () => {
  const known = ROWS.filter(({ boundMiB }) => boundMiB !== undefined);
  expect(known.filter(({ boundMiB, dirtyMiB }) => boundMiB! <= (dirtyMiB ?? 0))).toEqual([]);
  expect(known.filter(({ boundMiB, cleanMiB }) => boundMiB! > 1.6 * cleanMiB)).toEqual([]);
});

test('the bytes of a shuffle alone are too little only for rows that repeat themselves: how far those compress, nobody can assume', () => {
  expect(tooLittle(ROWS)).toEqual(['sort 2 KiB', '1000 partitions, 1 KiB', 'approx_count_distinct', 'sort 64 KiB']);
});
