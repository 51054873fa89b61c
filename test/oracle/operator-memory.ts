import { KIB, MIB } from './tables';

/**
 * A second implementation of what Spark's operators take and of the least heap that holds them: the rule as it was measured against real
 * executors of Spark 3.5.9 and 4.3.0, with every size found by looking, not by formulas turned around. Slow and plain on purpose.
 */
export interface Operator {
  readonly operator: string;
  readonly keys?: string;
  readonly records?: number;
  readonly largestRecords?: number;
  readonly skew?: number;
  readonly rowBytes?: number;
  readonly keyBytes?: number;
  readonly valueBytes?: number;
  readonly otherRecords?: number;
  readonly otherLargestRecords?: number;
  readonly otherRowBytes?: number;
  readonly groupRecords?: number;
  readonly partitions?: number;
  readonly alongside?: readonly Operator[];
}

/** Bytes at the end, and the most at any moment. */
interface Taken {
  readonly end: number;
  readonly peak: number;
  /** At the end, with a map's last page whole, as it is asked for. */
  readonly whole: number;
}

/** Records of the largest partition, of either input. */
export interface Largest {
  readonly records: number;
  readonly otherRecords: number;
}

function wholePages(records: number, recordBytes: number, usable: number, page: number): number {
  const fit = Math.floor(usable / recordBytes);
  return fit < 1 ? records * recordBytes : Math.ceil(records / fit) * page;
}

function sorter(records: number, row: number, pointer: number, page: number): Taken {
  const data = (n: number) => wholePages(n, row + 4, page, page);
  const moments: number[] = [];
  let array = 64 * KIB;
  for (; array < pointer * records; array *= 2) moments.push(data(Math.floor(array / pointer)) + 3 * array);
  const end = data(records) + array;
  return { end, whole: end, peak: Math.max(end, ...moments) };
}

function hashMap(keys: number, entry: number, firstSlots: number, page: number): Taken {
  const moments: number[] = [];
  let slots = firstSlots;
  for (; slots < 2 * keys; slots *= 2) moments.push(wholePages(slots / 2, 16 + entry, page - 4, page) + 3 * 16 * slots);
  const end = keys * (16 + entry) + 16 * slots;
  return { end, whole: wholePages(keys, 16 + entry, page - 4, page) + 16 * slots, peak: Math.max(end, ...moments) };
}

function doubled(from: number, atLeast: number): number {
  return from >= atLeast ? from : doubled(2 * from, atLeast);
}

function longJoin(records: number, row: number): Taken {
  const slotBytes = (n: number) => 16 * doubled(64, 2 * n);
  const rowArea = (n: number) => doubled(MIB, n * (row + 8));
  const end = slotBytes(records) + rowArea(records);
  const moments: number[] = [];
  for (let old = 64; 16 * old < slotBytes(records); old *= 2) moments.push(3 * 16 * old + rowArea(old / 2 + 1));
  for (let old = MIB; old < rowArea(records); old *= 2) moments.push(3 * old + slotBytes(Math.floor(old / (row + 8))));
  return { end, whole: end, peak: Math.max(end, ...moments) };
}

/** What is held beside so many bytes. */
function beside(bytes: number, { end, whole, peak }: Taken): Taken {
  return { end: bytes + end, whole: bytes + whole, peak: bytes + peak };
}

function joinOf(first: Taken, second: Taken): Taken {
  const both = beside(first.end, second);
  return { ...both, peak: Math.max(first.peak + 64 * KIB, both.peak) };
}

/** Whether an operator of a task is a partial aggregate and another one the final aggregate that reads it. */
export function readsFrom(second: Operator, first: Operator): boolean {
  const facts = ({ records, largestRecords, keyBytes, valueBytes, skew, partitions }: Operator) =>
    JSON.stringify([records, largestRecords, keyBytes, valueBytes, skew, partitions].map(fact => fact ?? null));
  return ['aggregate', 'partial-aggregate'].includes(first.operator) && second.operator === 'aggregate' && facts(first) === facts(second);
}

/**
 * Most bytes of a partial aggregate and the final one that reads it, looked for at every key where a page or the slots of the second grow: the first
 * has given back its slots and the pages that are read, but for the one being read.
 */
export function pairPeak(stage: Operator, keys: number, page: number): number {
  const entry = stage.keyBytes! + stage.valueBytes! + 16;
  const fit = Math.floor((page - 4) / entry);
  const pageOf = fit < 1 ? entry : page;
  const early = stage.operator === 'partial-aggregate' ? Math.min(keys, 65_536, Math.floor(page / (entry - 8))) : 0;
  const pages = (n: number) => Math.ceil(n / Math.max(1, fit)) * pageOf;
  const first = (read: number) => pages(keys - early) + (read < early ? page : -Math.floor((read - early) / Math.max(1, fit)) * pageOf);
  const moments = [operatorTaken(stage, { records: keys, otherRecords: 0 }, page).peak];
  let slots = 16_384;
  for (; slots < 2 * keys; slots *= 2) moments.push(first(slots / 2) + pages(slots / 2) + 48 * slots);
  return Math.max(...moments, pages(keys - early) + pageOf + 16 * slots);
}

/**
 * Most bytes of a task with several operators, in an order that nobody knows: what all take at their peaks, and no less than with one that grows while
 * the others are full, to their last page. A pair of aggregates counts as one of them, by the first one's growth and the second one's end.
 */
export function togetherPeak(all: readonly Taken[]): number {
  if (all.length === 1) return all[0].peak;
  const full = (grows: Taken) => all.reduce((sum, other) => sum + (other === grows ? Math.max(grows.peak, grows.whole) : other.whole), 0);
  return Math.max(all.reduce((sum, { peak }) => sum + peak, 0), ...all.map(full));
}

/** What one operator of one task holds, by its own largest partition; further operators of the task apart. */
export function operatorTaken(stage: Operator, { records, otherRecords }: Largest, page: number): Taken {
  const row = stage.rowBytes ?? 0;
  const entry = (stage.keyBytes ?? 0) + (stage.valueBytes ?? 0);
  const pointer = stage.keys === 'other' ? 24 : 32;
  switch (stage.operator) {
    case 'sort': return sorter(records, row, pointer, page);
    case 'sort-merge-join': {
      const sides = [sorter(records, row, pointer, page), sorter(otherRecords, stage.otherRowBytes!, pointer, page)];
      const orders = [joinOf(sides[0], sides[1]), joinOf(sides[1], sides[0])];
      return orders[0].peak >= orders[1].peak ? orders[0] : orders[1];
    }
    case 'aggregate': return hashMap(records, entry, 16_384, page);
    case 'partial-aggregate': {
      const early = Math.min(65_536, Math.floor(page / (entry + 8)));
      return beside(page, hashMap(Math.max(0, records - early), entry, 16_384, page));
    }
    case 'object-aggregate': {
      if (records < 128) return { end: 0, whole: 0, peak: 0 };
      return beside(page + 64 * KIB, sorter(records, 4 + stage.keyBytes! + row, pointer, page));
    }
    case 'hash-join': return stage.keys === 'other' ? hashMap(records, entry, 128, page) : longJoin(records, row);
    case 'window': {
      const all = sorter(records, row, pointer, page);
      const group = Math.min(Math.ceil(stage.groupRecords ?? 0), records);
      const both = beside(all.end, sorter(group, row, 24, page));
      return group > 4096 ? { ...both, peak: Math.max(all.peak, both.peak) } : all;
    }
    default: throw new Error(`unknown operator ${stage.operator}`);
  }
}

/** The closed upper bound that stands in for the exact rule where it was not measured, without its rounding. */
export function closedBound(stage: Operator, { records, otherRecords }: Largest): number {
  const row = stage.rowBytes ?? 0;
  const entry = (stage.keyBytes ?? 0) + (stage.valueBytes ?? 0);
  switch (stage.operator) {
    case 'sort': case 'window': return records * (row + 4) + 96 * records;
    case 'sort-merge-join': return records * (row + 4 + 64) + otherRecords * (stage.otherRowBytes! + 4 + 64) + 32 * Math.max(records, otherRecords);
    case 'object-aggregate': return records * (4 + stage.keyBytes! + row + 4) + 96 * records;
    case 'hash-join': return stage.keys === 'other' ? records * (entry + 16) + 96 * records : 3 * records * (row + 8) + 64 * records;
    default: return records * (entry + 16) + 96 * records;
  }
}

/** One JVM of an executor. */
export interface Jvm {
  readonly collector: string;
  readonly java: number;
  readonly cores: number;
  readonly slots: number;
  readonly offHeapBytes: number;
}

/** Of maxMemory that may be held: two of the collectors have an old generation of two thirds of -Xmx. */
export function fillOf(collector: string): number {
  return collector === 'parallel' ? 0.7 : collector === 'serial' ? 0.6 : 0.85;
}

/** Runtime.maxMemory() of an -Xmx in whole MiB, as measured on Java 8 to 21. */
export function maxMemory(heapMiB: number, { collector, java }: Jvm): number {
  const down = (value: number, step: number) => Math.max(step, value - value % step);
  const xmx = heapMiB * MIB;
  const heap = 2 * MIB * Math.ceil(heapMiB / 2);
  if (collector === 'parallel') return heap - down(Math.floor(down(Math.floor(heap / 3), 512 * KIB) / 3), 512 * KIB);
  if (collector === 'serial') return heap - down(Math.floor(down(Math.floor(heap / 3), 64 * KIB) / 10), 64 * KIB);
  if (collector !== 'g1') return heap;
  let region = MIB;
  if (java >= 17) while (region < Math.floor(xmx / 2048) && region < 32 * MIB) region *= 2;
  else while (2 * region <= Math.floor((xmx + xmx / 64) / 2 / 2048) && region < 32 * MIB) region *= 2;
  return Math.ceil(heap / Math.max(region, 2 * MIB)) * Math.max(region, 2 * MIB);
}

/** What Spark makes of one heap, with 0.6 and 0.5. */
export interface Memory {
  readonly maxMemory: number;
  /** M: unified memory. */
  readonly unified: number;
  /** R: storage that execution cannot evict. */
  readonly region: number;
  readonly page: number;
}

export function memoryOf(heapMiB: number, jvm: Jvm): Memory {
  const max = maxMemory(heapMiB, jvm);
  const unified = Math.floor((max - 300 * MIB) * 0.6);
  const region = Math.floor(unified * 0.5);
  const offHeap = jvm.offHeapBytes > 0;
  const execution = offHeap ? jvm.offHeapBytes - Math.floor(jvm.offHeapBytes * 0.5) : unified - region;
  const target = Math.floor(Math.floor(execution / jvm.cores) / 16);
  let page = MIB;
  while (page < target && page < 64 * MIB) page *= 2;
  return { maxMemory: max, unified, region, page: jvm.collector === 'g1' && !offHeap ? page - 16 : page };
}

/** Blocks that stand beside the tasks of one executor. */
export interface Stored {
  readonly mustStay: number;
  readonly mayGo: number;
  /** Whether a relation of bigint keys, which is on the heap always, must fit there as well. */
  readonly joinsOnHeap: boolean;
}

/** Bytes that all tasks of an executor share; below 0 where the blocks alone do not fit. */
export function executionMemory({ unified, region }: Memory, { offHeapBytes }: Jvm, { mustStay, mayGo, joinsOnHeap }: Stored): number {
  const left = unified - 128 * KIB - mustStay - Math.min(mayGo, region);
  if (offHeapBytes > 0 && left >= 0) return joinsOnHeap && left < offHeapBytes ? left : offHeapBytes;
  return left;
}

/** The least -Xmx, tried MiB by MiB from the least that Spark starts with; undefined up to `mostMiB`. */
export function leastHeap(jvm: Jvm, stored: Stored, need: (page: number) => number, mostMiB: number): number | undefined {
  const known = new Map<number, number>();
  for (let heapMiB = 450; heapMiB <= mostMiB; heapMiB++) {
    const memory = memoryOf(heapMiB, jvm);
    if (memory.maxMemory < 450 * MIB) continue;
    if (!known.has(memory.page)) known.set(memory.page, need(memory.page));
    if (jvm.slots * known.get(memory.page)! <= executionMemory(memory, jvm, stored)) return heapMiB;
  }
  return undefined;
}
