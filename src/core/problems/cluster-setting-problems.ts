import { ProblemRow } from './problem-row';

/** Problems of settings and steps of clusters of EMR on EC2 in templates (SZ63xx). */
export const CLUSTER_SETTING_PROBLEMS = {
} satisfies Record<string, ProblemRow>;
