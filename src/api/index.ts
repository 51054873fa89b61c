export * from './workload-words';
export * from './planner-words';
export * from './memory-words';
export * from './emr-release';
export { SparkStage } from './spark-stage';
export type {
  AggregateStageProps, HashJoinStageProps, ObjectAggregateStageProps, SortMergeJoinStageProps, SortStageProps, WindowStageProps,
} from './spark-stage';
export * from './spark-workload';
export type { ClusterPlanOptions, ClusterPrices, InstanceTypeCorrection, ServerlessPlanOptions, ServerlessPrices } from './plan-options';
export type * from './plan-structs';
export * from './spark-plan';
export type {
  ContainerBreakdown, HeapContainerProps, JvmHeapBreakdown, JvmHeapProps, LargestHeapProps, LegacyMemoryBreakdown, LegacyMemoryProps,
  MemoryExplainProps, MemoryExplanation, OffHeapBreakdown, StageMemoryBreakdown, StageMemoryProps, UnifiedMemoryBreakdown, UnifiedMemoryProps,
} from './memory-structs';
export * from './spark-memory';
