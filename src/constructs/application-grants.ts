import { IApplicationRef } from 'aws-cdk-lib/aws-emrserverless';
import { Grant, IGrantable, IRoleRef } from 'aws-cdk-lib/aws-iam';

const SERVICE = 'emr-serverless.amazonaws.com';

/**
 * What others may do with an application of EMR Serverless, on exactly its resources.
 *
 * Sources of actions and resources: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonemrserverless.html (2026-11-29).
 */
export class EmrServerlessApplicationGrants {
  /**
   * Grants of an application, sized by this library or not.
   *
   * @param application whose use is allowed
   */
  public static fromApplication(application: IApplicationRef): EmrServerlessApplicationGrants {
    return new EmrServerlessApplicationGrants(application);
  }

  private constructor(private readonly application: IApplicationRef) {}

  /**
   * Allows to start runs of jobs, with one role and no other: `StartJobRun`, and `iam:PassRole` to EMR Serverless.
   *
   * @param grantee that starts runs
   * @param executionRole that the jobs have
   */
  public startJobs(grantee: IGrantable, executionRole: IRoleRef): Grant {
    return this.allow(grantee, ['StartJobRun'], [this.arn]).combine(this.passRole(grantee, executionRole));
  }

  /**
   * Allows to cancel runs: `CancelJobRun`.
   *
   * @param grantee that cancels runs
   */
  public cancelJobs(grantee: IGrantable): Grant {
    return this.allow(grantee, ['CancelJobRun'], [this.runs]);
  }

  /**
   * Allows to see the application and its runs: `GetApplication`, `ListJobRuns`, `GetJobRun`.
   *
   * @param grantee that looks
   */
  public read(grantee: IGrantable): Grant {
    return this.allow(grantee, ['GetApplication', 'ListJobRuns'], [this.arn]).combine(this.allow(grantee, ['GetJobRun'], [this.runs]));
  }

  /**
   * Allows to open the Spark UI of runs, which shows settings, plans and logs: `GetDashboardForJobRun`.
   *
   * @param grantee that looks
   */
  public dashboard(grantee: IGrantable): Grant {
    return this.allow(grantee, ['GetDashboardForJobRun'], [this.runs]);
  }

  /**
   * Allows to open sessions at the Livy endpoint, with one role and no other: `AccessLivyEndpoints`, and `iam:PassRole` to EMR Serverless. The
   * application needs `livyEndpoint`.
   *
   * @param grantee that opens sessions
   * @param executionRole that the sessions have
   */
  public livy(grantee: IGrantable, executionRole: IRoleRef): Grant {
    return this.allow(grantee, ['AccessLivyEndpoints'], [this.arn]).combine(this.passRole(grantee, executionRole));
  }

  private get arn(): string {
    return this.application.applicationRef.applicationArn;
  }

  private get runs(): string {
    return `${this.arn}/jobruns/*`;
  }

  private allow(grantee: IGrantable, actions: readonly string[], resourceArns: string[]): Grant {
    return Grant.addToPrincipal({ grantee, actions: actions.map(action => `emr-serverless:${action}`), resourceArns });
  }

  private passRole(grantee: IGrantable, { roleRef }: IRoleRef): Grant {
    return Grant.addToPrincipal({
      grantee, actions: ['iam:PassRole'], resourceArns: [roleRef.roleArn], conditions: { StringEquals: { 'iam:PassedToService': SERVICE } },
    });
  }
}
