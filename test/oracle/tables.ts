import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'jsonc-parser';

/**
 * What the checks of plans know of EMR Serverless and Spark, typed by hand from the pages of the service and from Spark's source, and shared
 * with no code under test: a wrong row in `data/` shows as a plan that these tables call illegal.
 * Pages read 2026-11-20: EMR Serverless user guide (app-behavior, jobs-spark, jobs-shuffle-optimized-disks, jobs-serverless-storage).
 */
export const KIB = 2 ** 10;
export const MIB = 2 ** 20;
export const GIB = 2 ** 30;

/** vCPU → memory sizes in GB, which are GiB. */
export const GRID: Readonly<Record<number, readonly number[]>> = {
  1: [2, 3, 4, 5, 6, 7, 8],
  2: [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
  4: [8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30],
  8: [16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60],
  16: [32, 40, 48, 56, 64, 72, 80, 88, 96, 104, 112, 120],
  32: [60, 120, 244],
};
/** A container of 32 vCPU must lie within so many GB below its size, else the job is refused. */
export const REACH_32_GB = 8;

export const STANDARD_DISK_GB = { least: 20, most: 200 };
export const SHUFFLE_DISK_GB = { least: 20, most: 2000 };

/** What the releases that tests use have. */
export interface ReleaseFacts {
  readonly java: number;
  /** Whether the memory of operators was measured for its Spark: 3.5 and later. */
  readonly measured: boolean;
  readonly shuffleDisks: boolean;
  /** GiB a job may keep in serverless storage; 0: the release has none. */
  readonly serverlessStorageGiB: number;
}

export const RELEASE_FACTS: Readonly<Record<string, ReleaseFacts>> = {
  'emr-6.6.0': { java: 8, measured: false, shuffleDisks: false, serverlessStorageGiB: 0 }, // Spark 3.2.0
  'emr-6.9.0': { java: 8, measured: false, shuffleDisks: false, serverlessStorageGiB: 0 }, // Spark 3.3.0
  'emr-6.15.0': { java: 8, measured: false, shuffleDisks: false, serverlessStorageGiB: 0 }, // Spark 3.4.1
  'emr-7.0.0': { java: 17, measured: true, shuffleDisks: false, serverlessStorageGiB: 0 }, // Spark 3.5.0
  'emr-7.1.0': { java: 17, measured: true, shuffleDisks: true, serverlessStorageGiB: 0 },
  'emr-7.12.0': { java: 17, measured: true, shuffleDisks: true, serverlessStorageGiB: 200 }, // Spark 3.5.6
  'emr-7.14.0': { java: 17, measured: true, shuffleDisks: true, serverlessStorageGiB: 1024 }, // Spark 3.5.8
  'emr-spark-8.1.0': { java: 17, measured: true, shuffleDisks: true, serverlessStorageGiB: 1024 }, // Spark 4.1.1
};

/** What a profile says of fields left out. */
export interface ProfileFacts {
  readonly shuffleToInput: number;
  readonly totalToShuffle: number;
  readonly coreSecondsPerGiB: readonly [low: number, mid: number, high: number];
  readonly userMiB: number;
  readonly growth: number;
  readonly collectMiB: number;
  readonly pythonMiB: number;
}

interface ProfileRow {
  readonly profile: string;
  readonly shuffleToInput: number;
  readonly shuffleTotalToShuffle?: number;
  readonly coreSecondsPerInputGiB: { readonly low: number; readonly mid: number; readonly high: number };
  readonly userMemoryPerTaskMiB: number;
  readonly growth: number;
  readonly collectMiB?: number;
  readonly pythonMemoryPerTaskMiB?: number;
}

interface CommonRow {
  readonly shuffleTotalToShuffle: number;
  readonly shuffleExpansion: number;
  readonly broadcastMiB: number;
  readonly collectMiB: number;
  readonly pythonMemoryPerTaskMiB: number;
}

/** The defaults are measured, and are read from the table that they stand in. */
const DATA: { profiles: { rows: ProfileRow[] }; common: { rows: [CommonRow] } } = parse(readFileSync(join(__dirname, '..', '..', 'data', 'profiles.jsonc'), 'utf8'));

/** What no profile says otherwise. */
export const [COMMON_FACTS] = DATA.common.rows;

export const PROFILE_FACTS: Readonly<Record<string, ProfileFacts>> = Object.fromEntries(DATA.profiles.rows.map(row => [row.profile, factsOf({ ...COMMON_FACTS, ...row })]));

function factsOf({ coreSecondsPerInputGiB: { low, mid, high }, ...row }: CommonRow & ProfileRow): ProfileFacts {
  return {
    shuffleToInput: row.shuffleToInput,
    totalToShuffle: row.shuffleTotalToShuffle,
    coreSecondsPerGiB: [low, mid, high],
    userMiB: row.userMemoryPerTaskMiB,
    growth: row.growth,
    collectMiB: row.collectMiB,
    pythonMiB: row.pythonMemoryPerTaskMiB,
  };
}

/** USD per hour: vCPU, GB of memory, GB of standard disk beyond 20, GB of shuffle-optimized disk. */
export const PRICES: Readonly<Record<string, readonly [vCpu: number, memory: number, storage: number, shuffleStorage: number]>> = {
  'us-east-1/x86_64': [0.052624, 0.0057785, 0.000111, 0.000111],
  'us-east-1/arm64': [0.052624 * 0.8, 0.0057785 * 0.8, 0.000111, 0.000111],
  'ap-southeast-1/x86_64': [0.065728, 0.007189, 0.000133, 0.000133],
  'ap-southeast-1/arm64': [0.052585, 0.005746, 0.000133, 0.000133],
};
