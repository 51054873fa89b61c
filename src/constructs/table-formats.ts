import { TableFormat } from './app-options';
import { ServerlessFeature } from '../core/catalog/releases';

/** What a table format adds to the settings. Lists (`spark.jars`, `spark.sql.extensions`) are joined over formats. */
interface FormatSettings {
  /** What a release must have. */
  readonly feature: ServerlessFeature;
  readonly settings: (release: string) => Record<string, string>;
}

/**
 * Paths on the service's own images of emr-6.x and emr-7.x.
 * Source: https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/using-iceberg.html, using-delta-lake.html and using-hudi.html (2026-11-20).
 */
export const TABLE_FORMATS: Record<TableFormat, FormatSettings> = {
  [TableFormat.ICEBERG]: {
    feature: 'iceberg',
    settings: () => ({
      'spark.jars': '/usr/share/aws/iceberg/lib/iceberg-spark3-runtime.jar',
      'spark.sql.extensions': 'org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions',
    }),
  },
  [TableFormat.DELTA]: {
    feature: 'deltaLake',
    settings: release => ({
      // Delta 3 renamed its library
      'spark.jars': `/usr/share/aws/delta/lib/delta-${release.startsWith('emr-6.') ? 'core' : 'spark'}.jar,/usr/share/aws/delta/lib/delta-storage.jar`,
      'spark.sql.extensions': 'io.delta.sql.DeltaSparkSessionExtension',
      'spark.sql.catalog.spark_catalog': 'org.apache.spark.sql.delta.catalog.DeltaCatalog',
    }),
  },
  [TableFormat.HUDI]: {
    feature: 'hudi',
    settings: () => ({
      'spark.jars': '/usr/lib/hudi/hudi-spark-bundle.jar',
      'spark.sql.extensions': 'org.apache.spark.sql.hudi.HoodieSparkSessionExtension',
      'spark.serializer': 'org.apache.spark.serializer.KryoSerializer',
    }),
  },
};

/** Settings that are lists: what one prop adds stands beside what another one adds. */
export const LIST_SETTINGS = ['spark.jars', 'spark.sql.extensions'];

/** `more` over `settings`; lists are joined, in that order. */
export function mergeSettings(settings: Record<string, string>, more: Record<string, string>): Record<string, string> {
  const merged = { ...settings };
  for (const [key, value] of Object.entries(more)) {
    merged[key] = LIST_SETTINGS.includes(key) && settings[key] ? `${settings[key]},${value}` : value;
  }
  return merged;
}
