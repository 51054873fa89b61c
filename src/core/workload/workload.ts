import { Stage } from './stage';

export const PROFILES = ['batch-etl', 'sql-analytics', 'machine-learning', 'interactive', 'streaming'] as const;
export type Profile = typeof PROFILES[number];

export const LANGUAGES = ['jvm', 'python'] as const;
export type Language = typeof LANGUAGES[number];

export const SPILL_CHOICES = ['never', 'allowed'] as const;
export type SpillChoice = typeof SPILL_CHOICES[number];

/** Spark's storage levels, and what they mean for a block that memory cannot keep. Source: Spark 3.5 StorageLevel. */
export const STORAGE_LEVELS = {
  MEMORY_ONLY: { memory: true, disk: false },
  MEMORY_ONLY_2: { memory: true, disk: false },
  MEMORY_ONLY_SER: { memory: true, disk: false },
  MEMORY_ONLY_SER_2: { memory: true, disk: false },
  MEMORY_AND_DISK: { memory: true, disk: true },
  MEMORY_AND_DISK_2: { memory: true, disk: true },
  MEMORY_AND_DISK_SER: { memory: true, disk: true },
  MEMORY_AND_DISK_SER_2: { memory: true, disk: true },
  MEMORY_AND_DISK_DESER: { memory: true, disk: true },
  DISK_ONLY: { memory: false, disk: true },
  DISK_ONLY_2: { memory: false, disk: true },
  DISK_ONLY_3: { memory: false, disk: true },
} as const;
export type StorageLevel = keyof typeof STORAGE_LEVELS;

/** File formats that a reader cannot cut into splits, by their last ending (`csv.gz`). An unknown format counts as one that splits. */
export const UNSPLITTABLE_FORMATS = ['gzip', 'gz', 'zip', 'xml'] as const;

/** The job as it runs now. */
export interface Today {
  readonly workers: number;
  readonly vCpu: number;
  readonly durationSeconds: number;
}

/** Where the figures of a workload were measured. */
export interface Observed {
  readonly log?: string;
  readonly applicationId?: string;
  readonly date?: string;
  readonly sparkVersion?: string;
  readonly source?: string;
}

/** What a job must do, in bytes and seconds. Only `inputBytes` must be stated; the rest is assumed from the profile, and said so. */
export interface Workload {
  readonly name?: string;
  readonly profile: Profile;
  readonly language: Language;
  readonly inputBytes: number;
  readonly inputFormat?: string;
  readonly inputFiles?: number;
  readonly largestInputFileBytes?: number;
  readonly outputBytes?: number;
  readonly shuffleBytes?: number;
  readonly shuffleTotalBytes?: number;
  readonly shuffleExpansion?: number;
  readonly skew?: number;
  readonly skewPartitions?: number;
  readonly hotKeyBytes?: number;
  readonly spill: SpillChoice;
  readonly cacheBytes: number;
  readonly storageLevel: StorageLevel;
  readonly broadcastBytes?: number;
  readonly userMemoryPerTaskBytes?: number;
  readonly pythonMemoryPerTaskBytes?: number;
  readonly pythonStages?: number;
  readonly offHeapBytes: number;
  readonly collectBytes?: number;
  readonly coreTimeSeconds?: number;
  readonly today?: Today;
  readonly finishWithinSeconds?: number;
  readonly concurrentRuns: number;
  readonly growth?: number;
  readonly maxConcurrentVcpus?: number;
  readonly maxUsd?: number;
  readonly stages: readonly Stage[];
  readonly observed?: Observed;
}
