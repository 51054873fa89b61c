import { Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { SizingDashboardProps } from './dashboard-props';
import { applicationWidgets, clusterWidgets } from './dashboard-widgets';
import { isWrongText } from './statements';
import { refuseAny } from '../api/refusal';
import { problem } from '../core/problems/problem';

/** Source: PutDashboard, https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html (2026-11-29). */
const NAME = /^[\w-]{1,255}$/;

/**
 * A dashboard of CloudWatch: what is held against the maximum capacity, the idle warm pool, running and waiting runs, and an estimate of the cost, as
 * metric math from the prices that the plans were made with. One `AWS::CloudWatch::Dashboard`, which CloudWatch bills.
 *
 * Make it when all workloads have been added: the kind of their disks decides the price.
 */
@propertyInjectable
export class SizingDashboard extends Construct {
  /** Uniquely identifies this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-sized-emr.SizingDashboard';

  /** The dashboard, for further widgets. */
  public readonly dashboard: Dashboard;

  /**
   * Throws SZ1001 where there is nothing to show, SZ1004 for a name that CloudWatch does not take.
   *
   * @param scope that holds the dashboard
   * @param id of the dashboard
   * @param props what it shows
   */
  constructor(scope: Construct, id: string, props: SizingDashboardProps) {
    super(scope, id);
    const { applications = [], clusters = [], dashboardName, defaultInterval } = props;
    const shown = applications.length + clusters.length;
    refuseAny(`new SizingDashboard at ${this.node.path}`, [
      ...shown ? [] : [problem('SZ1001', 'applications', 'left out, and clusters too; give what the dashboard shows')],
      ...isWrongText(dashboardName, NAME) ? [problem('SZ1004', 'dashboardName', `got ${JSON.stringify(dashboardName)}; 1 to 255 letters, digits, - and _ are allowed`)] : [],
    ]);
    this.dashboard = new Dashboard(this, 'Resource', { dashboardName, defaultInterval });
    for (const widget of [...applications.flatMap(applicationWidgets), ...clusters.flatMap(clusterWidgets)]) this.dashboard.addWidgets(widget);
  }
}
