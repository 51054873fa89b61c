import { NOT_THERE, billSentence, changeText, isSame } from './plan-diff-words';
import { section, table } from './table';
import { Style, TextOptions, styleOf, wrap } from './text-style';
import { MovedQuantity, PlanChange, PlanDiff } from '../core/planning/plan-diff';

/** What two plans differ in as text: what it costs, what moved, and why. */
export function planDiffText(diff: PlanDiff, options: TextOptions = {}): string {
  const style = styleOf(options);
  if (isSame(diff)) return 'Both plans are the same.\n';
  return [
    ...wrap(billSentence(diff), style.width),
    ...section('For', changes(diff.circumstances, style), style),
    ...section('What moved, and why', diff.moved.flatMap(one => movedLines(one, style)), style),
    ...section('Assumed', diff.assumptions.flatMap(one => movedLines(one, style, NOT_THERE.assumption)), style),
    ...section('Settings', changes(diff.settings, style), style),
  ].join('\n') + '\n';
}

function changes(all: readonly PlanChange[], style: Style): string[] {
  return table(all.map(one => [one.name, changeText(one)]), [{ ink: 'dim' }, {}], style);
}

/** What moved on one line, why below it. */
function movedLines(one: MovedQuantity, style: Style, none: string = NOT_THERE.value): string[] {
  const why = [one.binds, one.because].filter(Boolean).join(': ');
  return [
    ...wrap(`${one.name}  ${changeText(one, none)}`, style.width - 2).map(line => `  ${line}`),
    ...why ? wrap(why, style.width - 6).map(line => `      ${style.paint(line, 'dim')}`) : [],
  ];
}
