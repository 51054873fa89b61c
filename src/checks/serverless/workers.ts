import { Application } from './application';
import { formatWorker, isLegalWorker, nearestWorkers } from '../../core/catalog/workers';
import { parseWorkerGiB } from '../../core/workload/quantities';
import { Found, Rule, found } from '../rule';
import { Value } from '../template/value';

/** Pre-initialised workers come in the sizes of the grid. */
export const workerOffered: Rule<Application> = {
  id: 'SZ6001',
  find: ({ properties }) => properties.at('InitialCapacity').knownItems().flatMap(item => offGrid(item.at('Value', 'WorkerConfiguration'))),
};

function offGrid(worker: Value): Found[] {
  const vCpu = vCpuOf(worker.at('Cpu'));
  const memoryGiB = gibibytesOf(worker.at('Memory'));
  if (vCpu === undefined || memoryGiB === undefined || isLegalWorker(vCpu, memoryGiB)) return [];
  const near = nearestWorkers(vCpu, memoryGiB).map(formatWorker).join(' or ');
  return [found(worker, `got ${formatWorker({ vCpu, memoryGiB })}, which EMR Serverless does not have; use ${near}`)];
}

/** Source of both forms: the patterns of AWS::EMRServerless::Application's schema (2026-04-30). */
export function vCpuOf(value: Value): number | undefined {
  const [, digits] = /^([1-9]\d{0,8})\s?(vCPU|vcpu|VCPU)?$/.exec(value.text() ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** The service's GB are GiB. */
export function gibibytesOf(value: Value): number | undefined {
  const text = value.text();
  return text === undefined ? undefined : parseWorkerGiB(text);
}
