import { Measuring } from './measured';
import { MERGED, SPLIT } from './partitions';
import { stageNeedBytes, NO_SKEW } from '../../core/memory/stage-need';
import { MIB } from '../../core/units';
import { Stage } from '../../core/workload/stage';
import { StageAttempt } from '../facts/stage-attempt';
import { StageDemand } from '../sql/executions';
import { OperatorDemand } from '../sql/operator-stages';
import { ShuffleRead } from '../sql/shuffle-reads';

/** A stage whose need the log tells, and how many tasks it ran in. */
export interface MeasuredStage {
  readonly stageId: number;
  /** As it is stated for the next run. */
  readonly stage: Stage;
  /** As it ran: with the records of its fullest task. */
  readonly ran: Stage;
  readonly tasks: number;
  readonly read?: ShuffleRead;
  /** Its operators as the log tells of them, the stage's own first. */
  readonly operators: readonly OperatorDemand[];
}

interface Candidate extends MeasuredStage {
  /** Of its fullest task as it ran, and of all its rows in one. */
  readonly taskBytes: number;
  readonly totalBytes: number;
}

/** Needs are compared with one another at this page. */
const PAGE_BYTES = MIB;
/** Stages that one of these takes more than need not be stated: by what a task took, and by what all rows would take in one. */
const KEPT_EACH = 4;
/** Below this the fullest partition says nothing about keys. */
const EVEN_SKEW = 1.5;

/** The stages that need execution memory, where the plans of queries and the rows of tasks tell it; what cannot be told is a bound. */
export function measureStages(demands: readonly StageDemand[], attempts: readonly StageAttempt[], into: Measuring): MeasuredStage[] {
  const byId = new Map(attempts.map(attempt => [attempt.stageId, attempt]));
  const candidates = demands.flatMap(demand => {
    const attempt = byId.get(demand.stageId);
    return attempt && demand.operators.length ? variantsOf(demand).map(one => candidate(one, attempt)) : [];
  });
  const unexplained = unexplainedStages(demands, attempts);
  for (const { attempt, because } of unexplained.slice(0, KEPT_EACH)) into.bound(peakBound(attempt, because));
  const most = candidates.reduce((bytes, { taskBytes }) => Math.max(bytes, taskBytes), 0);
  const kept = keptOf(candidates);
  if (kept.length === 0) return [];
  if (unexplained.some(({ leastBytes }) => leastBytes > most)) {
    into.bound({ field: 'stages', because: `${kept.length} of the stages are known, and one that is not took more: the workload is planned by its shuffles` });
    return [];
  }
  into.value('stages', kept.map(({ stage }) => document(stage)), `plans of queries and rows of tasks: stages ${kept.map(({ stageId }) => stageId).join(', ')}`);
  kept.forEach((one, index) => {
    const { stage, operators } = one;
    boundGroups(stage, index, into);
    boundRecords(one, `stages[${index}]`, into);
    operators.forEach((operator, k) => boundWidths(operator, k === 0 ? `stages[${index}]` : `stages[${index}].alongside[${k - 1}]`, into));
  });
  return kept;
}

/** Widths that the log only bounds are planned with the most that they may be. */
function boundWidths({ stage, keysAtMost, rowsAtMost, standsFor }: OperatorDemand, path: string, into: Measuring): void {
  const ofKeys = 'the width of keys is not in the log: no more than that of the rows, and planned with that';
  const ofRows = 'the width of rows is not in the log: no more than the memory that held each, and planned with that';
  if (standsFor !== undefined) into.bound({ field: path, because: `stands for ${standsFor}` });
  if (keysAtMost) into.bound({ field: `${path}.keyBytes`, atMost: stage.keyBytes, because: ofKeys });
  if (rowsAtMost) into.bound({ field: `${path}.${stage.rowBytes === undefined ? 'valueBytes' : 'rowBytes'}`, atMost: stage.rowBytes ?? stage.valueBytes, because: ofRows });
}

/** How the rows of a window fall into groups is not in the log: no group is larger than the fullest task, and that is what is planned with. */
function boundGroups(stage: Stage, index: number, into: Measuring): void {
  if (![stage, ...stage.alongside].some(({ operator }) => operator === 'window')) return;
  into.bound({ field: `stages[${index}].groupRecords`, atMost: stage.groupRecords, because: 'how rows fall into groups is not in the log; planned with that' });
}

/** Records of partitions that adaptive execution changed. */
function boundRecords({ stage, operators: [operator], read, tasks }: MeasuredStage, path: string, into: Measuring): void {
  if (!operator.isBehindShuffle || read?.change === undefined) return;
  const { change, partitions } = read;
  const { records, largestRecords } = operator;
  if (change === 'merged' && stage.records !== undefined) {
    const atMost = partitions === undefined ? {} : { atMost: skewIn(operator, Math.max(partitions, tasks)) };
    into.bound({ field: `${path}.skew`, ...atMost, because: MERGED });
  } else if (change === 'split' || change === 'merged and split') {
    into.bound({ field: `${path}.largestRecords`, atLeast: largestRecords, atMost: records, because: `${SPLIT}; planned with what they took as they were` });
  }
}

interface Unexplained {
  readonly attempt: StageAttempt;
  readonly because: string;
  /** What it took at the least; infinite where that leaves no trace. */
  readonly leastBytes: number;
}

/** Stages that took execution memory, and of which no plan tells how much they need; those that took most first. */
function unexplainedStages(demands: readonly StageDemand[], attempts: readonly StageAttempt[]): Unexplained[] {
  const known = new Map<number, StageDemand[]>();
  for (const demand of demands) known.set(demand.stageId, [...known.get(demand.stageId) ?? [], demand]);
  const found = attempts.flatMap((attempt): Unexplained[] => {
    const own = known.get(attempt.stageId);
    const because = own === undefined ? 'no plan of a query tells its operators' : own.flatMap(({ unknown }) => unknown)[0];
    const leastBytes = own?.some(({ isHidden }) => isHidden) ? Infinity : shownNeed(attempt);
    return because === undefined || leastBytes === 0 ? [] : [{ attempt, because, leastBytes }];
  });
  return found.sort((a, b) => b.leastBytes - a.leastBytes);
}

/** What the fullest task held and spilled. */
function shownNeed({ peakExecutionBytes = 0, figures }: StageAttempt): number {
  return peakExecutionBytes + figures.most('memoryBytesSpilled');
}

function peakBound(attempt: StageAttempt, because: string): { field: string; atLeast: string; because: string } {
  return { field: `stage ${attempt.stageId}: execution memory of a task`, atLeast: `${attempt.peakExecutionBytes ?? 0}B`, because };
}

/** A stage as it is taken to be, and as it may be instead. */
function variantsOf(demand: StageDemand): StageDemand[] {
  if (demand.operators.every(one => one.or === undefined)) return [demand];
  return [demand, { ...demand, operators: demand.operators.map(one => one.or === undefined ? one : { ...one, stage: one.or }) }];
}

function candidate({ stageId, operators, read }: StageDemand, attempt: StageAttempt): Candidate {
  const { tasks } = attempt;
  const ran = together(operators.map(asRan));
  const stage = together(operators.map(one => stageOf(one, read, tasks)));
  const taskBytes = stageNeedBytes(ran, NO_SKEW, 1, PAGE_BYTES);
  const totalBytes = stageNeedBytes(together(operators.map(asWhole)), NO_SKEW, 1, PAGE_BYTES);
  return { stageId, stage, ran, tasks, read, operators, taskBytes, totalBytes };
}

function together([first, ...alongside]: readonly Stage[]): Stage {
  return { ...first, alongside };
}

/** Behind a shuffle rows fall into as many partitions as the plan makes; elsewhere a task has what its split gives it. */
function stageOf(demand: OperatorDemand, read: ShuffleRead | undefined, tasks: number): Stage {
  const { stage, records, otherRecords } = demand;
  const isMerged = read?.change === 'merged';
  const skew = skewIn(demand, isMerged ? tasks : read?.partitions ?? tasks);
  if (!isByPartitions(demand, read) || skew > EVEN_SKEW) return asRan(demand);
  const other = otherRecords === undefined ? {} : { otherRecords };
  return { ...stage, records, ...other, ...isMerged ? {} : { skew }, ...groupOf(demand), alongside: [] };
}

/** Whether tasks took whole partitions, one or several. */
function isByPartitions({ isBehindShuffle }: OperatorDemand, read: ShuffleRead | undefined): boolean {
  return isBehindShuffle && (read?.change === undefined || read.change === 'merged');
}

function asRan(demand: OperatorDemand): Stage {
  const { stage, largestRecords, otherLargestRecords } = demand;
  const other = otherLargestRecords === undefined ? {} : { otherLargestRecords };
  return { ...stage, largestRecords, ...other, ...groupOf(demand), alongside: [] };
}

/** No group of a window is larger than the fullest task. */
function groupOf({ stage, largestRecords }: OperatorDemand): Pick<Stage, 'groupRecords'> {
  return stage.operator === 'window' ? { groupRecords: largestRecords } : {};
}

/** Of both sides of a join the larger one. */
function skewIn({ records, largestRecords, otherRecords, otherLargestRecords }: OperatorDemand, partitions: number): number {
  return Math.max(skewOf(records, largestRecords, partitions), skewOf(otherRecords ?? 0, otherLargestRecords ?? 0, partitions));
}

function skewOf(records: number, largest: number, partitions: number): number {
  return records > 0 ? Math.max(1, largest / (records / partitions)) : 1;
}

function asWhole({ stage, records, otherRecords }: OperatorDemand): Stage {
  return { ...stage, largestRecords: records, ...otherRecords === undefined ? {} : { otherLargestRecords: otherRecords }, alongside: [] };
}

/** Those that take most, by one task and by all rows, each form once. */
function keptOf(candidates: readonly Candidate[]): Candidate[] {
  const most = (valueOf: (one: Candidate) => number) => [...candidates].sort((a, b) => valueOf(b) - valueOf(a)).slice(0, KEPT_EACH);
  const kept = new Set([...most(({ taskBytes }) => taskBytes), ...most(({ totalBytes }) => totalBytes)]);
  return [...kept].sort((a, b) => b.taskBytes - a.taskBytes || a.stageId - b.stageId);
}

/** As the workload file has it. */
function document({ alongside, ...stage }: Stage): Record<string, unknown> {
  return { ...stage, ...alongside.length ? { alongside: alongside.map(document) } : {} };
}
