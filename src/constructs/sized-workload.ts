import { IInspectable, TreeInspector } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { LIBRARY_NAME } from './construct-findings';
import { JAVA_OPTIONS_KEYS } from './user-settings';
import { SparkPlan } from '../api/spark-plan';
import { submitParameters } from '../core/planning/submit-parameters';

/** A workload as its construct takes it. */
export interface SizedSettings {
  readonly plan: SparkPlan;
  /** The plan's settings, the construct's own options of the JVM merged in. */
  readonly settings: Readonly<Record<string, string>>;
}

/**
 * A workload of a sized application or cluster: its plan, and the parameters that its jobs are submitted with. It holds no resource.
 *
 * @jsii ignore
 */
export abstract class SizedWorkload extends Construct implements IInspectable {
  /** The plan of the workload. */
  public abstract readonly plan: SparkPlan;

  /**
   * As they are emitted.
   *
   * @internal
   */
  protected abstract readonly _settings: Readonly<Record<string, string>>;

  /** The sized Spark settings of a job, the construct's own options of the JVM merged in. The same keys for every workload of a platform. */
  public get sparkSettings(): { [key: string]: string } {
    return { ...this._settings };
  }

  /**
   * The same for an attempt after an out-of-memory exit. Undefined: the plan has no larger size.
   *
   * @internal
   */
  public get _escalatedSettings(): Record<string, string> | undefined {
    const { escalation } = this.plan._plan;
    const options = Object.fromEntries(Object.entries(this._settings).filter(([key]) => JAVA_OPTIONS_KEYS.includes(key)));
    return escalation && { ...escalation.sparkDefaults, ...options };
  }

  /**
   * Parameters of spark-submit for a job of this workload: `--conf key=value` for every sized setting.
   *
   * They win over the configuration of the application or the cluster, and state every key that it may state, so that no size of another
   * workload leaks into the job.
   */
  public sparkSubmitParameters(): string {
    return submitParameters(this._settings);
  }

  /**
   * Shows the plan to the CDK's own tools: it stands in `tree.json` of the cloud assembly, as the attribute `cdk-sized-emr:plan` of this workload.
   *
   * @param inspector that collects attributes
   */
  public inspect(inspector: TreeInspector): void {
    const { platform, executor, executors, driver, partitions, cost, runTime, warnings } = this.plan;
    inspector.addAttribute(`${LIBRARY_NAME}:plan`, {
      platform, executor, executors, driver, partitions, cost, runTime, sparkDefaults: this.sparkSettings, warnings: warnings.map(({ id }) => id),
    });
  }
}
