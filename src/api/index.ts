export * from './workload-words';
export * from './spark-stage';
export * from './spark-workload';
export * from './planner-words';
export * from './plan-structs';
export type * from './plan-options';
export * from './spark-plan';
export * from './emr-release';
