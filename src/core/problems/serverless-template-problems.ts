import { ProblemRow, error } from './problem-row';

const WORKERS = 'https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/app-behavior.html';

/** Problems of applications of EMR Serverless in templates (SZ60xx), and of jobs and settings for them (SZ61xx). */
export const SERVERLESS_TEMPLATE_PROBLEMS = {
  SZ6001: error('no such worker', 'EMR Serverless offers a grid of vCPU and memory, and refuses what lies between its rows.', 'Use one of the sizes named.', WORKERS),
} satisfies Record<string, ProblemRow>;
