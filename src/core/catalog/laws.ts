export type { Law } from './rows';
export { LAWS } from './laws.generated';
