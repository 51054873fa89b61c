import { Token } from 'aws-cdk-lib';
import { ISecurityGroup, SelectedSubnets } from 'aws-cdk-lib/aws-ec2';
import { CfnApplication } from 'aws-cdk-lib/aws-emrserverless';
import { CloudWatchLogsOptions, ManagedLogsOptions, S3LogsOptions, WorkerLogType } from './app-options';
import { SizedEmrServerlessAppProps } from './app-props';
import { InitialCapacity } from '../core/planning/plan';

/** Props that become properties of the resource one to one. */
export type ResourceProps = Pick<SizedEmrServerlessAppProps,
  'cloudWatchLogs' | 's3Logs' | 'managedLogs' | 'prometheusRemoteWriteUrl' | 'studio' | 'livyEndpoint' | 'sessions' | 'autoStart' | 'autoStop'
  | 'idleTimeout' | 'vpc' | 'securityGroups'>;

/** Where logs and metrics go, or nothing where the props say nothing. */
export function monitoringOf(props: ResourceProps): CfnApplication.MonitoringConfigurationProperty | undefined {
  return stated({
    cloudWatchLoggingConfiguration: props.cloudWatchLogs && cloudWatchOf(props.cloudWatchLogs),
    s3MonitoringConfiguration: props.s3Logs && s3Of(props.s3Logs),
    managedPersistenceMonitoringConfiguration: props.managedLogs && managedOf(props.managedLogs),
    prometheusMonitoringConfiguration: props.prometheusRemoteWriteUrl ? { remoteWriteUrl: props.prometheusRemoteWriteUrl } : undefined,
  });
}

function cloudWatchOf(logs: CloudWatchLogsOptions): CfnApplication.CloudWatchLoggingConfigurationProperty {
  const { logGroup, logStreamPrefix, driverLogs, executorLogs, encryptionKey } = logs;
  const types = [logTypes('SPARK_DRIVER', driverLogs), logTypes('SPARK_EXECUTOR', executorLogs)].flat();
  return {
    enabled: true,
    logGroupName: logGroup?.logGroupRef.logGroupName,
    logStreamNamePrefix: logStreamPrefix,
    logTypeMap: types.length ? types : undefined,
    encryptionKeyArn: encryptionKey?.keyRef.keyArn,
  };
}

function logTypes(key: string, types: readonly WorkerLogType[] = []): CfnApplication.LogTypeMapKeyValuePairProperty[] {
  return types.length ? [{ key, value: [...types] }] : [];
}

function s3Of({ bucket, prefix = '', encryptionKey }: S3LogsOptions): CfnApplication.S3MonitoringConfigurationProperty {
  const key = Token.isUnresolved(prefix) ? prefix : prefix.replace(/^\/+/, '');
  return { logUri: `s3://${bucket.bucketRef.bucketName}/${key}`, encryptionKeyArn: encryptionKey?.keyRef.keyArn };
}

function managedOf({ enabled = true, encryptionKey }: ManagedLogsOptions): CfnApplication.ManagedPersistenceMonitoringConfigurationProperty {
  return { enabled, encryptionKeyArn: encryptionKey?.keyRef.keyArn };
}

/** Interactive endpoints, or nothing where the props say nothing. */
export function interactiveOf({ studio, livyEndpoint, sessions }: ResourceProps): CfnApplication.InteractiveConfigurationProperty | undefined {
  return stated({ studioEnabled: studio, livyEndpointEnabled: livyEndpoint, sessionEnabled: sessions });
}

export function autoStartOf({ autoStart }: ResourceProps): CfnApplication.AutoStartConfigurationProperty | undefined {
  return autoStart === undefined ? undefined : { enabled: autoStart };
}

export function autoStopOf({ autoStop, idleTimeout }: ResourceProps): CfnApplication.AutoStopConfigurationProperty | undefined {
  return autoStop === undefined && !idleTimeout ? undefined : { enabled: autoStop ?? true, idleTimeoutMinutes: idleTimeout?.toMinutes() };
}

/** Subnets and security groups. Left out, the workers have the service's own network. */
export function networkOf(subnets: SelectedSubnets | undefined, groups?: ISecurityGroup[]): CfnApplication.NetworkConfigurationProperty | undefined {
  return subnets && { subnetIds: subnets.subnetIds, securityGroupIds: groups?.map(({ securityGroupId }) => securityGroupId) };
}

type WarmWorkers = CfnApplication.InitialCapacityConfigKeyValuePairProperty;

/** Workers kept ready, in the form of the resource. Releases with one type of disk are not told which. */
export function initialCapacityOf(pool: readonly InitialCapacity[], hasDiskTypes: boolean): WarmWorkers[] | undefined {
  return pool.length ? pool.map(({ key, workerCount, cpu, memory, disk, diskType }) => (
    { key, value: { workerCount, workerConfiguration: { cpu, memory, disk, diskType: hasDiskTypes ? diskType : undefined } } }
  )) : undefined;
}

/** The values, or nothing where none is stated. */
function stated<T extends object>(values: T): T | undefined {
  return Object.values(values).some(value => value !== undefined) ? values : undefined;
}
