/** What the log of a run makes of the next one, beside what the run had. */
export interface RealLog {
  readonly log: string;
  readonly spilledBytes: number;
  readonly slots: number | null;
  readonly heapMiB: number | null;
  readonly heapPerSlotMiB: number | null;
  /** The largest task's need at the tasks that the run had, and the least heap for it at its slots. */
  readonly enoughHeapMiB: number | null;
  readonly plannedHeapMiB: number | null;
  readonly plannedSlots: number | null;
  readonly plannedTaskMiB: number | null;
  readonly neededTaskMiB: number | null;
  /** The most that a task of the run held and spilled, by metrics alone, at no fewer partitions than the plan has. */
  readonly shownTaskMiB: number;
  readonly basis: string | null;
}
