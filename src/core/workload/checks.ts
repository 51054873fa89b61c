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
    broken: w => w.cacheBytes > 0 && !STORAGE_LEVELS[w.storageLevel].memory,
    message: w => `got ${w.storageLevel}, which keeps nothing in memory, with cache ${formatSize(w.cacheBytes)} in memory; leave cache out`,
  },
];

/** What is contradictory in a workload whose fields are each in range. */
export function checkWorkload(workload: Workload): Problem[] {
  const broken = CHECKS.filter(check => check.broken(workload)).map(check => problem('SZ1007', check.field, check.message(workload)));
  return [...broken, ...workload.stages.flatMap((stage, index) => checkStage(stage, `stages[${index}]`))];
}

function checkStage(stage: Stage, path: string): Problem[] {
  const own = stage.records !== undefined && stage.largestRecords !== undefined && stage.largestRecords > stage.records
    ? [problem('SZ1007', `${path}.largestRecords`, `got ${stage.largestRecords}, more than all records (${stage.records})`)] : [];
  return [...own, ...stage.alongside.flatMap((other, index) => checkStage(other, `${path}.alongside[${index}]`))];
}
