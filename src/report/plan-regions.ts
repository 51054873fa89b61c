import { Region } from './memory-bar';
import { containerRegions, heapBytes } from './regions';
import { findRelease } from '../core/catalog/releases';
import { Plan } from '../core/planning/plan';

/** For a lock file of a release that is no longer a label: what EMR 7 runs on. Java moves a heap's regions by less than one part in a thousand. */
const ASSUMED_JAVA = 17;

/** One executor's memory, region by region. */
export function planRegions({ executor, release }: Plan): Region[] {
  const found = findRelease(release);
  return containerRegions(heapBytes(executor.heapMiB, executor.collector, found.ok ? found.value.java : ASSUMED_JAVA), executor);
}
