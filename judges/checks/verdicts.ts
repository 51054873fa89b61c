/** A template with one mistake. */
export interface JudgedCase {
  /** `planted`, or the id of the rule that it is a case of. */
  readonly group: string;
  readonly what: string;
  readonly template: unknown;
}

/** What each judge says of a case. */
export interface CaseVerdicts extends JudgedCase {
  /** Ids of our findings. */
  readonly ours: readonly string[];
  readonly cfnLint: boolean;
  readonly cdkValidator: boolean;
  readonly botocore: boolean;
}

/** Rule, logical id, location and message. */
export type CdkViolation = readonly [string, string, string, string];
