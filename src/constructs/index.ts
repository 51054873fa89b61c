export * from './app-options';
export * from './serverless-image';
export * from './sized-serverless-workload';
export * from './sized-emr-serverless-app';
