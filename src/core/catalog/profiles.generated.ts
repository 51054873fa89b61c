// Generated from data/profiles.jsonc by tools/generate-catalog.ts. Change that file, then run: npx tsx tools/generate-catalog.ts
import { ProfileDefaults, ProfileOrigin } from './rows';

export const PROFILE_ROWS = {
  'batch-etl': { profile: 'batch-etl', shuffleToInput: 0.4, shuffleTotalToShuffle: 2, shuffleExpansion: 3.5, skew: 1.5, rangeSkew: 1.1, coreSecondsPerInputGiB: { low: 60, mid: 120, high: 240 }, userMemoryPerTaskMiB: 256, growth: 1.2, broadcastMiB: 40, collectMiB: 64, pythonMemoryPerTaskMiB: 512, pythonStages: 1, storageLevel: 'MEMORY_AND_DISK' },
  interactive: { profile: 'interactive', shuffleToInput: 0.2, shuffleTotalToShuffle: 2, shuffleExpansion: 3.5, skew: 1.5, rangeSkew: 1.1, coreSecondsPerInputGiB: { low: 40, mid: 80, high: 200 }, userMemoryPerTaskMiB: 128, growth: 1.5, broadcastMiB: 40, collectMiB: 64, pythonMemoryPerTaskMiB: 512, pythonStages: 1, storageLevel: 'MEMORY_AND_DISK' },
  'machine-learning': { profile: 'machine-learning', shuffleToInput: 0.2, shuffleTotalToShuffle: 2, shuffleExpansion: 3.5, skew: 1.5, rangeSkew: 1.1, coreSecondsPerInputGiB: { low: 120, mid: 300, high: 900 }, userMemoryPerTaskMiB: 512, growth: 1.2, broadcastMiB: 40, collectMiB: 1024, pythonMemoryPerTaskMiB: 1024, pythonStages: 1, storageLevel: 'MEMORY_AND_DISK' },
  'sql-analytics': { profile: 'sql-analytics', shuffleToInput: 0.3, shuffleTotalToShuffle: 2, shuffleExpansion: 3.5, skew: 1.5, rangeSkew: 1.1, coreSecondsPerInputGiB: { low: 60, mid: 100, high: 200 }, userMemoryPerTaskMiB: 128, growth: 1.2, broadcastMiB: 40, collectMiB: 64, pythonMemoryPerTaskMiB: 512, pythonStages: 1, storageLevel: 'MEMORY_AND_DISK' },
  streaming: { profile: 'streaming', shuffleToInput: 0.2, shuffleTotalToShuffle: 2, shuffleExpansion: 3.5, skew: 1.5, rangeSkew: 1.1, coreSecondsPerInputGiB: { low: 60, mid: 120, high: 300 }, userMemoryPerTaskMiB: 128, growth: 1.5, broadcastMiB: 40, collectMiB: 64, pythonMemoryPerTaskMiB: 512, pythonStages: 1, storageLevel: 'MEMORY_AND_DISK' },
} satisfies Record<string, ProfileDefaults>;

export const PROFILE_ORIGINS = {
  broadcastMiB: { because: 'four tables of 10 MiB, Spark\'s threshold for broadcasting a table by itself (spark.sql.autoBroadcastJoinThreshold)', provisional: true },
  collectMiB: { because: 'a batch job collects counts and samples; a fitted model comes back whole', provisional: true },
  coreSecondsPerInputGiB: { because: 'experience with Parquet, 60 to 180 core-seconds a GiB for plain ETL; the pair spans the cases known', provisional: true },
  growth: { because: 'a year of usual growth, more where people or streams decide what runs', provisional: true },
  pythonMemoryPerTaskMiB: { because: 'spark.python.worker.memory of Spark (512m), twice that where pandas holds a batch and its copy', provisional: true },
  pythonStages: { because: 'one Python worker a slot unless Python functions of several stages are chained in one task', provisional: true },
  rangeSkew: { because: 'orderBy samples about 100 rows a partition: the largest was 3 to 12 % over the mean in measured runs', provisional: true },
  shuffleExpansion: { because: 'rows in memory to compressed shuffle bytes: 1.2 to 11 in measured runs by row width, 3.5 in the middle', provisional: true },
  shuffleToInput: { because: 'a guess by kind of job: ETL joins and rewrites most of what it reads, queries and models drop columns first', provisional: true },
  shuffleTotalToShuffle: { because: 'the largest shuffle and as much again in all others', provisional: true },
  skew: { because: 'hash partitions of keys that repeat: half as much again in the largest as in the mean', provisional: true },
  storageLevel: { because: 'Spark\'s own default for a cached DataFrame (Dataset.persist, Spark 3.5)', provisional: true },
  userMemoryPerTaskMiB: { because: 'readers and writers of a task: a Parquet row group, column chunks, the codec; more for models and their vectors', provisional: true },
} satisfies Record<string, ProfileOrigin>;
