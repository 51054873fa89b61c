import { readFileSync } from 'fs';
import { join } from 'path';
import { Collector, jvmHeap, maxMemoryBytes } from '../../../src/core/memory/jvm-heap';
import { KIB, MIB } from '../../../src/core/units';

/** The machine of the measurements: 24684084 kB. Its 64th is the initial heap where no -Xms is given. */
const MACHINE_BYTES = 24_684_084 * KIB;

/** Rows of a fixture, by column; its first lines say where it was measured. */
function fixture(name: string): Record<string, string>[] {
  const text = readFileSync(join(__dirname, 'fixtures', name), 'utf8');
  const [header, ...rows] = text.trim().split('\n').filter(line => !line.startsWith('#')).map(line => line.split(','));
  return rows.map(row => Object.fromEntries(header.map((column, index) => [column, row[index]])));
}

interface Measurement {
  readonly xmxBytes: number;
  readonly measured: number;
}

function measurements(javaVersion: number, collector: Collector): Measurement[] {
  return fixture(`jvm-max-memory-java-${javaVersion}.csv`).filter(row => row[collector])
    .map(row => ({ xmxBytes: Number(row.xmxBytes), measured: Number(row[collector]) }));
}

const MEASURED: readonly (readonly [number, Collector, number])[] = [
  [8, 'parallel', 349], [8, 'serial', 349], [8, 'g1', 349], [8, 'cms', 349],
  [11, 'parallel', 349], [11, 'serial', 349], [11, 'g1', 349], [11, 'cms', 349],
  [17, 'parallel', 512], [17, 'serial', 512], [17, 'g1', 511], [17, 'zgc', 512], [17, 'shenandoah', 511],
  [21, 'parallel', 349], [21, 'serial', 349], [21, 'g1', 349], [21, 'zgc', 349], [21, 'shenandoah', 349],
  [25, 'parallel', 52], [25, 'serial', 52], [25, 'g1', 52], [25, 'shenandoah', 52],
];

describe('jvmHeap, against OpenJDK', () => {
  test.each(MEASURED)('Java %d, %s: equals Runtime.maxMemory in all %d measurements, to the byte', (javaVersion, collector, count) => {
    const all = measurements(javaVersion, collector);
    expect(all).toHaveLength(count);
    const computed = all.map(({ xmxBytes }) => ({
      xmxBytes, measured: jvmHeap({ xmxBytes, collector, javaVersion, machineMemoryBytes: MACHINE_BYTES, parallelGcThreads: 2 }).maxMemoryBytes,
    }));
    expect(computed).toEqual(all);
  });

  test('Java 17 with an initial heap: equals Runtime.maxMemory in all 274 measurements', () => {
    const all = fixture('jvm-max-memory-initial-heap.csv').map(row => ({
      collector: row.collector as Collector,
      xmxBytes: Number(row.xmxBytes),
      initialHeapBytes: Number(row.initialBytes),
      measured: Number(row.maxMemoryBytes),
    }));
    expect(all).toHaveLength(274);
    expect(all.map(row => ({ ...row, measured: jvmHeap({ ...row, javaVersion: 17 }).maxMemoryBytes }))).toEqual(all);
  });
});

describe('maxMemoryBytes, against OpenJDK', () => {
  // Where the machine's initial heap is far below -Xmx the short form must be just as good. CMS: measured with two threads, the short form has no bound.
  const withoutCms = MEASURED.filter(([, collector]) => collector !== 'cms');

  test.each(withoutCms)('Java %d, %s: is as exact from 450 MiB to 60000', (javaVersion, collector) => {
    const all = measurements(javaVersion, collector).filter(({ xmxBytes }) => xmxBytes >= 450 * MIB && xmxBytes <= 60_000 * MIB);
    expect(all.length).toBeGreaterThan(40);
    expect(all.map(({ xmxBytes }) => ({ xmxBytes, measured: maxMemoryBytes(xmxBytes, collector, javaVersion) }))).toEqual(all);
  });
});
