import { CostGuard } from './cost-guard-options';
import { tokenProblems } from '../api/plain-props';
import { LAWS } from '../core/catalog/laws';
import { AnyPlan } from '../core/planning/ec2-plan';
import { Problem, problem } from '../core/problems/problem';
import { formatUsd } from '../core/workload/quantities';

const HOURS_PER_MONTH = LAWS.hoursPerMonth.value;
const SECONDS_PER_HOUR = 3600;

/** A workload with its plan, and how often it runs. */
export interface GuardedWorkload {
  readonly id: string;
  readonly plan: Pick<AnyPlan, 'cost' | 'runTime'>;
  /** Left out: the guard's own. */
  readonly runsPerMonth?: number;
}

/** What a month costs besides its runs. */
export interface Standing {
  readonly usdPerHour: number;
  /** `month`: it stands all of it, runs or not. `rest`: whenever nothing runs. Else: hours after each run. */
  readonly for: 'month' | 'rest' | number;
}

/** What is wrong with the numbers of a guard. */
export function guardProblems(guard: CostGuard | undefined): Problem[] {
  return numberProblems(Object.entries({ ...guard }).map(([name, value]) => [`costGuard.${name}`, value]));
}

function numberProblems(named: readonly (readonly [string, number | undefined])[]): Problem[] {
  const all = named.filter((entry): entry is [string, number] => entry[1] !== undefined);
  const tokens = tokenProblems(Object.fromEntries(all));
  return tokens.length ? tokens : all.filter(([, value]) => !(value > 0 && value < Infinity)).map(([name, value]) => problem('SZ1004', name, `got ${value}; a number above 0 is expected`));
}

/** SZ3301 for each run that may cost too much, SZ3302 for the month of all of them. By the high ends of the plans. */
export function costProblems(guard: CostGuard | undefined, workloads: readonly GuardedWorkload[], standing: Standing): Problem[] {
  const wrong = numberProblems(workloads.map(({ id, runsPerMonth }) => [`${id}: runsPerMonth`, runsPerMonth]));
  if (!guard || wrong.length) return wrong;
  return [...runProblems(guard, workloads), ...guard.maxMonthUsd === undefined ? [] : monthProblems(guard.maxMonthUsd, guard, workloads, standing)];
}

function runProblems({ maxRunUsd = Infinity }: CostGuard, workloads: readonly GuardedWorkload[]): Problem[] {
  return workloads.filter(({ plan: { cost } }) => cost.highUsd > maxRunUsd).map(({ id, plan: { cost: { highUsd, per } } }) => problem('SZ3301', id,
    `may cost ${formatUsd(highUsd)} ${per === 'run' ? 'a run' : 'an hour'}, ${formatUsd(maxRunUsd)} is allowed (costGuard.maxRunUsd); give it more time, or raise the limit to ${upTo(highUsd)}`));
}

function monthProblems(most: number, guard: CostGuard, workloads: readonly GuardedWorkload[], standing: Standing): Problem[] {
  const runs = standing.for === 'month' ? [] : workloads.map(workload => ({ ...workload, count: countOf(workload, guard) }));
  const uncounted = runs.filter(({ count }) => count === undefined);
  if (uncounted.length) return uncounted.map(({ id }) => problem('SZ1001', `${id}: runsPerMonth`, 'left out, and costGuard.maxMonthUsd asks for a month; such as 30 for a nightly run'));
  const ofRuns = runs.reduce((usd, { count, plan }) => usd + count! * plan.cost.highUsd, 0);
  const ofStanding = standing.usdPerHour * standingHours(standing, runs);
  const usd = ofRuns + ofStanding;
  if (usd <= most) return [];
  const parts = [...runs.map(({ id, count, plan }) => `${id} ${count} × ${formatUsd(plan.cost.highUsd)}`), ...ofStanding > 0 ? [`${formatUsd(ofStanding)} while nothing runs`] : []];
  const sum = standing.for === 'month' ? `${HOURS_PER_MONTH} hours at ${formatUsd(standing.usdPerHour)}` : parts.join(', ');
  return [problem('SZ3302', 'costGuard.maxMonthUsd', `a month may cost ${formatUsd(usd)} (${sum}), ${formatUsd(most)} is allowed; run less often, keep less warm, or raise the limit to ${upTo(usd)}`)];
}

/** Runs of a month; hours where a plan is for streaming, which never ends. */
function countOf({ plan, runsPerMonth }: GuardedWorkload, guard: CostGuard): number | undefined {
  return plan.cost.per === 'hour' ? HOURS_PER_MONTH : runsPerMonth ?? guard.runsPerMonth;
}

function standingHours(standing: Standing, runs: readonly (GuardedWorkload & { readonly count?: number })[]): number {
  if (standing.for === 'month') return HOURS_PER_MONTH;
  const ofRuns = runs.filter(({ plan }) => plan.cost.per === 'run');
  if (standing.for !== 'rest') return Math.min(HOURS_PER_MONTH, ofRuns.reduce((hours, { count }) => hours + count! * Number(standing.for), 0));
  const busy = runs.reduce((hours, { count, plan }) => hours + (plan.cost.per === 'hour' ? HOURS_PER_MONTH : count! * plan.runTime.lowSeconds / SECONDS_PER_HOUR), 0);
  return Math.max(0, HOURS_PER_MONTH - busy);
}

/** Up to the next cent, whatever its size: this limit would do. */
function upTo(usd: number): string {
  return `$${(Math.ceil(usd * 100) / 100).toFixed(2)}`;
}
