import { Arguments, Flag, FlagGroup } from './flag';
import { Io } from './io';

/** What a command is, for its help: enough to show it without loading what it runs. */
export interface CommandSpec {
  readonly name: string;
  /** One line. */
  readonly summary: string;
  /** Lines behind `sized-emr`. */
  readonly usage: readonly string[];
  /** A paragraph or two. */
  readonly about: readonly string[];
  readonly groups: readonly FlagGroup[];
  /** Promised and not there yet: refused by name, not shown. */
  readonly later?: readonly Flag[];
  readonly examples: readonly Example[];
  /** What this command's exit codes mean beyond those of all. */
  readonly exits: Readonly<Record<0 | 1 | 2, string>>;
}

/** A command line and what it is for. */
export interface Example {
  readonly line: string;
  readonly does: string;
}

/** Runs a command; answers its exit code. */
export type RunCommand = (args: Arguments, io: Io) => number | Promise<number>;

export function flagsOf({ groups }: CommandSpec): Flag[] {
  return groups.flatMap(group => group.flags);
}
