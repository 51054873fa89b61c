import { Region } from './memory-bar';
import { containerRegions, heapBytes } from './regions';
import { findRelease } from '../core/catalog/releases';
import { AnyPlan } from '../core/planning/ec2-plan';

/** For a lock file of a release that is no longer a label: what EMR 7 runs on. Java moves a heap's regions by less than one part in a thousand. */
const ASSUMED_JAVA = 17;

/** One executor's memory, region by region. */
export function planRegions({ executor, release }: AnyPlan): Region[] {
  const found = findRelease(release);
  return containerRegions(heapBytes(executor.heapMiB, executor.collector, found.ok ? found.value.java : ASSUMED_JAVA), executor);
}
