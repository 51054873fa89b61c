import { Token } from 'aws-cdk-lib';
import { tokenProblem } from './plain-props';
import { refuseAny, valueOf } from './refusal';
import { findRelease } from '../core/catalog/releases';

/**
 * A release of Amazon EMR. The constants are those that EMR Serverless offers too; a cluster takes any, such as `EmrRelease.of('emr-5.36.2')`.
 *
 * The set is open: `EmrRelease.of('emr-7.99.0')` takes a label that this version does not know yet, and plans with the Spark and Java of
 * the newest release known, with a warning (SZ4002).
 */
export class EmrRelease {
  /** emr-6.6.0: Spark 3.2.0. */
  public static readonly EMR_6_6_0 = EmrRelease.of('emr-6.6.0');

  /** emr-6.7.0: Spark 3.2.1. */
  public static readonly EMR_6_7_0 = EmrRelease.of('emr-6.7.0');

  /** emr-6.8.0: Spark 3.3.0. */
  public static readonly EMR_6_8_0 = EmrRelease.of('emr-6.8.0');

  /** emr-6.9.0: Spark 3.3.0. */
  public static readonly EMR_6_9_0 = EmrRelease.of('emr-6.9.0');

  /** emr-6.10.0: Spark 3.3.1. */
  public static readonly EMR_6_10_0 = EmrRelease.of('emr-6.10.0');

  /** emr-6.11.0: Spark 3.3.2. */
  public static readonly EMR_6_11_0 = EmrRelease.of('emr-6.11.0');

  /** emr-6.12.0: Spark 3.4.0. */
  public static readonly EMR_6_12_0 = EmrRelease.of('emr-6.12.0');

  /** emr-6.13.0: Spark 3.4.1. */
  public static readonly EMR_6_13_0 = EmrRelease.of('emr-6.13.0');

  /** emr-6.14.0: Spark 3.4.1. */
  public static readonly EMR_6_14_0 = EmrRelease.of('emr-6.14.0');

  /** emr-6.15.0: Spark 3.4.1. */
  public static readonly EMR_6_15_0 = EmrRelease.of('emr-6.15.0');

  /** emr-7.0.0: Spark 3.5.0. */
  public static readonly EMR_7_0_0 = EmrRelease.of('emr-7.0.0');

  /** emr-7.1.0: Spark 3.5.0. */
  public static readonly EMR_7_1_0 = EmrRelease.of('emr-7.1.0');

  /** emr-7.2.0: Spark 3.5.1. */
  public static readonly EMR_7_2_0 = EmrRelease.of('emr-7.2.0');

  /** emr-7.3.0: Spark 3.5.1. */
  public static readonly EMR_7_3_0 = EmrRelease.of('emr-7.3.0');

  /** emr-7.4.0: Spark 3.5.2. */
  public static readonly EMR_7_4_0 = EmrRelease.of('emr-7.4.0');

  /** emr-7.5.0: Spark 3.5.2. */
  public static readonly EMR_7_5_0 = EmrRelease.of('emr-7.5.0');

  /** emr-7.6.0: Spark 3.5.3. */
  public static readonly EMR_7_6_0 = EmrRelease.of('emr-7.6.0');

  /** emr-7.7.0: Spark 3.5.3. */
  public static readonly EMR_7_7_0 = EmrRelease.of('emr-7.7.0');

  /** emr-7.8.0: Spark 3.5.4. */
  public static readonly EMR_7_8_0 = EmrRelease.of('emr-7.8.0');

  /** emr-7.9.0: Spark 3.5.5. */
  public static readonly EMR_7_9_0 = EmrRelease.of('emr-7.9.0');

  /** emr-7.10.0: Spark 3.5.5. */
  public static readonly EMR_7_10_0 = EmrRelease.of('emr-7.10.0');

  /** emr-7.11.0: Spark 3.5.6. */
  public static readonly EMR_7_11_0 = EmrRelease.of('emr-7.11.0');

  /** emr-7.12.0: Spark 3.5.6. */
  public static readonly EMR_7_12_0 = EmrRelease.of('emr-7.12.0');

  /** emr-7.13.0: Spark 3.5.6. */
  public static readonly EMR_7_13_0 = EmrRelease.of('emr-7.13.0');

  /** emr-7.14.0: Spark 3.5.8. */
  public static readonly EMR_7_14_0 = EmrRelease.of('emr-7.14.0');

  /** emr-spark-8.0.0: Spark 4.0.2. */
  public static readonly EMR_SPARK_8_0_0 = EmrRelease.of('emr-spark-8.0.0');

  /** emr-spark-8.1.0: Spark 4.1.1. */
  public static readonly EMR_SPARK_8_1_0 = EmrRelease.of('emr-spark-8.1.0');

  /**
   * A release by its label, such as `emr-7.14.0` or `emr-spark-8.0.0`.
   *
   * Throws SZ4001 for a label of another form, SZ1009 for a token. A release that EMR Serverless does not offer is refused by its plans (SZ4003).
   *
   * @param label of the release
   */
  public static of(label: string): EmrRelease {
    const call = `EmrRelease.of(${JSON.stringify(label)})`;
    refuseAny(call, Token.isUnresolved(label) ? [tokenProblem('label')] : []);
    valueOf(call, findRelease(label));
    return new EmrRelease(label);
  }

  private constructor(
    /** The label, such as `emr-7.14.0`. */
    public readonly label: string,
  ) {}

  /** The label. */
  public toString(): string {
    return this.label;
  }
}
