import { StageKeys } from './workload-words';

/**
 * What all stages have in common.
 *
 * @jsii ignore
 */
export interface SparkStageProps {
  /**
   * Records of all partitions; of a hash join the build side's, of an aggregate its distinct keys, of an object aggregate the rows that come in.
   * A whole number, from 0.
   *
   * @default - `largestRecords` is given instead; one of the two is required
   */
  readonly records?: number;

  /**
   * Records of the largest partition, where that is known. `skew` does not apply to it. A whole number, from 0.
   *
   * @default - from `records`, the partition count and the skew
   */
  readonly largestRecords?: number;

  /**
   * Largest ÷ mean partition of this stage, at least 1.
   *
   * @default - the skew of the workload
   */
  readonly skew?: number;

  /**
   * Partitions of this stage, where they are not the plan's: a count fixed in the job's code. A whole number, from 1.
   *
   * @default - the partitions of the plan
   */
  readonly partitions?: number;

  /**
   * The key.
   *
   * @default StageKeys.FIXED
   */
  readonly keys?: StageKeys;

  /**
   * Further operators of the same task: their memory is held at the same time.
   *
   * @default - none
   */
  readonly alongside?: SparkStage[];
}

/** A sort, or the sort before a window or a sort-merge join. */
export interface SortStageProps extends SparkStageProps {
  /** Bytes of one row as an UnsafeRow: 8 for each column, 8 for each 64 columns of null bits, and the variable parts. From 1 to 2³¹. */
  readonly rowBytes: number;
}

/** A sort-merge join: both sides are sorted in one task. */
export interface SortMergeJoinStageProps extends SparkStageProps {
  /** Bytes of one row of the first side as an UnsafeRow. From 1 to 2³¹. */
  readonly rowBytes: number;

  /**
   * Records of all partitions of the other side. A whole number, from 0.
   *
   * @default - `otherLargestRecords` is given instead; one of the two is required
   */
  readonly otherRecords?: number;

  /**
   * Records of the largest partition of the other side. A whole number, from 0.
   *
   * @default - from `otherRecords`
   */
  readonly otherLargestRecords?: number;

  /** Bytes of one row of the other side as an UnsafeRow. From 1 to 2³¹. */
  readonly otherRowBytes: number;
}

/** An aggregate, final or partial: a hash map from keys to values. */
export interface AggregateStageProps extends SparkStageProps {
  /** Bytes of one key as an UnsafeRow. From 0 to 2³¹. */
  readonly keyBytes: number;

  /** Bytes of one value (the aggregation buffer) as an UnsafeRow. From 0 to 2³¹. */
  readonly valueBytes: number;
}

/** An aggregate of Java objects: from 128 keys on it sorts the rows that come in. */
export interface ObjectAggregateStageProps extends SparkStageProps {
  /** Bytes of one key as an UnsafeRow. From 0 to 2³¹. */
  readonly keyBytes: number;

  /** Bytes of one row that comes in, as an UnsafeRow: behind a shuffle the key and the serialized buffers. From 1 to 2³¹. */
  readonly rowBytes: number;
}

/** A shuffled hash join: the build side is held in a hash map. */
export interface HashJoinStageProps extends SparkStageProps {
  /**
   * Bytes of one row of the build side as an UnsafeRow, for one bigint key. From 1 to 2³¹.
   *
   * @default - `keyBytes` and `valueBytes` are given instead
   */
  readonly rowBytes?: number;

  /**
   * Bytes of one key as an UnsafeRow, for any other key. From 0 to 2³¹.
   *
   * @default - `rowBytes` is given instead
   */
  readonly keyBytes?: number;

  /**
   * Bytes of one value as an UnsafeRow, for any other key. From 0 to 2³¹.
   *
   * @default - `rowBytes` is given instead
   */
  readonly valueBytes?: number;
}

/** A window function: the sort before it, and the rows of one group at a time. */
export interface WindowStageProps extends SparkStageProps {
  /** Bytes of one row as an UnsafeRow. From 1 to 2³¹. */
  readonly rowBytes: number;

  /**
   * Rows of the largest group. A whole number, from 0.
   *
   * @default - all rows of the largest partition
   */
  readonly groupRecords?: number;
}

/**
 * One stage of a job that needs execution memory, as far as it is known before the run.
 *
 * Stages are better than `shuffle` and `shuffleExpansion`: with rows and widths the need of a task is exact (Spark 3.5 UnsafeExternalSorter,
 * BytesToBytesMap, LongToUnsafeRowMap), without them it is estimated. Values are checked by the workload that takes the stage.
 */
export class SparkStage {
  /** A sort: `orderBy`, `sortWithinPartitions`, the write of a sorted table. */
  public static sort(props: SortStageProps): SparkStage {
    return new SparkStage('sort', props);
  }

  /** A sort-merge join of two shuffled sides. */
  public static sortMergeJoin(props: SortMergeJoinStageProps): SparkStage {
    return new SparkStage('sort-merge-join', props);
  }

  /** The final aggregate after a shuffle: `groupBy`, `distinct`. */
  public static aggregate(props: AggregateStageProps): SparkStage {
    return new SparkStage('aggregate', props);
  }

  /** The partial aggregate before a shuffle, which gives up memory rather than spill. */
  public static partialAggregate(props: AggregateStageProps): SparkStage {
    return new SparkStage('partial-aggregate', props);
  }

  /**
   * An aggregate of Java objects: `collect_list`, `collect_set`, `percentile`, `approx_percentile`, typed aggregates. `records` are the rows that
   * come in. The objects themselves are user memory: state them as `userMemoryPerTask`. Source: Spark 3.5 ObjectHashAggregateExec.
   */
  public static objectAggregate(props: ObjectAggregateStageProps): SparkStage {
    return new SparkStage('object-aggregate', props);
  }

  /** A shuffled hash join. It cannot spill: its build side must fit. */
  public static hashJoin(props: HashJoinStageProps): SparkStage {
    return new SparkStage('hash-join', props);
  }

  /** A window function. */
  public static window(props: WindowStageProps): SparkStage {
    return new SparkStage('window', props);
  }

  private constructor(private readonly operator: string, private readonly props: SparkStageProps) {}

  /**
   * As a workload file has it.
   *
   * @internal
   */
  public _source(): Record<string, unknown> {
    const { alongside, ...own } = this.props;
    const others = alongside?.length ? { alongside: alongside.map(stage => stage._source()) } : {};
    return { operator: this.operator, ...own, ...others };
  }
}
