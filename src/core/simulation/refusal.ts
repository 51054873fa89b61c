import { Admission, Contest } from './admission';
import { Amounts, DimensionName, amountText, amountsOf } from './capacity';
import { Binds } from './simulation';

/**
 * The service's own words. The bracket lists the configured limits of the dimensions that are short, and only those.
 * Sources: driver logs quoted in https://github.com/softeerbootcamp-8th/DE_team4-4una/issues/508; the troubleshooting page of the EMR Serverless guide.
 */
export function messageOf({ limits }: Contest, { refused, short }: Admission): string | null {
  if (refused === 'driver') return 'Job failed as application has exceeded maximumCapacity settings';
  if (refused !== 'executor') return null;
  const bracket = short.map(name => `${name}: ${amountText(name, limits[name])}`).join(', ');
  return `ApplicationMaxCapacityExceededException: Worker could not be allocated as the application has exceeded maximumCapacity settings: [${bracket}]`;
}

/** What stops the next worker, with the sum that shows it. */
export function bindsOf(contest: Contest, admission: Admission): Binds {
  const { refused, short, rest } = admission;
  if (refused === 'nothing') return { dimension: 'none', detail: 'every executor asked for is granted' };
  const worker = amountsOf(refused === 'driver' ? contest.driver : contest.executor);
  const dimension = tightest(short, rest, worker);
  const others = short.filter(name => name !== dimension);
  const also = others.length ? `; short as well: ${others.join(', ')}` : '';
  const limit = limitText(dimension, contest.limits[dimension]);
  if (refused === 'pool') return { dimension, detail: `the pre-initialised workers alone exceed ${limit}${also}` };
  const held = holders(contest, admission, dimension).join(', ');
  const next = `${amountText(dimension, rest[dimension])} left, one more ${refused} takes ${amountText(dimension, worker[dimension])}`;
  return { dimension, detail: `${limit}: ${[held, next].filter(Boolean).join('; ')}${also}` };
}

/** Who holds what of one dimension: `1 driver takes 20 GB, 6 executors take 120 GB`. */
function holders(contest: Contest, admission: Admission, dimension: DimensionName): string[] {
  const drivers = admission.driverWorkers - admission.pooled.drivers;
  const executors = admission.refused === 'driver' ? 0 : admission.granted - admission.pooled.executors;
  const pool = contest.pool.reduce((sum, { count, worker }) => sum + count * amountsOf(worker)[dimension], 0);
  return [
    pool ? `pre-initialised workers take ${amountText(dimension, pool)}` : '',
    taking(drivers, 'driver', dimension, amountsOf(contest.driver)),
    taking(executors, 'executor', dimension, amountsOf(contest.executor)),
  ].filter(Boolean);
}

/** `150 GB of disk`, `16 vCPU`. */
function limitText(name: DimensionName, limit: number): string {
  return name === 'cpu' ? amountText(name, limit) : `${amountText(name, limit)} of ${name}`;
}

function taking(count: number, kind: string, dimension: DimensionName, worker: Amounts): string {
  const verb = count === 1 ? `${kind} takes` : `${kind}s take`;
  return count ? `${count} ${verb} ${amountText(dimension, count * worker[dimension])}` : '';
}

/** Of the dimensions that are short, the one that lacks the most of a worker. */
function tightest(short: readonly DimensionName[], rest: Amounts, worker: Amounts): DimensionName {
  return short.reduce((best, name) => rest[name] / worker[name] < rest[best] / worker[best] ? name : best);
}
