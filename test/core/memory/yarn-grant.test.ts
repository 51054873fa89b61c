import fc from 'fast-check';
import { containerOf } from '../../../src/core/memory/container';
import { aboveMaximumMessage, yarnGrantMiB } from '../../../src/core/memory/yarn-grant';

describe('yarnGrantMiB', () => {
  test.each([
    [1, { minimumMiB: 1024 }, 1024],
    [1025, { minimumMiB: 1024 }, 2048],
    [2048, { minimumMiB: 1024 }, 2048],
    [1025, { minimumMiB: 1024, stepMiB: 512 }, 1536],
    [1025, { minimumMiB: 1024, stepMiB: 0 }, 1025],
    [1, { minimumMiB: 1024, stepMiB: 0 }, 1024],
    [9000, { minimumMiB: 1024, maximumMiB: 9100 }, 9100], // the cap is no multiple of the step
    [4505, { minimumMiB: 32 }, 4512],
  ])('of %d with %j is %d', (requestedMiB, rounding, grantedMiB) => {
    expect(yarnGrantMiB(requestedMiB, rounding)).toBe(grantedMiB);
  });

  test('never takes away what was asked, and adds less than a step', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 500_000 }), fc.integer({ min: 1, max: 4096 }), (requestedMiB, minimumMiB) => {
      const grantedMiB = yarnGrantMiB(requestedMiB, { minimumMiB });
      expect(grantedMiB).toBeGreaterThanOrEqual(requestedMiB);
      expect(grantedMiB - Math.max(requestedMiB, minimumMiB)).toBeLessThan(minimumMiB);
    }));
  });
});

describe('aboveMaximumMessage', () => {
  const advice = "Please check the values of 'yarn.scheduler.maximum-allocation-mb' and/or 'yarn.nodemanager.resource.memory-mb'.";
  const container = { heapMiB: 8704, overheadMiB: 1500, offHeapMiB: 0, pysparkMiB: 256, requestedMiB: 10460 };

  test('is none where the container is just as large as the cluster allows', () => {
    expect(aboveMaximumMessage(container, 'executor', 10460)).toBeUndefined();
  });

  test.each([
    ['1.6.3', 'Required executor memory (8704+1500 MB) is above the max threshold (10459 MB) of this cluster!'],
    ['2.3.4', `Required executor memory (8704+1500 MB) is above the max threshold (10459 MB) of this cluster! ${advice}`],
    ['2.4.5', `Required executor memory (8704), overhead (1500 MB), and PySpark memory (256 MB) is above the max threshold (10459 MB) of this cluster! ${advice}`],
    ['3.5.6', `Required executor memory (8704 MB), offHeap memory (0) MB, overhead (1500 MB), and PySpark memory (256 MB) is above the max threshold (10459 MB) of this cluster! ${advice}`],
  ])('speaks as Spark %s does of an executor', (sparkVersion, message) => {
    expect(aboveMaximumMessage(container, 'executor', 10459, sparkVersion)).toBe(message);
  });

  test.each([
    ['1.6.3', 'Required AM memory (8192+819 MB) is above the max threshold (8192 MB) of this cluster!'],
    ['3.5.6', `Required AM memory (8192+819 MB) is above the max threshold (8192 MB) of this cluster! ${advice}`],
  ])('speaks as Spark %s does of a driver', (sparkVersion, message) => {
    const driver = containerOf(8192, { platform: 'yarn', role: 'driver', sparkVersion });
    expect(aboveMaximumMessage(driver, 'driver', 8192, sparkVersion)).toBe(message);
  });
});
