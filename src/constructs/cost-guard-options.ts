/** What a construct may cost. Synthesis fails where its plans may cost more. */
export interface CostGuard {
  /**
   * Most that one run of any workload may cost, in US dollars, above 0 (SZ3301). `maxUsd` lets the planner look for a plan within such a limit; this
   * refuses what it found, and a pinned plan too.
   *
   * @default - no limit
   */
  readonly maxRunUsd?: number;

  /**
   * Most that a month of all workloads may cost, in US dollars: their runs, and what is idle between them (SZ3302).
   *
   * @default - no limit
   */
  readonly maxMonthUsd?: number;

  /**
   * How often each workload runs in a month, unless it says so itself: above 0, 30 for a nightly one.
   *
   * @default - none; with `maxMonthUsd` each workload has to have it, unless it is streaming, or of a cluster that stands all month
   */
  readonly runsPerMonth?: number;
}
