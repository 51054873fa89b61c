import fc from 'fast-check';
import {
  aggregateMemory, aggregatePairMemory, longHashJoinMemory, objectAggregateMemory, orderedSortMergeJoinMemory, partialAggregateMemory,
  shuffleWriterMemory, sorterMemory, sortMergeJoinMemory, sortPointerBytes, stringHashJoinMemory, windowMemory,
} from '../../../src/core/memory/operators';
import { KIB, MIB } from '../../../src/core/units';

const PAGE = MIB;

describe('sorterMemory', () => {
  // 100 B + 4 B of length: 10,082 records a page. The array of 64 KiB holds 2,048 pointers of 32 B.
  test('holds whole pages and an array of 64 KiB, which is not doubled where it is exactly full', () => {
    expect(sorterMemory(1, 100, 32, PAGE)).toEqual({ endBytes: MIB + 64 * KIB, peakBytes: MIB + 64 * KIB });
    expect(sorterMemory(2048, 100, 32, PAGE)).toEqual({ endBytes: MIB + 64 * KIB, peakBytes: MIB + 64 * KIB });
  });

  test('holds the old array and one twice as large while it doubles', () => {
    // end: a page + 128 KiB; while it doubled: a page + 64 KiB + 128 KiB
    expect(sorterMemory(2049, 100, 32, PAGE)).toEqual({ endBytes: MIB + 128 * KIB, peakBytes: MIB + 192 * KIB });
  });

  test('takes another page for the first record that a page does not hold', () => {
    // 10,082 · 32 B = 315 KiB, so an array of 512 KiB: the last doubling held 3 · 256 KiB beside the pages of 8,192 records, which is one
    expect(sorterMemory(10_082, 100, 32, PAGE)).toEqual({ endBytes: MIB + 512 * KIB, peakBytes: MIB + 768 * KIB });
    expect(sorterMemory(10_083, 100, 32, PAGE)).toEqual({ endBytes: 2 * MIB + 512 * KIB, peakBytes: 2 * MIB + 512 * KIB });
  });

  test('counts the pages of the records that were in when the array doubled, rounded down to whole ones', () => {
    // 24 B a pointer: ⌊64 KiB / 24⌋ = 2,730 records were in. 380 B + 4 B: 2,730 a page of 1 MiB (1,048,320 B), so one page and not two
    expect(sorterMemory(2730, 380, 24, PAGE)).toEqual({ endBytes: MIB + 64 * KIB, peakBytes: MIB + 64 * KIB });
    expect(sorterMemory(2731, 380, 24, PAGE)).toEqual({ endBytes: 2 * MIB + 128 * KIB, peakBytes: 2 * MIB + 128 * KIB });
    expect(sorterMemory(2731, 188, 24, PAGE)).toEqual({ endBytes: MIB + 128 * KIB, peakBytes: MIB + 192 * KIB });
  });

  test('gives a record that is wider than a page a page of its own size', () => {
    expect(sorterMemory(3, 2_000_000, 32, PAGE).endBytes).toBe(3 * 2_000_004 + 64 * KIB);
    expect(sorterMemory(3, PAGE - 4, 32, PAGE).endBytes).toBe(3 * PAGE + 64 * KIB); // just fills one
    expect(sorterMemory(3, PAGE - 3, 32, PAGE).endBytes).toBe(3 * (PAGE + 1) + 64 * KIB);
  });

  test('of nothing takes its first array', () => {
    expect(sorterMemory(0, 100, 32, PAGE)).toEqual({ endBytes: 64 * KIB, peakBytes: 64 * KIB });
  });

  test('of one fixed-width key keeps 32 B a record, of other keys 24', () => {
    expect([sortPointerBytes('fixed'), sortPointerBytes('other')]).toEqual([32, 24]);
  });
});

describe('shuffleWriterMemory', () => {
  test('is a sorter with 16 B a record', () => {
    // 64 KiB / 16 = 4,096 records before the array doubles
    expect(shuffleWriterMemory(4096, 100, PAGE)).toEqual({ endBytes: MIB + 64 * KIB, peakBytes: MIB + 64 * KIB });
    expect(shuffleWriterMemory(4097, 100, PAGE)).toEqual({ endBytes: MIB + 128 * KIB, peakBytes: MIB + 192 * KIB });
  });

  test('puts two lengths of 4 B before a row: the serializer\'s and the sorter\'s', () => {
    // 24 B + 8 B: 32,768 rows fill a page of 1 MiB beside an array of 512 KiB; one more takes a page and doubles the array
    expect(shuffleWriterMemory(32_768, 24, PAGE).endBytes).toBe(MIB + 512 * KIB);
    expect(shuffleWriterMemory(32_769, 24, PAGE).endBytes).toBe(2 * MIB + MIB);
  });
});

describe('aggregateMemory', () => {
  // 16 B + 8 B + 8 B a key; 16,384 slots of 16 B at first
  test('does not grow where exactly half the slots are taken', () => {
    expect(aggregateMemory(8192, 8, 8, PAGE)).toMatchObject({ endBytes: 8192 * 32 + 256 * KIB, peakBytes: 8192 * 32 + 256 * KIB });
    // one key more: the page that was there, the old slots and twice as many
    expect(aggregateMemory(8193, 8, 8, PAGE)).toMatchObject({ endBytes: 8193 * 32 + 512 * KIB, peakBytes: MIB + 768 * KIB });
  });

  test('of 2^20 keys is clean where one more key grows, as measured', () => {
    // 32,767 keys a page: ⌊(1 MiB − 4) / 32⌋. The last doubling held 2^19 keys on 17 pages + 3 · 16 · 2^20, or 2^20 keys on 33 + 3 · 16 · 2^21
    expect(aggregateMemory(2 ** 20, 8, 8, PAGE)).toMatchObject({ endBytes: 64 * MIB, peakBytes: 17 * MIB + 48 * MIB });
    expect(aggregateMemory(2 ** 20 + 1, 8, 8, PAGE)).toMatchObject({ endBytes: 32 * (2 ** 20 + 1) + 64 * MIB, peakBytes: 33 * MIB + 96 * MIB });
  });

  test('keeps 4 B of each page for the number of its records', () => {
    // 128 B a key: 8,192 would fill 1 MiB, 8,191 fit with the count, so 8,192 take a second page
    expect(aggregateMemory(8193, 56, 56, PAGE).peakBytes).toBe(2 * MIB + 768 * KIB);
    expect(aggregateMemory(8193, 56, 56, PAGE + 4).peakBytes).toBe(MIB + 4 + 768 * KIB);
  });

  test('asks for whole pages', () => {
    expect(aggregateMemory(8193, 8, 8, PAGE).wholePagesBytes).toBe(MIB + 512 * KIB);
    expect(partialAggregateMemory(43_690 + 8193, 8, 8, PAGE).wholePagesBytes).toBe(2 * MIB + 512 * KIB);
    expect(aggregatePairMemory({ keys: 32_768, keyBytes: 8, valueBytes: 8, firstLevel: false }, PAGE).wholePagesBytes).toBe(3 * MIB); // 32,767 keys a page
  });

  test('of no keys takes its first slots', () => {
    expect(aggregateMemory(0, 8, 8, PAGE)).toMatchObject({ endBytes: 256 * KIB, peakBytes: 256 * KIB });
  });
});

describe('partialAggregateMemory', () => {
  // 8 B + 8 B + 8 B: the first level's page takes ⌊1 MiB / 24⌋ = 43,690 keys
  test('holds its first keys in one page, and the map\'s first slots beside it', () => {
    expect(partialAggregateMemory(100, 8, 8, PAGE)).toMatchObject({ endBytes: MIB + 256 * KIB, peakBytes: MIB + 256 * KIB });
    expect(partialAggregateMemory(43_690, 8, 8, PAGE)).toMatchObject({ endBytes: MIB + 256 * KIB, peakBytes: MIB + 256 * KIB });
  });

  test('passes the keys beyond the first level to the map', () => {
    const map = aggregateMemory(8193, 8, 8, PAGE);
    expect(partialAggregateMemory(43_690 + 8193, 8, 8, PAGE)).toMatchObject({ endBytes: MIB + map.endBytes, peakBytes: MIB + map.peakBytes });
  });

  test('takes at most 65,536 keys in the first level, whatever the page', () => {
    const map = aggregateMemory(1000, 8, 8, 64 * MIB);
    expect(partialAggregateMemory(66_536, 8, 8, 64 * MIB)).toMatchObject({ endBytes: 64 * MIB + map.endBytes, peakBytes: 64 * MIB + map.peakBytes });
  });
});

describe('objectAggregateMemory', () => {
  const rows = (records: number) => objectAggregateMemory({ records, keyBytes: 16, rowBytes: 88 }, 32, PAGE);

  test('keeps fewer than 128 rows as objects, which are user memory', () => {
    expect(rows(127)).toEqual({ endBytes: 0, peakBytes: 0 });
  });

  test('holds its first groups in a page, and sorts all rows with their keys', () => {
    const sorter = sorterMemory(100_000, 4 + 16 + 88, 32, PAGE);
    expect(rows(100_000)).toEqual({ endBytes: MIB + 64 * KIB + sorter.endBytes, peakBytes: MIB + 64 * KIB + sorter.peakBytes });
    expect(rows(128)).toEqual({ endBytes: 2 * MIB + 128 * KIB, peakBytes: 2 * MIB + 128 * KIB });
  });
});

describe('aggregatePairMemory', () => {
  const pair = (keys: number, firstLevel = false) => aggregatePairMemory({ keys, keyBytes: 8, valueBytes: 8, firstLevel }, PAGE);

  test('holds the partial one\'s page while the final one takes its own and grows', () => {
    // 8,193 keys of 32 B stand on one page each: two pages and 3 · 256 KiB of slots, old and new
    expect(pair(8193)).toMatchObject({ endBytes: 8193 * 32 + 512 * KIB, peakBytes: 2 * MIB + 768 * KIB });
    expect(pair(1)).toMatchObject({ endBytes: 32 + 256 * KIB, peakBytes: 2 * MIB + 256 * KIB });
  });

  test('counts the pages that the final one has read as given back', () => {
    // 32,767 keys a page. 2^20 keys take 33 pages; the final one doubles the last time when 2^19 are in: 16 of the 33 are read, its own are 17
    expect(pair(2 ** 20).peakBytes).toBe((33 - 16 + 17) * MIB + 48 * MIB);
  });

  test('holds the page of a first level until its keys are read', () => {
    // 43,690 of 50,000 keys in the first level, the rest on one page; the slots double at 8,192 and 16,384 read, before, and at 32,768: two pages
    expect(pair(50_000, true).peakBytes).toBe(MIB + MIB + 2 * MIB + 3 * MIB);
  });

  test('is never less than either of the two', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 3_000_000 }), fc.boolean(), fc.constantFrom(1, 4, 64), (keys, firstLevel, pageMiB) => {
      const both = aggregatePairMemory({ keys, keyBytes: 16, valueBytes: 16, firstLevel }, pageMiB * MIB);
      const alone = (firstLevel ? partialAggregateMemory : aggregateMemory)(keys, 16, 16, pageMiB * MIB);
      expect(both.peakBytes).toBeGreaterThanOrEqual(alone.peakBytes);
      expect(both.peakBytes).toBeGreaterThanOrEqual(aggregateMemory(keys, 16, 16, pageMiB * MIB).peakBytes);
    }));
  });
});

describe('stringHashJoinMemory', () => {
  test('begins with 128 slots and then grows as an aggregate', () => {
    expect(stringHashJoinMemory(64, 8, 8, PAGE)).toMatchObject({ endBytes: 64 * 32 + 2 * KIB, peakBytes: 64 * 32 + 2 * KIB });
    expect(stringHashJoinMemory(65, 8, 8, PAGE)).toMatchObject({ endBytes: 65 * 32 + 4 * KIB, peakBytes: MIB + 6 * KIB });
    expect(stringHashJoinMemory(1_000_000, 24, 64, PAGE)).toEqual(aggregateMemory(1_000_000, 24, 64, PAGE));
  });

  test('counts the key and the value', () => {
    expect(stringHashJoinMemory(64, 24, 40, PAGE).endBytes).toBe(64 * 80 + 2 * KIB);
  });
});

describe('longHashJoinMemory', () => {
  test('begins with 64 slots and one MiB of rows', () => {
    expect(longHashJoinMemory(0, 56)).toEqual({ endBytes: MIB + KIB, peakBytes: MIB + KIB });
    expect(longHashJoinMemory(32, 56)).toEqual({ endBytes: MIB + KIB, peakBytes: MIB + KIB });
    // 64 slots become 128: 3 · 1 KiB beside the rows
    expect(longHashJoinMemory(33, 56)).toEqual({ endBytes: MIB + 2 * KIB, peakBytes: MIB + 3 * KIB });
  });

  test('doubles the rows as one array when it is full', () => {
    // 56 B + 8 B: 16,384 rows fill 1 MiB. 32,768 slots are 512 KiB; while 16,384 slots doubled: 3 · 256 KiB + 1 MiB
    expect(longHashJoinMemory(16_384, 56)).toEqual({ endBytes: MIB + 512 * KIB, peakBytes: MIB + 768 * KIB });
    // one row more doubles the rows, then the slots: 65,536 are 1 MiB, 2 MiB of rows; while the slots doubled: 3 · 512 KiB + 2 MiB
    expect(longHashJoinMemory(16_385, 56)).toEqual({ endBytes: 3 * MIB, peakBytes: 3 * MIB + 512 * KIB });
  });

  test('of wide rows is decided by the rows, of narrow ones by the slots', () => {
    // 1,024 rows of 1016 + 8 B fill 1 MiB. One more: 2 MiB, and 4,096 slots are 64 KiB; doubled at 1,024 rows: 3 MiB + 2,048 slots, 32 KiB
    expect(longHashJoinMemory(1025, 1016)).toEqual({ endBytes: 2 * MIB + 64 * KIB, peakBytes: 3 * MIB + 32 * KIB });
    // 2^20 + 1 rows of 8 B: 4M slots are 64 MiB, 32 MiB of rows; doubling 2^21 slots once that row is stored: 3 · 32 MiB + 32 MiB
    expect(longHashJoinMemory(2 ** 20 + 1, 8)).toEqual({ endBytes: 64 * MIB + 32 * MIB, peakBytes: 96 * MIB + 32 * MIB });
  });

  test('holds slots of the rows that were in when the rows doubled, rounded down to whole ones', () => {
    // 2 MiB / 4095 B = 512.1: 512 rows were in, which take 1,024 slots; the part of a row would ask for twice as many
    expect(longHashJoinMemory(513, 4087).peakBytes).toBe(3 * 2 * MIB + 16 * KIB);
  });

  test('doubles the rows before the slots where one row makes both double', () => {
    // 32 B a row: 32,768 fill 1 MiB, and half of 65,536 slots. One more: 3 MiB of rows beside 1 MiB of slots; then 3 MiB of slots beside 2 MiB of rows
    expect(longHashJoinMemory(32_768, 24)).toEqual({ endBytes: 2 * MIB, peakBytes: 2 * MIB + 512 * KIB });
    expect(longHashJoinMemory(32_769, 24)).toEqual({ endBytes: 4 * MIB, peakBytes: 5 * MIB });
  });

  test('holds the slots of the rows before, where the rows double alone', () => {
    // 24 B a row: 43,690 fill 1 MiB; then 3 MiB of rows beside the 131,072 slots of so many, 2 MiB
    expect(longHashJoinMemory(43_691, 16)).toEqual({ endBytes: 4 * MIB, peakBytes: 5 * MIB });
  });
});

describe('sort-merge join', () => {
  const wide = { records: 10_083, rowBytes: 100 }; // end and peak 2 MiB + 512 KiB
  const narrow = { records: 2049, rowBytes: 100 }; // end 1 MiB + 128 KiB, peak 1 MiB + 192 KiB

  test('holds all of the streamed side while the other grows', () => {
    expect(orderedSortMergeJoinMemory(wide, narrow, 32, PAGE)).toEqual({ endBytes: 3 * MIB + 640 * KIB, peakBytes: 3 * MIB + 704 * KIB });
    expect(orderedSortMergeJoinMemory(narrow, wide, 32, PAGE)).toEqual({ endBytes: 3 * MIB + 640 * KIB, peakBytes: 3 * MIB + 640 * KIB });
  });

  test('has the first array of the other side beside the peak of the streamed one', () => {
    // 16,385 rows of 16 B: 52,428 a page, array 1 MiB; doubling 512 KiB: 1 MiB + 3 · 512 KiB = 2.5 MiB against an end of 2 MiB
    const peaked = { records: 16_385, rowBytes: 16 };
    const nothing = { records: 0, rowBytes: 16 };
    expect(orderedSortMergeJoinMemory(peaked, nothing, 32, PAGE)).toEqual({ endBytes: 2 * MIB + 64 * KIB, peakBytes: 2.5 * MIB + 64 * KIB });
    expect(orderedSortMergeJoinMemory(nothing, peaked, 32, PAGE)).toEqual({ endBytes: 2 * MIB + 64 * KIB, peakBytes: 2.5 * MIB + 64 * KIB });
  });

  test('of an unknown order takes the larger of both, whichever side is named first', () => {
    const larger = { endBytes: 3 * MIB + 640 * KIB, peakBytes: 3 * MIB + 704 * KIB };
    expect(sortMergeJoinMemory(wide, narrow, 32, PAGE)).toEqual(larger);
    expect(sortMergeJoinMemory(narrow, wide, 32, PAGE)).toEqual(larger);
  });

  test('takes either side\'s own width', () => {
    const rows = 2048; // 64 KiB of pointers each; 4 and 2 pages
    const memory = sortMergeJoinMemory({ records: rows, rowBytes: 2044 }, { records: rows, rowBytes: 1020 }, 32, PAGE);
    expect(memory.endBytes).toBe(4 * MIB + 2 * MIB + 128 * KIB);
  });
});

describe('windowMemory', () => {
  const rows = { records: 10_083, rowBytes: 100 }; // end and peak 2 MiB + 512 KiB

  test('of groups of up to 4,096 rows is its sorter alone', () => {
    expect(windowMemory(rows, 4096, 32, PAGE)).toEqual(sorterMemory(10_083, 100, 32, PAGE));
  });

  test('of a larger group holds it in a sorter of its own, with 24 B a row whatever the keys', () => {
    // 4,097 rows: one page; 4,097 · 24 B = 96.02 KiB, so 128 KiB; doubling 64 KiB: 1 MiB + 192 KiB
    const held = { endBytes: 3 * MIB + 640 * KIB, peakBytes: 3 * MIB + 704 * KIB };
    expect(windowMemory(rows, 4097, 32, PAGE)).toEqual(held);
    expect(windowMemory(rows, 5461, 32, PAGE)).toEqual(held); // 5,461 · 24 B = 131,064 B are just within 128 KiB
    expect(windowMemory(rows, 5462, 32, PAGE).endBytes).toBe(3 * MIB + 768 * KIB);
  });

  test('peaks in the sorter where that doubles last and the group is small', () => {
    // 65,537 rows of 16 B: two pages, array 4 MiB, doubling 2 MiB at 65,536 rows: 2 MiB + 6 MiB; end 6 MiB + a group of 1.125 MiB, peak 1.1875
    const memory = windowMemory({ records: 65_537, rowBytes: 16 }, 4097, 32, PAGE);
    expect(memory).toEqual({ endBytes: 6 * MIB + MIB + 128 * KIB, peakBytes: 8 * MIB });
  });
});

describe('every operator', () => {
  const count = fc.integer({ min: 0, max: 3_000_000 });
  const width = fc.integer({ min: 1, max: 100 }).map(words => 8 * words);
  const page = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.constantFrom(0, 16)).map(([exponent, header]) => 2 ** exponent * MIB - header);
  const operators = {
    sort: (n: number, row: number, p: number) => sorterMemory(n, row, 32, p),
    shuffleWriter: shuffleWriterMemory,
    aggregate: (n: number, row: number, p: number) => aggregateMemory(n, row, 8, p),
    partialAggregate: (n: number, row: number, p: number) => partialAggregateMemory(n, row, 8, p),
    stringHashJoin: (n: number, row: number, p: number) => stringHashJoinMemory(n, row, 8, p),
    longHashJoin: (n: number, row: number) => longHashJoinMemory(n, row),
    sortMergeJoin: (n: number, row: number, p: number) => sortMergeJoinMemory({ records: n, rowBytes: row }, { records: 1000, rowBytes: 88 }, 24, p),
    window: (n: number, row: number, p: number) => windowMemory({ records: n, rowBytes: row }, Math.min(n, 10_000), 24, p),
  };

  test.each(Object.entries(operators))('%s takes no less for more records, and never peaks below its end', (_name, memory) => {
    fc.assert(fc.property(count, count, width, page, (records, more, row, p) => {
      const [less, greater] = [memory(records, row, p), memory(records + more, row, p)];
      expect(less.peakBytes).toBeGreaterThanOrEqual(less.endBytes);
      expect(greater.peakBytes).toBeGreaterThanOrEqual(less.peakBytes);
      expect(greater.endBytes).toBeGreaterThanOrEqual(less.endBytes);
    }));
  });

  const { longHashJoin: _apart, ...paged } = operators;
  test.each(Object.entries(paged))('%s takes no less for wider rows', (_name, memory) => {
    fc.assert(fc.property(count, width, page, (records, row, p) => {
      expect(memory(records, row + 8, p).peakBytes).toBeGreaterThanOrEqual(memory(records, row, p).peakBytes);
      expect(memory(records, row + 8, p).endBytes).toBeGreaterThanOrEqual(memory(records, row, p).endBytes);
    }));
  });
});
