import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEBIBYTE = 2 ** 20;

/** As many applications, clusters and other resources as make a template of 1 MiB, which is the most that CloudFormation takes. */
export function largestTemplate(): string {
  const resources: Record<string, unknown> = {};
  for (let index = 0; JSON.stringify({ Resources: resources }).length < MEBIBYTE - 8192 && index < 2000; index += 8) {
    for (let step = 0; step < 8; step++) Object.assign(resources, three(index + step));
  }
  return JSON.stringify({ Parameters: { Release: { Type: 'String', Default: 'emr-7.12.0' } }, Resources: resources });
}

/** Each needs all rules: nothing in it is wrong. */
function three(index: number): Record<string, unknown> {
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
    [`Bucket${index}`]: { Type: 'AWS::S3::Bucket', Properties: { BucketName: `bucket-${index}`, Tags: [{ Key: 'team', Value: 'data' }] } },
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
