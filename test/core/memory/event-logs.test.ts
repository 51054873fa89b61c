import { explainExecutor, ExplainRequest } from '../../../src/core/memory/explain';
import { GIB, MIB } from '../../../src/core/units';

/**
 * What real event logs and log lines hold of the memory of an executor or driver: "Maximum Onheap Memory" of
 * SparkListenerBlockManagerAdded to the byte, or the capacity that a log printed.
 */
const LOGS: readonly (readonly [string, ExplainRequest, number, number, string])[] = [
  ['app-20200706201101-0003 of Spark\'s own tests', { executorMemory: '1g', collector: 'parallel' }, 954_728_448, 384_093_388, '366.3 MiB'],
  ['application_1516285256255_0012', { executorMemory: '2g', collector: 'parallel' }, 1_908_932_608, 956_615_884, '912.3 MiB'],
  ['application_1628109047826_1317105', { executorMemory: '4g', collector: 'parallel' }, 3_817_865_216, 2_101_975_449, '2004.6 MiB'],
  ['application_1553914137147_0018', { executorMemory: '7g', collector: 'parallel' }, 6_681_526_272, 3_820_172_083, '3.6 GiB'],
  // A driver whose initial heap is its largest: a machine of 64 GiB or more, or -Xms
  ['application_1578436911597_0052', { executorMemory: '1g', collector: 'parallel', role: 'driver', machineMemoryBytes: 64 * GIB }, 1_029_177_344, 428_762_726, '408.9 MiB'],
  ['log lines "capacity 413.9 MiB"', { executorMemory: '1g', collector: 'serial' }, 1_037_959_168, 434_031_820, '413.9 MiB'],
  ['log lines "capacity 434.4 MiB"', { executorMemory: '1g', collector: 'g1' }, 1_073_741_824, 455_501_414, '434.4 MiB'],
  ['log lines of 2016 and 2017', { executorMemory: '1g', collector: 'parallel', sparkVersion: '1.6.3' }, 1_029_177_344, 535_953_408, '511.1 MB'],
];

describe('what event logs hold', () => {
  test.each(LOGS)('%s', (_log, request, maxMemoryBytes, unifiedBytes, logCapacity) => {
    const explained = explainExecutor({ javaVersion: 8, ...request });
    expect(explained).toMatchObject({ ok: true, value: { jvm: { maxMemoryBytes }, onHeap: { unifiedBytes }, ui: { logCapacity } } });
  });

  test('log lines of 2015 and 2016, Spark 1.5: "530.0 MB"', () => {
    const explained = explainExecutor({ executorMemory: '1g', sparkVersion: '1.5.2', javaVersion: 8 });
    expect(explained).toMatchObject({ value: { jvm: { maxMemoryBytes: 1_029_177_344 }, onHeap: { storageBytes: 555_755_765 }, ui: { logCapacity: '530.0 MB' } } });
  });

  test('local-1426533911241 of Spark\'s own tests, Spark 1.4 with 512m: 265.1 MB', () => {
    const explained = explainExecutor({ executorMemory: '512m', sparkVersion: '1.4.0', javaVersion: 8 });
    expect(explained).toMatchObject({ value: { jvm: { maxMemoryBytes: 514_850_816 }, onHeap: { storageBytes: 278_019_440 }, ui: { logCapacity: '265.1 MB' } } });
  });

  // Maximum Memory 908381388, of which 384093388 on the heap
  test('app-20161116163331-0000, Spark 2.1 with 500 MiB off the heap', () => {
    const explained = explainExecutor({ executorMemory: '1g', sparkVersion: '2.1.0', javaVersion: 8, offHeap: `${500 * MIB}` });
    expect(explained).toMatchObject({ value: { onHeap: { unifiedBytes: 384_093_388 }, offHeap: { bytes: 908_381_388 - 384_093_388 } } });
  });
});
