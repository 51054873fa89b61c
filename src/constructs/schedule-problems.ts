import { Token } from 'aws-cdk-lib';
import { EmrServerlessScheduleProps } from './schedule-props';
import { brokenStatements, durationProblems, isWrongText, SECONDS, Statement } from './statements';
import { tokenProblem } from '../api/plain-props';
import { Problem, problem } from '../core/problems/problem';

// Source of all: CreateSchedule and RetryPolicy, https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html (2026-11-29).
const NAME = /^[\w.-]{1,64}$/;
const MOST_DESCRIPTION = 512;
const MOST_RETRIES = 185;
const EVENT_AGE_SECONDS = [60, 86_400] as const;
/** Source: https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html (2026-11-29). What stands in the fields of cron is the service's to read. */
const EXPRESSION = /^(rate\([1-9]\d* (minute|hour|day)s?\)|at\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\)|cron\(\S+( \S+){5}\))$/;

/** Everything that is wrong with when a job runs. */
export function scheduleProblems(props: EmrServerlessScheduleProps): Problem[] {
  return [...brokenStatements(STATEMENTS, props), ...durationProblems('maxEventAge', props.maxEventAge, EVENT_AGE_SECONDS, SECONDS), ...retryProblems(props)];
}

function retryProblems({ retryAttempts }: EmrServerlessScheduleProps): Problem[] {
  if (retryAttempts === undefined) return [];
  if (Token.isUnresolved(retryAttempts)) return [tokenProblem('retryAttempts')];
  return Number.isInteger(retryAttempts) && retryAttempts >= 0 && retryAttempts <= MOST_RETRIES ? []
    : [problem('SZ1004', 'retryAttempts', `got ${retryAttempts}; a whole number from 0 to ${MOST_RETRIES} is allowed`)];
}

const STATEMENTS: readonly Statement<EmrServerlessScheduleProps>[] = [
  {
    id: 'SZ1004',
    path: 'schedule',
    broken: ({ schedule }) => isWrongText(schedule.expressionString, EXPRESSION),
    message: ({ schedule }) => `got ${JSON.stringify(schedule.expressionString)}; cron(…) of six fields, rate(N minutes), rate(N hours), rate(N days) or at(yyyy-mm-ddThh:mm:ss) is expected`,
  },
  {
    id: 'SZ1004',
    path: 'scheduleName',
    broken: ({ scheduleName }) => isWrongText(scheduleName, NAME),
    message: ({ scheduleName }) => `got ${JSON.stringify(scheduleName)}; 1 to 64 letters, digits and -_. are allowed`,
  },
  {
    id: 'SZ1004',
    path: 'description',
    broken: ({ description = '' }) => !Token.isUnresolved(description) && description.length > MOST_DESCRIPTION,
    message: ({ description = '' }) => `got ${description.length} characters; at most ${MOST_DESCRIPTION} are allowed`,
  },
];
