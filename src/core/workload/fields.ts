import { KEY_KINDS, OPERATORS } from './stage';
import { LANGUAGES, PROFILES, SPILL_CHOICES, STORAGE_LEVELS } from './workload';
import { LAWS } from '../catalog/laws';

/** How a field is written and read. */
export type FieldKind = 'size' | 'duration' | 'count' | 'number' | 'word' | 'text' | 'today' | 'stages' | 'observed';

/** One field of a workload or of a stage: what the file, the flag, the jsii property and the documentation have in common. */
export interface Field {
  /** In files and in TypeScript; the flag is the same in kebab case. */
  readonly name: string;
  /** In the core, with its unit. */
  readonly property: string;
  readonly kind: FieldKind;
  readonly meaning: string;
  readonly least?: number;
  readonly most?: number;
  readonly words?: readonly string[];
  readonly required?: boolean;
  readonly fallback?: number | string;
}

function size(name: string, meaning: string, more: Partial<Field> = {}): Field {
  return { name, property: `${name}Bytes`, kind: 'size', meaning, least: 0, most: 2 ** 60, ...more };
}

function duration(name: string, meaning: string): Field {
  return { name, property: `${name}Seconds`, kind: 'duration', meaning, least: 1, most: 1e10 };
}

function count(name: string, meaning: string, more: Partial<Field> = {}): Field {
  return { name, property: name, kind: 'count', meaning, least: 1, most: 1e15, ...more };
}

function number(name: string, meaning: string, least: number, most: number): Field {
  return { name, property: name, kind: 'number', meaning, least, most };
}

function word(name: string, meaning: string, words: readonly string[], fallback?: string): Field {
  return { name, property: name, kind: 'word', meaning, words, fallback };
}

function text(name: string, meaning: string): Field {
  return { name, property: name, kind: 'text', meaning };
}

/** Every field of `*.workload.json`, `sized-emr/workload/1`. */
export const WORKLOAD_FIELDS: readonly Field[] = [
  text('name', 'used in reports'),
  word('profile', 'what fills in the fields left out', PROFILES, 'batch-etl'),
  word('language', 'of the job\'s code', LANGUAGES, 'jvm'),
  size('input', 'bytes read per run, as stored', { required: true, least: 1 }),
  text('inputFormat', 'of the files read, such as parquet; gzip does not split'),
  count('inputFiles', 'files read per run'),
  size('largestInputFile', 'of the files read', { least: 1 }),
  size('output', 'bytes written per run'),
  size('shuffle', 'bytes written by the largest shuffle of a run, as Spark\'s UI prints them (compressed)'),
  size('shuffleTotal', 'bytes written by all shuffles of a run'),
  number('shuffleExpansion', 'in-memory bytes ÷ shuffle bytes', 0.1, 1000),
  number('skew', 'largest ÷ mean partition of the largest shuffle', 1, 1e9),
  count('skewPartitions', 'partition count at which the skew was seen'),
  size('hotKey', 'bytes (in memory) that must stand in one partition whatever the partition count'),
  word('spill', 'whether a sort\'s hot partition may spill', SPILL_CHOICES, 'never'),
  size('cache', 'bytes cached in memory at once', { fallback: 0 }),
  word('storageLevel', 'of the cache', Object.keys(STORAGE_LEVELS), 'MEMORY_AND_DISK'),
  size('broadcast', 'bytes (in memory) of all tables broadcast at once'),
  size('userMemoryPerTask', 'heap that the job\'s own code and its readers and writers hold in one task'),
  size('pythonMemoryPerTask', 'resident memory of one Python worker'),
  count('pythonStages', 'Python workers that one task keeps at once', { least: 0, most: 100 }),
  size('offHeap', 'Spark\'s off-heap memory; above 0 Tungsten\'s execution moves there', { fallback: 0 }),
  size('collect', 'bytes that come back to the driver at once'),
  duration('coreTime', 'what one run takes of cores, summed over them'),
  { name: 'today', property: 'today', kind: 'today', meaning: '{ workers, vCpu, duration } of the job as it runs now' },
  duration('finishWithin', 'deadline of one run, from its submission'),
  count('concurrentRuns', 'how many runs at the same time', { fallback: 1, most: LAWS.schedulerMostConcurrentRuns.value }),
  number('growth', 'factor on bytes, records and core time to size for', 1, 100),
  count('maxConcurrentVcpus', 'quota of the account', { most: 1e7 }),
  number('maxUsd', 'limit on the cost of one run', 0, 1e9),
  { name: 'stages', property: 'stages', kind: 'stages', meaning: 'the stages that need execution memory, where known' },
  { name: 'observed', property: 'observed', kind: 'observed', meaning: 'where the figures were measured' },
];

/** Every field of a stage but `alongside`. */
export const STAGE_FIELDS: readonly Field[] = [
  word('operator', 'what the stage does', OPERATORS),
  word('keys', 'fixed: one fixed-width key (of a hash join: one bigint); other: anything else', KEY_KINDS, 'fixed'),
  count('records', 'of all partitions; of a hash join the build side\'s; of an aggregate its distinct keys, of an object-aggregate the rows that come in', { least: 0 }),
  count('largestRecords', 'of the largest partition; skew does not apply to it', { least: 0 }),
  number('skew', 'largest ÷ mean partition of this stage', 1, 1e9),
  count('rowBytes', 'of one UnsafeRow', { most: 2 ** 31 }),
  count('keyBytes', 'of the key\'s UnsafeRow', { least: 0, most: 2 ** 31 }),
  count('valueBytes', 'of the value\'s UnsafeRow', { least: 0, most: 2 ** 31 }),
  count('otherRecords', 'of the other side of a sort-merge join', { least: 0 }),
  count('otherLargestRecords', 'of the other side\'s largest partition', { least: 0 }),
  count('otherRowBytes', 'of the other side of a sort-merge join', { most: 2 ** 31 }),
  count('groupRecords', 'rows of the largest group of a window', { least: 0 }),
  count('partitions', 'of this stage, where they are not the plan\'s'),
];

/** The field's flag. */
export function flagOf(field: Field): string {
  return flagName(field.name);
}

/** `shuffleTotal` is `--shuffle-total`. */
export function flagName(property: string): string {
  return `--${property.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;
}
