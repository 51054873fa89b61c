import { RuleCase } from './rule-case';

const WORKER = '/App/Properties/InitialCapacity/1/Value/WorkerConfiguration';

export const SERVERLESS_CASES: readonly RuleCase[] = [
  {
    id: 'SZ6001',
    what: 'memory between two rows',
    fires: { [`${WORKER}/Memory`]: '31 GB' },
    at: WORKER,
    says: /got 4 vCPU, 31 GB.*use 4 vCPU, 30 GB/,
    close: { [`${WORKER}/Memory`]: { Ref: 'AWS::StackName' } },
  },
];
