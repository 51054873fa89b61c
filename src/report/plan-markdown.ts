import { escaped, table, titled } from './markdown';
import { planFigures, planHeadline, planTitle, planWorkers } from './plan-facts';
import { planRegions } from './plan-regions';
import { mib, percent } from './text-style';
import { AnyPlan } from '../core/planning/ec2-plan';
import { formatUsd } from '../core/workload/quantities';

/** A plan as GitHub's Markdown: the facts of the text report, in its order. */
export function planMarkdown(plan: AnyPlan): string {
  const { containerMiB } = plan.executor;
  const blocks = [
    `# ${escaped(planTitle(plan))}`,
    planHeadline(plan),
    plan.comparison ? escaped(`${plan.comparison.line}.`) : '',
    titled('Plan', table(['', 'executor', 'driver'], planWorkers(plan).slice(1))),
    table(['', ''], planFigures(plan)),
    titled(`One executor's memory: ${mib(containerMiB)}`, table(['region', 'MiB', 'share', 'holds'],
      planRegions(plan).filter(region => region.mib > 0)
        .map(region => [region.name, mib(region.mib), percent(region.mib / containerMiB), region.meaning]))),
    titled('Why', table(['quantity', 'value', 'binds', 'because'], plan.reasons.map(one => [one.quantity, one.value, one.binds, one.because]))),
    titled('Assumed', table(['field', 'value', 'because'], plan.assumptions.map(one => [one.field, one.value, one.because]))),
    titled('Runners-up', table(['plan', 'cost', 'lost because'], plan.runnersUp.map(one => [one.summary, formatUsd(one.usd), one.lostBecause]))),
    titled('Settings', ['```', ...Object.entries(plan.sparkDefaults).map(([key, value]) => `${key} ${value}`), '```'].join('\n')),
    titled('Warnings', plan.warnings.map(({ id, message }) => `- **${id}** ${escaped(message)}`).join('\n')),
  ];
  return blocks.filter(Boolean).join('\n\n') + '\n';
}
