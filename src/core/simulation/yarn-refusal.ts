import { Resource } from '../packing/resource';

/** Words of YARN and Spark for an application that waits. */
export const YARN_WORDS = {
  /** Source: RMAppAttempt's diagnostics, Hadoop 3.4.2. */
  masterWaits: 'Application is Activated, waiting for resources to be assigned for AM.',
  /** Source: TaskSchedulerImpl.submitTasks, Spark 1.0 to 4.1. */
  noExecutor: 'Initial job has not accepted any resources; check your cluster UI to ensure that workers are registered and have sufficient resources',
} as const;

/**
 * YARN's words for a request above the largest container, up to the configured maximum that it prints last.
 * Source: SchedulerUtils.throwInvalidResourceException, Hadoop 3.4.2; the same text in 3.3.6.
 */
export function refusedWords(resource: 'memory-mb' | 'vcores', asked: Resource, largest: Resource): string {
  return 'Invalid resource request! Cannot allocate containers as requested resource is greater than maximum allowed allocation.'
    + ` Requested resource type=[${resource}], Requested resource=${resourceText(asked)}, maximum allowed allocation=${resourceText(largest)},`
    + ' please note that maximum allowed allocation is calculated by scheduler based on maximum resource of registered NodeManagers,'
    + ' which might be less than configured maximum allocation';
}

function resourceText({ memoryMiB, vCores }: Resource): string {
  return `<memory:${memoryMiB}, vCores:${vCores}>`;
}
