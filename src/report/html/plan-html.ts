import { figure, htmlPage, htmlTable, paragraph, preformatted, titled } from './page';
import { AnyPlan } from '../../core/planning/ec2-plan';
import { simulatePlan } from '../../core/simulation/application';
import { formatDuration, formatUsd } from '../../core/workload/quantities';
import { planEscalation, planFigures, planHeadline, planTitle, planWorkers } from '../plan-facts';
import { capacityPicture } from '../svg/capacity-picture';
import { planPictures } from '../svg/plan-pictures';
import { element, escaped } from '../svg/xml';

/** A plan as one HTML file: the facts of the text report in its order, with pictures. */
export function planHtml(plan: AnyPlan): string {
  const pictures = planPictures(plan).map((_, index) => figure(width => planPictures(plan, width)[index]));
  const [memory, packing, ...front] = pictures;
  return htmlPage(planTitle(plan), [
    element('h1', {}, escaped(planTitle(plan))),
    paragraph(planHeadline(plan), 'lead'),
    paragraph(plan.comparison ? `${plan.comparison.line}.` : ''),
    warnings(plan),
    memory,
    titled('Plan', htmlTable(planWorkers(plan)[0], planWorkers(plan).slice(1)), htmlTable([], planFigures(plan))),
    packing,
    capacityOverTime(plan),
    titled('Why', htmlTable(['quantity', 'value', 'binds', 'because'], plan.reasons.map(one => [one.quantity, one.value, one.binds, one.because]), 'stacked')),
    titled('Assumed', htmlTable(['field', 'value', 'because'], plan.assumptions.map(one => [one.field, one.value, one.because]), 'stacked')),
    titled('Runners-up', ...front, runnersUp(plan)),
    titled('After an out-of-memory exit', htmlTable([], planEscalation(plan), 'stacked')),
    titled('Settings', preformatted(Object.entries(plan.sparkDefaults).map(([key, value]) => `${key} ${value}`).join('\n'))),
  ]);
}

/** Of all runs that may run at the same time; a cluster holds the same nodes from its start on. */
function capacityOverTime(plan: AnyPlan): string {
  const played = plan.platform === 'serverless' ? simulatePlan(plan) : undefined;
  const timeline = played?.ok ? played.value.timeline : null;
  return timeline ? figure(width => capacityPicture(timeline, width)) : '';
}

function warnings(plan: AnyPlan): string {
  if (!plan.warnings.length) return '';
  const items = plan.warnings.map(({ id, message }) => element('li', {}, element('strong', {}, escaped(id)), ` ${escaped(message)}`));
  return titled('Warnings', element('ul', { class: 'warn' }, ...items));
}

function runnersUp({ runnersUp: all }: AnyPlan): string {
  const rows = all.map(({ summary, usd, seconds, lostBecause }) => [summary, formatUsd(usd), seconds === undefined ? '' : formatDuration(seconds), lostBecause]);
  return htmlTable(['plan', 'cost', 'run time', 'lost because'], rows, 'stacked');
}
