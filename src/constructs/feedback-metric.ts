/** A metric of the runs of a feedback. Sources of the figures: docs/observe.md. */
export enum SizingFeedbackMetric {
  /** Runs that were read: 1 each. */
  RUNS = 'Runs',
  /** From the start of the application to its end, in seconds. */
  RUN_SECONDS = 'RunSeconds',
  /** What tasks wrote to disk because it did not fit, as it was in memory. */
  MEMORY_BYTES_SPILLED = 'MemoryBytesSpilled',
  /** The same as it lay on disk. */
  DISK_BYTES_SPILLED = 'DiskBytesSpilled',
  /** Attempts of tasks that failed. */
  FAILED_TASKS = 'FailedTasks',
  /** Part of the time of tasks that was garbage collection, in percent. */
  GARBAGE_COLLECTION_SHARE = 'GarbageCollectionShare',
  /** Part of the time of slots that no task ran in, in percent. */
  IDLE_SLOT_SHARE = 'IdleSlotShare',
  /** Heap of an executor ÷ the least that would have been enough for the stages that are known. */
  HEAP_OVER_NEED = 'HeapOverNeed',
  /** Fields of the workload that the run exceeds by more than its growth. */
  BROKEN_BOUNDS = 'BrokenBounds',
  /** The largest ratio of an observed field to what was stated: above 1, the run took more. */
  LARGEST_OVER_INTENT = 'LargestOverIntent',
  /** Logs that could not be read: 1 each. */
  UNREAD_LOGS = 'UnreadLogs',
  /** Logs without an end, of runs that crashed or are still under way: 1 each. */
  UNFINISHED_LOGS = 'UnfinishedLogs',
}
