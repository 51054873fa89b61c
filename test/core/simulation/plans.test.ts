import { planServerless } from '../../../src/core/planning/serverless';
import { simulatePlan } from '../../../src/core/simulation/application';
import { readWorkload } from '../../../src/core/workload/read';

const REQUEST = { release: 'emr-7.12.0', architecture: 'x86_64', region: 'us-east-1', objective: 'cost', serverlessStorage: false, pins: {} } as const;

function planned(fields: object, request: object = {}) {
  const workload = readWorkload({ input: '20GiB', ...fields });
  if (!workload.ok) throw new Error(JSON.stringify(workload.problems));
  const plan = planServerless(workload.value, { ...REQUEST, ...request });
  if (!plan.ok) throw new Error(JSON.stringify(plan.problems));
  return plan.value;
}

test.each([
  ['alone', {}, {}],
  ['with a deadline', { input: '200GiB', finishWithin: '40m' }, {}],
  ['three runs at a time', { concurrentRuns: 3 }, {}],
  ['with warm workers', { concurrentRuns: 2 }, { warm: 2 }],
  ['with more warm workers than it needs', {}, { warm: 12 }],
  ['with a fixed count', {}, { pins: { executors: 5 } }],
  ['with serverless storage', {}, { serverlessStorage: true }],
  ['in Python', { language: 'python' }, {}],
  ['with off-heap memory and a cache', { offHeap: '1GiB', cache: '5GiB' }, {}],
])('a plan %s starts, and is granted every executor that it promises', (_title, fields, request) => {
  const plan = planned(fields, request);
  const outcome = simulatePlan(plan);
  const promised = plan.concurrentRuns * plan.executors.maximum;
  expect(outcome).toMatchObject({
    ok: true, value: { starts: true, executorsAtMaximum: promised, executorsMaximum: promised, binds: { dimension: 'none' }, bindsAtMaximum: { dimension: 'none' } },
  });
});
