import { formatSize } from './quantities';
import { Stage } from './stage';
import { STORAGE_LEVELS, Workload } from './workload';
import { Problem, problem } from '../problems/problem';

interface Check {
  readonly field: string;
  readonly broken: (w: Workload) => boolean;
  readonly message: (w: Workload) => string;
}

/** Statements that cannot both hold. */
const CHECKS: readonly Check[] = [
  {
    field: 'shuffleTotal',
    broken: w => w.shuffleTotalBytes !== undefined && w.shuffleBytes !== undefined && w.shuffleTotalBytes < w.shuffleBytes,
    message: w => `got ${formatSize(w.shuffleTotalBytes!)}, less than the largest shuffle alone (shuffle: ${formatSize(w.shuffleBytes!)}); give at least that`,
  },
  {
    field: 'hotKey',
    broken: w => w.hotKeyBytes !== undefined && w.shuffleBytes !== undefined && w.shuffleExpansion !== undefined
      && w.hotKeyBytes > w.shuffleBytes * w.shuffleExpansion,
    message: w => `got ${formatSize(w.hotKeyBytes!)}, more than the whole shuffle in memory (${formatSize(w.shuffleBytes! * w.shuffleExpansion!)})`,
  },
  {
    field: 'skew',
    broken: w => w.skew !== undefined && w.skewPartitions !== undefined && w.skew > w.skewPartitions,
    message: w => `got ${w.skew}; of ${w.skewPartitions} partitions (skewPartitions) none is more than ${w.skewPartitions} times the mean`,
  },
  {
    field: 'largestInputFile',
    broken: w => w.largestInputFileBytes !== undefined && w.largestInputFileBytes > w.inputBytes,
    message: w => `got ${formatSize(w.largestInputFileBytes!)}, more than the whole input (${formatSize(w.inputBytes)})`,
  },
  {
    field: 'largestInputFile',
    broken: w => w.largestInputFileBytes !== undefined && w.inputFiles !== undefined && w.largestInputFileBytes * w.inputFiles < w.inputBytes,
    message: w => `got ${formatSize(w.largestInputFileBytes!)}; ${w.inputFiles} files of at most that size are less than the input (${formatSize(w.inputBytes)})`,
  },
  {
    field: 'storageLevel',
    broken: w => w.cacheBytes > 0 && STORAGE_LEVELS[w.storageLevel]?.memory === false,
    message: w => `got ${w.storageLevel}, which keeps nothing in memory, with cache ${formatSize(w.cacheBytes)} in memory; leave cache out`,
  },
];

/** What is contradictory in a workload whose fields are each in range; fields that could not be read may be missing. */
export function checkWorkload(workload: Workload): Problem[] {
  return CHECKS.filter(check => check.broken(workload)).map(check => problem('SZ1007', check.field, check.message(workload)));
}

/** The largest partition of a side, and all of it. */
const SIDES = [['largestRecords', 'records'], ['otherLargestRecords', 'otherRecords']] as const;

/** What is contradictory in one stage, its `alongside` apart. */
export function checkStage(stage: Partial<Stage>, path: string): Problem[] {
  return SIDES.flatMap(([largestName, allName]) => {
    const message = sideMessage(stage[largestName], stage[allName], stage.partitions);
    return message ? [problem('SZ1007', `${path}.${largestName}`, message)] : [];
  });
}

function sideMessage(largest: number | undefined, all: number | undefined, partitions: number | undefined): string | undefined {
  if (largest === undefined || all === undefined) return undefined;
  if (largest > all) return `got ${largest}, more than all records (${all})`;
  if (partitions === undefined || largest * partitions >= all) return undefined;
  return `got ${largest}; ${partitions} partitions of at most that many are less than all records (${all})`;
}
