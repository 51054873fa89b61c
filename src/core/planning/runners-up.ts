import { Attempt } from './attempts';
import { RunnerUp } from './plan';
import { Candidate } from './search';
import { LAWS } from '../catalog/laws';
import { formatUsd } from '../workload/quantities';

const MOST_RUNNERS_UP = 5;

/** The best of the other shapes, the nearest first, and why each lost. */
export function runnersUp({ space, best, others }: Attempt): RunnerUp[] {
  const within = space.request.objective === 'time' ? ' and as fast' : '';
  return [...others].sort((a, b) => a.usd - b.usd).slice(0, MOST_RUNNERS_UP).map(other => ({
    summary: summaryOf(other),
    usd: Math.round(other.usd * 1e6) / 1e6,
    lostBecause: lostBecause(other, best) + within,
  }));
}

/** `12 × 4 vCPU, 16 GB, 40 GB disk, 960 partitions`. */
export function summaryOf({ count, worker, shape, partitions }: Candidate): string {
  const cpus = shape.taskCpus > 1 ? `, ${shape.taskCpus} cores a task` : '';
  return `${count} × ${worker.vCpu} vCPU, ${worker.memoryGiB} GB, ${worker.diskGiB} GB disk${cpus}, ${partitions} partitions`;
}

function lostBecause(other: Candidate, best: Candidate): string {
  const more = other.usd / best.usd - 1;
  if (more > LAWS.costTie.value) return `${percent(more)} dearer (${formatUsd(other.usd)} against ${formatUsd(best.usd)})`;
  const vCpus = other.count * other.shape.vCpu + other.driver.vCpu - best.count * best.shape.vCpu - best.driver.vCpu;
  if (vCpus > 0) return `as cheap within 1 %, and ${vCpus} vCPUs more`;
  const memory = other.count * other.shape.memoryGiB - best.count * best.shape.memoryGiB;
  return memory > 0 ? `as cheap within 1 %, and ${memory} GB more` : 'as cheap within 1 %, and no smaller';
}

function percent(fraction: number): string {
  return `${(100 * fraction).toFixed(fraction < 0.1 ? 1 : 0)} %`;
}
