import { workerSizes } from '../src/core/catalog/workers';
import { containerOf } from '../src/core/memory/container';

/** How aws-emr-advisor sizes workers of EMR Serverless, restated from its sources, and what becomes of it. */

const MIB_PER_GIB = 1024;

/** Rows of the grid as aws-emr-advisor has them: least, largest and step of the memory in GB. Source: aws-emr-advisor 3caea29 (0.3.1). */
const ADVISOR_GRID: readonly (readonly [vCpu: number, least: number, largest: number, step: number])[] = [
  [1, 2, 8, 1], [2, 4, 16, 1], [4, 8, 30, 1], [8, 16, 60, 4], [16, 32, 120, 8],
];

/** The cores that it tries: for jobs that need memory, that need processors, and all others. */
export const ADVISOR_CORES: readonly (readonly number[])[] = [[1, 2, 3, 4], [8, 10, 11, 12, 13, 14, 15, 16], [4, 5, 6, 7, 8]];
/** Demands of heap that are tried, in GB. */
export const HEAPS_GIB = Array.from({ length: 63 }, (_, index) => index + 2);

/** A worker that it asks for: its memory is written into `spark.executor.memory`. */
export interface Advised {
  readonly vCpu: number;
  readonly heapGiB: number;
}

/** The row with these vCPUs, else of the larger rows the one whose memory comes nearest; the memory to the nearest step, up or down. */
export function advisorWorker(cores: number, heapGiB: number): Advised {
  const own = ADVISOR_GRID.filter(([vCpu]) => vCpu === cores);
  const rows = own.length ? own : ADVISOR_GRID.filter(([vCpu]) => vCpu > cores);
  const choices = rows.map(([vCpu, least, largest, step]) => {
    const stepped = least + Math.round((heapGiB - least) / step) * step;
    return { vCpu, heapGiB: Math.min(largest, Math.max(least, stepped)) };
  });
  return choices.reduce((best, one) => Math.abs(one.heapGiB - heapGiB) < Math.abs(best.heapGiB - heapGiB) ? one : best);
}

/** Whether the service takes it: heap and overhead within the largest worker of these vCPUs. */
export function isTaken({ vCpu, heapGiB }: Advised): boolean {
  const { requestedMiB } = containerOf(heapGiB * MIB_PER_GIB, { platform: 'serverless', role: 'executor' });
  return Math.max(...workerSizes().filter(worker => worker.vCpu === vCpu).map(({ memoryGiB }) => memoryGiB)) * MIB_PER_GIB >= requestedMiB;
}

/** How many of the advisor's answers are refused at submission. */
export function advisorRefusals(): { readonly asked: number; readonly refused: number } {
  const all = ADVISOR_CORES.flat().flatMap(cores => HEAPS_GIB.map(heapGiB => advisorWorker(cores, heapGiB)));
  return { asked: all.length, refused: all.filter(one => !isTaken(one)).length };
}
