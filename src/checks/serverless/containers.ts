import { SettingsFound, SettingsRule, SettingsSubject } from './settings-rule';
import { DEFAULT_RELEASE, Release, findServerlessRelease } from '../../core/catalog/releases';
import { WORKER_ROWS, formatWorker, largestWorker, smallestWorker } from '../../core/catalog/workers';
import { formatMiB } from '../../core/memory/byte-string';
import { Container } from '../../core/memory/container';
import { AskedContainer, JobRole, readContainer } from '../../core/simulation/job-settings';
import { MIB_PER_GIB, ceilDiv } from '../../core/units';
import { Settings, isUnset, settingText, textsOf } from '../settings';

export const ROLES: readonly JobRole[] = ['driver', 'executor'];

const FACTOR = 'spark.emr-serverless.memoryOverheadFactor';
const OFF_HEAP = ['spark.memory.offHeap.enabled', 'spark.memory.offHeap.size'] as const;
const PYSPARK = 'spark.executor.pyspark.memory';

const key = (role: JobRole, name: string) => `spark.${role}.${name}`;

/** What a container is made from, the most telling key first. */
export function containerKeys(role: JobRole): string[] {
  return [key(role, 'memory'), key(role, 'memoryOverhead'), key(role, 'cores'), FACTOR, ...role === 'executor' ? [PYSPARK, ...OFF_HEAP] : []];
}

/** A container as far as it is known. */
interface Asked extends AskedContainer {
  /** What is not known of it makes it larger, if anything. */
  readonly isLeast: boolean;
}

/** Undefined: not even cores and heap are known, or one of the strings is none. */
function askedContainer({ settings, release }: SettingsSubject, role: JobRole): Asked | undefined {
  const heap = textsOf(settings, [key(role, 'memory'), key(role, 'cores')]);
  const rest = heap && besideHeap(settings, role);
  if (!heap || !rest) return undefined;
  const asked = readContainer({ ...heap, ...rest.texts }, release ?? someRelease(), role);
  return asked.ok ? { ...asked.value, isLeast: rest.isLeast } : undefined;
}

/** An overhead that may be set, and is not known, is none at least. */
function besideHeap(settings: Settings, role: JobRole) {
  const overhead = key(role, 'memoryOverhead');
  const all = textsOf(settings, containerKeys(role));
  if (all) return { texts: all, isLeast: false };
  const text = settingText(settings, overhead);
  return { texts: { [overhead]: text ?? '0' }, isLeast: true };
}

/** The sums are the same in every release of EMR Serverless. */
export function someRelease(): Release {
  const release = findServerlessRelease(DEFAULT_RELEASE);
  if (!release.ok) throw new Error('the default release is not in the catalog');
  return release.value;
}

/** Workers have 1, 2, 4 … vCPU, and nothing between. */
export const coresOffered: SettingsRule = {
  id: 'SZ6104',
  find: ({ settings }) => ROLES.flatMap(role => {
    const text = settingText(settings, key(role, 'cores'))?.trim() ?? '';
    const cores = Number(text);
    if (!/^\d{1,9}$/.test(text) || largestWorker(cores)) return [];
    return [{ keys: [key(role, 'cores')], message: `got ${text}; a worker has ${WORKER_ROWS.map(({ vCpu }) => vCpu).join(', ')} vCPU: use ${nearestCores(cores)}` }];
  }),
};

function nearestCores(cores: number): number {
  const counts = WORKER_ROWS.map(({ vCpu }) => vCpu);
  return counts.find(count => count >= cores) ?? counts[counts.length - 1];
}

/** Heap and overhead, which Spark asks for in any case. */
export const containerFits: SettingsRule = {
  id: 'SZ6101',
  find: subject => ROLES.flatMap(role => {
    const asked = askedContainer(subject, role);
    return asked ? tooLarge(role, asked) : [];
  }),
};

function tooLarge(role: JobRole, { cores, container, isLeast }: Asked): SettingsFound[] {
  const { heapMiB, overheadMiB } = container;
  const largest = largestWorker(cores);
  const asksMiB = heapMiB + overheadMiB;
  if (!largest || smallestWorker(cores, asksMiB)) return [];
  if (asksMiB <= largest.memoryGiB * MIB_PER_GIB) return isLeast ? [] : [{ keys: containerKeys(role), message: belowTier(role, cores, container) }];
  const sum = `a heap of ${heapMiB} MiB and ${isLeast ? `at least ${overheadMiB}` : overheadMiB} MiB of overhead`;
  const room = largest.memoryGiB * MIB_PER_GIB - overheadMiB;
  return [{
    keys: containerKeys(role),
    message: `the ${role} asks for ${sum}, ${asksMiB} MiB together; the largest worker of ${cores} vCPU has ${largest.memoryGiB} GB: ${remedy(role, { heapMiB, overheadMiB, room, cores })}`,
  }];
}

/** The heap that fits beside an overhead of the same share, or the next worker that takes all of it. */
function remedy(role: JobRole, { heapMiB, overheadMiB, room, cores }: { heapMiB: number; overheadMiB: number; room: number; cores: number }): string {
  const wider = WORKER_ROWS.find(({ vCpu }) => vCpu > cores && smallestWorker(vCpu, heapMiB + overheadMiB));
  const lower = room > 0 ? `use ${key(role, 'memory')} of at most ${formatMiB(room)} with that overhead` : `lower ${key(role, 'memoryOverhead')}`;
  return wider ? `${lower}, or ${key(role, 'cores')} ${wider.vCpu}` : lower;
}

/** Workers of 32 vCPU have few sizes, and the service refuses a container that is far below one. */
function belowTier(role: JobRole, cores: number, { heapMiB, overheadMiB }: Container): string {
  const { sizesGiB, reachGiB = 0 } = WORKER_ROWS.find(({ vCpu }) => vCpu === cores)!;
  return `the ${role} asks for ${heapMiB + overheadMiB} MiB; workers of ${cores} vCPU have ${sizesGiB.join(', ')} GB, and a container has to be within ${reachGiB} GB below one of them`;
}

/** Python and off-heap memory beside a container that fits without them. */
export const memoryBesideFits: SettingsRule = {
  id: 'SZ6102',
  find: subject => {
    const asked = askedContainer(subject, 'executor');
    if (!asked || asked.isLeast) return [];
    const { cores, container: { heapMiB, overheadMiB, offHeapMiB, pysparkMiB }, inOverheadMiB } = asked;
    const worker = smallestWorker(cores, heapMiB + overheadMiB);
    const besideMiB = offHeapMiB + pysparkMiB + inOverheadMiB;
    const limit = worker && (inOverheadMiB > 0 ? worker : largestWorker(cores)!);
    const neededMiB = heapMiB + besideMiB + (inOverheadMiB > 0 ? 0 : overheadMiB);
    if (!limit || besideMiB === 0 || neededMiB <= limit.memoryGiB * MIB_PER_GIB) return [];
    return [{
      keys: [PYSPARK, OFF_HEAP[1], OFF_HEAP[0], ...containerKeys('executor')],
      message: `got ${besideMiB} MiB of Python and off-heap memory beside a heap of ${heapMiB} MiB${inOverheadMiB > 0 ? '' : ` and ${overheadMiB} MiB of overhead`}, `
        + `${neededMiB} MiB together, on a worker of ${formatWorker(limit)}; use a spark.executor.memoryOverhead that holds all of it on a worker of ${ceilDiv(neededMiB, MIB_PER_GIB)} GB or more, or lower the heap`,
    }];
  },
};

/** Whether anything sizes the workers of a job, so that it does not run with the service's own sizes. */
export function isSized(settings: Settings): boolean {
  return ROLES.some(role => ['memory', 'cores', 'memoryOverhead'].some(name => !isUnset(settings, key(role, name))));
}
