import { monitoringOf } from './app-resource';
import { JobRunOptions } from './job-run-props';
import { isObject } from '../core/problems/json-value';

/** The request of StartJobRun as Step Functions takes it. Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-serverless.html (2026-11-29). */
export interface StartJobRunRequest {
  readonly ApplicationId: string;
  readonly ExecutionRoleArn: string;
  readonly JobDriver: {
    readonly SparkSubmit: {
      readonly EntryPoint: string;
      /** A list, or an expression of JSONPath that gives one. */
      readonly EntryPointArguments?: string[] | string;
      readonly SparkSubmitParameters?: string;
    };
  };
  readonly [member: string]: unknown;
}

/** What a run has of its application. */
export interface RunPlace {
  /** Sized settings of its workload. */
  readonly sizes?: Readonly<Record<string, string>>;
  /** Settings of the application that no workload sizes. */
  readonly applicationSettings: Readonly<Record<string, string>>;
}

/** The request of a run, its parts that are not stated left out. */
export function startJobRunRequest(options: JobRunOptions, { sizes, applicationSettings }: RunPlace): StartJobRunRequest {
  const { application, executionRole, job, jobTags } = options;
  const entryArguments = options.entryPointArguments ?? job.entryPointArguments;
  return stated({
    ApplicationId: application.applicationRef.applicationId,
    ExecutionRoleArn: executionRole.roleRef.roleArn,
    Name: options.jobName,
    Mode: options.streaming ? 'STREAMING' : undefined,
    ExecutionTimeoutMinutes: options.executionTimeout?.toMinutes({ integral: false }),
    RetryPolicy: statedAny({ MaxAttempts: options.maxAttempts, MaxFailedAttemptsPerHour: options.maxFailedAttemptsPerHour }),
    Tags: jobTags && Object.keys(jobTags).length ? jobTags : undefined,
    JobDriver: {
      SparkSubmit: stated({
        EntryPoint: job.entryPoint,
        EntryPointArguments: entryArguments.length ? entryArguments : undefined,
        SparkSubmitParameters: job._submitParameters(sizes, applicationSettings) || undefined,
      }),
    },
    ConfigurationOverrides: overridesOf(options),
  });
}

function overridesOf(options: JobRunOptions): object | undefined {
  const monitoring = monitoringOf(options);
  return monitoring && { MonitoringConfiguration: inRequest(monitoring) };
}

interface Pair {
  readonly key: string;
  readonly value: string[];
}

/** Properties of the resource as members of the request: in capitals, with a map where CloudFormation has a list of pairs. */
function inRequest(value: object): object {
  const members = Object.entries(value).filter(([, one]) => one !== undefined).map(([name, one]): [string, unknown] => {
    if (name === 'logTypeMap') return ['LogTypes', Object.fromEntries((one as Pair[]).map(pair => [pair.key, pair.value]))];
    return [name.charAt(0).toUpperCase() + name.slice(1), isObject(one) ? inRequest(one) : one];
  });
  return Object.fromEntries(members);
}

function stated<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}

function statedAny<T extends object>(values: T): T | undefined {
  const some = stated(values);
  return Object.keys(some).length ? some : undefined;
}
