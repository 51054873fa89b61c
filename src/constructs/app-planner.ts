import { PlanReader, PlanReading, PlanSource } from './workload-plan';
import { ServerlessPlanOptions } from '../api/plan-options';
import { readOptions, statedOptions } from '../api/read-options';
import { Plan, ServerlessRequest } from '../core/planning/plan';
import { planServerless } from '../core/planning/serverless';

/** What a workload of an application is given as. */
export type AppPlanSource = PlanSource<ServerlessPlanOptions>;
/** A plan for EMR Serverless, or what is wrong. */
export type AppPlanReading = PlanReading<Plan>;

/** Reads the workloads of an application of EMR Serverless. */
export const APP_PLANS = new PlanReader<Plan, ServerlessRequest, ServerlessPlanOptions>({
  platform: 'serverless',
  construct: 'SizedEmrServerlessApp',
  read: readOptions,
  plan: planServerless,
  statedOptions,
  storedChoices,
  statedValues,
});

function storedChoices({ serverless, sparkDefaults }: Plan): Pick<ServerlessRequest, 'warm' | 'serverlessStorage'> {
  return {
    warm: serverless.initialCapacity.find(({ key }) => key === 'Executor')?.workerCount,
    serverlessStorage: sparkDefaults['spark.aws.serverlessStorage.enabled'] === 'true',
  };
}

function statedValues({ sparkDefaults, serverless: { maximumCapacity, initialCapacity } }: Plan): Record<string, string> {
  const warm = initialCapacity.map(({ key, workerCount, cpu, memory, disk, diskType }) => [`initialCapacity.${key}`, `${workerCount} × ${cpu}, ${memory}, ${disk} ${diskType}`]);
  const limits = Object.entries(maximumCapacity).map(([name, value]) => [`maximumCapacity.${name}`, value]);
  return { ...sparkDefaults, ...Object.fromEntries([...limits, ...warm]) };
}
