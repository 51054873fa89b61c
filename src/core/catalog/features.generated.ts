// Generated from data/serverless-features.jsonc by tools/generate-catalog.ts. Change that file, then run: npx tsx tools/generate-catalog.ts
import { FeatureRow, RegionLimitRow, StorageLimitRow } from './rows';

export const FEATURE_ROWS = {
  boundedBatchTimeout: { title: 'a batch run must have a timeout, of at most 7 days', since: 'emr-7.11.0', sinceSpark8: 'emr-spark-8.0-preview', assumed: ['sinceSpark8'], source: 'https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/release-version-7110.html' },
  customLog4j2: { title: 'own log4j2 classifications', since: 'emr-6.8.0', sinceSpark8: 'emr-spark-8.0-preview', assumed: ['sinceSpark8'], source: 'https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/log4j2.html' },
  deltaLake: { title: 'Delta Lake\'s libraries on the image', since: 'emr-6.9.0', sinceSpark8: 'emr-spark-8.0-preview', assumed: ['sinceSpark8'], source: 'https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/using-delta-lake.html' },
  hudi: { title: 'Apache Hudi\'s library on the image', since: 'emr-6.6.0', sinceSpark8: 'emr-spark-8.0-preview', assumed: ['sinceSpark8'], source: 'https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/using-hudi.html' },
  iceberg: { title: 'Apache Iceberg\'s library on the image', since: 'emr-6.6.0', sinceSpark8: 'emr-spark-8.0-preview', assumed: ['sinceSpark8'], source: 'https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/using-iceberg.html' },
  identityCenter: { title: 'IAM Identity Center, for Livy endpoints', since: 'emr-7.8.0', sinceSpark8: 'emr-spark-8.0-preview', assumed: ['sinceSpark8'], source: 'https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/security-iam-service-trusted-prop-considerations-limitations.html' },
  imageReleaseCheck: { title: 'a custom image must be built on the application\'s own release', since: 'emr-7.14.0', sinceSpark8: 'emr-spark-8.1.0', assumed: [], source: 'https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/release-version-7140.html' },
  interactiveEndpoints: { title: 'Apache Livy endpoint', since: 'emr-6.14.0', sinceSpark8: 'emr-spark-8.0-preview', assumed: ['sinceSpark8'], source: 'https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/interactive-workloads-livy-endpoints.html' },
  java17: { title: 'Java 17, by default or where JAVA_HOME asks for it', since: 'emr-6.11.0', sinceSpark8: 'emr-spark-8.0-preview', assumed: ['sinceSpark8'], source: 'https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/using-java-runtime.html' },
  jobSettingsMerge: { title: 'settings of a job are merged with those of the application', since: 'emr-6.6.0', sinceSpark8: 'emr-spark-8.1.0', assumed: [], source: 'https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/release-version-emr-spark-8.1.0.html' },
  lakeFormation: { title: 'fine-grained access control by Lake Formation', since: 'emr-7.2.0', sinceSpark8: 'emr-spark-8.0-preview', assumed: ['sinceSpark8'], source: 'https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/emr-serverless-lf-enable.html' },
  managedPersistence: { title: 'logs kept by the service itself (ManagedPersistenceMonitoringConfiguration)', since: 'emr-6.6.0', sinceSpark8: 'emr-spark-8.0-preview', assumed: ['since', 'sinceSpark8'], source: 'https://docs.aws.amazon.com/emr-serverless/latest/APIReference/API_ManagedPersistenceMonitoringConfiguration.html' },
  prometheus: { title: 'Spark metrics in Amazon Managed Service for Prometheus', since: 'emr-7.1.0', sinceSpark8: 'emr-spark-8.0-preview', assumed: ['sinceSpark8'], source: 'https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/monitor-with-prometheus.html' },
  scheduler: { title: 'limits on concurrent and queued runs (schedulerConfiguration)', since: 'emr-7.0.0', sinceSpark8: 'emr-spark-8.0-preview', assumed: ['sinceSpark8'], source: 'https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/applications-concurrency-queuing.html' },
  schedulerByDefault: { title: 'the scheduler is on unless it is configured otherwise', since: 'emr-7.3.0', sinceSpark8: 'emr-spark-8.0-preview', assumed: ['sinceSpark8'], source: 'https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/applications-concurrency-queuing.html' },
  serverlessStorage: { title: 'serverless storage for shuffle (spark.aws.serverlessStorage.enabled)', since: 'emr-7.12.0', sinceSpark8: 'emr-spark-8.0.0', assumed: [], source: 'https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/jobs-serverless-storage.html' },
  serverlessStorageSpill: { title: 'disk spill in serverless storage, and a limit of 1 TiB a job', since: 'emr-7.14.0', sinceSpark8: 'emr-spark-8.1.0', assumed: [], source: 'https://aws.amazon.com/about-aws/whats-new/2026/10/emr-serverless-terabyte-scale-shuffle/' },
  shuffleOptimizedDisks: { title: 'shuffle-optimized worker disks', since: 'emr-7.1.0', sinceSpark8: 'emr-spark-8.0-preview', assumed: ['sinceSpark8'], source: 'https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/jobs-shuffle-optimized-disks.html' },
  sparkConnect: { title: 'sessions of Spark Connect (SessionEnabled)', since: 'emr-7.13.0', sinceSpark8: 'emr-spark-8.0-preview', assumed: ['sinceSpark8'], source: 'https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/spark-connect.html' },
  streamingJobs: { title: 'runs in streaming mode', since: 'emr-7.1.0', sinceSpark8: 'emr-spark-8.0-preview', assumed: ['sinceSpark8'], source: 'https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/jobs-spark-streaming-getting-started.html' },
  unboundedExecutors: { title: 'dynamic allocation without an upper bound by default (100 executors before)', since: 'emr-6.10.0', sinceSpark8: 'emr-spark-8.0-preview', assumed: ['sinceSpark8'], source: 'https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/release-version-6100.html' },
} satisfies Record<string, FeatureRow>;

export const SERVERLESS_STORAGE_LIMITS: readonly StorageLimitRow[] = [
  { since: 'emr-7.12.0', limitGiB: 200 },
  { since: 'emr-7.14.0', limitGiB: 1024 },
  { since: 'emr-spark-8.0.0', limitGiB: 200 },
  { since: 'emr-spark-8.1.0', limitGiB: 1024 },
];

export const SERVERLESS_STORAGE_SMALL_REGIONS: readonly RegionLimitRow[] = [
  { region: 'af-south-1', limitGiB: 200 },
  { region: 'ap-southeast-4', limitGiB: 200 },
  { region: 'ca-west-1', limitGiB: 200 },
  { region: 'eu-central-2', limitGiB: 200 },
  { region: 'eu-south-1', limitGiB: 200 },
  { region: 'eu-west-2', limitGiB: 200 },
  { region: 'eu-west-3', limitGiB: 200 },
];
