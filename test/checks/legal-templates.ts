/** Templates without a finding, which the cases of the rules change in one place. */
export interface JsonObject { [key: string]: Json }
export type Json = string | number | boolean | null | Json[] | JsonObject;

const SPARK_DEFAULTS = {
  'spark.driver.cores': '2',
  'spark.driver.memory': '6g',
  'spark.driver.memoryOverhead': '1g',
  'spark.dynamicAllocation.initialExecutors': '3',
  'spark.dynamicAllocation.maxExecutors': '10',
  'spark.executor.cores': '4',
  'spark.executor.memory': '14g',
  'spark.executor.memoryOverhead': '2g',
};

/** One run of a driver with 2 vCPU, 8 GB and ten executors with 4 vCPU, 16 GB. */
export const LEGAL_APPLICATION: JsonObject = {
  Type: 'AWS::EMRServerless::Application',
  Properties: {
    Type: 'Spark',
    ReleaseLabel: 'emr-7.12.0',
    Architecture: 'ARM64',
    AutoStartConfiguration: { Enabled: true },
    AutoStopConfiguration: { Enabled: true, IdleTimeoutMinutes: 15 },
    SchedulerConfiguration: { MaxConcurrentRuns: 1, QueueTimeoutMinutes: 360 },
    InitialCapacity: [
      { Key: 'Driver', Value: { WorkerCount: 1, WorkerConfiguration: { Cpu: '2 vCPU', Memory: '8 GB', Disk: '20 GB' } } },
      { Key: 'Executor', Value: { WorkerCount: 3, WorkerConfiguration: { Cpu: '4 vCPU', Memory: '16 GB', Disk: '20 GB' } } },
    ],
    MaximumCapacity: { Cpu: '42 vCPU', Memory: '168 GB', Disk: '220 GB' },
    RuntimeConfiguration: [{ Classification: 'spark-defaults', Properties: SPARK_DEFAULTS }],
    NetworkConfiguration: { SubnetIds: ['subnet-0a1b2c3d'], SecurityGroupIds: ['sg-0a1b2c3d'] },
  },
};

/** m5.4xlarge has 57344 MiB for YARN: three executors of 18432 MiB and room for an application master of 896 MiB. */
export const LEGAL_CLUSTER: JsonObject = {
  Type: 'AWS::EMR::Cluster',
  Properties: {
    Name: 'nightly',
    ReleaseLabel: 'emr-7.12.0',
    Applications: [{ Name: 'Spark' }],
    JobFlowRole: 'EMR_EC2_DefaultRole',
    ServiceRole: 'EMR_DefaultRole',
    LogUri: 's3://logs/emr/',
    VisibleToAllUsers: true,
    AutoTerminationPolicy: { IdleTimeout: 3600 },
    Instances: {
      Ec2SubnetId: 'subnet-0a1b2c3d',
      MasterInstanceGroup: { InstanceCount: 1, InstanceType: 'm5.xlarge', Market: 'ON_DEMAND' },
      CoreInstanceGroup: { InstanceCount: 4, InstanceType: 'm5.4xlarge', Market: 'ON_DEMAND' },
    },
    Configurations: [
      {
        Classification: 'spark-defaults',
        ConfigurationProperties: {
          'spark.executor.cores': '5',
          'spark.executor.memory': '16384m',
          'spark.executor.memoryOverhead': '2048m',
          'spark.dynamicAllocation.enabled': 'true',
          'spark.yarn.heterogeneousExecutors.enabled': 'false',
        },
      },
    ],
  },
};

/** A run of the legal application, as Step Functions starts it. */
export const LEGAL_MACHINE: JsonObject = {
  Type: 'AWS::StepFunctions::StateMachine',
  Properties: {
    RoleArn: 'arn:aws:iam::123456789012:role/run',
    Definition: {
      StartAt: 'Run',
      States: {
        Run: {
          Type: 'Task',
          Resource: 'arn:aws:states:::emr-serverless:startJobRun.sync',
          Parameters: {
            ApplicationId: { Ref: 'App' },
            ExecutionRoleArn: 'arn:aws:iam::123456789012:role/job',
            JobDriver: { SparkSubmit: { EntryPoint: 's3://code/job.py', SparkSubmitParameters: '--conf spark.executor.memory=13g --conf spark.executor.memoryOverhead=3g' } },
          },
          End: true,
        },
      },
    },
  },
};

/** All of them in one template. */
export const LEGAL_TEMPLATE: JsonObject = { Resources: { App: LEGAL_APPLICATION, Cluster: LEGAL_CLUSTER, Machine: LEGAL_MACHINE } };
