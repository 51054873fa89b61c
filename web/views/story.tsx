import { VNode } from 'preact';
import { Values } from '../model/size-fields';
import { ProblemList } from '../parts/problems';
import { useAnswer } from '../use-answer';
import { Verdict } from '../../src/core/simulation/story';
import { storyText } from '../../src/report/story-text';

const LOOKS: Readonly<Record<Verdict, string>> = { clean: 'good', evicts: 'poor', spills: 'poor', dies: 'bad' };

interface StoryProps {
  readonly config: Values;
  readonly size: Values;
  readonly onSize: () => void;
}

/** How the workload of the first view fares in the configuration: whether it spills or dies, and with which words of Spark's. */
export function Story({ config, size, onSize }: StoryProps): VNode {
  const { answer, busy, failure } = useAnswer('story', { config, size });
  return (
    <section aria-label="The workload in it" aria-busy={busy}>
      <h3>What happens to the workload in it</h3>
      {failure && <p class="alert" role="alert">The page itself failed: {failure}</p>}
      {!answer && !failure && <p>Playing it …</p>}
      {answer && !answer.ok && <ProblemList title="It cannot be played" problems={answer.problems} />}
      {answer?.ok && <Told text={storyText(answer.value)} look={LOOKS[answer.value.verdict]} />}
      <p><button type="button" onClick={onSize}>Size this workload instead</button></p>
    </section>
  );
}

/** The verdict first. */
function Told({ text, look }: { readonly text: string; readonly look: string }): VNode {
  const at = text.indexOf('\n\n');
  return (
    <>
      <p class={`verdict ${look}`} role="status">{text.slice(0, at).replace(/\s+/g, ' ')}</p>
      <pre tabIndex={0} aria-label="What happens, step by step">{text.slice(at).trim()}</pre>
    </>
  );
}
