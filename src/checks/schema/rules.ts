import { Rule, Subject } from '../rule';

/** Whether a resource is EMR's own. */
export function isOfEmr(type: string): boolean {
  return /^AWS::EMR(Serverless)?::/.test(type);
}

/** What holds for every resource of EMR. */
export const RESOURCE_RULES: readonly Rule<Subject>[] = [];
