import { RemovalPolicy } from 'aws-cdk-lib';
import { TableFormat } from './app-options';
import { SizedEmrServerlessAppProps } from './app-props';
import { ResourceProps } from './app-resource';
import { RESERVED_SETTINGS, SettingProps } from './app-settings';
import { brokenStatements, durationProblems, isWrongText, MINUTES, SECONDS, Statement } from './statements';
import { TABLE_FORMATS } from './table-formats';
import { userSettingProblems } from './user-settings';
import { firstReleaseWith, hasFeature, Release, ServerlessFeature } from '../core/catalog/releases';
import { rangeOf } from '../core/catalog/resource-schemas';
import { Problem, problem } from '../core/problems/problem';

/** Props that are checked without a plan. */
export type CheckedProps = ResourceProps & SettingProps
  & Pick<SizedEmrServerlessAppProps, 'applicationName' | 'identityCenterInstanceArn' | 'image' | 'queueTimeout' | 'vpcSubnets'
  | 'stopForUpdate' | 'stopOnDelete' | 'waitForRuns' | 'removalPolicy'>;

/** A feature that a prop asks for. */
const FEATURES: Partial<Record<keyof CheckedProps, ServerlessFeature>> = {
  prometheusRemoteWriteUrl: 'prometheus',
  studio: 'interactiveEndpoints',
  livyEndpoint: 'interactiveEndpoints',
  sessions: 'sparkConnect',
  lakeFormation: 'lakeFormation',
  identityCenterInstanceArn: 'identityCenter',
  queueTimeout: 'scheduler',
};

/** Everything that is wrong with an application, its workloads apart. */
export function appProblems(props: CheckedProps, release: Release | undefined): Problem[] {
  return [
    ...(release ? releaseProblems(props, release) : []),
    ...durationProblems('queueTimeout', props.queueTimeout, rangeOf('EMRServerless.SchedulerConfiguration', 'QueueTimeoutMinutes'), MINUTES),
    ...durationProblems('idleTimeout', props.idleTimeout, rangeOf('EMRServerless.AutoStopConfiguration', 'IdleTimeoutMinutes'), MINUTES),
    ...durationProblems('waitForRuns', props.waitForRuns, [0, LONGEST_WAIT_SECONDS], SECONDS),
    ...brokenStatements(STATEMENTS, props),
    ...userSettingProblems(props.sparkSettings ?? {}, 'serverless'),
    ...reservedProblems(props.sparkSettings ?? {}),
  ];
}

function releaseProblems(props: CheckedProps, release: Release): Problem[] {
  const features = Object.entries(FEATURES).filter(([prop]) => props[prop as keyof CheckedProps])
    .flatMap(([prop, feature]) => featureProblems(prop, feature, release));
  return [...features, ...(props.tableFormats ?? []).flatMap(format => formatProblems(format, release))];
}

function formatProblems(format: TableFormat, release: Release): Problem[] {
  if (release.version.line === 'emr-spark') {
    return [problem('SZ1013', 'tableFormats', `got ${format} on ${release.label}, where the place of its libraries is not established; state spark.jars in sparkSettings`)];
  }
  return featureProblems('tableFormats', TABLE_FORMATS[format].feature, release);
}

function featureProblems(prop: string, feature: ServerlessFeature, release: Release): Problem[] {
  if (hasFeature(release, feature)) return [];
  const since = firstReleaseWith(feature, release);
  return [problem('SZ1013', prop, `got a value on ${release.label}, which does not have it; use ${since} or later, or leave it out`)];
}

function reservedProblems(settings: Readonly<Record<string, string>>): Problem[] {
  return Object.keys(settings).filter(key => key in RESERVED_SETTINGS)
    .map(key => problem('SZ1012', `sparkSettings[${JSON.stringify(key)}]`, `got ${JSON.stringify(settings[key])}: ${RESERVED_SETTINGS[key]}`));
}

const NAME = /^[A-Za-z0-9._/#-]{1,64}$/;
const REMOTE_WRITE = /^https:\/\/aps-workspaces\.[a-z]{2}-[a-z-]{1,20}-[1-9]\.amazonaws(\.[0-9A-Za-z]{2,4})+\/workspaces\/[-_.0-9A-Za-z]{1,100}\/api\/v1\/remote_write$/;
const MOST_SECURITY_GROUPS = 5;
/** Of the 15 minutes that a call of Lambda lasts; the rest is for the application to stop. */
const LONGEST_WAIT_SECONDS = 600;

/** What cannot stand, or stand together. Ranges and patterns: AWS::EMRServerless::Application's schema (2026-04-30). */
const STATEMENTS: readonly Statement<CheckedProps>[] = [
  {
    id: 'SZ1004',
    path: 'applicationName',
    broken: props => isWrongText(props.applicationName, NAME),
    message: props => `got ${JSON.stringify(props.applicationName)}; 1 to 64 letters, digits and ._/#- are allowed`,
  },
  {
    id: 'SZ1004',
    path: 'prometheusRemoteWriteUrl',
    broken: props => isWrongText(props.prometheusRemoteWriteUrl, REMOTE_WRITE),
    message: props => `got ${JSON.stringify(props.prometheusRemoteWriteUrl)}; https://aps-workspaces.REGION.amazonaws.com/workspaces/ID/api/v1/remote_write is expected`,
  },
  {
    id: 'SZ1004',
    path: 'cloudWatchLogs.logStreamPrefix',
    broken: props => isWrongText(props.cloudWatchLogs?.logStreamPrefix, /^[^:*]{1,512}$/),
    message: props => `got ${JSON.stringify(props.cloudWatchLogs?.logStreamPrefix)}; 1 to 512 characters without : and * are allowed`,
  },
  {
    id: 'SZ1007',
    path: 'securityGroups',
    broken: props => !props.vpc && props.securityGroups !== undefined,
    message: () => 'got security groups without a vpc; give vpc as well',
  },
  { id: 'SZ1007', path: 'vpcSubnets', broken: props => !props.vpc && props.vpcSubnets !== undefined, message: () => 'got a selection of subnets without a vpc; give vpc as well' },
  {
    id: 'SZ1004',
    path: 'securityGroups',
    broken: ({ securityGroups }) => securityGroups !== undefined && !(securityGroups.length >= 1 && securityGroups.length <= MOST_SECURITY_GROUPS),
    message: ({ securityGroups }) => `got ${securityGroups?.length}; 1 to ${MOST_SECURITY_GROUPS} are allowed`,
  },
  {
    id: 'SZ1007',
    path: 'idleTimeout',
    broken: props => props.autoStop === false && props.idleTimeout !== undefined,
    message: () => 'got a timeout with autoStop false, where it has no effect; leave out one of the two',
  },
  {
    id: 'SZ1007',
    path: 'managedLogs.encryptionKey',
    broken: ({ managedLogs }) => managedLogs?.enabled === false && managedLogs.encryptionKey !== undefined,
    message: () => 'got a key for managed logs that are off; leave out one of the two',
  },
  {
    // Source: emr-serverless-lf-enable-considerations.html of the EMR Serverless guide (2026-11-20)
    id: 'SZ1007',
    path: 'image',
    broken: props => props.lakeFormation === true && props.image !== undefined,
    message: () => 'got a custom image with lakeFormation, which does not take one; leave out one of the two',
  },
  {
    id: 'SZ1007',
    path: 'waitForRuns',
    broken: props => props.waitForRuns !== undefined && !props.stopForUpdate && !props.stopOnDelete,
    message: () => 'got a time that nothing waits for; give stopForUpdate or stopOnDelete as well',
  },
  {
    id: 'SZ1007',
    path: 'stopOnDelete',
    broken: ({ stopOnDelete, removalPolicy }) => stopOnDelete === true && removalPolicy === RemovalPolicy.RETAIN,
    message: () => 'got true with a removalPolicy that keeps the application; leave out one of the two',
  },
  ...(['stopForUpdate', 'stopOnDelete'] as const).map((path): Statement<CheckedProps> => ({
    id: 'SZ1007',
    path,
    broken: props => props[path] === true && (props.studio || props.livyEndpoint || props.sessions) === true,
    message: () => 'got true with interactive sessions, which nothing lists, so that one might be ended; stop the application by hand',
  })),
];
