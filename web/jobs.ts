import { gunzip } from './gunzip';
import { CheckAnswer, checkAnswer } from './model/check-answer';
import { storyAnswer } from './model/explain-answer';
import { observeAnswer } from './model/observe-answer';
import { sizeAnswer } from './model/size-answer';
import { Values } from './model/size-fields';
import { AnyPlan } from '../src/core/planning/ec2-plan';
import { Outcome } from '../src/core/problems/problem';
import { WorkloadStory } from '../src/core/simulation/workload-story';
import { Observation } from '../src/eventlog/observation';

/** What a worker does: each kind of job, with what it takes and what it answers. */
export interface Jobs {
  readonly size: { readonly ask: { readonly values: Values }; readonly answer: Outcome<AnyPlan> };
  readonly story: { readonly ask: { readonly config: Values; readonly size: Values }; readonly answer: Outcome<WorkloadStory> };
  readonly check: { readonly ask: { readonly text: string; readonly file: string }; readonly answer: Outcome<CheckAnswer> };
  readonly observe: { readonly ask: { readonly files: readonly File[] }; readonly answer: Outcome<Observation> };
}

export type JobKind = keyof Jobs;

export interface JobRequest {
  readonly id: number;
  readonly kind: JobKind;
  readonly ask: Jobs[JobKind]['ask'];
}

export type JobReply =
  | { readonly id: number; readonly answer: Jobs[JobKind]['answer'] }
  | { readonly id: number; readonly bytes: number }
  /** A bug of ours. */
  | { readonly id: number; readonly failure: string };

type Doers = { readonly [K in JobKind]: (ask: Jobs[K]['ask'], progress: (bytes: number) => void) => Jobs[K]['answer'] | Promise<Jobs[K]['answer']> };

const DOERS: Doers = {
  size: ({ values }) => sizeAnswer(values),
  story: ({ config, size }) => storyAnswer(config, size),
  check: ({ text, file }) => checkAnswer(text, file),
  observe: ({ files }, progress) => observeAnswer(files, gunzip, progress),
};

/** Does one job. */
export async function doJob({ kind, ask }: JobRequest, progress: (bytes: number) => void): Promise<Jobs[JobKind]['answer']> {
  return (DOERS[kind] as (ask: unknown, progress: (bytes: number) => void) => Promise<Jobs[JobKind]['answer']>)(ask, progress);
}
