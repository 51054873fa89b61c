import { LAWS } from '../../core/catalog/laws';
import { DEFAULT_RELEASE } from '../../core/catalog/releases';
import { SERVERLESS_SPARK_DEFAULTS as SERVICE } from '../../core/catalog/spark-defaults';
import { CommandSpec } from '../command';
import { COMMON_FLAGS, Flag, REPORT_FLAGS } from '../flag';
import { EC2_ABOUT, RAW_FLAGS, TYPED_FLAGS, YARN_FLAGS } from './simulate-ec2-spec';

/** How many runs may start together. */
export const RUNS = { most: LAWS.schedulerMostConcurrentRuns.value };

export const PLATFORMS = ['serverless', 'ec2'] as const;

/** An application: with --template it is read from there. */
export const APPLICATION_FLAGS: readonly Flag[] = [
  { name: '--maximum-cpu', value: 'N', meaning: 'maximumCapacity in vCPUs', fallback: 'no limit' },
  { name: '--maximum-memory', value: 'SIZE', meaning: 'maximumCapacity in GB, which are GiB', fallback: 'no limit' },
  { name: '--maximum-disk', value: 'SIZE', meaning: 'maximumCapacity in GB of disk', fallback: 'no limit' },
  { name: '--driver-worker', value: 'CPUxGBxGB', meaning: 'the driver\'s worker: vCPU x GB of memory x GB of disk', fallback: '4x16x20' },
  { name: '--executor-worker', value: 'CPUxGBxGB', meaning: 'an executor\'s worker', fallback: '4x16x20' },
  { name: '--warm-drivers', value: 'N', meaning: 'pre-initialised workers of the driver\'s size', fallback: 'none' },
  { name: '--warm-executors', value: 'N', meaning: 'pre-initialised workers of the executors\' size', fallback: 'none' },
  { name: '--max-concurrent-runs', value: 'N', meaning: 'of the application\'s scheduler: further runs wait', fallback: 'no scheduler' },
  { name: '--lake-formation', meaning: 'fine-grained access control: each run has a second driver and a second set of executors' },
  { name: '--release', value: 'LABEL', meaning: 'decides the default of --max-executors', fallback: DEFAULT_RELEASE },
];

/** A job: these win over what a template says. */
export const JOB_FLAGS: readonly Flag[] = [
  { name: '--executors', value: 'N', meaning: 'spark.executor.instances', fallback: `not set; without dynamic allocation ${SERVICE['spark.executor.instances']}` },
  { name: '--initial-executors', value: 'N', meaning: 'spark.dynamicAllocation.initialExecutors', fallback: `${SERVICE['spark.dynamicAllocation.initialExecutors']}` },
  { name: '--min-executors', value: 'N', meaning: 'spark.dynamicAllocation.minExecutors', fallback: `${SERVICE['spark.dynamicAllocation.minExecutors']}` },
  { name: '--max-executors', value: 'N', meaning: 'spark.dynamicAllocation.maxExecutors', fallback: 'no limit; up to emr-6.9.0: 100' },
  { name: '--no-dynamic-allocation', meaning: 'spark.dynamicAllocation.enabled=false; it is on by default' },
  { name: '--concurrent-runs', value: 'N', meaning: 'runs that start together', fallback: '1; of a template its MaxConcurrentRuns' },
  { name: '--run-time', value: 'DURATION', meaning: 'of one run, so that pictures show the runs that wait for it', fallback: 'not known: no run ends' },
];

export const SIMULATE_SPEC: CommandSpec = {
  name: 'simulate',
  summary: 'will it start, and with how many executors',
  usage: [
    'simulate --platform serverless [flags]',
    'simulate --template FILE [--resource ID] [flags of the job]',
    'simulate --platform ec2 --core-type TYPE --core-count N [flags]',
    'simulate --platform ec2 --nodes NODES --am SIZE --containers CONTAINERS [flags]',
  ],
  about: [
    'Plays the admission rules of EMR Serverless: the capacity of an application in three dimensions, pre-initialised workers, drivers first, executors after them. What is left out is the service\'s default: a driver and three executors of 4 vCPU, 16 GB and 20 GB of disk, dynamic allocation on.',
    'A template is one of CloudFormation, in JSON or YAML, such as cdk.out/STACK.template.json: its application, or its cluster with a job in client mode. Parameters stand for their defaults; what is only known at deployment cannot be simulated. On a cluster --executor-memory, --executor-cores and --executor-overhead are the job\'s where the Configurations do not state them.',
    EC2_ABOUT,
  ],
  groups: [
    {
      title: 'What is simulated',
      flags: [
        { name: '--platform', value: 'WORD', meaning: 'whose rules', words: PLATFORMS, fallback: 'serverless; of a template what it has' },
        { name: '--template', value: 'FILE', meaning: 'read the application or the cluster from a template; - is stdin' },
        { name: '--resource', value: 'ID', meaning: 'logical id of the application or the cluster', fallback: 'the only one' },
      ],
    },
    { title: 'EMR Serverless: the application', flags: APPLICATION_FLAGS },
    { title: 'EMR Serverless: the job', flags: JOB_FLAGS },
    { title: 'EMR on EC2, by instance types (with --executors and --release)', flags: TYPED_FLAGS },
    { title: 'EMR on EC2, by nodes and containers', flags: RAW_FLAGS },
    { title: 'EMR on EC2: YARN\'s settings', flags: YARN_FLAGS },
    { title: COMMON_FLAGS.title, flags: [REPORT_FLAGS.svg, REPORT_FLAGS.html, ...COMMON_FLAGS.flags] },
  ],
  examples: [
    { line: 'simulate --maximum-cpu 100 --maximum-memory 500GB --maximum-disk 150GB --executors 10', does: 'ten executors are asked for, six start: the disk is full (a notebook was seen to get five; that its session holds a worker of its own is a guess)' },
    { line: 'simulate --executors 1', does: 'why one executor asked for starts three' },
    { line: 'simulate --template cdk.out/Jobs.template.json --concurrent-runs 2', does: 'whether two runs of a deployed application would starve each other' },
    { line: 'simulate --template template.yaml --resource Cluster --executors 20', does: 'how many of a job\'s 20 executors the nodes of a cluster grant' },
    { line: 'simulate --template jobs.json --concurrent-runs 6 --run-time 40m --html jobs.html', does: 'what six runs hold over time, and how long some of them wait' },
    { line: 'simulate --platform ec2 --nodes 19x385024x48 --am 896x1 --containers 170x43008x5', does: 'how many of the 170 executors that a well-known formula promises on 19 r5.12xlarge are granted' },
  ],
  exits: { 0: 'it starts, if only with a part of its executors', 1: 'it does not start; the answer is printed', 2: 'bad usage, unreadable input' },
};
