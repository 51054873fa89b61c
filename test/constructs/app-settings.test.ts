import { appOf, pinned, propertiesOf } from './app-fixture';
import { TableFormat } from '../../src';
import { planFixture } from '../api/plan-fixture';

const addedBy = (props: object, release = 'emr-7.12.0') => {
  const { Properties } = propertiesOf(appOf({ plan: pinned({ release }), ...props })).RuntimeConfiguration[0];
  return Object.fromEntries(Object.entries(Properties).filter(([key]) => !(key in planFixture().sparkDefaults)));
};

test('the Glue catalog is one setting', () => {
  expect(addedBy({ glueCatalog: true })).toEqual({
    'spark.hadoop.hive.metastore.client.factory.class': 'com.amazonaws.glue.catalog.metastore.AWSGlueDataCatalogHiveClientFactory',
  });
});

test('Lake Formation lets both profiles have all executors of the plan', () => {
  expect(addedBy({ lakeFormation: true })).toEqual({ 'spark.emr-serverless.lakeformation.enabled': 'true', 'spark.dynamicAllocation.maxExecutorsRatio': '1' });
});

test('each table format brings its libraries', () => {
  expect(addedBy({ tableFormats: [TableFormat.ICEBERG] })).toEqual({
    'spark.jars': '/usr/share/aws/iceberg/lib/iceberg-spark3-runtime.jar',
    'spark.sql.extensions': 'org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions',
  });
  expect(addedBy({ tableFormats: [TableFormat.DELTA] })['spark.jars']).toBe('/usr/share/aws/delta/lib/delta-spark.jar,/usr/share/aws/delta/lib/delta-storage.jar');
  expect(addedBy({ tableFormats: [TableFormat.DELTA] }, 'emr-6.15.0')['spark.jars']).toBe('/usr/share/aws/delta/lib/delta-core.jar,/usr/share/aws/delta/lib/delta-storage.jar');
  expect(addedBy({ tableFormats: [TableFormat.HUDI] })).toMatchObject({ 'spark.jars': '/usr/lib/hudi/hudi-spark-bundle.jar', 'spark.serializer': 'org.apache.spark.serializer.KryoSerializer' });
});

test('formats and the user\'s own libraries are joined', () => {
  const settings = addedBy({ tableFormats: [TableFormat.ICEBERG, TableFormat.HUDI], sparkSettings: { 'spark.jars': 's3://jars/my.jar', 'spark.serializer': 'mine' } });
  expect(settings).toEqual({
    'spark.jars': '/usr/share/aws/iceberg/lib/iceberg-spark3-runtime.jar,/usr/lib/hudi/hudi-spark-bundle.jar,s3://jars/my.jar',
    'spark.sql.extensions': 'org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions,org.apache.spark.sql.hudi.HoodieSparkSessionExtension',
    'spark.serializer': 'mine',
  });
});
