import { AnyPlan } from './ec2-plan';
import { Pins } from './plan';
import { COLLECTOR_FLAGS } from './settings';
import { Release } from '../catalog/releases';
import { leastStartingHeapMiB } from '../memory/ledger';
import { Problem, problem, ProblemId } from '../problems/problem';

/** One thing that must hold, and what to say where it does not. */
export interface Check {
  readonly id: ProblemId;
  readonly path: string;
  readonly holds: boolean;
  readonly message: string;
}

/** What does not hold. */
export function failed(checks: readonly Check[]): Problem[] {
  return checks.filter(({ holds }) => !holds).map(({ id, path, message }) => problem(id, path, message));
}

/** An executor agrees with itself, and Spark starts with it. */
export function executorChecks(executor: AnyPlan['executor'], { java }: Release): Check[] {
  const { cores, taskCpus, slots, heapMiB, overheadMiB, offHeapMiB, pysparkMiB, containerMiB, collector } = executor;
  const known = collector in COLLECTOR_FLAGS;
  const leastMiB = known ? leastStartingHeapMiB({ collector, javaVersion: java }) : 0;
  const sumMiB = heapMiB + overheadMiB + offHeapMiB + pysparkMiB;
  return [
    { id: 'SZ1005', path: 'executor.collector', holds: known, message: `got ${JSON.stringify(collector)}; one of ${Object.keys(COLLECTOR_FLAGS).join(', ')} is expected` },
    { id: 'SZ1007', path: 'executor.slots', holds: slots === Math.floor(cores / taskCpus), message: `got ${slots}; ${cores} cores div ${taskCpus} task CPUs are ${Math.floor(cores / taskCpus)}` },
    { id: 'SZ1007', path: 'executor.taskCpus', holds: taskCpus <= cores, message: `got ${taskCpus}, more than the ${cores} cores of the executor` },
    {
      id: 'SZ1007',
      path: 'executor.containerMiB',
      holds: containerMiB === sumMiB,
      message: `got ${containerMiB}; heap ${heapMiB} + overhead ${overheadMiB} + off-heap ${offHeapMiB} + PySpark ${pysparkMiB} are ${sumMiB}`,
    },
    { id: 'SZ2004', path: 'executor.heapMiB', holds: heapMiB >= leastMiB, message: `got ${heapMiB}; Spark starts from ${leastMiB} MiB` },
  ];
}

/** The same of the driver. */
export function driverChecks({ heapMiB, overheadMiB, containerMiB }: AnyPlan['driver']): Check[] {
  const leastMiB = leastStartingHeapMiB({ collector: 'g1', javaVersion: 17 });
  return [
    {
      id: 'SZ1007',
      path: 'driver.containerMiB',
      holds: containerMiB === heapMiB + overheadMiB,
      message: `got ${containerMiB}; heap ${heapMiB} + overhead ${overheadMiB} are ${heapMiB + overheadMiB}`,
    },
    { id: 'SZ2004', path: 'driver.heapMiB', holds: heapMiB >= leastMiB, message: `got ${heapMiB}; Spark starts from ${leastMiB} MiB` },
  ];
}

/** Spark fails at once where counts contradict each other. */
export function countChecks({ executors: { minimum, initial, maximum, dynamic } }: AnyPlan): Check[] {
  const got = `got minimum ${minimum}, initial ${initial}, maximum ${maximum}`;
  return [
    { id: 'SZ2005', path: 'executors', holds: minimum <= initial && initial <= maximum, message: `${got}; minimum ≤ initial ≤ maximum is expected` },
    { id: 'SZ2005', path: 'executors', holds: dynamic || (minimum === maximum && initial === maximum), message: `${got} without dynamic allocation; all three must be the same` },
  ];
}

/** A plan has what it was pinned to. */
export function pinChecks(pins: Pins = {}, had: { readonly [name in keyof Pins]: unknown }): Check[] {
  return (Object.keys(had) as (keyof Pins)[]).filter(name => pins[name] !== undefined)
    .map(name => ({ id: 'SZ1007', path: `pins.${name}`, holds: pins[name] === had[name], message: `got ${pins[name]}; the plan has ${had[name]}` }));
}

/** The values of a plan that pins of either platform fix. */
export function pinnedValues({ executor, executors, partitions }: AnyPlan): Omit<Required<Pins>, 'diskGiB'> {
  return {
    executorCores: executor.cores,
    taskCpus: executor.taskCpus,
    executors: executors.maximum,
    partitions,
    executorMemoryMiB: executor.heapMiB,
    collector: executor.collector,
  };
}
