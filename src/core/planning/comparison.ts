export type PlatformName = 'serverless' | 'ec2';

/** Which platform is cheaper for a workload, and from where on the other one is. A field of the plan for the cheaper one. */
export interface PlatformComparison {
  readonly cheaper: PlatformName;
  /** USD of one run; null where nothing is feasible there. */
  readonly usd: { readonly serverless: number | null; readonly ec2: number | null };
  /** The size of the job at which the order flips, its deadline as it is; null where it does not flip between a thousandth and a thousand times. */
  readonly breakEven: BreakEven | null;
  /** A cluster that is not ended with the run; null where its runs, one after the other, never pay for it. */
  readonly keptCluster: { readonly usdPerHour: number; readonly runsPerDay: number } | null;
  /** All of it in words. */
  readonly line: string;
}

/** A multiple of the job's bytes, records and core time. */
export interface BreakEven {
  readonly factor: number;
  readonly inputBytes: number;
  readonly coreSeconds: number;
  /** Which one is cheaper beyond it: above a factor over 1, below one under 1. */
  readonly beyond: PlatformName;
}
