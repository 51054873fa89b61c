import { BareShape, Candidate, ShapeSearch } from './candidate';
import { HeapOption, Shape } from './container';
import { DiskOption } from './disk';
import { DriverLoad } from './driver';
import { Machine, Worker } from './plan';
import { Space } from './space';
import { End, ReadyTimes } from './time';

/** Shapes that one lower bound can dismiss together. */
export interface ShapeGroup {
  /** No plan of theirs costs less. */
  readonly leastUsd: number;
  /** None is faster. */
  leastSeconds(end: End): number;
  shapes(): readonly Shape[];
}

/** What a bound makes of a group: it is looked at, it is left out, or it and all after it in its row are. */
export type Verdict = 'look' | 'skip' | 'stop';

/** Executors that share out what a run writes to disk. */
export interface DiskSeat {
  readonly shape: Shape;
  readonly option: HeapOption;
  /** Executors that are there when it is written. */
  readonly present: number;
}

/** What a run is made of: so many workers or nodes, and what the driver stands on. */
export interface Crew<M extends Machine = Worker> {
  readonly driver: M;
  readonly executor: M;
  readonly count: number;
}

/**
 * What the search asks of a platform: its catalog of shapes, how executors lie on them, which disks they can have, and what all of it costs.
 * A count is one of what is billed: workers, or nodes.
 */
export interface Platform<M extends Machine = Worker> {
  /** Seconds until a run has its driver and executors. */
  readonly ready: ReadyTimes;
  /** Every shape, in rows, the most promising first. In a row each group is bound to be dearer than the one before it. */
  groups(space: Space<M>): readonly Iterable<ShapeGroup>[];
  /** From what the deadline needs at the least to what the quota and the tasks can use at the most. */
  countBounds(space: Space<M>, shape: Shape, mostPartitions: number): readonly [number, number];
  /** Bytes a second of the fastest disk that one executor can have. */
  fastestDisk(space: Space<M>, shape: Shape): number;
  /** The disks worth a try. */
  disks(space: Space<M>, seat: DiskSeat): readonly DiskOption<M['diskType']>[];
  /** Lower bound on the cost of a count and all larger ones. */
  leastUsdFrom(bare: BareShape<M>, count: number): number;
  /** Lower bound on the cost of one count, which falls and then rises with it. */
  leastUsdAt(one: ShapeSearch<M>, count: number, end: End): number;
  /** The cheapest that carries a driver of so many workers or nodes. */
  driverFor(space: Space<M>, load: DriverLoad, count: number): M | undefined;
  /** Whether the drivers of all concurrent runs stand on one machine. */
  readonly sharesDriver: boolean;
  /** The cheapest that carries any. */
  readonly cheapestDriver: M | undefined;
  /** What the executors of a shape stand on. */
  machine(shape: Shape, disk: DiskOption<M['diskType']>): M;
  /** USD of one run; of one hour where runs follow each other without a break. */
  usd(space: Space<M>, crew: Crew<M>, seconds: number): number;
  /** What decides between plans of the same cost, the weightiest first; the less the better. */
  order(candidate: Candidate<M>): readonly number[];
  /** Of plans of one kind only the best is told as a runner-up. */
  kind(candidate: Candidate<M>): string;
}
