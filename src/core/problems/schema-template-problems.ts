import { ProblemRow } from './problem-row';

/** What the published schemas of the resources and of the service say (SZ65xx). */
export const SCHEMA_TEMPLATE_PROBLEMS = {
} satisfies Record<string, ProblemRow>;
