import { KIB } from '../units';
import { sparkAtLeast } from './spark-version';

/**
 * How Spark prints memory: the web UI has its own renderer, which changed twice; logs have kept theirs.
 * Source: core/src/main/resources/org/apache/spark/ui/static/utils.js and Utils.bytesToString, Spark 1.5 to 4.1.
 */

/** Letters of the units from the first power on. */
const PREFIXES = 'KMGT';

/**
 * "Storage Memory" of the Executors page. Up to 2.0 the server renders it; 2.1 to 2.4 the page, with powers of 1000;
 * from 3.0 (SPARK-25696) with powers of 1024.
 */
export function uiStorageMemory(bytes: number, sparkVersion: string): string {
  if (!sparkAtLeast(sparkVersion, '2.1')) return logMemory(bytes, sparkVersion);
  return sparkAtLeast(sparkVersion, '3.0') ? formatBytes(bytes, KIB, 'iB') : formatBytes(bytes, 1000, 'B');
}

/** What a log prints of "MemoryStore started with capacity": one decimal, and the next unit only from twice its size on. */
export function logMemory(bytes: number, sparkVersion: string): string {
  let power = 0;
  while (power < PREFIXES.length && bytes >= 2 * KIB ** (power + 1)) power++;
  return `${(bytes / KIB ** power).toFixed(1)} ${unit(power, sparkAtLeast(sparkVersion, '3.0') ? 'iB' : 'B')}`;
}

/** utils.js: one decimal, which is left out where it is 0. */
function formatBytes(bytes: number, base: number, suffix: string): string {
  if (bytes <= 0) return '0.0 B';
  const power = Math.floor(Math.log(bytes) / Math.log(base));
  return `${parseFloat((bytes / Math.pow(base, power)).toFixed(1))} ${unit(power, suffix)}`;
}

function unit(power: number, suffix: string): string {
  return power === 0 ? 'B' : `${PREFIXES[power - 1]}${suffix}`;
}
