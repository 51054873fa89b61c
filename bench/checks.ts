import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEBIBYTE = 2 ** 20;
/** Source: CloudFormation's quotas (2026-11-20). */
const MOST_RESOURCES = 500;

/** The largest template that CloudFormation takes: 500 resources in 1 MiB, half of them of EMR, the others roles with long policies. */
export function largestTemplate(): string {
  const quarters = Array.from({ length: MOST_RESOURCES / 4 }, (_, index) => index);
  const emr = Object.assign({}, ...quarters.map(two)) as object;
  const left = MEBIBYTE - JSON.stringify(emr).length - 1024;
  const statements = Math.floor(left / (MOST_RESOURCES / 2) / JSON.stringify(STATEMENT).length) - 2;
  const roles = Object.assign({}, ...quarters.flatMap(index => [role(`Reader${index}`, statements), role(`Writer${index}`, statements)])) as object;
  return JSON.stringify({ Parameters: { Release: { Type: 'String', Default: 'emr-7.12.0' } }, Resources: { ...emr, ...roles } });
}

const STATEMENT = { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject', 's3:ListBucket'], Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::bucket-${AWS::Region}/prefix/*' } };

function role(name: string, statements: number): object {
  const Policies = [{ PolicyName: 'data', PolicyDocument: { Statement: Array.from({ length: statements }, () => STATEMENT) } }];
  return { [name]: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {}, Policies } } };
}

/** Each needs all rules: nothing in it is wrong. */
function two(index: number): Record<string, unknown> {
  const worker = (Key: string, Cpu: string, Memory: string) => ({ Key, Value: { WorkerCount: 1, WorkerConfiguration: { Cpu, Memory, Disk: '20 GB' } } });
  const settings = { 'spark.executor.cores': '4', 'spark.executor.memory': '14g', 'spark.executor.memoryOverhead': '2g', 'spark.driver.cores': '2', 'spark.driver.memory': '6g', 'spark.driver.memoryOverhead': '1g' };
  return {
    [`Application${index}`]: {
      Type: 'AWS::EMRServerless::Application',
      Properties: {
        Type: 'Spark',
        ReleaseLabel: { Ref: 'Release' },
        InitialCapacity: [worker('Driver', '2 vCPU', '8 GB'), worker('Executor', '4 vCPU', '16 GB')],
        MaximumCapacity: { Cpu: '42 vCPU', Memory: '168 GB', Disk: '220 GB' },
        AutoStopConfiguration: { Enabled: true, IdleTimeoutMinutes: 15 },
        RuntimeConfiguration: [{ Classification: 'spark-defaults', Properties: settings }],
      },
    },
    [`Cluster${index}`]: {
      Type: 'AWS::EMR::Cluster',
      Properties: {
        Name: `cluster-${index}`,
        ReleaseLabel: { Ref: 'Release' },
        JobFlowRole: 'EMR_EC2_DefaultRole',
        ServiceRole: 'EMR_DefaultRole',
        Instances: { MasterInstanceGroup: { InstanceCount: 1, InstanceType: 'm5.xlarge' }, CoreInstanceGroup: { InstanceCount: 4, InstanceType: 'm5.4xlarge' } },
      },
    },
  };
}

/** Runs with the largest template in a file of its own. */
export function withLargestTemplate<T>(run: (file: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'sized-emr-bench-'));
  try {
    const file = join(folder, 'large.template.json');
    writeFileSync(file, largestTemplate());
    return run(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Synthesizes an app of 500 raw applications, with or without the plugin, and prints the median milliseconds. */
export function pluginScript(root: string, clock: string, withPlugin: boolean): string {
  const plugin = withPlugin ? `Validations.of(app).addPlugins(new (require('${root}').SizingChecks)());` : '';
  const settings = '{classification:\'spark-defaults\',properties:{\'spark.executor.memory\':\'14g\',\'spark.executor.memoryOverhead\':\'2g\'}}';
  const raw = 'new (require(\'aws-cdk-lib/aws-emrserverless\').CfnApplication)(s,\'A\'+i,{releaseLabel:\'emr-7.12.0\',type:\'Spark\','
    + `maximumCapacity:{cpu:'100 vCPU',memory:'400 GB'},runtimeConfiguration:[${settings}]})`;
  return `${clock}console.error=()=>{};const {App,Stack,Validations}=require('aws-cdk-lib');require('${root}');const v=[];`
    + `for(let k=0;k<7;k++){const b=t();const app=new App({analyticsReporting:false});${plugin}const s=new Stack(app,'S');for(let i=0;i<500;i++)${raw};app.synth();v.push(t()-b)}`
    + 'v.sort((x,y)=>x-y);console.log(v[3])';
}
