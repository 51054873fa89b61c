import { slotTime } from './advice';
import { Deviation, deviations } from './against';
import { enoughHeapMiB } from './enough';
import { Measuring } from './measured';
import { measureStages } from './stages';
import { countedAttempts } from './traffic';
import { isObject } from '../../core/problems/json-value';
import { readWorkload } from '../../core/workload/read';
import { Observation } from '../observation';
import { LogReading } from '../read-log';

const MS_PER_SECOND = 1000;

/** Of all metrics that are made of logs. */
export const FEEDBACK_NAMESPACE = 'SizedEmr/Feedback';
/** Their one dimension: each further one would be paid for. */
export const FEEDBACK_DIMENSION = 'Feedback';

/** A figure that is followed over runs, as CloudWatch takes it. */
export interface FollowedFigure {
  readonly name: string;
  readonly unit: 'Count' | 'Bytes' | 'Percent' | 'Seconds' | 'None';
  /** Null: the log does not hold it. */
  readonly valueOf: (run: FollowedRun) => number | null;
}

/** A run, and how far it is from what was stated. */
export interface FollowedRun {
  readonly reading: LogReading;
  readonly observation: Observation;
  /** None where nothing was stated. */
  readonly against: readonly Deviation[] | undefined;
}

/** Everything that is followed of a run. */
export const FOLLOWED_FIGURES: readonly FollowedFigure[] = [
  { name: 'RunSeconds', unit: 'Seconds', valueOf: wallSeconds },
  { name: 'MemoryBytesSpilled', unit: 'Bytes', valueOf: ({ observation }) => observation.totals.memoryBytesSpilled },
  { name: 'DiskBytesSpilled', unit: 'Bytes', valueOf: ({ observation }) => observation.totals.diskBytesSpilled },
  { name: 'FailedTasks', unit: 'Count', valueOf: ({ observation }) => observation.totals.failedTasks },
  { name: 'GarbageCollectionShare', unit: 'Percent', valueOf: ({ observation: { totals } }) => share(totals.gcTimeMs, totals.runTimeMs) },
  { name: 'IdleSlotShare', unit: 'Percent', valueOf: idleShare },
  { name: 'HeapOverNeed', unit: 'None', valueOf: heapOverNeed },
  { name: 'BrokenBounds', unit: 'Count', valueOf: ({ against }) => against ? against.filter(({ broken }) => broken).length : null },
  { name: 'LargestOverIntent', unit: 'None', valueOf: largestRatio },
];

/** The run beside what was stated, a workload file; a statement that cannot be read is none. */
export function followedRun(reading: LogReading, observation: Observation, intent: unknown): FollowedRun {
  const run = { reading, observation, against: undefined };
  return isObject(intent) ? { ...run, against: againstIntent(run, intent) } : run;
}

function againstIntent(run: FollowedRun, intent: Readonly<Record<string, unknown>>): Deviation[] | undefined {
  const { workload, totals } = run.observation;
  const [stated, observed] = [readWorkload(intent), readWorkload({ input: '1B', ...workload })];
  if (!stated.ok || !observed.ok) return undefined;
  const fields = new Set(Object.keys(intent).filter(field => field !== 'input' || workload.input !== undefined));
  const outcome = { wallSeconds: wallSeconds(run) ?? undefined, memoryBytesSpilled: totals.memoryBytesSpilled };
  return deviations(stated.value, fields, observed.value, outcome);
}

function wallSeconds({ reading: { facts: { application: { startedAtMs, endedAtMs } } } }: FollowedRun): number | null {
  return startedAtMs === undefined || endedAtMs === undefined ? null : (endedAtMs - startedAtMs) / MS_PER_SECOND;
}

function share(part: number, whole: number): number | null {
  return whole > 0 ? 100 * part / whole : null;
}

/** Tasks that overlap on one slot, as in a log of several applications, leave nothing idle. */
function idleShare({ reading, observation }: FollowedRun): number | null {
  const time = slotTime(reading.facts, observation);
  return time ? Math.max(0, 100 - 100 * time.busyMs / time.slotMs) : null;
}

function heapOverNeed({ reading: { facts }, observation }: FollowedRun): number | null {
  const stages = measureStages(facts.sql.stages, countedAttempts(facts.tasks.stageAttempts), new Measuring());
  const enough = enoughHeapMiB(facts, observation, stages);
  const { memoryMiB } = observation.executors;
  return enough === undefined || memoryMiB === null ? null : memoryMiB / enough;
}

function largestRatio({ against }: FollowedRun): number | null {
  const ratios = (against ?? []).flatMap(({ ratio }) => ratio ?? []);
  return ratios.length ? Math.max(...ratios) : null;
}
