import { Attempt } from './attempts';
import { CapacityRequest } from './capacity';
import { Plan, PlannedExecutor } from './plan';
import { ServerlessQuestion } from './serverless-platform';

/** What the pieces of a plan are explained from. */
export interface Written {
  readonly question: ServerlessQuestion;
  readonly found: Attempt;
  readonly executor: PlannedExecutor;
  readonly driver: Plan['driver'];
  readonly executors: Plan['executors'];
}

/** What an application has to hold for this plan. */
export function capacityRequest({ question: { filled, request }, driver, executor, executors }: Written): CapacityRequest {
  return {
    driver: driver.worker,
    executor: executor.worker,
    executors: executors.maximum,
    concurrentRuns: filled.workload.concurrentRuns,
    warm: request.warm,
  };
}
