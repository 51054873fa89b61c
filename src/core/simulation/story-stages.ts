import { LAWS } from '../catalog/laws';
import { bytesSteps, operatorSteps, OperatorWork, shuffleWriterSteps } from '../memory/operator-task';
import { OperatorMemory, shuffleWriterMemory } from '../memory/operators';
import { largestRecordsOf, NO_SKEW, operatorMemory, otherLargestRecordsOf, rowBytesOf, stageNeedBytes } from '../memory/stage-need';
import { Steps, TaskMemory } from '../memory/task-memory';
import { TaskNeed } from '../planning/memory-fit';
import { Stage } from '../workload/stage';

/** A stage to play: what its largest task needs, and does. */
export interface StageWork {
  readonly name: string;
  readonly side: 'read' | 'write';
  readonly records: number | null;
  readonly needBytes: number;
  readonly steps: (memory: TaskMemory) => Steps;
}

/** The stages of a demand, in their order; above 200 partitions the map tasks that write for them come first. */
export function stageWorks(need: TaskNeed, partitions: number, pageBytes: number): StageWork[] {
  const { stages } = need.demand;
  if (stages.length === 0) return [...expandedWriter(need, partitions, pageBytes), expandedReader(need, partitions, pageBytes)];
  return stages.flatMap(stage => [...writerOf(stage, need, partitions, pageBytes), readerOf(stage, need, partitions, pageBytes)]);
}

function readerOf(stage: Stage, { demand }: TaskNeed, partitions: number, pageBytes: number): StageWork {
  const works = allOf(stage).map((one): OperatorWork => ({
    stage: one,
    records: largestRecordsOf(one, demand.skew, partitions),
    otherRecords: otherLargestRecordsOf(one, demand.skew, partitions),
    pageBytes,
  }));
  return {
    name: works.map(work => work.stage.operator).join(' + '),
    side: 'read',
    records: works[0].records,
    needBytes: stageNeedBytes(stage, demand.skew, partitions, pageBytes),
    steps: memory => together(lastToGrow(works), memory),
  };
}

/** An operator and those of the same task. */
function allOf(stage: Stage): Stage[] {
  return [stage, ...stage.alongside.flatMap(allOf)];
}

/** In which order operators of one task are full is not known: the one that gives most back after its peak grows last. */
function lastToGrow(works: readonly OperatorWork[]): OperatorWork[] {
  const growth = (work: OperatorWork) => peakAndEnd(work).peakBytes - peakAndEnd(work).endBytes;
  return [...works].sort((a, b) => growth(a) - growth(b));
}

/** Operators of one task: while one is full the next one grows. Of two aggregates that share a table this is a bound: the second takes pages over. */
function* together([first, ...others]: readonly OperatorWork[], memory: TaskMemory): Steps {
  const whenFull = others.length ? () => together(others, memory) : undefined;
  yield* operatorSteps({ ...first, whenFull }, memory);
}

function peakAndEnd({ stage, records, otherRecords, pageBytes }: OperatorWork): OperatorMemory {
  return operatorMemory({ ...stage, largestRecords: records, otherLargestRecords: otherRecords }, NO_SKEW, 1, pageBytes);
}

/** Up to 200 partitions map tasks write one file a partition, with no execution memory. */
function writerOf(stage: Stage, { demand }: TaskNeed, partitions: number, pageBytes: number): StageWork[] {
  if ((stage.partitions ?? partitions) <= LAWS.bypassMergePartitions.value || stage.records === undefined) return [];
  const rows = { records: Math.ceil(stage.records / demand.splits), rowBytes: Math.max(1, rowBytesOf(stage)) };
  return [{
    name: `map output of the ${stage.operator}`,
    side: 'write',
    records: rows.records,
    needBytes: shuffleWriterMemory(rows.records, rows.rowBytes, pageBytes).peakBytes,
    steps: memory => shuffleWriterSteps(rows, pageBytes, memory),
  }];
}

/** Without stages: the bytes of the largest partition in memory, and one page. */
function expandedReader(need: TaskNeed, partitions: number, pageBytes: number): StageWork {
  return expanded('largest partition of the largest shuffle', 'read', need.reduceBytes(partitions, pageBytes), pageBytes);
}

function expandedWriter(need: TaskNeed, partitions: number, pageBytes: number): StageWork[] {
  if (partitions <= LAWS.bypassMergePartitions.value) return [];
  return [expanded('map output of the largest shuffle', 'write', need.mapBytes(pageBytes), pageBytes)];
}

function expanded(name: string, side: StageWork['side'], needBytes: number, pageBytes: number): StageWork {
  return { name, side, records: null, needBytes, steps: memory => bytesSteps(needBytes, pageBytes, memory) };
}
