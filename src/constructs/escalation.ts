import {
  Choice, Condition, Fail, IChainable, INextable, QueryLanguage, State, TaskStateBase, TaskStateBaseProps,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { OUT_OF_MEMORY_TEXTS } from '../core/catalog/out-of-memory';

/** The attempts of a job. */
export interface Attempts {
  readonly startState: State;
  readonly endStates: INextable[];
}

/** Where a failure stands in the input of what follows it. */
const FAILURE = 'Failure';

/**
 * A second attempt where the cause of the failure of the first one says that memory ran out. Any other failure stays what it is, with its error and
 * its cause.
 */
export function escalating(scope: Construct, first: TaskStateBase, again: TaskStateBase, props: TaskStateBaseProps): Attempts {
  const words = props.queryLanguage === QueryLanguage.JSONATA ? JSONATA : JSON_PATH;
  const fail = words.fail(scope);
  const choice = words.choice(scope).when(words.outOfMemory, again).otherwise(fail);
  words.onFailure(first, choice);
  return { startState: first, endStates: [first, again] };
}

/** The same in both languages of Step Functions. */
interface Words {
  readonly outOfMemory: Condition;
  choice(scope: Construct): Choice;
  fail(scope: Construct): Fail;
  onFailure(task: TaskStateBase, handler: IChainable): void;
}

/** A failed run or step is this error; a request that was refused, or a role that is missing, is another one. */
const errors = ['States.TaskFailed'];
const MEMORY = 'Out of memory?';
const OTHER = 'Failed otherwise';

const JSON_PATH: Words = {
  outOfMemory: Condition.or(...OUT_OF_MEMORY_TEXTS.map(text => Condition.stringMatches(`$.${FAILURE}.Cause`, `*${text}*`))),
  choice: scope => Choice.jsonPath(scope, MEMORY),
  fail: scope => Fail.jsonPath(scope, OTHER, { errorPath: `$.${FAILURE}.Error`, causePath: `$.${FAILURE}.Cause` }),
  onFailure: (task, handler) => task.addCatch(handler, { errors, resultPath: `$.${FAILURE}` }),
};

const CAUSE = `$states.input.${FAILURE}.Cause`;

const JSONATA: Words = {
  outOfMemory: Condition.jsonata(`{% ${OUT_OF_MEMORY_TEXTS.map(text => `$contains(${CAUSE}, '${text}')`).join(' or ')} %}`),
  choice: scope => Choice.jsonata(scope, MEMORY),
  fail: scope => Fail.jsonata(scope, OTHER, { error: `{% $states.input.${FAILURE}.Error %}`, cause: `{% ${CAUSE} %}` }),
  onFailure: (task, handler) => task.addCatch(handler, { errors, outputs: `{% $merge([$states.input, {'${FAILURE}': $states.errorOutput}]) %}` }),
};
