import { PlanBill, PlanChange, PlanDiff } from '../core/planning/plan-diff';
import { formatDuration, formatUsd } from '../core/workload/quantities';

/** What a change of plans costs, in the words that every report of it shares. */

const EACH = { run: 'a run', hour: 'an hour' } as const;

/** `$1.60 → $2.10 a run, 31 % more; 36m 7s → 20m 9s.` */
export function billSentence({ bill: { before, after } }: PlanDiff): string {
  return `${costWords(before, after)}; ${movement(formatDuration(before.seconds), formatDuration(after.seconds))}${idleWords(before, after)}.`;
}

function costWords(before: PlanBill, after: PlanBill): string {
  if (before.per !== after.per) return `${formatUsd(before.usd)} ${EACH[before.per]} → ${formatUsd(after.usd)} ${EACH[after.per]}`;
  return `${movement(formatUsd(before.usd), formatUsd(after.usd))} ${EACH[after.per]}${difference(before.usd, after.usd)}`;
}

/** Nothing where it is less than a thousandth. */
function difference(before: number, after: number): string {
  const share = before > 0 ? after / before - 1 : 0;
  if (Math.abs(share) < 0.001) return '';
  const percent = Math.abs(100 * share);
  return `, ${percent.toFixed(percent < 10 ? 1 : 0)} % ${share > 0 ? 'more' : 'less'}`;
}

function idleWords({ idleUsdPerHour: before }: PlanBill, { idleUsdPerHour: after }: PlanBill): string {
  return before === after ? '' : `; while idle ${movement(formatUsd(before), formatUsd(after))} an hour`;
}

/** `a → b`, or what is both. */
export function movement(before: string, after: string): string {
  return before === after ? before : `${before} → ${after}`;
}

/** What stands for a value that is not there. */
export const NOT_THERE = { value: 'left out', assumption: 'not assumed' } as const;

/** A change's two values. */
export function changeText({ before, after }: PlanChange, none: string = NOT_THERE.value): string {
  return `${before ?? none} → ${after ?? none}`;
}

/** Whether nothing that a plan emits or promises has moved. */
export function isSame({ circumstances, moved, assumptions, settings, bill: { before, after } }: PlanDiff): boolean {
  const changed = circumstances.length + moved.length + assumptions.length + settings.length;
  return changed === 0 && before.usd === after.usd && before.seconds === after.seconds && before.idleUsdPerHour === after.idleUsdPerHour;
}
