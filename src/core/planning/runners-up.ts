import { Attempt, secondsOf } from './attempts';
import { Node } from './ec2-plan';
import { Machine, RunnerUp } from './plan';
import { Candidate } from './search';
import { LAWS } from '../catalog/laws';
import { formatUsd } from '../workload/quantities';

const MOST_RUNNERS_UP = 5;

/** The best of the other shapes, the nearest first, and why each lost. */
export function runnersUp(found: Attempt): RunnerUp[] {
  return nearest(found, summaryOf, lostBecause);
}

/** The best of the other instance types, likewise. */
export function ec2RunnersUp(found: Attempt<Node>): RunnerUp[] {
  return nearest(found, nodesSummary, (other, best) => dearer(other, best) ?? moreVCpus(other, best) ?? 'as cheap within 1 %, and no smaller');
}

function nearest<M extends Machine>(
  { space, best, others }: Attempt<M>, summary: (one: Candidate<M>) => string, lost: (other: Candidate<M>, best: Candidate<M>) => string,
): RunnerUp[] {
  const within = space.request.objective === 'time' ? ' and as fast' : '';
  return [...others].sort((a, b) => a.usd - b.usd).slice(0, MOST_RUNNERS_UP).map(other => ({
    summary: summary(other),
    usd: Math.round(other.usd * 1e6) / 1e6,
    seconds: Math.ceil(secondsOf(space, other, 'mid')),
    lostBecause: lost(other, best) + within,
  }));
}

/** `6 × m7g.4xlarge, 4 executors of 4 cores each, 960 partitions`. */
function nodesSummary({ count, worker, shape, partitions }: Candidate<Node>): string {
  const executors = shape.unit.executors === 1 ? 'one executor' : `${shape.unit.executors} executors`;
  return `${count} × ${worker.instanceType}, ${executors} of ${shape.vCpu} cores each, ${partitions} partitions`;
}

function moreVCpus(other: Candidate<Node>, best: Candidate<Node>): string | undefined {
  const vCpus = other.count * other.shape.unit.vCpu + other.driver.vCpu - best.count * best.shape.unit.vCpu - best.driver.vCpu;
  return vCpus > 0 ? `as cheap within 1 %, and ${vCpus} vCPUs more` : undefined;
}

function dearer(other: Candidate<Machine>, best: Candidate<Machine>): string | undefined {
  const more = other.usd / best.usd - 1;
  return more > LAWS.costTie.value ? `${percent(more)} dearer (${formatUsd(other.usd)} against ${formatUsd(best.usd)})` : undefined;
}

/** `12 × 4 vCPU, 16 GB, 40 GB disk, 960 partitions`. */
export function summaryOf({ count, worker, shape, partitions }: Candidate): string {
  const cpus = shape.taskCpus > 1 ? `, ${shape.taskCpus} cores a task` : '';
  return `${count} × ${worker.vCpu} vCPU, ${worker.memoryGiB} GB, ${worker.diskGiB} GB disk${cpus}, ${partitions} partitions`;
}

function lostBecause(other: Candidate, best: Candidate): string {
  const more = dearer(other, best);
  if (more) return more;
  const vCpus = other.count * other.shape.vCpu + other.driver.vCpu - best.count * best.shape.vCpu - best.driver.vCpu;
  if (vCpus > 0) return `as cheap within 1 %, and ${vCpus} vCPUs more`;
  const memory = other.count * other.shape.memoryGiB - best.count * best.shape.memoryGiB;
  return memory > 0 ? `as cheap within 1 %, and ${memory} GB more` : 'as cheap within 1 %, and no smaller';
}

function percent(fraction: number): string {
  return `${(100 * fraction).toFixed(fraction < 0.1 ? 1 : 0)} %`;
}
