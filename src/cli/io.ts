/** What stands under a path. */
export interface LogPath {
  readonly kind: 'file' | 'folder' | 'other';
  readonly bytes: number;
}

/** Everything of the outside world that reading logs touches. */
export interface LogFiles {
  /** Throws where nothing is there. */
  readonly stat: (file: string) => LogPath;
  readonly list: (folder: string) => string[];
  /** In pieces that are lent until the next one; `-` is stdin. */
  readonly pieces: (file: string) => AsyncIterable<Uint8Array>;
  readonly gunzip: (source: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;
  readonly join: (folder: string, name: string) => string;
}

/** Everything of the outside world that a command touches. */
export interface Io {
  /** Of event logs, which are too large to be read at once. */
  readonly logs: LogFiles;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Throws where the file cannot be read. */
  readonly readFile: (path: string) => string;
  /** Whole or not at all; throws where the file cannot be written. */
  readonly writeFile: (path: string, text: string) => void;
  /** Paths, relative to it, of all files in a folder and the folders in it; links to folders are not followed. Undefined: it is no folder. */
  readonly filesBelow: (path: string) => readonly string[] | undefined;
  readonly readStdin: () => string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether stdout is a terminal. */
  readonly isTTY: boolean;
  /** Whether stderr is one. */
  readonly isErrorTTY?: boolean;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** Of the terminal. */
  readonly columns?: number;
  /** Of this package. */
  readonly version: () => string;
  /** Address of the project's repository. */
  readonly repository: () => string;
}

/** The exit codes. */
export const EXIT = {
  /** Fine, warnings included. */
  fine: 0,
  /** An answer that is no good news, or a demand that cannot be met. */
  findings: 1,
  /** Bad usage, unreadable input. */
  usage: 2,
  /** A bug of ours. Source: sysexits.h, EX_SOFTWARE. */
  bug: 70,
} as const;
