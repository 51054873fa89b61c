import { FIGURE, FIGURE_NAMES, FigureName } from './task-end';

/** Figures of many tasks: the sum and the largest of each. */
export class Figures {
  private readonly sums = new Float64Array(FIGURE_NAMES.length);
  private readonly largest = new Float64Array(FIGURE_NAMES.length);

  public add(figures: Float64Array): void {
    for (let i = 0; i < figures.length; i++) {
      this.sums[i] += figures[i];
      if (figures[i] > this.largest[i]) this.largest[i] = figures[i];
    }
  }

  public sum(name: FigureName): number {
    return this.sums[FIGURE[name]];
  }

  /** Of one task; 0 where none has any. */
  public most(name: FigureName): number {
    return this.largest[FIGURE[name]];
  }
}

/** Shuffle bytes that a task read. Source: what is read to disk is part of the remote bytes. */
export function readBytesOf(figures: Float64Array): number {
  return figures[FIGURE.remoteReadBytes] + figures[FIGURE.localReadBytes];
}
