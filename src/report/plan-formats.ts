import { PlanFormat } from './plan-format-names';
import { clusterFeatureSince } from '../core/catalog/cluster-features';
import { findRelease } from '../core/catalog/releases';
import { configurationsOf } from '../core/planning/cluster-configurations';
import { groupsOfPlan, keepsMasterOnCore } from '../core/planning/cluster-instances';
import { AnyPlan, Ec2Plan } from '../core/planning/ec2-plan';
import { InitialCapacity, Plan } from '../core/planning/plan';
import { EMR_TAG, runJobFlowRequest } from '../core/planning/run-job-flow';
import { submitArguments, submitParameters } from '../core/planning/submit-parameters';

/** A plan's settings for another program. Names in capitals are for the reader to fill in. */
export function planFormat(plan: AnyPlan, format: PlanFormat): string {
  const render = RENDERERS[format] as (plan: AnyPlan) => string; // which of them take which plan, formatsFor says
  return `${render(plan)}\n`;
}

const RENDERERS: Readonly<Record<PlanFormat, ((plan: Plan) => string) | ((plan: Ec2Plan) => string)>> = {
  'spark-submit': ({ sparkDefaults: settings }: AnyPlan) => submitParameters(settings),
  'spark-defaults': sparkDefaults,
  'emr-cli': emrCli,
  'airflow': airflow,
  'run-job-flow': runJobFlow,
};

const ENTRY_POINT = 's3://BUCKET/JOB';
const DEFAULT_NAME = 'spark-job';

/** A name of letters, digits, dots, dashes and underscores, at most 64: what applications, runs and Airflow's tasks all allow. */
function identifier({ name = DEFAULT_NAME }: AnyPlan): string {
  return name.replace(/[^\w.-]+/g, '-').slice(0, 64);
}

/** spark-defaults.conf: a key, blanks, a value. */
function sparkDefaults({ sparkDefaults: settings }: AnyPlan): string {
  const width = Math.max(...Object.keys(settings).map(key => key.length));
  return Object.entries(settings).map(([key, value]) => `${key.padEnd(width)}  ${value}`).join('\n');
}

/** The two calls of the AWS command line: the application once, a run each time. */
function emrCli(plan: Plan): string {
  const { cpu, memory, disk } = plan.serverless.maximumCapacity;
  const pool = plan.serverless.initialCapacity;
  return [
    ...command('create-application', [
      ['name', identifier(plan)], ['type', 'SPARK'], ['release-label', plan.release], ['architecture', plan.architecture.toUpperCase()],
      ['maximum-capacity', JSON.stringify({ cpu, memory, disk })],
      ...pool.length ? [['initial-capacity', JSON.stringify(Object.fromEntries(pool.map(pooled)))] as const] : [],
    ]),
    '',
    ...command('start-job-run', [
      ['application-id', 'APPLICATION_ID'], ['execution-role-arn', 'ROLE_ARN'], ['name', identifier(plan)],
      ['job-driver', JSON.stringify({ sparkSubmit: { entryPoint: ENTRY_POINT, sparkSubmitParameters: submitParameters(plan.sparkDefaults) } })],
    ]),
  ].join('\n');
}

function pooled({ key, workerCount, cpu, memory, disk, diskType }: InitialCapacity): [string, object] {
  return [key, { workerCount, workerConfiguration: { cpu, memory, disk, diskType } }];
}

function command(name: string, options: readonly (readonly [string, string])[]): string[] {
  const lines = [`aws emr-serverless ${name}`, ...options.map(([option, value]) => `  --${option} ${shellWord(value)}`)];
  return lines.map((line, index) => index < lines.length - 1 ? `${line} \\` : line);
}

/** A word for a POSIX shell. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replace(/'/g, '\'\\\'\'')}'`;
}

/** An operator of Apache Airflow's Amazon provider. */
function airflow(plan: Plan): string {
  return [
    'EmrServerlessStartJobOperator(',
    `    task_id=${pythonText(identifier(plan))},`,
    `    name=${pythonText(plan.name ?? DEFAULT_NAME)},`,
    '    application_id="APPLICATION_ID",',
    '    execution_role_arn="ROLE_ARN",',
    '    job_driver={',
    '        "sparkSubmit": {',
    `            "entryPoint": ${pythonText(ENTRY_POINT)},`,
    `            "sparkSubmitParameters": ${pythonText(submitParameters(plan.sparkDefaults))},`,
    '        },',
    '    },',
    ')',
  ].join('\n');
}

/** A string literal of JSON is one of Python. */
function pythonText(text: string): string {
  return JSON.stringify(text);
}

/** The request that makes a cluster which runs the job and terminates, as SDKs and Airflow's EmrCreateJobFlowOperator take it. */
function runJobFlow(plan: Ec2Plan): string {
  const groups = groupsOfPlan(plan);
  const { task } = plan.cluster;
  const release = findRelease(plan.release);
  return JSON.stringify(runJobFlowRequest({
    name: identifier(plan),
    releaseLabel: plan.release,
    applications: [{ name: 'Hadoop' }, { name: 'Spark' }],
    instances: { ...groups, ec2SubnetId: 'SUBNET_ID', keepJobFlowAliveWhenNoSteps: false },
    configurations: configurationsOf({ masterOnCore: keepsMasterOnCore({ taskMarket: task?.market, taskNodes: task?.count }), sizes: {} }),
    serviceRole: 'SERVICE_ROLE',
    jobFlowRole: 'INSTANCE_PROFILE',
    steps: [{ name: identifier(plan), actionOnFailure: 'CONTINUE', hadoopJarStep: { jar: 'command-runner.jar', args: ['spark-submit', ...submitArguments(plan.sparkDefaults), ENTRY_POINT] } }],
    stepConcurrencyLevel: release.ok && clusterFeatureSince(release.value, 'stepConcurrency') === undefined ? plan.concurrentRuns : undefined,
    tags: [{ key: EMR_TAG, value: 'true' }],
    visibleToAllUsers: true,
  }), undefined, 2);
}
