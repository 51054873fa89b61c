import { InitialCapacity, Plan, Worker } from './plan';
import { Problem, problem } from '../problems/problem';
import { Amounts, amountText, amountsOf, capacityText, DIMENSIONS, DimensionName, NOTHING, plus } from '../simulation/capacity';

const AMOUNT = { cpu: /^([1-9]\d*) vCPU$/, memory: /^([1-9]\d*) GB$/, disk: /^([1-9]\d*) GB$/ } as const;

/** Whether a plan's limits grant all of its executors, and its warm workers are its own. */
export function checkPlanCapacity(plan: Plan): Problem[] {
  const { maximumCapacity, initialCapacity } = plan.serverless;
  const needed = neededCapacity(plan);
  return [
    ...DIMENSIONS.flatMap(({ name }) => checkLimit(name, maximumCapacity[name], needed)),
    ...initialCapacity.flatMap((row, index) => checkWarm(row, `serverless.initialCapacity[${index}]`, plan)),
  ];
}

/** runs × (driver + maximum × executor), and what is warm beyond that. */
function neededCapacity({ concurrentRuns, driver, executor, executors, serverless }: Plan): Amounts {
  const warm = (key: string) => serverless.initialCapacity.filter(row => row.key === key).reduce((sum, { workerCount }) => sum + workerCount, 0);
  const drivers = plus(NOTHING, amountsOf(driver.worker), Math.max(concurrentRuns, warm('Driver')));
  return plus(drivers, amountsOf(executor.worker), Math.max(concurrentRuns * executors.maximum, warm('Executor')));
}

function checkLimit(name: DimensionName, got: string, needed: Amounts): Problem[] {
  const path = `serverless.maximumCapacity.${name}`;
  const amount = Number(AMOUNT[name].exec(got)?.[1] ?? NaN);
  if (Number.isNaN(amount)) return [problem('SZ1004', path, `got ${JSON.stringify(got)}; a whole number and its unit are expected, such as ${amountText(name, needed[name])}`)];
  return amount >= needed[name] ? [] : [problem('SZ2006', path, `got ${got}; the driver and all executors of every run take ${amountText(name, needed[name])}`)];
}

function checkWarm(row: InitialCapacity, path: string, { driver, executor }: Plan): Problem[] {
  if (row.key !== 'Driver' && row.key !== 'Executor') return [problem('SZ1005', `${path}.key`, `got ${JSON.stringify(row.key)}; one of Driver, Executor is expected`)];
  const count = Number.isSafeInteger(row.workerCount) && row.workerCount >= 1
    ? [] : [problem('SZ1004', `${path}.workerCount`, `got ${JSON.stringify(row.workerCount)}; a whole number from 1 is expected`)];
  const worker: Worker = row.key === 'Driver' ? driver.worker : executor.worker;
  const { cpu, memory, disk } = capacityText(amountsOf(worker));
  const expected = `${cpu}, ${memory}, ${disk} ${worker.diskType}`;
  const got = `${row.cpu}, ${row.memory}, ${row.disk} ${row.diskType}`;
  return got === expected ? count : [...count, problem('SZ1007', path, `got ${got}; the ${row.key.toLowerCase()}'s worker is ${expected}, and a job uses none that is smaller`)];
}
