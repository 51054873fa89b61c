import { Ink, Style, wrap } from './text-style';

/** A column: where its cells stand, and in which ink. The last column is wrapped where the line would be too long. */
export interface Column {
  readonly align?: 'left' | 'right';
  readonly ink?: Ink | ((row: number) => Ink);
}

const INDENT = 2;
const GAP = 2;
/** Below this the last column goes to lines of its own. */
const NARROW_LAST = 24;

/** Rows of cells as aligned lines. A row may have fewer cells than there are columns. */
export function table(rows: readonly (readonly string[])[], columns: readonly Column[], style: Style): string[] {
  const widths = columns.map((_, index) => Math.max(0, ...rows.map(row => (row[index] ?? '').length)));
  const before = INDENT + widths.slice(0, -1).reduce((sum, width) => sum + width + GAP, 0);
  const last = columns.length - 1;
  const below = style.width - before < Math.min(NARROW_LAST, widths[last]);
  return rows.flatMap((row, number) => {
    const lead = row.slice(0, last).map((cell, index) => shown(cell, inked(columns[index], number), widths[index], style)).join(' '.repeat(GAP));
    const lines = wrap(row[last] ?? '', below ? style.width - 2 * INDENT : style.width - before);
    return rowLines({ lead, lines: lines.map(line => shownLast(line, inked(columns[last], number), widths[last], style)), before, below });
  });
}

interface RowParts {
  readonly lead: string;
  readonly lines: readonly string[];
  readonly before: number;
  readonly below: boolean;
}

function rowLines({ lead, lines, before, below }: RowParts): string[] {
  const indent = ' '.repeat(INDENT);
  if (below) return [indent + lead, ...lines.filter(Boolean).map(line => indent + indent + line)].map(trimEnd);
  const gap = lead ? ' '.repeat(GAP) : '';
  return [indent + lead + gap + lines[0], ...lines.slice(1).map(line => ' '.repeat(before) + line)].map(trimEnd);
}

interface InkedColumn {
  readonly align?: 'left' | 'right';
  readonly ink?: Ink;
}

function inked({ align, ink }: Column, row: number): InkedColumn {
  return { align, ink: typeof ink === 'function' ? ink(row) : ink };
}

function shown(cell: string, { align, ink }: InkedColumn, width: number, style: Style): string {
  const padded = align === 'right' ? cell.padStart(width) : cell.padEnd(width);
  return ink ? style.paint(padded, ink) : padded;
}

function shownLast(line: string, column: InkedColumn, width: number, style: Style): string {
  return column.align === 'right' ? shown(line, column, width, style) : shown(line, column, 0, style);
}

function trimEnd(line: string): string {
  return line.trimEnd();
}

/** A heading with what stands below it and an empty line before; nothing where nothing stands below it. */
export function section(title: string, lines: readonly string[], style: Style): string[] {
  return lines.length ? ['', style.paint(title, 'bold'), ...lines] : [];
}
