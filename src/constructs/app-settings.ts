import { SizedEmrServerlessAppProps } from './app-props';
import { TABLE_FORMATS, mergeSettings } from './table-formats';

/** Props that become Spark settings of the whole application. */
export type SettingProps = Pick<SizedEmrServerlessAppProps, 'lakeFormation' | 'glueCatalog' | 'tableFormats' | 'sparkSettings'>;

/** Source: https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/metastore-config.html (2026-11-20). */
const GLUE_SETTINGS = {
  'spark.hadoop.hive.metastore.client.factory.class': 'com.amazonaws.glue.catalog.metastore.AWSGlueDataCatalogHiveClientFactory',
};

/**
 * The service gives each of the two profiles 90 % of maxExecutors by default; 1 lets both have what the plan promises, and the capacity holds both.
 * Source: https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/emr-serverless-lf-enable.html (2026-11-20).
 */
export const LAKE_FORMATION_SETTINGS = {
  'spark.emr-serverless.lakeformation.enabled': 'true',
  'spark.dynamicAllocation.maxExecutorsRatio': '1',
};

/** Settings that no workload sizes: what the props add, and the user's own over them. */
export function applicationSettings(props: SettingProps, release: string): Record<string, string> {
  const { lakeFormation, glueCatalog, tableFormats = [], sparkSettings = {} } = props;
  const formats = tableFormats.map(format => TABLE_FORMATS[format].settings(release));
  const layers = [lakeFormation ? LAKE_FORMATION_SETTINGS : {}, glueCatalog ? GLUE_SETTINGS : {}, ...formats, sparkSettings];
  return layers.reduce<Record<string, string>>(mergeSettings, {});
}

/** Keys that a prop sets and that the user's own settings may not: they count in the capacity. */
export const RESERVED_SETTINGS: Readonly<Record<string, string>> = {
  'spark.emr-serverless.lakeformation.enabled': 'its system driver and executors count in the capacity; use lakeFormation',
  'spark.dynamicAllocation.maxExecutorsRatio': 'the job would get fewer executors than planned; leave it out',
};
