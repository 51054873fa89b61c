// Generated from data/profiles.jsonc by tools/generate-catalog.ts. Change that file, then run: npx tsx tools/generate-catalog.ts
import { ProfileDefaults, ProfileOrigin } from './rows';

export const PROFILE_ROWS = {
  'batch-etl': { profile: 'batch-etl', shuffleToInput: 0.77, shuffleTotalToShuffle: 1.8, shuffleExpansion: 3.5, skew: 1.5, rangeSkew: 1.3, coreSecondsPerInputGiB: { low: 45, mid: 93, high: 280 }, userMemoryPerTaskMiB: 256, growth: 1.2, broadcastMiB: 100, collectMiB: 64, pythonMemoryPerTaskMiB: 512, pythonStages: 1, storageLevel: 'MEMORY_AND_DISK' },
  interactive: { profile: 'interactive', shuffleToInput: 0.2, shuffleTotalToShuffle: 2, shuffleExpansion: 3.5, skew: 1.5, rangeSkew: 1.3, coreSecondsPerInputGiB: { low: 55, mid: 98, high: 200 }, userMemoryPerTaskMiB: 128, growth: 1.5, broadcastMiB: 100, collectMiB: 64, pythonMemoryPerTaskMiB: 512, pythonStages: 1, storageLevel: 'MEMORY_AND_DISK' },
  'machine-learning': { profile: 'machine-learning', shuffleToInput: 0.2, shuffleTotalToShuffle: 2, shuffleExpansion: 3.5, skew: 1.5, rangeSkew: 1.3, coreSecondsPerInputGiB: { low: 120, mid: 300, high: 900 }, userMemoryPerTaskMiB: 512, growth: 1.2, broadcastMiB: 100, collectMiB: 1024, pythonMemoryPerTaskMiB: 1024, pythonStages: 1, storageLevel: 'MEMORY_AND_DISK' },
  'sql-analytics': { profile: 'sql-analytics', shuffleToInput: 0.21, shuffleTotalToShuffle: 2.7, shuffleExpansion: 3.5, skew: 1.5, rangeSkew: 1.3, coreSecondsPerInputGiB: { low: 20, mid: 58, high: 200 }, userMemoryPerTaskMiB: 128, growth: 1.2, broadcastMiB: 100, collectMiB: 64, pythonMemoryPerTaskMiB: 512, pythonStages: 1, storageLevel: 'MEMORY_AND_DISK' },
  streaming: { profile: 'streaming', shuffleToInput: 0.2, shuffleTotalToShuffle: 2, shuffleExpansion: 3.5, skew: 1.5, rangeSkew: 1.3, coreSecondsPerInputGiB: { low: 64, mid: 120, high: 300 }, userMemoryPerTaskMiB: 128, growth: 1.5, broadcastMiB: 100, collectMiB: 64, pythonMemoryPerTaskMiB: 512, pythonStages: 1, storageLevel: 'MEMORY_AND_DISK' },
} satisfies Record<string, ProfileDefaults>;

export const PROFILE_ORIGINS = {
  broadcastMiB: { because: '90 % of the measured runs broadcast no more at once: tables of less than 10 MiB as stored are several times that in memory', provisional: false },
  collectMiB: { because: 'measured jobs brought back 5 MiB at the 90th percentile, but what comes back is the author\'s choice: counts and samples of a batch job, a fitted model whole', provisional: true },
  coreSecondsPerInputGiB: { because: '10th and 90th percentile of measured jobs, the high end no lower than experience has it, as their tasks waited for no S3, on warm executors; in the middle the upper quartile for the same reason, but the median of ETL jobs, whose mix is heavy. Few jobs of interactive work and streams are measured. Machine learning by experience: the measured inputs were too small', provisional: true },
  growth: { because: 'a year of usual growth, more where people or streams decide what runs', provisional: true },
  pythonMemoryPerTaskMiB: { because: 'spark.python.worker.memory of Spark (512m), twice that where pandas holds a batch and its copy; measured workers took less, of small batches', provisional: true },
  pythonStages: { because: 'one Python worker a slot unless Python functions of several stages are chained in one task', provisional: true },
  rangeSkew: { because: 'orderBy samples rows, and does not cut within a value: 90th percentile of measured sorts', provisional: false },
  shuffleExpansion: { because: 'rows in memory to compressed shuffle bytes, 90th percentile of measured shuffles: too low spills, too high only makes more partitions', provisional: false },
  shuffleToInput: { because: 'upper quartile of the queries of TPC; the median of measured ETL jobs, of which most shuffle whole rows, and those take more room in a shuffle than as Parquet. A guess for the other profiles, which drop columns first', provisional: false },
  shuffleTotalToShuffle: { because: '90th percentile of measured runs: what all shuffles write must find room on disks', provisional: false },
  skew: { because: 'keys of TPC fall evenly, keys of people do not: half as much again in the largest partition as in the mean', provisional: true },
  storageLevel: { because: 'Spark\'s own default for a cached DataFrame (Dataset.persist, Spark 3.5)', provisional: true },
  userMemoryPerTaskMiB: { because: 'readers and writers of a task: a Parquet row group, column chunks, the codec; more for models and their vectors', provisional: true },
} satisfies Record<string, ProfileOrigin>;
