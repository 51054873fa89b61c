import { AnyPlan } from './ec2-plan';
import { Plan } from './plan';

export const PLAN_DIFF_SCHEMA = 'sized-emr/plan-diff/1';

/** A figure before and after; null: it is not in that plan. */
export interface PlanChange {
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** A quantity that moved, and what binds it now. */
export interface MovedQuantity extends PlanChange {
  readonly binds: string | null;
  readonly because: string | null;
}

/** What a run costs and how long it takes. */
export type PlanBill = Pick<Plan['cost'], 'usd' | 'per' | 'idleUsdPerHour'> & { readonly seconds: number };

/** `sized-emr/plan-diff/1`. */
export interface PlanDiff {
  readonly schema: typeof PLAN_DIFF_SCHEMA;
  /** What a plan is for: release, architecture, Region and the like. */
  readonly circumstances: readonly PlanChange[];
  readonly moved: readonly MovedQuantity[];
  /** Of what was not stated. */
  readonly assumptions: readonly MovedQuantity[];
  readonly settings: readonly PlanChange[];
  readonly bill: { readonly before: PlanBill; readonly after: PlanBill };
}

/** What differs between two plans of one job, each with the reason that the new plan gives. */
export function diffPlans(before: AnyPlan, after: AnyPlan): PlanDiff {
  return {
    schema: PLAN_DIFF_SCHEMA,
    circumstances: changes(circumstancesOf(before), circumstancesOf(after)),
    moved: withReasons(before.reasons.map(one => ({ ...one, name: one.quantity })), after.reasons.map(one => ({ ...one, name: one.quantity }))),
    assumptions: withReasons(before.assumptions.map(assumed), after.assumptions.map(assumed)),
    settings: changes(before.sparkDefaults, after.sparkDefaults),
    bill: { before: billOf(before), after: billOf(after) },
  };
}

function circumstancesOf(plan: AnyPlan): Record<string, string> {
  const { name, platform, release, architecture, region, objective, concurrentRuns, pins, sizingModel } = plan;
  const pinned = Object.entries(pins ?? {}).map(([pin, value]) => `${pin} ${String(value)}`).join(', ');
  return {
    ...name === undefined ? {} : { name },
    platform,
    release,
    architecture,
    region,
    objective,
    concurrentRuns: String(concurrentRuns),
    ...pinned && { pins: pinned },
    sizingModel,
  };
}

/** Keys of both, those of the old one first. */
function changes(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): PlanChange[] {
  const [old, young] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...new Set([...old.keys(), ...young.keys()])]
    .map(name => ({ name, before: old.get(name) ?? null, after: young.get(name) ?? null })).filter(one => one.before !== one.after);
}

interface Reasoned {
  readonly name: string;
  readonly value: string;
  readonly binds?: string;
  readonly because: string;
}

function assumed({ field, value, because }: Plan['assumptions'][number]): Reasoned {
  return { name: field, value, because };
}

function withReasons(before: readonly Reasoned[], after: readonly Reasoned[]): MovedQuantity[] {
  const values = (all: readonly Reasoned[]) => Object.fromEntries(all.map(({ name, value }) => [name, value]));
  return changes(values(before), values(after)).map(change => {
    const why = after.find(({ name }) => name === change.name);
    return { ...change, binds: why?.binds ?? null, because: why?.because ?? null };
  });
}

function billOf({ cost: { usd, per, idleUsdPerHour }, runTime: { seconds } }: AnyPlan): PlanBill {
  return { usd, per, idleUsdPerHour, seconds };
}
