import { VNode } from 'preact';
import { Values } from '../model/size-fields';
import { codeOf, memoryWords, tilesOf } from '../model/size-words';
import { CodeTabs } from '../parts/code';
import { Drawing, Table } from '../parts/html';
import { AnyPlan } from '../../src/core/planning/ec2-plan';
import { formatDuration, formatUsd } from '../../src/core/workload/quantities';
import { planEscalation, planFigures, planHeadline, planTitle, planWorkers } from '../../src/report/plan-facts';
import { planPictures } from '../../src/report/svg/plan-pictures';

/** A plan, the most important first: what it is, where the memory goes, why, and what to copy. */
export function SizePlan({ plan, values }: { readonly plan: AnyPlan; readonly values: Values }): VNode {
  const [memory, packing, ...front] = planPictures(plan).map(({ key }, index) => <Drawing key={key} name="size" draw={width => planPictures(plan, width)[index]} />);
  return (
    <>
      <h2>{planTitle(plan)}</h2>
      <p class="lead" id="headline">{planHeadline(plan)}</p>
      {plan.comparison && <p>{plan.comparison.line}.</p>}
      <dl class="tiles">{tilesOf(plan).map(({ label, value, more }) => <div key={label}><dt>{label}</dt><dd><strong>{value}</strong> <span>{more}</span></dd></div>)}</dl>
      <Warnings plan={plan} />
      <h3>Where the memory of one executor goes</h3>
      {memory}
      <ol class="words">{memoryWords(plan).map(sentence => <li key={sentence}>{sentence}</li>)}</ol>
      <h3>Copy it</h3>
      <CodeTabs name="code" texts={codeOf(values, plan)} />
      <h3>Why these sizes</h3>
      <Table head={['quantity', 'value', 'binds', 'because']} rows={plan.reasons.map(one => [one.quantity, one.value, one.binds, one.because])} stacked />
      <h3>What lies where</h3>
      {packing}
      <PlanTables plan={plan} />
      <RunnersUp plan={plan}>{front}</RunnersUp>
    </>
  );
}

function Warnings({ plan: { warnings } }: { readonly plan: AnyPlan }): VNode | null {
  if (!warnings.length) return null;
  return <div class="warnings"><h3>Mind</h3><ul>{warnings.map(({ id, message }) => <li key={id + message}><strong>{id}</strong> {message}</li>)}</ul></div>;
}

function PlanTables({ plan }: { readonly plan: AnyPlan }): VNode {
  const [head, ...rows] = planWorkers(plan);
  const escalation = planEscalation(plan);
  return (
    <>
      <Table head={head} rows={rows} />
      <Table rows={planFigures(plan)} />
      <h3>What was assumed</h3>
      <p>Nobody stated these; state them to make the plan yours.</p>
      <Table head={['field', 'value', 'because']} rows={plan.assumptions.map(one => [one.field, one.value, one.because])} stacked />
      {escalation.length > 0 && <><h3>After an out-of-memory exit</h3><Table rows={escalation} stacked /></>}
    </>
  );
}

function RunnersUp({ plan: { runnersUp }, children }: { readonly plan: AnyPlan; readonly children: VNode[] }): VNode | null {
  if (!runnersUp.length) return null;
  const rows = runnersUp.map(({ summary, usd, seconds, lostBecause }) => [summary, formatUsd(usd), seconds === undefined ? '' : formatDuration(seconds), lostBecause]);
  return <><h3>What else there was</h3>{children}<Table head={['plan', 'cost', 'run time', 'lost because']} rows={rows} stacked /></>;
}
