import { Problem } from '../core/problems/problem';

/** One flag of a command: what is parsed, what the help and the documentation say. */
export interface Flag {
  /** With its dashes. */
  readonly name: string;
  /** `-o`. */
  readonly short?: string;
  /** What stands for the value in the help; left out: the flag takes none. */
  readonly value?: string;
  readonly meaning: string;
  /** What holds where the flag is left out. */
  readonly fallback?: string;
  /** The words allowed. */
  readonly words?: readonly string[];
  /** May be given more than once. */
  readonly many?: boolean;
}

/** Flags under one heading. */
export interface FlagGroup {
  readonly title: string;
  readonly flags: readonly Flag[];
}

/** Of every command. */
export const COMMON_FLAGS: FlagGroup = {
  title: 'Output',
  flags: [
    { name: '--json', meaning: 'print the answer as JSON, for programs' },
    { name: '--quiet', meaning: 'no progress and no warnings on stderr' },
    { name: '--help', short: '-h', meaning: 'print this help' },
  ],
};

/** Reports that go to a file of their own. */
export const REPORT_FLAGS = {
  svg: { name: '--svg', value: 'FILE', meaning: 'write pictures as SVG, for light and dark paper; - is stdout' },
  html: { name: '--html', value: 'FILE', meaning: 'write a page with pictures, one file that loads nothing; - is stdout' },
} as const satisfies Readonly<Record<string, Flag>>;

/** Of commands that do not have them: refused by name, not shown. */
export const LATER_FLAGS: readonly Flag[] = [
  { ...REPORT_FLAGS.svg, meaning: 'a picture' },
  { ...REPORT_FLAGS.html, meaning: 'a page' },
];

/** A command line taken apart. */
export interface Arguments {
  readonly positionals: readonly string[];
  /** Flag → its values, in the order given; of a flag without values an empty list. */
  readonly flags: ReadonlyMap<string, readonly string[]>;
  /** What could not be taken apart. */
  readonly problems: readonly Problem[];
}

export function hasFlag({ flags }: Arguments, name: string): boolean {
  return flags.has(name);
}

/** The last value given, as shells' users expect of a flag given twice. */
export function valueOf({ flags }: Arguments, name: string): string | undefined {
  const values = flags.get(name) ?? [];
  return values[values.length - 1];
}
