import { Construct } from 'constructs';
import { WorkloadPlacement } from './app-placement';
import { SparkPlan } from '../api/spark-plan';
import { submitParameters } from '../core/planning/submit-parameters';

/**
 * A workload of a `SizedEmrServerlessApp`: its plan, and the parameters that its jobs are submitted with.
 *
 * It is made by the application, and holds no resource of its own.
 */
export class SizedServerlessWorkload extends Construct {
  /**
   * Made by the application.
   *
   * @internal
   */
  public static _create(scope: Construct, id: string, placement: WorkloadPlacement): SizedServerlessWorkload {
    return new SizedServerlessWorkload(scope, id, placement);
  }

  /** The plan of the workload. */
  public readonly plan: SparkPlan;

  /** Whether the sizes stand in the runtime configuration of the application, or only in `sparkSubmitParameters()`. */
  public readonly sizesInApplication: boolean;

  private readonly settings: Readonly<Record<string, string>>;

  private constructor(scope: Construct, id: string, { plan, settings, sizesInApplication }: WorkloadPlacement) {
    super(scope, id);
    this.plan = plan;
    this.settings = settings;
    this.sizesInApplication = sizesInApplication;
  }

  /** The sized Spark settings of a job, the application's own options of the JVM merged in. The same keys for every workload. */
  public get sparkSettings(): { [key: string]: string } {
    return { ...this.settings };
  }

  /**
   * Parameters of spark-submit for a job run of this workload: `--conf key=value` for every sized setting.
   *
   * They win over the runtime configuration of the application, and state every key that it may state, so that no size of another workload
   * leaks into the job.
   */
  public sparkSubmitParameters(): string {
    return submitParameters(this.settings);
  }
}
