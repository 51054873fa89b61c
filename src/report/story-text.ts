import { storyLines } from './story-lines';
import { section, table } from './table';
import { Ink, Style, TextOptions, bytesMiB, counted, mib, styleOf } from './text-style';
import { StoryStage, Verdict, VERDICTS } from '../core/simulation/story';
import { WorkloadStory } from '../core/simulation/workload-story';

/** Lines of what happens, over all stages that are told: the rest is in the document. */
const MOST_EVENT_LINES = 10;
/** Stages that are told; of the others only how they end is said. */
const MOST_TOLD_STAGES = 2;

/** What happens to one executor under a workload, as people read it. */
export function storyText(story: WorkloadStory, options: TextOptions = {}): string {
  const style = styleOf(options);
  const told = toldStages(story.stages);
  return [
    `${style.paint(`It ${VERDICT_WORDS[story.verdict]}`, VERDICT_INKS[story.verdict])}: ${sentence(story)}.`,
    '',
    ...table(figures(story), [{ ink: 'dim' }, {}], style),
    ...told.flatMap(stage => section(
      stageTitle(stage, story), table(storyLines(story.events, stage.stage, Math.floor(MOST_EVENT_LINES / told.length)), [{}, {}], style), style)),
    ...section('Stages not told', untold(story.stages.filter(stage => !told.includes(stage)), style), style),
    ...section('What else', table(story.notes.map(note => ['-', note]), [{}, {}], style), style),
  ].join('\n') + '\n';
}

/** All where they are few, else the worst, in their order. */
function toldStages(stages: readonly StoryStage[]): readonly StoryStage[] {
  const worstFirst = [...stages].sort((a, b) => VERDICTS.indexOf(b.verdict) - VERDICTS.indexOf(a.verdict) || a.stage - b.stage);
  return worstFirst.slice(0, MOST_TOLD_STAGES).sort((a, b) => a.stage - b.stage);
}

function untold(stages: readonly StoryStage[], style: Style): string[] {
  const alike = VERDICTS.map(verdict => stages.filter(stage => stage.verdict === verdict)).filter(some => some.length);
  return table(alike.map(some => [VERDICT_WORDS[some[0].verdict], `${some.map(({ stage, name }) => `${stage} (${name})`).join(', ')}`]), [{}, {}], style);
}

const VERDICT_WORDS: Readonly<Record<Verdict, string>> = { clean: 'runs clean', evicts: 'evicts', spills: 'spills', dies: 'dies' };
const VERDICT_INKS: Readonly<Record<Verdict, Ink>> = { clean: 'green', evicts: 'yellow', spills: 'yellow', dies: 'red' };

function sentence(story: WorkloadStory): string {
  const { failedTasks, spilledBytes } = story;
  const parts = [
    failedTasks > 0 ? `${counted(failedTasks, 'task')} of ${story.stages.length * story.executor.slots} failed` : '',
    spilledBytes > 0 ? `tasks spill ${bytesMiB(spilledBytes)} of memory to disk` : '',
    evictedText(story),
  ].filter(Boolean);
  return parts.join(', ') || 'nothing spills, fails or is evicted';
}

function evictedText({ evictedBytes, lostBytes }: WorkloadStory): string {
  if (evictedBytes === 0) return '';
  if (lostBytes === 0) return `${bytesMiB(evictedBytes)} of stored blocks go to disk`;
  return `${bytesMiB(lostBytes)} of cache lost${evictedBytes > lostBytes ? `, ${bytesMiB(evictedBytes - lostBytes)} of blocks to disk` : ''}`;
}

function figures({ executor, stored, neededHeapMiB, partitions }: WorkloadStory): string[][] {
  const blocks = [
    stored.cacheBytes ? `${bytesMiB(stored.cacheBytes)} of cache` : '', stored.broadcastBytes ? `${bytesMiB(stored.broadcastBytes)} of broadcasts` : '',
    `${bytesMiB(stored.taskBinariesBytes)} of task binaries`,
  ].filter(Boolean);
  return [
    ['tasks', `${executor.slots} at once, of ${counted(partitions, 'partition')}; pages of ${bytesMiB(executor.pageBytes)}`],
    ['memory', executor.offHeapBytes ? `${bytesMiB(executor.offHeapBytes)} off-heap for tasks, ${bytesMiB(executor.poolBytes)} on the heap for blocks`
      : `${bytesMiB(executor.poolBytes)} for storage and tasks, of which storage is sure of ${bytesMiB(executor.storageRegionBytes)}`],
    ['stored', blocks.join(', ')],
    ['a task', `is sure of ${bytesMiB(executor.taskBytes)}`],
    ['least heap', neededHeapMiB === null ? 'none is enough' : `${mib(neededHeapMiB)}, at which no task spills or fails and nothing is lost`],
  ];
}

function stageTitle({ stage, name, records, needBytes }: StoryStage, { stages }: WorkloadStory): string {
  const size = records === null ? '' : ` of ${counted(records, 'record')}`;
  return `${stages.length > 1 ? `Stage ${stage}: ` : ''}${name}${size}, a task needs ${bytesMiB(needBytes)}`;
}
