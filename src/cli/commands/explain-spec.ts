import { LAWS } from '../../core/catalog/laws';
import { DEFAULT_RELEASE } from '../../core/catalog/releases';
import { ASSUMED_SPARK_VERSION } from '../../core/memory/spark-version';
import { CommandSpec } from '../command';
import { COMMON_FLAGS, REPORT_FLAGS } from '../flag';

export const COLLECTORS = ['g1', 'parallel', 'serial', 'zgc', 'shenandoah', 'cms'] as const;
export const EXPLAIN_PLATFORMS = ['yarn', 'emr', 'kubernetes', 'serverless'] as const;
export const ROLES = ['executor', 'driver'] as const;
export const MANAGERS = ['unified', 'static'] as const;

export const EXPLAIN_SPEC: CommandSpec = {
  name: 'explain',
  summary: 'the memory of one executor or driver, and what a workload does in it',
  usage: ['explain --executor-memory SPARKSIZE [flags]', 'explain --executor-memory SPARKSIZE --for FILE [flags]'],
  about: [
    'What the JVM makes of -Xmx, what Spark divides it into, what one task may get of it, what the container asks for, and what Spark\'s UI will show of it. Sizes are written as Spark writes them: 14g is 14 GiB.',
    'With --for, what happens to one such executor while it runs a workload: which task asks for memory, what is evicted, when it spills, when it dies and with which message of Spark\'s. Every slot runs a task as large as the largest of its stage, all in step: the worst order that Spark allows.',
  ],
  groups: [
    {
      title: 'Memory',
      flags: [
        { name: '--executor-memory', value: 'SPARKSIZE', meaning: 'spark.executor.memory; of a driver spark.driver.memory. Must be given' },
        { name: '--executor-cores', value: 'N', meaning: 'spark.executor.cores', fallback: '1' },
        { name: '--task-cpus', value: 'N', meaning: 'spark.task.cpus', fallback: '1' },
        { name: '--overhead', value: 'SPARKSIZE', meaning: 'spark.executor.memoryOverhead', fallback: 'the platform\'s share of the heap' },
        { name: '--off-heap', value: 'SPARKSIZE', meaning: 'spark.memory.offHeap.size, which is then enabled', fallback: 'none' },
        { name: '--pyspark', value: 'SPARKSIZE', meaning: 'spark.executor.pyspark.memory', fallback: 'none' },
        { name: '--memory-fraction', value: 'F', meaning: 'spark.memory.fraction', fallback: '0.6; Spark 1.6: 0.75' },
        { name: '--storage-fraction', value: 'F', meaning: 'spark.memory.storageFraction', fallback: '0.5' },
      ],
    },
    {
      title: 'What it runs',
      flags: [
        { name: '--for', value: 'FILE', meaning: 'a workload (*.workload.json; - is stdin), played as it is stated, without room to grow' },
        { name: '--partitions', value: 'N', meaning: 'spark.sql.shuffle.partitions, for stages that do not state theirs', fallback: String(LAWS.skewPartitions.value) },
        { name: '--executors', value: 'N', meaning: 'executors that share the cache', fallback: '1' },
      ],
    },
    {
      title: 'Where it runs',
      flags: [
        { name: '--platform', value: 'WORD', meaning: 'who grants the container', words: EXPLAIN_PLATFORMS, fallback: 'yarn' },
        { name: '--role', value: 'WORD', meaning: 'of the process', words: ROLES, fallback: 'executor' },
        { name: '--spark', value: 'VERSION', meaning: 'Spark\'s version', fallback: ASSUMED_SPARK_VERSION },
        { name: '--java', value: 'N', meaning: 'Java\'s major version', fallback: '17; before Spark 3.5: 8' },
        { name: '--collector', value: 'WORD', meaning: 'the garbage collector', words: COLLECTORS, fallback: 'what that Java picks there' },
        { name: '--manager', value: 'WORD', meaning: 'Spark\'s memory manager', words: MANAGERS, fallback: 'unified; up to Spark 1.5: static' },
        { name: '--machine-memory', value: 'SIZE', meaning: 'memory of the machine, where the initial heap depends on it' },
      ],
    },
    {
      title: 'Or an instance type',
      flags: [
        { name: '--instance-type', value: 'TYPE', meaning: 'what YARN, storage and the architecture are on an EC2 instance type, instead of an executor' },
        { name: '--release', value: 'LABEL', meaning: 'of EMR, with --instance-type', fallback: DEFAULT_RELEASE },
      ],
    },
    { title: COMMON_FLAGS.title, flags: [REPORT_FLAGS.svg, REPORT_FLAGS.html, ...COMMON_FLAGS.flags] },
  ],
  examples: [
    { line: 'explain --executor-memory 4g --executor-cores 4', does: 'an executor on YARN' },
    { line: 'explain --executor-memory 4g --executor-cores 2 --java 8 --platform serverless', does: 'why Spark\'s UI shows 2 GiB of storage memory for 4g' },
    { line: 'explain --executor-memory 4g --executor-cores 4 --svg memory.svg', does: 'the same as a picture' },
    { line: 'explain --instance-type r5.12xlarge', does: 'how much of a node YARN has' },
    { line: 'explain --executor-memory 10g --spark 1.5.2', does: 'the legacy memory manager' },
    { line: 'explain --executor-memory 2g --executor-cores 4 --for nightly.workload.json', does: 'whether the job spills or dies in this executor, and how' },
  ],
  exits: {
    0: 'explained; with --for: nothing fails, nothing is lost, and nothing spills unless the workload allows it',
    1: 'with --for: a task spills or fails, or cache is lost; without an answer: Spark or its resource manager would refuse it',
    2: 'bad usage, unreadable input',
  },
};
