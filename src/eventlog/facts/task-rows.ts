import { Update } from '../lines/accumulables';

/** Rows of one accumulator over the tasks that succeeded. */
export interface RowCounts {
  readonly sum: number;
  /** Of one task. */
  readonly largest: number;
  readonly tasks: number;
}

/** So many accumulators are followed: those of a few thousand queries. */
const MOST_ACCUMULATORS = 2 ** 20;

/** What tasks read and put out, by accumulator: of which node of a plan it is, the plan says. */
export class TaskRows {
  private readonly counts = new Map<number, { sum: number; largest: number; tasks: number }>();

  public add(updates: readonly Update[]): void {
    for (const { id, value } of updates) this.addOne(id, value);
  }

  public of(id: number): RowCounts | undefined {
    return this.counts.get(id);
  }

  private addOne(id: number, value: number): void {
    const count = this.counts.get(id);
    if (count) {
      count.sum += value;
      count.largest = Math.max(count.largest, value);
      count.tasks++;
    } else if (this.counts.size < MOST_ACCUMULATORS) {
      this.counts.set(id, { sum: value, largest: value, tasks: 1 });
    }
  }
}
