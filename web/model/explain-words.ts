import { Explanation } from '../../src/core/memory/explanation';
import { MIB } from '../../src/core/units';
import { bytesMiB, counted, mib } from '../../src/report/text-style';

/** Where the memory goes, for a person who has never heard of unified memory. */
export function explainWords(explanation: Explanation, slots: number | undefined): string[] {
  const { container, perTask } = explanation;
  const rest = container.requestedMiB - container.heapMiB;
  return [
    `The container has ${mib(container.requestedMiB)}. The heap of its JVM has ${mib(container.heapMiB)} of them; the other ${mib(rest)} are for memory outside of it, and going over it kills the process.`,
    heapWords(explanation),
    ...slots === undefined ? [] : [`${counted(slots, 'task')} run at once. While nothing is cached each may take ${bytesMiB(perTask.maximumBytes)}; `
      + `whatever else runs, it is sure of ${bytesMiB(perTask.minimumBytes)}. A task that needs more spills to disk where it can, and dies where it cannot.`],
  ];
}

function heapWords({ onHeap, jvm, container }: Explanation): string {
  if ('shuffleBytes' in onHeap) {
    return `Of the heap ${bytesMiB(onHeap.shuffleBytes)} are for tasks and ${bytesMiB(onHeap.storageBytes)} for cached data, and neither lends to the other.`;
  }
  const survivor = Math.max(0, container.heapMiB * MIB - jvm.maxMemoryBytes);
  return `Of the heap Spark keeps ${bytesMiB(onHeap.reservedBytes + survivor)} back and leaves ${bytesMiB(onHeap.userBytes)} to the code of the job; `
    + `${bytesMiB(onHeap.unifiedBytes)} are shared by cached data and running tasks.`;
}
