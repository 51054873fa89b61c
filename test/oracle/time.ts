import { Asked, hotOf, largestOf, ratioOf } from './demand';

/** What runs the tasks. */
export interface Crew {
  readonly count: number;
  readonly slots: number;
  /** Bytes that one executor's disk moves in a second. */
  readonly diskRate: number;
  /** Executors that stand ready before the run is submitted. */
  readonly warm: number;
}

/** Which end of the core time. */
export type End = 0 | 1 | 2;

const TASK_SECONDS = 0.05;

/** Seconds after submission at which the driver runs: one that was kept ready, or one of an endless stream, at once. */
export function driverReady({ workload }: Asked, warm: number): number {
  return workload.profile === 'streaming' || warm > 0 ? 0 : 60;
}

/** Seconds after submission at which executor 1, 2 … runs: the warm ones at once, the others from 30 s after the driver on, 20 a second. */
export function readyAt(asked: Asked, { count, warm }: Crew): number[] {
  const first = driverReady(asked, warm) + 30;
  return Array.from({ length: count }, (_, index) => asked.workload.profile === 'streaming' || index < warm ? 0 : first + (index + 1 - warm) / 20);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Core seconds of the scans and of the shuffles' reading sides, split by bytes. */
function workOf({ input, shuffleTotal, coreSeconds }: Asked, end: End): { scan: number; shuffle: number } {
  const shuffle = coreSeconds[end] * (shuffleTotal / (input + shuffleTotal));
  return { scan: coreSeconds[end] - shuffle, shuffle };
}

/** Seconds of the longest scan task, and of the longest shuffle task. */
export function longestTasks(asked: Asked, partitions: number, end: End): { scan: number; shuffle: number } {
  const work = workOf(asked, end);
  const inMemory = asked.shuffle * asked.expansion;
  const hot = inMemory > 0 ? hotOf(asked, inMemory, 1) / inMemory : 0;
  return {
    scan: work.scan * Math.min(1, asked.largestSplit / asked.input) + TASK_SECONDS,
    shuffle: asked.shuffleTotal > 0 ? work.shuffle * largestOf(1, hot, ratioOf(asked), partitions) + TASK_SECONDS : 0,
  };
}

function stageSeconds(work: number, tasks: number, longest: number, asked: Asked, { count, slots, diskRate }: Crew): number {
  return Math.max((work + TASK_SECONDS * tasks) / (count * slots) + longest, asked.shuffleTotal / (count * diskRate));
}

export function scanSeconds(asked: Asked, crew: Crew, end: End): number {
  return stageSeconds(workOf(asked, end).scan, asked.splits, longestTasks(asked, 1, end).scan, asked, crew);
}

/** Seconds from submission to the end: mean arrival of the executors, then both kinds of stages; work ÷ slots + the longest task each. */
export function runSeconds(asked: Asked, crew: Crew, partitions: number, end: End): number {
  const shuffle = asked.shuffleTotal > 0
    ? stageSeconds(workOf(asked, end).shuffle, partitions, longestTasks(asked, partitions, end).shuffle, asked, crew) : 0;
  return mean(readyAt(asked, crew)) + scanSeconds(asked, crew, end) + shuffle;
}

/** Executors that are there before the first stage has ended, at the short end of the core time and with disks that never wait. */
export function present(asked: Asked, crew: Crew): number {
  const fast = { ...crew, diskRate: Infinity };
  const ready = readyAt(asked, fast);
  const ends = mean(ready) + scanSeconds(asked, fast, 0);
  return Math.max(1, ready.filter(at => at <= ends).length);
}
