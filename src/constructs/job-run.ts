import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { JobRunOptions } from './job-run-props';
import { RunPlace, startJobRunRequest, StartJobRunRequest } from './job-run-request';
import { refusedOf } from './request-problems';
import { SizedEmrServerlessApp } from './sized-emr-serverless-app';
import { SizedServerlessWorkload } from './sized-serverless-workload';
import { brokenStatements, durationProblems, MINUTES, Statement } from './statements';
import { escalationProblems } from './task-parts';
import { refuseAny } from '../api/refusal';
import { rangeOf } from '../core/catalog/resource-schemas';
import { Problem, problem } from '../core/problems/problem';

/** In the service's own model. */
const REQUEST = 'EMRServerless.StartJobRun.StartJobRunRequest';
const SERVICE = 'emr-serverless.amazonaws.com';

/** The request of a run, whoever starts it. Refuses all that is wrong with it, and more that its starter knows of. */
export function checkedRequest(scope: IConstruct, options: JobRunOptions, more: readonly Problem[]): StartJobRunRequest {
  const workload = workloadOf(options);
  const request = startJobRunRequest(options, placeOf(options, workload));
  refuseAny(`new ${scope.constructor.name} at ${scope.node.path}`, [
    ...durationProblems('executionTimeout', options.executionTimeout, rangeOf(REQUEST, 'ExecutionTimeoutMinutes'), MINUTES),
    ...more, ...brokenStatements(STATEMENTS, options), ...workloadProblems(options), ...options.job._problemsWith(workload, 'serverless'),
    ...escalationProblems(options, workload), ...refusedOf(Stack.of(scope).resolve({ ...request, ExecutionTimeoutMinutes: undefined }), REQUEST),
  ]);
  if (options.escalated && options.application instanceof SizedEmrServerlessApp) options.application._holdEscalationOf(workload!);
  return request;
}

/** What it takes to start runs of an application with one role. */
export function startStatements({ application, executionRole, jobTags }: JobRunOptions): PolicyStatement[] {
  const { applicationArn } = application.applicationRef;
  return [
    new PolicyStatement({ actions: ['emr-serverless:StartJobRun'], resources: [applicationArn] }),
    new PolicyStatement({ actions: ['iam:PassRole'], resources: [executionRole.roleRef.roleArn], conditions: { StringEquals: { 'iam:PassedToService': SERVICE } } }),
    ...jobTags && Object.keys(jobTags).length ? [new PolicyStatement({ actions: ['emr-serverless:TagResource'], resources: [runsOf({ application })] })] : [],
  ];
}

/** The runs of an application. */
export function runsOf({ application }: Pick<JobRunOptions, 'application'>): string {
  return `${application.applicationRef.applicationArn}/jobruns/*`;
}

/** Workload of a run: a sized application has one; of another one nothing is known. */
export function workloadOf({ application, workload }: JobRunOptions): SizedServerlessWorkload | undefined {
  return workload ?? (application instanceof SizedEmrServerlessApp ? application.workload : undefined);
}

function placeOf({ application, escalated }: JobRunOptions, workload: SizedServerlessWorkload | undefined): RunPlace {
  return {
    sizes: escalated ? workload?._escalatedSettings : workload?.sparkSettings,
    applicationSettings: application instanceof SizedEmrServerlessApp ? application._listSettings : {},
  };
}

function workloadProblems({ application, workload }: JobRunOptions): Problem[] {
  return application instanceof SizedEmrServerlessApp && workload && workload.node.scope !== application
    ? [problem('SZ1007', 'workload', `got ${workload.node.path}, which is not a workload of ${application.node.path}; give one of its own`)] : [];
}

/** What cannot stand together. */
const STATEMENTS: readonly Statement<JobRunOptions>[] = [
  {
    id: 'SZ1007',
    path: 'maxAttempts',
    broken: ({ maxAttempts, streaming }) => maxAttempts !== undefined && streaming === true,
    message: () => 'got attempts for a streaming run, which does not read them; use maxFailedAttemptsPerHour',
  },
  {
    id: 'SZ1007',
    path: 'maxFailedAttemptsPerHour',
    broken: ({ maxFailedAttemptsPerHour, streaming = false }) => maxFailedAttemptsPerHour !== undefined && !streaming,
    message: () => 'got a number for a batch run, which does not read it; use maxAttempts',
  },
];
