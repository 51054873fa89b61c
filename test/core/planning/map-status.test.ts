import { heapBytesInUse, holds } from '../../../src/core/planning/memory-fit';
import { attemptServerless } from '../../../src/core/planning/serverless';
import { readWorkload } from '../../../src/core/workload/read';

/**
 * 29,419 map tasks: their statuses take 59 MB at 2000 partitions and 9 MB at 2001. A heap that is full in between holds with few and with many
 * partitions, and not with some between.
 */
test('map statuses that jump at 2000 partitions leave no plan whose heap they fill', () => {
  const workload = readWorkload({
    input: '2TiB',
    stages: [
      { operator: 'sort-merge-join', records: 345_587, rowBytes: 328, otherRecords: 22_435, otherRowBytes: 2544 },
      { operator: 'window', records: 7420, skew: 1.3735, rowBytes: 632, groupRecords: 298, alongside: [{ operator: 'hash-join', keys: 'other', records: 36_033, keyBytes: 40, valueBytes: 24 }] },
    ],
    skew: 1.6397,
    skewPartitions: 3989,
    hotKey: '912635950B',
    broadcast: '4640264B',
    coreTime: '833940s',
    growth: 1.7958,
    maxConcurrentVcpus: 48,
  });
  if (!workload.ok) throw new Error(JSON.stringify(workload.problems));
  const { space, best } = attemptServerless(workload.value, {
    release: 'emr-7.12.0', architecture: 'x86_64', region: 'ap-southeast-1', objective: 'cost', serverlessStorage: false, pins: {},
  })!;
  const seat = { shape: best.shape, option: best.option, need: space.need, cacheHolders: best.present };
  expect(heapBytesInUse(seat, best.partitions)).toBeLessThanOrEqual(0.85 * best.option.pools.maxMemoryBytes);
  expect(holds(seat, best.partitions)).toBe(true);
});
