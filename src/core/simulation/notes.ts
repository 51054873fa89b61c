import { Admission, Contest } from './admission';
import type { ServerlessSimulation } from './serverless';
import { LAWS } from '../catalog/laws';

/** All that a note may depend on. */
export interface Played {
  readonly request: ServerlessSimulation;
  readonly contest: Contest;
  readonly admission: Admission;
  readonly asked: number;
  readonly starts: boolean;
}

const NO_EXECUTOR_SECONDS = LAWS.noExecutorTimeoutSeconds.value;

interface Note {
  readonly holds: (played: Played) => boolean;
  readonly text: (played: Played) => string;
}

/** What happens next, where people are surprised by it. Sources: facts seen in driver logs, see `messageOf`. */
const NOTES: readonly Note[] = [
  {
    holds: ({ request: { allocation }, asked }) => allocation.dynamic && allocation.instances !== undefined && allocation.instances < asked,
    text: ({ request: { allocation }, asked }) => `spark.executor.instances is ${allocation.instances} and ${asked} start: with dynamic allocation the start is`
      + ` the largest of initialExecutors (${allocation.initial}), minExecutors (${allocation.minimum}) and instances`,
  },
  {
    holds: ({ contest, admission }) => contest.runs > 1 && admission.drivers > 1 && admission.executors.some(count => count === 0),
    text: ({ contest, admission }) => `${admission.drivers} of ${contest.runs} drivers hold the capacity that executors need: the runs starve each other`,
  },
  {
    holds: ({ admission, starts }) => !starts && admission.refused === 'executor' && admission.executors.some(count => count === 0),
    text: () => `a driver without executors waits ${NO_EXECUTOR_SECONDS / 60} minutes, is billed for them, and fails`
      + ` ("Abandoning job due to no executor being launched within ${NO_EXECUTOR_SECONDS * 1000}ms after driver starts")`,
  },
  {
    holds: ({ request, admission, starts }) => starts && admission.refused === 'executor' && request.allocation.dynamic,
    text: () => 'dynamic allocation keeps asking for the rest; a job that is refused again and again can be marked FAILED although its work is done',
  },
  {
    holds: ({ request, contest }) => (request.concurrentRuns ?? 1) > contest.runs,
    text: ({ request, contest }) => `${request.concurrentRuns! - contest.runs} of ${request.concurrentRuns} runs wait in the scheduler's queue`,
  },
  {
    holds: ({ request, contest }) => request.serverlessStorage === true && contest.pool.length > 0,
    text: () => 'jobs with serverless storage never use pre-initialised workers: the pool is billed and stays idle',
  },
  {
    holds: ({ request }) => request.lakeFormation === true,
    text: () => 'Lake Formation gives each run a second driver, and a second set of executors as its stages need them: both are counted here',
  },
  {
    holds: ({ request, starts, admission }) => request.lakeFormation === true && !starts && admission.granted > 0,
    text: () => 'executors of one profile hold the capacity that those of the other need: the job can get stuck',
  },
  {
    holds: ({ request }) => request.lakeFormation === true && !request.allocation.dynamic,
    text: () => 'Lake Formation does not take a job without dynamic allocation',
  },
];

export function notesOf(played: Played): string[] {
  return NOTES.filter(note => note.holds(played)).map(note => note.text(played));
}
