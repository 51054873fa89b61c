import { Construct } from 'constructs';
import { WorkloadPlacement } from './app-placement';
import { SizedWorkload } from './sized-workload';
import { SparkPlan } from '../api/spark-plan';

/** A workload of a `SizedEmrServerlessApp`. It is made by the application. */
export class SizedServerlessWorkload extends SizedWorkload {
  /**
   * Made by the application.
   *
   * @internal
   */
  public static _create(scope: Construct, id: string, placement: WorkloadPlacement): SizedServerlessWorkload {
    return new SizedServerlessWorkload(scope, id, placement);
  }

  /** Whether the sizes stand in the runtime configuration of the application, or only in `sparkSubmitParameters()`. */
  public readonly sizesInApplication: boolean;

  /** The plan of the workload. */
  public readonly plan: SparkPlan;

  /**
   * As they are emitted.
   *
   * @internal
   */
  protected readonly _settings: Readonly<Record<string, string>>;

  private constructor(scope: Construct, id: string, { plan, settings, sizesInApplication }: WorkloadPlacement) {
    super(scope, id);
    this.plan = plan;
    this._settings = settings;
    this.sizesInApplication = sizesInApplication;
  }
}
