import { Outcome } from '../problems/problem';
import { Workload } from '../workload/workload';
import { Plan, ServerlessRequest } from './plan';

/** The cheapest plan (or the fastest) for a workload on EMR Serverless, or everything that stands in its way. */
export function planServerless(_workload: Workload, _request: ServerlessRequest): Outcome<Plan> {
  throw new Error('not yet');
}
