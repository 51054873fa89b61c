import { BreakEven, PlatformComparison, PlatformName } from './comparison';
import { attemptEc2, planEc2 } from './ec2';
import { AnyPlan, Ec2Plan, Ec2Request } from './ec2-plan';
import { Plan, ServerlessRequest } from './plan';
import { attemptServerless, planServerless } from './serverless';
import { LAWS } from '../catalog/laws';
import { fails, ok, Outcome, Problem, problemLine } from '../problems/problem';
import { fillWorkload } from '../workload/demand';
import { formatDuration, formatSize, formatUsd } from '../workload/quantities';
import { Workload } from '../workload/workload';

export type ComparedPlan = AnyPlan & { readonly comparison: PlatformComparison };

/** What is asked of both platforms. */
export interface BothRequests {
  readonly serverless: ServerlessRequest;
  readonly ec2: Ec2Request;
}

const NAMES: Readonly<Record<PlatformName, string>> = { serverless: 'EMR Serverless', ec2: 'EMR on EC2' };
/** Doublings in which a break-even is looked for, and halvings with which it is narrowed. */
const DOUBLINGS = 10;
const HALVINGS = 7;
const SECONDS_PER_DAY = 86_400;
const HOURS_PER_DAY = 24;

/** The cheaper of the plans for both platforms, with the comparison; where only one is feasible, that one. */
export function planAny(workload: Workload, requests: BothRequests): Outcome<ComparedPlan> {
  const serverless = planServerless(workload, requests.serverless);
  const ec2 = planEc2(workload, requests.ec2);
  if (!serverless.ok && !ec2.ok) return fails(problemsOfBoth(serverless.problems, ec2.problems));
  const plans = { serverless: serverless.ok ? serverless.value : undefined, ec2: ec2.ok ? ec2.value : undefined };
  const cheaper = isEc2Cheaper(plans) ? ec2 : serverless;
  if (!cheaper.ok) return fails(cheaper.problems);
  return ok({ ...cheaper.value, comparison: comparisonOf(workload, requests, plans) }, cheaper.warnings);
}

interface Plans {
  readonly serverless?: Plan;
  readonly ec2?: Ec2Plan;
}

function isEc2Cheaper({ serverless, ec2 }: Plans): boolean {
  return (ec2?.cost.usd ?? Infinity) < (serverless?.cost.usd ?? Infinity);
}

/** What stands in the way on both platforms once, the rest with the platform that it is about. */
function problemsOfBoth(serverless: readonly Problem[], ec2: readonly Problem[]): Problem[] {
  const isIn = (all: readonly Problem[], one: Problem) => all.some(other => problemLine(other) === problemLine(one));
  const about = (name: PlatformName, all: readonly Problem[], others: readonly Problem[]) => all
    .filter(one => !isIn(others, one)).map(one => ({ ...one, message: `on ${NAMES[name]} ${one.message}` }));
  return [...serverless.filter(one => isIn(ec2, one)), ...about('serverless', serverless, ec2), ...about('ec2', ec2, serverless)];
}

function comparisonOf(workload: Workload, requests: BothRequests, plans: Plans): PlatformComparison {
  const cheaper = isEc2Cheaper(plans) ? 'ec2' : 'serverless';
  const compared = {
    cheaper,
    usd: { serverless: plans.serverless?.cost.usd ?? null, ec2: plans.ec2?.cost.usd ?? null },
    breakEven: breakEvenOf(workload, requests, cheaper),
    keptCluster: keptCluster(plans),
  } as const;
  return { ...compared, line: lineOf(compared) };
}

/** Where the order flips: outwards from the job as it is in doublings, then narrowed by halves. */
function breakEvenOf(workload: Workload, requests: BothRequests, cheaper: PlatformName): BreakEven | null {
  const other = cheaper === 'ec2' ? 'serverless' : 'ec2';
  const flips = (factor: number) => cheaperAt(workload, requests, factor) === other;
  const doublings = Array.from({ length: DOUBLINGS }, (_, index) => index + 1);
  // a cluster's start weighs less the larger the job: the likely side first
  const sides = cheaper === 'serverless' ? [1, -1] : [-1, 1];
  for (const side of sides) {
    const at = doublings.find(doubling => flips(2 ** (side * doubling)));
    if (at !== undefined) return broken(workload, narrowed(side * (at - 1), side * at, exponent => flips(2 ** exponent)), other);
  }
  return null;
}

/** The exponent, from one that does not flip to one that does. */
function narrowed(from: number, to: number, flips: (exponent: number) => boolean): number {
  let [kept, flipped] = [from, to];
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (kept + flipped) / 2;
    if (flips(middle)) flipped = middle;
    else kept = middle;
  }
  return flipped;
}

function broken(workload: Workload, exponent: number, beyond: PlatformName): BreakEven {
  const factor = Number((2 ** exponent).toPrecision(2));
  const { coreSeconds } = fillWorkload({ ...workload, growth: 1 }).sized;
  return { factor, inputBytes: Math.round(workload.inputBytes * factor), coreSeconds: Math.round(coreSeconds.mid * factor), beyond };
}

/** Which platform is cheaper for so many times the bytes, records and core time; undefined where neither is feasible. */
function cheaperAt(workload: Workload, { serverless, ec2 }: BothRequests, factor: number): PlatformName | undefined {
  const grown: Workload = { ...workload, growth: fillWorkload(workload).growth * factor, maxUsd: undefined };
  const usd = { serverless: attemptServerless(grown, serverless)?.best.usd ?? Infinity, ec2: attemptEc2(grown, ec2)?.best.usd ?? Infinity };
  if (usd.serverless === Infinity && usd.ec2 === Infinity) return undefined;
  return usd.ec2 < usd.serverless ? 'ec2' : 'serverless';
}

/** A cluster that runs all day costs the same whatever it does: from so many runs on less than the cheaper of both ways to run each by itself. */
function keptCluster({ serverless, ec2 }: Plans): PlatformComparison['keptCluster'] {
  if (!ec2 || ec2.cost.per === 'hour') return null;
  const each = Math.min(ec2.cost.usd, serverless?.cost.usd ?? Infinity);
  const { usdPerHour } = ec2.cluster;
  const runsPerDay = Math.ceil(HOURS_PER_DAY * usdPerHour / each);
  const busySeconds = (ec2.runTime.seconds - LAWS.clusterStartSeconds.value) / ec2.concurrentRuns;
  return runsPerDay * busySeconds <= SECONDS_PER_DAY ? { usdPerHour, runsPerDay } : null;
}

function lineOf({ cheaper, usd, breakEven, keptCluster: kept }: Omit<PlatformComparison, 'line'>): string {
  const other = cheaper === 'ec2' ? 'serverless' : 'ec2';
  const price = (name: PlatformName) => usd[name] === null ? 'which cannot run it' : `${formatUsd(usd[name])} a run`;
  const flips = breakEven === null ? 'at no size of this job between a thousandth and a thousand times is it the other way round'
    : `${NAMES[breakEven.beyond]} is from ${breakEven.factor} times this job ${breakEven.factor > 1 ? 'upwards' : 'downwards'}`
      + ` (${formatSize(breakEven.inputBytes)} of input, ${formatDuration(breakEven.coreSeconds)} of core time)`;
  const keeping = kept ? `; a cluster that is kept pays from ${kept.runsPerDay} runs a day` : '';
  return `${NAMES[cheaper]} is cheaper: ${price(cheaper)}, against ${NAMES[other]}, ${price(other)}; ${flips}${keeping}`;
}
