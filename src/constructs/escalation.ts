import {
  Choice, Condition, Fail, IChainable, INextable, QueryLanguage, State, TaskStateBase,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { OUT_OF_MEMORY_TEXTS } from '../core/catalog/out-of-memory';

/** The attempts of a job. */
export interface Attempts {
  readonly startState: State;
  readonly endStates: INextable[];
}

/** How a second attempt stands among other states. */
export interface Escalating {
  readonly queryLanguage?: QueryLanguage;
  /** What the choice is named after. Left out: it is the only one. */
  readonly name?: string;
  /** What follows any other failure. Left out: the failure is passed on. */
  readonly otherwise?: IChainable;
}

/** Where a failure stands in the input of what follows it. */
const FAILURE = 'Failure';

/**
 * A second attempt where the cause of the failure of the first one says that memory ran out. Any other failure stays what it is, with its error and
 * its cause.
 */
export function escalating(scope: Construct, first: TaskStateBase, again: TaskStateBase, how: Escalating): Attempts {
  const words = how.queryLanguage === QueryLanguage.JSONATA ? JSONATA : JSON_PATH;
  const choice = words.choice(scope, how.name ? `${how.name}: ${MEMORY}` : MEMORY).when(words.outOfMemory, again).otherwise(how.otherwise ?? words.fail(scope));
  words.onFailure(first, choice);
  return { startState: first, endStates: [first, again] };
}

/** The same in both languages of Step Functions. */
interface Words {
  readonly outOfMemory: Condition;
  choice(scope: Construct, id: string): Choice;
  fail(scope: Construct): Fail;
  onFailure(task: TaskStateBase, handler: IChainable): void;
}

/** A failed run or step is this error; a request that was refused, or a role that is missing, is another one. */
const errors = ['States.TaskFailed'];
const MEMORY = 'Out of memory?';
const OTHER = 'Failed otherwise';

const JSON_PATH: Words = {
  outOfMemory: Condition.or(...OUT_OF_MEMORY_TEXTS.map(text => Condition.stringMatches(`$.${FAILURE}.Cause`, `*${text}*`))),
  choice: (scope, id) => Choice.jsonPath(scope, id),
  fail: scope => Fail.jsonPath(scope, OTHER, { errorPath: `$.${FAILURE}.Error`, causePath: `$.${FAILURE}.Cause` }),
  onFailure: (task, handler) => task.addCatch(handler, { errors, resultPath: `$.${FAILURE}` }),
};

const CAUSE = `$states.input.${FAILURE}.Cause`;

const JSONATA: Words = {
  outOfMemory: Condition.jsonata(`{% ${OUT_OF_MEMORY_TEXTS.map(text => `$contains(${CAUSE}, '${text}')`).join(' or ')} %}`),
  choice: (scope, id) => Choice.jsonata(scope, id),
  fail: scope => Fail.jsonata(scope, OTHER, { error: `{% $states.input.${FAILURE}.Error %}`, cause: `{% ${CAUSE} %}` }),
  onFailure: (task, handler) => task.addCatch(handler, { errors, outputs: `{% $merge([$states.input, {'${FAILURE}': $states.errorOutput}]) %}` }),
};
