export * from './app-options';
export type * from './app-props';
export * from './serverless-image';
export { SizedWorkload } from './sized-workload';
export * from './sized-serverless-workload';
export * from './sized-emr-serverless-app';
