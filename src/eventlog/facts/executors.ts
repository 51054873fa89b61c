import { Fields, integerOf, objectOf, own, textOf } from './json-read';

/** An executor from its ExecutorAdded. */
export interface Executor {
  readonly id: string;
  readonly cores: number;
  readonly profileId: number;
}

/** A resource profile: what a request for executors says. */
export interface ResourceProfile {
  readonly id: number;
  readonly memoryMiB?: number;
  readonly taskCpus?: number;
}

/** Memory of a block manager. */
export interface BlockManager {
  readonly onHeapBytes?: number;
  readonly offHeapBytes?: number;
}

interface Change {
  readonly at: number;
  readonly executor: Executor;
  readonly sign: 1 | -1;
}

export const DRIVER = 'driver';
const DEFAULT_PROFILE = 0;

/** Executors as they come and go. */
export class Executors {
  public readonly executors = new Map<string, Executor>();
  public readonly profiles = new Map<number, ResourceProfile>();
  public readonly blockManagers = new Map<string, BlockManager>();
  private readonly changes: Change[] = [];
  private readonly present = new Set<string>();

  public added(event: Fields): void {
    const id = textOf(event, 'Executor ID');
    if (id === undefined) return;
    const info = objectOf(event, 'Executor Info');
    const executor = { id, cores: integerOf(info, 'Total Cores') ?? 0, profileId: integerOf(info, 'Resource Profile Id') ?? DEFAULT_PROFILE };
    if (!this.executors.has(id)) this.executors.set(id, executor);
    if (this.present.has(id)) return;
    this.present.add(id);
    this.changes.push({ at: integerOf(event, 'Timestamp') ?? 0, executor, sign: 1 });
  }

  public removed(event: Fields): void {
    const id = textOf(event, 'Executor ID');
    const executor = id === undefined ? undefined : this.executors.get(id);
    if (!executor || !this.present.delete(executor.id)) return;
    this.changes.push({ at: integerOf(event, 'Timestamp') ?? 0, executor, sign: -1 });
  }

  public profileAdded(event: Fields): void {
    const id = integerOf(event, 'Resource Profile Id');
    if (id === undefined) return;
    const memoryMiB = integerOf(objectOf(objectOf(event, 'Executor Resource Requests'), 'memory'), 'Amount');
    const cpus = own(objectOf(objectOf(event, 'Task Resource Requests'), 'cpus'), 'Amount');
    this.profiles.set(id, { id, memoryMiB, taskCpus: typeof cpus === 'number' && cpus > 0 ? cpus : undefined });
  }

  public blockManagerAdded(event: Fields): void {
    const id = textOf(objectOf(event, 'Block Manager ID'), 'Executor ID');
    if (id === undefined || this.blockManagers.has(id)) return;
    this.blockManagers.set(id, { onHeapBytes: integerOf(event, 'Maximum Onheap Memory'), offHeapBytes: integerOf(event, 'Maximum Offheap Memory') });
  }

  /** The largest sum of what the executors that are there at one time have. At one instant a removal goes first. */
  public mostAtOnce(valueOf: (executor: Executor) => number): number {
    let [now, most] = [0, 0];
    for (const { executor, sign } of [...this.changes].sort((a, b) => a.at - b.at || a.sign - b.sign)) {
      now += sign * valueOf(executor);
      most = Math.max(most, now);
    }
    return most;
  }
}
