import { planServerless } from '../../../src/core/planning/serverless';
import { readWorkload } from '../../../src/core/workload/read';

const REQUEST = { release: 'emr-7.12.0', architecture: 'x86_64', region: 'us-east-1', objective: 'cost', serverlessStorage: true, pins: {} } as const;

function problemsOf(fields: object, request: object = {}) {
  const workload = readWorkload({ input: '20GiB', growth: 1, ...fields });
  if (!workload.ok) throw new Error(JSON.stringify(workload.problems));
  const plan = planServerless(workload.value, { ...REQUEST, ...request });
  return plan.ok ? [] : plan.problems.map(({ id, path, message }) => `${id} ${path}: ${message}`);
}

describe('a run with serverless storage', () => {
  // one executor of 4 cores works off 80 core-hours in 20 hours, with 20 % more in 24 hours: the ramp makes it too long
  const oneExecutor = { pins: { executors: 1, executorCores: 4 } };

  test('ends within 24 hours', () => {
    expect(problemsOf({ coreTime: '75h', finishWithin: '30h' }, oneExecutor)).toEqual([]);
  });

  test('fails where it may take longer, whatever the deadline', () => {
    expect(problemsOf({ coreTime: '80h', finishWithin: '30h' }, oneExecutor)).toEqual([
      expect.stringMatching(/^SZ3108 finishWithin: a run takes up to 24h .*; with serverless storage it must end within 24h: /),
    ]);
    expect(problemsOf({ coreTime: '80h' }, oneExecutor)[0]).toMatch(/^SZ3108/);
    expect(problemsOf({ coreTime: '80h', finishWithin: '30h' }, { ...oneExecutor, serverlessStorage: false })).toEqual([]);
  });
});
