import * as fc from 'fast-check';
import { memoryBar, shareOut } from '../../src/report/memory-bar';
import { containerRegions, heapBytes } from '../../src/report/regions';
import { styleOf } from '../../src/report/text-style';

const PARTS = { heapMiB: 4096, overheadMiB: 410, offHeapMiB: 1024, pysparkMiB: 512 };

test('the regions of a heap stand in proportion, with what lies beside it', () => {
  expect(memoryBar(containerRegions(heapBytes(4096, 'g1', 17), PARTS), styleOf())).toMatchInlineSnapshot(`
[
  "  ▕····░░░░░░░░░░░░░░░░░░░░▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▤▤▤▤▤▤▤▤▤▤▤▤▤▤▥▥▥▥▥▥▥█████▏",
  "   ╰────────────────── heap 4,096 MiB ──────────────────╯╰─── beside 1,946 MiB ───╯",
  "",
  "  ·  reserved     300 MiB   5 %  Spark's own",
  "  ░  user       1,518 MiB  25 %  objects of the job, its readers and writers",
  "  ▒  storage    1,139 MiB  19 %  cache and broadcasts that execution cannot evict",
  "  ▓  execution  1,139 MiB  19 %  sorts, aggregates and joins; may borrow from storage",
  "  ▤  off-heap   1,024 MiB  17 %  Tungsten's execution and off-heap cache",
  "  ▥  Python       512 MiB   8 %  Python workers",
  "  █  overhead     410 MiB   7 %  native memory: classes, threads, buffers, Python",
]
`);
});

test('a survivor space is a region of its own where the collector has one', () => {
  // ParallelGC, 4096 MiB: Runtime.maxMemory 3,817,865,216 bytes = 3641 MiB; 455 MiB are a survivor space.
  const regions = containerRegions(heapBytes(4096, 'parallel', 17), PARTS);
  expect(regions.find(region => region.name === 'survivor')?.mib).toBe(455);
});

test('regions add up to their container, to the MiB', () => {
  const collectors = fc.constantFrom('g1' as const, 'parallel' as const, 'serial' as const);
  fc.assert(fc.property(fc.integer({ min: 512, max: 250_000 }), collectors, (heapMiB, collector) => {
    const regions = containerRegions(heapBytes(heapMiB, collector, 17), { ...PARTS, heapMiB });
    expect(regions.reduce((sum, region) => sum + region.mib, 0)).toBe(heapMiB + 410 + 1024 + 512);
  }));
});

test('shareOut gives away every cell, and one at least to each', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 1e9 }), { minLength: 1, maxLength: 10 });
  fc.assert(fc.property(sizes, fc.integer({ min: 10, max: 200 }), (parts, cells) => {
    const shares = shareOut(parts, cells);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBe(cells);
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(1);
    const whole = parts.reduce((sum, part) => sum + part, 0);
    if (parts.every(part => part / whole * cells >= 1)) {
      shares.forEach((share, index) => expect(Math.abs(share - parts[index] / whole * cells)).toBeLessThan(1));
    }
  }));
});
