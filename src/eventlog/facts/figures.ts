import { FIGURE, FIGURE_NAMES, FigureName } from './task-end';

const FIRST_ROWS = 8;
const MOST_ROWS = 4096;

/** Which figures of many tasks are kept, the sum of some and the largest of some; rows of them lie in blocks, as stages may be many. */
export class FigureRows<S extends FigureName, M extends FigureName> {
  public readonly sums: Int32Array;
  public readonly most: Int32Array;
  private readonly sumAt = new Int32Array(FIGURE_NAMES.length);
  private readonly mostAt = new Int32Array(FIGURE_NAMES.length);
  private block = new Float64Array(0);
  private used = 0;

  public constructor(sums: readonly S[], most: readonly M[]) {
    this.sums = Int32Array.from(sums, name => FIGURE[name]);
    this.most = Int32Array.from(most, name => FIGURE[name]);
    this.sums.forEach((figure, at) => this.sumAt[figure] = at);
    this.most.forEach((figure, at) => this.mostAt[figure] = sums.length + at);
  }

  /** A new row of zeros: where in which block. */
  public row(): { readonly block: Float64Array; readonly at: number } {
    const width = this.sums.length + this.most.length;
    if (this.used + width > this.block.length) {
      const rows = Math.min(MOST_ROWS, Math.max(FIRST_ROWS, 2 * this.block.length / width));
      [this.block, this.used] = [new Float64Array(rows * width), 0];
    }
    const at = this.used;
    this.used += width;
    return { block: this.block, at };
  }

  public placeOfSum(name: S): number {
    return this.sumAt[FIGURE[name]];
  }

  public placeOfMost(name: M): number {
    return this.mostAt[FIGURE[name]];
  }
}

/** Figures of many tasks: the sum and the largest of each that is kept. */
export class Figures<S extends FigureName = FigureName, M extends FigureName = FigureName> {
  private readonly block: Float64Array;
  private readonly at: number;

  public constructor(private readonly rows: FigureRows<S, M>) {
    ({ block: this.block, at: this.at } = rows.row());
  }

  public add(figures: Float64Array): void {
    const { block, rows: { sums, most } } = this;
    let at = this.at;
    for (let i = 0; i < sums.length; i++, at++) block[at] += figures[sums[i]];
    for (let i = 0; i < most.length; i++, at++) if (figures[most[i]] > block[at]) block[at] = figures[most[i]];
  }

  public sum(name: S): number {
    return this.block[this.at + this.rows.placeOfSum(name)];
  }

  /** Of one task; 0 where none has any. */
  public most(name: M): number {
    return this.block[this.at + this.rows.placeOfMost(name)];
  }
}

/** Of every figure both. */
export function allFigures(): Figures {
  return new Figures(new FigureRows(FIGURE_NAMES, FIGURE_NAMES));
}

/** Shuffle bytes that a task read. Source: what is read to disk is part of the remote bytes. */
export function readBytesOf(figures: Float64Array): number {
  return figures[FIGURE.remoteReadBytes] + figures[FIGURE.localReadBytes];
}
