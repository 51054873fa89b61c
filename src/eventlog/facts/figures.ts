import { FIGURE, FIGURE_NAMES, FigureName } from './task-end';

const COUNT = FIGURE_NAMES.length;

/** Figures of many tasks: the sum and the largest of each. */
export class Figures {
  /** The sums, and behind them the largest: one array, as stages may be many. */
  private readonly values = new Float64Array(2 * COUNT);

  public add(figures: Float64Array): void {
    const { values } = this;
    for (let i = 0; i < COUNT; i++) {
      values[i] += figures[i];
      if (figures[i] > values[COUNT + i]) values[COUNT + i] = figures[i];
    }
  }

  public sum(name: FigureName): number {
    return this.values[FIGURE[name]];
  }

  /** Of one task; 0 where none has any. */
  public most(name: FigureName): number {
    return this.values[COUNT + FIGURE[name]];
  }
}

/** Shuffle bytes that a task read. Source: what is read to disk is part of the remote bytes. */
export function readBytesOf(figures: Float64Array): number {
  return figures[FIGURE.remoteReadBytes] + figures[FIGURE.localReadBytes];
}
