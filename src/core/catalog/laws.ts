import { LAWS } from './laws.generated';

export type { Law } from './rows';
export { LAWS } from './laws.generated';

/** The name of a constant that shapes a plan. */
export type LawName = keyof typeof LAWS;
