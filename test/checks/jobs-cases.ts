import { Json, JsonObject } from './legal-templates';
import { Patch, RuleCase } from './rule-case';

const APP = '/App/Properties';
const REQUEST = '/Machine/Properties/Definition/States/Run/Parameters';
const SUBMIT = `${REQUEST}/JobDriver/SparkSubmit/SparkSubmitParameters`;
const OVERRIDES = `${REQUEST}/ConfigurationOverrides`;
const MONITORING = `${OVERRIDES}/MonitoringConfiguration`;
const LABEL = `${APP}/ReleaseLabel`;
const SETTINGS = `${APP}/RuntimeConfiguration/0/Properties`;

const NO_POOL: Patch = { [`${APP}/InitialCapacity`]: undefined };
const NO_LIMIT: Patch = { [`${APP}/MaximumCapacity`]: undefined };
const EXECUTORS = `${APP}/InitialCapacity/1/Value/WorkerConfiguration`;
/** Nobody sizes the driver but the service, and the pool has one of that size. */
const UNSIZED_DRIVER: Patch = { [`${APP}/RuntimeConfiguration`]: undefined, [`${APP}/InitialCapacity/0/Value/WorkerConfiguration`]: { Cpu: '4 vCPU', Memory: '16 GB' } };
/** An application that is not in the template. */
const ELSEWHERE: Patch = { '/App': undefined, [`${REQUEST}/ApplicationId`]: '00f1abcd2efgh309' };
const SUBMIT_NOTHING: Patch = { [SUBMIT]: '--class org.example.Job' };
const STORAGE = 'spark.aws.serverlessStorage.enabled';

const confs = (...settings: readonly string[]) => settings.map(setting => `--conf ${setting}`).join(' ');
const submits = (...settings: readonly string[]): Patch => ({ [SUBMIT]: confs(...settings) });

/** A schedule that starts a run of the application by the SDK's call. */
function schedule(request: JsonObject, application: Json = { Ref: 'App' }): Patch {
  const input = { ApplicationId: 'APPLICATION', ExecutionRoleArn: 'arn:aws:iam::123456789012:role/job', ...request };
  return {
    '/Nightly': {
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        ScheduleExpression: 'rate(1 day)',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: {
          Arn: 'arn:aws:scheduler:::aws-sdk:emrserverless:startJobRun',
          RoleArn: 'arn:aws:iam::123456789012:role/run',
          Input: { 'Fn::Join': ['', JSON.stringify(input).split('APPLICATION').flatMap((part, index) => index > 0 ? [application, part] : [part])] },
        },
      },
    },
  };
}
const INPUT = '/Nightly/Properties/Target/Input';
const sparkSubmit = (...settings: readonly string[]): JsonObject => ({ JobDriver: { SparkSubmit: { EntryPoint: 's3://code/job.py', SparkSubmitParameters: confs(...settings) } } });

const SIZES: readonly RuleCase[] = [
  { id: 'SZ6101', what: 'a heap of the job with the overhead of the application', fires: submits('spark.executor.memory=29g'), at: SUBMIT, says: /29696 MiB and 2048 MiB/, close: { ...NO_LIMIT, ...NO_POOL, ...submits('spark.executor.memory=28g') } },
  { id: 'SZ6101', what: 'flags of spark-submit', fires: { [SUBMIT]: '--driver-memory 16g --driver-cores 2' }, at: SUBMIT, says: /the driver asks for a heap of 16384 MiB and 1024 MiB.*2 vCPU has 16 GB/, close: { ...NO_LIMIT, ...NO_POOL, [SUBMIT]: '--driver-memory 14g --driver-cores 2' } },
  { id: 'SZ6101', what: 'a heap alone, the application elsewhere', fires: { ...ELSEWHERE, ...submits('spark.executor.memory=31g', 'spark.executor.cores=4') }, at: SUBMIT, says: /31744 MiB and at least 0 MiB/, close: { ...ELSEWHERE, ...submits('spark.executor.memory=31g') } },
  { id: 'SZ6101', what: 'configuration overrides', fires: { [`${OVERRIDES}/ApplicationConfiguration`]: [{ Classification: 'spark-defaults', Properties: { 'spark.driver.memory': '16g' } }] }, at: `${OVERRIDES}/ApplicationConfiguration/0/Properties/spark.driver.memory`, says: /16384 MiB and 1024 MiB/, close: { [`${OVERRIDES}/ApplicationConfiguration`]: [{ Classification: 'spark-defaults', Properties: { 'spark.driver.memory': '7g' } }] } },
  { id: 'SZ6101', what: 'configuration overrides beside what is worked out later', fires: { ...SUBMIT_NOTHING, [`${OVERRIDES}/ApplicationConfiguration`]: [{ Classification: 'spark-defaults', Properties: { 'spark.executor.memory': '31g', 'spark.executor.memoryOverhead.$': '$.overhead', 'spark.driver.memory': '{% $driver %}' } }] }, at: `${OVERRIDES}/ApplicationConfiguration/0/Properties/spark.executor.memory`, says: /31744 MiB and at least 0 MiB/, close: { ...SUBMIT_NOTHING, [`${OVERRIDES}/ApplicationConfiguration`]: [{ 'Classification': 'spark-defaults', 'Properties.$': '$.settings' }] } },
  { id: 'SZ6101', what: 'a schedule', fires: schedule(sparkSubmit('spark.executor.memory=40g')), at: INPUT, says: /JobDriver\/SparkSubmit\/SparkSubmitParameters: the executor asks/, close: schedule(sparkSubmit('spark.executor.memory=14g')) },
  { id: 'SZ6105', what: 'a maximum below the initial count of the application', fires: submits('spark.dynamicAllocation.maxExecutors=2'), at: SUBMIT, says: /maxExecutors 2, .*initialExecutors 3/, close: submits('spark.dynamicAllocation.maxExecutors=3') },
  {
    id: 'SZ6105',
    what: 'counts of the job alone, the application elsewhere',
    fires: { ...ELSEWHERE, ...submits('spark.dynamicAllocation.enabled=true', 'spark.dynamicAllocation.maxExecutors=2', 'spark.dynamicAllocation.minExecutors=4') },
    at: SUBMIT,
    says: /minExecutors \(4\) must be less/,
    close: { ...ELSEWHERE, ...submits('spark.dynamicAllocation.enabled=true', 'spark.dynamicAllocation.maxExecutors=2') },
  },
  { id: 'SZ6107', what: 'the application elsewhere', fires: { ...ELSEWHERE, ...submits('spark.driver.memory=4.5g') }, at: SUBMIT, says: /write 4608m/, close: { ...ELSEWHERE, [SUBMIT]: { 'Fn::Sub': '--conf spark.driver.memory=${Memory}' } } },
  { id: 'SZ6107', what: 'a variable that another tool fills in', fires: submits('spark.driver.memory=2.5g'), at: SUBMIT, says: /write 2560m/, close: submits('spark.driver.memory=${driver_memory}') },
  { id: 'SZ6111', what: 'a master by flag', fires: { [SUBMIT]: '--master yarn' }, at: SUBMIT, says: /spark.master "yarn"/, close: { [SUBMIT]: '--class org.example.Job' } },
  {
    id: 'SZ6013',
    what: 'a driver and an executor above the capacity',
    fires: { ...NO_POOL, ...submits('spark.driver.cores=16', 'spark.driver.memory=64g', 'spark.executor.cores=32', 'spark.executor.memory=56g') },
    at: SUBMIT,
    says: /a driver of 16 vCPU, 72 GB.*executors of 32 vCPU, 60 GB.*\[cpu: 42 vCPU\]/,
    close: { ...NO_POOL, ...NO_LIMIT, ...submits('spark.driver.cores=16', 'spark.driver.memory=64g', 'spark.executor.cores=32', 'spark.executor.memory=56g') },
  },
  {
    id: 'SZ6013',
    what: 'sizes of nobody',
    fires: { ...NO_POOL, [`${APP}/RuntimeConfiguration`]: undefined, [`${APP}/MaximumCapacity`]: { Cpu: '4 vCPU', Memory: '100 GB' }, [SUBMIT]: '--class org.example.Job' },
    at: REQUEST,
    says: /\[cpu: 4 vCPU\]/,
    close: { ...NO_POOL, [`${APP}/RuntimeConfiguration`]: undefined, [`${APP}/MaximumCapacity`]: { Cpu: '4 vCPU', Memory: '100 GB' }, [SUBMIT]: { 'Fn::Sub': '${Parameters}' } },
  },
  { id: 'SZ6016', what: 'a maximum of the job', fires: submits('spark.dynamicAllocation.maxExecutors=20'), at: SUBMIT, says: /ask for 20 executors, and MaximumCapacity grants 10/, close: submits('spark.dynamicAllocation.maxExecutors=10') },
  {
    id: 'SZ6027',
    what: 'executors of the only job',
    fires: { ...NO_LIMIT, ...submits('spark.executor.memory=15g') },
    at: EXECUTORS,
    says: /the executor of every job of this template asks for 4 vCPU and 17408 MiB/,
    close: { ...NO_LIMIT, ...submits('spark.executor.memory=15g'), ...schedule(sparkSubmit('spark.executor.memory=12g')) },
  },
  {
    id: 'SZ6017',
    what: 'executors of all jobs, and no sizes of the application',
    fires: { ...NO_LIMIT, ...UNSIZED_DRIVER, ...submits('spark.executor.memory=15g'), ...schedule(sparkSubmit('spark.executor.cores=8')) },
    at: EXECUTORS,
    says: /the executor of every job of this template asks for 4 vCPU and 16896 MiB/,
    close: { ...NO_LIMIT, ...UNSIZED_DRIVER, ...submits('spark.executor.memory=15g'), ...schedule(sparkSubmit('spark.executor.memory=12g')) },
  },
  { id: 'SZ6019', what: 'a job', fires: { ...NO_LIMIT, ...submits(`${STORAGE}=true`, 'spark.driver.cores=4') }, at: SUBMIT, says: /never use/, close: { ...NO_LIMIT, ...submits(`${STORAGE}=false`) } },
];

const REQUESTS: readonly RuleCase[] = [
  { id: 'SZ6121', what: 'no role', fires: { [`${REQUEST}/ExecutionRoleArn`]: undefined }, at: REQUEST, says: /ExecutionRoleArn left out/, close: { [`${REQUEST}/ExecutionRoleArn`]: undefined, [`${REQUEST}/ExecutionRoleArn.$`]: '$.role' } },
  { id: 'SZ6122', what: 'a query in an application of Spark', fires: { [`${REQUEST}/JobDriver`]: { Hive: { Query: 's3://code/q.sql' } } }, at: `${REQUEST}/JobDriver/Hive`, says: /got Hive for an application of spark; use SparkSubmit/, close: { [`${REQUEST}/JobDriver`]: undefined, [`${REQUEST}/JobDriver.$`]: '$.driver' } },
  {
    id: 'SZ6122',
    what: 'a job of Spark in an application of Hive',
    fires: { ...NO_POOL, [`${APP}/Type`]: 'Hive' },
    at: `${REQUEST}/JobDriver/SparkSubmit`,
    says: /use Hive/,
    close: { ...NO_POOL, [`${APP}/Type`]: 'Hive', [`${REQUEST}/JobDriver`]: { Hive: { Query: 's3://code/q.sql' } } },
  },
  { id: 'SZ6123', what: 'no end', fires: { [`${REQUEST}/ExecutionTimeoutMinutes`]: 0 }, at: `${REQUEST}/ExecutionTimeoutMinutes`, says: /got 0 minutes; 1 to 10080 are possible for a batch run on emr-7.12.0/, close: { [LABEL]: 'emr-7.10.0', [`${REQUEST}/ExecutionTimeoutMinutes`]: 0 } },
  { id: 'SZ6123', what: 'a week and a minute', fires: { [`${REQUEST}/ExecutionTimeoutMinutes`]: 10081 }, at: `${REQUEST}/ExecutionTimeoutMinutes`, says: /1 to 10080/, close: { [`${REQUEST}/ExecutionTimeoutMinutes`]: 10080 } },
  { id: 'SZ6123', what: 'more than the service counts', fires: { ...ELSEWHERE, [`${REQUEST}/ExecutionTimeoutMinutes`]: 1_000_001 }, at: `${REQUEST}/ExecutionTimeoutMinutes`, says: /0 to 1000000/, close: { [`${REQUEST}/Mode`]: 'STREAMING', [`${REQUEST}/ExecutionTimeoutMinutes`]: 0 } },
  {
    id: 'SZ6123',
    what: 'two days with serverless storage',
    fires: { ...NO_LIMIT, ...NO_POOL, ...submits(`${STORAGE}=true`, 'spark.driver.cores=4'), [`${REQUEST}/ExecutionTimeoutMinutes`]: 2880 },
    at: `${REQUEST}/ExecutionTimeoutMinutes`,
    says: /1 to 1440 are possible with serverless storage/,
    close: { ...NO_LIMIT, ...NO_POOL, ...submits(`${STORAGE}=true`, 'spark.driver.cores=4'), [`${REQUEST}/ExecutionTimeoutMinutes`]: 1440 },
  },
  { id: 'SZ6124', what: 'a mode that is not there', fires: { [`${REQUEST}/Mode`]: 'STREAM' }, at: `${REQUEST}/Mode`, says: /got STREAM; BATCH or STREAMING/, close: { [`${REQUEST}/Mode`]: 'STREAMING' } },
  { id: 'SZ6124', what: 'streaming before 7.1', fires: { [LABEL]: 'emr-7.0.0', [`${REQUEST}/Mode`]: 'STREAMING' }, at: `${REQUEST}/Mode`, says: /use emr-7.1.0/, close: { [LABEL]: 'emr-7.0.0', [`${REQUEST}/Mode`]: '{% $mode %}' } },
  { id: 'SZ6125', what: 'attempts per hour of a batch run', fires: { [`${REQUEST}/RetryPolicy`]: { MaxFailedAttemptsPerHour: 3 } }, at: `${REQUEST}/RetryPolicy/MaxFailedAttemptsPerHour`, says: /mode BATCH.*use MaxAttempts/, close: { [`${REQUEST}/RetryPolicy`]: { MaxAttempts: 3 } } },
  { id: 'SZ6125', what: 'attempts of a streaming run', fires: { [`${REQUEST}/Mode`]: 'STREAMING', [`${REQUEST}/RetryPolicy`]: { MaxAttempts: 3 } }, at: `${REQUEST}/RetryPolicy/MaxAttempts`, says: /use MaxFailedAttemptsPerHour/, close: { [`${REQUEST}/Mode.$`]: '$.mode', [`${REQUEST}/RetryPolicy`]: { MaxAttempts: 3 } } },
  { id: 'SZ6126', what: 'one character too many', fires: { [SUBMIT]: 'x'.repeat(102_401) }, at: SUBMIT, says: /got 102401 characters; 102400/, close: { [SUBMIT]: 'x'.repeat(102_400) } },
  {
    id: 'SZ6127',
    what: 'emr-spark-8.0.0',
    fires: { ...NO_POOL, [LABEL]: 'emr-spark-8.0.0', [`${OVERRIDES}/ApplicationConfiguration`]: [{ Classification: 'spark-defaults', Properties: { 'spark.speculation': 'true' } }] },
    at: `${OVERRIDES}/ApplicationConfiguration`,
    says: /8 of its settings are lost, spark.driver.cores among them.*use emr-spark-8.1.0/,
    close: { ...NO_POOL, [LABEL]: 'emr-spark-8.1.0', [`${OVERRIDES}/ApplicationConfiguration`]: [{ Classification: 'spark-defaults', Properties: { 'spark.speculation': 'true' } }] },
  },
  { id: 'SZ6115', what: 'a streaming run', fires: { ...NO_LIMIT, ...NO_POOL, ...submits(`${STORAGE}=true`, 'spark.driver.cores=4'), [`${REQUEST}/Mode`]: 'STREAMING' }, at: `${REQUEST}/Mode`, says: /for batch runs only/, close: { [`${REQUEST}/Mode`]: 'STREAMING' } },
  {
    id: 'SZ6115',
    what: 'small executors of the job',
    fires: { ...NO_LIMIT, ...NO_POOL, ...submits(`${STORAGE}=true`, 'spark.driver.cores=4', 'spark.executor.cores=2') },
    at: SUBMIT,
    says: /got spark.executor.cores 2/,
    close: { ...NO_LIMIT, ...NO_POOL, [`${SETTINGS}/${STORAGE}`]: 'true', ...submits(`${STORAGE}=false`), [`${SETTINGS}/spark.driver.cores`]: '4' },
  },
  { id: 'SZ6022', what: 'a job\'s log group and no Enabled', fires: { [MONITORING]: { CloudWatchLoggingConfiguration: { LogGroupName: '/emr' } } }, at: `${MONITORING}/CloudWatchLoggingConfiguration`, says: /without Enabled/, close: { [MONITORING]: { CloudWatchLoggingConfiguration: { 'LogGroupName': '/emr', 'Enabled.$': '$.enabled' } } } },
  { id: 'SZ6023', what: 'a job\'s type of logs', fires: { [MONITORING]: { CloudWatchLoggingConfiguration: { Enabled: true, LogTypes: { SPARK_DRIVER: ['STDOT'] } } } }, at: `${MONITORING}/CloudWatchLoggingConfiguration/LogTypes/SPARK_DRIVER/0`, says: /did you mean STDOUT/, close: { [MONITORING]: { CloudWatchLoggingConfiguration: { Enabled: true, LogTypes: { SPARK_DRIVER: ['{% $type %}'] } } } } },
  { id: 'SZ6024', what: 'a job\'s logs', fires: { [MONITORING]: { S3MonitoringConfiguration: { LogUri: 'bucket/logs' } } }, at: `${MONITORING}/S3MonitoringConfiguration/LogUri`, says: /got bucket\/logs/, close: { [MONITORING]: { S3MonitoringConfiguration: { LogUri: '{% "s3://" & $bucket %}' } } } },
];

export const JOB_CASES: readonly RuleCase[] = [...SIZES, ...REQUESTS];
