import { workerUsdPerHour } from './cost';
import { mapStatusBytes } from './memory-fit';
import { PlannedDriver, Worker } from './plan';
import { LAWS } from '../catalog/laws';
import { ServerlessPrices } from '../catalog/prices';
import { workerSizes } from '../catalog/workers';
import { ceilMiB, KIB, MIB, MIB_PER_GIB } from '../units';
import { Demand } from '../workload/demand';

/** What a driver has to carry. */
export interface DriverLoad {
  readonly heapMiB: number;
  readonly overheadMiB: number;
  readonly vCpu: number;
}

/** Tasks of one run: the scan's splits, and the partitions of every shuffle. */
export function tasksOf(demand: Demand, partitions: number): number {
  const shuffles = demand.shuffleBytes > 0 ? Math.ceil(demand.shuffleTotalBytes / demand.shuffleBytes) : 0;
  return demand.splits + shuffles * partitions;
}

/** Heap ≥ 1 GiB + 3 × broadcast + 2 × collect × expansion + 2 × map statuses + 4 KiB a retained task, rounded up. */
export function driverHeapMiB(demand: Demand, partitions: number): number {
  const retained = Math.min(tasksOf(demand, partitions), LAWS.driverRetainedTasks.value);
  return LAWS.driverBaseHeapMiB.value + ceilMiB(
    LAWS.driverBroadcastCopies.value * demand.broadcastBytes
    + LAWS.driverCollectCopies.value * demand.collectBytes * demand.expansion
    + LAWS.driverMapStatusCopies.value * mapStatusBytes(demand.splits, partitions)
    + LAWS.driverKiBPerTask.value * KIB * retained,
  );
}

/** Overhead beside a driver's heap: max(10 %, 384 MiB), and what comes back to Python. */
export function driverOverheadMiB(heapMiB: number, collectMiB: number): number {
  return Math.max(Math.ceil(LAWS.overheadHeapFraction.value * heapMiB), LAWS.minimumOverheadMiB.value) + collectMiB;
}

function pythonCollectMiB(demand: Demand): number {
  return demand.pythonBytesPerSlot > 0 ? Math.ceil(LAWS.driverPythonCollectCopies.value * demand.collectBytes / MIB) : 0;
}

/** What the driver of a run with so many partitions and executors carries. */
export function driverLoad(demand: Demand, partitions: number, executors: number): DriverLoad {
  const heapMiB = driverHeapMiB(demand, partitions);
  const busy = tasksOf(demand, partitions) > LAWS.largeDriverTasks.value || executors > LAWS.largeDriverExecutors.value;
  return { heapMiB, overheadMiB: driverOverheadMiB(heapMiB, pythonCollectMiB(demand)), vCpu: busy ? LAWS.largeDriverVCpu.value : 1 };
}

/** The driver workers of one price list. Remembers the answer for each load, since a search asks for the same few all the time. */
export class DriverChoice {
  /** The cheapest worker of all. */
  public readonly cheapest: Worker;
  private readonly workers: readonly Worker[];
  private readonly known = new Map<number, Worker | undefined>();

  /** `leastVcpu`: serverless storage is not for smaller workers. */
  constructor(prices: ServerlessPrices, leastVcpu: number) {
    this.workers = workerSizes()
      .filter(({ vCpu }) => vCpu >= leastVcpu)
      .map(size => ({ ...size, diskGiB: LAWS.serviceDriverDiskGiB.value, diskType: 'STANDARD' as const }))
      .map(worker => ({ worker, usd: workerUsdPerHour(worker, prices) }))
      .sort((a, b) => a.usd - b.usd || a.worker.vCpu - b.worker.vCpu)
      .map(({ worker }) => worker);
    this.cheapest = this.workers[0];
  }

  /** The cheapest worker that carries a driver; of equal price the smaller one; or undefined. */
  public for(load: DriverLoad): Worker | undefined {
    const neededGiB = Math.ceil((load.heapMiB + load.overheadMiB) / MIB_PER_GIB);
    const key = neededGiB * 2 + (load.vCpu > 1 ? 1 : 0);
    if (!this.known.has(key)) this.known.set(key, this.workers.find(worker => worker.vCpu >= load.vCpu && worker.memoryGiB >= neededGiB));
    return this.known.get(key);
  }
}

/** A driver that fills its worker. */
export function plannedDriver(load: DriverLoad, worker: Worker, demand: Demand): PlannedDriver {
  const memory = filledDriver(load, worker.memoryGiB * MIB_PER_GIB, demand);
  return { cores: worker.vCpu, ...memory, diskGiB: worker.diskGiB, diskType: worker.diskType, worker };
}

/** A driver that fills so much memory: the heap grows with it (never across 31 GiB only for that), the rest is overhead. */
export function filledDriver(load: DriverLoad, containerMiB: number, demand: Demand): Pick<PlannedDriver, 'heapMiB' | 'overheadMiB' | 'containerMiB'> {
  const python = pythonCollectMiB(demand);
  const room = containerMiB - python;
  const filled = Math.min(Math.floor(room / (1 + LAWS.overheadHeapFraction.value)), room - LAWS.minimumOverheadMiB.value);
  const compressed = LAWS.compressedPointersHeapGiB.value * MIB_PER_GIB;
  const heapMiB = load.heapMiB <= compressed ? Math.min(filled, compressed) : filled;
  return { heapMiB, overheadMiB: containerMiB - heapMiB, containerMiB };
}
