import { gzipSync } from 'node:zlib';
import { joinedParts, logOf, observed, taskEnd } from './log-fixture';
import { nodeLogFiles } from '../../src/cli/log-files';
import { rollingParts } from '../../src/eventlog/log-source';
import { observe } from '../../src/eventlog/observe';
import { readLog } from '../../src/eventlog/read-log';

/**
 * Logs as versions and platforms shape them that no real log was at hand of, written by hand after JsonProtocol of Spark 1.6.3 and 2.4 and what is
 * known of the platforms.
 */
test('Spark 1.6: metrics only where a task had some, values of accumulators as text, no resource profiles, pools undivided', async () => {
  const task = (id: number, metrics: object) => ({
    'Event': 'SparkListenerTaskEnd',
    'Stage ID': 3,
    'Stage Attempt ID': 0,
    'Task Type': 'ShuffleMapTask',
    'Task End Reason': { Reason: 'Success' },
    'Task Info': {
      'Task ID': id,
      'Index': id,
      'Attempt': 0,
      'Launch Time': 1,
      'Executor ID': '1',
      'Host': 'h',
      'Locality': 'ANY',
      'Speculative': false,
      'Getting Result Time': 0,
      'Finish Time': 9,
      'Failed': false,
      'Accumulables': [{ 'ID': 7, 'Name': 'peakExecutionMemory', 'Update': '1048576', 'Value': '2097152', 'Internal': true, 'Count Failed Values': true }],
    },
    'Task Metrics': {
      'Host Name': 'h',
      'Executor Deserialize Time': 1,
      'Executor Run Time': 100,
      'Result Size': 2000,
      'JVM GC Time': 5,
      'Result Serialization Time': 0,
      'Memory Bytes Spilled': 0,
      'Disk Bytes Spilled': 0,
      ...metrics,
    },
  });
  const { application, executors, totals, peaks, largestShuffle, warnings } = await observed(
    { 'Event': 'SparkListenerLogStart', 'Spark Version': '1.6.3' },
    { 'Event': 'SparkListenerBlockManagerAdded', 'Block Manager ID': { 'Executor ID': '1', 'Host': 'h', 'Port': 1 }, 'Maximum Memory': 535953408, 'Timestamp': 5 },
    { 'Event': 'SparkListenerEnvironmentUpdate', 'JVM Information': { 'Java Home': '/j', 'Java Version': '1.8.0_92 (Oracle Corporation)' }, 'Spark Properties': { 'spark.executor.memory': '1g', 'spark.master': 'yarn-cluster' }, 'System Properties': {}, 'Classpath Entries': {} },
    { 'Event': 'SparkListenerApplicationStart', 'App Name': 'old', 'App ID': 'application_1_0001', 'Timestamp': 1000, 'User': 'u', 'App Attempt ID': '1' },
    { 'Event': 'SparkListenerExecutorAdded', 'Timestamp': 2000, 'Executor ID': '1', 'Executor Info': { 'Host': 'h', 'Total Cores': 4, 'Log Urls': {} } },
    { 'Event': 'SparkListenerJobStart', 'Job ID': 0, 'Stage IDs': [3] },
    { 'Event': 'SparkListenerStageSubmitted', 'Stage Info': { 'Stage ID': 3, 'Stage Attempt ID': 0, 'Stage Name': 's', 'Number of Tasks': 2, 'RDD Info': [], 'Parent IDs': [], 'Details': '', 'Accumulables': [] } },
    task(0, { 'Input Metrics': { 'Data Read Method': 'Hadoop', 'Bytes Read': 500, 'Records Read': 5 }, 'Shuffle Write Metrics': { 'Shuffle Bytes Written': 40, 'Shuffle Write Time': 9, 'Shuffle Records Written': 5 } }),
    task(1, { 'Shuffle Read Metrics': { 'Remote Blocks Fetched': 1, 'Local Blocks Fetched': 1, 'Fetch Wait Time': 3, 'Remote Bytes Read': 30, 'Local Bytes Read': 10, 'Total Records Read': 5 }, 'Output Metrics': { 'Data Write Method': 'Hadoop', 'Bytes Written': 77, 'Records Written': 5 } }),
    { Event: 'SparkListenerApplicationEnd', Timestamp: 9000 },
  );
  expect(application).toMatchObject({ sparkVersion: '1.6.3', javaVersion: '1.8.0_92 (Oracle Corporation)', complete: true });
  expect(executors).toEqual({ added: 1, maximumAtOnce: 1, slotsAtOnce: 4, cores: 4, memoryMiB: 1024, unifiedBytes: null });
  expect(totals).toMatchObject({ jobs: 1, stages: 1, tasks: 2, failedTasks: 0, runTimeMs: 200, gcTimeMs: 10 });
  expect(totals).toMatchObject({ inputBytes: 500, outputBytes: 77, shuffleReadBytes: 40, shuffleWriteBytes: 40 });
  expect(peaks).toEqual({ taskExecutionBytes: null, onHeapExecutionBytes: null, jvmHeapBytes: null, pythonBytes: null });
  expect(largestShuffle).toEqual({ stageId: 3, writeBytes: 40, tasks: 2, largestTaskReadBytes: 40, skew: 2 });
  expect(warnings).toEqual([]);
});

describe('Databricks', () => {
  const metadata = (rollover: number) => ({ 'Event': 'DBCEventLoggingListenerMetadata', 'Rollover Number': rollover, 'Spark Version': '3.2.1', 'Timestamp': 1000, 'Platform Version': '10.4.x' });

  test('delivers the past in packed files and the present in a plain one, each with a start record of its own', async () => {
    const texts: Record<string, Record<string, unknown>[]> = {
      'eventlog': [metadata(2), taskEnd(3), { Event: 'SparkListenerApplicationEnd', Timestamp: 9000 }],
      'eventlog-2021-06-01--10-20.gz': [metadata(0), taskEnd(1), { 'Event': 'SparkListenerApplicationStart', 'App Name': 'Databricks Shell', 'App ID': 'app-20210601', 'Timestamp': 1000 }],
      'eventlog-2021-06-01--11-20.gz': [metadata(1), taskEnd(2), { Event: 'com.databricks.backend.daemon.driver.SomethingOfTheirs', x: {} }],
    };
    const { names, missing } = rollingParts(['stdout', ...Object.keys(texts)]);
    const bytesOf = (name: string) => name.endsWith('.gz') ? gzipSync(logOf(texts[name])) : logOf(texts[name]);
    const reading = await readLog({ ...joinedParts(names, bytesOf), missingParts: missing }, nodeLogFiles().gunzip);
    expect(observe(reading)).toMatchObject({ application: { id: 'app-20210601', sparkVersion: '3.2.1', complete: true }, totals: { tasks: 3, failedTasks: 0 }, warnings: [] });
  });
});

describe('EMR and Kubernetes', () => {
  test('attempts of an application have folders and files of their own, with the attempt in their names', () => {
    expect(rollingParts(['appstatus_application_1_0002_2', 'events_2_application_1_0002_2.zstd', 'events_1_application_1_0002_2.zstd']))
      .toEqual({ names: ['events_1_application_1_0002_2.zstd', 'events_2_application_1_0002_2.zstd'], missing: [], isCompacted: false });
    expect(rollingParts(['events_1_spark-0123.zstd.inprogress', 'appstatus_spark-0123.inprogress']).names).toEqual(['events_1_spark-0123.zstd.inprogress']);
  });

  test('a version of EMR is the whole text, and a driver in a pod is no executor', async () => {
    const { application, executors } = await observed(
      { 'Event': 'SparkListenerLogStart', 'Spark Version': '3.5.0-amzn-1' },
      { 'Event': 'SparkListenerBlockManagerAdded', 'Block Manager ID': { 'Executor ID': 'driver' }, 'Maximum Memory': 5, 'Maximum Onheap Memory': 5, 'Maximum Offheap Memory': 0 },
      { 'Event': 'SparkListenerEnvironmentUpdate', 'JVM Information': {}, 'Spark Properties': { 'spark.master': 'k8s://https://10.0.0.1', 'spark.executor.memory': '4096m', 'spark.task.cpus': '2' } },
      { 'Event': 'SparkListenerExecutorAdded', 'Timestamp': 1, 'Executor ID': '1', 'Executor Info': { 'Host': 'p', 'Total Cores': 4, 'Resource Profile Id': 0 } },
    );
    expect(application).toMatchObject({ sparkVersion: '3.5.0-amzn-1', javaVersion: null, complete: false });
    expect(executors).toMatchObject({ added: 1, slotsAtOnce: 2, memoryMiB: 4096, unifiedBytes: null });
  });
});
