import { Update } from '../lines/accumulables';

/** Of one accumulator, over the tasks that succeeded. */
export interface MetricCounts {
  readonly sum: number;
  /** Of one task. */
  readonly largest: number;
  /** The stage of the task that was the last to add to it. */
  readonly stageId: number | undefined;
}

/** So many accumulators are followed at a time: those of a few thousand queries. */
const MOST_ACCUMULATORS = 2 ** 20;

/** What tasks read and put out, by accumulator: of which node of a plan it is, the plan says. */
export class SqlMetrics {
  private readonly counts = new Map<number, { sum: number; largest: number; stageId: number | undefined }>();
  /** Sent by the driver itself. */
  private readonly ofDriver = new Map<number, number>();

  public add(updates: readonly Update[], stageId: number | undefined): void {
    for (const { id, value } of updates) this.addOne(id, value, stageId);
  }

  public addOfDriver(id: number, value: number): void {
    if (this.ofDriver.size < MOST_ACCUMULATORS) this.ofDriver.set(id, value);
  }

  public of(id: number | undefined): MetricCounts | undefined {
    return id === undefined ? undefined : this.counts.get(id);
  }

  public driverValue(id: number | undefined): number | undefined {
    return id === undefined ? undefined : this.ofDriver.get(id);
  }

  /** Of a query that has ended and was looked at. */
  public forget(ids: Iterable<number>): void {
    for (const id of ids) {
      this.counts.delete(id);
      this.ofDriver.delete(id);
    }
  }

  private addOne(id: number, value: number, stageId: number | undefined): void {
    const count = this.counts.get(id);
    if (count) {
      count.sum += value;
      count.largest = Math.max(count.largest, value);
      count.stageId = stageId;
    } else if (this.counts.size < MOST_ACCUMULATORS) {
      this.counts.set(id, { sum: value, largest: value, stageId });
    }
  }
}
