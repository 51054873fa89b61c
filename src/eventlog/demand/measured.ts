/** A field of which the log only says between what it lies: it is left out of the workload. */
export interface Bound {
  readonly field: string;
  readonly atLeast?: string | number;
  readonly atMost?: string | number;
  readonly because: string;
}

/** Fields of a workload that a log holds, each with where it was read, and those that it only bounds. */
export interface Measured {
  readonly values: Readonly<Record<string, unknown>>;
  /** Field → the figures of the log that it is. */
  readonly from: Readonly<Record<string, string>>;
  readonly bounds: readonly Bound[];
}

/** Gathers what is measured. */
export class Measuring {
  private readonly values: Record<string, unknown> = {};
  private readonly from: Record<string, string> = {};
  private readonly bounds: Bound[] = [];

  /** A field that the log holds; nothing where it does not. */
  public value(field: string, value: unknown, from: string): void {
    if (value === undefined) return;
    this.values[field] = value;
    this.from[field] = from;
  }

  public bound(bound: Bound): void {
    this.bounds.push(bound);
  }

  public measured(): Measured {
    return { values: this.values, from: this.from, bounds: this.bounds };
  }
}

/** Bytes as the workload file has sizes; nothing where there are none. */
export function sizeText(bytes: number | undefined): string | undefined {
  return bytes === undefined ? undefined : `${Math.ceil(bytes)}B`;
}
