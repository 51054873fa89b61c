import { ProblemId } from '../../core/problems/problem';

/** Something that a log lacks, or holds and should not. */
export interface LogWarning {
  readonly id: ProblemId;
  /** In the part that the message names, from 1; null where it is about no line. */
  readonly line: number | null;
  readonly message: string;
}

/** So many of one kind are named; the others are counted. */
const MOST_NAMED = 10;

/** Warnings, of which the first of each kind are named and the others counted. */
export class LogWarnings {
  private readonly named: LogWarning[] = [];
  private readonly counts = new Map<ProblemId, number>();

  public add(id: ProblemId, line: number | null, message: string): void {
    const count = (this.counts.get(id) ?? 0) + 1;
    this.counts.set(id, count);
    if (count <= MOST_NAMED) this.named.push({ id, line, message });
  }

  public countOf(id: ProblemId): number {
    return this.counts.get(id) ?? 0;
  }

  public all(): readonly LogWarning[] {
    const more = [...this.counts].filter(([, count]) => count > MOST_NAMED).map(([id, count]): LogWarning =>
      ({ id, line: null, message: `${count - MOST_NAMED} more of this kind, ${count} in all` }));
    return [...this.named, ...more];
  }
}
