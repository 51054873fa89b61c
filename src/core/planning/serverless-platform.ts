import { Question } from './attempts';
import { bestCaseSeconds } from './bounds';
import { BareShape, Candidate, diskRequestOf, ShapeSearch } from './candidate';
import { Shape, shapeOf } from './container';
import { executorLeastSeconds, runUsd, SECONDS_PER_HOUR, workerUsdPerHour } from './cost';
import { diskBytes, DiskOption, diskOptions, diskTypesOf, DiskTypeRange, fastestDisk, neededDiskGiB } from './disk';
import { DriverChoice, DriverLoad } from './driver';
import { Worker } from './plan';
import { Crew, DiskSeat, Platform, ShapeGroup } from './platform';
import { Space, taskCpuChoices } from './space';
import { driverReadySeconds, End, serialSeconds, SERVERLESS_READY } from './time';
import { LAWS } from '../catalog/laws';
import { ServerlessPrices } from '../catalog/prices';
import { Release } from '../catalog/releases';
import { FREE_DISK_GIB, WORKER_ROWS, workerSizes } from '../catalog/workers';
import { defaultCollector } from '../memory/jvm-heap';
import { GIB } from '../units';

/** A question about EMR Serverless. */
export interface ServerlessQuestion extends Question {
  readonly prices: ServerlessPrices;
}

/** EMR Serverless: a worker for each executor, and one for the driver. */
export class ServerlessPlatform implements Platform {
  public readonly ready = SERVERLESS_READY;
  public readonly sharesDriver = false;
  public readonly drivers: DriverChoice;
  private readonly diskTypes: readonly DiskTypeRange[];
  private readonly fastest: ReadonlyMap<number, number>;

  public constructor(public readonly prices: ServerlessPrices, private readonly release: Release, private readonly serverlessStorage: boolean) {
    this.drivers = new DriverChoice(prices, this.leastVCpu);
    this.diskTypes = diskTypesOf(release);
    this.fastest = new Map(WORKER_ROWS.map(({ vCpu }) => [vCpu, serverlessStorage ? Infinity : fastestDisk(this.diskTypes, vCpu)]));
  }

  public get cheapestDriver(): Worker {
    return this.drivers.cheapest;
  }

  private get leastVCpu(): number {
    return this.serverlessStorage ? LAWS.serverlessStorageMinimumVCpu.value : 1;
  }

  /** One group: those that are cheapest for a task, or that bring most tasks, come first. */
  public groups(space: Space): ShapeGroup[][] {
    const shapes = this.shapes(space);
    return [[{ leastUsd: 0, leastSeconds: () => 0, shapes: () => shapes }]];
  }

  private shapes(space: Space): Shape[] {
    const { request: { pins }, demand } = space;
    return workerSizes()
      .filter(({ vCpu }) => vCpu >= this.leastVCpu && (pins.executorCores === undefined || vCpu === pins.executorCores))
      .flatMap(({ vCpu, memoryGiB }) => {
        const collector = pins.collector ?? defaultCollector({ javaVersion: this.release.java, cores: vCpu, memoryBytes: memoryGiB * GIB });
        const jvm = { collector, javaVersion: this.release.java, offHeapBytes: demand.offHeapBytes };
        return taskCpuChoices(vCpu, pins.taskCpus).map(taskCpus => shapeOf(vCpu, memoryGiB, taskCpus, jvm));
      })
      .map(shape => ({ shape, promise: this.promiseOf(space, shape) }))
      .sort((a, b) => a.promise - b.promise || a.shape.vCpu - b.shape.vCpu || a.shape.taskCpus - b.shape.taskCpus)
      .map(({ shape }) => shape);
  }

  private promiseOf({ request }: Space, shape: Shape): number {
    return request.objective === 'time' ? -shape.slots : this.bareUsdPerHour(shape) / shape.slots;
  }

  /** Of a worker without its disk. */
  private bareUsdPerHour({ vCpu, memoryGiB }: Shape): number {
    return vCpu * this.prices.vCpuHourUsd + memoryGiB * this.prices.memoryGiBHourUsd;
  }

  public countBounds(space: Space, shape: Shape, mostPartitions: number): readonly [number, number] {
    const { request: { pins, warm }, demand, deadline } = space;
    if (pins.executors !== undefined) return [pins.executors, Math.min(pins.executors, quotaCount(space, shape))];
    const tasks = Math.max(demand.splits, mostPartitions);
    const least = deadline ? Math.ceil(demand.coreSeconds.high / (deadline.seconds * shape.slots)) : 1;
    const most = Math.max(Math.ceil(tasks / shape.slots), warm ?? 0);
    return [Math.max(1, least), Math.min(quotaCount(space, shape), Math.max(1, most, least))];
  }

  public fastestDisk(_space: Space, { vCpu }: Shape): number {
    return this.fastest.get(vCpu)!;
  }

  public disks(space: Space, { shape, option, present }: DiskSeat): DiskOption[] {
    const neededGiB = neededDiskGiB(diskRequestOf(space, shape, option, present));
    const { serverlessStorage, diskTypes: types } = this;
    return diskOptions({ neededGiB, vCpu: shape.vCpu, types, serverlessStorage, pinnedGiB: space.request.pins.diskGiB });
  }

  /** Executors are billed for the work and for the longest tasks at least, and a minute each. */
  public leastUsdFrom({ space: { pace, demand }, shape, bounds: [, most] }: BareShape, count: number): number {
    const busy = demand.coreSeconds.mid / shape.slots + count * serialSeconds(pace, most, 'mid');
    return this.bareUsdPerHour(shape) * (pace.steady ? count : Math.max(busy, count * LAWS.billedMinimumSeconds.value) / SECONDS_PER_HOUR);
  }

  /** Its best run time, the smallest driver, the least disk of the cheaper type. */
  public leastUsdAt(one: ShapeSearch, count: number, end: End): number {
    const { space: { pace }, shape } = one;
    const driverUsd = workerUsdPerHour(this.drivers.cheapest, this.prices);
    const executorUsd = this.bareUsdPerHour(shape) + this.leastDiskUsdPerHour(one, count);
    if (pace.steady) return driverUsd + count * executorUsd;
    const seconds = bestCaseSeconds(one, count, end);
    return (driverUsd * Math.max(LAWS.billedMinimumSeconds.value, seconds - driverReadySeconds(pace))
      + executorUsd * executorLeastSeconds(pace, count, seconds)) / SECONDS_PER_HOUR;
  }

  /** All executors there from the start, and the heap with the largest storage region. */
  private leastDiskUsdPerHour({ space: { demand, spilledBytes }, shape, storageRegionBytes }: ShapeSearch, count: number): number {
    if (this.serverlessStorage) return 0;
    const shares = { demand, shape, storageRegionBytes, present: count, serverlessStorage: false, spilledBytes };
    const paidGiB = Math.max(0, diskBytes(shares) / GIB + LAWS.diskReserveGiB.value - FREE_DISK_GIB);
    return paidGiB * Math.min(this.prices.storageGiBHourUsd, this.prices.shuffleStorageGiBHourUsd);
  }

  public driverFor(_space: Space, load: DriverLoad): Worker | undefined {
    return this.drivers.for(load);
  }

  public machine({ vCpu, memoryGiB }: Shape, { diskGiB, diskType }: DiskOption): Worker {
    return { vCpu, memoryGiB, diskGiB, diskType };
  }

  public usd({ pace }: Space, crew: Crew, seconds: number): number {
    return runUsd(pace, crew, seconds, this.prices);
  }

  /** Fewer vCPUs, then less memory, then fewer partitions; what is left is ordered by cost and cores, so that the answer is one. */
  public order({ shape, driver, count, usd, partitions }: Candidate): number[] {
    return [count * shape.vCpu + driver.vCpu, count * shape.memoryGiB + driver.memoryGiB, partitions, usd, shape.vCpu, shape.taskCpus];
  }

  public kind({ shape: { vCpu, taskCpus } }: Candidate): string {
    return `${vCpu}/${taskCpus}`;
  }
}

/** Executors beside the smallest driver that the account's quota allows each of the concurrent runs. */
function quotaCount({ maxConcurrentVcpus, concurrentRuns }: Space, shape: Shape): number {
  if (maxConcurrentVcpus === undefined) return Infinity;
  return Math.floor((maxConcurrentVcpus / concurrentRuns - 1) / shape.vCpu);
}
