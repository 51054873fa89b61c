import { VNode } from 'preact';
import { Verdict } from '../../src/core/simulation/story';
import { WorkloadStory } from '../../src/core/simulation/workload-story';
import { planHeadline } from '../../src/report/plan-facts';
import { storyText } from '../../src/report/story-text';
import { bytesMiB, counted, mib } from '../../src/report/text-style';
import { Values } from '../model/size-fields';
import { ProblemList } from '../parts/problems';
import { useAnswer } from '../use-answer';

const LOOKS: Readonly<Record<Verdict, string>> = { clean: 'good', evicts: 'poor', spills: 'poor', dies: 'bad' };

interface StoryProps {
  readonly config: Values;
  readonly size: Values;
  readonly onSize: () => void;
}

/** How the workload of the first view fares in the configuration, why, and what its plan does about it. */
export function Story({ config, size, onSize }: StoryProps): VNode {
  const { answer, busy, failure } = useAnswer('story', { config, size });
  return (
    <section aria-label="The workload in it" aria-busy={busy}>
      <h2>What happens to the workload in it</h2>
      {failure && <p class="alert" role="alert">The page itself failed: {failure}</p>}
      {!answer && !failure && <p>Playing it …</p>}
      {answer && !answer.ok && <ProblemList title="It cannot be played" problems={answer.problems} />}
      {answer?.ok && <Told story={answer.value} />}
      <Remedy size={size} onSize={onSize} isClean={answer?.ok === true && answer.value.verdict === 'clean'} />
    </section>
  );
}

/** The verdict first, then why. */
function Told({ story }: { readonly story: WorkloadStory }): VNode {
  const text = storyText(story);
  const at = text.indexOf('\n\n');
  const worst = story.stages.reduce((most, stage) => stage.needBytes > most.needBytes ? stage : most, story.stages[0]);
  const failed = story.events.find(({ kind }) => kind === 'fails');
  return (
    <>
      <p class={`verdict ${LOOKS[story.verdict]}`} role="status">{text.slice(0, at).replace(/\s+/g, ' ')}</p>
      {worst && (
        <p>
          The largest task ({worst.name}) needs {bytesMiB(worst.needBytes)}. {counted(story.executor.slots, 'task')} run at once and share what the executor
          has for them, so that each gets {bytesMiB(story.executor.taskBytes)}.
        </p>
      )}
      {failed?.message && <p>Spark says: <code>{failed.message}</code></p>}
      <details><summary>Step by step</summary><pre tabIndex={0} aria-label="What happens, step by step">{text.slice(at).replace(/^\n+/, '')}</pre></details>
    </>
  );
}

function Remedy({ size, onSize, isClean }: Omit<StoryProps, 'config'> & { readonly isClean: boolean }): VNode {
  const { answer } = useAnswer('size', { values: size });
  return (
    <div class="remedy">
      {answer?.ok && (
        <p>
          <strong>{isClean ? 'The plan for it.' : 'What the plan does about it.'}</strong> {planHeadline(answer.value)} There a task gets {mib(answer.value.perTask.memoryMiB)} and
          needs {mib(answer.value.perTask.demandMiB)}.
        </p>
      )}
      <button type="button" onClick={onSize}>Size this workload</button>
    </div>
  );
}
