import { Construct } from 'constructs';
import { SizedSettings, SizedWorkload } from './sized-workload';
import { SparkPlan } from '../api/spark-plan';
import { submitArguments } from '../core/planning/submit-parameters';

/** A workload of a `SizedEmrCluster`. It is made by the cluster. */
export class SizedClusterWorkload extends SizedWorkload {
  /**
   * Made by the cluster.
   *
   * @internal
   */
  public static _create(scope: Construct, id: string, placement: SizedSettings): SizedClusterWorkload {
    return new SizedClusterWorkload(scope, id, placement);
  }

  /** The plan of the workload. */
  public readonly plan: SparkPlan;

  /**
   * As they are emitted.
   *
   * @internal
   */
  protected readonly _settings: Readonly<Record<string, string>>;

  private constructor(scope: Construct, id: string, { plan, settings }: SizedSettings) {
    super(scope, id);
    this.plan = plan;
    this._settings = settings;
  }

  /**
   * Arguments of command-runner.jar for a step of this workload: `spark-submit`, one `--conf=key=value` for every sized setting, and what follows.
   *
   * No argument stands there twice, as CloudFormation asks of a step.
   *
   * @param application and its arguments, such as `['s3://bucket/job.py', '--date', 'today']`
   */
  public sparkSubmitArguments(application: string[]): string[] {
    return ['spark-submit', ...submitArguments(this._settings), ...application];
  }
}
