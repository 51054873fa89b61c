/** A worker of EMR Serverless as the admission rules see it. GB of the service are GiB. */
export interface WorkerSize {
  readonly vCpu: number;
  readonly memoryGiB: number;
  readonly diskGiB: number;
}

/** An application's `maximumCapacity`. A dimension left out has no limit. */
export interface Capacity {
  readonly cpu?: number;
  readonly memoryGiB?: number;
  readonly diskGiB?: number;
}

/** vCPUs, GiB of memory and GiB of disk: of workers, of limits, of what is left. */
export interface Amounts {
  readonly cpu: number;
  readonly memory: number;
  readonly disk: number;
}

export type DimensionName = keyof Amounts;

/** The strings of CloudFormation: `"16 vCPU"`, `"64 GB"`, `"80 GB"`. */
export interface CapacityText {
  readonly cpu: string;
  readonly memory: string;
  readonly disk: string;
}

/** The dimensions in the order in which the service names them, each with its unit in templates and messages. */
export const DIMENSIONS: readonly { readonly name: DimensionName; readonly unit: string }[] = [
  { name: 'cpu', unit: 'vCPU' }, { name: 'memory', unit: 'GB' }, { name: 'disk', unit: 'GB' },
];

export const NOTHING: Amounts = { cpu: 0, memory: 0, disk: 0 };

export function amountsOf(worker: WorkerSize): Amounts {
  return { cpu: worker.vCpu, memory: worker.memoryGiB, disk: worker.diskGiB };
}

/** A limit left out is infinite. */
export function limitsOf({ cpu = Infinity, memoryGiB = Infinity, diskGiB = Infinity }: Capacity): Amounts {
  return { cpu, memory: memoryGiB, disk: diskGiB };
}

/** a + count × b, dimension by dimension. */
export function plus(a: Amounts, b: Amounts, count = 1): Amounts {
  return { cpu: a.cpu + count * b.cpu, memory: a.memory + count * b.memory, disk: a.disk + count * b.disk };
}

/** How many workers the rest still holds: the least of the three quotients, rounded down. */
export function workersIn(rest: Amounts, worker: Amounts): number {
  return Math.max(0, Math.min(...DIMENSIONS.map(({ name }) => quotient(rest[name], worker[name]))));
}

function quotient(rest: number, each: number): number {
  return each === 0 ? Infinity : Math.floor(rest / each);
}

/** The dimensions of which less is left than one worker takes. */
export function shortOf(rest: Amounts, worker: Amounts): DimensionName[] {
  return DIMENSIONS.map(({ name }) => name).filter(name => rest[name] < worker[name]);
}

/** `16 vCPU`, `64 GB`. */
export function amountText(name: DimensionName, amount: number): string {
  return `${amount} ${DIMENSIONS.find(dimension => dimension.name === name)!.unit}`;
}

export function capacityText(amounts: Amounts): CapacityText {
  return {
    cpu: amountText('cpu', amounts.cpu),
    memory: amountText('memory', amounts.memory),
    disk: amountText('disk', amounts.disk),
  };
}

/** `4x16x20`: vCPU x GB memory x GB disk. */
export function workerText({ vCpu, memoryGiB, diskGiB }: WorkerSize): string {
  return `${vCpu}x${memoryGiB}x${diskGiB}`;
}
