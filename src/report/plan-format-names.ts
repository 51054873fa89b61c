import type { AnyPlan } from '../core/planning/ec2-plan';

/** The forms in which other programs take a plan's settings. */
export const PLAN_FORMATS = ['spark-submit', 'spark-defaults', 'emr-cli', 'airflow', 'run-job-flow'] as const;
export type PlanFormat = typeof PLAN_FORMATS[number];

/** The forms that hold the sizes of one platform alone; all others hold settings, which both have. */
const OF_ONE_PLATFORM: Readonly<Partial<Record<PlanFormat, AnyPlan['platform']>>> = { 'emr-cli': 'serverless', 'airflow': 'serverless', 'run-job-flow': 'ec2' };

/** The forms that any plan of a platform has. */
export function formatsFor(platform: AnyPlan['platform'] | 'any'): PlanFormat[] {
  return PLAN_FORMATS.filter(format => (OF_ONE_PLATFORM[format] ?? platform) === platform);
}
