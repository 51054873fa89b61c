import { logMemory, uiStorageMemory } from '../../../src/core/memory/ui';
import { GIB, KIB, MIB, TIB } from '../../../src/core/units';

describe('uiStorageMemory', () => {
  test.each([
    // M of a 1g heap under ParallelGC, 384093388, and of a 4g heap, 2101975449
    [384_093_388, '2.0.2', '366.3 MB'], [384_093_388, '2.1.0', '384.1 MB'], [384_093_388, '2.4.8', '384.1 MB'], [384_093_388, '3.0.0', '366.3 MiB'],
    [2_101_975_449, '2.0.2', '2004.6 MB'], [2_101_975_449, '2.4.8', '2.1 GB'], [2_101_975_449, '3.5.6', '2 GiB'],
    [1_029_177_344, '1.6.3', '981.5 MB'],
    [GIB, '3.5.6', '1 GiB'], [GIB - 1, '3.5.6', '1024 MiB'], [1000, '2.4.8', '1 KB'], [999, '2.4.8', '999 B'],
    [5 * TIB, '3.5.6', '5 TiB'], [0, '3.5.6', '0.0 B'],
  ])('prints %d in Spark %s as %s', (bytes, sparkVersion, text) => {
    expect(uiStorageMemory(bytes, sparkVersion)).toBe(text);
  });
});

describe('logMemory', () => {
  test.each([
    [2_101_975_449, '3.5.6', '2004.6 MiB'], // 1.96 GiB: the unit changes at two
    [2 * GIB, '3.5.6', '2.0 GiB'], [2 * GIB - 1, '3.5.6', '2048.0 MiB'], [535_953_408, '1.6.3', '511.1 MB'], [555_755_765, '1.5.2', '530.0 MB'],
    [2 * KIB - 1, '3.5.6', '2047.0 B'], [2 * KIB, '3.5.6', '2.0 KiB'], [3 * TIB, '3.5.6', '3.0 TiB'], [5000 * TIB, '3.5.6', '5000.0 TiB'], [2 * MIB, '2.4.8', '2.0 MB'],
  ])('prints %d in Spark %s as %s', (bytes, sparkVersion, text) => {
    expect(logMemory(bytes, sparkVersion)).toBe(text);
  });
});
