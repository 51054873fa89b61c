import { memoryBar } from './memory-bar';
import { planEscalation, planFigures, planHeadline, planTitle, planWorkers } from './plan-facts';
import { planRegions } from './plan-regions';
import { section, table } from './table';
import { Style, TextOptions, mib, styleOf, wrap } from './text-style';
import { AnyPlan } from '../core/planning/ec2-plan';
import { formatUsd } from '../core/workload/quantities';

/** What a plan's report leaves out. */
export interface PlanTextOptions extends TextOptions {
  /** Off where the warnings are printed elsewhere. On where left out. */
  readonly warnings?: boolean;
}

/** A plan as text: what it is, one executor's memory, and why. */
export function planText(plan: AnyPlan, options: PlanTextOptions = {}): string {
  const style = styleOf(options);
  const lines = [
    ...header(plan, style),
    ...section('Plan', [...table(planWorkers(plan), [{ ink: 'dim' }, {}, {}], style), '', ...table(planFigures(plan), [{ ink: 'dim' }, {}], style)], style),
    ...section(memoryTitle(plan), ['', ...memoryBar(planRegions(plan), style)], style),
    ...section('Why', reasons(plan, style), style),
    ...section('Assumed', table(plan.assumptions.map(({ field, value, because }) => [field, value, because]), THREE, style), style),
    ...section('Runners-up', runnersUp(plan, style), style),
    ...section('After an out-of-memory exit', table(planEscalation(plan), THREE, style), style),
    ...section('Settings', table(Object.entries(plan.sparkDefaults), [{ ink: 'dim' }, {}], style), style),
    ...options.warnings === false ? [] : section('Warnings', table(plan.warnings.map(({ id, message }) => [id, message]), [{ ink: 'yellow' }, {}], style), style),
  ];
  return lines.join('\n') + '\n';
}

const THREE = [{}, {}, { ink: 'dim' }] as const;

function header(plan: AnyPlan, style: Style): string[] {
  const { name = 'A job' } = plan;
  const title = style.paint(name, 'bold') + planTitle(plan).slice(name.length);
  const said = [planHeadline(plan), ...plan.comparison ? [`${plan.comparison.line}.`] : []];
  return [title, '', ...said.flatMap(text => wrap(text, style.width - 2)).map(line => `  ${line}`)];
}

function memoryTitle({ executor }: AnyPlan): string {
  return `One executor's memory: ${mib(executor.containerMiB)}`;
}

/** What, how much and what binds on a line of their own; the sentence below it. */
function reasons(plan: AnyPlan, style: Style): string[] {
  const heads = table(plan.reasons.map(({ quantity, value, binds }) => [quantity, value, binds]), [{}, {}, { ink: 'cyan' }], style);
  return plan.reasons.flatMap(({ because }, index) => [
    heads[index], ...wrap(because, style.width - 6).filter(Boolean).map(line => `      ${style.paint(line, 'dim')}`),
  ]);
}

function runnersUp(plan: AnyPlan, style: Style): string[] {
  return table(plan.runnersUp.map(({ summary, usd, lostBecause }) => [summary, formatUsd(usd), lostBecause]), [{}, { align: 'right' }, { ink: 'dim' }], style);
}
