/** How a text report looks. */
export interface TextOptions {
  /** Columns; lines are wrapped to it. 96 where left out; at most 100 reads well. */
  readonly width?: number;
  /** ANSI colours. Off where left out. */
  readonly colour?: boolean;
}

export const DEFAULT_WIDTH = 96;
const NARROWEST = 40;

export type Ink = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan';

/** SGR codes. Source: ECMA-48. */
const CODES: Readonly<Record<Ink, number>> = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34, magenta: 35, cyan: 36 };

/** What renders with the options filled in. */
export interface Style {
  readonly width: number;
  readonly paint: (text: string, ink: Ink) => string;
}

export function styleOf({ width = DEFAULT_WIDTH, colour = false }: TextOptions = {}): Style {
  const paint = (text: string, ink: Ink) => colour && text.trim() ? `\u001b[${CODES[ink]}m${text}\u001b[0m` : text;
  return { width: Math.max(width, NARROWEST), paint };
}

/** Blanks at which a line may end: not between a number and its unit. */
const BREAK = /\s+(?!(?:%|[KMGT]i?B|vCPUs?)(?:[\s.,;:)]|$))/;

/** Words on lines of at most `width` columns. A word that is longer, such as an address, keeps a line of its own. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.trim().split(BREAK).filter(Boolean)) {
    if (line && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line ? `${line} ${word}` : word;
    }
  }
  return line || !lines.length ? [...lines, line] : lines;
}

/** `12345678` as `12,345,678`. */
export function grouped(value: number): string {
  const [whole, fraction] = String(value).split('.');
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction ? `${groups}.${fraction}` : groups;
}

/** Whole MiB as people read them: `26,624 MiB`. */
export function mib(value: number): string {
  return `${grouped(value)} MiB`;
}

/** Bytes as MiB with at most one decimal, rounded: `135.4 MiB`; what is there but less is `<0.1 MiB`. */
export function bytesMiB(bytes: number): string {
  const tenths = Math.round(bytes / 2 ** 20 * 10) / 10;
  return bytes > 0 && tenths === 0 ? '<0.1 MiB' : mib(tenths);
}

/** A share in whole per cent; what is there but less than half a per cent is `<1 %`. */
export function percent(share: number): string {
  const whole = Math.round(share * 100);
  return share > 0 && whole === 0 ? '<1 %' : `${whole} %`;
}

/** `1 executor`, `2 executors`. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}
