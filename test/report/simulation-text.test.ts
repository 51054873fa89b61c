import { simulateServerless } from '../../src/core/simulation/serverless';
import { simulationText } from '../../src/report/simulation-text';

const WORKER = { vCpu: 4, memoryGiB: 16, diskGiB: 20 };
const JOB = { driver: WORKER, executor: WORKER, allocation: { dynamic: true, initial: 3, minimum: 0, maximum: Infinity } };

test('a job that gets a part of its executors', () => {
  const maximumCapacity = { cpu: 100, memoryGiB: 500, diskGiB: 150 };
  const simulation = simulateServerless({ ...JOB, allocation: { ...JOB.allocation, instances: 10 }, maximumCapacity });
  expect(simulationText(simulation)).toMatchInlineSnapshot(`
"It starts with 6 of 10 executors.

    ApplicationMaxCapacityExceededException: Worker could not be allocated as the application
    has exceeded maximumCapacity settings: [disk: 150 GB]

  what binds      150 GB of disk: 1 driver takes 20 GB, 6 executors take 120 GB; 10 GB left, one
                  more executor takes 20 GB
  in the end      6 executors, then disk binds
  enough for all  44 vCPU, 176 GB, 220 GB of disk

Workers
  1  driver 4x16x20    16,384 MiB used
  6  executor 4x16x20  16,384 MiB used

What else
  -  dynamic allocation keeps asking for the rest; a job that is refused again and again can be
     marked FAILED although its work is done
"
`);
});

test('two runs that starve each other', () => {
  expect(simulationText(simulateServerless({ ...JOB, maximumCapacity: { cpu: 12, memoryGiB: 48 }, concurrentRuns: 2 }))).toMatchInlineSnapshot(`
"It does not start: 1 of 6 executors.

    ApplicationMaxCapacityExceededException: Worker could not be allocated as the application
    has exceeded maximumCapacity settings: [cpu: 12 vCPU, memory: 48 GB]

  run by run      1 of 3; 0 of 3 (does not start)
  what binds      12 vCPU: 2 drivers take 8 vCPU, 1 executor takes 4 vCPU; 0 vCPU left, one more
                  executor takes 4 vCPU; short as well: memory
  enough for all  32 vCPU, 128 GB, 160 GB of disk

Workers
  2  driver 4x16x20    16,384 MiB used
  1  executor 4x16x20  16,384 MiB used

What else
  -  2 of 2 drivers hold the capacity that executors need: the runs starve each other
  -  a driver without executors waits 20 minutes, is billed for them, and fails ("Abandoning job
     due to no executor being launched within 1200000ms after driver starts")
"
`);
});

test('a job that gets all of them, without limits', () => {
  expect(simulationText(simulateServerless(JOB))).toMatchInlineSnapshot(`
"It starts with all 3 executors.

  what binds      every executor asked for is granted
  in the end      without limit: neither maxExecutors nor a capacity is set
  enough for all  16 vCPU, 64 GB, 80 GB of disk

Workers
  1  driver 4x16x20    16,384 MiB used
  3  executor 4x16x20  16,384 MiB used
"
`);
});

test('a job whose container has no worker', () => {
  expect(simulationText(simulateServerless({ ...JOB, unplaceable: 'there is no worker of 3 vCPU' }))).toMatchInlineSnapshot(`
"It does not start: 0 of 3 executors.

  what binds      there is no worker of 3 vCPU
  enough for all  16 vCPU, 64 GB, 80 GB of disk
"
`);
});

test('runs that wait are said to', () => {
  const text = simulationText(simulateServerless({ ...JOB, concurrentRuns: 2, maxConcurrentRuns: 1 }));
  expect(text).toMatch(/run by run +3 of 3; waits/);
});

test('the verdict is coloured where colour is asked for', () => {
  expect(simulationText(simulateServerless(JOB), { colour: true })).toContain('\u001b[32mIt starts\u001b[0m with all 3 executors.');
  expect(simulationText(simulateServerless({ ...JOB, maximumCapacity: { cpu: 8 } }), { colour: true })).toContain('\u001b[33mIt starts\u001b[0m');
  expect(simulationText(simulateServerless({ ...JOB, maximumCapacity: { cpu: 4 } }), { colour: true })).toContain('\u001b[31mIt does not start\u001b[0m');
});
