import { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import { SizeForm } from './size-form';
import { SizePlan } from './size-plan';
import { AnyPlan } from '../../src/core/planning/ec2-plan';
import { Problem } from '../../src/core/problems/problem';
import { formatDuration, formatUsd } from '../../src/core/workload/quantities';
import { planHeadline } from '../../src/report/plan-facts';
import { counted } from '../../src/report/text-style';
import { Values } from '../model/size-fields';
import { ProblemList } from '../parts/problems';
import { useAnswer } from '../use-answer';

/** A plan with the values that it was made from. */
interface Shown {
  readonly plan: AnyPlan;
  readonly values: Values;
}

/** A question and what is known of it. */
interface Planned {
  readonly shown?: Shown;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly busy: boolean;
  readonly failure?: string;
}

/** What there is to show of a question: the plan, or what stands in its way and the last plan that there was. */
function usePlan(values: Values): Planned {
  const { answer, asked, busy, failure } = useAnswer('size', { values });
  const last = useRef<Shown>();
  if (answer?.ok) last.current = { plan: answer.value, values: asked!.values };
  const problems = answer && !answer.ok ? answer.problems : [];
  return { shown: last.current, problems, warnings: answer?.ok ? answer.warnings : [], busy, failure };
}

/** A workload to its plan, live. While fields hold something wrong the last plan stays, marked as such. */
export function SizeView({ values, onChange }: { readonly values: Values; readonly onChange: (values: Values) => void }): VNode {
  const { shown, problems, warnings, busy, failure } = usePlan(values);
  const isPlanned = shown !== undefined && problems.length === 0;
  return (
    <div class="columns">
      <SizeForm values={values} problems={[...problems, ...warnings]} assumptions={shown?.plan.assumptions ?? []} onChange={onChange} />
      <section class="result" id="plan" aria-label="The plan" aria-busy={busy} tabIndex={-1}>
        <p class="unseen" role="status">{isPlanned && !busy ? planHeadline(shown.plan) : ''}</p>
        {failure && <p class="alert" role="alert">The page itself failed: {failure}</p>}
        <Result shown={shown} problems={problems} />
      </section>
      {shown && <Jump text={isPlanned ? shortLine(shown.plan) : 'No plan: see why'} />}
    </div>
  );
}

function Result({ shown, problems }: { readonly shown?: Shown; readonly problems: readonly Problem[] }): VNode {
  if (!problems.length) return shown ? <SizePlan {...shown} /> : <p>Planning …</p>;
  return (
    <>
      <ProblemList title="No plan can be made of this" problems={problems} form="size" />
      {shown && <div class="stale"><p class="note">Below is the last plan that there was.</p><SizePlan {...shown} /></div>}
    </>
  );
}

/** On a telephone the form hides the plan: what it comes to stays in sight, and a tap leads there. */
function Jump({ text }: { readonly text: string }): VNode {
  const go = () => {
    const plan = document.getElementById('plan')!;
    plan.scrollIntoView();
    plan.focus({ preventScroll: true });
  };
  return <button type="button" class="jump" onClick={go}>{text} <span aria-hidden="true">↓</span></button>;
}

function shortLine({ executors, runTime, cost }: AnyPlan): string {
  return `${counted(executors.maximum, 'executor')}, ${formatDuration(runTime.seconds)}, ${formatUsd(cost.usd)}`;
}
