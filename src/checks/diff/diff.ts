import type { SizeChange } from './template-sizes';

export const DIFF_SCHEMA = 'sized-emr/diff/1';

/** What becomes of a resource: `replaced` and `removed` for certain, `may-be-replaced` where it depends or is not known, `refused` by CloudFormation itself. */
export type Effect = 'replaced' | 'may-be-replaced' | 'refused-while-started' | 'removed' | 'refused';

/** One change between two templates that is more than an update in place. */
export interface DiffFinding {
  readonly id: string;
  readonly effect: Effect;
  readonly logicalId: string;
  readonly type: string;
  /** As the table of updates has it; null: the resource itself. */
  readonly property: string | null;
  readonly message: string;
  readonly source: string;
  readonly changes: readonly DiffChange[];
}

/** A value that moved. */
export interface DiffChange {
  /** JSON pointer. */
  readonly path: string;
  /** Null: left out. */
  readonly before: unknown;
  readonly after: unknown;
  /** Why it moves although the templates say the same; null where they differ. */
  readonly because: string | null;
}

/** `sized-emr/diff/1`. */
export interface TemplateDiff {
  readonly schema: typeof DIFF_SCHEMA;
  /** Resources of EMR in each. */
  readonly resources: { readonly old: number; readonly new: number };
  readonly findings: readonly DiffFinding[];
  readonly sizes: readonly SizeChange[];
  /** Properties that are updated in place. */
  readonly updatedInPlace: number;
}
