import { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { SizeForm } from './size-form';
import { SizePlan } from './size-plan';
import { Values } from '../model/size-fields';
import { ProblemList } from '../parts/problems';
import { useAnswer } from '../use-answer';
import { AnyPlan } from '../../src/core/planning/ec2-plan';
import { planHeadline } from '../../src/report/plan-facts';

/** A workload to its plan, live. While fields hold something wrong the last plan stays, marked as such. */
export function SizeView({ values, onChange }: { readonly values: Values; readonly onChange: (values: Values) => void }): VNode {
  const { answer, busy, failure } = useAnswer('size', { values });
  const last = useRef<{ plan: AnyPlan; values: Values }>();
  useEffect(() => {
    if (answer?.ok) last.current = { plan: answer.value, values };
  }, [answer]);
  const shown = answer?.ok ? { plan: answer.value, values } : last.current;
  const problems = answer && !answer.ok ? answer.problems : [];
  return (
    <div class="columns">
      <SizeForm values={values} problems={answer?.ok ? answer.warnings : problems} onChange={onChange} />
      <section class="result" aria-label="The plan" aria-busy={busy}>
        <p class="unseen" role="status">{answer?.ok && !busy ? planHeadline(answer.value) : ''}</p>
        {failure && <p class="alert" role="alert">The page itself failed: {failure}</p>}
        {problems.length > 0 && <ProblemList title="No plan can be made of this" problems={problems} form="size" />}
        {shown && <div class={problems.length ? 'stale' : undefined}>{problems.length > 0 && <p class="note">Below is the last plan that there was.</p>}<SizePlan {...shown} /></div>}
        {!shown && !problems.length && !failure && <p>Planning …</p>}
      </section>
    </div>
  );
}
