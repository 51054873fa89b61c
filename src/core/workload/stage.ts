/** The operators whose execution memory is known exactly. */
export const OPERATORS = ['sort', 'sort-merge-join', 'aggregate', 'partial-aggregate', 'object-aggregate', 'hash-join', 'window'] as const;
export type Operator = typeof OPERATORS[number];

/** One fixed-width key sorts by radix and joins by a long map; anything else does not. */
export const KEY_KINDS = ['fixed', 'other'] as const;
export type KeyKind = typeof KEY_KINDS[number];

/** A stage that needs execution memory. Rows are Spark's UnsafeRows. */
export interface Stage {
  readonly operator: Operator;
  readonly keys: KeyKind;
  /** Of all partitions; of a hash join the build side's; of an aggregate its distinct keys. */
  readonly records?: number;
  /** Of the largest partition, instead of `records`: skew does not apply to it. */
  readonly largestRecords?: number;
  /** Largest ÷ mean partition of this stage; the workload's where left out. */
  readonly skew?: number;
  readonly rowBytes?: number;
  readonly keyBytes?: number;
  readonly valueBytes?: number;
  readonly otherRecords?: number;
  readonly otherLargestRecords?: number;
  readonly otherRowBytes?: number;
  /** Rows of the largest group of a window. */
  readonly groupRecords?: number;
  /** Partitions of this stage where they are not the plan's. */
  readonly partitions?: number;
  /** Further operators of the same task. */
  readonly alongside: readonly Stage[];
}
