import type { Duration } from 'aws-cdk-lib';
import type { SizedEmrCluster } from './sized-emr-cluster';
import type { SizedEmrServerlessApp } from './sized-emr-serverless-app';

/** What a dashboard shows. */
export interface SizingDashboardProps {
  /**
   * Applications of EMR Serverless.
   *
   * @default - none
   */
  readonly applications?: SizedEmrServerlessApp[];

  /**
   * Clusters of EMR on EC2.
   *
   * @default - none
   */
  readonly clusters?: SizedEmrCluster[];

  /**
   * Name of the dashboard: 1 to 255 letters, digits, - and _.
   *
   * @default - made by CloudFormation
   */
  readonly dashboardName?: string;

  /**
   * How far back the dashboard shows.
   *
   * @default - three hours
   */
  readonly defaultInterval?: Duration;
}
