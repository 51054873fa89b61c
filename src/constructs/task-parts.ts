import { Token } from 'aws-cdk-lib';
import { IntegrationPattern, JsonPath, QueryLanguage, TaskStateBaseProps } from 'aws-cdk-lib/aws-stepfunctions';
import { SizedWorkload } from './sized-workload';
import { Statement } from './statements';
import { Problem, problem } from '../core/problems/problem';

/** What tasks of both platforms have in common. */

/** The language that a state is written in. */
export function languageOf({ queryLanguage }: TaskStateBaseProps, topLevel: QueryLanguage | undefined): QueryLanguage {
  return queryLanguage ?? topLevel ?? QueryLanguage.JSON_PATH;
}

/** JSONPath has no expressions inside a list: one expression gives the whole list. */
export function listExpression(words: string[] | string | undefined): string[] | string | undefined {
  if (!Array.isArray(words) || Token.isUnresolved(words) || !words.some(word => JsonPath.isEncodedJsonPath(word))) return words;
  return JsonPath.array(...words);
}

/** Whether a task waits for the end of what it starts, which is the default. */
export function waits({ integrationPattern = IntegrationPattern.RUN_JOB }: TaskStateBaseProps): boolean {
  return integrationPattern === IntegrationPattern.RUN_JOB;
}

export const NO_TASK_TOKEN: Statement<TaskStateBaseProps> = {
  id: 'SZ1007',
  path: 'integrationPattern',
  broken: ({ integrationPattern }) => integrationPattern === IntegrationPattern.WAIT_FOR_TASK_TOKEN,
  message: () => 'got WAIT_FOR_TASK_TOKEN, which EMR does not have; use RUN_JOB or REQUEST_RESPONSE',
};

/** SZ1007 where an attempt asks for larger sizes, and there are none. */
export function escalationProblems({ escalated }: { readonly escalated?: boolean }, workload: SizedWorkload | undefined): Problem[] {
  if (!escalated || workload?._escalatedSettings) return [];
  const because = workload ? `the plan of ${workload.node.path} has no larger size, or was pinned without one` : 'there is no workload';
  return [problem('SZ1007', 'escalated', `got true, and ${because}; leave it out`)];
}
