import { memoryBar } from './memory-bar';
import { ContainerParts, REGION_MEANINGS, Region, beside, containerRegions, wholeMiB } from './regions';
import { section, table } from './table';
import { TextOptions, grouped, mib, styleOf } from './text-style';
import { Explanation, UnifiedRegions } from '../core/memory/explain';
import { StaticMemory } from '../core/memory/static';
import { MIB } from '../core/units';

/** One configuration's memory as text: drawn, then number by number. */
export function explainText(explanation: Explanation, options: TextOptions = {}): string {
  const style = styleOf(options);
  const { container } = explanation;
  return [
    ...section(`One container: ${mib(container.requestedMiB)}`, ['', ...memoryBar(explainRegions(explanation), style)], style).slice(1),
    ...section('Number by number', table(explainFigures(explanation), [{ ink: 'dim' }, {}], style), style),
    ...section('What else', table(explanation.notes.map(note => ['-', note]), [{}, {}], style), style),
  ].join('\n') + '\n';
}

/** The regions of a container from left to right. */
export function explainRegions({ jvm, onHeap, container }: Explanation): Region[] {
  if ('shuffleBytes' in onHeap) return staticRegions(onHeap, jvm.maxMemoryBytes, container);
  const { reservedBytes, userBytes, storageBytes, executionBytes } = onHeap;
  const survivorBytes = Math.max(0, container.heapMiB * MIB - jvm.maxMemoryBytes);
  return containerRegions({ reservedBytes, survivorBytes, userBytes, storageBytes, executionBytes }, container);
}

/** Of the static manager: unroll memory is taken from storage. */
function staticRegions({ storageBytes, shuffleBytes, unrollBytes }: StaticMemory, maxMemoryBytes: number, container: ContainerParts): Region[] {
  const survivorBytes = Math.max(0, container.heapMiB * MIB - maxMemoryBytes);
  const userBytes = maxMemoryBytes - storageBytes - shuffleBytes;
  const sizes = [survivorBytes, userBytes, unrollBytes, storageBytes - unrollBytes, shuffleBytes];
  const [survivor, user, unroll, storage, shuffle] = wholeMiB(sizes, container.heapMiB);
  const onHeap = [
    { name: 'survivor', mib: survivor, meaning: REGION_MEANINGS.survivor },
    { name: 'user', mib: user, meaning: `${REGION_MEANINGS.user}, and what the safety fractions leave` },
    { name: 'unroll', mib: unroll, meaning: 'blocks while they are unrolled, a part of storage' },
    { name: 'storage', mib: storage, meaning: 'the rest of storage: cache and broadcasts' },
    { name: 'shuffle', mib: shuffle, meaning: 'sorts, aggregates and joins' },
  ];
  return [...onHeap.map(region => ({ ...region, group: 'heap' })), ...beside(container)];
}

/** Each figure by its name. */
export function explainFigures({ jvm, onHeap, offHeap, pageBytes, perTask, container, ui, sparkVersion }: Explanation): string[][] {
  return [
    ['Spark, Java, collector', `${sparkVersion}, ${jvm.java}, ${jvm.collector}`],
    ['-Xmx', bytes(jvm.xmxBytes)],
    ['Runtime.maxMemory', bytes(jvm.maxMemoryBytes)],
    ...regionRows(onHeap),
    ...offHeap.bytes ? [['off-heap', `${bytes(offHeap.bytes)}, of it ${bytes(offHeap.storageBytes)} for storage`]] : [],
    ['a page', bytes(pageBytes)],
    ['a task, at most', `${bytes(perTask.maximumBytes)}, with nothing stored`],
    ['a task, at least', `${bytes(perTask.minimumBytes)}, once execution has grown`],
    ['container', containerText(container)],
    ['storage memory', `${ui.storageMemory} in Spark's UI, ${ui.logCapacity} in its log`],
  ];
}

function regionRows(onHeap: UnifiedRegions | StaticMemory): string[][] {
  if ('shuffleBytes' in onHeap) {
    return [['storage', bytes(onHeap.storageBytes)], ['of it unroll', bytes(onHeap.unrollBytes)], ['shuffle', bytes(onHeap.shuffleBytes)]];
  }
  return [['reserved', bytes(onHeap.reservedBytes)], ['user', bytes(onHeap.userBytes)], ['storage and execution', bytes(onHeap.unifiedBytes)]];
}

function containerText({ heapMiB, overheadMiB, offHeapMiB, pysparkMiB, requestedMiB, grantedMiB, worker }: Explanation['container']): string {
  const parts = [
    `${mib(heapMiB)} of heap`, `${mib(overheadMiB)} of overhead`, offHeapMiB ? `${mib(offHeapMiB)} off-heap` : '', pysparkMiB ? `${mib(pysparkMiB)} of Python` : '',
  ].filter(Boolean);
  const place = worker ? `; in a worker of ${worker.vCpu} vCPU, ${worker.memoryGiB} GB` : grantedMiB === requestedMiB ? '' : `; ${mib(grantedMiB)} are granted`;
  return `${parts.join(' + ')} = ${mib(requestedMiB)}${place}`;
}

/** `2,277.6 MiB (2,388,236,697 bytes)`: exact, and readable. */
function bytes(count: number): string {
  const readable = mib(Math.round(count / MIB * 10) / 10);
  return count % MIB === 0 ? readable : `${readable} (${grouped(count)} bytes)`;
}
