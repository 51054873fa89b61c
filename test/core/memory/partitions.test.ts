import { inMemoryShuffleBytes, partitionsFor } from '../../../src/core/memory/partitions';

describe('inMemoryShuffleBytes', () => {
  test('takes the ratio of what spilled, rounded up', () => {
    expect(inMemoryShuffleBytes({ shuffleWriteBytes: 1000, memorySpilledBytes: 7, diskSpilledBytes: 3 })).toBe(2334); // 2333.3
  });

  test('knows nothing where nothing spilled', () => {
    expect(inMemoryShuffleBytes({ shuffleWriteBytes: 1000, memorySpilledBytes: 0, diskSpilledBytes: 0 })).toBeUndefined();
  });
});

describe('partitionsFor', () => {
  test.each([[1000, 250, 4], [1001, 250, 5], [1, 250, 1], [0, 250, 1]])('of %d bytes at %d a task are %d', (inMemoryBytes, taskBytes, partitions) => {
    expect(partitionsFor(inMemoryBytes, taskBytes)).toBe(partitions);
  });
});
